package app

import (
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// listFields lists the columns when they are new: those of other datasets, which
// were asked for, then the dataset's by what they are for.
func (p *explorePage) listFields() {
	schema, own := p.presenter.schema, len(p.presenter.dataset.Schema)
	if reflect.DeepEqual(schema, p.listed) {
		return
	}
	p.listed = slices.Clone(schema)
	var fields []widgets.Field
	for _, column := range schema[min(own, len(schema)):] {
		fields = append(fields, widgets.Field{ID: column.Name, Name: column.Title(), Kind: fieldKind(column), Group: say("From other datasets")})
	}
	for _, group := range []struct {
		role table.Role
		name string
	}{{table.Dimension, say("Dimensions")}, {table.Measure, say("Measures")}, {table.Identifier, say("Identifiers")}} {
		for _, column := range schema[:min(own, len(schema))] {
			if column.Role == group.role {
				fields = append(fields, widgets.Field{ID: column.Name, Name: column.Title(), Kind: fieldKind(column), Group: group.name})
			}
		}
	}
	p.fields.SetFields(fields)
	p.fields.SetStrips(p.strips)
}

func fieldKind(column table.Column) widgets.FieldKind {
	switch column.Type {
	case table.Integer, table.Decimal:
		return widgets.KindNumber
	case table.Date:
		return widgets.KindDate
	case table.SchoolYear:
		return widgets.KindYear
	case table.Grade:
		return widgets.KindNumber
	case table.YesNo:
		return widgets.KindYesNo
	case table.Code:
		return widgets.KindID
	}
	return widgets.KindText
}

// fillShelves shows the chips.
func (p *explorePage) fillShelves() {
	spec := p.presenter.report.Spec
	for where, axis := range map[shelf][]crosstab.Dimension{rowsShelf: spec.Rows, columnsShelf: spec.Columns} {
		chips := make([]widgets.Chip, len(axis))
		for i, dimension := range axis {
			chips[i] = widgets.Chip{ID: dimension.Field, Text: p.fieldTitle(dimension.Field) + dimensionWords(dimension)}
		}
		setChips(p.shelves[where], chips)
	}
	chips := make([]widgets.Chip, len(spec.Measures))
	for i, measure := range spec.Measures {
		chips[i] = widgets.Chip{ID: measure.Name(), Text: spoken().MeasureTitle(measure, p.presenter.schema)}
	}
	setChips(p.shelves[valuesShelf], chips)
	p.fillFilters()
}

// setChips shows chips unless they are shown already.
func setChips(shelf *widgets.Shelf, chips []widgets.Chip) {
	before := shelf.Chips()
	same := len(before) == len(chips)
	for i := 0; same && i < len(chips); i++ {
		same = before[i] == chips[i]
	}
	if !same {
		shelf.SetChips(chips)
	}
}

func (p *explorePage) fieldTitle(field string) string {
	if title := p.presenter.report.Fields[field]; title != "" {
		return title
	}
	if column, known := p.presenter.column(field); known {
		return column.Title()
	}
	if function, of, isPart := datePart(field); isPart {
		for _, part := range dateParts {
			if part.function == function {
				return say("%s by %s", p.fieldTitle(of), strings.ToLower(part.word))
			}
		}
	}
	return field
}

// chipIndex is where a chip stands on its shelf.
func (p *explorePage) chipIndex(where shelf, chip widgets.Chip) int {
	for i, other := range p.shelves[where].Chips() {
		if other.ID == chip.ID {
			return i
		}
	}
	return 0
}

// chooseField shows the fields to put on a shelf, beneath its plus.
func (p *explorePage) chooseField(where shelf, position fyne.Position) {
	p.pickField(position, where == valuesShelf, func(field string) {
		if field == calculatedField {
			p.askCalculated(where)
			return
		}
		p.presenter.add(where, field)
	}, calculatedEntry())
}

// pickField shows the fields, searchable, and does something with the one that
// is chosen. Rows can be counted where there is to be a number. More stands
// beside the fields.
func (p *explorePage) pickField(position fyne.Position, counts bool, chosen func(field string), more ...widgets.Field) {
	list := widgets.NewFieldList()
	fields := []widgets.Field{}
	for _, column := range p.presenter.schema {
		fields = append(fields, widgets.Field{ID: column.Name, Name: column.Title(), Kind: fieldKind(column)})
	}
	if counts {
		fields = append([]widgets.Field{{ID: "", Name: say("Count of rows"), Kind: widgets.KindNumber}}, fields...)
	}
	list.SetFields(append(fields, more...))
	canvas := p.shell.window.Canvas()
	pop := widget.NewPopUp(container.NewPadded(list), canvas)
	list.OnActivate = func(field widgets.Field) {
		pop.Hide()
		chosen(field.ID)
	}
	size := fyne.NewSize(260, min(360, canvas.Size().Height*0.6))
	pop.Resize(size)
	position.X = max(0, min(position.X-size.Width, canvas.Size().Width-size.Width))
	position.Y = max(0, min(position.Y, canvas.Size().Height-size.Height))
	pop.ShowAtPosition(position)
	canvas.FocusNext() // the first in the pop-up is its search box
	p.shell.targets.part("choose.search", list, func() (fyne.Position, fyne.Size, bool) {
		return fyne.NewPos(0, 0), fyne.NewSize(list.Size().Width, 34), true
	})
}

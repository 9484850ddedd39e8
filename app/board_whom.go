package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// anotherPart is the choice of a part of the data that no push names.
const anotherPart = "Another part…"

// sliceOf is the part of the data that a page is shown as: one that was said as
// a field and a value, or that of a recipient of a push. It may be called by a
// job.
func (p *boardPage) sliceOf(ctx context.Context, bench *workbench.Workbench, as string) (reports.Slice, error) {
	if as == "" {
		return reports.Slice{}, nil
	}
	if slice, said := reports.ParseSlice(as); said {
		return slice, nil
	}
	return bench.RecipientSlice(ctx, as)
}

// partField is a field by which a page can be cut, and where its values stand.
type partField struct {
	field, dataset, column string
}

// partFields are the fields by which the dashboard's tiles can be cut: those its
// ways say, and those of its datasets that name a school or a person in charge.
func (p *boardPage) partFields() []partField {
	dashboard, known := p.shell.dashboard(p.name)
	if p.draft != nil {
		dashboard, known = p.draft.now, true
	}
	if !known {
		return nil
	}
	return p.shell.partFieldsOf(dashboard)
}

// partFieldsOf are the fields by which the tiles of a dashboard can be cut.
func (s *Shell) partFieldsOf(dashboard reports.Dashboard) []partField {
	var fields []partField
	add := func(each partField) {
		if !slices.ContainsFunc(fields, func(other partField) bool { return strings.EqualFold(other.field, each.field) }) {
			fields = append(fields, each)
		}
	}
	for _, way := range dashboard.Ways {
		if way.LookUp != nil {
			add(partField{way.Field, way.LookUp.Dataset, way.LookUp.Field})
		} else {
			add(partField{way.Field, way.Dataset, way.Column})
		}
	}
	for _, tile := range dashboard.Tiles {
		dataset, listed := s.dataset(tile.Report.Dataset)
		if !listed {
			continue
		}
		for _, column := range dataset.Schema {
			if namesPart(column) {
				add(partField{column.Name, dataset.Name, column.Name})
			}
		}
	}
	return fields
}

// namesPart reports whether a column names what pages are made for.
func namesPart(column table.Column) bool {
	folded := strings.ToLower(column.Name)
	if strings.Contains(folded, "code") || strings.Contains(folded, "year") || !column.Type.IsText() && column.Type != table.Grade {
		return false
	}
	return slices.ContainsFunc([]string{"school", "teacher", "counselor", "counsellor", "department", "grade"}, func(word string) bool { return strings.Contains(folded, word) })
}

// askPart asks for a part of the data by a field and a value of it.
func (p *boardPage) askPart() {
	fields := p.partFields()
	if len(fields) == 0 {
		p.shell.nothingTo(say("choose by"), say("None of the datasets of this dashboard names a school, a teacher or a counselor."))
		return
	}
	question := p.shell.newAsk(say("Show it as"), say("Cancel"))
	var names []string
	for _, field := range fields {
		names = append(names, field.field)
	}
	value := widget.NewSelect(nil, nil)
	value.PlaceHolder = say("Reading…")
	reading := &latest{jobs: p.shell.jobs}
	field := widget.NewSelect(names, func(chosen string) {
		value.Options = nil
		value.ClearSelected()
		at := slices.Index(names, chosen)
		p.readValues(reading, fields[at], func(values []string) {
			value.Options = values
			value.PlaceHolder = say("Choose one")
			value.Refresh()
		})
	})
	field.SetSelectedIndex(0)
	problem := container.NewStack()
	question.agreeBy(say("Show it"), func() {
		if value.Selected == "" {
			question.refuse(problem, table.Failed("part-without-value", table.Where{}, say("It is not said yet which part is meant."), say("Choose one under Which, then press Show it."), nil))
			return
		}
		question.hide()
		p.showAs(field.Selected + "=" + value.Selected)
	})
	question.show(fyne.NewSize(480, 220), field, hintText(say("The page is worked out from these rows alone, as a push to them would be.")),
		container.NewGridWithColumns(2, labelled(say("By"), field), labelled(say("Which"), value)), problem)
	p.shell.targets.object("part.field", field)
	p.shell.targets.object("part.value", value)
	p.shell.targets.object("part.show", question.agree)
}

// readValues reads the values of a field.
func (p *boardPage) readValues(reading *latest, field partField, then func([]string)) {
	bench := p.shell.bench
	fetch(reading, say("Reading %s", field.field), false, func(ctx context.Context, _ func(workbench.Progress)) ([]string, error) {
		return fieldValues(ctx, bench, field.dataset, field.column)
	}, func(values []string, err error) {
		if err != nil {
			p.shell.reportProblem(workbench.Problem(err))
			return
		}
		then(values)
	})
}

// fieldValues lists the values of a field in their order.
func fieldValues(ctx context.Context, bench *workbench.Workbench, dataset, field string) ([]string, error) {
	view, err := bench.Run(ctx, reports.Report{Dataset: dataset, Spec: crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: field}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}, Totals: crosstab.NoTotals,
	}})
	if err != nil {
		return nil, err
	}
	var values []string
	for _, header := range view.Result.Rows() {
		// A bar or a semicolon would be read as several values.
		if len(header.Path) == 1 && header.Path[0].IsReported() && !strings.ContainsAny(header.Labels[0], "|;") {
			values = append(values, header.Labels[0])
		}
	}
	return values, nil
}

package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/widgets"
)

// popUp shows a menu at a place in the window.
func (s *Shell) popUp(position fyne.Position, items ...*fyne.MenuItem) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.window.Canvas(), position)
}

// fieldMenu offers the shelves for a field of the list.
func (p *explorePage) fieldMenu(field widgets.Field, position fyne.Position) {
	p.shell.popUp(position, p.fieldItems(field)...)
}

func (p *explorePage) fieldItems(field widgets.Field) []*fyne.MenuItem {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Add to rows", func() { p.presenter.add(rowsShelf, field.ID) }),
		fyne.NewMenuItem("Add to columns", func() { p.presenter.add(columnsShelf, field.ID) }),
		fyne.NewMenuItemSeparator(),
	}
	for _, function := range p.presenter.functionsOf(field.ID) {
		items = append(items, fyne.NewMenuItem("Add to values: "+functionWord(function), func() {
			p.presenter.addMeasure(crosstab.Measure{Function: function, Field: field.ID})
		}))
	}
	return items
}

// functionWord is what people call a function.
func functionWord(function crosstab.Function) string {
	switch function {
	case crosstab.Count:
		return "Count"
	case crosstab.Sum:
		return "Sum"
	case crosstab.Mean:
		return "Average (mean)"
	case crosstab.Min:
		return "Smallest"
	case crosstab.Max:
		return "Largest"
	case crosstab.Distinct:
		return "Count of different values"
	case crosstab.Median:
		return "Median"
	}
	return string(function)
}

// baseWord is what people call a way to show a number.
func baseWord(base crosstab.Base) string {
	switch base {
	case crosstab.PercentRow:
		return "% of the row"
	case crosstab.PercentColumn:
		return "% of the column"
	case crosstab.PercentTotal:
		return "% of the grand total"
	}
	return "The number itself"
}

// chipMenu offers what can be done with a chip.
func (p *explorePage) chipMenu(where shelf, i int, position fyne.Position) {
	p.shell.popUp(position, p.chipItems(where, i)...)
}

func (p *explorePage) chipItems(where shelf, i int) []*fyne.MenuItem {
	if where == valuesShelf {
		return p.measureItems(i)
	}
	axis := *p.presenter.axis(where)
	other := "Move to columns"
	if where == columnsShelf {
		other = "Move to rows"
	}
	rising := fyne.NewMenuItem("First to last", func() { p.presenter.turnRound(where, i, false) })
	rising.Checked = !axis[i].Descending
	falling := fyne.NewMenuItem("Last to first", func() { p.presenter.turnRound(where, i, true) })
	falling.Checked = axis[i].Descending
	items := []*fyne.MenuItem{fyne.NewMenuItem(other, func() { p.presenter.send(where, i) }), fyne.NewMenuItemSeparator(), rising, falling}
	return append(items, p.orderItems(where, i, len(axis))...)
}

// measureItems offers what a value can be and how it can be shown.
func (p *explorePage) measureItems(i int) []*fyne.MenuItem {
	measures := p.presenter.report.Spec.Measures
	measure := measures[i]
	var items []*fyne.MenuItem
	for _, function := range p.presenter.functionsOf(measure.Field) {
		item := fyne.NewMenuItem(functionWord(function), func() {
			changed := measure
			changed.Function = function
			if !canShare(function) {
				changed.Base = crosstab.NoBase
			}
			p.presenter.setMeasure(i, changed)
		})
		item.Checked = function == measure.Function
		items = append(items, item)
	}
	if canShare(measure.Function) {
		items = append(items, fyne.NewMenuItemSeparator())
		for _, base := range []crosstab.Base{crosstab.NoBase, crosstab.PercentRow, crosstab.PercentColumn, crosstab.PercentTotal} {
			item := fyne.NewMenuItem("Show as: "+baseWord(base), func() {
				changed := measure
				changed.Base = base
				p.presenter.setMeasure(i, changed)
			})
			item.Checked = base == measure.Base
			items = append(items, item)
		}
	}
	return append(items, p.orderItems(valuesShelf, i, len(measures))...)
}

// canShare reports whether a function's numbers are parts of a whole.
func canShare(function crosstab.Function) bool {
	return function == crosstab.Count || function == crosstab.Sum || function == crosstab.Distinct
}

// orderItems are the lines that every chip's menu ends with.
func (p *explorePage) orderItems(where shelf, i, count int) []*fyne.MenuItem {
	items := []*fyne.MenuItem{fyne.NewMenuItemSeparator()}
	if i > 0 {
		items = append(items, fyne.NewMenuItem("Move before", func() { p.presenter.move(where, i, i-1) }))
	}
	if i < count-1 {
		items = append(items, fyne.NewMenuItem("Move after", func() { p.presenter.move(where, i, i+1) }))
	}
	return append(items, fyne.NewMenuItem("Remove", func() { p.presenter.remove(where, i) }))
}

// cellMenu offers what can be done with cells of the cross-tab.
func (p *explorePage) cellMenu(row, column int, position fyne.Position) {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Copy", func() { p.shell.application.Clipboard().SetContent(p.crosstab.CopyText()) }),
		fyne.NewMenuItem("Copy with headings", func() { p.shell.application.Clipboard().SetContent(p.crosstab.CopyTextWithHeaders()) }),
	}
	if row >= 0 {
		show := fyne.NewMenuItem("Show details", func() { p.drill(row, column) })
		items = append([]*fyne.MenuItem{show, fyne.NewMenuItemSeparator()}, items...)
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Swap rows and columns", p.presenter.swap), fyne.NewMenuItem("Export…", p.export))
	p.shell.popUp(position, items...)
}

// chooseField shows the fields to put on a shelf, searchable, beneath its plus.
func (p *explorePage) chooseField(where shelf, position fyne.Position) {
	list := widgets.NewFieldList()
	fields := []widgets.Field{}
	for _, column := range p.presenter.dataset.Schema {
		fields = append(fields, widgets.Field{ID: column.Name, Name: column.Title(), Kind: fieldKind(column)})
	}
	if where == valuesShelf {
		fields = append([]widgets.Field{{ID: "", Name: "Count of rows", Kind: widgets.KindNumber}}, fields...)
	}
	list.SetFields(fields)
	canvas := p.shell.window.Canvas()
	pop := widget.NewPopUp(container.NewPadded(list), canvas)
	list.OnActivate = func(field widgets.Field) {
		pop.Hide()
		p.presenter.add(where, field.ID)
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

// drillMark opens the rows behind a bar or a point of the chart.
func (p *explorePage) drillMark(x, y float32) {
	view := p.presenter.view
	if view == nil || p.drawn == nil {
		return
	}
	size := p.chart.Size()
	width, height := float64(size.Width)/chartZoom(), float64(size.Height)/chartZoom()
	at := chart.XY{X: float64(x) * width, Y: float64(y) * height}
	for _, mark := range chart.Draw(p.drawn, discard{}, width, height, chart.Light()).Marks {
		if mark.Box.Contains(at) {
			if row, column, found := markPlace(view.Result.Rows(), view.Result.Columns(), view.Report.Spec, mark); found {
				p.openRecords(recordsRequest{view: view, row: row, column: column})
			}
			return
		}
	}
}

// markPlace is the cell of the result that a mark of the chart stands for: a
// category for each row that is no total and a series for each column, or the
// other way round when there is one row only.
func markPlace(rows, columns []crosstab.Header, spec crosstab.Spec, mark chart.Mark) (row, column int, found bool) {
	rowLeaves, columnLeaves := leafPlaces(rows, len(spec.Rows)), leafPlaces(columns, len(spec.Columns))
	categories, series := rowLeaves, columnLeaves
	across := len(rowLeaves) == 1 && len(columnLeaves) > 1
	if across {
		categories, series = columnLeaves, rowLeaves
	}
	if len(spec.Columns) == 0 {
		mark.Series = 0 // the series are measures of one and the same cell
	}
	if mark.Category < 0 || mark.Category >= len(categories) || mark.Series < 0 || mark.Series >= len(series) {
		return 0, 0, false
	}
	if across {
		return series[mark.Series], categories[mark.Category], true
	}
	return categories[mark.Category], series[mark.Series], true
}

// leafPlaces lists the headers that are no totals.
func leafPlaces(headers []crosstab.Header, depth int) []int {
	var places []int
	for i, header := range headers {
		if len(header.Path) == depth && (!header.Total || depth == 0) {
			places = append(places, i)
		}
	}
	return places
}

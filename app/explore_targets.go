package app

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// addTargets names the places that tests of the window use.
func (p *explorePage) addTargets() {
	targets := p.shell.targets
	for i, name := range []string{"rows", "columns", "values"} {
		targets.text("shelf:"+name, p.shelves[i], p.shelves[i].AccessibilityLabel)
		targets.part("shelf:"+name+":add", p.shelves[i], func() (fyne.Position, fyne.Size, bool) {
			return fyne.NewPos(p.shelves[i].Size().Width-34, 2), fyne.NewSize(32, 32), true
		})
	}
	for i, name := range []string{"rows", "columns", "values"} {
		targets.family(p.shelves[i], func(add func(string, fyne.Position, fyne.Size, string)) {
			for j, chip := range p.shelves[i].Chips() {
				if at, size, inside := p.shelves[i].ChipBounds(j); inside {
					add(fmt.Sprintf("chip:%s:%d", name, j), at, size, chip.Text)
				}
			}
		})
	}
	targets.part("explore.search", p.fields, func() (fyne.Position, fyne.Size, bool) {
		return fyne.NewPos(0, 0), fyne.NewSize(p.fields.Size().Width, 34), true
	})
	targets.text("explore.crosstab", p.crosstab, p.presenter.sentence)
	targets.text("explore.chart", p.chart, func() string { return p.chart.Text })
	targets.text("explore.filter", p.filter, func() string { return p.filter.Text })
	targets.family(p.fields, func(add func(string, fyne.Position, fyne.Size, string)) {
		for _, column := range p.presenter.schema {
			if at, size, inside := p.fields.FieldBounds(column.Name); inside {
				add("field:"+column.Name, at, size, "")
			}
		}
	})
	targets.family(p.crosstab, p.cellTargets)
}

// cellTargets names the cells in view by row and column, and the grand total.
func (p *explorePage) cellTargets(add func(name string, offset fyne.Position, size fyne.Size, text string)) {
	source, shown := p.crosstab.Source(), p.crosstab.VisibleCells()
	for row := shown.Top; row <= shown.Bottom; row++ {
		for column := range source.Columns() {
			at, size, inside := p.crosstab.CellBounds(row, column)
			if !inside {
				continue
			}
			text := source.Cell(row, column).Text
			add(fmt.Sprintf("crosstab:cell:%d:%d", row, column), at, size, text)
			if row == source.Rows()-1 && column == source.Columns()-1 {
				add("crosstab:total", at, size, text)
			}
		}
	}
}

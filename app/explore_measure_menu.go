package app

import (
	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
)

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

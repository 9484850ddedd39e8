package app

import (
	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// functionWord is what people call a function.
func functionWord(function crosstab.Function) string {
	switch function {
	case crosstab.Count:
		return say("Count")
	case crosstab.Sum:
		return say("Sum")
	case crosstab.Mean:
		return say("Average (mean)")
	case crosstab.Min:
		return say("Smallest")
	case crosstab.Max:
		return say("Largest")
	case crosstab.Distinct:
		return say("Count of different values")
	case crosstab.Median:
		return say("Median")
	case crosstab.Deviation:
		return say("Standard deviation")
	case crosstab.Yes:
		return say("Share of yes")
	case crosstab.First:
		return say("Earliest")
	case crosstab.Last:
		return say("Latest")
	case crosstab.Weighted:
		return say("Weighted average")
	}
	return string(function)
}

// baseWord is what people call a way to show a number.
func baseWord(base crosstab.Base) string {
	switch base {
	case crosstab.PercentRow:
		return say("% of the row")
	case crosstab.PercentColumn:
		return say("% of the column")
	case crosstab.PercentTotal:
		return say("% of the grand total")
	case crosstab.PercentParent:
		return say("% of the subtotal")
	}
	return say("The number itself")
}

// measureItems offers what a value can be and how it can be shown.
func (p *explorePage) measureItems(i int) []*fyne.MenuItem {
	measures := p.presenter.report.Spec.Measures
	measure := measures[i]
	become := func(changed crosstab.Measure) func() { return func() { p.presenter.setMeasure(i, changed) } }
	var items []*fyne.MenuItem
	if measure.Function == crosstab.Rate || measure.Function == crosstab.Ratio {
		if of, err := crosstab.ParseMeasures(measure.Field); err == nil {
			items = append(items, fyne.NewMenuItem(say("Do not divide"), become(of[0])))
		}
	} else {
		for _, function := range p.presenter.functionsOf(measure.Field) {
			changed := crosstab.Measure{Function: function, Field: measure.Field}
			if canShare(function) {
				changed.Base = measure.Base
			}
			item := fyne.NewMenuItem(functionWord(function), become(changed))
			item.Checked = function == measure.Function
			items = append(items, item)
		}
		items = append(items, p.moreItems(measure, become)...)
	}
	items = append(items, p.shareItems(measure, become)...)
	items = append(items, p.compareItems(measure, become)...)
	if saysChance(measure) {
		items = append(items, p.chanceItem())
	}
	return append(items, p.orderItems(valuesShelf, i, len(measures))...)
}

// moreItems offers the functions that are asked for less often: percentiles,
// the values at the ends of a stretch of time, and division.
func (p *explorePage) moreItems(measure crosstab.Measure, become func(crosstab.Measure) func()) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	column, known := p.presenter.column(measure.Field)
	if known && column.Type.IsNumeric() && column.Type != table.YesNo {
		more := fyne.NewMenuItem(say("Percentile"), nil)
		var lines []*fyne.MenuItem
		for _, percent := range []float64{10, 25, 75, 90, 95} {
			changed := crosstab.Measure{Function: crosstab.Percentile, Field: measure.Field, Percent: percent}
			line := fyne.NewMenuItem(say("%gth: %g%% of the values are below", percent, percent), become(changed))
			line.Checked = changed == measure
			lines = append(lines, line)
		}
		more.ChildMenu = fyne.NewMenu("", lines...)
		items = append(items, more)
		if weighted := p.weightedItem(measure, become); weighted != nil {
			items = append(items, weighted)
		}
	}
	if known && !column.Type.IsText() {
		for _, function := range []crosstab.Function{crosstab.First, crosstab.Last} {
			var lines []*fyne.MenuItem
			for _, date := range p.presenter.schema {
				if date.Type == table.Date && date.Name != measure.Field {
					changed := crosstab.Measure{Function: function, Field: measure.Field, By: date.Name}
					line := fyne.NewMenuItem(say("by %s", date.Title()), become(changed))
					line.Checked = changed == measure
					lines = append(lines, line)
				}
			}
			if len(lines) > 0 {
				more := fyne.NewMenuItem(functionWord(function), nil)
				more.ChildMenu = fyne.NewMenu("", lines...)
				items = append(items, more)
			}
		}
	}
	if divisor := p.divideItem(measure, become); divisor != nil {
		items = append(items, divisor)
	}
	return items
}

// weightedItem offers the numbers by which an average can be weighted; nil if
// there are none.
func (p *explorePage) weightedItem(measure crosstab.Measure, become func(crosstab.Measure) func()) *fyne.MenuItem {
	var lines []*fyne.MenuItem
	for _, weight := range p.presenter.schema {
		if weight.Type.IsNumeric() && weight.Type != table.YesNo && weight.Role == table.Measure && weight.Name != measure.Field {
			changed := crosstab.Measure{Function: crosstab.Weighted, Field: measure.Field, By: weight.Name}
			line := fyne.NewMenuItem(say("by %s", weight.Title()), become(changed))
			line.Checked = changed == measure
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	item := fyne.NewMenuItem(functionWord(crosstab.Weighted), nil)
	item.ChildMenu = fyne.NewMenu("", lines...)
	return item
}

// divideItem offers what an amount can be divided by.
func (p *explorePage) divideItem(measure crosstab.Measure, become func(crosstab.Measure) func()) *fyne.MenuItem {
	if !canShare(measure.Function) {
		return nil
	}
	of := crosstab.Measure{Function: measure.Function, Field: measure.Field}
	by := []crosstab.Measure{}
	if of.Field != "" || of.Function != crosstab.Count {
		by = append(by, crosstab.Measure{Function: crosstab.Count})
	}
	for _, column := range p.presenter.schema {
		switch {
		case column.Type.IsNumeric() && column.Role == table.Measure:
			by = append(by, crosstab.Measure{Function: crosstab.Sum, Field: column.Name})
		case column.Role == table.Identifier:
			by = append(by, crosstab.Measure{Function: crosstab.Distinct, Field: column.Name})
		}
	}
	var shares, numbers []*fyne.MenuItem
	for _, over := range by {
		if over == of {
			continue
		}
		title := spoken().MeasureTitle(over, p.presenter.schema)
		shares = append(shares, fyne.NewMenuItem(title, become(crosstab.Measure{Function: crosstab.Rate, Field: of.Name(), Over: over.Name()})))
		numbers = append(numbers, fyne.NewMenuItem(title, become(crosstab.Measure{Function: crosstab.Ratio, Field: of.Name(), Over: over.Name()})))
	}
	if len(shares) == 0 {
		return nil
	}
	share, number := fyne.NewMenuItem(say("as a percentage of"), nil), fyne.NewMenuItem(say("as a number"), nil)
	share.ChildMenu, number.ChildMenu = fyne.NewMenu("", shares...), fyne.NewMenu("", numbers...)
	divide := fyne.NewMenuItem(say("Divide by"), nil)
	divide.ChildMenu = fyne.NewMenu("", share, number)
	return divide
}

// shareItems offers what an amount can be a share of.
func (p *explorePage) shareItems(measure crosstab.Measure, become func(crosstab.Measure) func()) []*fyne.MenuItem {
	if !canShare(measure.Function) {
		return nil
	}
	bases := []crosstab.Base{crosstab.NoBase, crosstab.PercentRow, crosstab.PercentColumn, crosstab.PercentTotal}
	if len(p.presenter.report.Spec.Rows) > 1 {
		bases = append(bases, crosstab.PercentParent)
	}
	items := []*fyne.MenuItem{fyne.NewMenuItemSeparator()}
	for _, base := range bases {
		changed := measure
		changed.Base = base
		if base != crosstab.NoBase && changed.Show == crosstab.Running {
			changed.Show, changed.In, changed.Member, changed.LastYear = crosstab.NoShow, "", "", false
		}
		if base == crosstab.NoBase {
			changed.Show, changed.In, changed.Member, changed.LastYear = crosstab.NoShow, "", "", false
		}
		item := fyne.NewMenuItem(say("Show as: %s", baseWord(base)), become(changed))
		item.Checked = base == measure.Base && (base != crosstab.NoBase || measure.Show == crosstab.NoShow)
		items = append(items, item)
	}
	return items
}

// canShare reports whether a function's numbers are parts of a whole.
func canShare(function crosstab.Function) bool {
	return function == crosstab.Count || function == crosstab.Sum || function == crosstab.Distinct
}

package app

import (
	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// kindWord is what a kind of chart is called in the language of the window.
func kindWord(kind chart.Kind) string {
	switch kind {
	case chart.None:
		return say("No chart")
	case chart.Bar:
		return say("Bars")
	case chart.Horizontal:
		return say("Horizontal bars")
	case chart.Grouped:
		return say("Grouped bars")
	case chart.Stacked:
		return say("Stacked bars")
	case chart.FullStacked:
		return say("Stacked to 100 %")
	case chart.Line:
		return say("Lines")
	case chart.Area:
		return say("Area")
	case chart.Scatter:
		return say("Scatter")
	case chart.Histogram:
		return say("Histogram")
	case chart.Boxes:
		return say("Box plot")
	case chart.HeatMap:
		return say("Heat map")
	case chart.DotPlot:
		return say("Dot plot")
	case chart.Slope:
		return say("Slope")
	case chart.Dial:
		return say("Gauge")
	case chart.Sparkline:
		return say("Sparklines")
	case chart.SmallMultiples:
		return say("Small multiples")
	case chart.Likert:
		return say("Answers to both sides")
	case chart.Pie:
		return say("Pie")
	}
	return kind.Title()
}

// chartMenu offers what can be done with the chart.
func (p *explorePage) chartMenu(position fyne.Position) {
	if p.drawn == nil {
		return
	}
	kinds := fyne.NewMenuItem(say("Kind of chart"), nil)
	kinds.ChildMenu = fyne.NewMenu("")
	for _, kind := range p.offered {
		line := fyne.NewMenuItem(kindWord(kind), func() { p.presenter.setChart(kind) })
		line.Checked = kind == p.presenter.report.Chart
		kinds.ChildMenu.Items = append(kinds.ChildMenu.Items, line)
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(say("Show as table"), p.showTable)}
	if p.layouts.SelectedIndex() != 2 {
		items = append(items, fyne.NewMenuItem(say("Show the chart alone"), func() { p.layouts.SetSelectedIndex(2) }))
	}
	p.shell.popUp(position, append(items, kinds, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Export…"), p.export))...)
}

// showTable shows the table that the chart is drawn from, and gives it the
// keyboard: every mark of the chart is a cell of it.
func (p *explorePage) showTable() {
	if p.layouts.SelectedIndex() == 2 {
		p.layouts.SetSelectedIndex(1)
	}
	p.shell.focus(p.crosstab)
}

package app

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// The list of charts offers the kinds that fit what is shown, and says of every
// other one why it does not; F11 goes through those that are offered.
func TestOnlyChartsThatFitAreOffered(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	for _, kind := range []chart.Kind{chart.Grouped, chart.Scatter, chart.Histogram, chart.Sparkline, chart.Likert} {
		if slices.Contains(p.offered, kind) {
			t.Errorf("%s is offered for a count of rows by school", kind.Title())
		}
		if fits, reason := p.kindFits(kind); fits || reason == "" {
			t.Errorf("nothing says why %s does not fit", kind.Title())
		}
	}
	for _, kind := range []chart.Kind{chart.Bar, chart.Horizontal, chart.Pie} {
		if !slices.Contains(p.offered, kind) {
			t.Errorf("%s is not offered", kind.Title())
		}
	}
	p.presenter.add(columnsShelf, "Grade")
	p.presenter.addMeasure(p.presenter.usualMeasure("Days Absent"))
	d.settled(p)
	d.until("grouped bars are offered", func() bool { return slices.Contains(p.offered, chart.Grouped) })
	if !slices.Contains(p.offered, chart.Boxes) {
		t.Error("a box plot is not offered for numbers")
	}
	seen := map[chart.Kind]bool{}
	for range len(p.offered) {
		p.nextChart()
		d.settled(p)
		seen[p.presenter.report.Chart] = true
		if p.kinds.Selected != p.presenter.report.Chart.Title() {
			t.Errorf("%s is drawn and %q chosen in the list", p.presenter.report.Chart, p.kinds.Selected)
		}
	}
	if len(seen) < 4 {
		t.Errorf("only %v were drawn", seen)
	}
	p.kinds.SetSelected(whyNotWords())
	if len(d.shell.asks) != 1 || p.kinds.Selected == whyNotWords() {
		t.Error("why others do not fit is not said")
	}
}

// A click on a mark of the chart selects its cell, and two open its rows.
func TestMarksSelectCells(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.setChart(chart.Bar)
	d.settled(p)
	size := p.chart.Size()
	width, height := float64(size.Width)/chartZoom(), float64(size.Height)/chartZoom()
	marks := chart.Draw(p.drawn, discard{}, width, height, chart.Light()).Marks
	if len(marks) != 3 {
		t.Fatalf("%d marks, want one for each school", len(marks))
	}
	box := marks[1].Box
	x, y := float32((box.X+box.Width/2)/width), float32((box.Y+box.Height/2)/height)
	p.selectMark(x, y)
	if row, column, ok := p.crosstab.Active(); !ok || row != 1 || column != 1 {
		t.Errorf("the cell %d,%d is selected, want that of Birch", row, column)
	}
	p.drillMark(x, y)
	if !p.sheet.bound || p.sheet.title.Text != "Birch" {
		t.Errorf("the sheet shows %q", p.sheet.title.Text)
	}
}

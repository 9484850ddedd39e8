package app

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// whyNotWords is the last line of the list of kinds, which says why the others
// are not in it.
func whyNotWords() string { return say("Why no others?") }

// kindFits reports whether a kind of chart shows the present numbers
// truthfully, and if not, why not. What a kind needs beyond the table is only
// worked out once it is chosen, and so is asked of what is on the shelves.
func (p *explorePage) kindFits(kind chart.Kind) (fits bool, reason string) {
	if p.drawn == nil || p.presenter.view == nil || kind == p.presenter.report.Chart {
		return true, ""
	}
	measures := p.presenter.asked().Spec.Measures
	switch kind {
	case chart.Scatter:
		if len(measures) < 2 {
			return false, say("A scatter chart needs two measures under Values, such as a score and days absent.")
		}
		return true, ""
	case chart.Histogram, chart.Boxes:
		if !slices.ContainsFunc(measures, func(m crosstab.Measure) bool {
			column, known := p.presenter.column(m.Field)
			return known && column.Type.IsNumeric()
		}) {
			return false, say("This needs a column of numbers under Values.")
		}
		return true, ""
	}
	by := p.drawn
	if ofValues(p.presenter.view.Report.Chart) {
		// What is drawn are values and not the cells of the table: the chart before
		// it tells, unless other fields are shown since.
		if p.plain == nil || !sameFields(p.plainSpec, p.presenter.view.Report.Spec) {
			return true, ""
		}
		by = p.plain
	}
	return chart.Fits(kind, by)
}

// ofValues reports whether a kind of chart draws more than the table's cells.
func ofValues(kind chart.Kind) bool {
	return kind == chart.Scatter || kind == chart.Histogram || kind == chart.Boxes
}

// offerKinds lists the kinds of chart that fit what is shown.
func (p *explorePage) offerKinds() {
	if view := p.presenter.view; view != nil && p.drawn != nil && !ofValues(view.Report.Chart) {
		p.plain, p.plainSpec = p.drawn, view.Report.Spec
	}
	p.offered = p.offered[:0]
	var titles []string
	for _, kind := range chart.Kinds() {
		if fits, _ := p.kindFits(kind); fits {
			p.offered = append(p.offered, kind)
			titles = append(titles, kindWord(kind))
		}
	}
	if len(p.offered) < len(chart.Kinds()) {
		titles = append(titles, whyNotWords())
	}
	chosen := kindWord(p.presenter.report.Chart)
	if slices.Equal(titles, p.kinds.Options) && p.kinds.Selected == chosen {
		return
	}
	p.kinds.Options, p.kinds.Selected = titles, chosen
	p.kinds.Refresh()
}

// chooseKind draws the kind that was chosen from the list, or says why others
// are not in it.
func (p *explorePage) chooseKind(title string) {
	for _, kind := range p.offered {
		if kindWord(kind) == title {
			p.presenter.setChart(kind)
			return
		}
	}
	if title != whyNotWords() {
		return
	}
	p.kinds.Selected = kindWord(p.presenter.report.Chart)
	p.kinds.Refresh()
	var lines []string
	for _, kind := range chart.Kinds() {
		if fits, reason := p.kindFits(kind); !fits {
			lines = append(lines, "* **"+kindWord(kind)+":** "+reason)
		}
	}
	p.shell.showText(say("Charts that do not fit these numbers"), strings.Join(lines, "\n"))
}

// nextChart draws the next kind of chart that fits, round and round.
func (p *explorePage) nextChart() {
	if at := slices.Index(p.offered, p.presenter.report.Chart); len(p.offered) > 0 {
		p.presenter.setChart(p.offered[(at+1)%len(p.offered)])
		p.offerKinds()
	}
}

// selectMark selects the cell that a mark of the chart stands for.
func (p *explorePage) selectMark(x, y float32) {
	row, column, found := p.markAt(x, y)
	if !found {
		return
	}
	source := newDocumentSource(p.presenter.view)
	for i := range source.Rows() {
		for j := source.HeaderColumns(); j < source.Columns(); j++ {
			if r, c, known := source.place(i, j); known && r == row && c == column {
				p.crosstab.Select(rangeOf(i, j))
				p.crosstab.ScrollTo(i, j)
				return
			}
		}
	}
}

package app

import (
	"image"
	"image/color"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/widgets"
)

// showView draws a new result.
func (p *explorePage) showView() {
	document := p.presenter.document()
	p.drawn, p.words = nil, ""
	if document != nil {
		p.drawn = document.Chart
		p.crosstab.SetSource(newDocumentSource(p.presenter.view))
		// Widths stay while the same fields are shown, so that columns do not
		// jump about with a filter.
		if spec := p.presenter.view.Report.Spec; !sameFields(spec, p.fitted) {
			p.fitted = spec
			p.crosstab.AutoFit()
			p.placed = 0
		}
		p.chart.Text = document.Sentence
	}
	p.chart.Refresh()
	p.showResults()
	p.say("")
	p.follow(p.presenter.view)
}

// sameFields reports whether two cross-tabs show the same fields.
func sameFields(a, b crosstab.Spec) bool {
	return reflect.DeepEqual([][]crosstab.Dimension{a.Rows, a.Columns}, [][]crosstab.Dimension{b.Rows, b.Columns}) && reflect.DeepEqual(a.Measures, b.Measures)
}

// showResults shows the table, the chart or both, or how to begin.
func (p *explorePage) showResults() {
	var content fyne.CanvasObject
	switch {
	case p.presenter.view == nil && p.presenter.empty():
		content = p.invitation()
	case p.presenter.view == nil && p.presenter.problem == nil:
		content = widgets.NewEmptyState(nil, "", say("Working it out…"))
	case p.presenter.view == nil:
		content = newGap(1, 1)
	case p.layouts.SelectedIndex() == 1 || p.drawn == nil && p.layouts.SelectedIndex() == 0:
		content = p.crosstab
	case p.layouts.SelectedIndex() == 2:
		content = p.chart
	default:
		p.split.Leading, p.split.Trailing = p.crosstab, p.chart
		p.split.Refresh()
		content = p.split
	}
	p.results.Objects = []fyne.CanvasObject{content}
	p.results.Refresh()
}

// resultsLayout gives the results all the room and the table the share of it
// that it needs.
type resultsLayout struct{ page *explorePage }

// Layout fills the room.
func (r resultsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.page.placeSplit(size)
	for _, object := range objects {
		object.Move(fyne.NewPos(0, 0))
		object.Resize(size)
	}
}

// MinSize is the largest of the objects'.
func (r resultsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return atLeast{}.MinSize(objects)
}

// The shares of the width that the table takes beside a chart.
const (
	leastTableShare    = 0.65
	greatestTableShare = 0.75
	stackedTableShare  = 0.58 // of the height, above a chart
)

// leastStacked is the height from which a table and a chart may stand one above
// the other.
const leastStacked = 380

// placeSplit puts the line between table and chart where the table ends, unless
// a person has moved it. A table that leaves no room beside it has the chart
// beneath.
func (p *explorePage) placeSplit(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	share := float64((p.crosstab.WidthFor() + 8) / size.Width)
	if beside := share <= greatestTableShare || size.Height < leastStacked*textScale(); beside != p.split.Horizontal {
		p.split.Horizontal, p.placed = beside, 0
		p.split.Refresh()
	}
	if moved := p.placed != 0 && p.split.Offset != p.placed; moved {
		return
	}
	p.roomForChart(size)
	p.placed = stackedTableShare
	if p.split.Horizontal {
		p.placed = max(leastTableShare, min(greatestTableShare, share))
	}
	p.split.SetOffset(p.placed)
}

// leastBeside is the width from which a chart stands beside a table while the
// side sheet is open.
const leastBeside = 560

// roomForChart lets the chart go while the side sheet leaves no room for it.
func (p *explorePage) roomForChart(size fyne.Size) {
	hide := p.sheet.bound && len(p.results.Objects) > 0 && p.results.Objects[0] == p.split && p.split.Horizontal && size.Width < leastBeside*textScale()
	if hide == p.chart.Hidden {
		return
	}
	p.chart.Hidden = hide
	p.split.Refresh()
}

// draw draws the chart for the room it has.
func (p *explorePage) draw(width, height int, scale float32, dark bool) image.Image {
	if p.drawn == nil || width < 40 || height < 40 {
		return nil
	}
	palette := chart.Light()
	if dark {
		palette = chart.Dark()
	}
	palette.Background = color.RGBAModel.Convert(theme.Color(theme.ColorNameBackground)).(color.RGBA)
	points := float64(scale) * chartZoom()
	picture, err := chart.PNG(p.drawn, int(float64(width)/points), int(float64(height)/points), points, palette)
	if err != nil {
		return nil
	}
	return picture
}

// chartZoom draws charts a little larger than print, to match the type around
// them.
func chartZoom() float64 { return 1.05 * float64(textScale()) }

// selected adds up the selected cells.
func (p *explorePage) selected(cells widgets.Range) {
	if document := p.presenter.document(); document != nil {
		figures := newDocumentSource(p.presenter.view).figures(cells)
		p.say(figures.words())
	}
}

func (p *explorePage) say(words string) {
	p.words = words
	if p.shell.shownPage() == page(p) {
		p.shell.status.say(words)
	}
}

// drillApart opens the rows behind a cell as a page of their own.
func (p *explorePage) drillApart(row, column int) {
	if p.drill(row, column); p.sheet.bound {
		p.sheet.openWhole()
	}
}

// drill opens the rows behind a cell.
func (p *explorePage) drill(row, column int) {
	view := p.presenter.view
	if view == nil {
		return
	}
	resultRow, resultColumn, found := newDocumentSource(view).place(row, column)
	if !found {
		return
	}
	p.openRecords(recordsRequest{view: view, row: resultRow, column: resultColumn})
}

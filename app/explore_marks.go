package app

import (
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/widgets"
)

// markAt is the cell of the result whose mark is at a place in the chart.
func (p *explorePage) markAt(x, y float32) (row, column int, found bool) {
	if p.presenter.view == nil || p.drawn == nil {
		return 0, 0, false
	}
	size := p.chart.Size()
	width, height := float64(size.Width)/chartZoom(), float64(size.Height)/chartZoom()
	at := chart.XY{X: float64(x) * width, Y: float64(y) * height}
	for _, mark := range chart.Draw(p.drawn, discard{}, width, height, chart.Light()).Marks {
		if mark.Box.Contains(at) {
			return markPlace(p.drawn, mark)
		}
	}
	return 0, 0, false
}

// drillMark opens the rows behind a bar or a point of the chart.
func (p *explorePage) drillMark(x, y float32) {
	if row, column, found := p.markAt(x, y); found {
		p.openRecords(recordsRequest{view: p.presenter.view, row: row, column: column})
	}
}

// rangeOf is one cell.
func rangeOf(row, column int) widgets.Range {
	return widgets.Range{Top: row, Left: column, Bottom: row, Right: column}
}

// markPlace is the cell of the result that a mark of the chart stands for. The
// classes of a histogram stand for none.
func markPlace(drawn *chart.Chart, mark chart.Mark) (row, column int, found bool) {
	if mark.Series >= len(drawn.Series) || mark.Category >= len(drawn.Series[mark.Series].Points) {
		return 0, 0, false
	}
	point := drawn.Series[mark.Series].Points[mark.Category]
	return point.Row - 1, point.Column - 1, point.Row > 0 && point.Column > 0
}

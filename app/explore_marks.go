package app

import "github.com/schoolbench/schoolbench/reports/chart"

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
			if row, column, found := markPlace(p.drawn, mark); found {
				p.openRecords(recordsRequest{view: view, row: row, column: column})
			}
			return
		}
	}
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

// chartTitles are what the menu calls the kinds of chart.
func chartTitles() []string {
	var titles []string
	for _, kind := range chart.Kinds() {
		titles = append(titles, kind.Title())
	}
	return titles
}

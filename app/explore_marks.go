package app

import (
	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
)

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

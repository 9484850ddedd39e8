package excel

import (
	"fmt"
	"math"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/xuri/excelize/v2"
)

// chartRanges is where a chart's words and numbers stand in a workbook.
type chartRanges struct {
	categories string
	series     []seriesRange
}

// seriesRange is where one series stands; across is set for scatter charts.
type seriesRange struct{ name, values, across string }

// place is a cell of a sheet, counted from 1.
type place struct{ column, row int }

// reference writes a range of cells as formulas name it.
func reference(sheet string, from, to place) string {
	// The places lie in a table whose size was checked, so that these cannot fail.
	first, _ := excelize.CoordinatesToCellName(from.column, from.row, true)
	last, _ := excelize.CoordinatesToCellName(to.column, to.row, true)
	if from == to {
		return fmt.Sprintf("%s!%s", quoted(sheet), first)
	}
	return fmt.Sprintf("%s!%s:%s", quoted(sheet), first, last)
}

// chartRanges finds the chart's numbers among the table's cells. It reports
// false when they are not all there in one piece, under headers that name the
// series; the chart then needs a sheet with its own numbers. A cell that holds
// a mark is no place for a chart to read from: Excel would draw it as zero.
func (b *workbook) chartRanges() (chartRanges, bool) {
	drawn, grid := b.document.Chart, b.document.Table
	if kind, _ := chart.Settled(drawn); kind == chart.Scatter {
		// Its two measures are side by side on a sheet of their own.
		return chartRanges{}, false
	}
	if grid == nil || grid.RowHeaders == 0 || len(grid.HeaderRows) == 0 {
		return chartRanges{}, false
	}
	if found, ok := b.rangesDown(drawn, grid); ok {
		return found, true
	}
	return b.rangesAcross(drawn, grid)
}

// needsChartData reports whether the chart's numbers need a sheet of their own:
// not where the table's cells hold them, and not where the chart is a picture.
func (b *workbook) needsChartData() bool {
	if _, native := nativeKind(b.document.Chart); !native {
		return false
	}
	_, found := b.chartRanges()
	return !found
}

// rangesDown looks for the categories among the row labels and for each series
// in a column.
func (b *workbook) rangesDown(drawn *chart.Chart, grid *reports.Table) (chartRanges, bool) {
	top := firstHeaderRow + len(grid.HeaderRows)
	for label := range grid.RowHeaders {
		start := 0
		for start+len(drawn.Categories) <= len(grid.Body) && !labelsMatch(drawn.Categories, grid.Body[start:], label) {
			start++
		}
		if start+len(drawn.Categories) > len(grid.Body) {
			continue
		}
		rows := grid.Body[start : start+len(drawn.Categories)]
		first, last := top+start, top+start+len(rows)-1
		found := chartRanges{categories: reference(b.names.table, place{label + 1, first}, place{label + 1, last})}
		for _, series := range drawn.Series {
			for column := grid.RowHeaders; column < grid.Width(); column++ {
				name, named := headerNamed(grid, series.Name, column)
				if named && columnMatches(series.Points, rows, column) {
					found.series = append(found.series, seriesRange{
						name:   reference(b.names.table, name, name),
						values: reference(b.names.table, place{column + 1, first}, place{column + 1, last}),
					})
					break
				}
			}
		}
		if len(found.series) == len(drawn.Series) {
			return found, true
		}
	}
	return chartRanges{}, false
}

// rangesAcross looks for the categories among the innermost headers and for
// each series in a row.
func (b *workbook) rangesAcross(drawn *chart.Chart, grid *reports.Table) (chartRanges, bool) {
	header := grid.HeaderRows[len(grid.HeaderRows)-1]
	headerRow := firstHeaderRow + len(grid.HeaderRows) - 1
	for start := grid.RowHeaders; start+len(drawn.Categories) <= len(header); start++ {
		end := start + len(drawn.Categories)
		if !textsMatch(drawn.Categories, header[start:end]) {
			continue
		}
		found := chartRanges{categories: reference(b.names.table, place{start + 1, headerRow}, place{end, headerRow})}
		for _, series := range drawn.Series {
			for i, row := range grid.Body {
				label := grid.RowHeaders - 1
				if row.Total || len(row.Cells) < end || row.Cells[label].Text != series.Name || !pointsMatch(series.Points, row.Cells[start:end]) {
					continue
				}
				at := headerRow + 1 + i
				found.series = append(found.series, seriesRange{
					name:   reference(b.names.table, place{label + 1, at}, place{label + 1, at}),
					values: reference(b.names.table, place{start + 1, at}, place{end, at}),
				})
				break
			}
		}
		if len(found.series) == len(drawn.Series) {
			return found, true
		}
	}
	return chartRanges{}, false
}

// headerNamed finds the header cell over a column that says name.
func headerNamed(grid *reports.Table, name string, column int) (place, bool) {
	for i, header := range grid.HeaderRows {
		covering := column
		for covering > 0 && header[covering].Span == 0 {
			covering--
		}
		if header[covering].Text == name && name != "" {
			return place{covering + 1, firstHeaderRow + i}, true
		}
	}
	return place{}, false
}

// labelsMatch reports whether the rows begin with ordinary ones labelled so.
func labelsMatch(categories []string, rows []reports.Row, label int) bool {
	for i, category := range categories {
		if rows[i].Total || label >= len(rows[i].Cells) || rows[i].Cells[label].Text != category {
			return false
		}
	}
	return true
}

func textsMatch(categories []string, cells []reports.Cell) bool {
	for i, category := range categories {
		if cells[i].Text != category || cells[i].Total {
			return false
		}
	}
	return true
}

func columnMatches(points []chart.Point, rows []reports.Row, column int) bool {
	for i, row := range rows {
		if i >= len(points) || column >= len(row.Cells) || !pointMatches(points[i], row.Cells[column]) {
			return false
		}
	}
	return len(points) == len(rows)
}

func pointsMatch(points []chart.Point, cells []reports.Cell) bool {
	for i, cell := range cells {
		if i >= len(points) || !pointMatches(points[i], cell) {
			return false
		}
	}
	return len(points) == len(cells)
}

func pointMatches(point chart.Point, cell reports.Cell) bool {
	if !plottable(point) {
		return cell.Text == ""
	}
	return isNumber(cell) && cell.Number == point.Value
}

func plottable(point chart.Point) bool {
	return point.Known && !math.IsNaN(point.Value) && !math.IsInf(point.Value, 0)
}

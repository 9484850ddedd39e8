package workbench

import (
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// isFigure reports whether a tile shows one number.
func isFigure(kind reports.TileKind) bool {
	return kind == reports.NumberTile || kind == reports.GaugeTile || kind == reports.BudgetTile
}

// columnAt is the first column of a row whose cell is in a column of the
// cross-tab's result.
func columnAt(grid *reports.Table, row, column int) int {
	for i := grid.RowHeaders; i < len(grid.Body[row].Cells); i++ {
		if grid.Body[row].Cells[i].Column == column {
			return i
		}
	}
	return grid.RowHeaders
}

// figureOf picks the number of a tile out of its table; nil for tiles that
// show no single number.
func figureOf(tile reports.Tile, view *View) *reports.Figure {
	grid := view.Document.Table
	if !isFigure(tile.Kind) || len(grid.Body) == 0 {
		return nil
	}
	row := len(grid.Body) - 1
	for i, line := range grid.Body {
		if line.Total && line.Depth == 0 {
			row = i
		}
	}
	var members []int
	for i, line := range grid.Body {
		if !line.Total && line.Depth == len(view.Report.Spec.Rows) && line.Depth > 0 {
			members = append(members, i)
		}
	}
	if tile.Latest && len(members) > 0 {
		row = members[len(members)-1]
	}
	column := grid.RowHeaders
	if _, total, found := view.Result.Find(nil, nil); found {
		// Beside the columns of members stands that of their total.
		column = columnAt(grid, row, total)
	}
	figure := &reports.Figure{Number: grid.Body[row].Cells[column], Bands: tile.Bands}
	figure.Label = view.Report.Label(0, view.Schema)
	if place := figure.Number; place.Row >= 0 && place.Column >= 0 {
		figure.N = max(-1, view.Shown.Cell(place.Row, place.Column).N)
	}
	if tile.Target != nil {
		figure.HasTarget, figure.TargetBelow, figure.TargetSource = true, tile.Target.Below, tile.Target.Source
		figure.Target = reports.NumberCell(tile.Target.Value, figure.Number.Decimals, figure.Number.Percent)
		figure.Reached = figure.Number.IsNumber && tile.Target.Reached(figure.Number.Number)
	}
	if tile.Latest && len(members) > 1 {
		figure.Of = grid.Body[row].Cells[0].Text
		before := members[len(members)-2]
		figure.Before, figure.BeforeOf = grid.Body[before].Cells[column], grid.Body[before].Cells[0].Text
		if figure.Before.IsNumber && figure.Number.IsNumber {
			figure.HasBefore = true
			figure.Change = reports.NumberCell(figure.Number.Number-figure.Before.Number, figure.Number.Decimals, figure.Number.Percent)
		}
		figure.Trend = trendOf(grid, members, column, figure)
		figure.Trend.Language = string(view.Report.Language)
	}
	if figure.Number.IsNumber {
		for _, band := range tile.Bands {
			if figure.Number.Number >= band.From && (figure.Number.Number < band.To || band == tile.Bands[len(tile.Bands)-1] && figure.Number.Number <= band.To) {
				figure.Status = band.Status
			}
		}
	}
	if tile.Kind == reports.BudgetTile {
		figure.Parts = partsOf(view, row)
	}
	return figure
}

func trendOf(grid *reports.Table, members []int, column int, figure *reports.Figure) *chart.Chart {
	trend := &chart.Chart{Kind: chart.Line, Title: figure.Label, ValueTitle: figure.Label, Decimals: figure.Number.Decimals, Percent: figure.Number.Percent}
	line := chart.Series{Name: figure.Label}
	for _, i := range members {
		cell := grid.Body[i].Cells[column]
		trend.Categories = append(trend.Categories, grid.Body[i].Cells[0].Text)
		line.Points = append(line.Points, chart.Point{Value: cell.Number, Text: cell.Text, Known: cell.IsNumber, Withheld: cell.Text == reports.WithheldMark})
	}
	trend.Series = []chart.Series{line}
	return trend
}

// partsOf are the measures of a row, each as a share of the first.
func partsOf(view *View, row int) []reports.FigurePart {
	cells := view.Document.Table.Body[row].Cells[view.Document.Table.RowHeaders:]
	var parts []reports.FigurePart
	for k := range view.Report.Spec.Measures {
		if k >= len(cells) {
			break
		}
		part := reports.FigurePart{Label: view.Report.Label(k, view.Schema), Number: cells[k]}
		if cells[0].IsNumber && cells[0].Number > 0 && cells[k].IsNumber {
			part.Share = cells[k].Number / cells[0].Number
		}
		parts = append(parts, part)
	}
	return parts
}

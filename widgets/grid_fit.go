package widgets

import "fyne.io/fyne/v2/theme"

// How many cells are measured to fit columns: enough to be right for what a person sees first, few enough to be instant.
const (
	fitCells   = 20_000
	fitRows    = 120
	fitColumns = 4_000
	fitTail    = 6 // rows at the end, where totals stand
)

// AutoFit sets every column's width from its headings and the rows at the top, in view and at the end.
func (g *Grid) AutoFit() {
	g.rowHeight()
	g.fitAll()
	g.Refresh()
}

// fitAll fits every column.
func (g *Grid) fitAll() {
	count := g.source.Columns()
	if len(g.columns.widths) != count {
		g.columns.reset(count)
	}
	g.columns.fitted, g.columns.chosen, g.columns.labels = true, false, nil
	rows := g.sampleRows(min(count, fitColumns))
	for column := range min(count, fitColumns) {
		g.columns.widths[column] = min(g.fitLimit(), g.fittedWidth(column, rows))
	}
	g.columns.place()
	g.widenForSpans(min(count, fitColumns))
}

// fitLimit is how wide a column is made at most.
func (g *Grid) fitLimit() float32 {
	if g.bands != nil {
		return sheetFitLimit
	}
	return maxFittedWidth
}

// fitColumn fits one column, as wide as its content needs.
func (g *Grid) fitColumn(column int) {
	if column < 0 || column >= len(g.columns.widths) {
		return
	}
	g.columns.set(column, g.fittedWidth(column, g.sampleRows(1)))
}

// sampleRows chooses the rows to measure when so many columns are fitted.
func (g *Grid) sampleRows(columns int) []int {
	count := g.source.Rows()
	head := min(count, max(8, min(fitRows, fitCells/max(1, columns))))
	rows := make([]int, 0, head+2*fitTail+64)
	for row := range head {
		rows = append(rows, row)
	}
	for row := max(head, g.place.topRow); row <= min(g.place.bottomRow(), count-1); row++ {
		rows = append(rows, row)
	}
	for row := max(head, count-fitTail); row < count; row++ {
		rows = append(rows, row)
	}
	return rows
}

// fittedWidth is the width that shows every sampled text of a column in full.
func (g *Grid) fittedWidth(column int, rows []int) float32 {
	var widest float32
	for row := range g.source.HeaderRows() {
		cell := g.source.Header(row, column)
		if cell.Span > 1 {
			continue
		}
		width := g.fit.width(firstLine(cell.Text), cellTextStyle(StyleHeader))
		if cell.Icon != "" {
			width += 16
		}
		widest = max(widest, width)
	}
	for _, row := range rows {
		if g.spills(row, column) && column+1 < g.source.Columns() {
			continue // it may run over the empty cell beside it
		}
		cell := g.source.Cell(row, column)
		widest = max(widest, g.fit.width(firstLine(clip(cell.Text, 400)), cellTextStyle(cell.Style)))
	}
	return max(minColumnWidth, widest+g.cellPadding()*2+2)
}

// widenForSpans gives columns under a long common heading an even share of what it needs.
func (g *Grid) widenForSpans(columns int) {
	for row := range g.source.HeaderRows() {
		for column := 0; column < columns; column++ {
			cell := g.source.Header(row, column)
			if cell.Span <= 1 {
				continue
			}
			end := min(columns, column+cell.Span)
			need := min(maxFittedWidth, g.fit.width(cell.Text, cellTextStyle(StyleHeader))+g.cellPadding()*2)
			short := need - float32(g.columns.starts[end]-g.columns.starts[column])
			if short > 0 {
				for i := column; i < end; i++ {
					g.columns.widths[i] += short / float32(end-column)
				}
				g.columns.place()
			}
			column = end - 1
		}
	}
}

// cellPadding is the room at each side of a cell's text.
func (g *Grid) cellPadding() float32 {
	return 2 * g.Theme().Size(theme.SizeNamePadding)
}

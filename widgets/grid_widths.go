package widgets

// ColumnWidths are the widths of all columns in units, for an owner that wants to remember them.
func (g *Grid) ColumnWidths() []float32 {
	g.settle()
	return append([]float32(nil), g.columns.widths...)
}

// SetColumnWidths gives the columns remembered widths. Widths of a table with another number of columns are ignored, since they
// belong to something else.
func (g *Grid) SetColumnWidths(widths []float32) {
	if len(widths) != g.source.Columns() {
		return
	}
	g.settle()
	for column, width := range widths {
		g.columns.chosen = true
		g.columns.widths[column] = max(minColumnWidth, min(width, maxColumnWidth))
	}
	g.columns.place()
	g.Refresh()
}

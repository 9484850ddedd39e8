package app

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// cellTargets names the cells of rows that are in view, counted from 0, and the
// headings of their columns.
func (v *rowsView) cellTargets(add func(name string, offset fyne.Position, size fyne.Size, text string)) {
	source, shown := v.grid.Source(), v.grid.VisibleCells()
	for column := range source.Columns() {
		if at, size, inside := v.grid.HeaderBounds(column); inside {
			add("rows:heading:"+source.Header(0, column).Text, at, size, source.Header(0, column).Text)
		}
		for row := shown.Top; row <= shown.Bottom && row < source.Rows(); row++ {
			if at, size, inside := v.grid.CellBounds(row, column); inside {
				add(fmt.Sprintf("rows:cell:%d:%d", row, column), at, size, source.Cell(row, column).Text)
			}
		}
	}
}

package widgets

import "fyne.io/fyne/v2"

// CellBounds is where a body cell is inside the grid, and whether its middle is in view.
func (g *Grid) CellBounds(row, column int) (fyne.Position, fyne.Size, bool) {
	g.settle()
	p := &g.place
	if row < 0 || row >= p.rows || column < 0 || column >= p.count {
		return fyne.Position{}, fyne.Size{}, false
	}
	corner := fyne.NewPos(p.columnX(column, &g.columns), p.rowY(row))
	size := fyne.NewSize(g.columns.widths[column], p.rowHeight)
	middle := corner.AddXY(size.Width/2, size.Height/2)
	left, right := p.frozenWidth, p.frozenWidth+p.body.Width
	if column < p.frozen {
		left, right = 0, p.frozenWidth
	}
	inside := middle.X >= left && middle.X < right && middle.Y >= p.headerHeight && middle.Y < p.headerHeight+p.body.Height
	return corner, size, inside
}

// HeaderBounds is where the lowest heading of a column is inside the grid, and whether its middle is in view.
func (g *Grid) HeaderBounds(column int) (fyne.Position, fyne.Size, bool) {
	g.settle()
	p := &g.place
	if column < 0 || column >= p.count || p.headers == 0 {
		return fyne.Position{}, fyne.Size{}, false
	}
	corner := fyne.NewPos(p.columnX(column, &g.columns), p.headerHeight-p.rowHeight)
	size := fyne.NewSize(g.columns.widths[column], p.rowHeight)
	middle := corner.X + size.Width/2
	return corner, size, middle >= 0 && middle < p.frozenWidth+p.body.Width && (column < p.frozen || middle >= p.frozenWidth)
}

// VisibleCells is the range of body cells that are at least partly in view, those of columns that stay in place excepted.
func (g *Grid) VisibleCells() Range {
	g.settle()
	first, last := g.bodyColumns()
	return Range{Top: g.place.topRow, Left: first, Bottom: g.place.bottomRow(), Right: last}
}

// WidthFor is how wide the grid must be to show every column and the scroll bar, the row labels of a cross-tab cut as they are
// in that width.
func (g *Grid) WidthFor() float32 {
	g.settle()
	count := min(g.source.HeaderColumns(), len(g.columns.widths))
	numbers := float32(g.columns.total()-g.columns.starts[count]) + scrollBarRoom
	whole := numbers + g.columns.labelRoom(count)
	if g.tinted {
		return min(whole, numbers/(1-labelShare))
	}
	return whole
}

// FieldBounds is where a field is inside the list, and whether its middle is in view.
func (l *FieldList) FieldBounds(id string) (fyne.Position, fyne.Size, bool) {
	driver := fyne.CurrentApp().Driver()
	offset := driver.AbsolutePositionForObject(l.rows).Subtract(driver.AbsolutePositionForObject(l))
	height := l.rows.height()
	for i, row := range l.rows.rows {
		if row.heading || row.field.ID != id {
			continue
		}
		top := float32(i)*height - l.rows.offset
		inside := top+height/2 >= 0 && top+height/2 < l.rows.Size().Height
		return offset.AddXY(0, top), fyne.NewSize(l.rows.Size().Width, height), inside
	}
	return fyne.Position{}, fyne.Size{}, false
}

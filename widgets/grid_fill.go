package widgets

import "fyne.io/fyne/v2"

// fillHandle is the size of the square at the corner of what is selected, and fillReach how far from its middle the pointer
// takes hold of it.
const (
	fillHandle = 7
	fillReach  = 6
)

// gridFill is what is being filled with the mouse: from the range that was selected into cells below or at the right of it.
type gridFill struct {
	held     bool
	from, to Range
}

// begin takes hold of the corner of a range.
func (f *gridFill) begin(cells Range) { *f = gridFill{held: true, from: cells, to: cells} }

// fillCorner is the corner of what is selected, and whether it can be taken hold of there.
func (g *Grid) fillCorner() (fyne.Position, bool) {
	p, cells := &g.place, g.Selection()
	if g.Editor == nil || !g.focused || g.Editing() || len(g.others) > 0 || cells.Empty() || g.selection.kind != selectCells {
		return fyne.Position{}, false
	}
	at := fyne.NewPos(p.columnX(cells.Right, &g.columns)+g.columns.widths[cells.Right], p.rowY(cells.Bottom)+p.rowHeight)
	left := p.frozenWidth
	if cells.Right < p.frozen {
		left = 0
	}
	inside := at.X > left && at.X <= p.frozenWidth+p.body.Width && at.Y > p.headerHeight && at.Y <= p.headerHeight+p.body.Height
	return at, inside
}

// overFillHandle reports whether a place is on the corner.
func (g *Grid) overFillHandle(at fyne.Position) bool {
	corner, shown := g.fillCorner()
	return shown && at.X >= corner.X-fillReach && at.X <= corner.X+fillReach && at.Y >= corner.Y-fillReach && at.Y <= corner.Y+fillReach
}

// dragFill stretches the range to the pointer, down or to the right, whichever is further.
func (g *Grid) dragFill(at fyne.Position) {
	p, from := &g.place, g.filling.from
	at.X = max(0, min(at.X, p.frozenWidth+p.body.Width-1))
	at.Y = max(p.headerHeight, min(at.Y, p.headerHeight+p.body.Height-1))
	down, right := p.rowAt(at.Y)-from.Bottom, p.columnAt(at.X, &g.columns)-from.Right
	to := from
	switch {
	case down <= 0 && right <= 0:
	case down >= right:
		to.Bottom += down
	default:
		to.Right += right
	}
	if to != g.filling.to {
		g.filling.to = to
		g.Refresh()
	}
}

// dropFill fills the cells that the range was stretched over; a double-click fills down as far as the column beside it goes.
func (g *Grid) dropFill() {
	fill := g.filling
	if !fill.held {
		return
	}
	g.filling = gridFill{}
	if g.pointer.clicks == 2 && fill.to == fill.from {
		g.pointer.clicks = 0
		fill.to.Bottom = g.fillEnd(fill.from)
	}
	if fill.to == fill.from || g.Editor == nil {
		g.Refresh()
		return
	}
	g.Select(fill.to)
	g.Editor.Fill(fill.from, fill.to)
}

// fillEnd is the last row that the column beside a range has something in without a gap; without such a column, the last row.
func (g *Grid) fillEnd(cells Range) int {
	for _, beside := range []int{cells.Left - 1, cells.Right + 1} {
		if beside < 0 || beside >= g.source.Columns() || !g.filled(cells.Bottom, beside) {
			continue
		}
		end := cells.Bottom
		for end+1 < g.source.Rows() && g.filled(end+1, beside) {
			end++
		}
		return end
	}
	return cells.Bottom
}

// drawFill draws the corner, and the outline of what is being filled.
func (r *gridRenderer) drawFill() {
	g, p := r.grid, &r.grid.place
	if to := g.filling.to; g.filling.held && to != g.filling.from {
		x, y := p.columnX(to.Left, &g.columns), p.rowY(to.Top)
		end := p.columnX(to.Right, &g.columns) + g.columns.widths[to.Right]
		top, bottom := max(p.headerHeight, y), min(p.headerHeight+p.body.Height, p.rowY(to.Bottom)+p.rowHeight)
		r.frame.ring(max(0, x), top, min(end, p.frozenWidth+p.body.Width)-max(0, x), bottom-top, 2, r.paint.ring)
		return
	}
	if corner, shown := g.fillCorner(); shown {
		r.frame.fill(corner.X-fillHandle/2-1, corner.Y-fillHandle/2-1, fillHandle+2, fillHandle+2, r.paint.background)
		r.frame.fill(corner.X-fillHandle/2, corner.Y-fillHandle/2, fillHandle, fillHandle, r.paint.ring)
	}
}

package widgets

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Dragged extends the selection, moves a border or a thumb, whichever the button was pressed on.
func (g *Grid) Dragged(event *fyne.DragEvent) {
	g.pointer.last = event.Position
	switch g.pointer.held.part {
	case overCells, overLabels, overHeader:
		g.extendTo(event.Position)
		g.scrollWhileOutside()
	case overFill:
		g.dragFill(event.Position)
		g.scrollWhileOutside()
	case overBorder:
		g.dragBorder(event.Position.X)
	case overEdge:
		g.dragEdge(event.Position.Y)
		g.scrollWhileOutside()
	case overVerticalBar:
		g.place.scrollToOffset(g.verticalBar().offsetAt(event.Position.Y - g.pointer.grip))
		g.Refresh()
	case overHorizontalBar:
		g.place.scrollX = g.horizontalBar().offsetAt(event.Position.X - g.pointer.grip)
		g.Refresh()
	}
}

// DragEnd ends a drag.
func (g *Grid) DragEnd() {
	g.pointer.stop()
	g.dropEdge()
	g.dropFill()
	g.Refresh()
}

// extendTo moves the head of the selection to the cell nearest to the position.
func (g *Grid) extendTo(at fyne.Position) {
	p := &g.place
	at.X = max(0, min(at.X, p.frozenWidth+p.body.Width-1))
	at.Y = max(p.headerHeight, min(at.Y, p.headerHeight+p.body.Height-1))
	next := g.selection
	next.head = gridSpot{p.rowAt(at.Y), p.columnAt(at.X, &g.columns)}
	if next != g.selection {
		g.setSelection(next)
	}
}

// dragBorder gives the held column, and those selected with it, the width that puts its border under the pointer.
func (g *Grid) dragBorder(x float32) {
	column := g.pointer.held.column
	width := x - g.pointer.grip - g.place.columnX(column, &g.columns)
	for _, each := range g.resizedTogether(column) {
		g.columns.set(each, width)
	}
	g.Refresh()
}

// scrollStep is how often the view moves while the pointer is held outside it, and scrollReach how far outside, in units,
// it moves one row or 30 units sideways each step.
const (
	scrollStep  = 50 * time.Millisecond
	scrollReach = 24
)

// scrollWhileOutside keeps the view moving while the pointer is held beyond an edge. The steps come from an animation, which
// the driver runs on the UI goroutine between frames.
func (g *Grid) scrollWhileOutside() {
	rows, units := g.outside()
	if rows == 0 && units == 0 {
		if g.pointer.scroller != nil {
			g.pointer.scroller.Stop()
			g.pointer.scroller = nil
		}
		return
	}
	if g.pointer.scroller != nil {
		return
	}
	var last time.Time
	g.pointer.scroller = &fyne.Animation{
		Duration:    time.Second,
		RepeatCount: fyne.AnimationRepeatForever,
		Tick: func(float32) {
			if now := g.clock(); now.Sub(last) >= scrollStep {
				last = now
				g.stepOutside()
			}
		},
	}
	g.pointer.scroller.Start()
}

// outside is how many rows and units sideways the view should move each step, from how far the pointer is beyond the edges.
func (g *Grid) outside() (rows int, units float64) {
	p := &g.place
	beyond := func(at, low, high float32) float64 {
		switch {
		case at < low:
			return math.Floor(float64(at-low) / scrollReach)
		case at >= high:
			return math.Ceil(float64(at-high+1) / scrollReach)
		}
		return 0
	}
	if g.pointer.held.part != overHeader {
		rows = int(beyond(g.pointer.last.Y, p.headerHeight, p.headerHeight+p.body.Height))
		rows *= max(1, int(math.Abs(float64(rows)))) // the further out, the faster
	}
	if g.pointer.held.part != overLabels && g.pointer.held.part != overEdge {
		low := p.frozenWidth
		if g.pointer.held.column < p.frozen {
			low = 0
		}
		units = beyond(g.pointer.last.X, low, p.frozenWidth+p.body.Width) * 30
	}
	return rows, units
}

// stepOutside moves the view one step and the selection with it.
func (g *Grid) stepOutside() {
	rows, units := g.outside()
	if rows == 0 && units == 0 {
		return
	}
	g.place.scrollToOffset(g.place.offset() + float64(rows)*float64(g.place.rowHeight))
	g.place.scrollX += units
	g.place.clamp(&g.columns)
	switch g.pointer.held.part {
	case overEdge:
		g.dragEdge(g.pointer.last.Y)
	case overFill:
		g.dragFill(g.pointer.last)
	default:
		g.extendTo(g.pointer.last)
	}
	g.Refresh()
}

// Scrolled moves the view by the wheel; with Shift a plain wheel moves it sideways, and with Ctrl the owner is asked for larger
// or smaller text.
func (g *Grid) Scrolled(event *fyne.ScrollEvent) {
	g.settle()
	if g.control() && g.OnZoom != nil && event.Scrolled.DY != 0 {
		step := 1
		if event.Scrolled.DY < 0 {
			step = -1
		}
		g.OnZoom(step)
		return
	}
	moved := event.Scrolled
	if g.held() && moved.DX == 0 {
		moved.DX, moved.DY = moved.DY, 0
	}
	before := g.place.offset()
	g.place.scrollToOffset(before - float64(moved.DY))
	g.place.scrollX -= float64(moved.DX)
	g.place.clamp(&g.columns)
	if g.OnScrollPast != nil && moved.DY != 0 && g.place.offset() == before {
		g.OnScrollPast(event)
		return
	}
	g.hoverAt(event.Position)
	g.Refresh()
}

// MouseIn begins to follow the pointer.
func (g *Grid) MouseIn(event *desktop.MouseEvent) {
	g.MouseMoved(event)
}

// MouseMoved lights the row, the thumb or the border under the pointer.
func (g *Grid) MouseMoved(event *desktop.MouseEvent) {
	before := g.pointer.hover
	if g.hoverAt(event.Position) {
		g.Refresh()
	}
	if now := g.pointer.hover; g.OnHover != nil && now != before {
		if now.part != overCells {
			now.row, now.column = headerRow, headerRow
		}
		g.OnHover(now.row, now.column)
	}
}

// MouseOut forgets the pointer.
func (g *Grid) MouseOut() {
	g.pointer.hover = gridHit{row: headerRow, column: headerRow}
	g.pointer.hoverRow = headerRow
	if g.OnHover != nil {
		g.OnHover(headerRow, headerRow)
	}
	g.Refresh()
}

// hoverAt notes what is under the pointer and reports whether that looks different.
func (g *Grid) hoverAt(at fyne.Position) bool {
	before, row := g.pointer.hover, g.pointer.hoverRow
	g.pointer.hover = g.hit(at)
	g.pointer.hoverRow = headerRow
	if part := g.pointer.hover.part; part == overCells || part == overLabels {
		g.pointer.hoverRow = g.pointer.hover.row
	}
	return before.part != g.pointer.hover.part || before.part == overEdge && before != g.pointer.hover || row != g.pointer.hoverRow
}

// Cursor shows what the pointer can take hold of.
func (g *Grid) Cursor() desktop.Cursor {
	switch {
	case g.pointer.over(overBorder):
		return desktop.HResizeCursor
	case g.pointer.over(overFill):
		return desktop.CrosshairCursor
	}
	return desktop.DefaultCursor
}

package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// doubleClickTime is how soon a second click counts as a double-click: the half second desktops grant, rather than
// Fyne's shorter delay, which makes unpractised hands miss.
const doubleClickTime = 500 * time.Millisecond

// borderReach is how close to a column's border, in units, the pointer takes hold of it.
const borderReach = 5

// gridPart is what is under the pointer.
type gridPart int

const (
	overNothing gridPart = iota
	overCells
	overLabels
	overHeader
	overBorder
	overVerticalBar
	overHorizontalBar
	overEdge // between bands of a sheet; the column is the edge's place in their list
	overFill // the corner of what is selected, by which it is filled into the cells beside it
)

// gridHit is a place in the grid: which part, and the nearest row and column.
type gridHit struct {
	part        gridPart
	row, column int
}

// gridPointer follows the mouse: what is under it, what the pressed button took hold of, and how many clicks there were.
type gridPointer struct {
	hover    gridHit
	hoverRow int

	held      gridHit // what the button was pressed on; overNothing while it is up
	grip      float32 // where on a thumb or border the pointer took hold
	last      fyne.Position
	lastHit   gridHit
	lastPress time.Time // when the press was dealt with and drawn
	drawing   bool      // the last click is not drawn yet
	clicks    int
	again     bool // the press was on the cell that was the active one already
	scroller  *fyne.Animation
}

// over reports whether a part should look lively: the pointer is on it or drags it.
func (p *gridPointer) over(part gridPart) bool {
	return p.held.part == part || p.held.part == overNothing && p.hover.part == part
}

// stop ends whatever the pointer was doing.
func (p *gridPointer) stop() {
	p.held = gridHit{}
	if p.scroller != nil {
		p.scroller.Stop()
		p.scroller = nil
	}
}

// hit tells what is at a position inside the widget.
func (g *Grid) hit(at fyne.Position) gridHit {
	p := &g.place
	hit := gridHit{row: p.rowAt(at.Y), column: p.columnAt(at.X, &g.columns)}
	size := g.Size()
	beyond := at.X >= p.columnX(max(0, p.count-1), &g.columns)+g.lastWidth()
	switch {
	case p.verticalBar && at.X >= size.Width-scrollBarRoom && at.Y >= p.headerHeight:
		hit.part = overVerticalBar
	case p.horizontal && at.Y >= size.Height-scrollBarRoom:
		hit.part = overHorizontalBar
	case p.count == 0:
	case g.overFillHandle(at):
		return gridHit{part: overFill, row: hit.row, column: hit.column}
	case g.edgeAt(at) >= 0:
		return gridHit{part: overEdge, row: hit.row, column: g.edgeAt(at)}
	case at.Y < p.headerHeight:
		if column := g.borderAt(at); column >= 0 {
			return gridHit{part: overBorder, row: headerRow, column: column}
		}
		hit.row = headerRow
		if !beyond {
			hit.part = overHeader
		}
	case p.rows == 0 || beyond || at.Y >= p.rowY(p.rows-1)+p.rowHeight:
	case at.X < p.frozenWidth && !g.FrozenCells:
		hit.part = overLabels
	default:
		hit.part = overCells
	}
	return hit
}

// lastWidth is the width of the last column.
func (g *Grid) lastWidth() float32 {
	if len(g.columns.widths) == 0 {
		return 0
	}
	return g.columns.widths[len(g.columns.widths)-1]
}

// borderAt is the column whose right border is at the position in the lowest header row, or -1. Where columns slide under
// those that stay in place their borders cannot be reached.
func (g *Grid) borderAt(at fyne.Position) int {
	p := &g.place
	if at.Y < p.headerHeight-p.rowHeight || at.Y >= p.headerHeight || p.count == 0 {
		return -1
	}
	column := p.columnAt(at.X, &g.columns)
	if right := p.columnX(column, &g.columns) + g.columns.widths[column]; at.X >= right-borderReach && at.X <= right+borderReach {
		return column
	}
	left := p.columnX(column, &g.columns)
	hidden := column == p.frozen && p.frozen > 0 && at.X >= p.frozenWidth && p.scrollX > 0
	if column > 0 && at.X <= left+borderReach && !hidden {
		return column - 1
	}
	return -1
}

// MouseDown takes hold of what is under the pointer.
func (g *Grid) MouseDown(event *desktop.MouseEvent) {
	if canvas := g.canvas(); canvas != nil && canvas.Focused() != fyne.Focusable(g.focusable()) {
		canvas.Focus(g.focusable())
	}
	g.settle()
	hit := g.hit(event.Position)
	if event.Button == desktop.MouseButtonSecondary {
		g.selectForMenu(hit)
		return
	}
	if event.Button != desktop.MouseButtonPrimary {
		return
	}

	g.countClick(hit)
	g.pointer.stop()
	g.pointer.held = hit
	g.pointer.last = event.Position
	g.pointer.again = g.isActive(hit)
	extend := event.Modifier&fyne.KeyModifierShift != 0
	switch hit.part {
	case overCells, overLabels, overHeader:
		switch {
		case extend:
		case adds(event.Modifier):
			g.keepRange()
		default:
			g.others = nil
		}
	}
	switch hit.part {
	case overCells:
		g.selectFrom(selectCells, hit, extend)
	case overLabels:
		g.selectFrom(selectRows, hit, extend)
	case overHeader:
		g.selectColumns(hit, extend)
	case overBorder:
		g.pointer.grip = event.Position.X - g.place.columnX(hit.column, &g.columns) - g.columns.widths[hit.column]
	case overEdge:
		g.holdEdge(hit.column)
	case overFill:
		g.filling.begin(g.Selection())
	case overVerticalBar:
		bar := g.verticalBar()
		g.pointer.grip = g.pressBar(bar, event.Position.Y, func(offset float64) { g.place.scrollToOffset(offset) }, float64(g.place.body.Height))
	case overHorizontalBar:
		bar := g.horizontalBar()
		g.pointer.grip = g.pressBar(bar, event.Position.X, func(offset float64) { g.place.scrollX = offset }, float64(g.place.body.Width))
	}
}

// countClick tells a double-click from two clicks on different things. The time between them begins when the first one has
// been drawn: over a remote desktop that takes so long that the second, made in time, is heard of late.
func (g *Grid) countClick(hit gridHit) {
	now := g.clock()
	soon := g.pointer.drawing || now.Sub(g.pointer.lastPress) <= doubleClickTime
	if hit == g.pointer.lastHit && soon {
		g.pointer.clicks++
	} else {
		g.pointer.clicks = 1
	}
	g.pointer.lastHit, g.pointer.lastPress = hit, now
}

// pressBar takes hold of a thumb, or turns the page when the press was beside it; it answers where on the thumb it holds.
func (g *Grid) pressBar(bar gridBar, at float32, scroll func(float64), page float64) float32 {
	switch {
	case at < bar.thumb:
		scroll(bar.offset - page)
		g.pointer.held = gridHit{}
	case at >= bar.thumb+bar.size:
		scroll(bar.offset + page)
		g.pointer.held = gridHit{}
	}
	g.Refresh()
	return at - bar.thumb
}

// MouseUp lets go; the second of two clicks opens what is under it.
func (g *Grid) MouseUp(event *desktop.MouseEvent) {
	held := g.pointer.held
	g.pointer.stop()
	if held.part == overEdge {
		g.dropEdge()
		return
	}
	if held.part == overFill {
		g.dropFill()
		return
	}
	if event.Button != desktop.MouseButtonPrimary || held.part == overNothing {
		return
	}
	g.settle()
	g.drawnLater()
	double := g.pointer.clicks == 2
	if double {
		g.pointer.clicks = 0 // a third click begins anew
	}
	g.Refresh()
	switch same := g.hit(event.Position) == held; {
	case !same: // dragged elsewhere; a hand that only trembles still clicks
	case double && (held.part == overCells || held.part == overLabels):
		g.activate(held.row, held.column)
	case held.part == overCells && event.Modifier == 0 && g.overChoice(held.row, held.column, event.Position):
		g.choose()
	case held.part == overCells && g.OnClick != nil && event.Modifier == 0:
		g.OnClick(held.row, held.column)
	case double && held.part == overBorder:
		g.fitBorder(held.column)
	case held.part == overHeader && event.Modifier&fyne.KeyModifierShift == 0 && !adds(event.Modifier) && g.OnFilter != nil && g.overSign(held.column, event.Position):
		g.OnFilter(held.column)
	case held.part == overHeader && event.Modifier&fyne.KeyModifierShift == 0 && !adds(event.Modifier) && g.OnHeader != nil:
		g.OnHeader(held.column)
	}
}

// overSign reports whether a place in the lowest heading of a column is on the sign at its right.
func (g *Grid) overSign(column int, at fyne.Position) bool {
	row := g.place.headers - 1
	if at.Y < g.place.headerHeight-g.place.rowHeight || g.source.Header(row, column).Icon == "" {
		return false
	}
	return at.X >= g.place.columnX(column, &g.columns)+g.columns.widths[column]-headingSign-8
}

// drawnLater notes when the click has been drawn, which is before the window's queue comes to what is put into it now.
func (g *Grid) drawnLater() {
	g.pointer.drawing = true
	g.later(func() {
		g.pointer.drawing = false
		g.pointer.lastPress = g.clock()
	})
}

// TappedSecondary asks the owner for a menu.
func (g *Grid) TappedSecondary(event *fyne.PointEvent) {
	g.settle()
	hit := g.hit(event.Position)
	if g.OnMenu == nil || hit.part != overCells && hit.part != overLabels && hit.part != overHeader && hit.part != overBorder {
		return
	}
	g.OnMenu(hit.row, hit.column, event.AbsolutePosition)
}

// selectForMenu selects what was right-clicked, unless it already is part of the selection.
func (g *Grid) selectForMenu(hit gridHit) {
	switch hit.part {
	case overCells, overLabels:
		if !g.touched || !g.isSelected(hit.row, hit.column) {
			g.others = nil
			g.selectFrom(selectCells, hit, false)
		}
	case overHeader, overBorder:
		if !g.isWholeColumn(hit.column) {
			g.others = nil
			g.selectColumns(hit, false)
		}
	}
}

// selectFrom begins a selection, or extends the one there is.
func (g *Grid) selectFrom(kind selectionKind, hit gridHit, extend bool) {
	g.touched = true
	spot := gridSpot{hit.row, hit.column}
	next := gridSelection{kind: kind, anchor: spot, head: spot}
	if extend {
		next.anchor = g.selection.anchor
	}
	g.setSelection(next)
}

// selectColumns selects the column or columns under a heading, or extends the selection to them.
func (g *Grid) selectColumns(hit gridHit, extend bool) {
	first, last := g.headingColumns(hit)
	g.touched = true
	next := gridSelection{
		kind:   selectColumns,
		anchor: gridSpot{g.place.topRow, first}, head: gridSpot{g.place.topRow, last},
	}
	if extend {
		next.anchor = g.selection.anchor
		if first < next.anchor.column {
			next.head.column = first
		}
	}
	g.setSelection(next)
}

// headingColumns are the columns the heading at the place covers.
func (g *Grid) headingColumns(hit gridHit) (first, last int) {
	row := g.place.headers - 1
	if hit.part == overHeader && g.place.rowHeight > 0 {
		row = max(0, min(row, int(g.pointer.last.Y/g.place.rowHeight)))
	}
	first = g.spanStart(row, hit.column)
	return first, first + g.spanWidth(first, g.source.Header(row, first).Span) - 1
}

// fitBorder fits the column at a border, and with it all selected columns when it is one of them.
func (g *Grid) fitBorder(column int) {
	for _, each := range g.resizedTogether(column) {
		g.fitColumn(each)
	}
	g.Refresh()
}

// resizedTogether are the columns that change with the one whose border is moved: all selected ones if it is among them.
func (g *Grid) resizedTogether(column int) []int {
	if !g.isWholeColumn(column) {
		return []int{column}
	}
	var columns []int
	for _, each := range g.SelectedColumns() {
		if g.isWholeColumn(each) {
			columns = append(columns, each)
		}
	}
	return columns
}

// focusable is the grid, or the widget it is embedded in.
func (g *Grid) focusable() fyne.Focusable {
	return g.self.(fyne.Focusable)
}

// canvas is the canvas the grid is on, nil when it is on none.
func (g *Grid) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(g.self)
}

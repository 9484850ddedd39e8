package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained shows the active cell's ring.
func (g *Grid) FocusGained() {
	g.focused = true
	g.Refresh()
}

// FocusLost dims the ring; the selection stays, so that it can still be copied or exported from a menu.
func (g *Grid) FocusLost() {
	g.focused = false
	g.down, g.controlDown = false, false
	g.Refresh()
}

// TypedKey moves the active cell, extends the selection with Shift, and opens cells and menus.
func (g *Grid) TypedKey(event *fyne.KeyEvent) {
	g.settle()
	switch event.Name {
	case fyne.KeyF1, fyne.KeyF5, fyne.KeyF9, fyne.KeyF11:
		passKeyOn(g.self, event) // keys of the window
		return
	}
	if g.Selection().Empty() {
		return
	}
	if g.editKey(event) {
		return
	}
	shift := g.held()
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !g.opens() {
			step := gridSpot{row: 1}
			if shift {
				step.row = -1
			}
			g.enter(step)
			return
		}
		row, column, _ := g.Active()
		g.place.reveal(row, column, &g.columns)
		g.activate(row, column)
	case fyne.KeyEscape:
		g.escape()
	case fyne.KeySpace:
		if shift {
			g.wholeRows()
		}
	case fyne.KeyF10:
		if shift {
			g.menuAtActive()
		}
	case desktop.KeyMenu:
		g.menuAtActive()
	case fyne.KeyPageUp:
		g.turnPage(-g.place.wholeRows(), shift)
	case fyne.KeyPageDown:
		g.turnPage(g.place.wholeRows(), shift)
	default:
		if step, ok := g.step(event.Name); ok {
			g.move(step, shift)
		}
	}
}

// escape takes the selection back to the active cell; when there is nothing to take back the owner may leave the grid.
func (g *Grid) escape() {
	if g.Selection().Cells() > 1 || len(g.others) > 0 {
		g.move(gridSpot{}, false)
	} else if g.OnEscape != nil {
		g.OnEscape()
	}
}

// step is how far a key moves the active cell.
func (g *Grid) step(key fyne.KeyName) (gridSpot, bool) {
	columns := g.source.Columns()
	switch key {
	case fyne.KeyUp:
		return gridSpot{row: -1}, true
	case fyne.KeyDown:
		return gridSpot{row: 1}, true
	case fyne.KeyLeft:
		return gridSpot{column: -1}, true
	case fyne.KeyRight:
		return gridSpot{column: 1}, true
	case fyne.KeyHome:
		return gridSpot{column: -columns}, true
	case fyne.KeyEnd:
		return gridSpot{column: columns}, true
	}
	return gridSpot{}, false
}

// edge is how far a key moves the active cell together with Ctrl: an arrow to the edge of the data it stands in, or of the next,
// Home and End to the corners of the table.
func (g *Grid) edge(key fyne.KeyName, extend bool) (gridSpot, bool) {
	rows, columns := g.source.Rows(), g.source.Columns()
	switch key {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		step, _ := g.step(key)
		return g.dataEdge(step, extend), true
	case fyne.KeyHome:
		return gridSpot{row: -rows, column: -columns}, true
	case fyne.KeyEnd:
		return gridSpot{row: rows, column: columns}, true
	}
	return gridSpot{}, false
}

// dataEdge is how far the edge of the data is in a direction: the last cell that holds something before one that does not, or
// the first that does when the next does not. Without any it is the edge of the table.
func (g *Grid) dataEdge(step gridSpot, extend bool) gridSpot {
	from := g.origin(extend)
	at, moved := from, 0
	inside := func(spot gridSpot) bool {
		return spot.row >= 0 && spot.row < g.source.Rows() && spot.column >= 0 && spot.column < g.source.Columns()
	}
	next := func() gridSpot { return gridSpot{at.row + step.row, at.column + step.column} }
	if !inside(from) || !inside(next()) {
		return step
	}
	along := g.filled(at.row, at.column) && g.filled(next().row, next().column)
	for inside(next()) && (moved == 0 || g.filled(at.row, at.column) == along) {
		if along && !g.filled(next().row, next().column) {
			break
		}
		at = next()
		moved++
	}
	return gridSpot{at.row - from.row, at.column - from.column}
}

// filled reports whether a cell holds anything.
func (g *Grid) filled(row, column int) bool {
	if source, ok := g.source.(FilledSource); ok {
		return source.Filled(row, column)
	}
	return g.source.Cell(row, column).Text != ""
}

// origin is where a key moves from: the active cell, or the far end of the selection when it is extended.
func (g *Grid) origin(extend bool) gridSpot {
	if extend {
		return g.selection.head
	}
	row, column, _ := g.Active()
	return gridSpot{row, column}
}

// move steps the active cell, or the far end of the selection when it is extended, and brings it into view.
func (g *Grid) move(step gridSpot, extend bool) {
	g.touched = true
	next := g.selection
	from := g.origin(extend)
	if !extend {
		g.others = nil
	}
	to := gridSpot{from.row + step.row, from.column + step.column}
	to.clamp(g.source.Rows(), g.source.Columns())
	next.head = to
	if !extend {
		next.kind, next.anchor = selectCells, to
	}
	row, column := to.row, to.column
	if extend && next.kind == selectColumns {
		row = g.place.topRow
	}
	if extend && next.kind == selectRows {
		column = g.place.columnAt(g.place.frozenWidth, &g.columns)
	}
	g.place.reveal(row, column, &g.columns)
	g.setSelection(next)
}

// turnPage moves by as many rows as are in view and keeps the active cell where it is on the screen.
func (g *Grid) turnPage(rows int, extend bool) {
	g.place.scrollToOffset(g.place.offset() + float64(rows)*float64(g.place.rowHeight))
	g.move(gridSpot{row: rows}, extend)
}

// turnSideways moves by a page of columns.
func (g *Grid) turnSideways(direction int) {
	first, last := g.bodyColumns()
	g.place.scrollX += float64(direction) * float64(g.place.body.Width)
	g.place.clamp(&g.columns)
	g.move(gridSpot{column: direction * max(1, last-first)}, false)
}

// wholeRows makes the selection whole rows, and wholeColumns whole columns.
func (g *Grid) wholeRows() {
	g.makeWhole(selectRows)
}

func (g *Grid) wholeColumns() {
	g.makeWhole(selectColumns)
}

// makeWhole keeps the ends of the selection and stretches it to the table's edges.
func (g *Grid) makeWhole(kind selectionKind) {
	g.touched = true
	next := g.selection
	next.kind = kind
	g.setSelection(next)
}

// menuAtActive asks for the menu of the active cell, just below it.
func (g *Grid) menuAtActive() {
	row, column, ok := g.Active()
	if !ok || g.OnMenu == nil {
		return
	}
	g.place.reveal(row, column, &g.columns)
	g.Refresh()
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(g.self)
	at := fyne.NewPos(g.place.columnX(column, &g.columns), g.place.rowY(row)+g.place.rowHeight)
	g.OnMenu(row, column, corner.Add(at))
}

// enter moves on as Enter does: inside what is selected, or down, back to the column in which Tab began.
func (g *Grid) enter(step gridSpot) {
	if g.cycle(step) {
		return
	}
	if g.tabbed >= 0 {
		_, column, _ := g.Active()
		step.column = g.tabbed - column
	}
	g.move(step, false)
}

// tab moves on as Tab does: inside what is selected, or to the right, and remembers where it began.
func (g *Grid) tab(step gridSpot) {
	if g.cycle(step) {
		return
	}
	began := g.tabbed
	if _, column, _ := g.Active(); began < 0 {
		began = column
	}
	g.move(step, false)
	g.tabbed = began
}

// opens reports whether Enter opens the active cell.
func (g *Grid) opens() bool { return g.OnActivate != nil || g.drill != nil || g.Editor != nil }

// AcceptsTab keeps Tab for moving from cell to cell in a grid that is written into. In one that only shows, Tab goes on to the
// next thing in the window, as everywhere.
func (g *Grid) AcceptsTab() bool { return g.Editor != nil }

// TypedShortcut answers what an editor is for, and Ctrl+C, Ctrl+A, Ctrl with arrows, Home, End and Space, and Alt with PageUp,
// PageDown and Down. A shortcut the grid does not know goes on to the window, which would otherwise not hear of it while the
// grid has the focus.
func (g *Grid) TypedShortcut(shortcut fyne.Shortcut) {
	g.settle()
	if g.editShortcut(shortcut) {
		return
	}
	switch shortcut := shortcut.(type) {
	case *fyne.ShortcutCopy:
		g.copyTo(shortcut.Clipboard)
		return
	case *fyne.ShortcutSelectAll:
		g.others = nil
		g.makeWhole(selectAll)
		return
	case *desktop.CustomShortcut:
		if g.typedCustom(shortcut) {
			return
		}
	}
	passOn(g.self, shortcut)
}

// typedCustom handles a combination of keys and reports whether it did.
func (g *Grid) typedCustom(shortcut *desktop.CustomShortcut) bool {
	shift := shortcut.Modifier&fyne.KeyModifierShift != 0
	switch shortcut.Modifier &^ fyne.KeyModifierShift {
	case fyne.KeyModifierControl, fyne.KeyModifierSuper:
		if shortcut.KeyName == fyne.KeySpace {
			g.wholeColumns()
			return true
		}
		if step, ok := g.edge(shortcut.KeyName, shift); ok {
			g.move(step, shift)
			return true
		}
	case fyne.KeyModifierAlt:
		switch shortcut.KeyName {
		case fyne.KeyPageUp:
			g.turnSideways(-1)
			return true
		case fyne.KeyPageDown:
			g.turnSideways(1)
			return true
		case fyne.KeyRight, fyne.KeyLeft:
			if shift && g.OnGroup != nil {
				g.OnGroup(shortcut.KeyName == fyne.KeyRight)
				return true
			}
		case fyne.KeyDown:
			if _, column, ok := g.Active(); ok && g.OnFilter != nil {
				g.OnFilter(column)
				return true
			}
		}
	}
	return false
}

// passOn gives a shortcut that a focused widget has no use for to the window's own handlers.
func passOn(widget fyne.CanvasObject, shortcut fyne.Shortcut) {
	forward(fyne.CurrentApp().Driver().CanvasForObject(widget), shortcut)
}

// passKeyOn gives a key that a focused widget has no use for to the window, which hears only of keys when nothing has the focus.
func passKeyOn(widget fyne.CanvasObject, event *fyne.KeyEvent) {
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(widget); canvas != nil && canvas.OnTypedKey() != nil {
		canvas.OnTypedKey()(event)
	}
}

// forward gives a shortcut to a window's canvas if that takes any.
func forward(canvas fyne.Canvas, shortcut fyne.Shortcut) {
	if handler, ok := canvas.(fyne.Shortcutable); ok {
		handler.TypedShortcut(shortcut)
	}
}

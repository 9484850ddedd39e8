package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// GridEditor is who takes what people write into a [Grid]. Every call comes on the UI goroutine and must return at once;
// what was written is shown once the grid is given a source that has it.
type GridEditor interface {
	// EditText is what to begin with when a cell is changed, and whether it can be.
	EditText(row, column int) (text string, ok bool)
	// Write takes the text that a person has finished writing into a cell.
	Write(row, column int, text string)
	// WriteAll takes the text that a person has finished writing into a cell with Ctrl+Enter, for all cells that are selected.
	WriteAll(cells []Range, text string)
	// Clear blanks cells.
	Clear(cells []Range)
	// FillDown writes what the first of the rows holds into the others, FillRight what the first of the columns holds.
	FillDown(cells Range)
	FillRight(cells Range)
	// Fill repeats the cells of a range over those that it was stretched to, downwards or to the right; what was in the
	// range stays.
	Fill(from, to Range)
	// Today is the day of today as a cell is written.
	Today(row, column int) string
	// Choices are what can be chosen from a list in a cell; none, and there is no list.
	Choices(row, column int) []string
	// Paste writes a block of text, with tabs and line ends between its cells, from the first of the cells on.
	Paste(cells Range, text string)
	// InsertRows puts as many rows as are selected above them, and DeleteRows takes the rows out.
	InsertRows(cells Range)
	DeleteRows(rows []int)
	// Repeat does what was done last once more, to what is selected now.
	Repeat(cells []Range)
	// Undo and Redo take back and repeat what was done last.
	Undo()
	Redo()
	// Replace asks what to find and what to put in its place.
	Replace(cells Range)
}

// gridEdit is the field that is open over a cell.
type gridEdit struct {
	entry       *gridEntry
	row, column int
	before      string
	shown       gridShown // that the row and column are numbered by
}

// gridEntry is the field in which a cell is written.
type gridEntry struct {
	widget.Entry
	grid  *Grid
	typed bool // begun by typing: the arrows then finish it, as in a spreadsheet
}

// KeyDown notes Shift, which turns the way of Enter and Tab.
func (e *gridEntry) KeyDown(event *fyne.KeyEvent) {
	e.grid.KeyDown(event)
	e.Entry.KeyDown(event)
}

// KeyUp notes that Shift was let go.
func (e *gridEntry) KeyUp(event *fyne.KeyEvent) {
	e.grid.KeyUp(event)
	e.Entry.KeyUp(event)
}

// TypedShortcut fills all that is selected on Ctrl+Enter.
func (e *gridEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if custom, ok := shortcut.(*desktop.CustomShortcut); ok && adds(custom.Modifier) && (custom.KeyName == fyne.KeyReturn || custom.KeyName == fyne.KeyEnter) {
		e.grid.endEditEverywhere()
		return
	}
	e.Entry.TypedShortcut(shortcut)
}

// AcceptsTab keeps Tab, which finishes the cell and goes on to the next.
func (e *gridEntry) AcceptsTab() bool { return true }

// TypedKey finishes the cell on Enter and Tab and leaves it as it was on Escape.
func (e *gridEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyEscape:
		e.grid.endEdit(false, nil)
	case fyne.KeyReturn, fyne.KeyEnter:
		e.grid.endEdit(true, func() { e.grid.enter(gridSpot{row: e.grid.way()}) })
	case fyne.KeyTab:
		e.grid.endEdit(true, func() { e.grid.tab(gridSpot{column: e.grid.way()}) })
	case fyne.KeyUp, fyne.KeyDown:
		step, _ := e.grid.step(event.Name)
		e.grid.endEdit(true, func() { e.grid.move(step, false) })
	case fyne.KeyLeft, fyne.KeyRight:
		if e.typed {
			step, _ := e.grid.step(event.Name)
			e.grid.endEdit(true, func() { e.grid.move(step, false) })
			return
		}
		e.Entry.TypedKey(event)
	default:
		e.Entry.TypedKey(event)
	}
}

// FocusLost keeps what was written when a person turns to something else.
func (e *gridEntry) FocusLost() {
	e.Entry.FocusLost()
	if e.grid.edit.entry == e {
		e.grid.finishEdit(true)
	}
}

// Edit opens the active cell to be written into, beginning with what stands there.
func (g *Grid) Edit() {
	g.settle()
	row, column, ok := g.Active()
	if !ok || g.Editor == nil {
		return
	}
	if text, allowed := g.Editor.EditText(row, column); allowed {
		g.openEdit(row, column, text, text, false)
	}
}

// editWith opens the active cell to be written into, beginning with a text in the place of what stands there.
func (g *Grid) editWith(text string) {
	row, column, _ := g.Active()
	if before, allowed := g.Editor.EditText(row, column); allowed {
		g.openEdit(row, column, before, text, false)
	}
}

// Editing reports whether a cell is open.
func (g *Grid) Editing() bool { return g.edit.entry != nil }

// openEdit opens a field over a cell. Before is what the cell holds, text what the field begins with.
func (g *Grid) openEdit(row, column int, before, text string, typed bool) {
	g.finishEdit(true)
	g.place.reveal(row, column, &g.columns)
	entry := &gridEntry{grid: g, typed: typed}
	entry.ExtendBaseWidget(entry)
	entry.SetText(text)
	entry.CursorColumn = len([]rune(text))
	g.edit = gridEdit{entry: entry, row: row, column: column, before: before, shown: gridShown{g.source, g.turn}}
	g.Refresh()
	if canvas := g.canvas(); canvas != nil {
		canvas.Focus(entry)
	}
}

// way is 1, or -1 while Shift is held: Enter and Tab then go backwards.
func (g *Grid) way() int {
	if g.held() {
		return -1
	}
	return 1
}

// endEdit finishes the open cell, gives the keyboard back to the grid and moves on.
func (g *Grid) endEdit(keep bool, move func()) {
	g.finishEdit(keep)
	if canvas := g.canvas(); canvas != nil {
		canvas.Focus(g.focusable())
	}
	if keep {
		move()
	}
}

// endEditEverywhere finishes the open cell and writes the same into all cells that are selected.
func (g *Grid) endEditEverywhere() {
	text := g.edit.entry.Text
	cells := g.Selections()
	g.endEdit(false, nil)
	g.Editor.WriteAll(cells, text)
}

// finishEdit closes the field and hands over what was written.
func (g *Grid) finishEdit(keep bool) {
	edit := g.edit
	if edit.entry == nil {
		return
	}
	g.edit = gridEdit{}
	g.Refresh()
	if keep && edit.entry.Text != edit.before && g.Editor != nil {
		g.Editor.Write(edit.row, edit.column, edit.entry.Text)
	}
}

// placeEdit puts the field over its cell, wherever that is by now; out of view it is not shown, and is open still.
func (g *Grid) placeEdit() {
	entry := g.edit.entry
	if entry == nil {
		return
	}
	p := &g.place
	if g.edit.row >= p.rows || g.edit.column >= p.count {
		entry.Hide()
		return
	}
	at := fyne.NewPos(p.columnX(g.edit.column, &g.columns), p.rowY(g.edit.row))
	height := entry.MinSize().Height
	at.Y -= (height - p.rowHeight) / 2
	if at.Y < p.headerHeight-height/2 || at.Y > p.headerHeight+p.body.Height || at.X >= g.Size().Width {
		entry.Hide()
		return
	}
	// A field that is wider than its column stays inside the grid at the right edge.
	room := g.Size().Width
	width := min(max(g.columns.widths[g.edit.column], narrowestField), max(narrowestField, room-at.X))
	entry.Show()
	entry.Move(fyne.NewPos(max(0, min(at.X, room-width)), max(0, at.Y)))
	entry.Resize(fyne.NewSize(width, height))
}

// narrowestField is how wide the field over a cell is at least.
const narrowestField = 140

// withEdit adds the open field to the objects of the grid.
func (g *Grid) withEdit(objects []fyne.CanvasObject) []fyne.CanvasObject {
	if g.edit.entry == nil {
		return objects
	}
	return append(slices.Clip(objects), g.edit.entry)
}

// TypedRune begins to write into the active cell, in the place of what stands there.
func (g *Grid) TypedRune(r rune) {
	g.settle()
	row, column, ok := g.Active()
	if !ok || g.Editor == nil || (r == ' ' && g.held()) {
		return
	}
	if text, allowed := g.Editor.EditText(row, column); allowed {
		g.openEdit(row, column, text, string(r), true)
	}
}

// editKey does what a key means in a grid that can be written into.
func (g *Grid) editKey(event *fyne.KeyEvent) bool {
	if g.Editor == nil {
		return false
	}
	switch event.Name {
	case fyne.KeyF2:
		g.Edit()
	case fyne.KeyF6:
		g.leave()
	case fyne.KeyF4:
		g.Editor.Repeat(g.Selections())
	case fyne.KeyDelete, fyne.KeyBackspace:
		g.Editor.Clear(g.Selections())
	case fyne.KeyReturn, fyne.KeyEnter:
		if g.OnActivate != nil {
			return false
		}
		g.enter(gridSpot{row: g.way()})
	case fyne.KeyTab:
		g.tab(gridSpot{column: g.way()})
	default:
		return false
	}
	return true
}

// leave gives the keyboard to the next thing in the window, or with Shift to the one before: Tab stays in a grid that is written
// into.
func (g *Grid) leave() {
	canvas := g.canvas()
	if canvas == nil {
		return
	}
	if g.held() {
		canvas.FocusPrevious()
	} else {
		canvas.FocusNext()
	}
}

// editShortcut does what a combination of keys means in a grid that can be written into.
func (g *Grid) editShortcut(shortcut fyne.Shortcut) bool {
	if g.Editor == nil {
		return false
	}
	switch shortcut := shortcut.(type) {
	case *fyne.ShortcutPaste:
		if shortcut.Clipboard != nil && !g.Selection().Empty() {
			g.Editor.Paste(g.Selection(), shortcut.Clipboard.Content())
		}
		return true
	case *fyne.ShortcutCut:
		if len(g.others) > 0 && g.OnCopyRefused != nil {
			g.OnCopyRefused()
			return true
		}
		g.copyTo(shortcut.Clipboard)
		g.Editor.Clear(g.Selections())
		return true
	case *fyne.ShortcutUndo:
		g.Editor.Undo()
		return true
	case *fyne.ShortcutRedo:
		g.Editor.Redo()
		return true
	case *desktop.CustomShortcut:
		return g.editCustom(shortcut)
	}
	return false
}

func (g *Grid) editCustom(shortcut *desktop.CustomShortcut) bool {
	if shortcut.Modifier == fyne.KeyModifierAlt && shortcut.KeyName == fyne.KeyDown {
		return g.choose()
	}
	if shortcut.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierControl && shortcut.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierSuper {
		return false
	}
	cells := g.Selection()
	switch shortcut.KeyName {
	case fyne.KeyD:
		g.Editor.FillDown(cells)
	case fyne.KeyR:
		g.Editor.FillRight(cells)
	case fyne.KeySemicolon:
		if row, column, ok := g.Active(); ok {
			g.editWith(g.Editor.Today(row, column))
		}
	case fyne.KeyApostrophe:
		if row, column, ok := g.Active(); ok && row > 0 {
			g.editWith(g.source.Cell(row-1, column).Text)
		}
	case fyne.KeyPlus, fyne.KeyEqual:
		if !g.wholeRowsSelected() {
			return false // larger text
		}
		g.Editor.InsertRows(cells)
	case fyne.KeyMinus:
		if !g.wholeRowsSelected() {
			return false // smaller text
		}
		g.Editor.DeleteRows(g.SelectedRows())
	case fyne.KeyH:
		g.Editor.Replace(cells)
	case fyne.KeyY:
		g.Editor.Redo()
	case fyne.KeyZ:
		if shortcut.Modifier&fyne.KeyModifierShift == 0 {
			g.Editor.Undo()
		} else {
			g.Editor.Redo()
		}
	default:
		return false
	}
	return true
}

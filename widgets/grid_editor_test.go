package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

// notebook is an editor that notes what it is told. The last column is not to
// be written into.
type notebook struct{ notes []string }

func (n *notebook) note(format string, args ...any) {
	n.notes = append(n.notes, fmt.Sprintf(format, args...))
}

func (n *notebook) EditText(row, column int) (string, bool) {
	return fmt.Sprintf("r%dc%d", row, column), column < 7
}

func (n *notebook) Write(row, column int, text string) { n.note("write %d %d %s", row, column, text) }

func (n *notebook) WriteAll(cells []widgets.Range, text string) {
	n.note("write all %v %s", cells, text)
}
func (n *notebook) Clear(cells []widgets.Range)   { n.note("clear %v", cells) }
func (n *notebook) FillRight(cells widgets.Range) { n.note("fill right %v", cells) }
func (n *notebook) Today(int, int) string         { return "2026-11-23" }
func (n *notebook) Choices(_, column int) []string {
	if column == 5 {
		return []string{"called", "no answer"}
	}
	return nil
}
func (n *notebook) Repeat(cells []widgets.Range) { n.note("repeat %v", cells) }
func (n *notebook) FillDown(cells widgets.Range) { n.note("fill %v", cells) }
func (n *notebook) Fill(from, to widgets.Range)  { n.note("stretch %v to %v", from, to) }
func (n *notebook) Paste(cells widgets.Range, text string) {
	n.note("paste %v %q", cells, text)
}
func (n *notebook) InsertRows(cells widgets.Range) { n.note("insert %v", cells) }
func (n *notebook) DeleteRows(rows []int)          { n.note("delete %v", rows) }
func (n *notebook) Undo()                          { n.note("undo") }
func (n *notebook) Redo()                          { n.note("redo") }
func (n *notebook) Replace(cells widgets.Range)    { n.note("replace %v", cells) }

// Ensure that a grid with an editor has the manners of a spreadsheet: each way
// to write is told to the editor once, and the active cell goes where hands
// expect it.
func TestWritingIntoAGrid(t *testing.T) {
	ctrl := fyne.KeyModifierControl
	board := test.NewTempApp(t).Clipboard()
	board.SetContent("a\tb\nc")
	typed := func(d *desk, text string) {
		for _, r := range text {
			d.window.Canvas().Focused().TypedRune(r)
		}
	}
	key := func(d *desk, name fyne.KeyName) {
		d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
	for name, tt := range map[string]struct {
		press func(d *desk)
		notes []string
		want  widgets.Range
	}{
		"typing replaces":           {func(d *desk) { typed(d, "9x"); key(d, fyne.KeyReturn) }, []string{"write 2 3 9x"}, one(3, 3)},
		"F2 goes on from it":        {func(d *desk) { key(d, fyne.KeyF2); typed(d, "!"); key(d, fyne.KeyReturn) }, []string{"write 2 3 r2c3!"}, one(3, 3)},
		"Tab goes right":            {func(d *desk) { typed(d, "9"); key(d, fyne.KeyTab) }, []string{"write 2 3 9"}, one(2, 4)},
		"Escape leaves it":          {func(d *desk) { typed(d, "9"); key(d, fyne.KeyEscape) }, nil, one(2, 3)},
		"an arrow ends typing":      {func(d *desk) { typed(d, "9"); key(d, fyne.KeyLeft) }, []string{"write 2 3 9"}, one(2, 2)},
		"an arrow after F2 stays":   {func(d *desk) { key(d, fyne.KeyF2); key(d, fyne.KeyLeft); typed(d, "!"); key(d, fyne.KeyReturn) }, []string{"write 2 3 r2c!3"}, one(3, 3)},
		"unchanged is not told":     {func(d *desk) { key(d, fyne.KeyF2); key(d, fyne.KeyReturn) }, nil, one(3, 3)},
		"Enter goes down":           {func(d *desk) { key(d, fyne.KeyReturn) }, nil, one(3, 3)},
		"Delete blanks":             {func(d *desk) { key(d, fyne.KeyDelete) }, []string{"clear [{2 3 2 3}]"}, one(2, 3)},
		"Ctrl+D fills down":         {func(d *desk) { d.combination(ctrl, fyne.KeyD) }, []string{"fill {2 3 2 3}"}, one(2, 3)},
		"Ctrl+H replaces":           {func(d *desk) { d.combination(ctrl, fyne.KeyH) }, []string{"replace {2 3 2 3}"}, one(2, 3)},
		"Ctrl+Z and Ctrl+Y":         {func(d *desk) { d.TypedShortcut(&fyne.ShortcutUndo{}); d.combination(ctrl, fyne.KeyY) }, []string{"undo", "redo"}, one(2, 3)},
		"Ctrl+V pastes":             {func(d *desk) { d.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board}) }, []string{`paste {2 3 2 3} "a\tb\nc"`}, one(2, 3)},
		"Ctrl+X cuts":               {func(d *desk) { d.TypedShortcut(&fyne.ShortcutCut{Clipboard: test.NewClipboard()}) }, []string{"clear [{2 3 2 3}]"}, one(2, 3)},
		"not a computed column":     {func(d *desk) { d.Select(one(2, 7)); typed(d, "9"); key(d, fyne.KeyF2) }, nil, one(2, 7)},
		"leaving the cell keeps it": {func(d *desk) { typed(d, "9"); d.window.Canvas().Unfocus() }, []string{"write 2 3 9"}, one(2, 3)},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, plain{rows: 20, columns: 8})
			notes := &notebook{}
			d.Grid.Editor, d.Grid.OnActivate = notes, nil
			d.Select(one(2, 3))
			d.window.Canvas().Focus(d.Grid)
			tt.press(d)
			if !slices.Equal(notes.notes, tt.notes) {
				t.Errorf("the editor was told %q, want %q", notes.notes, tt.notes)
			}
			d.wantSelection(t, tt.want)
			if d.Editing() {
				t.Error("the cell is still open")
			}
		})
	}
}

// Ensure that the field stands over its cell, also after scrolling, and that
// without an editor nothing is written.
func TestTheFieldFollowsItsCell(t *testing.T) {
	d := newDesk(t, plain{rows: 1000, columns: 8})
	d.window.Canvas().Focus(d.Grid)
	d.TypedRune('9')
	if d.Editing() {
		t.Fatal("a grid that only shows has opened a cell")
	}
	d.Grid.Editor = &notebook{}
	d.Select(one(5, 1))
	d.Edit()
	field, ok := d.window.Canvas().Focused().(fyne.CanvasObject)
	if !ok || !d.Editing() {
		t.Fatal("no field has the keyboard")
	}
	before := field.Position()
	place, _, _ := d.CellBounds(5, 1)
	if before.X != place.X || before.Y > place.Y || before.Y+field.Size().Height < place.Y {
		t.Errorf("the field is at %v, the cell at %v", before, place)
	}
	d.ScrollTo(500, 1)
	if field.Visible() {
		t.Error("the field is shown where its cell is not")
	}
	d.ScrollTo(5, 1)
	if !field.Visible() {
		t.Error("the field did not come back with its cell")
	}
}

// Ensure that the field over a narrow cell at the right edge stays inside the
// grid.
func TestTheFieldStaysInside(t *testing.T) {
	d := newDesk(t, plain{rows: 10, columns: 6, cell: func(int, int) widgets.GridCell { return widgets.GridCell{Text: "x"} }})
	d.Editor = &notebook{}
	widths := d.ColumnWidths()
	for i := range widths {
		widths[i] = 60
	}
	d.SetColumnWidths(widths)
	d.window.Resize(fyne.NewSize(300, 200))
	d.Select(one(1, 5))
	d.ScrollTo(1, 5)
	d.window.Canvas().Focus(d.Grid)
	d.key(fyne.KeyF2)
	field, ok := d.window.Canvas().Focused().(fyne.CanvasObject)
	if !ok || !d.Editing() {
		t.Fatal("the cell is not open")
	}
	if right := field.Position().X + field.Size().Width; right > d.Size().Width {
		t.Errorf("the field ends at %v, the grid at %v", right, d.Size().Width)
	}
}

package widgets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/widgets"
)

// gappy is a table of ten rows and eight columns with a gap in the data: row 4
// is blank, and so is column 5 but for its first and last cell.
func gappy() plain {
	return plain{rows: 10, columns: 8, cell: func(row, column int) widgets.GridCell {
		if row == 4 || column == 5 && row != 0 && row != 9 {
			return widgets.GridCell{}
		}
		return widgets.GridCell{Text: fmt.Sprintf("r%dc%d", row, column)}
	}}
}

// ranges writes down what is selected: "2,3" for a cell, "0,1-9,1" for a range.
func ranges(grid *widgets.Grid) string {
	var words []string
	for _, cells := range grid.Selections() {
		word := fmt.Sprintf("%d,%d", cells.Top, cells.Left)
		if cells.Cells() > 1 {
			word += fmt.Sprintf("-%d,%d", cells.Bottom, cells.Right)
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// habitDesk is a grid with a clipboard, as the habits are tried on it.
type habitDesk struct {
	*desk
	board fyne.Clipboard
	zoom  []int
	asked []int
}

func (d *habitDesk) controlClick(row, column int) {
	d.click(d.CellPlace(row, column), fyne.KeyModifierControl)
}

func (d *habitDesk) wheel(event fyne.Delta) {
	d.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 80)}, Scrolled: event})
}

func (d *habitDesk) with(key fyne.KeyName, do func()) {
	d.KeyDown(&fyne.KeyEvent{Name: key})
	do()
	d.KeyUp(&fyne.KeyEvent{Name: key})
}

// asCrosstab puts a cross-tab in the place of the grid.
func (d *habitDesk) asCrosstab(source widgets.GridSource) fyne.Focusable {
	view := widgets.NewCrosstabView()
	view.SetClock(func() time.Time { return d.now })
	view.OnMenu = d.OnMenu
	view.SetSource(source)
	d.window.SetContent(view)
	d.Grid = &view.Grid
	return view
}

// Ensure that hands find in every grid what they know from a spreadsheet. Each
// row names a habit; it begins at the cell in row 2, column 3.
func TestHabitsInEveryGrid(t *testing.T) {
	ctrl, shift, alt := fyne.KeyModifierControl, fyne.KeyModifierShift, fyne.KeyModifierAlt
	for habit, tt := range map[string]struct {
		do    func(d *habitDesk)
		want  string // what is selected then; empty to look at something else
		other func(d *habitDesk) string
	}{
		"an arrow moves the cell":                               {do: func(d *habitDesk) { d.key(fyne.KeyDown) }, want: "3,3"},
		"Home goes to the first column":                         {do: func(d *habitDesk) { d.key(fyne.KeyHome) }, want: "2,0"},
		"Ctrl+Home goes to the first cell":                      {do: func(d *habitDesk) { d.combination(ctrl, fyne.KeyHome) }, want: "0,0"},
		"Ctrl+End goes to the last cell":                        {do: func(d *habitDesk) { d.combination(ctrl, fyne.KeyEnd) }, want: "9,7"},
		"Ctrl+Down goes to the edge of the data":                {do: func(d *habitDesk) { d.combination(ctrl, fyne.KeyDown) }, want: "3,3"},
		"Ctrl+Down again jumps the gap":                         {do: func(d *habitDesk) { d.combination(ctrl, fyne.KeyDown); d.combination(ctrl, fyne.KeyDown) }, want: "5,3"},
		"Ctrl+Up goes to the edge of the data":                  {do: func(d *habitDesk) { d.combination(ctrl, fyne.KeyUp) }, want: "0,3"},
		"Ctrl+Right goes to the edge of the data":               {do: func(d *habitDesk) { d.combination(ctrl, fyne.KeyRight) }, want: "2,4"},
		"Ctrl+Right again jumps the gap":                        {do: func(d *habitDesk) { d.combination(ctrl, fyne.KeyRight); d.combination(ctrl, fyne.KeyRight) }, want: "2,6"},
		"Ctrl+Down in blank cells goes to the next that is not": {do: func(d *habitDesk) { d.Select(one(2, 5)); d.combination(ctrl, fyne.KeyDown) }, want: "9,5"},
		"Ctrl+Left with nothing more goes to the edge":          {do: func(d *habitDesk) { d.Select(one(4, 3)); d.combination(ctrl, fyne.KeyLeft) }, want: "4,0"},
		"Shift and an arrow extend":                             {do: func(d *habitDesk) { d.shiftKey(fyne.KeyRight) }, want: "2,3-2,4"},
		"Ctrl+Shift and an arrow extend to the edge":            {do: func(d *habitDesk) { d.combination(ctrl|shift, fyne.KeyDown) }, want: "2,3-3,3"},
		"Ctrl+Shift+End extends to the last cell":               {do: func(d *habitDesk) { d.combination(ctrl|shift, fyne.KeyEnd) }, want: "2,3-9,7"},
		"Ctrl+Shift+Home extends to the first cell":             {do: func(d *habitDesk) { d.combination(ctrl|shift, fyne.KeyHome) }, want: "0,0-2,3"},
		"Ctrl+Space takes the column":                           {do: func(d *habitDesk) { d.combination(ctrl, fyne.KeySpace) }, want: "0,3-9,3"},
		"Shift+Space takes the row":                             {do: func(d *habitDesk) { d.shiftKey(fyne.KeySpace) }, want: "2,0-2,7"},
		"Ctrl+A takes the table":                                {do: func(d *habitDesk) { d.TypedShortcut(&fyne.ShortcutSelectAll{}) }, want: "0,0-9,7"},
		"Ctrl+A twice takes it still": {do: func(d *habitDesk) {
			d.TypedShortcut(&fyne.ShortcutSelectAll{})
			d.TypedShortcut(&fyne.ShortcutSelectAll{})
		}, want: "0,0-9,7"},
		"Escape goes back to the cell": {do: func(d *habitDesk) { d.shiftKey(fyne.KeyDown); d.key(fyne.KeyEscape) }, want: "2,3"},
		"a click takes a cell":         {do: func(d *habitDesk) { d.click(d.CellPlace(1, 1), 0) }, want: "1,1"},
		"Shift+click extends to it":    {do: func(d *habitDesk) { d.click(d.CellPlace(3, 4), shift) }, want: "2,3-3,4"},
		"Ctrl+click adds a cell":       {do: func(d *habitDesk) { d.controlClick(0, 0); d.controlClick(1, 2) }, want: "2,3 0,0 1,2"},
		"Ctrl and a drag add a range": {do: func(d *habitDesk) {
			d.press(d.CellPlace(0, 0), ctrl)
			at := d.CellPlace(1, 1)
			d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
			d.release(at, ctrl)
			d.DragEnd()
		}, want: "2,3 0,0-1,1"},
		"Shift+click extends the last of several":     {do: func(d *habitDesk) { d.controlClick(0, 0); d.click(d.CellPlace(1, 1), shift) }, want: "2,3 0,0-1,1"},
		"a click lets go of several":                  {do: func(d *habitDesk) { d.controlClick(0, 0); d.click(d.CellPlace(1, 1), 0) }, want: "1,1"},
		"an arrow lets go of several":                 {do: func(d *habitDesk) { d.controlClick(0, 0); d.key(fyne.KeyDown) }, want: "1,0"},
		"Escape lets go of several":                   {do: func(d *habitDesk) { d.controlClick(0, 0); d.key(fyne.KeyEscape) }, want: "0,0"},
		"a click on a heading takes the column":       {do: func(d *habitDesk) { d.click(d.CellPlace(-1, 1), 0) }, want: "0,1-9,1"},
		"Ctrl+click on headings takes several":        {do: func(d *habitDesk) { d.click(d.CellPlace(-1, 1), 0); d.click(d.CellPlace(-1, 4), ctrl) }, want: "0,1-9,1 0,4-9,4"},
		"Shift+click on headings takes those between": {do: func(d *habitDesk) { d.click(d.CellPlace(-1, 1), 0); d.click(d.CellPlace(-1, 3), shift) }, want: "0,1-9,3"},
		"a right-click inside keeps what is selected": {do: func(d *habitDesk) { d.shiftKey(fyne.KeyDown); d.rightClick(d.CellPlace(3, 3)) }, want: "2,3-3,3"},
		"a right-click asks for the menu": {
			do:    func(d *habitDesk) { d.rightClick(d.CellPlace(1, 1)) },
			other: func(d *habitDesk) string { return fmt.Sprint(d.menus) }, want: "[[1 1]]",
		},
		"Shift+F10 asks for the menu": {
			do:    func(d *habitDesk) { d.shiftKey(fyne.KeyF10) },
			other: func(d *habitDesk) string { return fmt.Sprint(d.menus) }, want: "[[2 3]]",
		},
		"the Menu key asks for the menu": {
			do:    func(d *habitDesk) { d.key(desktop.KeyMenu) },
			other: func(d *habitDesk) string { return fmt.Sprint(d.menus) }, want: "[[2 3]]",
		},
		"Alt+Down opens the list of the filter": {
			do:    func(d *habitDesk) { d.combination(alt, fyne.KeyDown) },
			other: func(d *habitDesk) string { return fmt.Sprint(d.asked) }, want: "[3]",
		},
		"Ctrl+C copies lines with tabs": {
			do: func(d *habitDesk) {
				d.Select(widgets.Range{Top: 0, Left: 0, Bottom: 1, Right: 1})
				d.TypedShortcut(&fyne.ShortcutCopy{Clipboard: d.board})
			},
			other: func(d *habitDesk) string { return d.board.Content() }, want: "r0c0\tr0c1\nr1c0\tr1c1",
		},
		"Ctrl+C copies columns that are not side by side": {
			do: func(d *habitDesk) {
				d.Select(widgets.Range{Top: 0, Left: 4, Bottom: 1, Right: 4})
				d.controlClick(0, 0)
				d.click(d.CellPlace(1, 0), shift)
				d.TypedShortcut(&fyne.ShortcutCopy{Clipboard: d.board})
			},
			other: func(d *habitDesk) string { return d.board.Content() }, want: "r0c0\tr0c4\nr1c0\tr1c4",
		},
		"Ctrl+C copies rows that are not beneath one another": {
			do: func(d *habitDesk) {
				d.Select(one(3, 1))
				d.controlClick(1, 1)
				d.TypedShortcut(&fyne.ShortcutCopy{Clipboard: d.board})
			},
			other: func(d *habitDesk) string { return d.board.Content() }, want: "r1c1\nr3c1",
		},
		"ranges that make no table are not copied": {
			do:    func(d *habitDesk) { d.controlClick(0, 0); d.TypedShortcut(&fyne.ShortcutCopy{Clipboard: d.board}) },
			other: func(d *habitDesk) string { return d.board.Content() + "refused" }, want: "before" + "refused",
		},
		"the wheel turns the rows": {
			do:    func(d *habitDesk) { d.wheel(fyne.Delta{DY: -60}) },
			other: func(d *habitDesk) string { row, _ := d.FirstVisible(); return fmt.Sprint(row > 0) }, want: "true",
		},
		"Shift and the wheel turn the columns": {
			do:    func(d *habitDesk) { d.with(desktop.KeyShiftLeft, func() { d.wheel(fyne.Delta{DY: -300}) }) },
			other: func(d *habitDesk) string { _, column := d.FirstVisible(); return fmt.Sprint(column > 0) }, want: "true",
		},
		"Ctrl and the wheel zoom": {
			do: func(d *habitDesk) {
				d.with(desktop.KeyControlLeft, func() { d.wheel(fyne.Delta{DY: 10}); d.wheel(fyne.Delta{DY: -10}) })
			},
			other: func(d *habitDesk) string { return fmt.Sprint(d.zoom) }, want: "[1 -1]",
		},
		"a double-click on a border fits the column": {
			do: func(d *habitDesk) {
				widths := d.ColumnWidths()
				widths[1] = 300
				d.SetColumnWidths(widths)
				corner, size, _ := d.HeaderBounds(1)
				d.doubleClick(corner.AddXY(size.Width, size.Height/2))
			},
			other: func(d *habitDesk) string { return fmt.Sprint(d.ColumnWidths()[1] < 120) }, want: "true",
		},
		"a drag of a border sets all columns selected": {
			do: func(d *habitDesk) {
				d.click(d.CellPlace(-1, 0), 0)
				d.click(d.CellPlace(-1, 2), ctrl)
				corner, size, _ := d.HeaderBounds(0)
				from := corner.AddXY(size.Width, size.Height/2)
				d.drag(from, from.AddXY(50, 0))
			},
			other: func(d *habitDesk) string {
				widths := d.ColumnWidths()
				return fmt.Sprint(widths[0] == widths[2], widths[1] < widths[0])
			}, want: "true true",
		},
	} {
		frozen := gappy()
		frozen.frozen = 1
		for kind, source := range map[string]plain{"records": gappy(), "records with a frozen column": frozen, "sheet": frozen, "cross-tab": frozen} {
			t.Run(habit+"/"+kind, func(t *testing.T) {
				d := &habitDesk{desk: newDesk(t, source), board: test.NewClipboard()}
				d.board.SetContent("before")
				focus := fyne.Focusable(d.Grid)
				switch kind {
				case "sheet":
					d.Editor, d.OnActivate = &notebook{}, nil
				case "cross-tab":
					focus = d.asCrosstab(source)
				}
				d.FrozenCells = true
				d.OnFilter = func(column int) { d.asked = append(d.asked, column) }
				d.OnZoom = func(step int) { d.zoom = append(d.zoom, step) }
				d.window.Resize(fyne.NewSize(500, 220))
				d.Select(one(2, 3))
				d.window.Canvas().Focus(focus)
				tt.do(d)
				got := ""
				if tt.other != nil {
					got = tt.other(d)
				} else {
					got = ranges(d.Grid)
				}
				if got != tt.want {
					t.Errorf("it comes to %q, want %q", got, tt.want)
				}
			})
		}
	}
}

// Ensure that hands find in a grid that is written into what they know from a
// spreadsheet. Each row names a habit; it begins at the cell in row 2, column 3.
func TestHabitsInASheet(t *testing.T) {
	ctrl, alt := fyne.KeyModifierControl, fyne.KeyModifierAlt
	typed := func(d *habitDesk, text string) {
		for _, r := range text {
			d.window.Canvas().Focused().TypedRune(r)
		}
	}
	key := func(d *habitDesk, name fyne.KeyName) {
		d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
	shifted := func(d *habitDesk, name fyne.KeyName) {
		focused := d.window.Canvas().Focused().(desktop.Keyable)
		focused.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		key(d, name)
		d.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	}
	combined := func(d *habitDesk, modifier fyne.KeyModifier, name fyne.KeyName) {
		d.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{Modifier: modifier, KeyName: name})
	}
	corner := func(d *habitDesk, cells widgets.Range) fyne.Position {
		at, size, _ := d.CellBounds(cells.Bottom, cells.Right)
		return at.AddXY(size.Width, size.Height)
	}
	for habit, tt := range map[string]struct {
		do    func(d *habitDesk)
		notes []string
		want  string
	}{
		"F2 goes on from what is there":      {func(d *habitDesk) { key(d, fyne.KeyF2); typed(d, "!"); key(d, fyne.KeyReturn) }, []string{"write 2 3 r2c3!"}, "3,3"},
		"Escape leaves the cell":             {func(d *habitDesk) { typed(d, "9"); key(d, fyne.KeyEscape) }, nil, "2,3"},
		"Enter goes down":                    {func(d *habitDesk) { key(d, fyne.KeyReturn) }, nil, "3,3"},
		"Shift+Enter goes up":                {func(d *habitDesk) { shifted(d, fyne.KeyReturn) }, nil, "1,3"},
		"Tab goes right":                     {func(d *habitDesk) { key(d, fyne.KeyTab) }, nil, "2,4"},
		"Shift+Tab goes left":                {func(d *habitDesk) { shifted(d, fyne.KeyTab) }, nil, "2,2"},
		"Shift+Enter ends writing upwards":   {func(d *habitDesk) { typed(d, "9"); shifted(d, fyne.KeyReturn) }, []string{"write 2 3 9"}, "1,3"},
		"Shift+Tab ends writing to the left": {func(d *habitDesk) { typed(d, "9"); shifted(d, fyne.KeyTab) }, []string{"write 2 3 9"}, "2,2"},
		"Enter after Tab goes back to its column": {func(d *habitDesk) {
			typed(d, "a")
			key(d, fyne.KeyTab)
			typed(d, "b")
			key(d, fyne.KeyTab)
			typed(d, "c")
			key(d, fyne.KeyReturn)
		}, []string{"write 2 3 a", "write 2 4 b", "write 2 5 c"}, "3,3"},
		"an arrow forgets where Tab began": {func(d *habitDesk) { key(d, fyne.KeyTab); key(d, fyne.KeyDown); key(d, fyne.KeyReturn) }, nil, "4,4"},
		"Enter goes round inside what is selected": {func(d *habitDesk) {
			d.Select(widgets.Range{Top: 2, Left: 3, Bottom: 3, Right: 4})
			key(d, fyne.KeyReturn)
			typed(d, "x")
			key(d, fyne.KeyReturn)
			typed(d, "y")
			key(d, fyne.KeyReturn)
		}, []string{"write 3 3 x", "write 2 4 y"}, "2,3-3,4"},
		"Tab goes round inside what is selected": {func(d *habitDesk) {
			d.Select(widgets.Range{Top: 2, Left: 3, Bottom: 3, Right: 4})
			for range 4 {
				key(d, fyne.KeyTab)
			}
			typed(d, "x")
			key(d, fyne.KeyTab)
		}, []string{"write 2 3 x"}, "2,3-3,4"},
		"Enter goes from range to range": {func(d *habitDesk) {
			d.controlClick(0, 0)
			key(d, fyne.KeyReturn)
			typed(d, "x")
			key(d, fyne.KeyReturn)
		}, []string{"write 2 3 x"}, "2,3 0,0"},
		"Ctrl+Enter fills what is selected": {func(d *habitDesk) {
			d.Select(widgets.Range{Top: 2, Left: 3, Bottom: 3, Right: 4})
			d.controlClick(0, 0)
			typed(d, "x")
			combined(d, ctrl, fyne.KeyReturn)
		}, []string{"write all [{2 3 3 4} {0 0 0 0}] x"}, "2,3-3,4 0,0"},
		"Delete clears":                       {func(d *habitDesk) { key(d, fyne.KeyDelete) }, []string{"clear [{2 3 2 3}]"}, "2,3"},
		"Delete clears several ranges":        {func(d *habitDesk) { d.controlClick(0, 0); key(d, fyne.KeyDelete) }, []string{"clear [{2 3 2 3} {0 0 0 0}]"}, "2,3 0,0"},
		"Ctrl+D fills down":                   {func(d *habitDesk) { combined(d, ctrl, fyne.KeyD) }, []string{"fill {2 3 2 3}"}, "2,3"},
		"Ctrl+R fills to the right":           {func(d *habitDesk) { combined(d, ctrl, fyne.KeyR) }, []string{"fill right {2 3 2 3}"}, "2,3"},
		"Ctrl+; writes today":                 {func(d *habitDesk) { combined(d, ctrl, fyne.KeySemicolon); key(d, fyne.KeyReturn) }, []string{"write 2 3 2026-11-23"}, "3,3"},
		"Ctrl+' copies what is above":         {func(d *habitDesk) { combined(d, ctrl, fyne.KeyApostrophe); key(d, fyne.KeyReturn) }, []string{"write 2 3 r1c3"}, "3,3"},
		"Alt+Down opens the list of the cell": {func(d *habitDesk) { d.Select(one(2, 5)); combined(d, alt, fyne.KeyDown); key(d, fyne.KeyReturn) }, []string{"write 2 5 called"}, "2,5"},
		"a click on the arrow of a cell opens its list": {func(d *habitDesk) {
			at, size, _ := d.CellBounds(2, 5)
			arrow := at.AddXY(size.Width-10, size.Height/2)
			d.click(arrow, 0) // shows the arrow
			if d.window.Canvas().Overlays().Top() != nil {
				d.Editor.Undo() // notes that it was there too early
			}
			d.click(arrow, 0)
			key(d, fyne.KeyDown)
			key(d, fyne.KeyReturn)
		}, []string{"write 2 5 no answer"}, "2,5"},
		"Ctrl+plus on whole rows inserts":       {func(d *habitDesk) { d.shiftKey(fyne.KeySpace); combined(d, ctrl, fyne.KeyEqual) }, []string{"insert {2 0 2 7}"}, "2,0-2,7"},
		"Ctrl+minus on whole rows deletes":      {func(d *habitDesk) { d.shiftKey(fyne.KeySpace); combined(d, ctrl, fyne.KeyMinus) }, []string{"delete [2]"}, "2,0-2,7"},
		"Ctrl+minus on cells is for the window": {func(d *habitDesk) { combined(d, ctrl, fyne.KeyMinus) }, nil, "2,3"},
		"F4 repeats":                            {func(d *habitDesk) { key(d, fyne.KeyF4) }, []string{"repeat [{2 3 2 3}]"}, "2,3"},
		"Ctrl+Z takes back":                     {func(d *habitDesk) { d.TypedShortcut(&fyne.ShortcutUndo{}) }, []string{"undo"}, "2,3"},
		"Ctrl+Y does again":                     {func(d *habitDesk) { d.TypedShortcut(&fyne.ShortcutRedo{}) }, []string{"redo"}, "2,3"},
		"Ctrl+H finds and replaces":             {func(d *habitDesk) { combined(d, ctrl, fyne.KeyH) }, []string{"replace {2 3 2 3}"}, "2,3"},
		"Ctrl+V pastes":                         {func(d *habitDesk) { d.TypedShortcut(&fyne.ShortcutPaste{Clipboard: d.board}) }, []string{`paste {2 3 2 3} "before"`}, "2,3"},
		"Ctrl+X cuts":                           {func(d *habitDesk) { d.TypedShortcut(&fyne.ShortcutCut{Clipboard: d.board}) }, []string{"clear [{2 3 2 3}]"}, "2,3"},
		"Ctrl+X of several ranges does nothing": {func(d *habitDesk) { d.controlClick(0, 0); d.TypedShortcut(&fyne.ShortcutCut{Clipboard: d.board}) }, nil, "2,3 0,0"},
		"a double-click opens the cell":         {func(d *habitDesk) { d.doubleClick(d.CellPlace(1, 1)); typed(d, "!"); key(d, fyne.KeyReturn) }, []string{"write 1 1 r1c1!"}, "2,1"},
		"the fill handle is dragged down": {func(d *habitDesk) {
			from := corner(d, one(2, 3))
			d.drag(from, d.CellPlace(3, 3))
		}, []string{"stretch {2 3 2 3} to {2 3 3 3}"}, "2,3-3,3"},
		"the fill handle is dragged to the right": {func(d *habitDesk) {
			from := corner(d, one(2, 3))
			d.drag(from, d.CellPlace(2, 4))
		}, []string{"stretch {2 3 2 3} to {2 3 2 4}"}, "2,3-2,4"},
		"the fill handle is dragged back": {func(d *habitDesk) {
			from := corner(d, one(2, 3))
			d.drag(from, d.CellPlace(1, 1))
		}, nil, "2,3"},
		"a double-click on the fill handle fills beside the data": {func(d *habitDesk) { d.doubleClick(corner(d, one(2, 3))) }, []string{"stretch {2 3 2 3} to {2 3 3 3}"}, "2,3-3,3"},
		"F6 leaves the sheet": {func(d *habitDesk) {
			d.window.SetContent(container.NewBorder(widget.NewEntry(), nil, nil, nil, d.Grid))
			d.window.Canvas().Focus(d.Grid)
			key(d, fyne.KeyF6)
			if d.window.Canvas().Focused() == fyne.Focusable(d.Grid) {
				d.Editor.Undo() // notes that it did not
			}
		}, nil, "2,3"},
	} {
		t.Run(habit, func(t *testing.T) {
			d := &habitDesk{desk: newDesk(t, gappy()), board: test.NewClipboard()}
			d.board.SetContent("before")
			notes := &notebook{}
			d.Grid.Editor, d.Grid.OnActivate = notes, nil
			d.OnCopyRefused = func() {}
			d.window.Resize(fyne.NewSize(900, 400))
			d.Select(one(2, 3))
			d.window.Canvas().Focus(d.Grid)
			tt.do(d)
			if !slices.Equal(notes.notes, tt.notes) {
				t.Errorf("the editor was told %q, want %q", notes.notes, tt.notes)
			}
			if got := ranges(d.Grid); got != tt.want {
				t.Errorf("selected is %q, want %q", got, tt.want)
			}
			if d.Editing() {
				t.Error("the cell is still open")
			}
		})
	}
}

// Ensure that Shift opens what is behind a number apart from the cross-tab.
func TestHabitsWithShiftInACrosstab(t *testing.T) {
	for habit, do := range map[string]func(d *desk, v *widgets.CrosstabView){
		"Shift and a double-click": func(d *desk, v *widgets.CrosstabView) {
			d.Grid = &v.Grid
			v.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
			for range 2 {
				d.press(d.CellPlace(1, 2), fyne.KeyModifierShift)
				d.release(d.CellPlace(1, 2), fyne.KeyModifierShift)
			}
		},
		"Shift+Enter": func(d *desk, v *widgets.CrosstabView) {
			d.Grid = &v.Grid
			d.shiftKey(fyne.KeyReturn)
		},
	} {
		t.Run(habit, func(t *testing.T) {
			d := newDesk(t, plain{})
			view := widgets.NewCrosstabView()
			view.SetClock(func() time.Time { return d.now })
			var beside, apart [][2]int
			view.OnDrill = func(row, column int) { beside = append(beside, [2]int{row, column}) }
			view.OnDrillApart = func(row, column int) { apart = append(apart, [2]int{row, column}) }
			view.SetSource(crosstab())
			d.window.SetContent(view)
			view.Select(one(1, 2))
			do(d, view)
			if len(beside) != 0 || len(apart) != 1 || apart[0] != [2]int{1, 2} {
				t.Errorf("beside it %v is opened, apart %v", beside, apart)
			}
		})
	}
}

// Ensure that a cross-tab opens what is behind a number by mouse and by
// keyboard, and that Tab leaves a grid that only shows.
func TestHabitsInACrosstab(t *testing.T) {
	for habit, do := range map[string]func(d *desk, v *widgets.CrosstabView){
		"a double-click opens the rows behind": func(d *desk, v *widgets.CrosstabView) {
			d.Grid = &v.Grid
			d.doubleClick(d.CellPlace(1, 2))
		},
		"Enter opens the rows behind": func(_ *desk, v *widgets.CrosstabView) {
			v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		},
	} {
		t.Run(habit, func(t *testing.T) {
			d := newDesk(t, plain{})
			view := widgets.NewCrosstabView()
			view.SetClock(func() time.Time { return d.now })
			var opened [][2]int
			view.OnDrill = func(row, column int) { opened = append(opened, [2]int{row, column}) }
			view.SetSource(crosstab())
			d.window.SetContent(view)
			view.Select(one(1, 2))
			do(d, view)
			if len(opened) != 1 || opened[0] != [2]int{1, 2} {
				t.Errorf("opened is %v", opened)
			}
			if view.AcceptsTab() {
				t.Error("Tab is kept in a grid that only shows")
			}
		})
	}
}

package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/schoolbench/schoolbench/widgets"
)

func TestClickSelectsACell(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.click(d.CellPlace(3, 2), 0)
	d.wantSelection(t, one(3, 2))
	if len(d.selected) != 1 || d.selected[0] != one(3, 2) {
		t.Errorf("OnSelect heard %v, want the one cell once", d.selected)
	}
	if d.window.Canvas().Focused() != fyne.Focusable(d.Grid) {
		t.Error("a click did not give the grid the focus")
	}
}

func TestShiftClickExtendsTheSelection(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.click(d.CellPlace(4, 3), 0)
	d.click(d.CellPlace(1, 1), fyne.KeyModifierShift)
	d.wantSelection(t, widgets.Range{Top: 1, Left: 1, Bottom: 4, Right: 3})
	if row, column, _ := d.Active(); row != 4 || column != 3 {
		t.Errorf("the active cell moved to %d,%d, want it to stay at 4,3", row, column)
	}
}

func TestDragSelectsARange(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.drag(d.CellPlace(1, 1), d.CellPlace(5, 3))
	d.wantSelection(t, widgets.Range{Top: 1, Left: 1, Bottom: 5, Right: 3})
}

func TestDragBeyondTheEdgeScrolls(t *testing.T) {
	d := newDesk(t, plain{rows: 1000, columns: 40})
	_, to := d.BodyEdges()
	start := d.CellPlace(2, 1)
	d.press(start, 0)
	at := fyne.NewPos(to.X+200, to.Y+60)
	for range 5 {
		d.now = d.now.Add(time.Second)
		d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}})
	}
	row, column := d.FirstVisible()
	if row == 0 || column == 0 {
		t.Errorf("the view stayed at row %d, column %d", row, column)
	}
	selected := d.Selection()
	if selected.Top != 2 || selected.Left != 1 || selected.Bottom < row || selected.Right < column {
		t.Errorf("selected %+v while the view begins at row %d, column %d", selected, row, column)
	}
	d.release(at, 0)
	d.DragEnd()
	after, _ := d.FirstVisible()
	d.now = d.now.Add(time.Second)
	d.Refresh()
	if again, _ := d.FirstVisible(); again != after {
		t.Error("the view went on moving after the button was let go")
	}
}

func TestClickOnAHeadingSelectsTheColumn(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.click(d.CellPlace(-1, 2), 0)
	d.wantSelection(t, widgets.Range{Top: 0, Left: 2, Bottom: 99, Right: 2})
	if len(d.headings) != 1 || d.headings[0] != 2 {
		t.Errorf("OnHeader heard %v, want column 2 once", d.headings)
	}
}

func TestShiftClickOnAHeadingExtendsTheColumns(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.click(d.CellPlace(-1, 3), 0)
	d.click(d.CellPlace(-1, 1), fyne.KeyModifierShift)
	d.wantSelection(t, widgets.Range{Top: 0, Left: 1, Bottom: 99, Right: 3})
	if len(d.headings) != 1 {
		t.Errorf("OnHeader heard %v; extending is no click on the heading", d.headings)
	}
}

func TestDragOverHeadingsSelectsColumns(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.drag(d.CellPlace(-1, 1), d.CellPlace(-1, 3))
	d.wantSelection(t, widgets.Range{Top: 0, Left: 1, Bottom: 99, Right: 3})
	if len(d.headings) != 0 {
		t.Errorf("OnHeader heard %v after a drag", d.headings)
	}
}

func TestClickOnAHeadingOverSeveralColumnsSelectsThemAll(t *testing.T) {
	d := newDesk(t, crosstab())
	at := d.CellPlace(-1, 4)
	d.click(fyne.NewPos(at.X, 5), 0)
	d.wantSelection(t, widgets.Range{Top: 0, Left: 3, Bottom: 5, Right: 4})
}

func TestClickOnARowLabelSelectsTheRow(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5, frozen: 1})
	d.click(d.CellPlace(3, 0), 0)
	d.wantSelection(t, widgets.Range{Top: 3, Left: 0, Bottom: 3, Right: 4})
	d.click(d.CellPlace(6, 0), fyne.KeyModifierShift)
	d.wantSelection(t, widgets.Range{Top: 3, Left: 0, Bottom: 6, Right: 4})
}

func TestDoubleClickOpensACell(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5, frozen: 1})
	d.doubleClick(d.CellPlace(3, 2))
	d.now = d.now.Add(time.Second)
	d.doubleClick(d.CellPlace(4, 0))
	if len(d.activated) != 2 || d.activated[0] != [2]int{3, 2} || d.activated[1] != [2]int{4, 0} {
		t.Errorf("opened %v, want the value 3,2 and the row label 4,0", d.activated)
	}
}

func TestOneClickOpensNothing(t *testing.T) {
	for name, clicks := range map[string]func(d *desk){
		"two slow clicks":         func(d *desk) { d.click(d.CellPlace(3, 2), 0); d.click(d.CellPlace(3, 2), 0) },
		"clicks on two cells":     func(d *desk) { quick(d, d.CellPlace(3, 2)); quick(d, d.CellPlace(3, 3)) },
		"double-click on heading": func(d *desk) { d.doubleClick(d.CellPlace(-1, 2)) },
		"double-click below all":  func(d *desk) { d.doubleClick(fyne.NewPos(20, 295)) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, plain{rows: 6, columns: 5})
			clicks(d)
			if len(d.activated) != 0 {
				t.Errorf("opened %v", d.activated)
			}
		})
	}
}

// quick clicks without waiting afterwards.
func quick(d *desk, at fyne.Position) {
	d.press(at, 0)
	d.release(at, 0)
}

func TestRightClickAsksForAMenuAndKeepsTheSelectionItIsIn(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.Select(widgets.Range{Top: 1, Left: 1, Bottom: 4, Right: 3})
	d.rightClick(d.CellPlace(2, 2))
	d.wantSelection(t, widgets.Range{Top: 1, Left: 1, Bottom: 4, Right: 3})
	d.rightClick(d.CellPlace(6, 4))
	d.wantSelection(t, one(6, 4))
	d.rightClick(d.CellPlace(-1, 3))
	d.wantSelection(t, widgets.Range{Top: 0, Left: 3, Bottom: 99, Right: 3})
	want := [][2]int{{2, 2}, {6, 4}, {-1, 3}}
	if len(d.menus) != 3 || d.menus[0] != want[0] || d.menus[1] != want[1] || d.menus[2] != want[2] {
		t.Errorf("menus asked for at %v, want %v", d.menus, want)
	}
}

func TestDragABorderResizesTheColumn(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	before, neighbour := d.ColumnWidth(1), d.ColumnWidth(2)
	from := d.BorderPlace(1)
	d.drag(from, from.AddXY(50, 0))
	if got := d.ColumnWidth(1); got != before+50 {
		t.Errorf("width %v, want %v", got, before+50)
	}
	if got := d.ColumnWidth(2); got != neighbour {
		t.Errorf("the neighbour's width became %v, want %v", got, neighbour)
	}
	if len(d.headings) != 0 || len(d.selected) != 0 {
		t.Error("resizing was taken for a click on the heading")
	}
}

func TestDragABorderResizesAllSelectedColumns(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.click(d.CellPlace(-1, 1), 0)
	d.click(d.CellPlace(-1, 2), fyne.KeyModifierShift)
	untouched := d.ColumnWidth(0)
	from := d.BorderPlace(1)
	d.drag(from, from.AddXY(33, 0))
	if d.ColumnWidth(1) != d.ColumnWidth(2) || d.ColumnWidth(0) != untouched {
		t.Errorf("widths %v, %v, %v", d.ColumnWidth(0), d.ColumnWidth(1), d.ColumnWidth(2))
	}
}

func TestAColumnKeepsALeastAndAGreatestWidth(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	from := d.BorderPlace(1)
	d.drag(from, from.AddXY(-500, 0))
	if got := d.ColumnWidth(1); got < 20 || got > 60 {
		t.Errorf("the narrowest width is %v", got)
	}
	from = d.BorderPlace(1)
	d.drag(from, from.AddXY(90_000, 0))
	if got := d.ColumnWidth(1); got < 1000 || got > 3000 {
		t.Errorf("the widest width is %v", got)
	}
}

func TestDoubleClickOnABorderFitsTheColumn(t *testing.T) {
	long := "a rather long text that tells what happened that day"
	d := newDesk(t, plain{rows: 50, columns: 5, cell: func(row, column int) widgets.GridCell {
		if row == 4 && column == 1 {
			return widgets.GridCell{Text: long}
		}
		return widgets.GridCell{Text: "x"}
	}})
	from := d.BorderPlace(1)
	d.drag(from, from.AddXY(-300, 0))
	if shows(d.Grid, long) {
		t.Fatal("the narrow column shows the whole text")
	}
	d.doubleClick(d.BorderPlace(1))
	if !shows(d.Grid, long) {
		t.Error("the fitted column does not show the whole text")
	}
}

func TestATremblingHandStillClicks(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	tremble := func(at fyne.Position) {
		d.press(at, 0)
		d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(3, 2)}})
		d.release(at.AddXY(3, 2), 0)
		d.DragEnd()
	}
	tremble(d.CellPlace(-1, 2))
	tremble(d.CellPlace(3, 1))
	tremble(d.CellPlace(3, 1))
	if len(d.headings) != 1 || len(d.activated) != 1 {
		t.Errorf("headings %v, opened %v; want one each", d.headings, d.activated)
	}
}

func TestWheelScrollsRowsAndWithShiftColumns(t *testing.T) {
	d := newDesk(t, plain{rows: 1000, columns: 40})
	wheel := func(x, y float32) {
		d.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(x, y), PointEvent: fyne.PointEvent{Position: d.CellPlace(0, 0)}})
	}
	wheel(0, -280)
	row, column := d.FirstVisible()
	if row < 8 || row > 12 || column != 0 {
		t.Errorf("the wheel went to row %d, column %d", row, column)
	}
	d.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	wheel(0, -300)
	d.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if same, sideways := d.FirstVisible(); same != row || sideways == 0 {
		t.Errorf("Shift and the wheel went to row %d, column %d", same, sideways)
	}
	wheel(900, 9e9)
	if row, column := d.FirstVisible(); row != 0 || column != 0 || d.TopOffset() != 0 {
		t.Errorf("scrolled above the top: row %d, column %d", row, column)
	}
}

func TestPointerShowsBordersAndLightsRows(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	move := func(at fyne.Position) {
		d.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	move(d.BorderPlace(1))
	if d.Cursor() != desktop.HResizeCursor {
		t.Error("the pointer does not show that a border can be dragged")
	}
	move(d.CellPlace(2, 2))
	if d.Cursor() != desktop.DefaultCursor {
		t.Error("the pointer over a cell of a plain table is not the ordinary one")
	}
	d.MouseOut()
}

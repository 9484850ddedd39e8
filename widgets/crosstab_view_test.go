package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

// newCrosstab shows a cross-tab in a window and collects what is drilled into.
func newCrosstab(t *testing.T) (*widgets.CrosstabView, fyne.Window, *[][2]int) {
	t.Helper()
	test.NewTempApp(t)
	view := widgets.NewCrosstabView()
	window := test.NewTempWindow(t, view)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(500, 240))
	view.SetSource(crosstab())
	drilled := new([][2]int)
	view.OnDrill = func(row, column int) { *drilled = append(*drilled, [2]int{row, column}) }
	return view, window, drilled
}

func TestDoubleClickOrEnterOnAValueDrills(t *testing.T) {
	view, _, drilled := newCrosstab(t)
	press := func(row, column int) {
		event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: view.CellPlace(row, column)}, Button: desktop.MouseButtonPrimary}
		for range 2 {
			view.MouseDown(event)
			view.MouseUp(event)
		}
	}
	press(1, 2)
	press(5, 4)
	press(2, 0)
	view.Select(one(5, 3))
	view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	view.Select(one(5, 0))
	view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	want := [][2]int{{1, 2}, {5, 4}, {5, 3}}
	if len(*drilled) != len(want) {
		t.Fatalf("drilled into %v, want the values %v and no row label", *drilled, want)
	}
	for i := range want {
		if (*drilled)[i] != want[i] {
			t.Errorf("drilled into %v, want %v", *drilled, want)
		}
	}
}

func TestASlowlyDrawnClickIsStillTheFirstOfTwo(t *testing.T) {
	view, _, drilled := newCrosstab(t)
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	view.SetClock(func() time.Time { return now })
	var waiting []func()
	view.SetLater(func(drawn func()) { waiting = append(waiting, drawn) })
	click := func() {
		event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: view.CellPlace(1, 2)}, Button: desktop.MouseButtonPrimary}
		view.MouseDown(event)
		now = now.Add(900 * time.Millisecond)
		view.MouseUp(event)
	}
	draw := func() {
		for _, drawn := range waiting {
			drawn()
		}
		waiting = nil
	}

	// The second press comes while the first click is being drawn.
	click()
	now = now.Add(3 * time.Second)
	click()
	if len(*drilled) != 1 {
		t.Fatalf("drilled %d times, want once", len(*drilled))
	}

	// It comes soon after that was drawn.
	draw()
	now = now.Add(5 * time.Second)
	click()
	now = now.Add(3 * time.Second)
	draw()
	now = now.Add(400 * time.Millisecond)
	click()
	if len(*drilled) != 2 {
		t.Fatalf("drilled %d times, want twice", len(*drilled))
	}

	// It comes long after.
	draw()
	now = now.Add(5 * time.Second)
	click()
	draw()
	now = now.Add(600 * time.Millisecond)
	click()
	if len(*drilled) != 2 {
		t.Errorf("two slow clicks were taken for a double-click")
	}
}

func TestLongRowLabelsLeaveRoomForTheNumbers(t *testing.T) {
	test.NewTempApp(t)
	view := widgets.NewCrosstabView()
	view.SetSource(plain{rows: 5, columns: 6, frozen: 2, cell: func(_, column int) widgets.GridCell {
		if column == 0 {
			return widgets.GridCell{Text: "Instructional Library, Media and Technology"}
		}
		return widgets.GridCell{Text: "12"}
	}})
	window := test.NewTempWindow(t, view)
	window.SetPadded(false)
	labels := func(width float32) float32 {
		window.Resize(fyne.NewSize(width, 240))
		return view.ColumnWidth(0) + view.ColumnWidth(1)
	}
	wide, narrow := labels(1400), labels(500)
	if narrow > 0.4*500+1 || narrow < 0.4*500-1 {
		t.Errorf("the row labels take %v of 500", narrow)
	}
	if view.ColumnWidth(1) != 0 && view.ColumnWidth(0) < view.ColumnWidth(1) {
		t.Errorf("the short label is wider (%v) than the long one (%v)", view.ColumnWidth(1), view.ColumnWidth(0))
	}
	if again := labels(1400); again != wide {
		t.Errorf("given room again the row labels take %v, want %v", again, wide)
	}
	if need := view.WidthFor(); labels(need) > 0.4*need+1 {
		t.Errorf("in the width it asks for, %v, the labels take %v", need, labels(need))
	}
}

func TestCellBoundsAreWhereTheCellIs(t *testing.T) {
	view, window, _ := newCrosstab(t)
	corner, size, inside := view.CellBounds(1, 2)
	if middle := corner.AddXY(size.Width/2, size.Height/2); !inside || middle != view.CellPlace(1, 2) {
		t.Errorf("the middle of the cell is %v (%v), want %v", middle, inside, view.CellPlace(1, 2))
	}
	window.Resize(fyne.NewSize(220, 120))
	view.ScrollTo(0, 0)
	if _, _, inside := view.CellBounds(5, 4); inside {
		t.Error("a cell out of view has a place")
	}
	if _, _, inside := view.CellBounds(99, 0); inside {
		t.Error("a cell that is not there has a place")
	}
}

func TestThePointerHintsThatValuesOpen(t *testing.T) {
	view, _, _ := newCrosstab(t)
	move := func(row, column int) desktop.Cursor {
		view.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: view.CellPlace(row, column)}})
		return view.Cursor()
	}
	if move(1, 2) != desktop.PointerCursor {
		t.Error("no hand over a value")
	}
	if move(1, 0) != desktop.DefaultCursor {
		t.Error("a hand over a row label, which does not drill")
	}
	view.OnDrill = nil
	if move(1, 2) != desktop.DefaultCursor {
		t.Error("a hand although nothing can be opened")
	}
}

func TestTheCrosstabItselfTakesTheFocus(t *testing.T) {
	view, window, _ := newCrosstab(t)
	view.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: view.CellPlace(1, 2)}, Button: desktop.MouseButtonPrimary})
	if window.Canvas().Focused() != fyne.Focusable(view) {
		t.Errorf("the focus is on %T", window.Canvas().Focused())
	}
}

func TestHeadingsAndLabelsStayInPlace(t *testing.T) {
	view, window, _ := newCrosstab(t)
	window.Resize(fyne.NewSize(220, 120))
	view.ScrollTo(5, 4)
	for _, text := range []string{"School", "All", "F0", "F4"} {
		if !shows(view, text) {
			t.Errorf("%q is not shown", text)
		}
	}
}

func TestCrosstabRendersToMarkup(t *testing.T) {
	view, window, _ := newCrosstab(t)
	view.SetClock(func() time.Time { return time.Time{} })
	view.Select(widgets.Range{Top: 1, Left: 1, Bottom: 2, Right: 2})
	test.AssertRendersToMarkup(t, "crosstab/range.xml", window.Canvas())
}

func TestGridRendersToMarkup(t *testing.T) {
	for name, pose := range map[string]func(d *desk){
		"plain":   func(*desk) {},
		"focused": func(d *desk) { d.window.Canvas().Focus(d.Grid) },
		"end":     func(d *desk) { d.ScrollTo(million-1, 2) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, plain{rows: million, columns: 3, frozen: 1})
			d.window.Resize(fyne.NewSize(200, 120))
			pose(d)
			test.AssertRendersToMarkup(t, "grid/"+name+".xml", d.window.Canvas())
		})
	}
	t.Run("empty", func(t *testing.T) {
		d := newDesk(t, plain{columns: 2})
		d.window.Resize(fyne.NewSize(200, 80))
		test.AssertRendersToMarkup(t, "grid/empty.xml", d.window.Canvas())
	})
}

// bandedSource has two rows of headings, the upper one reaching over two columns, and two columns of labels.
type bandedSource struct{}

func (bandedSource) Rows() int          { return 1 }
func (bandedSource) Columns() int       { return 4 }
func (bandedSource) HeaderRows() int    { return 2 }
func (bandedSource) HeaderColumns() int { return 2 }
func (bandedSource) Header(row, column int) widgets.GridCell {
	if row == 0 {
		return []widgets.GridCell{{}, {}, {Text: "2024-25", Span: 2}, {}}[column]
	}
	return widgets.GridCell{Text: []string{"School", "Grade", "Count", "Sum of Days"}[column], Span: 1}
}

func (bandedSource) Cell(_, column int) widgets.GridCell {
	return widgets.GridCell{Text: []string{"Alder", "7", "12", "*"}[column]}
}

// A screen reader hears the labels of the row, every heading over the cell, and what stands in it.
func TestCrosstabSpeaksItsHeadings(t *testing.T) {
	test.NewTempApp(t)
	view := widgets.NewCrosstabView()
	view.SetSource(bandedSource{})
	view.Select(widgets.Range{Top: 0, Left: 3, Bottom: 0, Right: 3})
	if got, want := view.AccessibilityLabel(), "Cross-tab, 1 rows, 4 columns. Alder, 7, 2024-25, Sum of Days: *"; got != want {
		t.Errorf("it speaks %q, want %q", got, want)
	}
	view.Select(widgets.Range{Top: 0, Left: 1, Bottom: 0, Right: 1})
	if got, want := view.AccessibilityLabel(), "Cross-tab, 1 rows, 4 columns. Alder, Grade: 7"; got != want {
		t.Errorf("of a label it speaks %q, want %q", got, want)
	}
}

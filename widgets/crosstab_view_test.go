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

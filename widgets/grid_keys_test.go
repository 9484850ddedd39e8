package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

func TestArrowsAndPagesMoveTheActiveCell(t *testing.T) {
	ctrl, alt := fyne.KeyModifierControl, fyne.KeyModifierAlt
	for name, tt := range map[string]struct {
		press func(d *desk)
		want  widgets.Range
	}{
		"Down":               {func(d *desk) { d.key(fyne.KeyDown) }, one(51, 3)},
		"Up":                 {func(d *desk) { d.key(fyne.KeyUp) }, one(49, 3)},
		"Left":               {func(d *desk) { d.key(fyne.KeyLeft) }, one(50, 2)},
		"Right":              {func(d *desk) { d.key(fyne.KeyRight) }, one(50, 4)},
		"Home":               {func(d *desk) { d.key(fyne.KeyHome) }, one(50, 0)},
		"End":                {func(d *desk) { d.key(fyne.KeyEnd) }, one(50, 7)},
		"PageDown":           {func(d *desk) { d.key(fyne.KeyPageDown) }, one(50+8, 3)},
		"PageUp":             {func(d *desk) { d.key(fyne.KeyPageUp) }, one(50-8, 3)},
		"Ctrl+Down":          {func(d *desk) { d.combination(ctrl, fyne.KeyDown) }, one(99, 3)},
		"Ctrl+Up":            {func(d *desk) { d.combination(ctrl, fyne.KeyUp) }, one(0, 3)},
		"Ctrl+Left":          {func(d *desk) { d.combination(ctrl, fyne.KeyLeft) }, one(50, 0)},
		"Ctrl+Right":         {func(d *desk) { d.combination(ctrl, fyne.KeyRight) }, one(50, 7)},
		"Ctrl+Home":          {func(d *desk) { d.combination(ctrl, fyne.KeyHome) }, one(0, 0)},
		"Ctrl+End":           {func(d *desk) { d.combination(ctrl, fyne.KeyEnd) }, one(99, 7)},
		"Shift+Down":         {func(d *desk) { d.shiftKey(fyne.KeyDown) }, widgets.Range{Top: 50, Left: 3, Bottom: 51, Right: 3}},
		"Shift+Left":         {func(d *desk) { d.shiftKey(fyne.KeyLeft) }, widgets.Range{Top: 50, Left: 2, Bottom: 50, Right: 3}},
		"Shift+End":          {func(d *desk) { d.shiftKey(fyne.KeyEnd) }, widgets.Range{Top: 50, Left: 3, Bottom: 50, Right: 7}},
		"Shift+PageDown":     {func(d *desk) { d.shiftKey(fyne.KeyPageDown) }, widgets.Range{Top: 50, Left: 3, Bottom: 58, Right: 3}},
		"Ctrl+Shift+Down":    {func(d *desk) { d.combination(ctrl|fyne.KeyModifierShift, fyne.KeyDown) }, widgets.Range{Top: 50, Left: 3, Bottom: 99, Right: 3}},
		"Ctrl+Shift+Home":    {func(d *desk) { d.combination(ctrl|fyne.KeyModifierShift, fyne.KeyHome) }, widgets.Range{Top: 0, Left: 0, Bottom: 50, Right: 3}},
		"Ctrl+Space":         {func(d *desk) { d.combination(ctrl, fyne.KeySpace) }, widgets.Range{Top: 0, Left: 3, Bottom: 99, Right: 3}},
		"Shift+Space":        {func(d *desk) { d.shiftKey(fyne.KeySpace) }, widgets.Range{Top: 50, Left: 0, Bottom: 50, Right: 7}},
		"Ctrl+A":             {func(d *desk) { d.TypedShortcut(&fyne.ShortcutSelectAll{}) }, widgets.Range{Top: 0, Left: 0, Bottom: 99, Right: 7}},
		"Ctrl+A then Escape": {func(d *desk) { d.TypedShortcut(&fyne.ShortcutSelectAll{}); d.key(fyne.KeyEscape) }, one(50, 3)},
		"Alt+PageDown":       {func(d *desk) { d.combination(alt, fyne.KeyPageDown) }, one(50, 7)},
		"Down past the end":  {func(d *desk) { d.combination(ctrl, fyne.KeyEnd); d.key(fyne.KeyDown); d.key(fyne.KeyRight) }, one(99, 7)},
		"Space alone":        {func(d *desk) { d.key(fyne.KeySpace) }, one(50, 3)},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, plain{rows: 100, columns: 8})
			d.window.Resize(fyne.NewSize(600, 280))
			d.Select(one(50, 3))
			d.ScrollTo(50, 3)
			d.window.Canvas().Focus(d.Grid)
			if name == "PageDown" || name == "PageUp" || name == "Shift+PageDown" {
				wantPage(t, d)
			}
			tt.press(d)
			d.wantSelection(t, tt.want)
		})
	}
}

// wantPage checks that eight rows fit the window, which the expectations above count on.
func wantPage(t *testing.T, d *desk) {
	t.Helper()
	from, to := d.BodyEdges()
	height := d.CellPlace(1, 0).Y - d.CellPlace(0, 0).Y
	if whole := int((to.Y - from.Y) / height); whole != 8 {
		t.Fatalf("%d whole rows in view, the test needs 8", whole)
	}
}

func TestTheActiveCellStaysInView(t *testing.T) {
	d := newDesk(t, plain{rows: 1000, columns: 30})
	for range 40 {
		d.key(fyne.KeyDown)
	}
	for range 12 {
		d.key(fyne.KeyRight)
	}
	if !shows(d.Grid, "r40c12") {
		t.Error("the active cell r40c12 is out of view")
	}
	if d.TopOffset() != 0 {
		t.Error("stepping down left half a row at the top")
	}
	d.combination(fyne.KeyModifierControl, fyne.KeyHome)
	if !shows(d.Grid, "r0c0") || d.TopOffset() != 0 {
		t.Error("Ctrl+Home does not show the first cell whole")
	}
}

func TestPageDownKeepsThePlaceOnTheScreen(t *testing.T) {
	d := newDesk(t, plain{rows: 1000, columns: 3})
	d.Select(one(3, 1))
	before := d.CellPlace(3, 1).Y
	d.key(fyne.KeyPageDown)
	row, column, _ := d.Active()
	if after := d.CellPlace(row, column).Y; after != before {
		t.Errorf("the active cell moved on the screen from %v to %v", before, after)
	}
}

func TestEnterOpensTheActiveCell(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.Select(one(7, 2))
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyEnter)
	if len(d.activated) != 2 || d.activated[0] != [2]int{7, 2} {
		t.Errorf("opened %v, want 7,2 twice", d.activated)
	}
}

func TestEscapeFirstEndsTheSelectionThenLeaves(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	left := 0
	d.OnEscape = func() { left++ }
	d.Select(widgets.Range{Top: 1, Left: 1, Bottom: 4, Right: 3})
	d.key(fyne.KeyEscape)
	d.wantSelection(t, one(1, 1))
	if left != 0 {
		t.Fatal("Escape left the grid while a range was selected")
	}
	d.key(fyne.KeyEscape)
	if left != 1 {
		t.Errorf("Escape on one cell left the grid %d times", left)
	}
}

func TestShiftF10AndTheMenuKeyAskForAMenu(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.Select(one(90, 2))
	d.key(fyne.KeyF10)
	if len(d.menus) != 0 {
		t.Error("F10 without Shift asked for a menu")
	}
	d.shiftKey(fyne.KeyF10)
	d.key(desktop.KeyMenu)
	if len(d.menus) != 2 || d.menus[0] != [2]int{90, 2} {
		t.Errorf("menus asked for at %v, want 90,2 twice", d.menus)
	}
	if !shows(d.Grid, "r90c2") {
		t.Error("the cell the menu is for is out of view")
	}
}

func TestAnUnknownShortcutGoesOnToTheWindow(t *testing.T) {
	test.NewTempApp(t)
	window, heard := software.NewCanvas(), 0
	shortcut := &desktop.CustomShortcut{Modifier: fyne.KeyModifierControl, KeyName: fyne.KeyG}
	window.AddShortcut(shortcut, func(fyne.Shortcut) { heard++ })
	widgets.Forward(window, shortcut)
	if heard != 1 {
		t.Errorf("the window heard Ctrl+G %d times, want once", heard)
	}

	d := newDesk(t, plain{rows: 10, columns: 2})
	d.TypedShortcut(shortcut)
	widgets.Forward(nil, shortcut)
	d.wantSelection(t, one(0, 0))
}

func TestAnEmptyGridTakesEveryKeyCalmly(t *testing.T) {
	for name, source := range map[string]widgets.GridSource{
		"no source":  nil,
		"no rows":    plain{columns: 3},
		"no columns": plain{rows: 3},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, source)
			d.window.Canvas().Focus(d.Grid)
			for _, key := range []fyne.KeyName{
				fyne.KeyDown, fyne.KeyEnd, fyne.KeyPageDown, fyne.KeyReturn, fyne.KeyEscape, desktop.KeyMenu,
			} {
				d.key(key)
				d.shiftKey(key)
				d.combination(fyne.KeyModifierControl, key)
			}
			d.click(fyne.NewPos(40, 10), 0)
			d.doubleClick(fyne.NewPos(40, 60))
			d.rightClick(fyne.NewPos(40, 60))
			d.drag(fyne.NewPos(40, 60), fyne.NewPos(400, 600))
			d.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -50)})
			d.TypedShortcut(&fyne.ShortcutCopy{})
			d.AutoFit()
			if !d.Selection().Empty() || len(d.activated) != 0 || len(d.menus) > 1 {
				t.Errorf("selected %+v, opened %v, menus %v", d.Selection(), d.activated, d.menus)
			}
		})
	}
}

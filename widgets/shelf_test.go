package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/widgets"
)

const teach = "Drop a field here, or press +"

// rack is a shelf whose owner does what it asks for, the way the designer will.
type rack struct {
	*widgets.Shelf
	window fyne.Window
	chips  []widgets.Chip
	menus  []string
	adds   int
	drops  []string
}

// newRack shows a shelf with chips named by their IDs.
func newRack(t *testing.T, ids ...string) *rack {
	t.Helper()
	test.NewTempApp(t)
	r := &rack{Shelf: widgets.NewShelf("Rows", teach)}
	for _, id := range ids {
		r.chips = append(r.chips, widgets.Chip{ID: id, Text: "Field " + id})
	}
	r.OnRemove = func(chip widgets.Chip) {
		r.chips = slices.DeleteFunc(r.chips, func(each widgets.Chip) bool { return each.ID == chip.ID })
		r.SetChips(r.chips)
	}
	r.OnMove = func(from, to int) {
		chip := r.chips[from]
		r.chips = slices.Insert(slices.Delete(r.chips, from, from+1), to, chip)
		r.SetChips(r.chips)
	}
	r.OnMenu = func(chip widgets.Chip, _ fyne.Position) { r.menus = append(r.menus, chip.ID) }
	r.OnAdd = func(fyne.Position) { r.adds++ }
	r.OnDrop = func(id string) { r.drops = append(r.drops, id) }
	r.SetChips(r.chips)
	r.window = test.NewTempWindow(t, container.NewVBox(r.Shelf))
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(600, 200))
	return r
}

// ids are the chips in order.
func (r *rack) ids() string {
	text := ""
	for _, chip := range r.Chips() {
		text += chip.ID
	}
	return text
}

// focused is the ID of the chip with the focus.
func (r *rack) focused() string {
	for i, view := range r.ChipViews() {
		if r.window.Canvas().Focused() == fyne.Focusable(view) {
			return r.Chips()[i].ID
		}
	}
	return ""
}

func TestAnEmptyShelfTeaches(t *testing.T) {
	r := newRack(t)
	if !shows(r.Shelf, teach) {
		t.Error("an empty shelf does not say how to fill it")
	}
	r.SetChips([]widgets.Chip{{ID: "a", Text: "School"}})
	if shows(r.Shelf, teach) || !shows(r.Shelf, "School") {
		t.Error("a filled shelf still teaches, or does not show its chip")
	}
}

func TestTabReachesEveryChip(t *testing.T) {
	r := newRack(t, "a", "b", "c")
	for _, want := range []string{"a", "b", "c"} {
		r.window.Canvas().FocusNext()
		if got := r.focused(); got != want {
			t.Errorf("the focus is on %q, want %q", got, want)
		}
	}
}

func TestDeleteRemovesAChipAndTheNextTakesTheFocus(t *testing.T) {
	r := newRack(t, "a", "b", "c")
	r.window.Canvas().Focus(r.ChipViews()[1])
	r.ChipViews()[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if r.ids() != "ac" || r.focused() != "c" {
		t.Errorf("left %q, focus on %q", r.ids(), r.focused())
	}
	r.ChipViews()[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if r.ids() != "a" || r.focused() != "a" {
		t.Errorf("left %q, focus on %q", r.ids(), r.focused())
	}
}

func TestCtrlOrAltWithArrowsMovesAChip(t *testing.T) {
	for name, modifier := range map[string]fyne.KeyModifier{"Ctrl": fyne.KeyModifierControl, "Alt": fyne.KeyModifierAlt} {
		t.Run(name, func(t *testing.T) {
			r := newRack(t, "a", "b", "c")
			r.window.Canvas().Focus(r.ChipViews()[0])
			press := func(index int, key fyne.KeyName) {
				r.ChipViews()[index].TypedShortcut(&desktop.CustomShortcut{Modifier: modifier, KeyName: key})
			}
			press(0, fyne.KeyRight)
			if r.ids() != "bac" || r.focused() != "a" {
				t.Fatalf("order %q, focus on %q", r.ids(), r.focused())
			}
			press(1, fyne.KeyRight)
			press(2, fyne.KeyRight) // already last
			if r.ids() != "bca" {
				t.Fatalf("order %q", r.ids())
			}
			press(2, fyne.KeyLeft)
			if r.ids() != "bac" || r.focused() != "a" {
				t.Errorf("order %q, focus on %q", r.ids(), r.focused())
			}
		})
	}
}

func TestEnterOpensAChipsMenu(t *testing.T) {
	r := newRack(t, "a", "b")
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, desktop.KeyMenu} {
		r.ChipViews()[1].TypedKey(&fyne.KeyEvent{Name: key})
	}
	if !slices.Equal(r.menus, []string{"b", "b", "b", "b"}) {
		t.Errorf("menus of %v, want b four times", r.menus)
	}
}

func TestArrowsGoFromChipToChip(t *testing.T) {
	r := newRack(t, "a", "b", "c")
	r.window.Canvas().Focus(r.ChipViews()[0])
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyRight, "b"}, {fyne.KeyEnd, "c"}, {fyne.KeyRight, "c"}, {fyne.KeyLeft, "b"}, {fyne.KeyHome, "a"}, {fyne.KeyLeft, "a"}} {
		r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: step.key})
		if got := r.focused(); got != step.want {
			t.Errorf("%s went to %q, want %q", step.key, got, step.want)
		}
	}
}

func TestClickOnAChipOpensItsMenuAndOnItsCrossRemovesIt(t *testing.T) {
	r := newRack(t, "a", "b")
	chip := r.ChipViews()[0]
	test.TapAt(chip, fyne.NewPos(8, 8))
	test.TapSecondaryAt(chip, fyne.NewPos(8, 8))
	if !slices.Equal(r.menus, []string{"a", "a"}) {
		t.Errorf("menus of %v", r.menus)
	}
	test.TapAt(chip, fyne.NewPos(chip.Size().Width-6, 8))
	if r.ids() != "b" {
		t.Errorf("left %q after a click on the cross", r.ids())
	}
}

func TestDragAChipAlongItsShelf(t *testing.T) {
	r := newRack(t, "a", "b", "c")
	place := func(index int) fyne.Position {
		view := r.ChipViews()[index]
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(view).AddXY(view.Size().Width-4, view.Size().Height/2)
	}
	drag := func(index int, to fyne.Position) {
		view := r.ChipViews()[index]
		view.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: to}})
		view.DragEnd()
	}
	drag(0, place(2))
	if r.ids() != "bca" {
		t.Errorf("order %q after dragging the first behind the last", r.ids())
	}
	drag(2, place(0).AddXY(-80, 0))
	if r.ids() != "abc" {
		t.Errorf("order %q after dragging the last to the front", r.ids())
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.Shelf)
	drag(0, corner.AddXY(40, r.Size().Height+10))
	if r.ids() != "abc" {
		t.Errorf("order %q after a slip of the hand", r.ids())
	}
	drag(0, corner.AddXY(40, r.Size().Height+120))
	if r.ids() != "bc" {
		t.Errorf("order %q after a chip was dragged away from the shelf", r.ids())
	}
}

func TestThePlusAsksForAField(t *testing.T) {
	r := newRack(t)
	r.AddButton().Tapped(&fyne.PointEvent{})
	if r.adds != 1 {
		t.Errorf("asked %d times", r.adds)
	}
}

func TestAShelfGrowsForManyChips(t *testing.T) {
	r := newRack(t, "a", "b")
	one := r.Shelf.MinSize().Height
	many := make([]widgets.Chip, 12)
	for i := range many {
		many[i] = widgets.Chip{ID: string(rune('a' + i)), Text: "Percent of Enrolled"}
	}
	r.SetChips(many)
	if two := r.Shelf.MinSize().Height; two < 2*one {
		t.Errorf("height %v with many chips, %v with two", two, one)
	}
	for _, view := range r.ChipViews() {
		if end := view.Position().X + view.Size().Width; end > r.Shelf.Size().Width {
			t.Errorf("a chip ends at %v outside the shelf", end)
		}
	}
}

func TestAShelfWithoutAnOwnerStaysCalm(t *testing.T) {
	test.NewTempApp(t)
	shelf := widgets.NewShelf("Rows", teach)
	shelf.SetChips([]widgets.Chip{{ID: "a", Text: "School"}, {ID: "b", Text: "Grade"}})
	test.NewTempWindow(t, shelf)
	chip := shelf.ChipViews()[0]
	for _, key := range []fyne.KeyName{fyne.KeyDelete, fyne.KeyReturn} {
		chip.TypedKey(&fyne.KeyEvent{Name: key})
	}
	chip.TypedShortcut(&desktop.CustomShortcut{Modifier: fyne.KeyModifierAlt, KeyName: fyne.KeyRight})
	shelf.AddButton().Tapped(&fyne.PointEvent{})
	if got := len(shelf.Chips()); got != 2 {
		t.Errorf("%d chips left", got)
	}
}

func TestScreenReadersHearTheShelf(t *testing.T) {
	r := newRack(t, "a", "b")
	if got, want := r.AccessibilityLabel(), "Rows, Field a, Field b"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	if got, want := r.ChipViews()[0].AccessibilityLabel(), "Field a, on Rows"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
}

func TestShelfRendersToMarkup(t *testing.T) {
	r := newRack(t, "a")
	r.window.Resize(fyne.NewSize(320, 50))
	r.window.Canvas().Focus(r.ChipViews()[0])
	test.AssertRendersToMarkup(t, "shelf/focused.xml", r.window.Canvas())
}

func TestTheNameOfAShelfIsNotCoveredByChipsInLargeText(t *testing.T) {
	test.NewTempApp(t)
	shelf := widgets.NewShelf("Columns", "Put a field here")
	shelf.SetChips([]widgets.Chip{{ID: "a", Text: "Grade"}, {ID: "b", Text: "School"}})
	window := test.NewTempWindow(t, container.NewThemeOverride(shelf, hugeText{theme.DefaultTheme()}))
	window.Resize(fyne.NewSize(700, 120))
	title := fyne.MeasureText("Columns", 26, fyne.TextStyle{Bold: true}).Width
	if at := shelf.ChipViews()[0].Position().X; at < title+8 {
		t.Errorf("the first chip begins at %v, the name ends at %v", at, title+8)
	}
	if first, second := shelf.ChipViews()[0].Position(), shelf.ChipViews()[1].Position(); first.Y != second.Y {
		t.Error("the chips do not stand in one line")
	}
	window.Resize(fyne.NewSize(shelf.WidthFor()+8, 120))
	if first, second := shelf.ChipViews()[0].Position(), shelf.ChipViews()[1].Position(); first.Y != second.Y {
		t.Errorf("the chips do not stand in one line in the width asked for, %v", shelf.WidthFor())
	}
}

// hugeText is a theme for people who see badly.
type hugeText struct{ fyne.Theme }

func (l hugeText) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameText {
		return 26
	}
	return l.Theme.Size(name)
}

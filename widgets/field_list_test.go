package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

// catalogue is a list of fields beside a shelf, and what it told its owner.
type catalogue struct {
	*widgets.FieldList
	shelf     *widgets.Shelf
	window    fyne.Window
	activated []string
	menus     []string
	drops     []string
}

// newCatalogue shows six fields in three groups.
func newCatalogue(t *testing.T) *catalogue {
	t.Helper()
	test.NewTempApp(t)
	c := &catalogue{FieldList: widgets.NewFieldList(), shelf: widgets.NewShelf("Rows", teach)}
	c.OnActivate = func(field widgets.Field) { c.activated = append(c.activated, field.ID) }
	c.OnMenu = func(field widgets.Field, _ fyne.Position) { c.menus = append(c.menus, field.ID) }
	c.shelf.OnDrop = func(id string) { c.drops = append(c.drops, id) }
	c.SetTargets(c.shelf)
	c.SetFields([]widgets.Field{
		{ID: "id", Name: "Student ID", Kind: widgets.KindID, Group: "Student"},
		{ID: "grade", Name: "Grade", Kind: widgets.KindNumber, Group: "Student"},
		{ID: "school", Name: "School", Kind: widgets.KindText, Group: "School"},
		{ID: "year", Name: "School year", Kind: widgets.KindYear, Group: "School"},
		{ID: "absent", Name: "Days absent", Kind: widgets.KindNumber, Group: "Attendance"},
		{ID: "birth", Name: "Birth date", Kind: widgets.KindDate, Group: "Student"},
	})
	split := container.NewGridWithColumns(2, c.FieldList, container.NewBorder(c.shelf, nil, nil, nil))
	c.window = test.NewTempWindow(t, split)
	c.window.SetPadded(false)
	c.window.Resize(fyne.NewSize(600, 320))
	return c
}

// shownIDs are the fields in the order they stand.
func (c *catalogue) shownIDs() []string {
	var ids []string
	for _, field := range c.Shown() {
		ids = append(ids, field.ID)
	}
	return ids
}

// key types a key on the list.
func (c *catalogue) key(name fyne.KeyName) {
	c.Rows().TypedKey(&fyne.KeyEvent{Name: name})
}

// click presses and releases on a field.
func (c *catalogue) click(id string) {
	event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: c.RowPlace(id)}, Button: desktop.MouseButtonPrimary}
	c.Rows().MouseDown(event)
	c.Rows().MouseUp(event)
}

func TestFieldsStandUnderTheirGroups(t *testing.T) {
	c := newCatalogue(t)
	want := []string{"id", "grade", "birth", "school", "year", "absent"}
	if got := c.shownIDs(); !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	for _, text := range []string{"Student", "School", "Attendance", "123", "date", "id", "year", "Abc"} {
		if !shows(c.Rows(), text) {
			t.Errorf("%q is not shown", text)
		}
	}
}

func TestSearchNarrowsTheList(t *testing.T) {
	for words, want := range map[string][]string{
		"":            {"id", "grade", "birth", "school", "year", "absent"},
		"school":      {"school", "year"},
		"SCHOOL year": {"year"},
		"atten":       {"absent"},
		"zebra":       nil,
	} {
		t.Run(words, func(t *testing.T) {
			c := newCatalogue(t)
			c.Search(words)
			if got := c.shownIDs(); !slices.Equal(got, want) {
				t.Errorf("found %v, want %v", got, want)
			}
			if want == nil && !shows(c.Rows(), "No field has these words") {
				t.Error("nothing says that nothing was found")
			}
		})
	}
}

func TestSearchThenEnterTakesTheFirstField(t *testing.T) {
	c := newCatalogue(t)
	c.FocusSearch()
	test.Type(c.SearchBox(), "year")
	c.SearchBox().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !slices.Equal(c.activated, []string{"year"}) {
		t.Errorf("took %v", c.activated)
	}
	c.SearchBox().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(c.Shown()) != 6 {
		t.Error("Escape does not clear the search")
	}
	c.SearchBox().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(c.activated) != 1 {
		t.Error("Enter in an empty search box took a field nobody looked for")
	}
}

func TestDoubleClickOrEnterTakesAField(t *testing.T) {
	c := newCatalogue(t)
	c.click("grade")
	if len(c.activated) != 0 {
		t.Fatal("one click took the field")
	}
	c.click("grade")
	c.key(fyne.KeyReturn)
	if !slices.Equal(c.activated, []string{"grade", "grade"}) {
		t.Errorf("took %v", c.activated)
	}
}

func TestArrowsSkipTheHeadingsOfTheList(t *testing.T) {
	c := newCatalogue(t)
	c.SearchBox().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if c.window.Canvas().Focused() != fyne.Focusable(c.Rows()) {
		t.Fatal("Down in the search box does not go to the list")
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyReturn, "id"},
		{fyne.KeyEnd, "absent"},
		{fyne.KeyUp, "year"},
		{fyne.KeyUp, "school"},
		{fyne.KeyUp, "birth"},
		{fyne.KeyHome, "id"},
		{fyne.KeyPageDown, "absent"},
		{fyne.KeyDown, "absent"},
	} {
		c.key(step.key)
		c.activated = nil
		c.key(fyne.KeyReturn)
		if !slices.Equal(c.activated, []string{step.want}) {
			t.Errorf("%s went to %v, want %s", step.key, c.activated, step.want)
		}
	}
	c.key(fyne.KeyHome)
	c.key(fyne.KeyUp)
	if c.window.Canvas().Focused() != fyne.Focusable(c.SearchBox()) {
		t.Error("Up on the first field does not go back to the search box")
	}
}

func TestALetterGoesToTheNextFieldThatBeginsWithIt(t *testing.T) {
	c := newCatalogue(t)
	c.window.Canvas().Focus(c.Rows())
	for _, want := range []string{"school", "year", "id"} {
		c.Rows().TypedRune('s')
		c.activated = nil
		c.key(fyne.KeyReturn)
		if !slices.Equal(c.activated, []string{want}) {
			t.Errorf("s went to %v, want %s", c.activated, want)
		}
	}
}

func TestRightClickAndMenuKeysAskForAFieldsMenu(t *testing.T) {
	c := newCatalogue(t)
	test.TapSecondaryAt(c.Rows(), c.RowPlace("school"))
	c.click("grade")
	c.key(desktop.KeyMenu)
	c.key(fyne.KeyF10)
	c.Rows().KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	c.key(fyne.KeyF10)
	if !slices.Equal(c.menus, []string{"school", "grade", "grade"}) {
		t.Errorf("menus of %v", c.menus)
	}
}

// dragTo drags a field to a place in the window and lets go there.
func (c *catalogue) dragTo(id string, to fyne.Position, meanwhile func()) {
	c.Rows().MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: c.RowPlace(id)}, Button: desktop.MouseButtonPrimary})
	c.Rows().Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: to}})
	meanwhile()
	c.Rows().DragEnd()
}

func TestDragAFieldOntoAShelf(t *testing.T) {
	c := newCatalogue(t)
	c.dragTo("birth", fyne.NewPos(450, 15), func() {
		if c.window.Canvas().Overlays().Top() == nil {
			t.Error("no chip follows the pointer")
		}
	})
	if !slices.Equal(c.drops, []string{"birth"}) {
		t.Errorf("dropped %v", c.drops)
	}
	if c.window.Canvas().Overlays().Top() != nil {
		t.Error("the chip stays after the drop")
	}

	c.dragTo("grade", fyne.NewPos(450, 250), func() {})
	if len(c.drops) != 1 {
		t.Errorf("a drop beside the shelf was taken: %v", c.drops)
	}
	c.shelf.Hide()
	c.dragTo("grade", fyne.NewPos(450, 15), func() {})
	if len(c.drops) != 1 {
		t.Errorf("a drop on a hidden shelf was taken: %v", c.drops)
	}
}

func TestAHeadingOfTheListCannotBeTaken(t *testing.T) {
	c := newCatalogue(t)
	heading := c.RowPlace("id").AddXY(0, -25)
	event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: heading}, Button: desktop.MouseButtonPrimary}
	for range 2 {
		c.Rows().MouseDown(event)
		c.Rows().MouseUp(event)
	}
	c.Rows().Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(450, 15)}})
	c.Rows().DragEnd()
	test.TapSecondaryAt(c.Rows(), heading)
	if len(c.activated)+len(c.drops)+len(c.menus) != 0 {
		t.Errorf("took %v, dropped %v, menus %v", c.activated, c.drops, c.menus)
	}
}

func TestALongListScrollsAndStaysSmall(t *testing.T) {
	c := newCatalogue(t)
	fields := make([]widgets.Field, 900)
	for i := range fields {
		fields[i] = widgets.Field{ID: fmt.Sprint(i), Name: fmt.Sprintf("Field %d", i), Group: fmt.Sprintf("Group %d", i/50)}
	}
	c.SetFields(fields)
	c.window.Canvas().Focus(c.Rows())
	c.key(fyne.KeyEnd)
	if !shows(c.Rows(), "Field 899") {
		t.Error("the last field is not shown")
	}
	if count := len(drawn(c.Rows())); count > 60 {
		t.Errorf("%d texts for a list of a dozen visible rows", count)
	}
	c.Rows().Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1e6)})
	if !shows(c.Rows(), "Field 0") {
		t.Error("the wheel does not go back to the first field")
	}
}

func TestAnEmptyListStaysCalm(t *testing.T) {
	test.NewTempApp(t)
	list := widgets.NewFieldList()
	test.NewTempWindow(t, list)
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyReturn, desktop.KeyMenu} {
		list.Rows().TypedKey(&fyne.KeyEvent{Name: key})
	}
	list.Rows().TypedRune('a')
	list.Rows().MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	list.Rows().DragEnd()
	if len(list.Shown()) != 0 {
		t.Error("an empty list shows fields")
	}
}

func TestFieldListRendersToMarkup(t *testing.T) {
	c := newCatalogue(t)
	c.Search("grade")
	c.window.Resize(fyne.NewSize(560, 180))
	c.window.Canvas().Focus(c.Rows())
	test.AssertRendersToMarkup(t, "field_list/found.xml", c.window.Canvas())
}

// A strip is spoken with its field, and makes room for itself.
func TestFieldStripIsSpoken(t *testing.T) {
	test.NewTempApp(t)
	list := widgets.NewFieldList()
	list.SetFields([]widgets.Field{{ID: "a", Name: "Absent", Kind: widgets.KindNumber, Group: "Measures"}, {ID: "b", Name: "Band", Kind: widgets.KindText, Group: "Measures"}})
	window := test.NewTempWindow(t, list)
	window.Resize(fyne.NewSize(220, 300))
	_, before, _ := list.FieldBounds("b")
	list.SetStrips(map[string]*widgets.FieldStrip{"a": {Bars: []float32{0.2, 1, 0}, Words: "11 different values"}, "b": {Shares: []float32{0.7, 0.2}, Words: "2 different values"}})
	_, after, _ := list.FieldBounds("b")
	if after.Height <= before.Height {
		t.Errorf("a row is %v high with strips and %v without", after.Height, before.Height)
	}
	if shown := list.Shown(); shown[0].Strip == nil || shown[1].Strip == nil {
		t.Errorf("shown are %+v", shown)
	}
	list.Search("ban")
	if shown := list.Shown(); len(shown) != 1 || shown[0].Strip == nil {
		t.Errorf("found with its strip is %+v", shown)
	}
}

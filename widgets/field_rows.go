package widgets

import (
	"fmt"
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fieldRow is a line of the list: a field, or the heading of a group.
type fieldRow struct {
	heading bool
	text    string
	field   Field
}

// fieldRows is the list itself: one widget that draws the rows in view from a pool, since a wide extract has hundreds.
type fieldRows struct {
	widget.BaseWidget
	shiftWatch
	list *FieldList

	rows    []fieldRow
	active  int // the row the keyboard is on, -1 for none
	hover   int
	offset  float32
	focused bool
	strips  bool // there is room for strips
	fit     textFit

	clock     func() time.Time
	pressed   int
	lastPress time.Time
	clicks    int
	ghost     *dragGhost
	over      *Shelf
}

var (
	_ fyne.Focusable         = (*fieldRows)(nil)
	_ fyne.Scrollable        = (*fieldRows)(nil)
	_ fyne.Draggable         = (*fieldRows)(nil)
	_ fyne.SecondaryTappable = (*fieldRows)(nil)
	_ fyne.Accessible        = (*fieldRows)(nil)
	_ desktop.Mouseable      = (*fieldRows)(nil)
	_ desktop.Hoverable      = (*fieldRows)(nil)
	_ desktop.Keyable        = (*fieldRows)(nil)
)

// newFieldRows makes an empty list.
func newFieldRows(list *FieldList) *fieldRows {
	r := &fieldRows{list: list, active: -1, hover: -1, pressed: -1, clock: time.Now}
	r.ExtendBaseWidget(r)
	return r
}

// set shows other rows; the active field stays active if it is still there.
func (r *fieldRows) set(rows []fieldRow) {
	id := ""
	if r.active >= 0 {
		id = r.rows[r.active].field.ID
	}
	r.rows, r.active, r.hover, r.pressed = rows, -1, -1, -1
	for i, row := range rows {
		if id != "" && !row.heading && row.field.ID == id {
			r.active = i
		}
	}
	r.clamp()
	r.Refresh()
}

// height is the height of a row.
func (r *fieldRows) height() float32 {
	th := r.Theme()
	r.fit.use(th.Size(theme.SizeNameText))
	height := r.fit.height() + 1.5*th.Size(theme.SizeNamePadding)
	if r.strips {
		height += stripRoom
	}
	return float32(math.Ceil(float64(height)))
}

// clamp pulls the view back over the rows.
func (r *fieldRows) clamp() {
	lowest := float32(len(r.rows))*r.height() - r.Size().Height
	r.offset = max(0, min(r.offset, lowest))
}

// at is the row at a height, -1 below the last.
func (r *fieldRows) at(y float32) int {
	row := int(math.Floor(float64((y + r.offset) / r.height())))
	if row < 0 || row >= len(r.rows) {
		return -1
	}
	return row
}

// firstField is the first row that is a field, -1 when there is none.
func (r *fieldRows) firstField() int {
	return r.next(-1, 1)
}

// next is the nearest field after a row in a direction, -1 when there is none.
func (r *fieldRows) next(from, direction int) int {
	for row := from + direction; row >= 0 && row < len(r.rows); row += direction {
		if !r.rows[row].heading {
			return row
		}
	}
	return -1
}

// activate puts the field of a row where it belongs.
func (r *fieldRows) activate(row int) {
	if row >= 0 && row < len(r.rows) && !r.rows[row].heading && r.list.OnActivate != nil {
		r.list.OnActivate(r.rows[row].field)
	}
}

// choose makes a row active and brings it into view.
func (r *fieldRows) choose(row int) {
	if row < 0 || row >= len(r.rows) || r.rows[row].heading {
		return
	}
	r.active = row
	top := float32(row) * r.height()
	if row > 0 && r.rows[row-1].heading {
		r.offset = min(r.offset, top-r.height()) // the first field of a group shows its heading as well
	}
	r.offset = min(r.offset, top)
	r.offset = max(r.offset, top+r.height()-r.Size().Height)
	r.clamp()
	r.Refresh()
}

// focus takes the focus.
func (r *fieldRows) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r)
	}
}

// FocusGained shows the ring, on the first field when none was active.
func (r *fieldRows) FocusGained() {
	r.focused = true
	if r.active < 0 {
		r.active = r.firstField()
	}
	r.Refresh()
}

// FocusLost hides the ring.
func (r *fieldRows) FocusLost() {
	r.focused, r.down = false, false
	r.Refresh()
}

// TypedRune goes to the next field whose name begins with the letter.
func (r *fieldRows) TypedRune(letter rune) {
	for i := range r.rows {
		row := (max(r.active, 0) + 1 + i) % len(r.rows)
		name := strings.ToLower(r.rows[row].text)
		if !r.rows[row].heading && strings.HasPrefix(name, strings.ToLower(string(letter))) {
			r.choose(row)
			return
		}
	}
}

// TypedKey moves through the list and opens fields and menus.
func (r *fieldRows) TypedKey(event *fyne.KeyEvent) {
	page := max(1, int(r.Size().Height/r.height())-1)
	switch event.Name {
	case fyne.KeyUp:
		if before := r.next(r.active, -1); before >= 0 {
			r.choose(before)
		} else {
			r.list.FocusSearch()
		}
	case fyne.KeyDown:
		r.choose(r.next(r.active, 1))
	case fyne.KeyHome:
		r.choose(r.firstField())
	case fyne.KeyEnd:
		r.choose(r.next(len(r.rows), -1))
	case fyne.KeyPageUp:
		r.choose(r.nearest(max(0, r.active-page)))
	case fyne.KeyPageDown:
		r.choose(r.nearest(min(len(r.rows)-1, r.active+page)))
	case fyne.KeyReturn, fyne.KeyEnter:
		r.activate(r.active)
	case desktop.KeyMenu:
		r.menuAtActive()
	case fyne.KeyF1, fyne.KeyF11:
		passKeyOn(r, event)
	case fyne.KeyF10:
		if r.held() {
			r.menuAtActive()
		}
	}
}

// nearest is the row itself when it is a field, else the field next to it.
func (r *fieldRows) nearest(row int) int {
	if row < 0 || row >= len(r.rows) || !r.rows[row].heading {
		return row
	}
	if after := r.next(row, 1); after >= 0 {
		return after
	}
	return r.next(row, -1)
}

// menuAtActive asks for the menu of the active field, just below it.
func (r *fieldRows) menuAtActive() {
	if r.active < 0 || r.list.OnMenu == nil {
		return
	}
	r.choose(r.active)
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(r)
	y := float32(r.active+1)*r.height() - r.offset
	r.list.OnMenu(r.rows[r.active].field, corner.AddXY(fieldIndent, y))
}

// MouseDown makes the field under the pointer active.
func (r *fieldRows) MouseDown(event *desktop.MouseEvent) {
	r.focus()
	row := r.at(event.Position.Y)
	now := r.clock()
	if row == r.pressed && now.Sub(r.lastPress) <= doubleClickTime {
		r.clicks++
	} else {
		r.clicks = 1
	}
	r.pressed, r.lastPress = row, now
	r.choose(row)
}

// MouseUp puts a field that was clicked twice where it belongs.
func (r *fieldRows) MouseUp(event *desktop.MouseEvent) {
	if event.Button == desktop.MouseButtonPrimary && r.clicks == 2 && r.at(event.Position.Y) == r.pressed {
		r.clicks = 0
		r.activate(r.pressed)
	}
}

// TappedSecondary asks for the menu of the field under the pointer.
func (r *fieldRows) TappedSecondary(event *fyne.PointEvent) {
	row := r.at(event.Position.Y)
	if row < 0 || r.rows[row].heading || r.list.OnMenu == nil {
		return
	}
	r.list.OnMenu(r.rows[row].field, event.AbsolutePosition)
}

// Scrolled moves the list.
func (r *fieldRows) Scrolled(event *fyne.ScrollEvent) {
	r.offset -= event.Scrolled.DY
	r.clamp()
	r.hover = r.at(event.Position.Y)
	r.Refresh()
}

// MouseIn lights the row under the pointer.
func (r *fieldRows) MouseIn(event *desktop.MouseEvent) {
	r.MouseMoved(event)
}

// MouseMoved lights the row under the pointer.
func (r *fieldRows) MouseMoved(event *desktop.MouseEvent) {
	if row := r.at(event.Position.Y); row != r.hover {
		r.hover = row
		r.Refresh()
	}
}

// MouseOut forgets the pointer.
func (r *fieldRows) MouseOut() {
	r.hover = -1
	r.Refresh()
}

// AccessibilityLabel is the active field.
func (r *fieldRows) AccessibilityLabel() string {
	if r.active < 0 {
		return fmt.Sprintf("Fields, %d rows", len(r.rows))
	}
	row := r.rows[r.active]
	label := fmt.Sprintf("%s, %s, in %s", row.text, row.field.Kind, row.field.Group)
	if row.field.Strip != nil && row.field.Strip.Words != "" {
		label += ". " + row.field.Strip.Words
	}
	return label
}

// AccessibilityRole says that the list is one element that speaks its active field.
func (r *fieldRows) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleText
}

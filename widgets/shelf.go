package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Shelf is a well of the cross-tab designer, such as Rows, Columns or Values. It holds chips in an order that matters and
// asks its owner for every change: the owner changes the design and calls SetChips.
type Shelf struct {
	widget.BaseWidget

	// OnRemove is called when a chip should go.
	OnRemove func(chip Chip)
	// OnMove is called when the chip at from should stand at to.
	OnMove func(from, to int)
	// OnMenu asks for a chip's menu at a place in the window.
	OnMenu func(chip Chip, position fyne.Position)
	// OnAdd asks for the list of fields to choose from, at a place in the window.
	OnAdd func(position fyne.Position)
	// OnOpen is called for a click or Enter on a chip; nil shows its menu.
	OnOpen func(chip Chip)
	// OnDrop is called when a field of a FieldList was dropped here, unless OnDropAt is: that hears the place among the
	// chips, too.
	OnDrop   func(fieldID string)
	OnDropAt func(fieldID string, at int)
	// OnTake is called when a chip of another shelf was dropped here, with its place among the chips; nil takes none.
	OnTake func(from *Shelf, chip Chip, at int)

	title, empty string
	chips        []Chip
	views        []*chipView
	add          *widget.Button
	inviting     bool // a field is being dragged over the shelf
	gap          int  // where a dragged chip would go, -1 when none is dragged
	peers        []*Shelf
	afterRemove  int // the chip to give the focus to after the owner took one away, -1 for none
}

var (
	_ fyne.Widget     = (*Shelf)(nil)
	_ fyne.Accessible = (*Shelf)(nil)
)

// NewShelf makes an empty shelf; the empty text says how to fill it, for example "Drop a field here, or press +".
func NewShelf(title, empty string) *Shelf {
	s := &Shelf{title: title, empty: empty, gap: -1, afterRemove: -1}
	s.add = widget.NewButtonWithIcon("", theme.ContentAddIcon(), s.askForField)
	s.add.Importance = widget.LowImportance
	s.ExtendBaseWidget(s)
	return s
}

// SetChips shows these chips. The focus stays on the chip it was on, by its ID.
func (s *Shelf) SetChips(chips []Chip) {
	focused := s.focusedID()
	s.chips = append([]Chip(nil), chips...)
	s.views = s.views[:0:0]
	for i, chip := range s.chips {
		s.views = append(s.views, newChipView(s, chip, i))
	}
	s.gap = -1
	s.Refresh()
	s.restoreFocus(focused)
}

// Chips are the chips shown, in order.
func (s *Shelf) Chips() []Chip {
	return append([]Chip(nil), s.chips...)
}

// Title is the shelf's name.
func (s *Shelf) Title() string {
	return s.title
}

// AccessibilityLabel is the shelf's name and what is on it.
func (s *Shelf) AccessibilityLabel() string {
	label := s.title
	if len(s.chips) == 0 {
		return label + ", empty. " + s.empty
	}
	for _, chip := range s.chips {
		label += ", " + chip.Text
	}
	return label
}

// AccessibilityRole says that a shelf holds other elements.
func (s *Shelf) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleContainer
}

// askForField asks the owner for the list of fields, just below the button.
func (s *Shelf) askForField() {
	if s.OnAdd == nil {
		return
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.add)
	s.OnAdd(corner.AddXY(0, s.add.Size().Height))
}

// remove asks for a chip to go; its neighbour takes the focus once it has.
func (s *Shelf) remove(index int) {
	if s.OnRemove == nil || index < 0 || index >= len(s.chips) {
		return
	}
	s.afterRemove = index
	s.OnRemove(s.chips[index])
	s.afterRemove = -1
}

// move asks for a chip to stand elsewhere.
func (s *Shelf) move(from, to int) {
	if s.OnMove == nil || to < 0 || to >= len(s.chips) || to == from {
		return
	}
	s.OnMove(from, to)
}

// menu asks for a chip's menu.
func (s *Shelf) menu(chip Chip, position fyne.Position) {
	if s.OnMenu != nil {
		s.OnMenu(chip, position)
	}
}

// focusChip gives the focus to a chip, if there is one at the index.
func (s *Shelf) focusChip(index int) {
	if index < 0 || index >= len(s.views) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s.views[index])
	}
}

// focusedID is the ID of the chip that has the focus, "" when none has.
func (s *Shelf) focusedID() string {
	for _, view := range s.views {
		if view.focused {
			return view.chip.ID
		}
	}
	return ""
}

// restoreFocus gives the focus back after the chips were made anew.
func (s *Shelf) restoreFocus(id string) {
	if id == "" {
		return
	}
	for i, chip := range s.chips {
		if chip.ID == id {
			s.focusChip(i)
			return
		}
	}
	if s.afterRemove >= 0 && len(s.chips) > 0 {
		s.focusChip(min(s.afterRemove, len(s.chips)-1))
	}
}

// invite shows whether a field held over the shelf may be dropped.
func (s *Shelf) invite(inviting bool) {
	if s.inviting != inviting {
		s.inviting = inviting
		s.Refresh()
	}
}

// covers reports whether a place in the window is on the shelf.
func (s *Shelf) covers(at fyne.Position) bool {
	if !s.Visible() {
		return false
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(s)
	size := s.Size()
	return at.X >= corner.X && at.Y >= corner.Y && at.X < corner.X+size.Width && at.Y < corner.Y+size.Height
}

// gapAt is where between the chips a place in the window is: 0 before the first. It is -1 outside the shelf.
func (s *Shelf) gapAt(at fyne.Position) int {
	if !s.covers(at) {
		return -1
	}
	local := at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(s))
	for i, view := range s.views {
		place, size := view.Position(), view.Size()
		above := local.Y < place.Y
		level := local.Y < place.Y+size.Height
		if above || level && local.X < place.X+size.Width/2 {
			return i
		}
	}
	return len(s.views)
}

// showGap marks where a dragged chip would go.
func (s *Shelf) showGap(gap int) {
	if s.gap != gap {
		s.gap = gap
		s.Refresh()
	}
}

// dropChip puts a dragged chip into the gap.
func (s *Shelf) dropChip(from int) {
	gap := s.gap
	s.showGap(-1)
	if gap < 0 {
		return
	}
	if gap > from {
		gap-- // the chip leaves its old place before it takes the new one
	}
	s.move(from, gap)
}

// CreateRenderer makes the drawing side of the shelf.
func (s *Shelf) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &shelfRenderer{
		shelf: s, well: &canvas.Rectangle{}, mark: &canvas.Rectangle{},
		title: &canvas.Text{}, empty: &canvas.Text{},
	}
	r.draw()
	return r
}

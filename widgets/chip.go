package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Chip is one field on a [Shelf].
type Chip struct {
	ID   string // tells the chip from the others on its shelf
	Text string // what a person reads, for example "Percent of Enrolled"
}

// chipView draws a chip and hears its keys: a text, a caret that opens its menu, a cross that takes it away.
type chipView struct {
	widget.BaseWidget
	shiftWatch
	shelf   *Shelf
	chip    Chip
	index   int
	focused bool
	hover   chipPart
	ghost   *dragGhost // follows the pointer while the chip is dragged
	near    bool       // it is hardly beside its own shelf
	over    *Shelf     // the shelf that the chip is dragged over; nil for none
}

// chipPart is what of a chip is under the pointer.
type chipPart int

const (
	chipNone chipPart = iota
	chipText
	chipCaret
	chipCross
)

var (
	_ fyne.Focusable         = (*chipView)(nil)
	_ fyne.Tappable          = (*chipView)(nil)
	_ fyne.SecondaryTappable = (*chipView)(nil)
	_ fyne.Draggable         = (*chipView)(nil)
	_ fyne.Shortcutable      = (*chipView)(nil)
	_ fyne.Accessible        = (*chipView)(nil)
	_ desktop.Hoverable      = (*chipView)(nil)
	_ desktop.Cursorable     = (*chipView)(nil)
)

// newChipView makes the view of one chip on a shelf.
func newChipView(shelf *Shelf, chip Chip, index int) *chipView {
	v := &chipView{shelf: shelf, chip: chip, index: index}
	v.ExtendBaseWidget(v)
	return v
}

// chipIcon is the room a caret or a cross takes.
const chipIcon = 20

// part tells what is at a place in the chip.
func (v *chipView) part(at fyne.Position) chipPart {
	width := v.Size().Width
	switch {
	case at.X < 0 || at.Y < 0 || at.X >= width || at.Y >= v.Size().Height:
		return chipNone
	case at.X >= width-chipIcon-2:
		return chipCross
	case at.X >= width-2*chipIcon-2:
		return chipCaret
	}
	return chipText
}

// Tapped opens the menu, or takes the chip away when the cross was hit.
func (v *chipView) Tapped(event *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	if v.part(event.Position) == chipCross {
		v.shelf.remove(v.index)
		return
	}
	v.open()
}

// open does what a click on a chip does: its owner's own way, or else its menu.
func (v *chipView) open() {
	if v.shelf.OnOpen != nil {
		v.shelf.OnOpen(v.chip)
		return
	}
	v.openMenu()
}

// TappedSecondary opens the menu where the pointer is.
func (v *chipView) TappedSecondary(event *fyne.PointEvent) {
	v.shelf.menu(v.chip, event.AbsolutePosition)
}

// openMenu opens the menu below the chip.
func (v *chipView) openMenu() {
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(v)
	v.shelf.menu(v.chip, corner.AddXY(0, v.Size().Height+2))
}

// FocusGained shows the ring.
func (v *chipView) FocusGained() {
	v.focused = true
	v.Refresh()
}

// FocusLost hides the ring.
func (v *chipView) FocusLost() {
	v.focused, v.down = false, false
	v.Refresh()
}

// TypedRune has no use here.
func (v *chipView) TypedRune(rune) {}

// TypedKey removes the chip, opens its menu, or goes to the next one.
func (v *chipView) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyDelete, fyne.KeyBackspace:
		v.shelf.remove(v.index)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		v.open()
	case desktop.KeyMenu, fyne.KeyDown:
		v.openMenu()
	case fyne.KeyF1, fyne.KeyF11:
		passKeyOn(v, event)
	case fyne.KeyF10:
		if v.held() {
			v.openMenu()
		}
	case fyne.KeyLeft, fyne.KeyUp:
		v.shelf.focusChip(v.index - 1)
	case fyne.KeyRight:
		v.shelf.focusChip(v.index + 1)
	case fyne.KeyHome:
		v.shelf.focusChip(0)
	case fyne.KeyEnd:
		v.shelf.focusChip(len(v.shelf.chips) - 1)
	}
}

// TypedShortcut moves the chip with Ctrl or Alt and the arrows, and with Shift as well to the shelf before or after;
// everything else is the window's.
func (v *chipView) TypedShortcut(shortcut fyne.Shortcut) {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if ok && (custom.Modifier == fyne.KeyModifierControl || custom.Modifier == fyne.KeyModifierAlt) {
		switch custom.KeyName {
		case fyne.KeyLeft:
			v.shelf.move(v.index, v.index-1)
			return
		case fyne.KeyRight:
			v.shelf.move(v.index, v.index+1)
			return
		case fyne.KeyDown:
			v.openMenu()
			return
		}
	}
	if ok && (custom.Modifier == fyne.KeyModifierControl|fyne.KeyModifierShift || custom.Modifier == fyne.KeyModifierAlt|fyne.KeyModifierShift) {
		switch custom.KeyName {
		case fyne.KeyLeft, fyne.KeyUp:
			v.shelf.pass(v.index, -1)
			return
		case fyne.KeyRight, fyne.KeyDown:
			v.shelf.pass(v.index, 1)
			return
		}
	}
	passOn(v, shortcut)
}

// MouseIn lights what is under the pointer.
func (v *chipView) MouseIn(event *desktop.MouseEvent) {
	v.MouseMoved(event)
}

// MouseMoved lights what is under the pointer.
func (v *chipView) MouseMoved(event *desktop.MouseEvent) {
	if part := v.part(event.Position); part != v.hover {
		v.hover = part
		v.Refresh()
	}
}

// MouseOut forgets the pointer.
func (v *chipView) MouseOut() {
	v.hover = chipNone
	v.Refresh()
}

// Cursor is a hand: every part of a chip does something.
func (v *chipView) Cursor() desktop.Cursor {
	return desktop.PointerCursor
}

// AccessibilityLabel is the chip, its shelf and its place on it.
func (v *chipView) AccessibilityLabel() string {
	return v.chip.Text + ", on " + v.shelf.title
}

// AccessibilityRole says that a chip is pressed to open its menu.
func (v *chipView) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleButton
}

// CreateRenderer makes the drawing side of the chip.
func (v *chipView) CreateRenderer() fyne.WidgetRenderer {
	v.ExtendBaseWidget(v)
	r := &chipRenderer{
		view: v, back: &canvas.Rectangle{}, lit: &canvas.Rectangle{}, text: &canvas.Text{},
		caret: canvas.NewImageFromResource(nil), cross: canvas.NewImageFromResource(nil),
	}
	r.caret.FillMode, r.cross.FillMode = canvas.ImageFillContain, canvas.ImageFillContain
	r.objects = []fyne.CanvasObject{r.back, r.lit, r.text, r.caret, r.cross}
	r.draw()
	return r
}

// chipRenderer draws a chip.
type chipRenderer struct {
	view         *chipView
	back, lit    *canvas.Rectangle
	text         *canvas.Text
	caret, cross *canvas.Image
	objects      []fyne.CanvasObject
}

// Destroy has nothing to give back.
func (r *chipRenderer) Destroy() {}

// Objects are the parts from back to front.
func (r *chipRenderer) Objects() []fyne.CanvasObject {
	return r.objects
}

// MinSize is the text and its two icons.
func (r *chipRenderer) MinSize() fyne.Size {
	th := r.view.Theme()
	text := fyne.MeasureText(r.view.chip.Text, th.Size(theme.SizeNameText), fyne.TextStyle{})
	padding := th.Size(theme.SizeNamePadding)
	return fyne.NewSize(min(text.Width, chipTextLimit)+2.5*padding+2*chipIcon, text.Height+1.5*padding)
}

// chipTextLimit is how wide a chip's text gets before it is cut.
const chipTextLimit = 260

// Layout draws for a new size.
func (r *chipRenderer) Layout(fyne.Size) {
	r.draw()
}

// Refresh draws again with the theme's colours.
func (r *chipRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.view)
}

// draw places the parts.
func (r *chipRenderer) draw() {
	v, th := r.view, r.view.Theme()
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	size, padding := v.Size(), th.Size(theme.SizeNamePadding)

	r.back.FillColor = th.Color(theme.ColorNameButton, variant)
	r.back.StrokeColor, r.back.StrokeWidth = th.Color(theme.ColorNameInputBorder, variant), 1
	if v.focused {
		r.back.StrokeColor, r.back.StrokeWidth = th.Color(theme.ColorNamePrimary, variant), 2
	}
	r.back.CornerRadius = th.Size(theme.SizeNameInputRadius)
	put(r.back, 0, 0, size.Width, size.Height)

	r.text.TextSize = th.Size(theme.SizeNameText)
	r.text.Color = th.Color(theme.ColorNameForeground, variant)
	room := size.Width - 2*chipIcon - 2.5*padding
	var fit textFit
	fit.use(r.text.TextSize)
	r.text.Text = fit.cut(v.chip.Text, room+1, fyne.TextStyle{})
	height := fit.height()
	put(r.text, 2*padding, (size.Height-height)/2, room, height)

	const icon = 16
	y := (size.Height - icon) / 2
	setIcon(r.caret, th.Icon(theme.IconNameArrowDropDown))
	put(r.caret, size.Width-2*chipIcon, y, icon, icon)
	setIcon(r.cross, th.Icon(theme.IconNameCancel))
	put(r.cross, size.Width-chipIcon, y, icon, icon)

	r.lit.FillColor = color.Transparent
	r.lit.CornerRadius = r.back.CornerRadius
	if v.hover != chipNone {
		r.lit.FillColor = th.Color(theme.ColorNameHover, variant)
	}
	switch v.hover {
	case chipCross:
		put(r.lit, size.Width-chipIcon-2, 0, chipIcon+2, size.Height)
	default:
		put(r.lit, 0, 0, size.Width, size.Height)
	}
}

// setIcon shows a resource; themed icons are drawn in the theme's colour, so they are read again each time.
func setIcon(image *canvas.Image, resource fyne.Resource) {
	image.Resource = resource
	image.Refresh()
}

package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// press is the part that our own buttons have in common: hover, focus, a tap or
// Enter or the space bar to act, the right button or Shift+F10 for a menu.
type press struct {
	widget.BaseWidget
	onTap    func()
	onMenu   func(position fyne.Position) // absolute; nil when there is no menu
	chosen   bool
	hovered  bool
	focused  bool
	captions string // what a screen reader says
}

var (
	_ fyne.Tappable          = (*press)(nil)
	_ fyne.SecondaryTappable = (*press)(nil)
	_ fyne.Focusable         = (*press)(nil)
	_ desktop.Hoverable      = (*press)(nil)
	_ desktop.Cursorable     = (*press)(nil)
)

// Tapped acts.
func (p *press) Tapped(*fyne.PointEvent) {
	if p.onTap != nil {
		p.onTap()
	}
}

// TappedSecondary shows the menu.
func (p *press) TappedSecondary(event *fyne.PointEvent) {
	if p.onMenu != nil {
		p.onMenu(event.AbsolutePosition)
	}
}

// MouseIn marks the button under the pointer.
func (p *press) MouseIn(*desktop.MouseEvent) { p.set(&p.hovered, true) }

// MouseMoved does nothing.
func (p *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (p *press) MouseOut() { p.set(&p.hovered, false) }

// FocusGained draws the ring of the keyboard.
func (p *press) FocusGained() { p.set(&p.focused, true) }

// FocusLost takes the ring away.
func (p *press) FocusLost() { p.set(&p.focused, false) }

// TypedRune does nothing.
func (p *press) TypedRune(rune) {}

// TypedKey acts on Enter and the space bar and shows the menu on its own key.
func (p *press) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.Tapped(nil)
	case desktop.KeyMenu:
		if p.onMenu != nil {
			corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(p)
			p.onMenu(corner.AddXY(8, p.Size().Height))
		}
	case fyne.KeyF1, fyne.KeyF11: // keys of the window
		for _, window := range fyne.CurrentApp().Driver().AllWindows() {
			if window.Canvas().Focused() != nil && window.Canvas().OnTypedKey() != nil {
				window.Canvas().OnTypedKey()(event)
			}
		}
	}
}

// Cursor is a hand.
func (p *press) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is what a screen reader says.
func (p *press) AccessibilityLabel() string { return p.captions }

// AccessibilityRole is that of a button.
func (p *press) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// choose marks the button as the one whose content is shown.
func (p *press) choose(chosen bool) { p.set(&p.chosen, chosen) }

func (p *press) set(state *bool, value bool) {
	if *state != value {
		*state = value
		p.Refresh()
	}
}

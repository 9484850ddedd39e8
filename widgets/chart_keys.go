package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ fyne.SecondaryTappable = (*ChartView)(nil)
	_ desktop.Keyable        = (*ChartView)(nil)
)

// FocusGained draws the ring of the keyboard.
func (v *ChartView) FocusGained() {
	v.focused = true
	v.showRing()
}

// showRing shows whether the chart has the keyboard, without drawing it anew.
func (v *ChartView) showRing() {
	if v.ring != nil {
		v.ring.Hidden = !v.focused
		canvas.Refresh(v.ring)
	}
}

// FocusLost takes the ring away.
func (v *ChartView) FocusLost() {
	v.focused, v.down = false, false
	v.showRing()
}

// TypedRune does nothing.
func (v *ChartView) TypedRune(rune) {}

// TypedKey asks for the table on Enter and for the menu on its keys.
func (v *ChartView) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if v.OnTable != nil {
			v.OnTable()
		}
	case desktop.KeyMenu:
		v.askMenu()
	case fyne.KeyF10:
		if v.held() {
			v.askMenu()
		}
	case fyne.KeyF1, fyne.KeyF11:
		passKeyOn(v, event)
	}
}

// TappedSecondary asks for the menu where the pointer is.
func (v *ChartView) TappedSecondary(event *fyne.PointEvent) {
	if v.OnMenu != nil {
		v.OnMenu(event.AbsolutePosition)
	}
}

// askMenu asks for the menu at the corner of the chart.
func (v *ChartView) askMenu() {
	if v.OnMenu != nil {
		v.OnMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(v).AddXY(24, 24))
	}
}

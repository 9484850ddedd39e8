package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// shiftWatch knows whether Shift is down. Fyne's key events do not say so; a desktop driver can be asked, and with any other
// the widget that embeds this notes the key itself.
type shiftWatch struct {
	down bool
}

// KeyDown notes that Shift was pressed.
func (s *shiftWatch) KeyDown(event *fyne.KeyEvent) {
	if isShift(event.Name) {
		s.down = true
	}
}

// KeyUp notes that Shift was let go.
func (s *shiftWatch) KeyUp(event *fyne.KeyEvent) {
	if isShift(event.Name) {
		s.down = false
	}
}

// held reports whether Shift is down.
func (s *shiftWatch) held() bool {
	if driver, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return driver.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return s.down
}

// isShift reports whether the key is one of the two Shift keys.
func isShift(key fyne.KeyName) bool {
	return key == desktop.KeyShiftLeft || key == desktop.KeyShiftRight
}

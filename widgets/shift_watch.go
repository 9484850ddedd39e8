package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// shiftWatch knows whether Shift or Ctrl is down. Fyne's key and wheel events do not say so; a desktop driver can be asked, and
// with any other the widget that embeds this notes the keys itself.
type shiftWatch struct {
	down, controlDown bool
}

// KeyDown notes that Shift or Ctrl was pressed.
func (s *shiftWatch) KeyDown(event *fyne.KeyEvent) {
	s.note(event.Name, true)
}

// KeyUp notes that Shift or Ctrl was let go.
func (s *shiftWatch) KeyUp(event *fyne.KeyEvent) {
	s.note(event.Name, false)
}

func (s *shiftWatch) note(key fyne.KeyName, down bool) {
	switch key {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		s.down = down
	case desktop.KeyControlLeft, desktop.KeyControlRight, desktop.KeySuperLeft, desktop.KeySuperRight:
		s.controlDown = down
	}
}

// held reports whether Shift is down.
func (s *shiftWatch) held() bool {
	if driver, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return driver.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return s.down
}

// control reports whether Ctrl, or Command on a Mac, is down.
func (s *shiftWatch) control() bool {
	if driver, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return adds(driver.CurrentKeyModifiers())
	}
	return s.controlDown
}

package app

import (
	"testing"

	"fyne.io/fyne/v2"
)

// A page that is taller than the window is turned with the keys while nothing
// on it has the keyboard, and never beyond its ends.
func TestPageScrollsByKeys(t *testing.T) {
	d := newDesk(t)
	d.dataset("attendance", 60)
	d.shell.openSettings()
	d.shell.window.Resize(fyne.NewSize(900, 300))
	scroll := tallScroll(d.shell.shownPage().content())
	if scroll == nil {
		t.Fatal("the settings fit into a window 300 high")
	}
	d.shell.window.Canvas().Focus(nil)
	press := func(key fyne.KeyName) float32 {
		d.shell.typedKey(&fyne.KeyEvent{Name: key})
		return scroll.Offset.Y
	}
	if down := press(fyne.KeyDown); down <= 0 {
		t.Errorf("Down leaves the page at %v", down)
	}
	end := press(fyne.KeyEnd)
	if most := scroll.Content.Size().Height - scroll.Size().Height; end != most {
		t.Errorf("End goes to %v of %v", end, most)
	}
	if again := press(fyne.KeyPageDown); again != end {
		t.Errorf("Page Down at the end goes from %v to %v", end, again)
	}
	if up := press(fyne.KeyPageUp); up >= end {
		t.Errorf("Page Up stays at %v", up)
	}
	if home := press(fyne.KeyHome); home != 0 {
		t.Errorf("Home goes to %v", home)
	}
}

package app

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Widgets ask the current application whether to move, and hear that they
// should not; everything else is the application's own.
func TestCalmApp(t *testing.T) {
	plain := test.NewTempApp(t)
	calm := calmDown(plain)
	t.Cleanup(func() { fyne.SetCurrentApp(plain) })
	if runtime.GOOS != "darwin" && fyne.CurrentApp().Settings().ShowAnimations() {
		t.Error("a text cursor would blink")
	}
	if calm.Driver() != plain.Driver() || calm.Preferences() != plain.Preferences() {
		t.Error("the application is another one")
	}
}

package app

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// One walk through the window finds everything where the toolkit finds it, on
// pages of every kind, beneath dialogs, and when other pages are hidden.
func TestCornersAreThoseOfTheToolkit(t *testing.T) {
	t.Setenv(targetsVariable, filepath.Join(t.TempDir(), "targets.json"))
	d := newDesk(t)
	d.dataset("attendance", 60)
	compare := func(page string, least int) {
		t.Helper()
		targets, driver := d.shell.targets, d.shell.application.Driver()
		targets.corners.walk(d.shell.window.Canvas(), driver)
		shown := 0
		for name, places := range targets.places {
			for _, place := range places {
				got, want := targets.corners.of(place.object), driver.AbsolutePositionForObject(place.object)
				if got != want && place.object.Visible() {
					t.Errorf("%s: %s is at %v, the toolkit says %v", page, name, got, want)
				}
				if want != (fyne.Position{}) {
					shown++
				}
			}
		}
		if shown < least {
			t.Errorf("%s: only %d places are shown", page, shown)
		}
	}
	compare("home", 3)
	d.shell.openDataset("attendance")
	d.until("the rows are there", func() bool { return len(d.shell.jobs.running) == 0 })
	compare("dataset", 5)
	d.shell.openExplore(reportFor("attendance"))
	d.until("it is computed", func() bool { return len(d.shell.jobs.running) == 0 })
	compare("explore", 8)
	d.shell.showPalette()
	compare("go to", 8)
	d.shell.window.Canvas().Overlays().Top().Hide()
	d.shell.openHome()
	compare("home again", 3)
}

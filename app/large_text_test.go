package app

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// With text twice as large in a small window, the window stays as small as the
// screen, and what a page is for is inside it.
func TestButtonsAreInsideASmallWindowWithLargeText(t *testing.T) {
	t.Setenv(targetsVariable, filepath.Join(t.TempDir(), "targets.json"))
	d := newDesk(t)
	d.dataset("attendance", 60)
	d.shell.setTextSize(doubleText)
	small := fyne.NewSize(1280, 720)
	look := func(page string, names ...string) {
		t.Helper()
		for range 3 { // what wraps knows its height once it has its width
			d.shell.window.Resize(small.AddWidthHeight(0, 1))
			d.shell.window.Resize(small)
		}
		if least := d.shell.window.Content().MinSize(); least.Width > small.Width || least.Height > small.Height-40 {
			t.Errorf("%s: the window is at least %v, without its menu", page, least)
		}
		shown := d.shell.targets.look()
		for _, name := range names {
			at, there := shown[name]
			if !there || at.X < 0 || float32(at.X+at.Width) > small.Width || float32(at.Y+at.Height) > small.Height {
				t.Errorf("%s: %s is at %v", page, name, at)
			}
		}
	}
	d.shell.openDataset("attendance")
	d.until("the rows are there", func() bool { return len(d.shell.jobs.running) == 0 })
	look("dataset", "dataset.explore", "dataset.export", "dataset.undo")
	d.shell.openData()
	d.until("the datasets are there", func() bool { return len(d.shell.jobs.running) == 0 })
	look("data", "data.open", "data.owner", "data.glossary")
	d.shell.openExplore(reportFor("attendance"))
	d.until("it is computed", func() bool { return len(d.shell.jobs.running) == 0 })
	look("explore", "explore.save", "explore.export", "explore.formula", "explore.swap", "explore.search")
}

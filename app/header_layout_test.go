package app

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
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
		if least := d.shell.window.Content().MinSize(); least.Width > small.Width {
			t.Errorf("%s: the window is at least %v wide", page, least.Width)
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

// The head of a page keeps its tools beside the title while both have room, and
// sets them beneath it, one line or several, when they have not.
func TestHead(t *testing.T) {
	d := newDeskWithout(t)
	title := widget.NewLabel("A title")
	title.Truncation = fyne.TextTruncateEllipsis
	tools := []fyne.CanvasObject{widget.NewButton("The first tool", nil), widget.NewButton("The second", nil), widget.NewButton("The third of them", nil)}
	box := newHead(title, tools...)
	page := container.New(newStack(0), box)
	d.shell.window.SetContent(page)
	lines := func(width float32) int {
		t.Helper()
		page.Resize(fyne.NewSize(width, 400))
		found := map[float32]bool{}
		for i, tool := range tools {
			found[tool.Position().Y] = true
			if end := tool.Position().X + tool.Size().Width; end > width+1 || tool.Position().X < 0 {
				t.Errorf("%v wide: tool %d ends at %v", width, i, end)
			}
			if tool.Position().Y+tool.Size().Height > box.MinSize().Height+1 {
				t.Errorf("%v wide: tool %d ends at %v of %v", width, i, tool.Position().Y+tool.Size().Height, box.MinSize().Height)
			}
			if tool.Position().Y < title.Size().Height && tool.Position().X < title.Size().Width {
				t.Errorf("%v wide: tool %d lies over the title", width, i)
			}
		}
		return len(found)
	}
	for width, want := range map[float32]int{900: 1, 450: 1, 260: 2, 170: 3} {
		if got := lines(width); got != want {
			t.Errorf("%v wide: the tools stand in %d lines, want %d", width, got, want)
		}
	}
}

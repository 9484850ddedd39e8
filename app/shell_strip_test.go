package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// No bar lies over the line beneath the selected tab, however many tabs are open
// and whatever the look, and the pages in them keep their bars.
func TestStripOfTabsHasNoBar(t *testing.T) {
	d := newDesk(t)
	d.dataset("attendance", 30)
	d.shell.openDataset("attendance")
	d.shell.openExplore(reportFor("attendance"))
	d.shell.setContrast(true)
	strip := stripScroller(t, d.shell.tabs)
	bars := 0
	for _, part := range test.WidgetRenderer(strip).Objects() {
		if _, isBar := part.(desktop.Hoverable); isBar {
			bars++
			if size := part.MinSize(); min(size.Width, size.Height) > 0 {
				t.Errorf("a bar of %v lies on the strip of tabs", size)
			}
		}
	}
	if bars == 0 {
		t.Error("the strip of tabs has no bars to look at")
	}
	if theme.Size(theme.SizeNameScrollBarSmall) == 0 {
		t.Error("nothing in the window has a bar")
	}
}

// stripScroller is what scrolls the tabs.
func stripScroller(t *testing.T, tabs *container.DocTabs) fyne.Widget {
	t.Helper()
	for _, object := range test.WidgetRenderer(tabs).Objects() {
		if bar, ok := object.(*fyne.Container); ok && len(bar.Objects) > 0 {
			if scroll, ok := bar.Objects[0].(*container.Scroll); ok {
				return scroll
			}
		}
	}
	t.Fatal("the tabs have no strip")
	return nil
}

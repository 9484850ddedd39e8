package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
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
	if got := test.WidgetRenderer(strip).Objects(); len(got) < 2 {
		t.Fatalf("the strip draws %d parts", len(got))
	}
	themed := func(object fyne.CanvasObject) float32 {
		if named, ok := object.(interface{ Theme() fyne.Theme }); ok {
			return named.Theme().Size(theme.SizeNameScrollBarSmall)
		}
		t.Fatalf("%T has no theme", object)
		return 0
	}
	for _, part := range test.WidgetRenderer(strip).Objects()[1:] {
		if part.MinSize().Height > 0 && part.Size().Height > 0 && part.Visible() {
			if _, isBar := part.(fyne.Tappable); isBar {
				t.Errorf("a bar of %v lies on the strip of tabs", part.Size())
			}
		}
	}
	if got := themed(widget.NewLabel("elsewhere")); got == 0 {
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

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

// A tab whose title grows while it is selected stays in view whole, and its page
// keeps the keyboard.
func TestTabInViewAfterItsTitleGrows(t *testing.T) {
	d := newDesk(t)
	d.dataset("attendance", 30)
	d.shell.window.Resize(fyne.NewSize(900, 600))
	d.shell.openDataset("attendance")
	d.shell.openData()
	d.shell.openSettings()
	d.shell.openPeople()
	d.shell.openGlossary()
	d.shell.openExplore(reportFor("attendance"))
	p, ok := d.shell.shownPage().(*explorePage)
	if !ok {
		t.Fatalf("%T is shown", d.shell.shownPage())
	}
	d.shell.focus(p.fields.SearchField())
	p.presenter.report.Name = "Attendance of every school by month and weekday"
	d.shell.retitle(p)

	strip := stripScroller(t, d.shell.tabs).(*container.Scroll)
	tab := strip.Content.(*fyne.Container).Objects[d.shell.tabs.SelectedIndex()]
	if left, right := tab.Position().X-strip.Offset.X, tab.Position().X+tab.Size().Width-strip.Offset.X; left < 0 || right > strip.Size().Width+1 {
		t.Errorf("the selected tab reaches from %v to %v of %v", left, right, strip.Size().Width)
	}
	if strip.Offset.X == 0 {
		t.Error("all tabs fit, so nothing was shown")
	}
	if d.shell.shownPage() != page(p) || d.shell.window.Canvas().Focused() != fyne.Focusable(p.fields.SearchField()) {
		t.Errorf("%v is shown and %T has the keyboard", d.shell.shownPage().title(), d.shell.window.Canvas().Focused())
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

package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/widgets"
)

func TestAnEmptyPageSaysWhatToDo(t *testing.T) {
	test.NewTempApp(t)
	pressed := 0
	button := widget.NewButton("Import a file", func() { pressed++ })
	page := widgets.NewEmptyState(theme.StorageIcon(), "No data yet", "Bring in a spreadsheet or a district extract.", button)
	window := test.NewTempWindow(t, page)
	window.Resize(fyne.NewSize(700, 400))
	test.Tap(button)
	if pressed != 1 {
		t.Error("the button does nothing")
	}
	var title *canvas.Text
	for _, object := range test.LaidOutObjects(page) {
		if text, ok := object.(*canvas.Text); ok && text.Text == "No data yet" {
			title = text
		}
	}
	if title == nil {
		t.Fatal("the title is not shown")
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(title)
	if middle := at.X + title.Size().Width/2; middle < 345 || middle > 355 {
		t.Errorf("the title stands around %v, want the middle of the page", middle)
	}
}

func TestAnEmptyPageNeedsNeitherIconNorTextNorButton(t *testing.T) {
	test.NewTempApp(t)
	page := widgets.NewEmptyState(nil, "Nothing found", "")
	test.NewTempWindow(t, page).Resize(fyne.NewSize(200, 100))
	if least := page.MinSize(); least.Width <= 0 || least.Height <= 0 {
		t.Errorf("least size %v", least)
	}
}

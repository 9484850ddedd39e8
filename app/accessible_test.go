package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
)

// Everything that takes the keyboard has a name for a screen reader, and Tab
// reaches it, on every page and in every dialog.
func TestEveryPageIsAccessible(t *testing.T) {
	d := newDeskWithout(t)
	s := d.shell
	d.walks("the start page")

	s.OpenWorkspace(d.folder+"/Test.schoolbench", true)
	d.until("the workspace is open", func() bool { return s.bench != nil && !s.loading.busy() })
	d.walks("an empty home page")
	s.openData()
	d.walks("an empty data page")
	d.dataset("fall", 60)
	s.openHome()
	d.walks("the home page")
	s.openData()
	d.walks("the data page")

	s.openDataset("fall")
	rows := s.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return rows.version > 0 && !rows.loading.busy() })
	d.walks("a dataset")

	s.openExplore(reportFor("fall"))
	explored := s.shownPage().(*explorePage)
	d.until("the columns are read", func() bool { return explored.presenter.begun && !explored.presenter.busy() && len(s.jobs.running) == 0 })
	d.walks("an empty exploration")
	explored.presenter.report.Spec = crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: "School"}}, Columns: []crosstab.Dimension{{Field: "Grade"}}, Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Days Absent"}},
	}
	explored.presenter.run()
	d.settled(explored)
	d.walks("an exploration")
	explored.export()
	d.walks("the dialog that exports")
	d.escape()
	explored.save()
	d.walks("the dialog that saves")
	d.escape()
	explored.drill(0, 1)
	d.until("the rows are found", func() bool { return !explored.sheet.loading.busy() })
	d.walks("the rows behind a number, beside it")
	explored.sheet.askColumns()
	d.walks("the dialog of the columns to list")
	d.escape()
	explored.sheet.open(0, "")
	person := s.shownPage().(*personPage)
	d.until("the person is there", func() bool { return person.person != nil && !person.loading.busy() })
	d.walks("a person")
	s.goBack()
	explored.sheet.openWhole()
	behind := s.shownPage().(*recordsPage)
	d.until("the rows are found", func() bool { return !behind.loading.busy() })
	d.walks("the rows behind a number")
	s.openPeople()
	people := s.shownPage().(*peoplePage)
	d.until("the people are listed", func() bool { return len(people.shown) > 0 })
	d.walks("the people")

	page := s.openImport(d.file("next.csv", attendance(20)))
	d.until("the file is read", func() bool {
		return page.queue.file() != nil && page.queue.file().state == fileReady && !page.queue.file().busy()
	})
	d.walks("an import")
	s.askNewWorkspace()
	d.walks("the dialog for a new workspace")
	d.escape()
	s.showPalette()
	d.walks("Go to")
}

// escape leaves the dialog on top.
func (d *desk) escape() {
	d.Helper()
	if len(d.shell.asks) == 0 {
		d.Fatal("no dialog is open")
	}
	d.shell.asks[len(d.shell.asks)-1].key(fyne.KeyEscape)
}

// walks looks at everything in the window that takes the keyboard.
func (d *desk) walks(where string) {
	d.Helper()
	canvas := d.shell.window.Canvas()
	root := canvas.Content()
	if top := canvas.Overlays().Top(); top != nil {
		root = top
	}
	wanted := map[fyne.Focusable]bool{}
	walkVisible(root, func(object fyne.CanvasObject) {
		if focusable, ok := object.(fyne.Focusable); ok && !resting(object) {
			wanted[focusable] = false
			if spokenName(object) == "" {
				d.Errorf("%s: %T at %v takes the keyboard and has no name", where, object, object.Position())
			}
		}
		if tapped, ok := object.(fyne.Tappable); ok && isButton(tapped) && spokenName(object) == "" {
			d.Errorf("%s: a button (%T) at %v has no name", where, object, object.Position())
		}
	})
	if len(wanted) == 0 {
		d.Errorf("%s: nothing takes the keyboard", where)
	}
	canvas.Unfocus()
	for range len(wanted) + 2 {
		canvas.FocusNext()
		if focused := canvas.Focused(); focused != nil {
			if _, known := wanted[focused]; known {
				wanted[focused] = true
			}
		}
	}
	for focusable, reached := range wanted {
		if !reached {
			d.Errorf("%s: Tab does not reach %T %q", where, focusable, spokenName(focusable.(fyne.CanvasObject)))
		}
	}
	canvas.Unfocus()
}

// resting reports whether a widget is disabled and need not be reached.
func resting(object fyne.CanvasObject) bool {
	disableable, ok := object.(fyne.Disableable)
	return ok && disableable.Disabled()
}

// isButton tells buttons from other things that can be clicked.
func isButton(tapped fyne.Tappable) bool {
	switch tapped.(type) {
	case *widget.Button, *askButton, *sideItem, *cardButton, *railButton:
		return true
	}
	return false
}

// walkVisible visits every visible object that something is drawn with.
func walkVisible(object fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if object == nil || !object.Visible() {
		return
	}
	visit(object)
	switch object := object.(type) {
	case *fyne.Container:
		for _, child := range object.Objects {
			walkVisible(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(object).Objects() {
			walkVisible(child, visit)
		}
	}
}

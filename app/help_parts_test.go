package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
)

// helpShown presses F1 on what has the keyboard, and returns what is said.
func (d *desk) helpShown() string {
	d.Helper()
	before := len(d.shell.asks)
	event := &fyne.KeyEvent{Name: fyne.KeyF1}
	if focused := d.shell.window.Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else {
		d.shell.typedKey(event)
	}
	if len(d.shell.asks) != before+1 {
		d.Fatalf("F1 opened %d dialogs", len(d.shell.asks)-before)
	}
	text := ""
	for _, object := range d.dialog() {
		if shown, ok := object.(*widget.RichText); ok {
			text += shown.String() + "\n"
		}
	}
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(d.shell.asks) != before {
		d.Fatal("Escape did not close the help")
	}
	return text
}

// Ensure that F1 explains the part that has the keyboard: the rows beside a
// number, the steps that lead back, the page of people and the dialogs.
func TestHelpOfTheParts(t *testing.T) {
	d, page := exploring(t)
	page.presenter.add(rowsShelf, "School")
	d.settled(page)
	view := page.presenter.view
	page.openRecords(recordsRequest{view: view, row: 0, column: 0})
	d.until("the rows are listed", func() bool { return page.sheet.rows.source.Rows() > 0 && !page.sheet.loading.busy() })

	d.shell.focus(page.sheet.rows.grid)
	if text := d.helpShown(); !strings.Contains(text, "beside the number itself") {
		t.Errorf("of the rows beside a number it is said\n%s", text)
	}
	page.sheet.askColumns()
	if text := d.helpShown(); !strings.Contains(text, "Which columns the list has") {
		t.Errorf("of the columns it is said\n%s", text)
	}
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	page.sheet.hide()

	page.askFieldName("School")
	if text := d.helpShown(); !strings.Contains(text, "in this report alone") {
		t.Errorf("of the name it is said\n%s", text)
	}
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})

	d.shell.askFirst("Sure?", "Yes", "No", "Really.", func() {})
	if text := d.helpShown(); !strings.Contains(text, "Nothing happens before") {
		t.Errorf("of a question it is said\n%s", text)
	}
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})

	page.openRecords(recordsRequest{view: view, row: 0, column: 0})
	page.sheet.openWhole()
	for _, object := range test.LaidOutObjects(d.shell.shownPage().content()) {
		if step, ok := object.(*crumbLink); ok {
			d.shell.window.Canvas().Focus(step)
		}
	}
	if text := d.helpShown(); !strings.Contains(text, "leads back to where you were") {
		t.Errorf("of a step it is said\n%s", text)
	}
}

// Ensure that a step that leads back is taken by Enter as by the space bar.
func TestACrumbIsTakenByKeys(t *testing.T) {
	d := newDesk(t)
	taken := 0
	link := newCrumbLink(d.shell, crumb{"back", func() { taken++ }})
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace} {
		link.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if taken != 3 {
		t.Errorf("it was taken %d times", taken)
	}
}

// Ensure that what was asked before another language was chosen can still be
// taken back.
func TestUndoAfterAnotherLanguage(t *testing.T) {
	d, page := exploring(t)
	speaking(t, english)
	page.presenter.add(rowsShelf, "School")
	d.settled(page)
	page.presenter.add(columnsShelf, "Grade")
	d.settled(page)
	d.shell.setLanguage(spanish)
	again := d.shell.shownPage().(*explorePage)
	if again == page {
		t.Fatal("the page was not made anew")
	}
	d.settled(again)
	if len(again.presenter.report.Spec.Columns) != 1 {
		t.Fatalf("%d columns came back", len(again.presenter.report.Spec.Columns))
	}
	if !again.undo() {
		t.Fatal("there is nothing to undo")
	}
	d.settled(again)
	if len(again.presenter.report.Spec.Columns) != 0 {
		t.Error("the change was not taken back")
	}
}

// Ensure that a long path above the rows beside a number is written out, on as
// many lines as it takes, at any width.
func TestTheHeadingOfASideSheetWraps(t *testing.T) {
	d, page := exploring(t)
	page.presenter.add(rowsShelf, "School")
	d.settled(page)
	sheet := page.sheet
	sheet.title.SetText(strings.Repeat("Students by school and grade, ", 6))
	line := fyne.MeasureText("x", theme.Size(theme.SizeNameSubHeadingText), fyne.TextStyle{Bold: true}).Height
	box := container.NewWithoutLayout(sheet.pane)
	window := test.NewTempWindow(t, box)
	window.Resize(fyne.NewSize(900, 700))
	before := float32(0)
	for _, width := range []float32{900, 400, 260} {
		sheet.pane.Resize(fyne.NewSize(width, 600))
		height := sheet.title.Size().Height
		if height <= before && width < 900 {
			t.Errorf("at a width of %v it is %v high, before %v", width, height, before)
		}
		if width < 900 && height < 2*line {
			t.Errorf("at a width of %v it has one line", width)
		}
		if least := sheet.title.MinSize().Height; least > height+1 {
			t.Errorf("at a width of %v it needs %v and has %v", width, least, height)
		}
		before = height
	}
}

// Ensure that a dashboard that is to be shown as a part of the data says what is
// missing as long as no part is chosen.
func TestShowItSaysWhatIsMissing(t *testing.T) {
	d := newDesk(t)
	d.dashboardOfSchools()
	p := d.board("Week")
	p.askPart()
	d.press("Show it")
	if words := strings.Join(says(d.shell.asks[0].of.(*ask).pop.Content), "\n"); !strings.Contains(words, "It is not said yet which part is meant.") {
		t.Errorf("the dialog says\n%s", words)
	}
	if d.closed() {
		t.Error("the dialog is gone")
	}
}

// Ensure that the menu on the line of a group offers its rows, and not those
// that are blank in some column.
func TestTheMenuOfAGroup(t *testing.T) {
	d, p := openSheet(t)
	p.rows.setLook(p.rows.look.grouped("School"))
	d.written(p)
	d.choose(p.rows.menuItems(0, 2), "Only rows with “Alder”")
	d.written(p)
	if got := p.rows.look.Filters["School"].Only; len(got) != 1 || got[0] != "Alder" {
		t.Errorf("the filter keeps %q", got)
	}
	for _, group := range p.rows.groups {
		if group.label != "Alder" || group.count != 4 {
			t.Errorf("%+v is left", group)
		}
	}
	if value := p.rows.source.value(0, 0); value.State != table.Missing {
		t.Errorf("the first line holds %v", value)
	}
}

// Ensure that a double-click on the large number of a tile opens the rows behind
// it, as many as it counts.
func TestTheRowsBehindALargeNumber(t *testing.T) {
	d := newDesk(t)
	d.dashboardOfSchools()
	p := d.board("Week")
	opened := false
	for _, object := range test.LaidOutObjects(p.content()) {
		if number, ok := object.(*figureLabel); ok && !opened {
			number.DoubleTapped(nil)
			opened = true
		}
	}
	if !opened {
		t.Fatal("the dashboard has no large number")
	}
	d.until("the rows are listed", func() bool { return p.sheet.bound && !p.sheet.loading.busy() })
	if p.sheet.rows.source.Rows() == 0 {
		t.Error("no row is listed")
	}
}

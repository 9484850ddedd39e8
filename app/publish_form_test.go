package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/schoolbench/schoolbench/reports/push"
)

// A push is saved once all of it holds, and only then: a slip in the form
// leaves what was there as it was, also when the push gets another name.
func TestAPushWithASlipIsNotSaved(t *testing.T) {
	d := newBoardDesk(t)
	before := d.pushNames()
	p := d.publish()
	f := d.newPushForm(p, schoolPush("Packets"), "")
	f.address.SetText("principal-{Nothing}@district.example")
	d.save(f)
	if len(f.problem.Objects) != 1 || !slices.Equal(d.pushNames(), before) {
		t.Errorf("%q; there are %q", says(f.problem), d.pushNames())
	}
	f.address.SetText("")
	d.save(f)
	if f.ask.pop != nil {
		t.Fatalf("corrected: %q", says(f.problem))
	}
	f = d.newPushForm(p, schoolPush("Packets"), "Packets")
	f.name.SetText("Bundles")
	f.address.SetText("principal-{Nothing}@district.example")
	d.save(f)
	if names := d.pushNames(); slices.Contains(names, "Bundles") || !slices.Contains(names, "Packets") {
		t.Errorf("after a slip there are %q", names)
	}
	f.address.SetText("")
	d.save(f)
	if names := d.pushNames(); !slices.Contains(names, "Bundles") || slices.Contains(names, "Packets") {
		t.Errorf("renamed there are %q", names)
	}
}

// The day of a weekly push is kept as pushes keep it, also when the window
// speaks another language, and is the one that the form opens with.
func TestTheDayOfAPushInSpanish(t *testing.T) {
	d := newBoardDesk(t)
	inSpanish(t)
	p := d.publish()
	plan := schoolPush("Friday")
	plan.Schedule = push.Schedule{When: push.Weekly, Day: "friday", At: "06:30"}
	f := d.newPushForm(p, plan, "")
	if f.day.Selected != "viernes" && f.day.Selected != "Viernes" {
		t.Errorf("Friday opens as %q", f.day.Selected)
	}
	d.save(f)
	if saved, err := d.shell.bench.Push(t.Context(), "Friday"); err != nil || saved.Schedule.Day != "friday" {
		t.Errorf("saved is %+v, %v; %q", saved.Schedule, err, says(f.problem))
	}
}

// Closing the form while it is still being saved saves nothing, or says that it
// was too late.
func TestClosingAFormCancelsIt(t *testing.T) {
	d := newBoardDesk(t)
	p := d.publish()
	f := d.newPushForm(p, schoolPush("Packets"), "")
	f.save()
	f.ask.hide()
	d.quiet()
	if slices.Contains(d.pushNames(), "Packets") && d.shell.notice.words == "" {
		t.Error("it was saved without a word")
	}
	board := d.boardOf("Week")
	d.until("it can be changed", func() bool { return board.draft != nil })
	board.askText("")
	text, ok := d.shell.window.Canvas().Focused().(fyne.CanvasObject)
	if !ok {
		t.Fatalf("%v has the keyboard", text)
	}
	before := len(board.draft.now.Tiles)
	form := d.shell.asks[0].of.(*ask)
	for _, each := range linesIn(form) {
		each.SetText("Words")
	}
	form.confirm()
	form.hide()
	d.quiet()
	if len(board.draft.now.Tiles) != before {
		t.Error("the tile was added all the same")
	}
}

// linesIn are the fields of several lines of a dialog.
func linesIn(a *ask) []*askLines {
	var found []*askLines
	walkVisible(a.pop.Content, func(object fyne.CanvasObject) {
		if lines, ok := object.(*askLines); ok {
			found = append(found, lines)
		}
	})
	return found
}

// Every field of several lines lets Tab go on to the next, hears Escape and
// agrees on Ctrl+Enter, so that a dialog is left without a mouse.
func TestFieldsOfSeveralLinesAreLeftByKeys(t *testing.T) {
	d := newDesk(t)
	question := d.shell.newAsk("Words", "Cancel")
	agreed := 0
	question.agreeBy("OK", func() { agreed++ })
	text := question.lines("one\ntwo", 3)
	question.show(fyne.NewSize(300, 200), text, text)
	text.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if agreed != 0 || text.Text != "\none\ntwo" {
		t.Errorf("Enter made it %q and agreed %d times", text.Text, agreed)
	}
	d.shell.window.Canvas().FocusNext()
	if d.shell.window.Canvas().Focused() == fyne.Focusable(text) || text.AcceptsTab() {
		t.Error("Tab is caught in the field")
	}
	text.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if agreed != 1 {
		t.Errorf("Ctrl+Enter agreed %d times", agreed)
	}
	text.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if question.isOpen() {
		t.Error("Escape does not close the dialog")
	}
}

// Deleting a dashboard asks about changes that are not saved.
func TestDeletingAChangedDashboardAsks(t *testing.T) {
	d := newBoardDesk(t)
	for _, name := range d.pushNames() {
		if err := d.shell.bench.DeletePush(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	board := d.boardOf("Week")
	d.until("it can be changed", func() bool { return board.draft != nil })
	changed := board.draft.now.Clone()
	changed.Title = "Not saved yet"
	board.change(changed)
	d.quiet()
	d.shell.deleteBoard("Week")
	if len(d.shell.asks) != 1 || board.draft == nil {
		t.Fatal("nobody asks")
	}
	d.shell.asks[0].of.(*ask).confirm()
	d.quiet()
	if _, err := d.shell.bench.Dashboard(t.Context(), "Week"); err == nil {
		t.Fatal("it is not deleted")
	}
	tapNotice(d, "Undo")
	d.quiet()
	if back, err := d.shell.bench.Dashboard(t.Context(), "Week"); err != nil || back.Title != "Not saved yet" {
		t.Errorf("what comes back is %q, %v", back.Title, err)
	}
}

// boardOf opens a dashboard to be changed.
func (d *desk) boardOf(name string) *boardPage {
	d.Helper()
	d.shell.openDashboard(name)
	board, ok := d.shell.shownPage().(*boardPage)
	if !ok {
		d.Fatalf("%s is shown", d.shell.shownPage().key())
	}
	d.made(board)
	board.edit(nil)
	return board
}

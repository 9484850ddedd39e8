package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/widgets"
)

// hit types a key as the window gives it: to what has the keyboard, else to the
// window itself.
func (d *desk) hit(key fyne.KeyName) {
	d.Helper()
	canvas := d.shell.window.Canvas()
	if focused := canvas.Focused(); focused != nil {
		focused.TypedKey(&fyne.KeyEvent{Name: key})
		return
	}
	canvas.OnTypedKey()(&fyne.KeyEvent{Name: key})
}

// Escape closes every dialog, whatever in it has the keyboard.
func TestEscapeClosesEveryDialog(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	s := d.shell
	for name, open := range map[string]func(){
		"export": p.export, "save": p.save, "new workspace": s.askNewWorkspace, "open workspace": s.askOpenWorkspace,
		"help": s.showHelp, "keys": s.showKeys, "remove": func() { s.askRemove("attendance") },
		"folder": func() { s.chooseFolder(func(string) {}) }, "go to": s.showPalette,
	} {
		open()
		if d.closed() {
			t.Fatalf("%s: no dialog", name)
		}
		d.hit(fyne.KeyEscape)
		if !d.closed() {
			t.Fatalf("%s: the dialog stays open", name)
		}
		if len(s.asks) != 0 {
			t.Errorf("%s: the dialog is not forgotten", name)
		}
	}
	p.export()
	for _, object := range d.dialog() {
		if button, ok := object.(*askButton); ok && button.Text == "CSV" {
			s.focus(button)
		}
	}
	d.hit(fyne.KeyEscape)
	if !d.closed() {
		t.Error("the dialog stays open when a button has the keyboard")
	}
}

// Enter does what the dialog is for, in its field and on its buttons.
func TestEnterConfirms(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	path := filepath.Join(d.folder, "by key.csv")
	p.export()
	d.fill(path)
	d.hit(fyne.KeyReturn)
	d.until("the file is written", func() bool { _, err := os.Stat(path); return err == nil && len(d.shell.jobs.running) == 0 })
	d.shell.askRemove("attendance")
	d.hit(fyne.KeyReturn)
	d.until("the dataset is gone", func() bool {
		_, listed := d.shell.dataset("attendance")
		return !listed && len(d.shell.jobs.running) == 0
	})
}

// The window's keys do not act through an open dialog.
func TestKeysRestWhileADialogIsOpen(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	p.save()
	tabs := len(d.shell.tabs.Items)
	menu := d.shell.mainMenu()
	for _, each := range menu.Items {
		for _, item := range each.Items {
			if item.Shortcut != nil && item.Action != nil {
				item.Action()
			}
		}
	}
	if open := d.shell.window.Canvas().Overlays().List(); len(open) != 1 || len(d.shell.tabs.Items) != tabs {
		t.Errorf("%d dialogs are open and %d tabs, want 1 and %d", len(open), len(d.shell.tabs.Items), tabs)
	}
	d.press("Cancel")
	d.shell.mainMenu().Items[0].Items[0].Action()
	if d.closed() {
		t.Error("the menu does nothing when no dialog is open")
	}
	d.hit(fyne.KeyEscape)
}

// A typed ending says what is written, and a name without one gets one.
func TestExportFollowsATypedEnding(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	for typed, want := range map[string]struct{ file, start string }{
		"report.pdf":     {"report.pdf", "%PDF"},
		"plain":          {"plain.xlsx", "PK"},
		"report.v2":      {"report.v2.xlsx", "PK"},
		"upper case.PDF": {"upper case.PDF", "%PDF"},
	} {
		p.export() // Excel is chosen
		d.fill(filepath.Join(d.folder, typed))
		d.press("Save")
		d.until("the file is written", func() bool { return len(d.shell.jobs.running) == 0 })
		content, err := os.ReadFile(filepath.Join(d.folder, want.file))
		if err != nil || len(content) < 4 || string(content[:len(want.start)]) != want.start {
			t.Errorf("%s: want a file %s that begins with %q, got %v", typed, want.file, want.start, err)
		}
	}
}

// Typing replaces the name that the dialog suggests.
func TestSuggestedNameIsSelected(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	p.save()
	test.Type(d.shell.window.Canvas().Focused(), "Mine")
	if got := d.shell.window.Canvas().Focused().(*askEntry).Text; got != "Mine" {
		t.Errorf("the field holds %q, want what was typed", got)
	}
	d.press("Cancel")
}

// Totals are left out of the sum when what they add up is selected with them.
func TestSumOfASelectionLeavesTotalsOut(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(columnsShelf, "Grade")
	d.settled(p)
	d.until("both are shown", func() bool { return !p.presenter.busy() })
	source := newDocumentSource(p.presenter.view)
	whole := widgets.Range{Top: 0, Left: 1, Bottom: source.Rows() - 1, Right: source.Columns() - 1}
	figures := source.figures(whole)
	if figures.sum != 60 || !strings.Contains(figures.words(), "without totals") {
		t.Errorf("the sum of everything is %v (%s), want 60", figures.sum, figures.words())
	}
	whole.Top = whole.Bottom
	if figures := source.figures(whole); figures.sum != 120 || figures.withoutTotals {
		t.Errorf("the sum of the totals alone is %v", figures.sum)
	}
}

// A closed tab leads back to the one it was opened from.
func TestClosingATabGoesBack(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	d.shell.openData()
	d.shell.openExplore(reportFor("attendance"))
	p.crosstab.OnDrill(0, 1)
	p.sheet.openWhole()
	d.shell.closeShown()
	if d.shell.shownPage() != page(p) {
		t.Errorf("shown is %s", d.shell.shownPage().title())
	}
}

// A report whose dataset has gone keeps its name and says what to do.
func TestReportWithoutItsDataset(t *testing.T) {
	d := newDesk(t)
	report := reportFor("marks")
	report.Name = "Marks by grade"
	report.Spec.Rows = []crosstab.Dimension{{Field: "Grade"}}
	d.shell.openExplore(report)
	p := d.shell.shownPage().(*explorePage)
	d.until("the dataset is missed", func() bool { return p.presenter.problem != nil })
	if p.heading.Text != report.Name || p.presenter.problem.Code != "dataset-gone" || !strings.Contains(p.presenter.problem.Message, "marks") {
		t.Errorf("the page is headed %q and says %v", p.heading.Text, p.presenter.problem)
	}
}

// The keys of the window work without Ctrl too, whether the table has the
// keyboard or nothing has.
func TestFunctionKeys(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 30)
	d.shell.openExplore(reportFor("fall"))
	p := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return len(p.presenter.schema) == 5 })
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if d.closed() {
		t.Fatal("F1 shows no help")
	}
	d.press("Close")
	before := p.kinds.Selected
	p.crosstab.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF11})
	if p.kinds.Selected == before {
		t.Error("F11 on the table draws the same chart")
	}
}

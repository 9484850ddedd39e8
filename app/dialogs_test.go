package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/widgets"
)

// dialog is the objects of what lies over the window.
func (d *desk) dialog() []fyne.CanvasObject {
	d.Helper()
	top := d.shell.window.Canvas().Overlays().Top()
	if top == nil {
		d.Fatal("no dialog is open")
	}
	return test.LaidOutObjects(top)
}

// press taps a button of the dialog.
func (d *desk) press(text string) {
	d.Helper()
	for _, object := range d.dialog() {
		switch button := object.(type) {
		case *widget.Button:
			if button.Text == text {
				test.Tap(button)
				return
			}
		case *askButton:
			if button.Text == text {
				test.Tap(button)
				return
			}
		}
	}
	d.Fatalf("the dialog has no button %q", text)
}

// fill puts a text into the dialog's first field.
func (d *desk) fill(text string) {
	d.Helper()
	for _, object := range d.dialog() {
		if entry, ok := object.(*askEntry); ok {
			entry.SetText(text)
			return
		}
	}
	d.Fatal("the dialog has no field")
}

func (d *desk) closed() bool { return d.shell.window.Canvas().Overlays().Top() == nil }

// The dialogs of the toolkit open at a size that fits the window.
func TestChoosers(t *testing.T) {
	d := newDesk(t)
	for name, open := range map[string]func(){
		"workspace": d.shell.askOpenWorkspace,
		"import":    func() { newImportPage(d.shell, "x").browse() },
		"folder":    func() { d.shell.chooseFolder(func(string) {}) },
	} {
		open()
		top := d.shell.window.Canvas().Overlays().Top()
		if top == nil {
			t.Fatalf("%s: no dialog", name)
		}
		d.press("Cancel")
		if !d.closed() {
			t.Fatalf("%s: the dialog stays open", name)
		}
	}
}

func TestNewWorkspaceDialog(t *testing.T) {
	d := newDesk(t)
	first := d.shell.bench.Path()
	d.shell.askNewWorkspace()
	d.fill(first)
	d.press("Create")
	if d.closed() {
		t.Fatal("a workspace was made over another")
	}
	second := filepath.Join(d.folder, "New folder", "Second") // without its ending
	d.fill(second)
	d.press("Create")
	d.until("the second workspace is open", func() bool { return d.shell.bench != nil && d.shell.bench.Path() == second+workspaceEnding })
	d.until("the first is closed", func() bool { return len(d.shell.jobs.running) == 0 })
	if info, err := os.Stat(second + workspaceEnding); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v", info, err)
	}
}

// An export asks before it replaces a file, and says where it wrote.
func TestExportDialog(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	path := d.file("out.csv", "old")
	p.export()
	d.press("CSV")
	d.fill(path)
	d.press("Save")
	if content, err := os.ReadFile(path); err != nil || string(content) != "old" || d.closed() {
		t.Fatalf("the file was replaced unasked: %q, %v", content, err)
	}
	d.press("Replace it")
	d.until("the file is written", func() bool { return len(d.shell.jobs.running) == 0 })
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range p.presenter.view.Document.Table.Body {
		for _, cell := range row.Cells {
			if !strings.Contains(string(content), cell.Text) {
				t.Errorf("the file lacks %q", cell.Text)
			}
		}
	}
	if len(d.shell.notice.object.Objects) != 1 {
		t.Error("nothing says where the file is")
	}
	test.Tap(widget.NewButton("", func() { d.shell.openOutside(path) })) // the test driver opens nothing and does not fail
}

// The dialog that saves a report asks before it replaces another one.
func TestSaveDialog(t *testing.T) {
	d, p := exploring(t)
	p.save()
	if !d.closed() {
		t.Fatal("an empty exploration can be saved")
	}
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	p.save()
	d.fill("First")
	d.press("Save")
	d.until("it is listed", func() bool { return len(d.shell.reports) == 1 })
	if p.key() != reportKey("First") || p.title() != "First" {
		t.Errorf("the tab is %s, %q", p.key(), p.title())
	}

	d.shell.openExplore(reportFor("attendance"))
	other := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return len(other.presenter.dataset.Schema) == 5 })
	other.presenter.add(rowsShelf, "Grade")
	d.settled(other)
	other.save()
	d.fill("first")
	d.press("Save")
	if d.closed() {
		t.Fatal("the first report was replaced unasked")
	}
	d.fill("Second")
	d.press("Save")
	d.until("both are listed", func() bool { return len(d.shell.reports) == 2 })

	d.shell.askDeleteReport("First")
	d.press("Delete")
	d.until("one is left", func() bool { return len(d.shell.reports) == 1 })
	if d.shell.find(reportKey("First")) != nil {
		t.Error("the deleted report is still open")
	}
}

// Undo and Remove ask first, and keep everything when the answer is no.
func TestUndoAndRemoveDialogs(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 12)
	d.append("fall", 3)
	d.shell.openDataset("fall")
	p := d.shell.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return p.version > 0 })
	d.shell.undoShown()
	d.press("Keep it")
	d.shell.undoShown()
	d.press("Undo the import")
	d.until("the last import is undone", func() bool { known, _ := d.shell.dataset("fall"); return known.Rows == 12 })
	d.shell.askRemove("fall")
	d.press("Keep it")
	d.shell.askRemove("fall")
	d.press("Remove")
	d.until("the dataset is gone", func() bool { _, listed := d.shell.dataset("fall"); return !listed && len(d.shell.jobs.running) == 0 })
	if datasets, err := d.shell.bench.Datasets(context.Background()); err != nil || len(datasets) != 0 {
		t.Errorf("left are %v, %v", datasets, err)
	}
	if d.shell.find(datasetKey("fall")) != nil {
		t.Error("its page is still open")
	}
}

// The menus of chips and fields act on the cross-tab.
func TestExploreMenus(t *testing.T) {
	d, p := exploring(t)
	choose := func(items []*fyne.MenuItem, label string) {
		t.Helper()
		for _, item := range items {
			if item.Label == label {
				item.Action()
				return
			}
		}
		t.Fatalf("the menu has no line %q", label)
	}
	field := map[string]widgets.Field{}
	for _, each := range p.fields.Shown() {
		field[each.Name] = each
	}
	choose(p.fieldItems(field["School"]), "Add to rows")
	choose(p.fieldItems(field["Grade"]), "Add to columns")
	choose(p.fieldItems(field["Days Absent"]), "Add to values: Median")
	choose(p.chipItems(valuesShelf, 0), "Average (mean)")
	choose(p.chipItems(valuesShelf, 0), "Sum")
	choose(p.chipItems(valuesShelf, 0), "Show as: % of the row")
	choose(p.chipItems(rowsShelf, 0), "Move to columns")
	choose(p.chipItems(columnsShelf, 1), "Move before")
	d.settled(p)
	d.until("the last is shown", func() bool { return !p.presenter.busy() })
	if got := p.sentence.Text(); !strings.Contains(got, "% of row") {
		t.Errorf("shown is %q", got)
	}
	if spec := p.presenter.report.Spec; len(spec.Rows) != 0 || len(spec.Columns) != 2 || spec.Columns[0].Field != "School" {
		t.Errorf("spec %+v", spec)
	}
	choose(p.chipItems(valuesShelf, 0), "Remove")
	if len(p.presenter.report.Spec.Measures) != 0 {
		t.Error("the value is still there")
	}

	// The menus and the list of fields open where they are asked to.
	p.chipMenu(columnsShelf, 0, fyne.NewPos(300, 300))
	p.cellMenu(0, 0, fyne.NewPos(300, 300))
	p.chooseField(valuesShelf, fyne.NewPos(1270, 700))
	for _, object := range d.dialog() {
		if list, ok := object.(*widgets.FieldList); ok {
			if got := list.Shown()[0].Name; got != "Count of rows" {
				t.Errorf("the first thing to count is %q", got)
			}
			list.OnActivate(list.Shown()[0])
			break
		}
	}
	if measures := p.presenter.report.Spec.Measures; len(measures) != 1 || measures[0] != (crosstab.Measure{Function: crosstab.Count}) {
		t.Errorf("values %v", measures)
	}
}

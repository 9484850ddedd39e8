package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// roster is a weekly list: by the second week some pupils have left, some are
// new and some have moved on.
func roster(week int) string {
	var text strings.Builder
	text.WriteString("Student ID,School,Grade\n")
	for i := range 20 {
		school := []string{"Alder", "Birch"}[i%2]
		switch {
		case week == 2 && i < 2:
			continue // they have left
		case week == 2 && i == 5:
			school = "Cedar"
		}
		fmt.Fprintf(&text, "%06d,%s,%02d\n", 100+i, school, i%12+1)
	}
	if week == 2 {
		text.WriteString("000900,Cedar,03\n")
	}
	return text.String()
}

// reimporting looks at the second week of a roster whose first is in the
// workspace, with or without a key.
func reimporting(t *testing.T, key ...string) (*desk, *importPage) {
	t.Helper()
	d := newDesk(t)
	if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{Path: d.file("roster.csv", roster(1)), Dataset: "roster", Key: key}); err != nil {
		t.Fatal(err)
	}
	d.shell.reload()
	d.until("the roster is listed", func() bool { _, listed := d.shell.dataset("roster"); return listed })
	p := d.looking(d.file("roster week 2.csv", roster(2)))
	p.presenter.name("roster")
	d.until("it is compared", func() bool { return p.presenter.compared.report != nil })
	return d, p
}

// Next week's file shows what it changes before anything is changed.
func TestChangeReport(t *testing.T) {
	d, p := reimporting(t, "Student ID")
	if p.presenter.table().into.mode != warehouse.Upsert || p.side.into.mode.Selected != "Update its rows by a key" {
		t.Errorf("with a key the rows are to be %q", p.presenter.table().into.mode)
	}
	if got := p.results.changes.words.Text; !strings.HasPrefix(got, "Rows: 1 new, 1 changed, 2 not in the file, 17 as before. Changed: School in 1.") {
		t.Errorf("the changes are %q", got)
	}
	if p.results.chosen != changesPart {
		t.Error("the changes are not shown by themselves")
	}
	var lines []string
	source := p.results.changes.grid.Source()
	for row := range source.Rows() {
		var cells []string
		for column := range source.Columns() - 1 {
			cells = append(cells, source.Cell(row, column).Text)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	all := strings.Join(lines, "\n")
	for _, want := range []string{"Changed|000105|School|Birch|Cedar", "New|000900||", "Not in the file|000100||"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not among the changes:\n%s", want, all)
		}
	}

	p.side.into.drop.SetChecked(true)
	d.until("it is compared again", func() bool { return p.presenter.compared.report != nil && p.presenter.compared.asked.dropGone })
	p.start(false)
	d.until("the dataset is updated", func() bool { known, _ := d.shell.dataset("roster"); return known.Rows == 19 })
	d.shell.undoLast()
	d.until("the update is undone", func() bool { known, _ := d.shell.dataset("roster"); return known.Rows == 20 })
}

// Without a key of its own a dataset that holds most rows of the file already is
// brought up to date by the column that names each row; or all are added, or
// replaced, when somebody says so.
func TestIntoWithoutKey(t *testing.T) {
	d, p := reimporting(t)
	d.until("it is compared by the column that names each row", func() bool {
		return p.presenter.compared.report != nil && len(p.presenter.compared.report.Key) == 1
	})
	if into := p.presenter.table().into; into.mode != warehouse.Upsert || into.said {
		t.Errorf("next week's rows are to be %q", into.mode)
	}
	if got := p.results.changes.words.Text; !strings.HasPrefix(got, "Rows: 1 new, 1 changed, 2 not in the file, 17 as before.") {
		t.Errorf("the changes are %q", got)
	}
	if got := p.side.into.key.Text; got != "Key: Student ID" {
		t.Errorf("the button says %q", got)
	}
	p.side.into.mode.SetSelected("Add the rows to it")
	d.until("it is compared with adding them", func() bool {
		return p.presenter.compared.report != nil && p.presenter.compared.asked.mode == warehouse.Add
	})
	if !strings.Contains(p.results.changes.words.Text, "All 19 rows of the file are added") {
		t.Errorf("it says %q", p.results.changes.words.Text)
	}
	p.side.into.mode.SetSelected("Replace its rows")
	d.until("it is compared anew", func() bool {
		return p.presenter.compared.report != nil && p.presenter.compared.asked.mode == warehouse.Replace
	})
	p.start(false)
	d.until("the rows are replaced", func() bool { known, _ := d.shell.dataset("roster"); return known.Rows == 19 })

	// A new name has nothing to compare with.
	again := d.looking(filepath.Join(d.folder, "roster.csv"))
	again.presenter.name("something new")
	if again.side.into.object.Visible() || again.results.buttons[changesPart].Visible() {
		t.Error("a dataset that is not there is compared")
	}
}

// Rows that nothing names and that are there already are not doubled unless
// somebody asks for that.
func TestIntoRefusesToDouble(t *testing.T) {
	const log = "Door,Opened by\nNorth,Ana\nNorth,Ana\nSouth,Bo\nSouth,Cy\n"
	d := newDesk(t)
	if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{Path: d.file("doors.csv", log), Dataset: "doors"}); err != nil {
		t.Fatal(err)
	}
	d.shell.reload()
	d.until("the doors are listed", func() bool { _, listed := d.shell.dataset("doors"); return listed })
	p := d.looking(d.file("doors week 2.csv", log+"East,Di\n"))
	p.presenter.name("doors")
	d.until("it is compared", func() bool { return p.presenter.compared.report != nil })
	p.start(false)
	d.until("it is refused", func() bool { return p.presenter.problem != nil })
	issue := p.presenter.problem
	if known, _ := d.shell.dataset("doors"); issue.Code != "rows-already-there" || known.Rows != 4 {
		t.Fatalf("it says %v, with %d rows", issue, known.Rows)
	}
	told, actions := p.side.into.already(issue)
	if strings.Contains(told.Remedy, "--mode") || len(actions) != 3 {
		t.Errorf("offered are %d ways: %s", len(actions), told.Remedy)
	}
	actions[2].OnTapped()
	if p.presenter.problem != nil || !p.presenter.table().into.said {
		t.Error("having said to add them settles nothing")
	}
	p.start(false)
	d.until("they are added as was said", func() bool { known, _ := d.shell.dataset("doors"); return known.Rows == 9 })
}

// Odd cells have a list of their own, with place and reason, to be written out.
func TestOddCells(t *testing.T) {
	d := newDesk(t)
	p := d.looking(d.file("fall.csv", attendance(30)))
	p.results.choose(oddPart)
	d.until("the odd cells are found", func() bool { return p.presenter.odd.known })
	if got := p.results.odd.words.Text; got != "1 odd cell: 1 withheld." {
		t.Errorf("it says %q", got)
	}
	source := p.results.odd.grid.Source()
	var cells []string
	for column := range source.Columns() {
		cells = append(cells, source.Cell(0, column).Text)
	}
	if got := strings.Join(cells[:6], "|"); source.Rows() != 1 || got != "withheld|fall.csv||5|Days Absent|*" {
		t.Errorf("%d are listed, the first is %q", source.Rows(), got)
	}
	document := oddDocument("Odd cells", p.presenter.odd.list, "fall.csv", d.shell.now())
	if document.Title != "Odd cells" || len(document.Table.Body) != 1 {
		t.Errorf("written out it is %+v", document)
	}
	p.results.odd.grid.OnActivate(0, 0)
	if first, _, ok := p.sheet.view.SelectedRows(); !ok || first != 5 {
		t.Errorf("row %d is shown in the sheet", first)
	}
	p.presenter.retype(1, table.Date) // School: no name of a school is a day
	want := "Most of School does not fit: 30 of 30 values are not “date”. Choose another type for it in Columns."
	d.until("the cells are looked at again", func() bool { return strings.HasPrefix(p.results.odd.words.Text, want) })
}

// Next week's file updates the dataset that last week's went into when that has
// a key, and is offered to go there when it has none.
func TestImportRemembers(t *testing.T) {
	for name, key := range map[string][]string{"with a key": {"Student ID"}, "without": nil} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{Path: d.file("roster week 1.csv", roster(1)), Dataset: "Roster", Key: key}); err != nil {
				t.Fatal(err)
			}
			d.shell.reload()
			d.until("the first week is there", func() bool { _, listed := d.shell.dataset("Roster"); return listed })
			p := d.looking(d.file("roster week 2.csv", roster(2)))
			if got := p.presenter.table().name; (got == "Roster") != (key != nil) {
				t.Errorf("the second week would go into %q", got)
			}
			if p.side.into.recalled.Visible() != (key == nil) {
				t.Errorf("that the dataset is offered is %v", p.side.into.recalled.Visible())
			}
			if key == nil {
				p.side.into.recalled.OnTapped()
			}
			d.until("it is compared", func() bool { return p.presenter.compared.report != nil })
		})
	}
}

// Files of the same columns become one dataset that knows which file a row came
// from.
func TestStack(t *testing.T) {
	d := newDesk(t)
	d.shell.openImport(d.file("tests 2025.csv", attendance(5)), d.file("tests 2026.csv", attendance(6)), d.file("other.csv", "a,b\n1,2\n"))
	p := d.shell.shownPage().(*importPage)
	d.until("all are looked into", func() bool {
		return len(p.queue.files) == 3 && !p.queue.busy() && p.queue.files[2].state == fileReady
	})
	if got := p.files.stack.Text; got != "2 as one dataset" || !p.files.stack.Visible() {
		t.Errorf("offered is %q", got)
	}
	p.files.stack.SetChecked(true)
	if got := p.queue.files[0].tables[0].name + "|" + p.queue.files[1].tables[0].name + "|" + p.queue.files[2].tables[0].name; got != "tests|tests|other" {
		t.Errorf("the datasets are %q", got)
	}
	p.files.stack.SetChecked(false)
	if got := p.queue.files[1].tables[0].name; got != "tests 2026" {
		t.Errorf("apart again it is %q", got)
	}
	p.files.stack.SetChecked(true)
	p.start(false)
	d.until("they are imported", func() bool { return len(d.shell.datasets) == 2 })
	stacked, _ := d.shell.dataset("tests")
	if stacked.Rows != 11 || stacked.Schema.Index(workbench.FileColumn) < 0 {
		t.Errorf("stacked there are %d rows of %q", stacked.Rows, stacked.Schema.Names())
	}
}

// Cells copied from a spreadsheet are a file like any other, and gone with the
// page; a file that was copied is that file.
func TestPaste(t *testing.T) {
	d := newDesk(t)
	d.shell.application.Clipboard().SetContent("School\tDays\nAlder\t3\nBirch\t4\n")
	d.shell.pasteShown()
	p, ok := d.shell.shownPage().(*importPage)
	if !ok {
		t.Fatalf("%T is shown", d.shell.shownPage())
	}
	d.until("the cells are there", func() bool { return p.presenter.table() != nil && !p.queue.busy() })
	if got := p.presenter.table().plan.Rows; got != 2 {
		t.Errorf("%d rows were pasted", got)
	}
	path := p.presenter.path
	d.shell.closePage(p)
	if _, err := os.Stat(path); err == nil {
		t.Error("what was pasted is still on the disk")
	}

	copied := d.file("copied.csv", attendance(3))
	d.shell.application.Clipboard().SetContent("file://" + copied + "\n")
	d.shell.openHome()
	d.shell.pasteShown()
	p = d.shell.shownPage().(*importPage)
	d.until("the file is there", func() bool { return p.presenter.table() != nil })
	if p.presenter.path != copied {
		t.Errorf("%q is read", p.presenter.path)
	}
}

// An address that cannot be read is said in a sentence.
func TestAddress(t *testing.T) {
	d := newDesk(t)
	d.shell.openImport()
	p := d.shell.shownPage().(*importPage)
	p.path.entry.SetText("http://127.0.0.1:1/list.csv")
	p.path.entry.OnSubmitted("")
	d.until("the problem is told", func() bool { return p.queue.problem != nil })
	if len(p.problem.Objects) != 1 || p.queue.problem.Code == "internal" {
		t.Errorf("told is %+v", p.queue.problem)
	}
}

// An update that finds none of its rows says so in the window, changes nothing
// and goes on when the person says so.
func TestUpdateWithoutMatch(t *testing.T) {
	d, _ := reimporting(t, "Student ID")
	p := d.looking(d.file("roster without zeros.csv", "Student ID,School,Grade\n901,Alder,01\n902,Birch,02\n"))
	p.presenter.name("roster")
	p.presenter.setInto(func(into *intoDataset) { into.mode = warehouse.Upsert })
	d.until("it is compared", func() bool { return p.presenter.compared.report != nil })
	p.start(false)
	d.until("it is refused", func() bool { return p.presenter.problem != nil })
	issue := p.presenter.problem
	if known, _ := d.shell.dataset("roster"); issue.Code != "key-unmatched" || !strings.Contains(issue.Message, "No row of the file has a key") || known.Rows != 20 {
		t.Fatalf("it says %v, with %d rows", issue, known.Rows)
	}
	if len(p.problem.Objects) != 1 {
		t.Error("the problem is not shown")
	}
	p.start(true)
	d.until("it goes on", func() bool { known, _ := d.shell.dataset("roster"); return known.Rows == 22 })
}

// A change is listed by the key and the name of whom it is about, field by
// field, also of rows that the file does not have.
func TestChangesByName(t *testing.T) {
	d := newDesk(t)
	if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{
		Path:    d.file("people.csv", "Student ID,Last Name,First Name,Grade\n0001,Ruiz,Ana,03\n0002,Lee,Bo,04\n0003,Park,Cy,05\n"),
		Dataset: "people", Key: []string{"Student ID"},
	}); err != nil {
		t.Fatal(err)
	}
	d.shell.reload()
	d.until("the list is there", func() bool { _, listed := d.shell.dataset("people"); return listed })
	p := d.looking(d.file("people week 2.csv", "Student ID,Last Name,First Name,Grade\n0001,Ruiz,Ana,04\n0002,Lee,Bo,04\n0004,Day,Di,05\n"))
	p.presenter.name("people")
	d.until("it is compared", func() bool { return p.presenter.compared.report != nil })
	source := newChangeSource(p.presenter.compared.report)
	var lines []string
	for row := range source.Rows() {
		var cells []string
		for column := range source.Columns() {
			cells = append(cells, source.Cell(row, column).Text)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	if got := source.Header(0, 1).Text + "," + source.Header(0, 2).Text; got != "Student ID,Name" {
		t.Errorf("the columns begin with %s", got)
	}
	if len(lines) != 3 {
		t.Errorf("the changes are %q", lines)
	}
	for _, begin := range []string{"Changed|0001|Ruiz Ana|Grade|03|04|", "New|0004|Day Di|", "Not in the file|0003|Park Cy|"} {
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, begin) }) {
			t.Errorf("no line begins with %s: %q", begin, lines)
		}
	}
}

package app

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// printed is a report as schools print it: a title above, totals inside and at
// the end, a note below.
const printed = `Attendance by school
Printed on 11/20/2026

Student ID,School,Days
000123,Alder,3
000124,Alder,4
000125,Birch,5
000126,Birch,6
Total,,18

Source: the registrar
`

// bands lists what the rows of the sheet were taken for, in words.
func bandWords(p *importPage) string {
	var words []string
	for _, row := range p.presenter.raw[p.presenter.table().plan.Sheet].rows() {
		words = append(words, p.sheet.view.BandWord(row.Number))
	}
	return strings.Join(words, " ")
}

// readThrough waits until nothing is read any more.
func (d *desk) readThrough(p *importPage) {
	d.Helper()
	d.until("the page is settled", func() bool { return !p.queue.busy() && !p.presenter.peeking.busy() })
}

// What a person says of the rows of a sheet changes the table at once, and can
// be taken back.
func TestSheetCorrections(t *testing.T) {
	d := newDesk(t)
	p := d.looking(d.file("printed.csv", printed))
	const found = "Title Title Title Header Data Data Data Data Total Note Note"
	if got := bandWords(p); got != found {
		t.Fatalf("the bands are %q", got)
	}
	rows, names := p.presenter.table().plan.Rows, p.presenter.table().plan.Schema().Names()

	p.sheet.moveEdge(headerEndEdge, 5)
	d.readThrough(p)
	if got := p.presenter.table().plan; got.HeaderRow != 5 || got.HeaderTop != 4 || got.Rows != rows-1 {
		t.Errorf("with the edge moved down the header is %d to %d, with %d rows", got.HeaderTop, got.HeaderRow, got.Rows)
	}
	if got := p.grid.Source().Header(1, 0).Text; got != "Student ID 000123" {
		t.Errorf("the first column is called %q", got)
	}
	p.presenter.undo()

	p.sheet.act(t, "Leave row 6 out", 6, 6)
	d.readThrough(p)
	if got := p.presenter.table().plan.Rows; got != rows-1 || p.sheet.view.BandWord(6) != "Left out" {
		t.Errorf("without row 6 there are %d rows, and it is %q", got, p.sheet.view.BandWord(6))
	}
	p.sheet.act(t, "Take row 6 in", 6, 6)
	d.readThrough(p)
	if got := p.presenter.table().plan.Rows; got != rows {
		t.Errorf("with row 6 taken in again there are %d rows", got)
	}

	p.sheet.view.OnLetter('e', 6)
	d.readThrough(p)
	if got := p.presenter.table().plan; got.LastRow != 6 || got.Rows != 2 || p.sheet.view.BandWord(7) != "Note" {
		t.Errorf("the data end in row %d with %d rows, and row 7 is %q", got.LastRow, got.Rows, p.sheet.view.BandWord(7))
	}
	p.sheet.act(t, "Data goes on to the end of the sheet", 6, 6)
	d.readThrough(p)
	if got := p.presenter.table().plan.Rows; got <= rows {
		t.Errorf("to the end there are %d rows", got)
	}

	for p.presenter.table().corrected() {
		d.shell.undoTyped()
	}
	d.readThrough(p)
	if got := p.presenter.table().plan; got.Rows != rows || strings.Join(got.Schema().Names(), ",") != strings.Join(names, ",") {
		t.Errorf("with everything undone there are %d rows of %q", got.Rows, got.Schema().Names())
	}
	if !p.sheet.undo.Disabled() {
		t.Error("there is something left to undo")
	}
}

// act does what the menu of rows offers under a label.
func (s *importSheet) act(t *testing.T, label string, first, last int) {
	t.Helper()
	for _, action := range s.actions(first, last) {
		if action.label == label {
			action.act()
			return
		}
	}
	t.Fatalf("%q is not offered for rows %d to %d", label, first, last)
}

// A correction of a column survives when the header moves; one that leads
// nowhere is taken back and said.
func TestCorrectionsLast(t *testing.T) {
	d := newDesk(t)
	p := d.looking(d.file("printed.csv", printed))
	p.presenter.rename(1, "Site", "School site")
	p.presenter.retype(2, table.Text)
	d.readThrough(p)
	p.sheet.moveEdge(headerEndEdge, 5)
	d.readThrough(p)
	columns := p.presenter.table().plan.Columns
	if columns[1].Name != "Site" || columns[1].Label != "School site" || columns[2].Type != table.Text {
		t.Errorf("the columns are %+v", columns)
	}
	before := p.presenter.table().plan.Rows
	if err := os.Remove(p.presenter.path); err != nil {
		t.Fatal(err)
	}
	p.sheet.moveEdge(headerEndEdge, 6)
	d.readThrough(p)
	if got := p.presenter.table(); got.plan.Rows != before || got.problem == nil || len(p.problem.Objects) != 1 {
		t.Errorf("without its file the table has %d rows, and told is %v", got.plan.Rows, got.problem)
	}
}

// Every guess that has an opposite offers it, and the guess can be put back.
func TestUndoFinding(t *testing.T) {
	d := newDesk(t)
	p := d.looking(d.file("ids.csv", attendance(40)))
	shown := p.presenter.table()
	text := shown.plan.Columns[0]
	text.Type, text.Role = table.Text, table.Dimension
	shown.plan.Findings = []importers.Finding{{Code: "code", Message: "Student ID kept as code.", Column: "Student ID", Undo: []importers.Change{{Label: "Read as text", Columns: []importers.PlanColumn{text}}}}}
	shown.guess = shown.plan
	p.side.show()

	kind := shown.plan.Columns[0].Type
	p.presenter.answer(0, 0)
	d.readThrough(p)
	if got := p.presenter.table().plan.Columns[0].Type; got != table.Text || p.grid.Source().Header(0, 0).Text != "Text" {
		t.Errorf("the column is %v", got)
	}
	p.presenter.answer(0, 0)
	if len(shown.past) != 1 {
		t.Errorf("the same answer twice can be undone %d times", len(shown.past))
	}
	p.presenter.answer(0, -1)
	d.readThrough(p)
	if got := p.presenter.table().plan.Columns[0].Type; got != kind {
		t.Errorf("put back, the column is %v, not %v", got, kind)
	}
}

// A column is changed from the menu on its heading.
func TestColumnMenu(t *testing.T) {
	d := newDesk(t)
	p := d.looking(d.file("fall.csv", attendance(10)))
	choose := func(column int, label string) {
		t.Helper()
		for _, item := range p.columnItems(column) {
			if item.Label == label {
				item.Action()
				d.readThrough(p)
				return
			}
		}
		t.Fatalf("%q is not offered", label)
	}
	choose(2, "Code or ID")
	if got := p.grid.Source().Header(0, 2).Text; got != "Code or ID" {
		t.Errorf("the heading says %q", got)
	}
	choose(0, "Leave this column out")
	if got := p.grid.Source().Header(1, 0).Text; got != "School" {
		t.Errorf("the first column is %q", got)
	}
	for _, item := range p.columnItems(0) {
		if item.ChildMenu != nil {
			item.ChildMenu.Items[0].Action()
		}
	}
	d.readThrough(p)
	if got := p.grid.Source().Header(1, 0).Text; got != "Student ID" {
		t.Errorf("taken in again, the first column is %q", got)
	}
}

// A sheet far longer than what is shown has its end, and a line between.
func TestLongSheet(t *testing.T) {
	d := newDesk(t)
	text := attendance(5_000) + "Total,,,,99\n"
	p := d.looking(d.file("long.csv", text))
	rows := p.presenter.raw[""].rows()
	last, gap := rows[len(rows)-1], 0
	for _, row := range rows {
		if row.Gap != "" {
			gap = row.Number
		}
	}
	if last.Number != 5_002 || last.Cells[0] != "Total" || gap != rawHead+1 {
		t.Errorf("the last row is %d %q, the gap begins at %d", last.Number, last.Cells, gap)
	}
	if got := p.sheet.view.BandWord(5_002); got != "Total" && got != "Note" {
		t.Errorf("the last row is taken for %q", got)
	}
}

// Bands and edges of every shape of table.
func TestSheetBands(t *testing.T) {
	plan := func(top, header, first, last int, skip ...importers.RowSpan) *importTable {
		return newImportTable(importers.Plan{HeaderTop: top, HeaderRow: header, FirstRow: first, LastRow: last, Skip: skip}, nil)
	}
	for name, try := range map[string]struct {
		tables []*importTable
		end    int
		want   string
	}{
		"plain":          {[]*importTable{plan(0, 1, 2, 0)}, 4, "H1-1 D2-4"},
		"no header":      {[]*importTable{plan(0, 0, 1, 0)}, 3, "D1-3"},
		"two rows":       {[]*importTable{plan(3, 4, 5, 7)}, 9, "T1-2 H3-4 D5-7 N8-9"},
		"gap below":      {[]*importTable{plan(0, 1, 3, 4)}, 4, "H1-1 N2-2 D3-4"},
		"total inside":   {[]*importTable{plan(0, 1, 2, 6, importers.RowSpan{First: 4, Last: 4, Kind: "total"}, importers.RowSpan{First: 6, Last: 6, Kind: leftOut})}, 6, "H1-1 D2-3 S4-4 D5-5 L6-6"},
		"total below":    {[]*importTable{plan(0, 1, 2, 4, importers.RowSpan{First: 6, Last: 6, Kind: "total"})}, 8, "H1-1 D2-4 N5-5 S6-6 N7-8"},
		"several tables": {[]*importTable{plan(0, 6, 7, 9), plan(0, 1, 2, 3)}, 9, "H1-1 D2-3 T4-5 H6-6 D7-9"},
	} {
		t.Run(name, func(t *testing.T) {
			letters := map[widgets.BandKind]string{widgets.BandTitle: "T", widgets.BandHeader: "H", widgets.BandData: "D", widgets.BandTotal: "S", widgets.BandNote: "N", widgets.BandLeft: "L"}
			var got []string
			for _, band := range sheetBands(try.tables, try.end) {
				got = append(got, fmt.Sprintf("%s%d-%d", letters[band.Kind], band.First, band.Last))
			}
			if strings.Join(got, " ") != try.want {
				t.Errorf("%q, want %q", got, try.want)
			}
			for _, edge := range sheetEdges(try.tables[0], try.end) {
				if edge.Least > edge.Row || edge.Row > edge.Most {
					t.Errorf("%s is at %d, outside %d to %d", edge.Name, edge.Row, edge.Least, edge.Most)
				}
			}
		})
	}
}

// Files dropped together are one import, each with its state; what cannot be
// read keeps its problem and does not hold up the others.
func TestQueue(t *testing.T) {
	d := newDesk(t)
	folder := d.folder
	paths := []string{d.file("a.csv", attendance(5)), d.file("b.csv", ""), d.file("c.csv", attendance(7))}
	d.shell.dropped(paths)
	p := d.shell.shownPage().(*importPage)
	d.until("all are looked into", func() bool {
		return len(p.queue.files) == 3 && !p.queue.busy() && p.queue.files[2].state == fileReady
	})
	if p.title() != "Import 3 files" || !p.files.object.Visible() {
		t.Errorf("the page is called %q", p.title())
	}
	if got := p.files.items[1].figure; got != "not read" {
		t.Errorf("the empty file is %q", got)
	}
	if got := p.run.Text; got != "Import 2 tables, 12 rows" {
		t.Errorf("the button says %q", got)
	}
	p.start(false)
	d.until("the good ones are imported", func() bool {
		return !p.queue.importing() && len(d.shell.datasets) == 2 && !d.shell.loading.busy()
	})
	if p.queue.file().problem == nil || len(p.problem.Objects) != 1 {
		t.Error("the file that was not read is not shown with its problem")
	}
	if !strings.HasPrefix(d.shell.notice.words, "Imported 12 rows as 2 datasets from 2 files.") {
		t.Errorf("the notice says %q", d.shell.notice.words)
	}
	var imported []string
	for _, file := range p.queue.files {
		for _, one := range file.outcome {
			imported = append(imported, one.Dataset)
		}
	}
	if strings.Join(imported, ",") != "a,c" {
		t.Errorf("imported %q from %s", imported, folder)
	}

	p.queue.remove(1)
	if len(p.queue.files) != 2 {
		t.Error("the bad file is still in the list")
	}
}

// A folder stands for the files in it.
func TestQueueOfFolder(t *testing.T) {
	d := newDesk(t)
	d.file("one.csv", attendance(3))
	d.file("two.tsv", "a\tb\n1\t2\n")
	d.file("letter.docx", "x")
	d.file("other.schoolbench", "x")
	d.file("other.schoolbench-wal", "x")
	if got := filesOf(d.folder); len(got) != 3 {
		t.Errorf("%q are taken", got)
	}
}

// All that one import brought is undone at once.
func TestUndoAll(t *testing.T) {
	d := newDesk(t)
	d.dataset("before", 4)
	d.shell.openImport(d.file("a.csv", attendance(5)), d.file("b.csv", attendance(6)))
	p := d.shell.shownPage().(*importPage)
	d.until("both are looked into", func() bool { return len(p.queue.files) == 2 && !p.queue.busy() })
	p.start(false)
	d.until("both are there", func() bool { return len(d.shell.datasets) == 3 })
	if _, ok := d.shell.shownPage().(*datasetPage); !ok || len(d.shell.tabs.Items) != 2 {
		t.Errorf("%d tabs are open, and %T is shown", len(d.shell.tabs.Items), d.shell.shownPage())
	}
	d.shell.undoLast()
	d.until("only the first is left", func() bool { return len(d.shell.datasets) == 1 })
}

package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// openSheet opens the page of a new dataset with the keyboard in its grid.
func openSheet(t *testing.T) (*desk, *datasetPage) {
	t.Helper()
	d := newDesk(t)
	d.dataset("absences", 12)
	d.shell.openDataset("absences")
	shown := d.shell.shownPage().(*datasetPage)
	d.until("the rows are shown", func() bool { return shown.version != 0 && shown.rows.source.Rows() == 12 })
	d.shell.focus(shown.rows.grid)
	return d, shown
}

// written waits until nothing is being written.
func (d *desk) written(p *datasetPage) {
	d.Helper()
	d.until("everything is written", func() bool { return !p.sheet.busy && !p.rows.arranging.busy() && !d.shell.loading.busy() })
}

func cellText(p *datasetPage, row int, name string) string {
	for column, vector := range p.rows.source.columns {
		if vector.Column().Name == name {
			return p.rows.source.Cell(row, column).Text
		}
	}
	return "no such column"
}

// Ensure that cells are written, pasted, filled and blanked as in a
// spreadsheet, that rows come and go, and that all of it is undone and redone.
func TestASheetIsWrittenInto(t *testing.T) {
	d, p := openSheet(t)
	at := func(row, column int) widgets.Range {
		return widgets.Range{Top: row, Left: column, Bottom: row, Right: column}
	}
	typed := func(text string, last fyne.KeyName) {
		for _, r := range text {
			d.shell.window.Canvas().Focused().TypedRune(r)
		}
		d.shell.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: last})
		d.written(p)
	}
	p.rows.grid.Select(at(0, 1))
	typed("Elm", fyne.KeyTab)
	typed("Upper", fyne.KeyReturn)
	if got := cellText(p, 0, "School") + " " + cellText(p, 0, "Grade"); got != "Elm Upper" {
		t.Errorf("the cells are %q", got)
	}

	// What does not fit is refused, and kept when the person says so.
	p.rows.grid.Select(at(1, 4))
	typed("many", fyne.KeyReturn)
	if cellText(p, 1, "Days Absent") != "1" {
		t.Errorf("a word was kept as a number: %q", cellText(p, 1, "Days Absent"))
	}
	p.sheet.editKeeping("Writing", workbench.SetCells{Cells: []workbench.CellText{{Row: 1, Column: "Days Absent", Text: "many"}}}, false, true)
	d.written(p)
	if cellText(p, 1, "Days Absent") != "many" {
		t.Errorf("the odd cell is %q", cellText(p, 1, "Days Absent"))
	}

	p.sheet.Paste(at(11, 1), "Fir\tLower\nGum\tUpper\n")
	d.written(p)
	if p.rows.source.Rows() != 13 || cellText(p, 12, "School") != "Gum" {
		t.Errorf("%d rows, the last in %q", p.rows.source.Rows(), cellText(p, 12, "School"))
	}
	p.sheet.FillDown(widgets.Range{Top: 0, Left: 1, Bottom: 2, Right: 1})
	d.written(p)
	p.sheet.Clear([]widgets.Range{at(2, 2)})
	d.written(p)
	if got := cellText(p, 2, "School") + "/" + cellText(p, 2, "Grade"); got != "Elm/" {
		t.Errorf("filled and blanked it is %q", got)
	}
	p.sheet.DeleteRows([]int{0, 1})
	d.written(p)
	if p.rows.source.Rows() != 11 || cellText(p, 0, "School") != "Elm" {
		t.Errorf("%d rows, the first in %q", p.rows.source.Rows(), cellText(p, 0, "School"))
	}

	for p.canUndo {
		p.sheet.Undo()
		d.written(p)
	}
	if p.rows.source.Rows() != 12 || cellText(p, 0, "School") != "Alder" || cellText(p, 1, "Days Absent") != "1" {
		t.Errorf("undone there are %d rows, the first in %q", p.rows.source.Rows(), cellText(p, 0, "School"))
	}
	p.sheet.Redo()
	d.written(p)
	if cellText(p, 0, "School") != "Elm" {
		t.Errorf("redone it is %q", cellText(p, 0, "School"))
	}
}

// Ensure that what is written goes into the rows that are seen, and that these
// stay where they are while they are sorted and filtered.
func TestWritingIntoSortedRows(t *testing.T) {
	d, p := openSheet(t)
	p.rows.setLook(rowsLook{Sort: []sortKey{{Column: "Days Absent", Falling: true}}, Filters: map[string]columnFilter{"School": {Only: []string{"Birch"}}}})
	d.written(p)
	id := cellText(p, 1, "Student ID")
	p.sheet.Write(1, 4, "99")
	d.written(p)
	if cellText(p, 1, "Student ID") != id || cellText(p, 1, "Days Absent") != "99" {
		t.Errorf("the row is %s with %s", cellText(p, 1, "Student ID"), cellText(p, 1, "Days Absent"))
	}
	frame, err := d.shell.bench.Frame(t.Context(), "absences", "Student ID", "Days Absent")
	if err != nil {
		t.Fatal(err)
	}
	for row := range frame.Len() {
		if frame.Columns()[0].Value(row).Text == id && frame.Columns()[1].Value(row).Number != 99 {
			t.Error("another row was written into")
		}
	}
}

// Ensure that own columns are added from the menu, that a computed one is not
// written into, and that a cell tells who wrote it.
func TestOwnColumnsOfASheet(t *testing.T) {
	d, p := openSheet(t)
	p.sheet.edit("Adding", workbench.AddColumn{Column: warehouse.OwnColumn{Column: table.Column{Name: "Often"}, Kind: warehouse.OwnFormula, Formula: "[Days Absent] >= 5"}}, true)
	d.written(p)
	column := p.rows.source.Columns() - 1
	if got := p.rows.source.Cell(6, column).Text; got != "Yes" {
		t.Errorf("the formula says %q", got)
	}
	if _, ok := p.sheet.EditText(6, column); ok {
		t.Error("a computed cell can be written into")
	}
	p.sheet.Write(6, 4, "0")
	d.written(p)
	if got := p.rows.source.Cell(6, column).Text; got != "No" {
		t.Errorf("after a change the formula says %q", got)
	}
	history, err := d.shell.bench.CellHistory(t.Context(), "absences", 6, "Days Absent")
	if err != nil {
		t.Fatal(err)
	}
	lines := historyWords(history, d.shell)
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "The file says “6”") || !strings.HasSuffix(lines[1], "from “6” to “0”") {
		t.Errorf("the history says %q", lines)
	}
	var words []string
	for _, item := range p.rows.menuItems(-1, column) {
		words = append(words, item.Label)
	}
	for _, want := range []string{"Add a column of your own…", "Change the column…", "Remove the column", "Find and replace…  (Ctrl+H)"} {
		if !slices.Contains(words, want) {
			t.Errorf("the menu has no %q: %q", want, words)
		}
	}
}

func TestReadPasted(t *testing.T) {
	for text, want := range map[string][][]string{
		"a\tb\r\nc\td\r\n":          {{"a", "b"}, {"c", "d"}},
		"one":                       {{"one"}},
		"\t\n":                      {{"", ""}},
		"\"two\nlines\"\tb":         {{"two\nlines", "b"}},
		"\"say \"\"hi\"\"\"":        {{`say "hi"`}},
		"5\" pipe\t\"not closed\nb": {{`5" pipe`, `"not closed`}, {"b"}},
		"":                          nil,
	} {
		got := readPasted(text)
		if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// Ensure that a column of people's own that is refused is asked for again, with
// what was typed and with the reason.
func TestARefusedColumnIsAskedForAgain(t *testing.T) {
	d, p := openSheet(t)
	p.sheet.askOwn("", warehouse.OwnColumn{Kind: warehouse.OwnFormula, Formula: "[No Such Column] * 2"})
	d.fill("Twice")
	d.press("Add the column")
	d.until("it is asked for again", func() bool { return !p.sheet.busy && !d.closed() })
	words := strings.Join(says(d.shell.asks[0].of.(*ask).pop.Content), "\n")
	if !strings.Contains(words, "No Such Column") {
		t.Errorf("the dialog says\n%s", words)
	}
	texts := map[string]bool{}
	for _, object := range d.dialog() {
		if entry, ok := object.(*askEntry); ok {
			texts[entry.Text] = true
		}
	}
	if !texts["Twice"] || !texts["[No Such Column] * 2"] {
		t.Errorf("the fields hold %v", texts)
	}
	for _, object := range d.dialog() {
		if entry, ok := object.(*askEntry); ok && strings.Contains(entry.Text, "No Such") {
			entry.SetText("[Days Absent] * 2")
		}
	}
	d.press("Add the column")
	d.written(p)
	if !d.closed() {
		t.Error("the dialog is still open")
	}
	at := p.rows.source.columnNamed("Twice")
	if at < 0 {
		t.Fatal("the column was not added")
	}
	if _, column, _ := p.rows.grid.Active(); column != at {
		t.Errorf("column %d is selected, the new one is %d", column, at)
	}
}

// Ensure that merging without anything ticked says so and merges nothing.
func TestMergingNothingSaysSo(t *testing.T) {
	d, p := openSheet(t)
	p.sheet.showClusters("School", []workbench.Cluster{{Into: "Alder", Spellings: []workbench.Spelling{{Text: "Alder", Rows: 4}, {Text: "Aldr", Rows: 1}}}})
	d.press("Merge those ticked")
	if words := strings.Join(says(d.shell.asks[0].of.(*ask).pop.Content), "\n"); !strings.Contains(words, "Nothing is ticked.") {
		t.Errorf("the dialog says\n%s", words)
	}
	for _, object := range d.dialog() {
		if tick, ok := object.(*widget.Check); ok {
			tick.SetChecked(true)
		}
	}
	d.press("Merge those ticked")
	d.written(p)
	if !d.closed() {
		t.Error("the dialog is still open")
	}
}

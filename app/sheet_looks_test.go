package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

func cellAt(row, column int) widgets.Range {
	return widgets.Range{Top: row, Left: column, Bottom: row, Right: column}
}

// Ensure that rows are inserted where they are wanted and stand there after the
// workspace was read anew, that the number of rows is told right at once after
// undo, and that redo is in the menus.
func TestRowsAreInsertedBetweenOthers(t *testing.T) {
	d, p := openSheet(t)
	rows := func() string {
		words, _, _ := strings.Cut(p.detail.Text, " ·")
		listed, _ := d.shell.dataset("absences")
		return words + ", listed " + number(listed.Rows)
	}
	p.sheet.InsertRows(widgets.Range{Top: 3, Bottom: 4, Right: 4})
	d.written(p)
	p.sheet.Write(3, 1, "Elm")
	d.written(p)
	if got := cellText(p, 3, "School") + "/" + cellText(p, 4, "School") + "/" + cellText(p, 5, "Student ID"); got != "Elm//000103" {
		t.Errorf("the rows in the middle are %q", got)
	}
	if got := rows(); got != "14 rows, listed 14" {
		t.Errorf("there are %s", got)
	}
	p.version = 0 // as if the page were opened anew
	p.refresh()
	d.until("the rows are read", func() bool { return p.version != 0 })
	if got := cellText(p, 3, "School"); got != "Elm" {
		t.Errorf("read anew the row is %q", got)
	}
	for range 2 { // one after the other, without waiting
		p.sheet.Undo()
	}
	d.written(p)
	if got := rows(); got != "12 rows, listed 12" {
		t.Errorf("undone there are %s", got)
	}
	found := false
	for _, item := range d.shell.editMenu().Items {
		if item.Label == "Redo" {
			found = true
			d.shell.window.Canvas().Unfocus()
			item.Action()
		}
	}
	d.written(p)
	if got := rows(); !found || got != "14 rows, listed 14" {
		t.Errorf("redone there are %s (in the menu: %v)", got, found)
	}
}

// Ensure that rows are grouped with a line above each group, that groups fold
// away, that what is written goes into the right row, and that nothing but rows
// is counted and exported.
func TestGroupedRows(t *testing.T) {
	d, p := openSheet(t)
	p.rows.setLook(p.rows.look.grouped("School"))
	d.written(p)
	if got := p.rows.source.Cell(0, 0).Text; got != "▾ Alder   4 rows" || p.rows.source.Rows() != 15 {
		t.Fatalf("the first line is %q of %d", got, p.rows.source.Rows())
	}
	id := cellText(p, 6, "Student ID")
	p.sheet.Write(6, 4, "99")
	d.written(p)
	if cellText(p, 6, "Student ID") != id || cellText(p, 6, "Days Absent") != "99" {
		t.Errorf("the row is %s with %s", cellText(p, 6, "Student ID"), cellText(p, 6, "Days Absent"))
	}
	// The line of a group is neither written into nor deleted nor added up.
	p.sheet.Clear([]widgets.Range{cellAt(0, 4)})
	p.sheet.DeleteRows([]int{0})
	p.sheet.Write(0, 4, "7")
	d.written(p)
	figures, err := p.rows.source.figures(t.Context(), widgets.Range{Bottom: 14, Right: 0})
	if err != nil || figures.filled != 12 {
		t.Errorf("%d cells are counted (%v)", figures.filled, err)
	}
	if !p.rows.fold(0) {
		t.Fatal("the line does not fold")
	}
	d.written(p)
	if got := p.rows.source.Cell(0, 0).Text; got != "▸ Alder   4 rows" || p.rows.source.Rows() != 11 {
		t.Errorf("folded the line is %q of %d", got, p.rows.source.Rows())
	}
	if shown := p.rows.shownRows(); len(shown) != 12 || slices.Min(shown) < 0 {
		t.Errorf("exported would be %v", shown)
	}
	p.rows.foldAll(true)
	d.written(p)
	if p.rows.source.Rows() != 3 {
		t.Errorf("all folded, %d lines are left", p.rows.source.Rows())
	}
	if words := p.rows.look.words(p.rows.columns, 12, 12); !strings.Contains(words, "Grouped by School") {
		t.Errorf("the strip says %q", words)
	}
	p.rows.grid.Select(cellAt(0, 2))
	p.rows.groupBy(true)
	d.written(p)
	if got := p.rows.source.Cell(0, 0).Text; got != "▾ Lower   6 rows" {
		t.Errorf("grouped by another column the first line is %q", got)
	}
	p.rows.groupBy(false)
	d.written(p)
	if p.rows.source.Rows() != 12 {
		t.Errorf("ungrouped, %d rows are shown", p.rows.source.Rows())
	}
}

// Ensure that cells are coloured by what they hold, marks are not, and that the
// colours are remembered with the view.
func TestColouredCells(t *testing.T) {
	d, p := openSheet(t)
	tint := func(row int) widgets.Tint { return p.rows.source.Cell(row, 4).Tint }
	p.rows.setLook(p.rows.look.coloured("Days Absent", colouring{Kind: colourScale}))
	d.written(p)
	if got := []widgets.Tint{tint(0), tint(10), tint(3), tint(5)}; got[0].Share != 0 || got[1].Share != 1 || got[2].Kind != widgets.TintNone || got[3].Kind != widgets.TintNone {
		t.Errorf("the scale is %v", got)
	}
	p.rows.setLook(p.rows.look.coloured("Days Absent", colouring{Kind: colourBars}))
	d.written(p)
	if got := tint(2); got.Kind != widgets.TintBar || got.Share != 0.2 {
		t.Errorf("the bar of 2 among 10 is %v", got)
	}
	rule := colouring{Kind: colourAlert, Condition: condition{Test: isAtLeast, Value: "9"}}
	p.rows.setLook(p.rows.look.coloured("Days Absent", rule))
	d.written(p)
	if tint(9).Kind != widgets.TintAlert || tint(8).Kind != widgets.TintNone || tint(3).Kind != widgets.TintNone {
		t.Errorf("by the rule they are %v %v %v", tint(9), tint(8), tint(3))
	}
	tab, kept := p.keep()
	if !kept || tab.Look.Colours["Days Absent"] != rule {
		t.Errorf("remembered is %+v", tab.Look)
	}
	// A rule for a column that is of another type by now colours nothing.
	text := table.NewVectorBuilder(table.Column{Name: "Days Absent", Type: table.Text})
	text.Append(table.TextValue("x"))
	if rule.tints(text.Vector()) != nil {
		t.Error("a text is compared with a number")
	}
	p.rows.setLook(p.rows.look.coloured("Days Absent", colouring{}))
	d.written(p)
	if tint(9).Kind != widgets.TintNone {
		t.Error("the colours do not go")
	}
}

// Ensure that cells that people wrote into or said something about are marked,
// and that who, when and what is told once one is selected or pointed at.
func TestMarkedCells(t *testing.T) {
	d, p := openSheet(t)
	p.sheet.Write(6, 4, "0")
	d.written(p)
	p.sheet.edit("Commenting", workbench.Comment{Row: 1, Column: "School", Text: "moved in May"}, false)
	d.written(p)
	for place, want := range map[[2]int]widgets.Mark{{6, 4}: widgets.MarkEdited, {1, 1}: widgets.MarkComment, {0, 0}: 0} {
		if got := p.rows.source.Cell(place[0], place[1]).Mark; got != want {
			t.Errorf("the mark at %v is %v, want %v", place, got, want)
		}
	}
	p.rows.grid.Select(cellAt(6, 4))
	d.until("it is told who wrote it", func() bool { return strings.HasSuffix(p.rows.words, ": from “6” to “0”") })
	p.rows.grid.Select(cellAt(1, 1))
	d.until("it is told what was said", func() bool { return strings.HasSuffix(p.rows.words, " says: moved in May") })
	p.rows.grid.Select(cellAt(0, 0))
	if p.rows.words != "" {
		t.Errorf("of a cell like any other it is told %q", p.rows.words)
	}
	p.rows.tellCell(6, 4)
	d.until("pointing at it tells, too", func() bool { return strings.Contains(p.rows.words, "“6”") })
	p.rows.tellCell(-1, -1)
	if p.rows.words != "" {
		t.Errorf("pointing at nothing tells %q", p.rows.words)
	}
	p.sheet.Undo()
	p.sheet.Undo()
	d.written(p)
	d.until("the marks are gone", func() bool { return len(p.rows.marks) == 0 })
}

// Ensure that several ranges are blanked, filled and added up together, that a
// choice list offers its choices, and that F4 does the last thing again.
func TestSeveralRangesOfASheet(t *testing.T) {
	d, p := openSheet(t)
	p.sheet.WriteAll([]widgets.Range{cellAt(0, 4), cellAt(2, 4)}, "5")
	d.written(p)
	figures, err := p.rows.source.figures(t.Context(), cellAt(0, 4), cellAt(2, 4))
	if err != nil || figures.words() != "Count 2     Sum 10     Average 5.00" {
		t.Errorf("together they are %q (%v)", figures.words(), err)
	}
	p.sheet.Repeat([]widgets.Range{cellAt(7, 4)})
	d.written(p)
	if got := cellText(p, 7, "Days Absent"); got != "5" {
		t.Errorf("again it is %q", got)
	}
	p.sheet.FillRight(widgets.Range{Top: 0, Left: 1, Bottom: 1, Right: 2})
	d.written(p)
	if got := cellText(p, 0, "Grade") + " " + cellText(p, 1, "Grade"); got != "Alder Birch" {
		t.Errorf("filled to the right they are %q", got)
	}
	p.sheet.edit("Adding", workbench.AddColumn{Column: warehouse.OwnColumn{Column: table.Column{Name: "Call"}, Kind: warehouse.OwnChoice, Choices: []string{"called", "no answer"}}}, true)
	d.written(p)
	column := p.rows.source.Columns() - 1
	if got := p.sheet.Choices(0, column); !slices.Equal(got, []string{"called", "no answer"}) {
		t.Errorf("the choices are %q", got)
	}
	if got := p.sheet.Choices(0, 1); len(got) != 0 {
		t.Errorf("a text has the choices %q", got)
	}
	p.rows.grid.Select(cellAt(3, column))
	for _, item := range p.rows.menuItems(3, column) {
		if strings.HasPrefix(item.Label, "Choose") {
			item.ChildMenu.Items[1].Action()
		}
	}
	d.written(p)
	if got := cellText(p, 3, "Call"); got != "no answer" {
		t.Errorf("chosen is %q", got)
	}
	if got := p.sheet.Today(0, 1); got != d.shell.now().Format("1/2/2006") {
		t.Errorf("today is %q", got)
	}
}

// Ensure that a row and a column are gone to by their number and name.
func TestGoToARowOrColumn(t *testing.T) {
	d, p := openSheet(t)
	for typed, want := range map[string][2]int{"7": {6, 0}, "days": {0, 4}} {
		p.rows.grid.Select(cellAt(0, 0))
		d.shell.goToShown()
		entry, ok := d.shell.window.Canvas().Focused().(*askEntry)
		if !ok {
			t.Fatal("nothing asks where to go")
		}
		entry.SetText("99")
		entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if len(d.shell.asks) == 0 {
			t.Fatal("a row that is not there was gone to")
		}
		entry.SetText(typed)
		entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if row, column, _ := p.rows.grid.Active(); row != want[0] || column != want[1] {
			t.Errorf("%q goes to %d, %d, want %v", typed, row, column, want)
		}
	}
}

// Ensure that the lines of groups show sums or averages of their rows, that a sum
// of which a part is withheld is not told, and that they follow what is written.
func TestTotalsOfGroups(t *testing.T) {
	d, p := openSheet(t)
	look := p.rows.look.grouped("School")
	look.Totals = sums
	p.rows.setLook(look)
	d.written(p)
	days := p.rows.source.columnNamed("Days Absent")
	line := func(column int) string { return p.rows.source.Cell(0, column).Text }
	// The file withholds a value of the first group.
	sum, count, withheld := 0.0, 0, 0
	for row := 1; row <= 4; row++ {
		switch value := p.rows.source.value(row, days); value.State {
		case table.Reported:
			sum, count = sum+value.Number, count+1
		case table.Withheld:
			withheld = row
		}
	}
	if count != 3 || withheld == 0 || line(days) != "*" {
		t.Fatalf("the sum of %d values beside one that is withheld is %q", count, line(days))
	}
	if !strings.Contains(p.rows.stripText.Text, "with sums") {
		t.Errorf("the strip says %q", p.rows.stripText.Text)
	}
	p.rows.grid.Select(cellAt(0, days))
	if !strings.Contains(p.rows.words, "Average") || !strings.Contains(p.rows.words, "withheld") {
		t.Errorf("of the total it is said %q", p.rows.words)
	}
	p.sheet.Write(withheld, days, "100")
	d.written(p)
	d.until("the sum is new", func() bool { return !p.rows.adding.busy() })
	if want := table.FormatNumber(sum+100, 0); line(days) != want {
		t.Errorf("with 100 in its place the sum is %q, want %q", line(days), want)
	}
	look.Totals = averages
	p.rows.setLook(look)
	d.written(p)
	if want := table.FormatNumber((sum+100)/4, 1); line(days) != want {
		t.Errorf("the average is %q, want %q", line(days), want)
	}
	p.rows.setLook(look.grouped(""))
	d.written(p)
	if p.rows.look.Totals != noTotals {
		t.Error("without groups there are totals of groups")
	}
}

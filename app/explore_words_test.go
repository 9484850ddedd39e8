package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// itemNamed finds a line of a menu, or of the menus in it.
func itemNamed(items []*fyne.MenuItem, words string) *fyne.MenuItem {
	for _, item := range items {
		if item.Label == words {
			return item
		}
		if item.ChildMenu != nil {
			if found := itemNamed(item.ChildMenu.Items, words); found != nil {
				return found
			}
		}
	}
	return nil
}

func (d *desk) choose(items []*fyne.MenuItem, words string) {
	d.Helper()
	item := itemNamed(items, words)
	if item == nil || item.Action == nil {
		var labels []string
		for _, each := range items {
			labels = append(labels, each.Label)
		}
		d.Fatalf("no line %q among %q", words, labels)
	}
	item.Action()
}

// The sentence says everything that is asked, in plain words, and each of its
// words opens what it names.
func TestSentenceSaysAndOpens(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(columnsShelf, "Grade")
	p.presenter.setWhere(`School in ["Alder", "Birch"] and [Days Absent] >= 2`)
	d.settled(p)
	d.until("the sentence is whole", func() bool { return strings.Contains(p.sentence.Text(), "only rows") })
	want := "Count of rows by School and Grade, only rows where School is Alder or Birch and Days Absent is at least 2."
	if got := p.sentence.Text(); got != want {
		t.Errorf("the sentence is\n%q, want\n%q", got, want)
	}
	for _, id := range []string{"measure:0", "row:0", "column:0", "filter:0", "filter:1"} {
		if _, _, found := p.sentence.WordBounds(id); !found {
			t.Errorf("%s cannot be clicked", id)
		}
	}
	p.openWord("row:0", fyne.NewPos(100, 100))
	if !d.shell.covered() {
		t.Error("a click on a field opens nothing")
	}
	d.shell.window.Canvas().Overlays().Top().Hide()

	d.choose(p.replaceItems(rowsShelf, 0, fyne.NewPos(0, 0)), "Filter by School…")
	d.until("the values are listed", func() bool { return !p.listing.busy() && len(d.shell.asks) == 1 })
	d.shell.asks[0].key(fyne.KeyEscape)
	p.presenter.replace(rowsShelf, 0, "Student Name")
	p.presenter.insert(columnsShelf, 0, "School")
	d.settled(p)
	spec := p.presenter.report.Spec
	if spec.Rows[0].Field != "Student Name" || len(spec.Columns) != 2 || spec.Columns[0].Field != "School" {
		t.Errorf("rows %v, columns %v", spec.Rows, spec.Columns)
	}
}

// A cell's menu keeps a member or leaves it out; each is one step to take back.
func TestOnlyThisAndLeaveThisOut(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(columnsShelf, "Grade")
	d.settled(p)
	ran := func(words string, rows int) {
		t.Helper()
		d.until(words, func() bool { return !p.presenter.busy() && len(p.presenter.view.Document.Table.Body) == rows })
	}
	d.choose(p.cellItems(1, 0), "Leave out “Birch”")
	ran("Birch is left out", 3)
	d.choose(p.cellItems(1, 0), "Leave out “Cedar”")
	ran("Cedar is left out as well", 2)
	if chips := p.filters.Chips(); len(chips) != 1 || chips[0].Text != "School is not Birch or Cedar" {
		t.Errorf("chips %v", chips)
	}
	p.undo()
	ran("one step is taken back", 3)
	p.undo()
	ran("the other is, too", 4)
	d.choose(p.cellItems(0, 2), "Only “Alder”")
	ran("only Alder is left", 2)
	d.choose(p.cellItems(-1, 2), "Only “Upper”")
	d.until("only the upper grades are left", func() bool { return !p.presenter.busy() && len(p.filters.Chips()) == 2 })
	total := p.presenter.view.Document.Table.Body[1].Cells
	if got := total[len(total)-1].Text; got != "10" {
		t.Errorf("%s rows are left, want 10", got)
	}
	p.removeTerm(0)
	ran("the schools are back", 4)
}

// Values that are ticked become a chip in plain words; few that are not ticked
// are left out by name, so that a school of a later import is shown.
func TestFilterByTickingValues(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	about := p.presenter.describe("School")
	list := []listedValue{{text: "Alder"}, {text: "Birch"}, {text: "Cedar"}}
	named := map[string]termValue{"Alder": {text: "Alder"}, "Birch": {text: "Birch"}, "Cedar": {text: "Cedar"}}
	for name, test := range map[string]struct {
		ticked []string
		want   string
	}{
		"one":           {[]string{"Birch"}, "School is Birch"},
		"all but one":   {[]string{"Alder", "Cedar"}, "School is not Birch"},
		"everything":    {nil, ""},
		"and a letters": {[]string{"Birch"}, "School is Birch"},
	} {
		terms := p.chosenTerms(filterTerm{field: "School", about: about}, columnFilter{Only: test.ticked}, list, named)
		got := ""
		for _, term := range terms {
			got += p.termWords(term)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}

	p.askFilterOn("Days Absent")
	d.until("the values are listed", func() bool { return !p.listing.busy() && len(d.shell.asks) == 1 })
	if got := p.presenter.describe("Days Absent"); got.Type != table.Integer {
		t.Errorf("the field is %v", got)
	}
	d.shell.asks[0].key(fyne.KeyEscape)
}

// A chip goes from one shelf to another, with how its members are made, and a
// field of the values becomes a number.
func TestTakeAChipToAnotherShelf(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(rowsShelf, "Grade")
	d.settled(p)
	grade := p.presenter.report.Spec.Rows[1]
	grade.Descending = true
	p.presenter.setDimension(rowsShelf, 1, grade)
	p.takeChip(p.shelves[rowsShelf], p.shelves[rowsShelf].Chips()[1], columnsShelf, 0)
	p.takeChip(p.shelves[rowsShelf], p.shelves[rowsShelf].Chips()[0], columnsShelf, 0)
	d.settled(p)
	spec := p.presenter.report.Spec
	if len(spec.Rows) != 0 || len(spec.Columns) != 2 || spec.Columns[0].Field != "School" || !spec.Columns[1].Descending {
		t.Errorf("rows %v, columns %v", spec.Rows, spec.Columns)
	}
	p.takeChip(p.shelves[columnsShelf], p.shelves[columnsShelf].Chips()[0], valuesShelf, 0)
	d.settled(p)
	if spec := p.presenter.report.Spec; len(spec.Columns) != 1 || len(spec.Measures) != 1 || spec.Measures[0].Field != "School" {
		t.Errorf("columns %v, values %v", spec.Columns, spec.Measures)
	}
	// A chip of the filters shows its field, and stays.
	p.narrow("School", []termValue{{text: "Alder"}}, false)
	d.settled(p)
	p.takeChip(p.filters, p.filters.Chips()[0], rowsShelf, 0)
	d.settled(p)
	if spec := p.presenter.report.Spec; len(spec.Rows) != 1 || len(p.filters.Chips()) != 1 {
		t.Errorf("rows %v, filters %v", spec.Rows, p.filters.Chips())
	}
	if !slices.ContainsFunc(p.filters.Chips(), func(c widgets.Chip) bool { return c.Text == "School is Alder" }) {
		t.Errorf("filters %v", p.filters.Chips())
	}
}

package app

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// line finds a line of a menu by its path, such as "Sort by", "Last to first".
func line(t *testing.T, items []*fyne.MenuItem, path ...string) *fyne.MenuItem {
	t.Helper()
	for _, item := range items {
		if item.Label != path[0] {
			continue
		}
		if len(path) == 1 {
			return item
		}
		if item.ChildMenu != nil {
			return line(t, item.ChildMenu.Items, path[1:]...)
		}
	}
	t.Fatalf("the menu has no line %q", path)
	return nil
}

func (d *desk) shown(p *explorePage) {
	d.Helper()
	d.until("the change is shown", func() bool { return !p.presenter.busy() })
}

// Every line of the menus leads to a cross-tab, and says that it was chosen.
func TestMenuLinesWork(t *testing.T) {
	d, p := exploring(t)
	start := crosstab.Spec{
		Rows:     []crosstab.Dimension{{Field: "School"}, {Field: "Days Absent"}},
		Columns:  []crosstab.Dimension{{Field: "Grade"}},
		Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Days Absent"}, {Function: crosstab.Count}},
	}
	menus := map[string]func() []*fyne.MenuItem{
		"rows":     func() []*fyne.MenuItem { return p.dimensionItems(rowsShelf, 0) },
		"numbers":  func() []*fyne.MenuItem { return p.dimensionItems(rowsShelf, 1) },
		"columns":  func() []*fyne.MenuItem { return p.dimensionItems(columnsShelf, 0) },
		"measure":  func() []*fyne.MenuItem { return p.measureItems(0) },
		"counting": func() []*fyne.MenuItem { return p.measureItems(1) },
	}
	tried, met, every, least := 0, 0, 1, 120
	if testing.Short() { // each fourth line
		every, least = 4, 30
	}
	for name, menu := range menus {
		t.Run(name, func(t *testing.T) {
			var walk func(items []*fyne.MenuItem, at string)
			walk = func(items []*fyne.MenuItem, at string) {
				for _, item := range items {
					if item.IsSeparator || strings.HasSuffix(item.Label, "…") {
						continue
					}
					if item.ChildMenu != nil {
						walk(item.ChildMenu.Items, at+" > "+item.Label)
						continue
					}
					if met++; met%every != 0 {
						continue
					}
					p.presenter.report.Spec = start
					item.Action()
					d.shown(p)
					tried++
					if p.presenter.problem != nil {
						t.Errorf("%s > %s: %v", at, item.Label, p.presenter.problem)
					}
				}
			}
			p.presenter.report.Spec = start
			p.presenter.run()
			d.shown(p)
			walk(menu(), name)
		})
	}
	if tried < least {
		t.Errorf("only %d lines were tried", tried)
	}
}

func TestDimensionMenu(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(rowsShelf, "Days Absent")
	p.presenter.add(valuesShelf, "Days Absent")
	d.shown(p)
	line(t, p.dimensionItems(rowsShelf, 0), "Sort by", "Sum of Days Absent, largest first").Action()
	line(t, p.dimensionItems(rowsShelf, 0), "Show", "The first 5, and all others together").Action()
	line(t, p.dimensionItems(rowsShelf, 0), "Subtotals").Action()
	line(t, p.dimensionItems(rowsShelf, 1), "Bands", "4 bands of the same width").Action()
	want := []crosstab.Dimension{
		{Field: "School", By: "sum(Days Absent)", Descending: true, Limit: 5, NoSubtotal: true},
		{Field: "Days Absent", Bands: &crosstab.Bands{Equal: 4}},
	}
	if got := p.presenter.report.Spec.Rows; !reflect.DeepEqual(got, want) {
		t.Errorf("rows %+v, want %+v", got, want)
	}
	for path, checked := range map[string]bool{"Sum of Days Absent, largest first": true, "First to last": false} {
		if got := line(t, p.dimensionItems(rowsShelf, 0), "Sort by", path).Checked; got != checked {
			t.Errorf("%q is checked: %v", path, got)
		}
	}
	d.shown(p)
	var chips []string
	for _, chip := range p.shelves[rowsShelf].Chips() {
		chips = append(chips, chip.Text)
	}
	if want := []string{"School (first 5) ↓", "Days Absent (4 bands)"}; !slices.Equal(chips, want) {
		t.Errorf("chips %q, want %q", chips, want)
	}
}

func TestOwnBandsAndGroups(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "Days Absent")
	p.presenter.add(columnsShelf, "School")
	d.shown(p)

	line(t, p.dimensionItems(rowsShelf, 0), "Bands", "My own limits…").Action()
	d.fill("ten")
	d.press("Cut into bands")
	if d.closed() {
		t.Fatal("a word was taken for a limit")
	}
	for _, wrong := range []string{"10, 5", "1,000, 10,000"} {
		d.fill(wrong)
		if d.press("Cut into bands"); d.closed() {
			t.Fatalf("%q was taken for limits", wrong)
		}
	}
	d.fill("5, 10")
	d.press("Cut into bands")
	d.shown(p)
	if got := p.presenter.report.Spec.Rows[0].Bands; got == nil || !slices.Equal(got.At, []float64{5, 10}) {
		t.Errorf("bands %+v", got)
	}

	members := p.membersShown(columnsShelf, 0)
	line(t, p.dimensionItems(columnsShelf, 0), "Group members…").Action()
	for _, object := range d.dialog() {
		if checks, ok := object.(*widget.CheckGroup); ok {
			if !slices.Equal(checks.Options, members) || len(members) < 2 {
				t.Fatalf("members to choose from %q, in the table %q", checks.Options, members)
			}
			checks.SetSelected(members[:2])
		}
	}
	d.fill("Hills")
	d.press("Group")
	d.shown(p)
	if got := p.presenter.report.Spec.Columns[0].Groups; !reflect.DeepEqual(got, []crosstab.Group{{Label: "Hills", Members: members[:2]}}) {
		t.Errorf("groups %+v", got)
	}
	if !slices.Contains(p.membersShown(columnsShelf, 0), "Hills") {
		t.Error("the group is not in the table")
	}
	line(t, p.dimensionItems(columnsShelf, 0), "Ungroup").Action()
	d.shown(p)
	if got := p.membersShown(columnsShelf, 0); !slices.Equal(got, members) {
		t.Errorf("ungrouped there are %q", got)
	}
}

func TestGrouped(t *testing.T) {
	groups := grouped(nil, "A", []string{"1", "2"})
	groups = grouped(groups, "B", []string{"A", "3"})
	groups = grouped(groups, "C", []string{"4"})
	want := []crosstab.Group{{Label: "B", Members: []string{"1", "2", "3"}}, {Label: "C", Members: []string{"4"}}}
	if !reflect.DeepEqual(groups, want) {
		t.Errorf("got %+v, want %+v", groups, want)
	}
}

// A comparison goes when the field it is in goes.
func TestComparisonGoesWithItsField(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.addMeasure(crosstab.Measure{Function: crosstab.Count})
	d.shown(p)
	line(t, p.measureItems(0), "Compare with", "Rank among School").Action()
	d.shown(p)
	p.presenter.add(columnsShelf, "Grade")
	p.presenter.remove(rowsShelf, 0)
	d.shown(p)
	if p.presenter.problem != nil || p.presenter.report.Spec.Measures[0].Show != crosstab.NoShow {
		t.Errorf("%v, %+v", p.presenter.problem, p.presenter.report.Spec.Measures)
	}
}

// A date is grouped by its parts.
func TestDateParts(t *testing.T) {
	d := newDesk(t)
	path := d.file("tests.csv", "Student ID,Test Date,Score\n001,2025-09-02,10\n002,2026-02-03,20\n003,2026-09-04,30\n")
	d.importFile(path)
	d.shell.openExplore(reportFor("tests"))
	p := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return len(p.presenter.schema) == 3 })
	p.presenter.add(rowsShelf, "Test Date")
	d.shown(p)
	line(t, p.dimensionItems(rowsShelf, 0), "Group by", "School year").Action()
	d.shown(p)
	if got, want := p.membersShown(rowsShelf, 0), []string{"2025-26", "2026-27"}; !slices.Equal(got, want) {
		t.Errorf("members %q, want %q", got, want)
	}
	if got := p.shelves[rowsShelf].Chips()[0].Text; got != "Test Date by school year" {
		t.Errorf("the chip says %q", got)
	}
	line(t, p.measureItemsOf("Score"), "Latest", "by Test Date")
	line(t, p.dimensionItems(rowsShelf, 0), "Group by", "Day").Action()
	d.shown(p)
	if got := p.presenter.report.Spec.Rows[0].Field; got != "Test Date" {
		t.Errorf("grouped by %q", got)
	}
}

// measureItemsOf is the menu of a field that is put on the values.
func (p *explorePage) measureItemsOf(field string) []*fyne.MenuItem {
	p.presenter.add(valuesShelf, field)
	return p.measureItems(len(p.presenter.report.Spec.Measures) - 1)
}

// A field of another dataset is chosen, used and taken out again.
func TestFieldOfAnotherDataset(t *testing.T) {
	d, p := exploring(t)
	p.askJoin()
	d.until("it is said that there is none", func() bool { return !d.closed() })
	d.press("Close")

	var schools strings.Builder
	schools.WriteString("School,Level,Seats\n")
	p.presenter.add(rowsShelf, "School")
	d.shown(p)
	for i, school := range p.membersShown(rowsShelf, 0) {
		schools.WriteString(school + "," + []string{"Middle", "High"}[i%2] + ",30\n")
	}
	d.importFile(d.file("schools.csv", schools.String()))
	p.askJoin()
	d.until("the datasets are offered", func() bool { return !d.closed() })
	var what *askSelect
	for _, object := range d.dialog() {
		if choice, ok := object.(*askSelect); ok {
			what = choice // the last: the first is the dataset
		}
	}
	if want := []string{"Level", "Seats"}; !slices.Equal(what.Options, want) {
		t.Fatalf("offered are %q, want %q", what.Options, want)
	}
	what.SetSelectedIndex(0)
	d.press("Bring it here")
	d.until("the column is brought", func() bool { return !p.presenter.joining.busy() })
	d.shown(p)
	if p.presenter.problem != nil {
		t.Fatal(p.presenter.problem)
	}
	spec := p.presenter.report.Spec
	if len(spec.Joins) != 1 || len(spec.Rows) != 2 || spec.Rows[1].Field != "Level" {
		t.Fatalf("spec %+v", spec)
	}
	if notes := strings.Join(p.presenter.document().Notes, " "); !strings.Contains(notes, "60 of 60 rows have it") {
		t.Errorf("the notes say %q", notes)
	}
	if p.reading.Text != "1 note" {
		t.Errorf("the button for notes says %q", p.reading.Text)
	}
	p.showReading()
	said := false
	for _, object := range d.dialog() {
		label, ok := object.(*widget.Label)
		said = said || ok && strings.Contains(label.Text, "Level is Level of schools")
	}
	if d.press("Close"); !said {
		t.Error("the notes do not say where Level comes from")
	}
	joined := slices.IndexFunc(p.presenter.schema, func(column table.Column) bool { return column.Name == "Level" })
	if joined < 0 || p.presenter.schema[joined].Type != table.Text {
		t.Errorf("the fields are %+v", p.presenter.schema)
	}
	p.presenter.setWhere(`Level = "High"`)
	d.shown(p)
	if p.presenter.problem != nil {
		t.Error(p.presenter.problem)
	}
	p.presenter.setWhere("")
	rows, err := d.shell.bench.Records(context.Background(), p.presenter.view, 0, 0)
	if err != nil || len(rows) != p.presenter.view.Result.Cell(0, 0).N {
		t.Errorf("%d rows behind the first cell, %v", len(rows), err)
	}
	p.presenter.removeJoin("Level")
	d.shown(p)
	if spec := p.presenter.report.Spec; len(spec.Joins) != 0 || len(spec.Rows) != 1 || len(p.presenter.schema) != 5 {
		t.Errorf("spec %+v", spec)
	}
}

// A file that repeats every level begins with a filter that is seen and can be
// taken away.
func TestLevelsBeginWithAFilter(t *testing.T) {
	d := newDesk(t)
	data := shared(t, "data/cde-ap-sat/ap17.txt")
	d.importFile(data)
	d.until("the dataset is listed", func() bool { return len(d.shell.datasets) == 1 })
	name := d.shell.datasets[0].Name
	levels, err := d.shell.bench.Levels(context.Background(), name)
	if err != nil || len(levels) == 0 {
		t.Fatalf("levels %v, %v", levels, err)
	}
	d.shell.openExplore(reportFor(name))
	p := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return len(p.presenter.schema) > 0 })
	if want := workbench.LevelFilter(levels); want == "" || p.filter.Text != want || p.presenter.report.Spec.Where != want {
		t.Errorf("the filter is %q, of the report %q, want %q", p.filter.Text, p.presenter.report.Spec.Where, want)
	}
	p.filter.SetText("")
	p.presenter.begin()
	d.until("it was read again", func() bool { return !p.presenter.looking.busy() })
	if p.presenter.report.Spec.Where != "" {
		t.Errorf("taken away, the filter is back: %q", p.presenter.report.Spec.Where)
	}
}

// What a spec can say about chance, answers in a cell and orders is on the
// menus, and the table follows.
func TestMenusReachTheWholeSpec(t *testing.T) {
	d := newDesk(t)
	var text strings.Builder
	text.WriteString("Student ID,School,Services,Absent,Weight\n")
	for i := range 200 {
		services := []string{"Tutoring; Counseling", "Tutoring", "", "Mentoring"}[i%4]
		fmt.Fprintf(&text, "%06d,%s,%s,%d,%d\n", i, []string{"Alder", "Birch"}[i%2], services, i%7, 1+i%3)
	}
	d.importFile(d.file("students.csv", text.String()))
	d.shell.openExplore(reportFor("students"))
	p := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return len(p.presenter.schema) == 5 })
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(rowsShelf, "Services")
	p.presenter.addMeasure(crosstab.Measure{Function: crosstab.Mean, Field: "Absent"})
	d.shown(p)

	line(t, p.dimensionItems(rowsShelf, 1), "Answers in a cell", "Several answers with a semicolon ; between").Action()
	d.shown(p)
	if members := p.membersShown(rowsShelf, 1); !slices.Contains(members, "Counseling") || slices.Contains(members, "Tutoring; Counseling") {
		t.Errorf("answers %q", members)
	}
	line(t, p.dimensionItems(rowsShelf, 1), "Sort by", "Mean of Absent, largest first within each School").Action()
	d.shown(p)
	line(t, p.measureItems(0), "What chance leaves open", "Intervals at 95%").Action()
	d.shown(p)
	line(t, p.measureItems(0), "What chance leaves open", "Letters: which columns differ").Action()
	d.shown(p)
	if p.presenter.problem != nil {
		t.Fatal(p.presenter.problem)
	}
	want := crosstab.Dimension{Field: "Services", Split: ";", By: "mean(Absent)", Descending: true, Within: true}
	spec := p.presenter.report.Spec
	if !reflect.DeepEqual(spec.Rows[1], want) || spec.Confidence != 0.95 || spec.Differ != crosstab.BenjaminiHochberg {
		t.Errorf("spec %+v", spec)
	}
	if cell := p.presenter.document().Table.Body[0].Cells[2].Text; !strings.Contains(cell, " to ") {
		t.Errorf("a mean without its interval: %q", cell)
	}

	line(t, p.measureItems(0), "Weighted average", "by Weight").Action()
	line(t, p.measureItems(0), "Compare with", "One School", "Birch", "Index, 100 is the same").Action()
	d.shown(p)
	if p.presenter.problem != nil {
		t.Fatal(p.presenter.problem)
	}
	if got, want := p.presenter.report.Spec.Measures[0].Name(), "weightedmean(Absent, Weight) index of [School] = [Birch]"; got != want {
		t.Errorf("the measure is %q, want %q", got, want)
	}

	line(t, p.dimensionItems(rowsShelf, 0), "Sort by", "By hand…").Action()
	d.press("Down")
	d.press("Use this order")
	d.shown(p)
	if got := p.membersShown(rowsShelf, 0); len(got) < 2 || got[0] != "Birch" || got[1] != "Alder" {
		t.Errorf("by hand the schools are %q", got)
	}

	line(t, p.dimensionItems(rowsShelf, 0), "Show", "Another number…").Action()
	d.fill("none")
	d.press("Show")
	if d.closed() {
		t.Error("a limit that is no number was taken")
	}
	d.fill("1")
	d.press("Show")
	d.shown(p)
	if got := p.presenter.report.Spec.Rows[0].Limit; got != 1 {
		t.Errorf("limited to %d", got)
	}
}

// The test of a table of counts is told in words where the table is explained.
func TestAssociationIsTold(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.shown(p)
	if words := p.presenter.associationWords(); words != nil {
		t.Errorf("without columns there is nothing to test: %q", words)
	}
	p.presenter.add(columnsShelf, "Grade")
	d.shown(p)
	if words := p.presenter.associationWords(); len(words) != 1 || !strings.HasPrefix(words[0], "Chi-square = ") {
		t.Errorf("told %q", words)
	}
}

// The button for notes has its words where there is room and its icon where
// there is none, and never lies beneath the tools.
func TestReadingFits(t *testing.T) {
	_, p := exploring(t)
	p.readingWords = "12 notes"
	for room, want := range map[float32]string{0: "12 notes", 400: "12 notes", 40: ""} {
		p.readingRoom = room
		if p.fitReading(); p.reading.Text != want {
			t.Errorf("in %g it says %q, want %q", room, p.reading.Text, want)
		}
	}
}

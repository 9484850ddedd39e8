package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// drilled is an exploration with the rows behind a cell beside it.
func drilled(t *testing.T, row, column int) (*desk, *explorePage) {
	t.Helper()
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	p.drill(row, column)
	d.until("the rows are found", func() bool { return !p.sheet.loading.busy() && p.sheet.found != nil })
	return d, p
}

// From a number to the rows, to a person, and back step by step, with everything
// as it was left.
func TestWayToPersonAndBack(t *testing.T) {
	d, p := drilled(t, 0, 1)
	if n := p.presenter.view.Result.Cell(0, 0).N; len(p.sheet.found) != n || p.sheet.rows.source.Rows() != n {
		t.Errorf("%d rows stand beside a number of %d", len(p.sheet.found), n)
	}
	p.sheet.rows.grid.Select(widgets.Range{Top: 7, Left: 1, Bottom: 7, Right: 1})
	want := p.sheet.rows.source.Cell(7, 0).Text
	p.sheet.rows.grid.OnActivate(7, 0)
	person, ok := d.shell.shownPage().(*personPage)
	if !ok {
		t.Fatalf("%T is shown", d.shell.shownPage())
	}
	d.until("the person is there", func() bool { return person.person != nil })
	if person.title() != want || !strings.Contains(person.about.Text, "School Alder") || !strings.Contains(person.about.Text, "Grade") {
		t.Errorf("the page of %q is %q with %q", want, person.title(), person.about.Text)
	}
	if got := []string{person.trail[0].words, person.trail[1].words}; !slices.Equal(got, []string{p.sheet.request.from(), "Alder"}) {
		t.Errorf("the way is %q", got)
	}

	// The next of the list, on the same page.
	person.step(1)
	d.until("the next one is there", func() bool { return person.person != nil })
	if next := p.sheet.rows.source.Cell(8, 0).Text; person.title() != next || len(d.shell.tabs.Items) != 3 {
		t.Errorf("the next is %q in %d tabs, want %q", person.title(), len(d.shell.tabs.Items), next)
	}

	d.shell.goBack()
	if d.shell.shownPage() != page(p) || !p.sheet.bound {
		t.Fatal("the way back does not lead to the list")
	}
	if row, _, ok := p.sheet.rows.grid.Active(); !ok || row != 7 {
		t.Errorf("the list is at row %d, want where it was left", row)
	}
	if d.shell.window.Canvas().Focused() != fyne.Focusable(p.sheet.rows.grid) {
		t.Error("the list does not have the keyboard")
	}
	d.shell.goBack()
	if d.shell.shownPage() != page(p) || p.sheet.bound {
		t.Error("one step more does not close the list")
	}
}

// The columns that are chosen stay with the report, for every number of it and
// when it is opened again, and are what is exported.
func TestListedColumnsStayWithReport(t *testing.T) {
	d, p := drilled(t, 0, 1)
	saved := false
	p.presenter.save("By school", func(err error) { saved = err == nil })
	d.until("it is saved", func() bool { return saved && !p.presenter.busy() })
	if p.presenter.dirty() {
		t.Error("a saved report passes for changed")
	}
	d.until("the rows are found anew", func() bool { return !p.sheet.loading.busy() && p.sheet.found != nil })
	look := p.sheet.rows.look
	look.Hidden = []string{"Student ID", "School", "Grade"}
	p.sheet.rows.setLook(look)
	d.until("the columns are hidden", func() bool { return p.sheet.rows.source.Columns() == 2 })
	if want := []string{"Student Name", "Days Absent"}; !slices.Equal(p.presenter.report.Listed, want) || !p.presenter.dirty() {
		t.Errorf("the report lists %q, want %q, changed %v", p.presenter.report.Listed, want, p.presenter.dirty())
	}
	p.drill(1, 1)
	d.until("the other rows are found", func() bool { return !p.sheet.loading.busy() && p.sheet.found != nil })
	if got := p.sheet.rows.source.Columns(); got != 2 || p.sheet.title.Text != "Birch" {
		t.Errorf("the list of %q has %d columns", p.sheet.title.Text, got)
	}
	saved = false
	p.presenter.save("By school", func(err error) { saved = err == nil })
	d.until("it is saved", func() bool { return saved })
	report, err := d.shell.bench.Report(t.Context(), "By school")
	if err != nil || len(report.Listed) != 2 {
		t.Errorf("kept are %q, %v", report.Listed, err)
	}
}

// The dialog of the columns asks for one at least.
func TestAskListed(t *testing.T) {
	d, p := drilled(t, 0, 1)
	p.sheet.askColumns()
	dialog := d.shell.asks[len(d.shell.asks)-1]
	for _, hidden := range []string{"None", "List these"} {
		d.press(hidden)
	}
	if len(d.shell.asks) == 0 {
		t.Fatal("a list without columns is taken")
	}
	d.press("All")
	dialog.key(fyne.KeyReturn)
	if len(d.shell.asks) != 0 || len(p.sheet.rows.look.Hidden) != 0 {
		t.Errorf("all columns leave %q hidden", p.sheet.rows.look.Hidden)
	}
}

// A filter changes the rows beside the number with the number; other fields close
// them.
func TestSheetFollowsNumber(t *testing.T) {
	d, p := drilled(t, 0, 1)
	before := len(p.sheet.found)
	p.presenter.setWhere(`Grade = "Lower"`)
	d.settled(p)
	d.until("the rows are found anew", func() bool { return !p.sheet.loading.busy() && p.sheet.found != nil })
	if got, n := len(p.sheet.found), p.presenter.view.Result.Cell(0, 0).N; got != n || got >= before || !p.sheet.bound {
		t.Errorf("%d rows stand beside a number of %d", got, n)
	}
	p.presenter.setWhere(`School = "Cedar"`)
	d.settled(p)
	if p.sheet.bound {
		t.Error("the rows of a number that is gone stay")
	}
	p.drill(0, 1)
	p.presenter.add(rowsShelf, "Grade")
	d.settled(p)
	if p.sheet.bound {
		t.Error("the rows stay beside other numbers")
	}
}

// Rows without an ID open nobody, and say so.
func TestRowWithoutPerson(t *testing.T) {
	d := newDesk(t)
	d.importFile(d.file("schools.csv", "School,Level\nAlder,Middle\nBirch,High\n"))
	d.until("the dataset is listed", func() bool { _, listed := d.shell.dataset("schools"); return listed })
	d.shell.openExplore(reportFor("schools"))
	p := d.shell.shownPage().(*explorePage)
	d.until("the columns are read", func() bool { return p.presenter.begun })
	p.presenter.add(rowsShelf, "Level")
	d.settled(p)
	p.drill(0, 1)
	d.until("the rows are found", func() bool { return p.sheet.found != nil })
	p.sheet.open(0, "")
	if d.shell.shownPage() != page(p) || !strings.Contains(d.shell.notice.words, "no student ID") {
		t.Errorf("%T is shown and it says %q", d.shell.shownPage(), d.shell.notice.words)
	}
}

// People are found by name, and a person comes back after a restart.
func TestPeopleRoom(t *testing.T) {
	d := newDesk(t)
	d.shell.enter(peopleRoom)
	people := d.shell.shownPage().(*peoplePage)
	if !strings.Contains(strings.Join(says(people.body), " "), "Try the sample district") {
		t.Errorf("an empty room says %q", says(people.body))
	}
	d.dataset("fall", 30)
	d.until("the people are listed", func() bool { return len(people.shown) == 30 })
	test.Type(people.search, "name07")
	if len(people.shown) != 1 || people.shown[0].ID != "000107" || !strings.HasPrefix(people.count.Text, "1 of 30 students") {
		t.Errorf("found are %+v, and it says %q", people.shown, people.count.Text)
	}
	people.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	person, ok := d.shell.shownPage().(*personPage)
	if !ok {
		t.Fatalf("%T is shown", d.shell.shownPage())
	}
	d.until("the person is there", func() bool { return person.person != nil })
	tab, worth := person.keep()
	if !worth || *tab.Person != (workbench.PersonKey{Dataset: "fall", Column: "Student ID", ID: "000107"}) {
		t.Errorf("kept is %+v", tab)
	}
	d.shell.goBack()
	if d.shell.shownPage() != page(people) {
		t.Errorf("the way back leads to %T", d.shell.shownPage())
	}
	d.shell.restoreTab(tab)
	again, ok := d.shell.shownPage().(*personPage)
	if !ok {
		t.Fatalf("%T came back", d.shell.shownPage())
	}
	d.until("the person is back", func() bool { return again.person != nil })

	// More rows about her are on the page as soon as they are imported.
	d.importFile(d.file("clubs.csv", "Student ID,Club\n000107,Chess\n"))
	d.until("the page has them", func() bool { return again.person != nil && len(again.person.Blocks) == 2 })
}

// The strips of the field list are those of the dataset's columns.
func TestFieldStrips(t *testing.T) {
	d, p := exploring(t)
	d.until("the strips are there", func() bool { return len(p.strips) > 0 })
	if p.strips["Student ID"] != nil {
		t.Error("an ID, of which each is there once, has a strip")
	}
	if got := p.strips["School"]; got == nil || len(got.Shares) != 3 || !strings.Contains(got.Words, "3 different values") {
		t.Errorf("the strip of the schools is %+v", got)
	}
	if got := p.strips["Days Absent"]; got == nil || len(got.Bars) < 2 || slices.Max(got.Bars) != 1 {
		t.Errorf("the strip of the days is %+v", got)
	}
	for _, field := range p.fields.Shown() {
		if (field.Strip == nil) != (p.strips[field.ID] == nil) {
			t.Errorf("%s is listed with the strip %v", field.Name, field.Strip)
		}
	}
}

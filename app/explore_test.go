package app

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// exploring opens an exploration of a dataset of 60 rows.
func exploring(t *testing.T) (*desk, *explorePage) {
	t.Helper()
	d := newDesk(t)
	d.dataset("attendance", 60)
	d.shell.openExplore(reportFor("attendance"))
	p := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return len(p.presenter.dataset.Schema) == 5 })
	return d, p
}

func (d *desk) settled(p *explorePage) {
	d.Helper()
	d.until("the cross-tab is made", func() bool { return !p.presenter.busy() && (p.presenter.view != nil || p.presenter.problem != nil) })
}

// A field goes where it is most often wanted.
func TestFieldGoesWhereItBelongs(t *testing.T) {
	d, p := exploring(t)
	for _, field := range []string{"School", "Days Absent", "Student ID"} {
		p.presenter.addWhereItBelongs(field)
	}
	d.settled(p)
	want := crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: "School"}},
		Measures: []crosstab.Measure{
			{Function: crosstab.Sum, Field: "Days Absent"},
			{Function: crosstab.Distinct, Field: "Student ID"},
		},
	}
	got := p.presenter.report.Spec
	if len(got.Rows) != 1 || !reflect.DeepEqual(got.Rows, want.Rows) || len(got.Measures) != 2 || !reflect.DeepEqual(got.Measures, want.Measures) {
		t.Errorf("spec %+v, want %+v", got, want)
	}
	if title := p.sentence.Text(); !strings.Contains(title, "Days Absent") || !strings.Contains(title, "School") {
		t.Errorf("the sentence %q does not say what is shown", title)
	}
}

// Scores are averaged when nothing else is said, and never added up.
func TestScoresAreAveraged(t *testing.T) {
	_, p := exploring(t)
	p.presenter.schema = table.Schema{{Name: "Scale Score", Type: table.Integer}}
	if got := p.presenter.usualMeasure("Scale Score"); got.Function != crosstab.Mean {
		t.Errorf("a score is shown as %s", got.Name())
	}
}

// Every cell, subtotal and total opens onto exactly as many rows as it counts.
func TestEveryNumberOpensOntoItsRows(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(rowsShelf, "Grade")
	p.presenter.add(columnsShelf, "Days Absent")
	d.settled(p)
	view := p.presenter.view
	source := newDocumentSource(view)
	opened := 0
	for row := range source.Rows() {
		for column := range source.Columns() {
			resultRow, resultColumn, found := source.place(row, column)
			if !found {
				continue
			}
			opened++
			rows, err := d.shell.bench.Records(context.Background(), view, resultRow, resultColumn)
			if err != nil {
				t.Fatal(err)
			}
			if n := view.Result.Cell(resultRow, resultColumn).N; len(rows) != n {
				t.Errorf("cell %d,%d counts %d and opens onto %d rows", row, column, n, len(rows))
			}
		}
	}
	if want := source.Rows() * source.Columns(); opened < want*8/10 {
		t.Errorf("only %d of %d cells open", opened, want)
	}
}

// The grand total is opened from the window: all rows, names first, and a way back.
func TestDrillShowsNamesFirst(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	p.crosstab.OnDrill(len(p.presenter.view.Document.Table.Body)-1, 1)
	records := p.sheet
	d.until("the rows are found", func() bool { return !records.loading.busy() })
	if !records.bound || d.shell.shownPage() != page(p) {
		t.Fatal("the rows are not beside the cross-tab")
	}
	if got := records.count.Text; got != "60 rows" {
		t.Errorf("the page says %q, want 60 rows", got)
	}
	if got := records.rows.source.Header(0, 0).Text; got != "Student Name" {
		t.Errorf("the first column is %q, want the names", got)
	}
	if got := records.rows.source.Rows(); got != 60 {
		t.Errorf("%d rows are shown", got)
	}
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if records.bound || d.shell.window.Canvas().Focused() != fyne.Focusable(p.crosstab) {
		t.Error("Escape does not lead back to the cross-tab")
	}

	// One cell: the heading names it, and so does the page that it opens as.
	p.crosstab.OnDrill(0, 0)
	d.until("the rows are found", func() bool { return !records.loading.busy() })
	if records.title.Text != "Alder" || records.count.Text != "20 rows" {
		t.Errorf("the sheet of a row's label is %q with %q", records.title.Text, records.count.Text)
	}
	records.openWhole()
	one := d.shell.shownPage().(*recordsPage)
	d.until("the rows are found", func() bool { return !one.loading.busy() })
	if one.title() != "Alder" || one.count.Text != "20 rows" {
		t.Errorf("the page of a row's label is %q with %q", one.title(), one.count.Text)
	}
	d.shell.goBack()
	if d.shell.shownPage() != page(p) || records.bound {
		t.Error("the way back does not lead to the cross-tab")
	}
}

// A slip in the filter says what is wrong and leaves the table as it was.
func TestFilter(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	test.Type(p.filter, `School = "Alder"`)
	d.until("the filter is used", func() bool {
		return !p.presenter.busy() && p.presenter.view.Report.Spec.Where == `School = "Alder"`
	})
	if p.wrong.Text != "" {
		t.Errorf("a good filter is called wrong: %s", p.wrong.Text)
	}
	if rows := len(p.presenter.view.Document.Table.Body); rows != 2 {
		t.Errorf("%d rows with the filter, want Alder and the total", rows)
	}
	p.filter.SetText(`School = `)
	d.until("the problem is known", func() bool { return p.presenter.filterProblem() != nil })
	if p.wrong.Text != "" {
		t.Error("the filter is called wrong while it is typed")
	}
	d.until("the typing has paused", func() bool { return !p.presenter.typing.busy() })
	if p.wrong.Text == "" {
		t.Error("nothing says that the filter is wrong")
	}
	if p.presenter.view == nil || len(p.presenter.view.Document.Table.Body) != 2 {
		t.Error("the table has gone with a slip in the filter")
	}
	p.filter.SetText(`Zebra > 3`)
	d.until("the unknown column is told", func() bool { return !p.presenter.busy() && strings.Contains(p.wrong.Text, "Zebra") })
	p.filter.SetText("")
	d.until("all rows are back", func() bool {
		return p.presenter.problem == nil && !p.presenter.busy() && len(p.presenter.view.Document.Table.Body) == 4
	})
}

// Of many changes in a row the last is what is shown.
func TestLatestWins(t *testing.T) {
	d, p := exploring(t)
	for range 20 {
		p.presenter.add(rowsShelf, "School")
		p.presenter.add(columnsShelf, "Grade")
		p.presenter.swap()
		p.presenter.swap()
	}
	p.presenter.setTotals(false)
	d.settled(p)
	if got := p.presenter.view.Document.Table; len(got.Body) != 3 || got.Width() != 3 {
		t.Errorf("the table is %d by %d, want 3 schools by a label and 2 grades", len(got.Body), got.Width())
	}
	if len(d.shell.jobs.running) != 0 {
		d.until("the cancelled runs end", func() bool { return len(d.shell.jobs.running) == 0 })
	}
}

// Chips are moved, turned round, changed and taken off.
func TestShelves(t *testing.T) {
	d, p := exploring(t)
	presenter := p.presenter
	presenter.add(rowsShelf, "School")
	presenter.add(rowsShelf, "Grade")
	presenter.move(rowsShelf, 1, 0)
	presenter.setDimension(rowsShelf, 0, crosstab.Dimension{Field: presenter.report.Spec.Rows[0].Field, Descending: true})
	presenter.send(rowsShelf, 1)
	presenter.add(valuesShelf, "Days Absent")
	presenter.setMeasure(0, crosstab.Measure{Function: crosstab.Sum, Field: "Days Absent", Base: crosstab.PercentTotal})
	d.settled(p)
	spec := presenter.report.Spec
	if len(spec.Rows) != 1 || spec.Rows[0].Field != "Grade" || !spec.Rows[0].Descending || len(spec.Columns) != 1 || spec.Columns[0].Field != "School" {
		t.Errorf("rows %v, columns %v", spec.Rows, spec.Columns)
	}
	table := presenter.view.Document.Table
	last := table.Body[len(table.Body)-1].Cells
	if got := last[len(last)-1].Text; got != "100.0%" {
		t.Errorf("the grand total is %q of itself", got)
	}
	if chips := p.shelves[rowsShelf].Chips(); len(chips) != 1 || chips[0].Text != "Grade ↓" {
		t.Errorf("chips %v", chips)
	}
	presenter.remove(valuesShelf, 0)
	presenter.remove(columnsShelf, 0)
	presenter.remove(rowsShelf, 0)
	if presenter.view != nil || !presenter.empty() {
		t.Error("empty shelves still show a table")
	}
}

// A text can be counted and nothing else; no function that fails is offered.
func TestFunctionsOffered(t *testing.T) {
	d, p := exploring(t)
	for _, column := range p.presenter.dataset.Schema {
		for _, function := range p.presenter.functionsOf(column.Name) {
			for _, base := range []crosstab.Base{crosstab.NoBase, crosstab.PercentRow, crosstab.PercentColumn, crosstab.PercentTotal} {
				if base != crosstab.NoBase && !canShare(function) {
					continue
				}
				report := reports.Report{Dataset: "attendance", Spec: crosstab.Spec{Measures: []crosstab.Measure{{Function: function, Field: column.Name, Base: base}}}}
				if _, err := d.shell.bench.Run(context.Background(), report); err != nil {
					t.Errorf("%s of %s, share %q: %v", function, column.Name, base, err)
				}
			}
		}
	}
}

// A saved report is in the list and opens as it was left, also after the
// workspace was closed.
func TestSaveReport(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(valuesShelf, "Days Absent")
	p.presenter.setChart(chart.Line)
	d.settled(p)
	saved := false
	p.presenter.save("Absence", func(err error) {
		if err != nil {
			t.Error(err)
		}
		saved = true
	})
	d.until("the report is saved", func() bool { return saved })
	if p.presenter.dirty() {
		t.Error("a report that was just saved counts as changed")
	}

	path := d.shell.bench.Path()
	d.shell.OpenWorkspace(d.folder+"/Other.schoolbench", true)
	d.until("another workspace is open", func() bool { return d.shell.bench != nil && d.shell.bench.Path() != path })
	d.until("the first is closed", func() bool { return len(d.shell.jobs.running) == 0 })
	d.shell.OpenWorkspace(path, false)
	d.until("the report is listed", func() bool { return d.shell.bench.Path() == path && len(d.shell.reports) == 1 })
	d.shell.openReport("absence")
	again, ok := d.shell.shownPage().(*explorePage)
	if !ok {
		t.Fatalf("%T is shown", d.shell.shownPage())
	}
	d.settled(again)
	if again.title() != "Absence" || again.presenter.report.Chart != chart.Line || again.presenter.report.Spec.Rows[0].Field != "School" {
		t.Errorf("opened as %+v", again.presenter.report)
	}
	if got := d.shell.side.items[reportKey("Absence")]; got == nil || !got.chosen {
		t.Error("the list does not show the report that is open")
	}
}

func TestCheckReportName(t *testing.T) {
	s := &Shell{reports: []reports.Report{{Name: "Absence"}}}
	for name, try := range map[string]struct {
		name, own string
		replace   bool
		want      string
	}{
		"new":             {name: "Budget"},
		"blank":           {name: "  ", want: "report-unnamed"},
		"another's":       {name: "absence", want: "report-exists"},
		"its own":         {name: "Absence", own: "absence"},
		"replaced by say": {name: "Absence", replace: true},
	} {
		got := ""
		if issue := s.checkReportName(try.name, try.own, try.replace); issue != nil {
			got = issue.Code
		}
		if got != try.want {
			t.Errorf("%s: %q, want %q", name, got, try.want)
		}
	}
}

// The example and the chart: a bar stands for the cell it was drawn from.
func TestExampleAndChart(t *testing.T) {
	d, p := exploring(t)
	p.presenter.showExample()
	p.presenter.report.Spec.Measures = append(p.presenter.report.Spec.Measures, crosstab.Measure{Function: crosstab.Sum, Field: "Days Absent"})
	p.presenter.run()
	d.settled(p)
	d.until("the example is drawn", func() bool { return !p.presenter.busy() })
	view := p.presenter.view
	if view.Document.Chart == nil {
		t.Fatal("the example has no chart")
	}
	if picture := p.draw(600, 400, 1, false); picture == nil {
		t.Error("the chart is not drawn")
	}
	drawn := view.Document.Chart
	layout := chart.Draw(drawn, discard{}, 600, 400, chart.Light())
	if len(layout.Marks) == 0 {
		t.Fatal("the chart has no marks")
	}
	for _, mark := range layout.Marks {
		row, column, found := markPlace(drawn, mark)
		if !found {
			t.Errorf("mark %+v stands for nothing", mark)
			continue
		}
		cell := view.Result.Cell(row, column)
		point := drawn.Series[mark.Series].Points[mark.Category]
		shown := slices.ContainsFunc(cell.Values, func(value crosstab.Number) bool { return value.Value == point.Value })
		if point.Known && !shown {
			t.Errorf("mark %+v shows %v, its cell %v", mark, point.Value, cell.Values)
		}
	}
}

// A change of the dataset makes the cross-tab anew, and rows of an old one are
// not opened by the numbers of the new.
func TestDatasetChanges(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	old := recordsRequest{view: p.presenter.view, row: 0, column: 0}
	views := p.presenter.views
	d.append("attendance", 30)
	d.until("the cross-tab is made anew", func() bool { return p.presenter.views > views && !p.presenter.busy() })
	body := p.presenter.view.Document.Table.Body
	if got := body[len(body)-1].Cells[1].Text; got != "90" {
		t.Errorf("the total is %s after 30 more rows", got)
	}
	p.openRecords(old)
	records := p.sheet
	d.until("the page has looked", func() bool { return !records.loading.busy() })
	if records.found != nil {
		t.Error("rows are shown for a cross-tab that is no longer true")
	}
}

// The whole page lays itself out at the size of a small laptop.
func TestExplorePageFits(t *testing.T) {
	d, p := exploring(t)
	p.presenter.showExample()
	d.settled(p)
	d.shell.window.Resize(fyne.NewSize(1280, 720))
	if got := d.shell.window.Canvas().Content().MinSize(); got.Width > 1280 || got.Height > 690 {
		t.Errorf("the window needs at least %v", got)
	}
}

// What was changed is taken back step by step; a filter is one step, however
// many letters it has.
func TestExploreUndo(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 30)
	d.shell.openExplore(reportFor("fall"))
	p := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return !p.presenter.looking.busy() })
	p.presenter.add(rowsShelf, "School")
	p.presenter.add(columnsShelf, "Grade")
	for _, typed := range []string{"D", "Da", "[Days Absent] > 2"} {
		p.filter.SetText(typed)
	}
	d.settled(p)
	d.shell.undoTyped()
	if p.filter.Text != "" || len(p.presenter.report.Spec.Columns) != 1 {
		t.Errorf("after one step the filter is %q and there are %d columns", p.filter.Text, len(p.presenter.report.Spec.Columns))
	}
	d.shell.undoTyped()
	if spec := p.presenter.report.Spec; len(spec.Columns) != 0 || len(spec.Rows) != 1 {
		t.Errorf("after two steps %+v is asked", spec)
	}
	d.shell.undoTyped()
	if !p.presenter.empty() {
		t.Error("after three steps something is asked")
	}
}

// The first example is a category, not a name, a code or a date.
func TestExample(t *testing.T) {
	d := newDesk(t)
	path := d.file("roster.csv", "Name,Born,School,Days\n"+func() string {
		var text strings.Builder
		for i := range 90 {
			fmt.Fprintf(&text, "Pupil %d,%d/%d/2015,%s,%d\n", i, i%12+1, i%28+1, []string{"Alder", "Birch"}[i%2], i)
		}
		return text.String()
	}())
	if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{Path: path}); err != nil {
		t.Fatal(err)
	}
	d.shell.openExplore(reportFor("roster"))
	p := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return !p.presenter.looking.busy() })
	if got := p.presenter.example; got.rows != "School" || got.measure != "Days" {
		t.Errorf("the example is %+v", got)
	}
}

// A saved report remembers what of it was shown.
func TestReportRemembersView(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 30)
	d.shell.openExplore(reportFor("fall"))
	p := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return !p.presenter.looking.busy() })
	p.presenter.add(rowsShelf, "School")
	p.layouts.SetSelected("Table")
	d.settled(p)
	done := false
	p.presenter.save("By school", func(err error) {
		if err != nil {
			t.Error(err)
		}
		done = true
	})
	d.until("it is saved", func() bool { return done })
	report, err := d.shell.bench.Report(context.Background(), "By school")
	if err != nil || report.View != reports.TableOnly {
		t.Fatalf("saved as %+v, %v", report, err)
	}
	again := newExplorePage(d.shell, "again", report)
	d.settled(again)
	if again.layouts.Selected != "Table" {
		t.Errorf("opened again it shows %q", again.layouts.Selected)
	}
	again.close()
}

// A slip in the filter is said before anything is on the shelves.
func TestFilterOfNothing(t *testing.T) {
	d, p := exploring(t)
	p.presenter.setWhere("Schol = 'Alder'")
	d.until("the person has stopped typing", func() bool { return !p.presenter.typing.busy() })
	if !strings.Contains(p.wrong.Text, "Schol") {
		t.Errorf("said is %q", p.wrong.Text)
	}
	p.presenter.setWhere("School = 'Alder'")
	d.until("the person has stopped typing", func() bool { return !p.presenter.typing.busy() })
	if p.wrong.Text != "" || p.presenter.problem != nil {
		t.Errorf("said is %q", p.wrong.Text)
	}
}

// What is exported after saving is called what the report was saved as.
func TestSavedNameIsTheTitle(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	d.settled(p)
	saved := false
	p.presenter.save("Schools of fall", func(err error) { saved = err == nil })
	d.until("it is saved", func() bool { return saved && !p.presenter.busy() })
	if got := p.presenter.document().Title; got != "Schools of fall" {
		t.Errorf("the title is %q", got)
	}
}

package workbench_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// twoSchools is a workspace with two schools: students with the school's code,
// the schools' names, and a budget that calls the school something else.
func twoSchools(t *testing.T) *workbench.Workbench {
	t.Helper()
	bench := mustOpen(t)
	for name, text := range map[string]string{
		"students.csv": "Student ID,Last Name,School Code,Grade,Absent\n" +
			"00001,Alder,101,3,4\n00002,Birch,101,4,20\n00003,Cedar,102,3,7\n00004,Dogwood,102,5,1\n00005,Elm,102,5,2\n",
		"schools.csv": "School Code,School Name\n101,Lincoln Elementary\n102,Grant Elementary\n",
		"budget.csv":  "Location,Budget,Spent\nLincoln Elementary,1000,400\nGrant Elementary,3000,2900\n",
		"meals.csv":   "Day,Meals\n2026-11-02,310\n2026-11-03,305\n",
	} {
		mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, name, text)})
	}
	return bench
}

func fields(names ...string) (dimensions []crosstab.Dimension) {
	for _, name := range names {
		dimensions = append(dimensions, crosstab.Dimension{Field: name})
	}
	return dimensions
}

func twoSchoolsDashboard() reports.Dashboard {
	count := []crosstab.Measure{{Function: crosstab.Count}}
	return reports.Dashboard{
		Name: "Principal",
		Ways: []reports.Way{
			{Field: "School", Dataset: "students", LookUp: &crosstab.Join{Dataset: "schools", Field: "School Name", On: []crosstab.Match{{Here: "School Code", There: "School Code"}}}},
			{Field: "School", Dataset: "budget", Column: "Location"},
		},
		Tiles: []reports.Tile{
			{Name: "students", Kind: reports.NumberTile, Report: reports.Report{Dataset: "students", Spec: crosstab.Spec{Measures: count}}},
			{Name: "grades", Kind: reports.CrosstabTile, Place: reports.Place{Row: 1}, Report: reports.Report{Dataset: "students", Spec: crosstab.Spec{Rows: fields("Grade"), Measures: count, Where: "Absent > 1 or Absent < 100"}}},
			{Name: "names", Kind: reports.ListTile, Place: reports.Place{Row: 2}, Report: reports.Report{Dataset: "students"}, List: &reports.Listing{Columns: []string{"Last Name", "Absent"}, Sort: "Absent", Descending: true, Limit: 2}},
			{Name: "money", Kind: reports.BudgetTile, Place: reports.Place{Row: 3}, Report: reports.Report{Dataset: "budget", Spec: crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Budget"}, {Function: crosstab.Sum, Field: "Spent"}}}}},
			{Name: "meals", Kind: reports.NumberTile, Place: reports.Place{Row: 4}, Report: reports.Report{Dataset: "meals", Spec: crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Meals"}}}}},
			{Name: "all", Kind: reports.NumberTile, Place: reports.Place{Row: 5}, Comparison: true, Report: reports.Report{Dataset: "students", Spec: crosstab.Spec{Measures: count}}},
		},
	}
}

func cellTexts(document *reports.Document) string {
	var lines []string
	for _, row := range document.Table.Body {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Text)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

func findSection(t *testing.T, board *reports.Board, name string) reports.Section {
	t.Helper()
	for _, section := range board.Sections {
		if section.Name == name {
			return section
		}
	}
	t.Fatalf("the board has no section %q", name)
	return reports.Section{}
}

// Ensure that a slice cuts every tile, by whatever way its dataset has, and
// that one that cannot be cut is left out with a sentence.
func TestSliceCutsEveryTile(t *testing.T) {
	bench := twoSchools(t)
	if err := bench.SaveDashboard(t.Context(), twoSchoolsDashboard()); err != nil {
		t.Fatal(err)
	}
	board, err := bench.RunDashboard(t.Context(), "principal", reports.Slice{Label: "Lincoln", Filters: []reports.Filter{{Field: "School", Values: []string{"Lincoln Elementary"}}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"students": "Total|2",
		"grades":   "3|1\n4|1\nTotal|2",
		"names":    "Birch|20\nAlder|4",
		"money":    "Total|1,000|400",
		"all":      "Total|5",
	} {
		if got := cellTexts(findSection(t, board, name).Document); got != want {
			t.Errorf("%s shows\n%s\nwant\n%s", name, got, want)
		}
	}
	if len(board.LeftOut) != 1 || !strings.Contains(board.LeftOut[0], "meals") {
		t.Errorf("left out: %q", board.LeftOut)
	}
	if !findSection(t, board, "all").Comparison || findSection(t, board, "students").Comparison {
		t.Error("the comparison is not marked as one")
	}
	if !strings.HasPrefix(board.RunAs, "as Lincoln, ") || !strings.HasSuffix(board.RunAs, "filtered: School is Lincoln Elementary") {
		t.Errorf("run as: %q", board.RunAs)
	}
	whole, err := bench.RunDashboard(t.Context(), "Principal", reports.Slice{})
	if err != nil {
		t.Fatal(err)
	}
	if got := cellTexts(findSection(t, whole, "students").Document); got != "Total|5" || len(whole.LeftOut) != 0 {
		t.Errorf("the whole district shows %q and leaves out %q", got, whole.LeftOut)
	}
}

// Ensure that no name of another school is on a page in any format.
func TestSliceNamesNobodyElse(t *testing.T) {
	bench := twoSchools(t)
	board, err := bench.Board(t.Context(), twoSchoolsDashboard(), reports.Slice{Filters: []reports.Filter{{Field: "School", Values: []string{"Grant Elementary"}}}})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := workbench.WriteBoard(t.Context(), &out, board, "txt"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Alder", "Birch", "Lincoln"} {
		if strings.Contains(out.String(), name) {
			t.Errorf("the page of Grant says %q:\n%s", name, out.String())
		}
	}
	if !strings.Contains(out.String(), "Cedar") {
		t.Errorf("the page of Grant does not name its own student:\n%s", out.String())
	}
}

// Ensure that a filter without values, or with one that does not occur, shows
// nothing rather than everything.
func TestEmptySliceShowsNothing(t *testing.T) {
	bench := twoSchools(t)
	for name, values := range map[string][]string{
		"no values": nil, "unknown": {"Nowhere"},
		"an attempt to escape": {`x" or "1" = "1`, `Lincoln Elementary"]) or (true) or ("x" in ["x`},
	} {
		t.Run(name, func(t *testing.T) {
			board, err := bench.Board(t.Context(), twoSchoolsDashboard(), reports.Slice{Filters: []reports.Filter{{Field: "School", Values: values}}})
			if err != nil {
				t.Fatal(err)
			}
			for _, section := range board.Sections {
				if section.Rows != 0 && !section.Comparison {
					t.Errorf("%s has %d rows behind it", section.Name, section.Rows)
				}
			}
		})
	}
}

// Ensure that a comparison never lists people, whatever the column is called.
func TestComparisonNamesNobody(t *testing.T) {
	bench := twoSchools(t)
	count := []crosstab.Measure{{Function: crosstab.Count}}
	name := &crosstab.Join{Name: "Who", Dataset: "students", Field: "Last Name", On: []crosstab.Match{{Here: "Student ID", There: "Student ID"}}}
	for title, tile := range map[string]reports.Tile{
		"a list":      {Kind: reports.ListTile, List: &reports.Listing{Columns: []string{"Last Name"}}},
		"names":       {Kind: reports.CrosstabTile, Report: reports.Report{Spec: crosstab.Spec{Rows: fields("Last Name"), Measures: count}}},
		"numbers":     {Kind: reports.ChartTile, Report: reports.Report{Spec: crosstab.Spec{Columns: fields("Student ID"), Measures: count}}},
		"an initial":  {Kind: reports.CrosstabTile, Report: reports.Report{Spec: crosstab.Spec{Rows: fields("left([Last Name], 3)"), Measures: count}}},
		"under cover": {Kind: reports.CrosstabTile, Report: reports.Report{Spec: crosstab.Spec{Rows: fields("Who"), Measures: count, Joins: []crosstab.Join{*name}}}},
	} {
		t.Run(title, func(t *testing.T) {
			tile.Name, tile.Comparison, tile.Report.Dataset = "t", true, "students"
			_, err := bench.Board(t.Context(), reports.Dashboard{Name: "D", Tiles: []reports.Tile{tile}}, reports.Slice{})
			if issue := table.IssueIn(err); issue == nil || issue.Code != "comparison-names-people" {
				t.Errorf("got %v", err)
			}
		})
	}
}

// Ensure that dashboards come back as they were saved, and that one that does
// not hold together is refused with a sentence.
func TestSavedDashboards(t *testing.T) {
	bench := twoSchools(t)
	want := twoSchoolsDashboard()
	if err := bench.SaveDashboard(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err := bench.Dashboard(t.Context(), "PRINCIPAL")
	if err != nil || fmt.Sprintf("%+v", got.Tiles[1]) != fmt.Sprintf("%+v", want.Tiles[1]) || got.Ways[0].LookUp.Field != "School Name" {
		t.Errorf("got %+v\nwant %+v (%v)", got, want, err)
	}
	for name, change := range map[string]func(*reports.Dashboard){
		"no name":      func(d *reports.Dashboard) { d.Name = " " },
		"a language":   func(d *reports.Dashboard) { d.Language = "tlh" },
		"a kind":       func(d *reports.Dashboard) { d.Tiles[0].Kind = "pie" },
		"twice":        func(d *reports.Dashboard) { d.Tiles[1].Name = "Students" },
		"no dataset":   func(d *reports.Dashboard) { d.Tiles[0].Report.Dataset = "" },
		"no measure":   func(d *reports.Dashboard) { d.Tiles[0].Report.Spec.Measures = nil },
		"off the grid": func(d *reports.Dashboard) { d.Tiles[0].Place = reports.Place{Column: 10, Width: 3} },
		"a stray rule": func(d *reports.Dashboard) { d.Rules = []reports.Rule{{Name: "r", Tile: "nothing"}} },
		"no list":      func(d *reports.Dashboard) { d.Tiles[2].List = nil },
	} {
		dashboard := twoSchoolsDashboard()
		change(&dashboard)
		if err := bench.SaveDashboard(t.Context(), dashboard); table.IssueIn(err) == nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := bench.DeleteDashboard(t.Context(), "Principal"); err != nil {
		t.Fatal(err)
	}
	if _, err := bench.RunDashboard(t.Context(), "Principal", reports.Slice{}); table.IssueIn(err) == nil || table.IssueIn(err).Code != "unknown-dashboard" {
		t.Errorf("a deleted dashboard ran (%v)", err)
	}
}

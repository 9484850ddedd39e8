package workbench_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func lincoln() reports.Slice {
	return reports.Slice{Label: "Lincoln", Filters: []reports.Filter{{Field: "School", Values: []string{"Lincoln Elementary"}}}}
}

// A filter that closes more parentheses than it opens would end the slice's.
func TestFilterStaysWithinTheSlice(t *testing.T) {
	bench := twoSchools(t)
	for name, where := range map[string]string{
		"of a list":    `true) or ([Last Name] <> ""`,
		"of numbers":   `Grade = 3) or (Grade = 5`,
		"a comment":    `true) or true //`,
		"never closed": `(true`,
	} {
		t.Run(name, func(t *testing.T) {
			dashboard := twoSchoolsDashboard()
			for i := range dashboard.Tiles {
				if dashboard.Tiles[i].Report.Dataset == "students" && !dashboard.Tiles[i].Comparison {
					dashboard.Tiles[i].Report.Spec.Where = where
				}
			}
			board, err := bench.Board(t.Context(), dashboard, lincoln())
			var issue *table.Issue
			if !errors.As(err, &issue) {
				t.Fatalf("it ran as %v: %v", board, err)
			}
		})
	}
}

// A comparison lists nobody, whatever the column that tells people apart is
// called, and one that would list groups of one is left out.
func TestComparisonOfSingles(t *testing.T) {
	bench := twoSchools(t)
	rows := "Perm ID,Student,Teacher,Homeroom,School,Grade\n" +
		"11,\"Doe, Jane\",Ms. Poe,R1,Lincoln Elementary,3\n12,\"Secret, Sam\",Mr. Fox,R2,Grant Elementary,4\n13,\"Other, Bo\",Mr. Fox,R3,Grant Elementary,4\n"
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "roster.csv", rows)})
	for name, test := range map[string]struct{ refused, leftOut bool }{
		"Student":  {refused: true},
		"Teacher":  {refused: true},
		"Perm ID":  {refused: true},
		"Homeroom": {leftOut: true},
		"School":   {leftOut: true}, // one of two schools has one student
		"Grade":    {leftOut: true},
	} {
		t.Run(name, func(t *testing.T) {
			dashboard := reports.Dashboard{Name: "One", Tiles: []reports.Tile{
				{Name: "all", Kind: reports.CrosstabTile, Comparison: true, Report: reports.Report{Dataset: "roster", Spec: crosstab.Spec{Rows: fields(name), Measures: []crosstab.Measure{{Function: crosstab.Count}}}}},
				{Name: "own", Kind: reports.NumberTile, Place: reports.Place{Row: 1}, Report: reports.Report{Dataset: "roster", Spec: crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Count}}}}},
			}}
			board, err := bench.Board(t.Context(), dashboard, lincoln())
			if refused := err != nil; refused != test.refused {
				t.Fatalf("refused: %v", err)
			}
			if err == nil && (len(board.LeftOut) == 1) != test.leftOut {
				t.Errorf("left out: %q", board.LeftOut)
			}
		})
	}
}

// Without totals a number is still that of all rows, and rows are counted.
func TestNumbersWithoutTotals(t *testing.T) {
	bench := twoSchools(t)
	count := []crosstab.Measure{{Function: crosstab.Count}}
	for name, spec := range map[string]crosstab.Spec{
		"rows":       {Rows: fields("Grade"), Measures: count, Totals: crosstab.NoTotals},
		"columns":    {Columns: fields("Grade"), Measures: count, Totals: crosstab.NoTotals},
		"all totals": {Columns: fields("Grade"), Measures: count},
	} {
		t.Run(name, func(t *testing.T) {
			dashboard := reports.Dashboard{Name: "One", Tiles: []reports.Tile{
				{Name: "number", Kind: reports.NumberTile, Report: reports.Report{Dataset: "students", Spec: spec}},
				{Name: "grid", Kind: reports.CrosstabTile, Place: reports.Place{Row: 1}, Report: reports.Report{Dataset: "students", Spec: spec}},
			}}
			board, err := bench.Board(t.Context(), dashboard, reports.Slice{})
			if err != nil {
				t.Fatal(err)
			}
			if number := findSection(t, board, "number").Figure; number.Number.Text != "5" || number.N != 5 {
				t.Errorf("the number is %q of %d", number.Number.Text, number.N)
			}
			if rows := findSection(t, board, "grid").Rows; rows != 5 {
				t.Errorf("counted %d rows", rows)
			}
		})
	}
}

// Words that mention a tile which is left out are no reason to show nothing.
func TestWordsOfATileLeftOut(t *testing.T) {
	bench := twoSchools(t)
	dashboard := twoSchoolsDashboard()
	dashboard.Tiles = append(dashboard.Tiles, reports.Tile{
		Name: "words", Kind: reports.TextTile, Place: reports.Place{Row: 9},
		Words: map[reports.Language]reports.Words{reports.English: {Text: "Meals: {meals.value} in {meals.rows} days."}},
	})
	board, err := bench.Board(t.Context(), dashboard, lincoln())
	if err != nil {
		t.Fatal(err)
	}
	if text := findSection(t, board, "words").Text; len(text) != 1 || !strings.Contains(text[0].Text, "no number") {
		t.Errorf("the words are %v", text)
	}
}

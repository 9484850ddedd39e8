package workbench_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// What is picked on one tile cuts the others, within the slice and never beyond
// it. The tile it was picked on, one without the field, and one that compares
// with the whole district stay whole and say so.
func TestPickedMemberCutsTheOthers(t *testing.T) {
	bench := twoSchools(t)
	lincoln := reports.Slice{Label: "Lincoln", Filters: []reports.Filter{{Field: "School", Values: []string{"Lincoln Elementary"}}}}
	for name, test := range map[string]struct {
		slice                reports.Slice
		whole, cut, listed   string
		grades, rows, behind int
	}{
		"the district": {slice: reports.Slice{}, whole: "5", cut: "2", listed: "Cedar|7\nAlder|4", grades: 5, rows: 2, behind: 2},
		"one school":   {slice: lincoln, whole: "2", cut: "1", listed: "Alder|4", grades: 2, rows: 1, behind: 1},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := bench.AnswerDashboard(t.Context(), twoSchoolsDashboard(), test.slice, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := findSection(t, answer.Board, "students").Figure.Number.Text; got != test.whole {
				t.Fatalf("uncut there are %s students", got)
			}
			row := slices.IndexFunc(findSection(t, answer.Board, "grades").Document.Table.Body, func(row reports.Row) bool { return row.Cells[0].Text == "3" })
			pick, found := answer.PickAt("grades", findSection(t, answer.Board, "grades").Document.Table.Body[row].Cells[1].Row, false)
			if !found || pick.Filter.String() != "Grade is 3" {
				t.Fatalf("picked %+v, %v", pick, found)
			}
			cut, err := bench.AnswerDashboard(t.Context(), twoSchoolsDashboard(), test.slice, []workbench.BoardCut{pick})
			if err != nil {
				t.Fatal(err)
			}
			if got := findSection(t, cut.Board, "students"); got.Figure.Number.Text != test.cut || got.Rows != test.rows {
				t.Errorf("cut there are %s students", got.Figure.Number.Text)
			}
			if got := findSection(t, cut.Board, "grades").Rows; got != test.grades {
				t.Errorf("the tile it was picked on has %d rows", got)
			}
			if got := cellTexts(findSection(t, cut.Board, "names").Document); got != test.listed {
				t.Errorf("listed: %q", got)
			}
			if got := findSection(t, cut.Board, "all").Figure.Number.Text; got != "5" || !strings.Contains(cut.NotCut("all"), "Grade is 3") {
				t.Errorf("the comparison is %s, %q", got, cut.NotCut("all"))
			}
			if !strings.Contains(cut.Board.RunAs, "Grade is 3") || strings.Contains(answer.Board.RunAs, "Grade") {
				t.Errorf("run as %q", cut.Board.RunAs)
			}
			rows, err := bench.Records(t.Context(), cut.View("names"), 0, 0)
			if err != nil || len(rows) != test.behind {
				t.Errorf("behind the list are %d rows, %v", len(rows), err)
			}
		})
	}
}

// Nothing is picked where nothing stands that rows could be chosen by.
func TestPickNothing(t *testing.T) {
	bench := twoSchools(t)
	answer, err := bench.AnswerDashboard(t.Context(), twoSchoolsDashboard(), reports.Slice{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result := answer.View("grades").Result
	for i, header := range result.Rows() {
		if _, found := answer.PickAt("grades", i, false); found != !header.Total {
			t.Errorf("%v: %v", header.Labels, found)
		}
	}
	for _, place := range []int{-1, 0, 99} {
		if pick, found := answer.PickAt("students", place, false); found {
			t.Errorf("picked %+v of one number", pick)
		}
	}
	if _, found := answer.PickAt("no such tile", 0, true); found {
		t.Error("picked on a tile that is not there")
	}
}

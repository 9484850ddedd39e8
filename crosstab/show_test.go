package crosstab_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

func showFrame(t *testing.T) *table.Frame {
	return frameOf(t, []table.Column{{Name: "School"}, {Name: "Year", Type: table.SchoolYear}, {Name: "Amount", Type: table.Integer}},
		[]any{"A", 2016, 10}, []any{"A", 2017, 15}, []any{"A", 2018, 15},
		[]any{"B", 2016, 40}, []any{"B", 2018, "*"},
		[]any{"C", 2017, -5}, []any{"C", 2018, 20}, []any{"C", "", 1},
	)
}

func TestShow(t *testing.T) {
	for measures, want := range map[string]string{
		// 2017 of B is not there, 2018 is withheld, and the blank year has none before it.
		"sum(Amount) difference from previous Year": "A: missing 5 0 missing missing; B: missing missing withheld missing missing; C: missing missing 25 missing missing; : missing -40 25 missing missing",
		"sum(Amount) change from previous Year":     "A: missing 0.5 0 missing missing; B: missing missing withheld missing missing; C: missing missing 5 missing missing; : missing -0.8 2.5 missing missing",
		"sum(Amount) change from Year = 2017-18":    "A: -0.3333 0 0 missing missing; B: missing missing withheld missing missing; C: missing 0 5 1.2 missing; : 4 0 2.5 -0.9 missing",
		"sum(Amount) difference from School = B":    "A: -30 missing withheld missing 0; B: 0 missing withheld missing 0; C: missing missing withheld missing -24; : missing missing missing missing missing",
		"sum(Amount) index of total":                "A: 20 150 42.86 missing 41.67; B: 80 missing withheld missing 41.67; C: missing -50 57.14 100 16.67; : 100 100 100 100 100",
		"sum(Amount) rank in School":                "A: 2 1 2 missing 1; B: 1 missing withheld missing 1; C: missing 2 1 1 3; : missing missing missing missing missing",
		"sum(Amount) running in Year":               "A: 10 25 40 40 missing; B: 40 40 40 40 missing; C: missing -5 15 16 missing; : 50 60 95 96 missing",
		"count % of column difference from total":   "A: -0.5 -0.5 -0.6667 -1 -0.625; B: -0.5 -1 -0.6667 -1 -0.75; C: -1 -0.5 -0.6667 0 -0.625; : 0 0 0 0 0",
	} {
		t.Run(measures, func(t *testing.T) {
			got := values(compute(t, showFrame(t), "School", "Year", measures))
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	// The year before is the year before, also where the last stands first.
	result := compute(t, showFrame(t), "School", "Year", "sum(Amount) difference from previous Year")
	spec := result.Spec()
	spec.Columns[0].Descending = true
	result, err := crosstab.Compute(t.Context(), showFrame(t), spec)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Split(values(result), ";")[0], "A: 0 5 missing missing missing"; got != want {
		t.Errorf("last year first: got %s, want %s", got, want)
	}
	spec.Measures[0].Member = "2018-91"
	_, err = crosstab.Compute(t.Context(), showFrame(t), spec)
	if issue := table.IssueIn(err); issue == nil || issue.Code != "comparison-unfit" || !strings.Contains(issue.Remedy, "2018-19") {
		t.Errorf("a member that is not there: %v", err)
	}
}

// values writes the first measure of every cell, a line a row.
func values(result *crosstab.Result) string {
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(show(result)), "\n") {
		label, rest, _ := strings.Cut(line, ":")
		out := strings.TrimSuffix(label, " total") + ":"
		for _, cell := range strings.Split(strings.TrimSuffix(rest, ";"), ";") {
			out += " " + strings.Fields(cell)[1]
		}
		lines = append(lines, out)
	}
	return strings.Join(lines, "; ")
}

func TestPercentOfParent(t *testing.T) {
	frame := frameOf(t, []table.Column{{Name: "Level"}, {Name: "School"}, {Name: "N", Type: table.Integer}},
		[]any{"E", "A", 1}, []any{"E", "B", 3}, []any{"H", "C", 4})
	result := compute(t, frame, "Level, School", "", "sum(N) % of parent")
	want := "E/A: 1 0.25;\nE/B: 1 0.75;\nE total: 2 0.5;\nH/C: 1 1;\nH total: 1 0.5;\n total: 3 1;\n"
	if got := show(result); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	spec := result.Spec()
	spec.Totals = crosstab.NoTotals
	result, err := crosstab.Compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(result), "E/A: 1 0.25;\nE/B: 1 0.75;\nH/C: 1 1;\n"; got != want {
		t.Errorf("the totals are not shown: got\n%swant\n%s", got, want)
	}
}

package crosstab_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// sleepRows are the extra hours of sleep by drug that R has as its data set
// sleep (Student 1908), for which t.test says t = -1.8608, df = 17.776,
// p = 0.07939 and intervals of each group.
func sleepRows() [][]any {
	var rows [][]any
	for drug, tenths := range map[string][]int{
		"1": {7, -16, -2, -12, -1, 34, 37, 8, 0, 20},
		"2": {19, 8, 11, 1, -1, 44, 55, 16, 46, 34},
	} {
		for _, n := range tenths {
			rows = append(rows, []any{drug, n})
		}
	}
	return rows
}

func specOf(t *testing.T, text string) crosstab.Spec {
	t.Helper()
	var spec crosstab.Spec
	if err := json.Unmarshal([]byte(text), &spec); err != nil {
		t.Fatal(err)
	}
	return spec
}

func TestMeansThatDiffer(t *testing.T) {
	frame := frameOf(t, []table.Column{{Name: "Drug"}, {Name: "Tenths", Type: table.Integer}}, sleepRows()...)
	for confidence, want := range map[string]string{"0.95": "", "0.92": "A"} { // p = 0.079
		result, err := crosstab.Compute(t.Context(), frame, specOf(t, `{"columns": ["Drug"], "measures": ["mean(Tenths)"], "differ": "bonferroni", "confidence": `+confidence+`}`))
		if err != nil {
			t.Fatal(err)
		}
		first, second := result.Cell(0, 0).Values[0], result.Cell(0, 1).Values[0]
		if first.Higher != "" || second.Higher != want || result.Columns()[1].Letter != "B" || result.Columns()[2].Letter != "" {
			t.Errorf("confidence %s: higher %q and %q", confidence, first.Higher, second.Higher)
		}
		// R: t.test(extra[group == 1])$conf.int is -0.5297804 to 2.0297804.
		if confidence == "0.95" && (!near(first.Low, -5.297804, 1e-6) || !near(first.High, 20.297804, 1e-6) || first.Small) {
			t.Errorf("interval %v to %v", first.Low, first.High)
		}
	}
}

// R: prop.test(c(15, 25), c(50, 50), correct = FALSE)$p.value is 0.04122683,
// that of chi-square = 25/6 with one degree of freedom.
func TestSharesThatDiffer(t *testing.T) {
	var rows [][]any
	add := func(group, answer string, n int) {
		for range n {
			rows = append(rows, []any{group, answer})
		}
	}
	add("a", "yes", 15)
	add("a", "no", 35)
	add("b", "yes", 25)
	add("b", "no", 25)
	add("c", "yes", 9) // too few to be tested
	frame := frameOf(t, []table.Column{{Name: "Group"}, {Name: "Answer"}}, rows...)
	if p := math.Erfc(math.Sqrt(25.0/6) / math.Sqrt2); !near(p, 0.04122683, 1e-6) {
		t.Fatalf("p = %v", p)
	}
	for name, test := range map[string]struct {
		spec  string
		wantB string
	}{
		"at 5 %":               {`"differ": "benjamini-hochberg"`, "A"},
		"at 4 %":               {`"differ": "benjamini-hochberg", "confidence": 0.96`, ""},
		"Bonferroni, one test": {`"differ": "bonferroni"`, "A"},
	} {
		result, err := crosstab.Compute(t.Context(), frame, specOf(t, `{"rows": ["Answer"], "columns": ["Group"], "measures": ["count % of column"], `+test.spec+`}`))
		if err != nil {
			t.Fatal(err)
		}
		row, column, _ := result.Find([]string{"yes"}, []string{"b"})
		if got := result.Cell(row, column).Values[0].Higher; got != test.wantB {
			t.Errorf("%s: b is higher than %q", name, got)
		}
		if c := result.Cell(row, column+1).Values[0]; !c.Small || c.Higher != "" {
			t.Errorf("%s: nine rows: %+v", name, c)
		}
		no, _, _ := result.Find([]string{"no"}, nil)
		if got := result.Cell(no, column-1).Values[0].Higher; got != map[string]string{"A": "B"}[test.wantB] {
			t.Errorf("%s: a is higher than %q", name, got)
		}
	}
}

func TestTestsRefused(t *testing.T) {
	frame := frameOf(t, []table.Column{{Name: "Drug"}, {Name: "Tenths", Type: table.Integer}}, sleepRows()...)
	for _, text := range []string{`{"measures": ["count"], "confidence": 2}`, `{"measures": ["count"], "confidence": -0.1}`, `{"measures": ["count"], "differ": "often"}`} {
		_, err := crosstab.Compute(t.Context(), frame, specOf(t, text))
		if issue := table.IssueIn(err); issue == nil || issue.Code != "statistics-unfit" {
			t.Errorf("%s: %v", text, err)
		}
	}
}

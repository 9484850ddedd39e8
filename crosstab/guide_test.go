package crosstab_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// The examples of the user guide are what the engine computes: every line of
// its tables that names a measure and then its values for K, 1 and the total.
func TestUserGuideExamples(t *testing.T) {
	page, err := os.ReadFile("../docs/user/crosstabs.md")
	if err != nil {
		t.Fatal(err)
	}
	frame := frameOf(t, []table.Column{{Name: "Student"}, {Name: "Grade"}, {Name: "Score", Type: table.Integer}},
		[]any{"Ana", "K", 10}, []any{"Ben", "K", 20}, []any{"Cai", "1", "*"}, []any{"Dee", "1", ""}, []any{"Eli", "1", 60})
	code := regexp.MustCompile("`([^`]+)`")
	checked := 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 7 || !strings.Contains(cells[1], "`") {
			continue
		}
		for i, found := range code.FindAllStringSubmatch(cells[1], -1) {
			spec := crosstab.Spec{Rows: []crosstab.Dimension{{Field: "Grade"}}}
			if spec.Measures, err = crosstab.ParseMeasures(found[1]); err != nil {
				t.Fatalf("%s: %v", found[1], err)
			}
			result, err := crosstab.Compute(t.Context(), frame, spec)
			if err != nil {
				t.Fatalf("%s: %v", found[1], err)
			}
			checked++
			for row := range 3 {
				// Two measures on one line have their values with a comma between,
				// and two names of one measure have the same.
				values := strings.Split(strings.TrimSpace(cells[3+row]), ", ")
				want := values[min(i, len(values)-1)]
				got := result.Cell(row, 0).Values[0]
				if want == "" {
					if got.State == table.Reported {
						t.Errorf("%s, row %d: %v, want nothing", found[1], row, got.Value)
					}
					continue
				}
				number, percent := strings.CutSuffix(want, " %")
				value, err := strconv.ParseFloat(number, 64)
				if percent {
					value /= 100
				}
				_, fraction, _ := strings.Cut(number, ".")
				unit := math.Pow10(-len(fraction))
				if percent {
					unit /= 100
				}
				if err != nil || got.State != table.Reported || math.Abs(got.Value-value) > unit/2*1.001 {
					t.Errorf("%s, row %d: %v, want %s (%v)", found[1], row, got.Value, want, err)
				}
			}
		}
	}
	// Whatever a measure can be, the guide defines.
	for _, function := range crosstab.Functions() {
		if !regexp.MustCompile("`[^`]*\\b"+string(function)+"\\b[^`]*`").Match(page) && function != crosstab.Ratio {
			t.Errorf("the guide does not say what %s is", function)
		}
	}
	for _, part := range []string{"`sum(Score) / count`", "% of row", "% of column", "% of total", "% of parent", "difference from previous", "change from previous", "index of total", "rank in", "running in", "from last year in"} {
		if !strings.Contains(string(page), part) {
			t.Errorf("the guide does not speak of %s", part)
		}
	}
	if checked < 18 {
		t.Errorf("only %d examples were found", checked)
	}
}

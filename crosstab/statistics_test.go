package crosstab_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// counted makes rows that give this table of counts.
func counted(t *testing.T, counts ...[]int) *table.Frame {
	t.Helper()
	var rows [][]any
	for i, line := range counts {
		for j, n := range line {
			for range n {
				rows = append(rows, []any{fmt.Sprintf("r%d", i), fmt.Sprintf("c%d", j)})
			}
		}
	}
	rows = append(rows, []any{"", "c0"}, []any{"r0", "*"}) // marks take no part
	return frameOf(t, []table.Column{{Name: "R"}, {Name: "C"}}, rows...)
}

func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*math.Abs(want)
}

// The table of party and gender in Agresti (2007), which is the example of R's
// chisq.test: X-squared = 30.07, df = 2, p-value = 2.954e-07.
func TestAssociation(t *testing.T) {
	result := compute(t, counted(t, []int{762, 327, 468}, []int{484, 239, 477}), "R", "C", "count")
	a, err := result.Association()
	if err != nil {
		t.Fatal(err)
	}
	if !near(a.Statistic, 30.07015, 1e-6) || a.Freedom != 2 || !near(a.P, 2.953589e-07, 1e-6) || a.Counted != 2757 || !a.Reliable() {
		t.Errorf("got %+v", a)
	}
	// With two degrees of freedom the tail is an exponential.
	if want := math.Exp(-a.Statistic / 2); !near(a.P, want, 1e-12) {
		t.Errorf("p is %.17g, want %.17g", a.P, want)
	}
	if want := math.Sqrt(a.Statistic / 2757); !near(a.CramersV, want, 1e-14) {
		t.Errorf("V is %v, want %v", a.CramersV, want)
	}
	if got := a.String(); !strings.HasPrefix(got, "Chi-square = 30.07, 2 degrees of freedom, p < 0.001; Cramer's V = 0.104; 2,757 rows counted.") {
		t.Errorf("in words: %s", got)
	}
	// Two by two has a closed form: n(ad-bc)² over the product of the margins;
	// its tail is that of a normal distribution.
	small, err := compute(t, counted(t, []int{3, 1}, []int{1, 3}), "R", "C", "count").Association()
	if err != nil || !near(small.Statistic, 8*64.0/256, 1e-14) || !near(small.P, math.Erfc(1), 1e-12) || small.Reliable() || !strings.Contains(small.String(), "do not rely") {
		t.Errorf("two by two: %+v, %v", small, err)
	}
	perfect, err := compute(t, counted(t, []int{9, 0, 0}, []int{0, 9, 0}, []int{0, 0, 9}), "R", "C", "count").Association()
	if err != nil || !near(perfect.CramersV, 1, 1e-14) || perfect.Freedom != 4 {
		t.Errorf("a perfect association: %+v, %v", perfect, err)
	}
	_, err = compute(t, counted(t, []int{5, 5}), "R", "C", "count").Association()
	if issue := table.IssueIn(err); issue == nil || issue.Code != "statistics-unfit" {
		t.Errorf("one row: %v", err)
	}
}

// The intervals of Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		successes, n int
		low, high    float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		low, high := crosstab.Wilson(c.successes, c.n, 0.95)
		if math.Abs(low-c.low) > 0.00005 || math.Abs(high-c.high) > 0.00005 {
			t.Errorf("%d of %d: %.5f to %.5f, want %v to %v", c.successes, c.n, low, high, c.low, c.high)
		}
		// Counting the others instead turns the interval round.
		other, another := crosstab.Wilson(c.n-c.successes, c.n, 0.95)
		if math.Abs(1-another-low) > 1e-12 || math.Abs(1-other-high) > 1e-12 {
			t.Errorf("%d of %d the other way round: %v to %v", c.n-c.successes, c.n, other, another)
		}
	}
	for _, c := range [][2]int{{0, 0}, {-1, 5}, {6, 5}} {
		if low, _ := crosstab.Wilson(c[0], c[1], 0.95); !math.IsNaN(low) {
			t.Errorf("%v has an interval", c)
		}
	}
}

// The quantiles of Student's t as the tables give them, and the closed forms
// for one and two degrees of freedom.
func TestMeanInterval(t *testing.T) {
	for n, want := range map[int]float64{
		2: math.Tan(math.Pi * 0.475), 3: 0.95 * math.Sqrt(2/(1-0.95*0.95)), 5: 2.7764451051977934, 11: 2.2281388519649385, 31: 2.0422724563012373, 101: 1.983971518523553,
	} {
		low, high := crosstab.MeanInterval(10, math.Sqrt(float64(n)), n, 0.95)
		if !near(high-10, want, 1e-9) || !near(10-low, want, 1e-9) {
			t.Errorf("%d values: %.15g, want %.15g", n, high-10, want)
		}
	}
	if low, _ := crosstab.MeanInterval(1, 1, 1, 0.95); !math.IsNaN(low) {
		t.Error("one value has an interval")
	}
}

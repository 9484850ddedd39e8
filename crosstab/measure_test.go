package crosstab_test

import (
	"math"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// ofNumbers makes a frame of one column of numbers.
func ofNumbers(t *testing.T, decimals int, numbers ...float64) *table.Frame {
	t.Helper()
	var rows [][]any
	for _, n := range numbers {
		rows = append(rows, []any{n})
	}
	return frameOf(t, []table.Column{{Name: "X", Type: table.Decimal, Decimals: decimals}}, rows...)
}

// The sets of numbers that the National Institute of Standards publishes to
// find programs that lose digits, with their certified results, and a set with
// a known answer that is far from zero.
func TestDeviationOfCertifiedData(t *testing.T) {
	alternating := func(middle, low, high float64) []float64 {
		numbers := []float64{middle}
		for range 500 {
			numbers = append(numbers, low, high)
		}
		return numbers
	}
	for name, test := range map[string]struct {
		numbers []float64
		want    float64
	}{
		"NumAcc1":            {[]float64{10000001, 10000003, 10000002}, 1},
		"NumAcc2":            {alternating(1.2, 1.1, 1.3), 0.1},
		"far from zero":      {[]float64{1e15 + 4, 1e15 + 7, 1e15 + 13, 1e15 + 16}, math.Sqrt(30)},
		"all the same":       {[]float64{0.1, 0.1, 0.1}, 0},
		"all the same, huge": {[]float64{1e300 / 1e160, 1e300 / 1e160}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := compute(t, ofNumbers(t, 17, test.numbers...), "", "", "stdev(X)").Cell(0, 0).Values[0].Value
			if math.Abs(got-test.want) > 1e-14*test.want {
				t.Errorf("got %.17g, want %.17g", got, test.want)
			}
		})
	}
	if v := compute(t, ofNumbers(t, 0, 5), "", "", "stdev(X)").Cell(0, 0).Values[0]; v.State != table.Missing {
		t.Errorf("one value has a standard deviation: %+v", v)
	}
}

// The percentiles of a spreadsheet's PERCENTILE.INC and of R's quantile.
func TestPercentiles(t *testing.T) {
	result := compute(t, ofNumbers(t, 0, 15, 20, 35, 40, 50), "", "", "p0(X), p5(X), p25(X), p30(X), p40(X), p50(X), p90(X), p100(X), median(X)")
	for i, want := range []float64{15, 16, 20, 23, 29, 35, 46, 50, 35} {
		if got := result.Cell(0, 0).Values[i].Value; math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %v, want %v", result.Spec().Measures[i].Name(), got, want)
		}
	}
}

func TestMeasuresOfTwoFields(t *testing.T) {
	frame := frameOf(t, []table.Column{
		{Name: "School"},
		{Name: "Day", Type: table.Date},
		{Name: "Score", Type: table.Integer},
		{Name: "Students", Type: table.Integer},
		{Name: "EL", Type: table.YesNo},
	},
		[]any{"A", 19002, 30, 10, 1}, []any{"A", 19001, 10, 30, 0}, []any{"A", 19002, 40, "*", 0}, []any{"A", "", 99, 1, 0},
		[]any{"B", 19000, "*", 5, ""}, []any{"B", 19003, 50, 0, 1}, []any{"B", "", "", 5, "*"},
		[]any{"C", "", 7, 0, "*"},
	)
	// A row in which the score or the number of students is withheld is in
	// neither sum of their quotient; one without a score is in the second.
	result := compute(t, frame, "School", "", "first(Score, Day), last(Score, Day), weightedmean(Score, Students), yes(EL), sum(Score) / sum(Students), rate(count(EL), count)")
	want := `A: 4 10 40 17.05 0.25 3.39 1;
B: 3 50 50 missing 1 10 0.3333;
C: 1 missing missing missing withheld missing 0;
 total: 8 10 50 17.05 0.4 4.261 0.625;
`
	if got := show(result); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if v := result.Cell(0, 0).Values[4]; v.Part != 139 || v.Whole != 41 {
		t.Errorf("the parts of the ratio are %+v", v)
	}
	for i, want := range []crosstab.Format{
		{Type: table.Integer},
		{Type: table.Integer},
		{Type: table.Decimal, Decimals: 2},
		{Type: table.Decimal, Decimals: 1, Percent: true},
		{Type: table.Decimal, Decimals: 2},
		{Type: table.Decimal, Decimals: 1, Percent: true},
	} {
		if got := result.Format(i); got != want {
			t.Errorf("%s: %+v, want %+v", result.Spec().Measures[i].Name(), got, want)
		}
	}
}

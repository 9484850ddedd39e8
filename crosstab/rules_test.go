package crosstab_test

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/table"
)

// What rules give where several of them meet, worked out by hand.
func TestRulesThatMeet(t *testing.T) {
	scores := frameOf(t, []table.Column{{Name: "Level"}, {Name: "School"}, {Name: "Score", Type: table.Integer}, {Name: "Students", Type: table.Integer}},
		[]any{"High", "A", 10, 1}, []any{"High", "A", 20, ""}, []any{"High", "A", 30, 3}, []any{"High", "A", "", 5}, []any{"High", "A", "*", 2}, []any{"High", "B", 40, "*"},
		[]any{"Middle", "C", 1, 0}, []any{"Middle", "D", 3, 2}, []any{"Middle", "D", 5, 2}, []any{"Middle", "E", "*", 1})
	for name, test := range map[string]struct{ spec, want string }{
		"a weight that is missing or withheld leaves its value out": {
			`{"rows": ["Level"], "measures": ["weightedmean(Score, Students)"]}`,
			"Middle: 4 4; High: 6 25;  total: 10 14.5;",
		},
		"percentiles leave out what is withheld, and say so where nothing is left": {
			`{"rows": ["School"], "measures": ["p50(Score)"]}`,
			"A: 5 20; B: 1 40; C: 1 1; D: 2 4; E: 1 withheld;  total: 10 10;",
		},
		"all others have a parent": {
			`{"rows": ["Level", {"field": "School", "by": "count", "descending": true, "limit": 1, "within": true}], "measures": ["count % of parent"]}`,
			"Middle/D: 2 0.5; Middle/All others: 2 0.5; Middle total: 4 0.4; High/A: 5 0.8333; High/All others: 1 0.1667; High total: 6 0.6;  total: 10 1;",
		},
		"ties share a rank, and totals have one among totals": {
			`{"rows": ["Level", "School"], "measures": ["count rank in School", "count rank in Level"]}`,
			// A school is in one level: there, it is the first and only one.
			"Middle/C: 1 2 1; Middle/D: 2 1 1; Middle/E: 1 2 1; Middle total: 4 missing 2; High/A: 5 1 1; High/B: 1 2 1; High total: 6 missing 1;  total: 10 missing missing;",
		},
	} {
		t.Run(name, func(t *testing.T) {
			result, err := crosstab.Compute(t.Context(), scores, specOf(t, test.spec))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.TrimSpace(strings.ReplaceAll(show(result), "\n", " "))
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// The 29th of February is a school day like any other: a year later the day
// with its number among the days of instruction is compared with it.
func TestLastYearAcrossALeapDay(t *testing.T) {
	day := func(text string) int {
		date, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return int(calendar.DayOf(date))
	}
	var rows [][]any
	for text, n := range map[string]int{"2024-02-28": 1, "2024-02-29": 3, "2024-03-01": 7, "2025-02-26": 2, "2025-02-27": 5, "2025-02-28": 4, "2025-03-03": 6} {
		for range n {
			rows = append(rows, []any{day(text)})
		}
	}
	frame := frameOf(t, []table.Column{{Name: "Date", Type: table.Date, Layout: time.DateOnly}}, rows...)
	// Both years begin on a Monday, so that weeks face weeks.
	result, err := crosstab.Compute(t.Context(), frame, specOf(t, `{
		"calendar": {"years": [{"first": "2023-08-14", "last": "2024-06-07"}, {"first": "2024-08-12", "last": "2025-06-06"}]},
		"rows": ["Date"], "measures": ["count difference from last year in Date"]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"2025-02-26": 1, "2025-02-27": 2, "2025-02-28": -3}
	for row, header := range result.Rows() {
		number := result.Cell(row, 0).Values[0]
		expected, compared := want[strings.Join(header.Labels, "")]
		if compared != (number.State == table.Reported) || compared && number.Value != expected {
			t.Errorf("%v: %v %v, want %v", header.Labels, number.State, number.Value, expected)
		}
	}
}

// Chi-square in whole numbers, and its tail by the sums that there are for
// whole degrees of freedom, against what the engine says: to nine digits. The
// tables, and the rounded figures beside them, are examples of R's chisq.test
// and assocstats: Agresti (2007), HairEyeColor over both sexes, and the gears of
// mtcars by cylinders.
func TestAssociationToNineDigits(t *testing.T) {
	for name, test := range map[string]struct {
		counts              [][]int
		published, v, p     float64
		freedom             int
		digits, within, atP float64
	}{
		"party and gender": {[][]int{{762, 327, 468}, {484, 239, 477}}, 30.070, 0.104, 2.954e-07, 2, 0.0005, 0.0005, 5e-11},
		"hair and eyes":    {[][]int{{68, 20, 15, 5}, {119, 84, 54, 29}, {26, 17, 14, 14}, {7, 94, 10, 16}}, 138.29, 0.279, 0, 9, 0.005, 0.0005, 2.2e-16},
		"gears":            {[][]int{{1, 8, 2}, {2, 4, 1}, {12, 0, 2}}, 18.036, 0.531, 0.001214, 4, 0.0005, 0.0005, 5e-7},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := compute(t, counted(t, test.counts...), "R", "C", "count").Association()
			if err != nil {
				t.Fatal(err)
			}
			statistic, n := exactChiSquare(test.counts)
			v := math.Sqrt(statistic / float64(n) / float64(min(len(test.counts), len(test.counts[0]))-1))
			p := tailOfWhole(statistic, test.freedom)
			if !near(a.Statistic, statistic, 1e-9) || !near(a.CramersV, v, 1e-9) || !near(a.P, p, 1e-9) || a.Freedom != test.freedom || a.Counted != n {
				t.Errorf("got %+v, want %.12g, V %.12g, p %.12g", a, statistic, v, p)
			}
			if math.Abs(a.Statistic-test.published) > test.digits || math.Abs(a.CramersV-test.v) > test.within || math.Abs(a.P-test.p) > test.atP {
				t.Errorf("got %+v, published are %v, V %v and p %v", a, test.published, test.v, test.p)
			}
		})
	}
}

// exactChiSquare is Pearson's chi-square without rounding.
func exactChiSquare(counts [][]int) (float64, int) {
	n, rows, columns := 0, make([]int, len(counts)), make([]int, len(counts[0]))
	for i, line := range counts {
		for j, count := range line {
			n, rows[i], columns[j] = n+count, rows[i]+count, columns[j]+count
		}
	}
	sum := big.NewRat(-1, 1)
	for i, line := range counts {
		for j, count := range line {
			sum.Add(sum, big.NewRat(int64(count*count), int64(rows[i]*columns[j])))
		}
	}
	statistic, _ := sum.Mul(sum, big.NewRat(int64(n), 1)).Float64()
	return statistic, n
}

// tailOfWhole is how often chi-square is larger, for whole degrees of freedom.
func tailOfWhole(x float64, freedom int) float64 {
	half, sum := x/2, 0.0
	if freedom%2 == 0 {
		term := 1.0
		for k := range freedom / 2 {
			if k > 0 {
				term *= half / float64(k)
			}
			sum += term
		}
		return math.Exp(-half) * sum
	}
	for k := 1; k <= freedom/2; k++ {
		sum += math.Exp(-half) * math.Pow(half, float64(k)-0.5) / math.Gamma(float64(k)+0.5)
	}
	return math.Erfc(math.Sqrt(half)) + sum
}

// A setting with a slip of the pen is refused wherever it stands in a spec.
func TestMisspeltSettings(t *testing.T) {
	for _, text := range []string{`{"rows": [{"field": "A", "limt": 3}], "measures": ["count"]}`, `{"measures": [{"function": "count", "bse": "row"}]}`} {
		var spec crosstab.Spec
		if issue := table.IssueIn(json.Unmarshal([]byte(text), &spec)); issue == nil || issue.Code != "spec-invalid" || issue.Remedy == "" {
			t.Errorf("%s: %v", text, issue)
		}
	}
}

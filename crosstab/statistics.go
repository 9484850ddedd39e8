package crosstab

import (
	"fmt"
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// Association says whether the rows and columns of a cross-tab have to do with
// each other: Pearson's chi-square test of independence on the counts of rows.
type Association struct {
	// Statistic is chi-square, Freedom its degrees of freedom, and P how often
	// as large a one would come about if rows and columns had nothing to do
	// with each other.
	Statistic float64
	Freedom   int
	P         float64
	// CramersV is the strength of the association, from 0 to 1.
	CramersV float64
	// Counted is how many rows of the dataset were counted. SmallExpected is in
	// how many of Cells fewer than five are expected; with more than a fifth of
	// them the test is not to be relied on.
	Counted, SmallExpected, Cells int
}

// Reliable reports whether few enough of the cells are small.
func (a Association) Reliable() bool { return 5*a.SmallExpected <= a.Cells }

// Association tests the innermost rows against the innermost columns. Rows of
// the dataset that have a mark in place of a member are left out. It fails if
// fewer than two rows or columns are left.
func (r *Result) Association() (Association, error) {
	if r.plan.rows.splits() || r.plan.columns.splits() {
		return Association{}, problem(codeStatistics, "A row with several answers is in several cells, which the test does not allow.", "Test one answer at a time, with a condition such as Services contains \"Tutoring\".")
	}
	rows, columns := r.plan.rows.testable(), r.plan.columns.testable()
	counts := make([][]float64, len(rows))
	for i, row := range rows {
		counts[i] = make([]float64, len(columns))
		for j, column := range columns {
			counts[i][j] = float64(r.n[r.at(row, column)])
		}
	}
	return associate(counts)
}

// testable lists the headers that are no totals and have no marks.
func (a *axis) testable() []int {
	var headers []int
search:
	for i, h := range a.headers {
		if h.total {
			continue
		}
		for k, place := range h.path {
			if a.keys[k].members[place].value.State != table.Reported {
				continue search
			}
		}
		headers = append(headers, i)
	}
	return headers
}

// associate tests a table of counts. Rows and columns without any count do not
// take part.
func associate(counts [][]float64) (Association, error) {
	var byRow, byColumn []float64
	total := 0.0
	for i, line := range counts {
		byRow = append(byRow, 0)
		if byColumn == nil {
			byColumn = make([]float64, len(line))
		}
		for j, n := range line {
			byRow[i] += n
			byColumn[j] += n
			total += n
		}
	}
	height, width := occupied(byRow), occupied(byColumn)
	if height < 2 || width < 2 {
		return Association{}, problem(codeStatistics, "The table has fewer than two rows or columns to compare.", "Put a field with at least two members on the rows and another on the columns.")
	}
	a := Association{Counted: int(total), Freedom: (height - 1) * (width - 1), Cells: height * width}
	var sum wide
	for i, line := range counts {
		for j, n := range line {
			expected := byRow[i] * byColumn[j] / total
			if expected == 0 {
				continue
			}
			if expected < 5 {
				a.SmallExpected++
			}
			sum.plus((n - expected) * (n - expected) / expected)
		}
	}
	a.Statistic = sum.high + sum.low
	a.P = upperGamma(float64(a.Freedom)/2, a.Statistic/2)
	a.CramersV = math.Sqrt(a.Statistic / (total * float64(min(height, width)-1)))
	return a, nil
}

func occupied(totals []float64) int {
	n := 0
	for _, total := range totals {
		if total > 0 {
			n++
		}
	}
	return n
}

// Wilson is the confidence interval of a rate by Wilson's score method, without
// correction for continuity: successes of n, with a confidence such as 0.95. It
// stays between 0 and 1 for small groups too. It is NaN for counts that cannot
// be.
func Wilson(successes, n int, confidence float64) (low, high float64) {
	if n <= 0 || successes < 0 || successes > n || !(confidence > 0 && confidence < 1) {
		return math.NaN(), math.NaN()
	}
	z := math.Sqrt2 * math.Erfinv(confidence)
	size, rate := float64(n), float64(successes)/float64(n)
	middle := rate + z*z/(2*size)
	half := z * math.Sqrt(rate*(1-rate)/size+z*z/(4*size*size))
	whole := 1 + z*z/size
	low, high = max(0, (middle-half)/whole), min(1, (middle+half)/whole)
	// Rounding must not exclude what was seen.
	return min(low, rate), max(high, rate)
}

// MeanInterval is the confidence interval of a mean by Student's t, from the
// standard deviation of n values as a sample. It is NaN for fewer than two.
func MeanInterval(mean, deviation float64, n int, confidence float64) (low, high float64) {
	if n < 2 || !(confidence > 0 && confidence < 1) {
		return math.NaN(), math.NaN()
	}
	half := student{float64(n - 1)}.quantile(confidence) * deviation / math.Sqrt(float64(n))
	return mean - half, mean + half
}

// String says the outcome in words.
func (a Association) String() string {
	p := fmt.Sprintf("p = %.3f", a.P)
	if a.P < 0.001 {
		p = "p < 0.001"
	}
	text := fmt.Sprintf("Chi-square = %.2f, %d degrees of freedom, %s; Cramer's V = %.3f; %s rows counted.", a.Statistic, a.Freedom, p, a.CramersV, table.FormatNumber(float64(a.Counted), 0))
	if !a.Reliable() {
		text += fmt.Sprintf(" In %d of %d cells fewer than five are expected: do not rely on it.", a.SmallExpected, a.Cells)
	}
	return text
}

package narrative

import (
	"context"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
)

// mostCompared is how many members are compared two by two: with more, hardly
// anything would be found after correcting for so many tests.
const mostCompared = 40

// Computer computes a cross-tab of the same rows as a tile's.
type Computer func(ctx context.Context, spec crosstab.Spec) (*crosstab.Result, error)

// Compare tests which numbers of a tile's first measure differ: the columns of
// each row, and the rows of the total's column, with the correction of
// Benjamini and Hochberg. Shares of one and the same whole are not tested,
// since one part grows where another shrinks; neither are counts and sums.
func Compare(ctx context.Context, report reports.Report, result *crosstab.Result, compute Computer) (Tests, error) {
	tests := Tests{Tested: map[[2]At]bool{}, Higher: map[[2]At]bool{}}
	spec := result.Spec()
	measure := spec.Measures[0]
	if adds(measure) || measure.Show != crosstab.NoShow || measure.Base != crosstab.NoBase && measure.Base != crosstab.PercentColumn {
		return tests, nil
	}
	labels := max(1, len(spec.Rows))
	place := func(row, column int) At { return At{row, labels + column*len(spec.Measures)} }
	spec.Measures = spec.Measures[:1]
	spec.Confidence, spec.Differ = 0, crosstab.BenjaminiHochberg
	if across, _ := leavesOf(result.Columns(), len(spec.Columns)); len(spec.Columns) > 0 && len(across) > 1 && len(across) <= mostCompared {
		tested, err := compute(ctx, spec)
		if err != nil {
			return tests, err
		}
		for row := range tested.Rows() {
			tests.take(tested, row, func(column int) (At, bool) { return place(row, column), true })
		}
	}
	down, total := leavesOf(result.Columns(), len(spec.Columns))
	column := total
	if len(down) == 1 {
		column = down[0]
	}
	members, _ := leavesOf(result.Rows(), len(spec.Rows))
	if measure.Base != crosstab.NoBase || column < 0 || len(spec.Rows) == 0 || len(members) < 2 || len(members) > mostCompared {
		return tests, nil
	}
	spec.Columns, spec.Rows, spec.Totals = slices.Clone(spec.Rows), nil, crosstab.NoTotals
	turned, err := compute(ctx, spec)
	if err != nil {
		return tests, err
	}
	at := map[string]int{}
	for i, header := range result.Rows() {
		at[strings.Join(header.Labels, "\x00")] = i
	}
	headers := turned.Columns()
	tests.take(turned, 0, func(turnedColumn int) (At, bool) {
		row, found := at[strings.Join(headers[turnedColumn].Labels, "\x00")]
		return place(row, column), found
	})
	return tests, nil
}

// take notes the tests of one row of a result that was tested.
func (t Tests) take(result *crosstab.Result, row int, place func(column int) (At, bool)) {
	headers := result.Columns()
	for i, a := range headers {
		if a.Letter == "" {
			continue
		}
		higher := strings.Fields(result.Cell(row, i).Values[0].Higher)
		for j, b := range headers {
			if i == j || b.Letter == "" || !sameGroup(a, b) || !result.Tested(0, row, i, j) {
				continue
			}
			first, found := place(i)
			second, alsoFound := place(j)
			if !found || !alsoFound {
				continue
			}
			t.Tested[[2]At{first, second}] = true
			if slices.Contains(higher, b.Letter) {
				t.Higher[[2]At{first, second}] = true
			}
		}
	}
}

// sameGroup reports whether two columns stand under the same member further
// out: only those are tested against each other.
func sameGroup(a, b crosstab.Header) bool {
	return len(a.Labels) == len(b.Labels) && len(a.Labels) > 0 && slices.Equal(a.Labels[:len(a.Labels)-1], b.Labels[:len(b.Labels)-1])
}

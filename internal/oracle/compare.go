package oracle

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// Compare says in words where a result differs from what the oracle finds:
// headers, the number of rows, every measure, and some records. It is empty if
// nothing does.
func (o *Oracle) Compare(ctx context.Context, random *rand.Rand, result *crosstab.Result) string {
	rows, columns := result.Rows(), result.Columns()
	wantRows, wantColumns := o.headers(o.rows, o.spec.Rows), o.headers(o.cols, o.spec.Columns)
	if difference := compareHeaders("rows", o.rows, rows, wantRows); difference != "" {
		return difference
	}
	if difference := compareHeaders("columns", o.cols, columns, wantColumns); difference != "" {
		return difference
	}
	for r, row := range rows {
		var letters [][]string
		for _, m := range o.spec.Measures {
			letters = append(letters, o.letters(m, wantRows[r], wantColumns))
		}
		for c, column := range columns {
			cell := result.Cell(r, c)
			at := [2]int{wantRows[r], wantColumns[c]}
			if behind := o.cells[at]; cell.N != len(behind) {
				return fmt.Sprintf("%v x %v: %d rows, want %d", row.Labels, column.Labels, cell.N, len(behind))
			}
			for i, m := range o.spec.Measures {
				got, want := cell.Values[i], o.number(m, at[0], at[1])
				exact := m.Function == crosstab.Sum && m.Base == crosstab.NoBase && o.Evaluate == nil
				if got.State != want.State || got.Used != want.Used || got.Withheld != want.Withheld || !o.closeShown(m, got, want.Value) || exact && got.Value != want.Value {
					return fmt.Sprintf("%v x %v, %s: %+v, want %+v", row.Labels, column.Labels, m.Name(), got, want)
				}
				if !o.chance(m, at[0], at[1], got) {
					low, high, _ := o.interval(first(o.groupOf(m, at[0], at[1])))
					return fmt.Sprintf("%v x %v, %s: %+v, want %v to %v", row.Labels, column.Labels, m.Name(), got, low, high)
				}
				if got.Higher != letters[i][c] {
					return fmt.Sprintf("%v x %v, %s: higher than %q, want %q", row.Labels, column.Labels, m.Name(), got.Higher, letters[i][c])
				}
			}
			often := 20 * max(1, len(rows)*len(columns)/100)
			if o.Evaluate != nil || random.IntN(often) != 0 {
				continue
			}
			if difference := o.compareRecords(ctx, result, r, c, at); difference != "" {
				return difference
			}
		}
	}
	return ""
}

func first[A, B any](a A, _ B) A { return a }

// closeShown is Close for a number as it is shown. A difference is as exact as
// the numbers that it is the difference of.
func (o *Oracle) closeShown(m crosstab.Measure, got crosstab.Number, want float64) bool {
	size := 0.0
	switch m.Show {
	case crosstab.Difference:
		size = max(math.Abs(got.Part), math.Abs(got.Whole))
	case crosstab.Change:
		size = max(1, math.Abs(got.Part/got.Whole))
	}
	return got.Value == want || math.Abs(got.Value-want) <= o.Tolerance*max(size, math.Abs(got.Value), math.Abs(want))
}

func (o *Oracle) compareRecords(ctx context.Context, result *crosstab.Result, r, c int, at [2]int) string {
	row, column := result.Rows()[r], result.Columns()[c]
	records, err := result.Records(ctx, r, c)
	if err != nil || !slices.Equal(records, o.cells[at]) {
		return fmt.Sprintf("%v x %v: records %v, want %v (%v)", row.Labels, column.Labels, records, o.cells[at], err)
	}
	if !strings.Contains(strings.Join(row.Labels, ""), "|") {
		foundRow, foundColumn, ok := result.Find(row.Labels, column.Labels)
		if !ok || foundRow > r || foundColumn > c {
			return fmt.Sprintf("find %v x %v: %d, %d, %v", row.Labels, column.Labels, foundRow, foundColumn, ok)
		}
	}
	return ""
}

func compareHeaders(side string, a *axis, got []crosstab.Header, want []int) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d %s, want %d", len(got), side, len(want))
	}
	for i, header := range got {
		path := a.path(want[i])
		same := len(path) == len(header.Path) && header.Total == (len(path) < len(a.levels) || len(a.levels) == 0)
		for k := 0; same && k < len(path); k++ {
			value := header.Path[k]
			if a.levels[k].dimension.Bands != nil && value.State == table.Reported && value.Text != othersLabel {
				value.Text = "" // how a band is called is for its own test
			}
			same = value == path[k]
		}
		if !same {
			return fmt.Sprintf("%s %d: %+v, want %+v", side, i, header, path)
		}
	}
	return ""
}

package png

import (
	"testing"

	"github.com/schoolbench/schoolbench/reports"
)

// wideTable has two levels of column headers over pairs of columns, and totals
// at the end of both axes.
func wideTable(rows, pairs int) *reports.Table {
	made := &reports.Table{RowHeaders: 1}
	outer, inner := []reports.Cell{{Span: 1}}, []reports.Cell{{Text: "School", Span: 1}}
	for pair := range pairs {
		total := pair == pairs-1
		outer = append(outer, reports.Cell{Text: string(rune('A' + pair%26)), Span: 2, Total: total}, reports.Cell{Total: total})
		inner = append(inner, reports.Cell{Text: "count", Span: 1, Total: total}, reports.Cell{Text: "sum", Span: 1, Total: total})
	}
	made.HeaderRows = [][]reports.Cell{outer, inner}
	for i := range rows {
		row := reports.Row{Total: i == rows-1, Depth: 1}
		if row.Total {
			row.Depth = 0
		}
		for j := range made.Width() {
			row.Cells = append(row.Cells, reports.Cell{Span: 1, IsNumber: j > 0, Number: float64(i*1000 + j)})
		}
		made.Body = append(made.Body, row)
	}
	return made
}

// Ensure that a picture that must leave something out keeps the grand totals,
// with the numbers under the right headers.
func TestCutKeepsTotals(t *testing.T) {
	for name, size := range map[string]struct{ rows, pairs int }{
		"fits": {10, 4}, "too many rows": {500, 4}, "too many columns": {10, 60}, "both": {500, 60}, "odd room": {41, 9},
	} {
		whole := wideTable(size.rows, size.pairs)
		for _, most := range []int{16, 15, 6} {
			cut := cutTable(whole, most)
			last := cut.Body[len(cut.Body)-1]
			if !last.Total || last.Cells[len(last.Cells)-1].Number != float64((size.rows-1)*1000+whole.Width()-1) {
				t.Errorf("%s, %d columns: the last cell is %+v", name, most, last.Cells[len(last.Cells)-1])
			}
			if len(cut.Body) > mostRows || cut.Width() > max(most, min(whole.Width(), most)) {
				t.Errorf("%s, %d columns: %d x %d is too large", name, most, len(cut.Body), cut.Width())
			}
			for _, header := range cut.HeaderRows {
				if len(header) != cut.Width() {
					t.Fatalf("%s: a header of %d cells over %d columns", name, len(header), cut.Width())
				}
				covered := 0
				for _, cell := range header {
					covered += cell.Span
				}
				if covered != cut.Width() {
					t.Errorf("%s, %d columns: the spans cover %d of %d", name, most, covered, cut.Width())
				}
			}
			// The cells say which column they came from.
			for k, cell := range cut.Body[0].Cells[1:] {
				from := int(cell.Number)
				if want := whole.HeaderRows[1][from].Text; cut.HeaderRows[1][k+1].Text != want {
					t.Errorf("%s: column %d stands under %q, want %q", name, from, cut.HeaderRows[1][k+1].Text, want)
				}
			}
		}
	}
}

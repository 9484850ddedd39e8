package reports_test

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

func TestNumericColumns(t *testing.T) {
	label, words, number := reports.Cell{Text: "Lincoln"}, reports.Cell{Text: "yes"}, reports.NumberCell(3, 0, false)
	mark := reports.Cell{Text: "*", State: table.Withheld}
	header := make([]reports.Cell, 6)
	for name, each := range map[string]struct {
		grid *reports.Table
		want []bool
	}{
		"each kind": {&reports.Table{RowHeaders: 1, HeaderRows: [][]reports.Cell{header}, Body: []reports.Row{
			{Cells: []reports.Cell{label, number, words, mark, mark, words}},
			{Cells: []reports.Cell{label, mark, words, mark, words, number}},
		}}, []bool{false, true, false, true, false, true}},
		"number labels": {&reports.Table{RowHeaders: 1, Body: []reports.Row{{Cells: []reports.Cell{number, number}}}}, []bool{false, true}},
		"no rows":       {&reports.Table{RowHeaders: 4, HeaderRows: [][]reports.Cell{header}}, []bool{false, false, false, false, true, true}},
		"nothing":       {&reports.Table{RowHeaders: 1}, []bool{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := each.grid.NumericColumns(); !slices.Equal(got, each.want) {
				t.Errorf("%v, want %v", got, each.want)
			}
		})
	}
}

package png

import (
	"github.com/schoolbench/schoolbench/reports"
)

// cutTable returns the part of a table that a picture has room for: the first
// rows and columns, and always the grand total's row and column, which are
// what people look for; at most so many columns in all. A table that fits is
// returned as it is.
func cutTable(table *reports.Table, mostColumns int) *reports.Table {
	rows := firstAndLast(len(table.Body), mostRows, 1, func(i int) bool { return table.Body[i].Total && table.Body[i].Depth == 0 })
	columns := chooseColumns(table, mostColumns)
	if len(rows) == len(table.Body) && len(columns) == table.Width() {
		return table
	}
	cut := &reports.Table{RowHeaders: table.RowHeaders}
	for _, header := range table.HeaderRows {
		cut.HeaderRows = append(cut.HeaderRows, cutHeader(header, columns))
	}
	for _, i := range rows {
		row := table.Body[i]
		cells := make([]reports.Cell, len(columns))
		for k, j := range columns {
			cells[k] = row.Cells[j]
		}
		row.Cells = cells
		cut.Body = append(cut.Body, row)
	}
	return cut
}

// chooseColumns keeps the row labels, the first columns and those at the end
// that are grand totals.
func chooseColumns(table *reports.Table, mostColumns int) []int {
	isTotal := func(j int) bool {
		for _, header := range table.HeaderRows {
			if j < len(header) && header[j].Total {
				return true
			}
		}
		return false
	}
	totals := 0
	for j := table.Width() - 1; j >= table.RowHeaders && isTotal(j); j-- {
		totals++
	}
	// Several measures under many columns can make a total as wide as the
	// picture; then the first columns are all there is room for.
	totals = min(totals, mostColumns/2)
	return firstAndLast(table.Width(), mostColumns, totals, isTotal)
}

// firstAndLast returns the places of n things that are kept: all, or the first
// ones and at most `last` at the end for which keep says so.
func firstAndLast(n, most, last int, keep func(int) bool) []int {
	if n <= most {
		most, last = n, 0
	}
	kept := 0
	for kept < last && kept < n && keep(n-1-kept) {
		kept++
	}
	places := make([]int, 0, min(n, most))
	for i := range most - kept {
		places = append(places, i)
	}
	for i := n - kept; i < n; i++ {
		places = append(places, i)
	}
	return places
}

// cutHeader keeps the cells over the chosen columns. A cell that covered
// several covers those of them that are left.
func cutHeader(header []reports.Cell, columns []int) []reports.Cell {
	owner := make([]int, len(header))
	for j, cell := range header {
		owner[j] = j
		if cell.Span == 0 && j > 0 {
			owner[j] = owner[j-1]
		}
	}
	cut := make([]reports.Cell, 0, len(columns))
	start := -1 // where the cell that is growing stands in cut
	for k, j := range columns {
		if start >= 0 && owner[j] == owner[columns[k-1]] {
			cut[start].Span++
			covered := header[j]
			covered.Text, covered.Span = "", 0
			cut = append(cut, covered)
			continue
		}
		cell := header[owner[j]]
		cell.Span = 1
		start = len(cut)
		cut = append(cut, cell)
	}
	return cut
}

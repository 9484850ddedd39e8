package reports

import "github.com/schoolbench/schoolbench/table"

// NumericColumns tells which columns beside the row labels hold numbers. In
// such a column everything stands to the right: headers, numbers and marks.
func (t *Table) NumericColumns() []bool {
	numeric, words := make([]bool, t.Width()), make([]bool, t.Width())
	for _, row := range t.Body {
		for i, cell := range row.Cells {
			switch {
			case i < t.RowHeaders || i >= len(numeric):
			case cell.IsNumber:
				numeric[i] = true
			case cell.Text != "" && cell.State == table.Reported:
				words[i] = true
			}
		}
	}
	// A column of nothing but marks would hold numbers if they were known.
	for i := t.RowHeaders; i < len(numeric); i++ {
		numeric[i] = numeric[i] || !words[i]
	}
	return numeric
}

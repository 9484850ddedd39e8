package reports

import (
	"cmp"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// chosenMembers are the members that a chart has room for, in the order of the
// table. Of times, the latest are drawn; of anything else the largest, since
// the first by alphabet are no picture of the whole. The note says what was
// left out.
func (l Language) chosenMembers(members []leaf, most int, dimensions []crosstab.Dimension, schema table.Schema, noun string, size func(leaf) float64) ([]leaf, string) {
	if len(members) <= most {
		return members, ""
	}
	note := func(format string) string {
		return l.say(format, most, table.FormatNumber(float64(len(members)), 0), noun)
	}
	if areTimes(dimensions, schema) {
		return members[len(members)-most:], note("The chart shows the %d latest of %s in %s.")
	}
	bySize := slices.Clone(members)
	// A stable sort, so that of equal members the first are drawn.
	slices.SortStableFunc(bySize, func(a, b leaf) int { return cmp.Compare(size(b), size(a)) })
	chosen := bySize[:most]
	slices.SortFunc(chosen, func(a, b leaf) int { return cmp.Compare(a.index, b.index) })
	return chosen, note("The chart shows the %d largest of %s in %s.")
}

// areTimes reports whether the only dimension is a calendar.
func areTimes(dimensions []crosstab.Dimension, schema table.Schema) bool {
	if len(dimensions) != 1 {
		return false
	}
	i := schema.Index(dimensions[0].Field)
	return i >= 0 && isCalendar(schema[i].Type)
}

// sizes returns how large a row and a column are drawn: by their totals, which
// are evaluated from their rows, or where there are none by what is drawn.
func sizes(result Result, rows, columns []leaf) (ofRow, ofColumn func(leaf) float64) {
	totalRow, totalColumn := grandTotal(result.Rows()), grandTotal(result.Columns())
	amount := func(row, column int) float64 {
		cell := result.Cell(row, column)
		if len(cell.Values) == 0 || cell.Values[0].State != table.Reported {
			return 0
		}
		return math.Abs(cell.Values[0].Value)
	}
	ofRow = func(row leaf) float64 {
		if totalColumn >= 0 {
			return amount(row.index, totalColumn)
		}
		sum := 0.0
		for _, column := range columns {
			sum += amount(row.index, column.index)
		}
		return sum
	}
	ofColumn = func(column leaf) float64 {
		if totalRow >= 0 {
			return amount(totalRow, column.index)
		}
		sum := 0.0
		for _, row := range rows {
			sum += amount(row.index, column.index)
		}
		return sum
	}
	return ofRow, ofColumn
}

func grandTotal(headers []crosstab.Header) int {
	return slices.IndexFunc(headers, func(header crosstab.Header) bool { return header.Total && len(header.Path) == 0 })
}

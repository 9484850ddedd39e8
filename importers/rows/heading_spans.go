package rows

import (
	"slices"

	"github.com/schoolbench/schoolbench/importers/typing"
)

// reachDown takes the rows into a header that its cells reach down to: one cell
// stands in two rows, and every name of the second row stands under a cell that
// takes several columns.
func (h heading) reachDown(records []Record) heading {
	for h.exists() && h.data == h.last+1 && h.data < len(records)-1 && h.last-h.first+1 < mostHeaderRows &&
		adjacent(records[h.last], records[h.data]) && isUnderSpans(records[h.last], records[h.data]) {
		h.last, h.data = h.data, h.data+1
	}
	return h
}

// isUnderSpans reports whether a row holds nothing but names of the columns that
// cells above take together, beside cells above that reach down into it.
func isUnderSpans(above, row Record) bool {
	if !slices.ContainsFunc(above.Spans, func(span Span) bool { return span.Rows > 1 }) {
		return false
	}
	count, _ := row.filled()
	for i, cell := range row.Cells {
		if isBlank(cell) {
			continue
		}
		under := slices.ContainsFunc(above.Spans, func(span Span) bool {
			return span.Columns > 1 && span.Rows < 2 && i >= span.Column && i < span.Column+span.Columns
		})
		if !under || typing.Glance(cell) == typing.LooksTyped {
			return false
		}
	}
	return count > 1
}

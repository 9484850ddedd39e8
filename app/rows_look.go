package app

import (
	"maps"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// rowsLook is how a person looks at the rows of a dataset: their order, what is
// filtered out, which columns are hidden and which stay in place. It names
// columns and so holds when the next file has them in other places.
type rowsLook struct {
	Sort    []sortKey               `json:"sort,omitempty"`
	Filters map[string]columnFilter `json:"filters,omitempty"`
	Hidden  []string                `json:"hidden,omitempty"`
	Frozen  string                  `json:"frozen,omitempty"` // the last column that stays in place
	Colours map[string]colouring    `json:"colours,omitempty"`
	Group   string                  `json:"group,omitempty"`  // the column that rows are grouped by
	Folded  []string                `json:"folded,omitempty"` // the groups whose rows are not shown
	Totals  groupTotals             `json:"totals,omitempty"` // what the lines of groups show of their rows
}

// sortKey is one column that rows are in the order of.
type sortKey struct {
	Column  string `json:"column"`
	Falling bool   `json:"falling,omitempty"`
}

// sorted returns the look with the rows in the order of one column.
func (l rowsLook) sorted(column string, falling bool) rowsLook {
	l.Sort = []sortKey{{column, falling}}
	return l
}

// thenSorted returns the look with one more column to sort by, after those
// there are.
func (l rowsLook) thenSorted(column string, falling bool) rowsLook {
	l.Sort = append(slices.DeleteFunc(slices.Clone(l.Sort), func(key sortKey) bool { return key.Column == column }), sortKey{column, falling})
	return l
}

// filtered returns the look with another filter on a column.
func (l rowsLook) filtered(column string, filter columnFilter) rowsLook {
	l.Filters = maps.Clone(l.Filters)
	if l.Filters == nil {
		l.Filters = map[string]columnFilter{}
	}
	delete(l.Filters, column)
	if filter.active() {
		l.Filters[column] = filter
	}
	return l
}

// hiding returns the look without some columns.
func (l rowsLook) hiding(columns ...string) rowsLook {
	l.Hidden = append(slices.Clone(l.Hidden), columns...)
	return l
}

// key is the place of a column among those sorted by; -1 if it is none.
func (l rowsLook) key(column string) int {
	return slices.IndexFunc(l.Sort, func(key sortKey) bool { return key.Column == column })
}

// shown are the columns that are not hidden. When all would be, none is.
func (l rowsLook) shown(columns []*table.Vector) []*table.Vector {
	shown := slices.DeleteFunc(slices.Clone(columns), func(column *table.Vector) bool {
		return slices.Contains(l.Hidden, column.Column().Name)
	})
	if len(shown) == 0 {
		return columns
	}
	return shown
}

// frozen is how many of the columns shown stay in place.
func (l rowsLook) frozen(shown []*table.Vector) int {
	for i, column := range shown {
		if column.Column().Name == l.Frozen {
			return i + 1
		}
	}
	return 0
}

// sortColumns and filteredColumns are the look's columns that the dataset still
// has.
func (l rowsLook) sortColumns(columns []*table.Vector) []sortColumn {
	var list []sortColumn
	for _, key := range l.Sort {
		if vector := vectorNamed(columns, key.Column); vector != nil {
			list = append(list, sortColumn{vector, key.Falling})
		}
	}
	return list
}

func (l rowsLook) filteredColumns(columns []*table.Vector) []filteredColumn {
	var list []filteredColumn
	for _, vector := range columns { // in the order of the columns, so that words are
		if filter, filtered := l.Filters[vector.Column().Name]; filtered {
			list = append(list, filteredColumn{vector, filter})
		}
	}
	return list
}

func vectorNamed(columns []*table.Vector, name string) *table.Vector {
	for _, vector := range columns {
		if vector.Column().Name == name {
			return vector
		}
	}
	return nil
}

// words say what is not as in the file: "312 of 1,644 rows: Grade is 6 · sorted
// by School, then Days Absent".
func (l rowsLook) words(columns []*table.Vector, shown, all int) string {
	var parts []string
	var kept []string
	for _, each := range l.filteredColumns(columns) {
		kept = append(kept, each.filter.words(each.vector.Column()))
	}
	if len(kept) > 0 {
		parts = append(parts, say("%s of %s: %s", number(shown), counted(all, "row", "rows"), strings.Join(kept, " · ")))
	}
	if vector := vectorNamed(columns, l.Group); vector != nil {
		parts = append(parts, say(l.Totals.strip(), vector.Column().Title()))
	}
	var order []string
	for _, each := range l.sortColumns(columns) {
		word := each.vector.Column().Title()
		if each.falling {
			word += " ↓"
		}
		order = append(order, word)
	}
	if len(order) > 0 {
		parts = append(parts, say("Sorted by %s", strings.Join(order, say(", then "))))
	}
	if hidden := len(columns) - len(l.shown(columns)); hidden > 0 {
		parts = append(parts, say("%s hidden", counted(hidden, "column is", "columns are")))
	}
	return strings.Join(parts, "   ·   ")
}

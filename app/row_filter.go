package app

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// columnFilter keeps the rows whose value in one column is among those that are
// ticked, meets a condition, or both. The zero value keeps every row.
type columnFilter struct {
	// Only lists what the ticked values read as; nil ticks all.
	Only      []string  `json:"only,omitempty"`
	Condition condition `json:"condition,omitzero"`
}

// active reports whether the filter leaves anything out.
func (f columnFilter) active() bool { return f.Only != nil || f.Condition.Test != anyValue }

// keeps returns what tells whether a value of the column is kept.
func (f columnFilter) keeps(column table.Column) (func(table.Value) bool, *table.Issue) {
	meets, issue := f.Condition.compile(column)
	if issue != nil || f.Only == nil {
		return meets, issue
	}
	ticked := make(map[string]bool, len(f.Only))
	for _, text := range f.Only {
		ticked[text] = true
	}
	return func(value table.Value) bool { return ticked[column.Display(value)] && meets(value) }, nil
}

// words say what the filter keeps: "Grade is 6 or 7".
func (f columnFilter) words(column table.Column) string {
	var parts []string
	if f.Condition.Test != anyValue {
		parts = append(parts, f.Condition.words(column))
	}
	if f.Only != nil {
		shown := slices.Clone(f.Only[:min(len(f.Only), 3)])
		for i, text := range shown {
			if text == "" {
				shown[i] = say("(blank)")
			}
		}
		list := strings.Join(shown, say(" or "))
		switch more := len(f.Only) - len(shown); {
		case len(f.Only) == 0:
			list = say("nothing")
		case more > 0:
			list += " " + say("or %s", counted(more, "other", "others"))
		}
		parts = append(parts, say("%s is %s", column.Title(), list))
	}
	return strings.Join(parts, " and ")
}

// filteredColumn is a filter and the column it looks at.
type filteredColumn struct {
	vector *table.Vector
	filter columnFilter
}

// filteredRows returns the rows that all filters keep, in the order given. rows
// nil stands for all length rows; the answer is nil when nothing is left out of
// those.
func filteredRows(ctx context.Context, filters []filteredColumn, rows []int, length int) ([]int, error) {
	if len(filters) == 0 {
		return rows, nil
	}
	kept := make([]bool, length)
	for i := range kept {
		kept[i] = true
	}
	for _, each := range filters {
		if err := each.narrow(ctx, kept); err != nil {
			return nil, err
		}
	}
	count := 0
	for _, keep := range kept {
		if keep {
			count++
		}
	}
	if rows != nil {
		chosen := make([]int, 0, min(count, len(rows)))
		for _, row := range rows {
			if kept[row] {
				chosen = append(chosen, row)
			}
		}
		return chosen, ctx.Err()
	}
	chosen := make([]int, 0, count)
	for row, keep := range kept {
		if keep {
			chosen = append(chosen, row)
		}
	}
	return chosen, ctx.Err()
}

// narrow takes away the rows that the filter does not keep. A coded column is
// asked once for each of its different values.
func (f filteredColumn) narrow(ctx context.Context, kept []bool) error {
	keeps, issue := f.filter.keeps(f.vector.Column())
	if issue != nil {
		return issue
	}
	if f.vector.IsCoded() {
		dictionary, codes := f.vector.Dictionary(), f.vector.Codes()
		wanted := make([]bool, len(dictionary))
		for code, value := range dictionary {
			wanted[code] = keeps(value)
		}
		switch {
		case codes.U8 != nil:
			keepCodes(kept, codes.U8, wanted)
		case codes.U16 != nil:
			keepCodes(kept, codes.U16, wanted)
		default:
			keepCodes(kept, codes.U32, wanted)
		}
		return ctx.Err()
	}
	marks := make([]bool, len(f.vector.Marks()))
	for code, mark := range f.vector.Marks() {
		marks[code] = keeps(mark)
	}
	for row, number := range f.vector.Numbers() {
		if row&0xffff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !kept[row] {
			continue
		}
		if math.IsNaN(number) {
			kept[row] = marks[f.vector.MarkCodes().At(row)]
		} else {
			kept[row] = keeps(table.NumberValue(number))
		}
	}
	return nil
}

func keepCodes[Code uint8 | uint16 | uint32](kept []bool, codes []Code, wanted []bool) {
	for row, code := range codes {
		kept[row] = kept[row] && wanted[code]
	}
}

package join

import (
	"context"
	"math"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// lookUp finds one value for each key.
func lookUp(ctx context.Context, column table.Column, there *table.Frame, join crosstab.Join, k *keys, account *Account) (*table.Vector, error) {
	kept, err := keptRows(there, join)
	if err != nil {
		return nil, err
	}
	field, _ := there.Column(join.Field)
	day, err := daysOf(there, join.Latest)
	if err != nil {
		return nil, err
	}

	// Of each key: the row that speaks for it, and whether another of the same
	// standing says something else.
	chosen := make([]int, k.count)
	for key := range chosen {
		chosen[key] = -1
	}
	differ := make([]bool, k.count)
	for row, key := range k.there {
		if row%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if key < 0 || kept != nil && !kept[row] {
			continue
		}
		first := chosen[key]
		if first < 0 || day != nil && day(row) > day(first) {
			chosen[key], differ[key] = row, false
			continue
		}
		if (day == nil || day(row) == day(first)) && field.Value(row) != field.Value(first) {
			differ[key] = true
		}
	}

	values := newBuilder()
	unmatched := values.code(table.Mark(table.Misfit, unmatchedText))
	several := values.code(table.Mark(table.Misfit, severalText))
	blank := values.code(table.Mark(table.Missing, ""))
	byKey := make([]uint32, k.count)
	account.Blank, account.Unmatched = k.blank, k.unknown
	for key, row := range chosen {
		switch {
		case row < 0:
			byKey[key] = unmatched
			account.Unmatched += k.wanted[key]
		case differ[key]:
			byKey[key] = several
			account.Several += k.wanted[key]
		default:
			byKey[key] = values.code(field.Value(row))
			account.Matched += k.wanted[key]
		}
	}
	return spread(ctx, column, k, values, byKey, unmatched, blank)
}

// keptRows says which rows satisfy a condition; nil for all.
func keptRows(frame *table.Frame, join crosstab.Join) ([]bool, error) {
	condition, err := join.Condition(frame.Schema())
	if condition == nil || err != nil {
		return nil, err
	}
	return condition.Mask(frame)
}

// daysOf returns the days of a column by row, the earliest possible where
// there is none; nil for no column.
func daysOf(frame *table.Frame, name string) (func(row int) float64, error) {
	if name == "" {
		return nil, nil
	}
	column, _ := frame.Column(name)
	return func(row int) float64 {
		if v := column.Value(row); v.State == table.Reported {
			return v.Number
		}
		return math.Inf(-1)
	}, nil
}

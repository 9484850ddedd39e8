package join

import (
	"context"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// period is a row of the other dataset with the days on which it holds.
type period struct {
	from, to float64 // both included; to is infinite where nothing is said
	value    uint32
}

// lookUpAsOf finds what held on the day of each row.
func lookUpAsOf(ctx context.Context, column table.Column, here, there *table.Frame, join crosstab.Join, k *keys, account *Account) (*table.Vector, error) {
	values := newBuilder()
	unmatched := values.code(table.Mark(table.Misfit, unmatchedText))
	several := values.code(table.Mark(table.Misfit, severalText))
	blank := values.code(table.Mark(table.Missing, ""))
	byKey, err := periodsOf(ctx, there, join, k, values)
	if err != nil {
		return nil, err
	}

	days, _ := here.Column(join.AsOf.Date)
	codes := table.MakeCodes(here.Len(), len(values.dictionary))
	for row, key := range k.here {
		if row%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		day := days.Value(row)
		code := unmatched
		switch {
		case key == noKey || day.State != table.Reported:
			code = blank
			account.Blank++
		case key == unknown:
			account.Unmatched++
		default:
			held, different := heldOn(byKey[key], day.Number)
			switch {
			case different:
				code = several
				account.Several++
			case held < 0:
				account.Unmatched++
			default:
				code = uint32(held)
				account.Matched++
			}
		}
		codes.Set(row, code)
	}
	return table.NewCodedVector(column, codes, values.dictionary), nil
}

// periodsOf collects the periods of every key by their first day. One without
// a last day ends before the next one begins.
func periodsOf(ctx context.Context, there *table.Frame, join crosstab.Join, k *keys, values *builder) ([][]period, error) {
	kept, err := keptRows(there, join)
	if err != nil {
		return nil, err
	}
	field, _ := there.Column(join.Field)
	from, _ := there.Column(join.AsOf.From)
	var to *table.Vector
	if join.AsOf.To != "" {
		to, _ = there.Column(join.AsOf.To)
	}
	byKey := make([][]period, k.count)
	for row, key := range k.there {
		if row%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		begin := from.Value(row)
		if key < 0 || begin.State != table.Reported || kept != nil && !kept[row] {
			continue
		}
		end := math.Inf(1)
		if to != nil {
			if v := to.Value(row); v.State == table.Reported {
				end = v.Number
			}
		}
		byKey[key] = append(byKey[key], period{begin.Number, end, values.code(field.Value(row))})
	}
	for _, periods := range byKey {
		slices.SortStableFunc(periods, func(a, b period) int {
			switch {
			case a.from < b.from:
				return -1
			case a.from > b.from:
				return 1
			}
			return 0
		})
		for i := range periods {
			for j := i + 1; j < len(periods) && math.IsInf(periods[i].to, 1); j++ {
				if next := periods[j].from; next > periods[i].from {
					periods[i].to = next - 1
				}
			}
		}
	}
	return byKey, nil
}

// heldOn finds the value that held on a day: -1 if none did, and different if
// several did that say different things.
func heldOn(periods []period, day float64) (value int, different bool) {
	value = -1
	for _, p := range periods {
		if p.from > day {
			break
		}
		if day > p.to {
			continue
		}
		if value >= 0 && uint32(value) != p.value {
			return -1, true
		}
		value = int(p.value)
	}
	return value, false
}

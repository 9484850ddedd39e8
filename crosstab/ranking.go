package crosstab

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// standing is what a rank or a running total is in every cell, made once for
// the whole table: place by place it would take as many steps as there are
// members beside each.
type standing struct {
	ranks   []uint32 // 0 where there is none
	running []runningTotal
}

// runningTotal is what was added up so far.
type runningTotal struct {
	sum            float64
	state          table.State
	used, withheld uint32
}

// stand evaluates the ranks and running totals of a result.
func (r *Result) stand(ctx context.Context) error {
	for _, m := range r.plan.measures {
		if m.measure.Show != Rank && m.measure.Show != Running {
			continue
		}
		rows, columns := r.plan.rows.headers, r.plan.columns.headers
		along, others := len(rows), len(columns)
		if m.against.onColumns {
			along, others = others, along
		}
		place := func(header, other int) (row, column int) {
			if m.against.onColumns {
				return other, header
			}
			return header, other
		}
		s := &standing{}
		if m.measure.Show == Rank {
			s.ranks = make([]uint32, len(rows)*len(columns))
		} else {
			s.running = make([]runningTotal, len(rows)*len(columns))
		}
		// The headers of a group share their list; it is dealt with at its first.
		for header := range along {
			group := m.against.groups[header]
			if len(group) == 0 || group[0] != header {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			for other := range others {
				if s.ranks != nil {
					r.rankGroup(m, s.ranks, group, func(header int) (int, int) { return place(header, other) })
				} else {
					r.runGroup(m, s.running, group, func(header int) (int, int) { return place(header, other) })
				}
			}
		}
		m.standing = s
	}
	return nil
}

// rankGroup places the members of one group: 1 is the largest, and equal ones
// share a rank.
func (r *Result) rankGroup(m *planned, ranks []uint32, group []int, place func(header int) (row, column int)) {
	type entry struct {
		value float64
		at    int
	}
	entries := make([]entry, 0, len(group))
	for _, header := range group {
		row, column := place(header)
		if number := r.based(m, row, column); number.State == table.Reported {
			entries = append(entries, entry{number.Value, r.at(row, column)})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(b.value, a.value) })
	larger := 0 // how many are larger than the one at hand
	for _, e := range entries {
		for !same(entries[larger].value, e.value) {
			larger++
		}
		ranks[e.at] = uint32(larger + 1)
	}
}

// same reports whether two numbers are equal but for what rounding left in
// their last digits: three times a third, divided by three, is a third.
func same(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b))
}

// runGroup adds up the members of one group as they are listed.
func (r *Result) runGroup(m *planned, running []runningTotal, group []int, place func(header int) (row, column int)) {
	var sum wide
	so := runningTotal{state: table.Missing}
	for _, header := range group {
		row, column := place(header)
		number := r.based(m, row, column)
		so.used += uint32(number.Used)
		so.withheld += uint32(number.Withheld)
		switch {
		case number.State == table.Reported:
			sum.plus(number.Value)
			so.state = table.Reported
		case number.State == table.Withheld && so.state == table.Missing:
			so.state = table.Withheld
		}
		so.sum = sum.high + sum.low
		running[r.at(row, column)] = so
	}
}

// rank is a number's place among those of the other members.
func (r *Result) rank(m *planned, number Number, row, column int) Number {
	rank := m.standing.ranks[r.at(row, column)]
	if number.State == table.Reported && rank == 0 {
		number.State = table.Missing // a total over the field
	}
	number.Value = float64(rank)
	return number
}

// running is the sum of the members up to this one.
func (r *Result) running(m *planned, number Number, row, column int) Number {
	if m.against.group(row, column) == nil {
		return Number{State: table.Missing, Used: number.Used, Withheld: number.Withheld}
	}
	so := m.standing.running[r.at(row, column)]
	number = Number{State: so.state, Used: int(so.used), Withheld: int(so.withheld)}
	if so.state == table.Reported {
		number.Value = so.sum
	}
	return number
}

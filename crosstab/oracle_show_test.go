package crosstab_test

import (
	"math"
	"math/big"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// based evaluates a measure with its base for the cell of two paths.
func (o *oracle) based(m crosstab.Measure, row, column []table.Value) crosstab.Number {
	number := o.measure(m, o.cells[cellKey(row, column)])
	if m.Base == crosstab.NoBase || number.State != table.Reported {
		return number
	}
	switch m.Base {
	case crosstab.PercentRow:
		column = nil
	case crosstab.PercentColumn:
		row = nil
	case crosstab.PercentTotal:
		row, column = nil, nil
	case crosstab.PercentParent:
		row = row[:max(0, len(row)-1)]
	}
	return share(number, o.measure(m, o.cells[cellKey(row, column)]))
}

// number evaluates a measure as it is shown for the cell of two paths.
func (o *oracle) number(m crosstab.Measure, row, column []table.Value) crosstab.Number {
	number := o.based(m, row, column)
	if m.Show == crosstab.NoShow {
		return number
	}
	missing := number
	missing.State, missing.Value = table.Missing, 0
	dimensions, leaves, path := o.spec.Rows, o.rowPaths, row
	level := slices.IndexFunc(dimensions, func(d crosstab.Dimension) bool { return d.Field == m.In })
	onRows := level >= 0
	if !onRows {
		dimensions, leaves, path = o.spec.Columns, o.colPaths, column
		level = slices.IndexFunc(dimensions, func(d crosstab.Dimension) bool { return d.Field == m.In })
	}
	at := func(member table.Value) (crosstab.Number, bool) {
		other := slices.Clone(path)
		other[level] = member
		// Where empty combinations are shown, every member has a header.
		exists := o.spec.Empty || slices.ContainsFunc(leaves, func(leaf []table.Value) bool { return pathKey(leaf[:len(other)]) == pathKey(other) })
		if onRows {
			return o.based(m, other, column), exists
		}
		return o.based(m, row, other), exists
	}
	// The members that occur anywhere, as they are listed.
	var members []table.Value
	if m.In != "" {
		seen := map[string]bool{}
		for _, leaf := range leaves {
			if key := pathKey(leaf[level : level+1]); !seen[key] {
				seen[key] = true
				members = append(members, leaf[level])
			}
		}
		slices.SortFunc(members, func(a, b table.Value) int { return o.compare(dimensions[level], a, b) })
	}
	if m.Show == crosstab.Rank || m.Show == crosstab.Running {
		return o.ordered(m, number, missing, path, level, members, at)
	}
	if number.State != table.Reported {
		return number
	}
	other, exists := o.based(m, nil, column), true
	if m.In != "" {
		if len(path) <= level {
			return missing
		}
		var reference *table.Value
		natural := crosstab.Dimension{Field: m.In}
		for _, member := range members {
			others := member.Text == "All others" || path[level].Text == "All others"
			switch {
			case member.State != table.Reported || others && m.Member == "":
			case m.Member != "":
				if member.Text == m.Member {
					reference = &member
				}
			case path[level].State == table.Reported && o.compare(natural, member, path[level]) < 0 && (reference == nil || o.compare(natural, member, *reference) > 0):
				reference = &member
			}
		}
		if reference == nil {
			return missing
		}
		other, exists = at(*reference)
	}
	switch {
	case !exists:
		return missing
	case other.State != table.Reported:
		number.State, number.Value = other.State, 0
	case m.Show == crosstab.Difference:
		number.Value -= other.Value
	case other.Value == 0:
		return missing
	case m.Show == crosstab.Change:
		number.Value = (number.Value - other.Value) / math.Abs(other.Value)
	case m.Show == crosstab.Index:
		number.Value = 100 * number.Value / other.Value
	}
	return number
}

// knowsMembers reports whether every member that is compared with occurs.
func (o *oracle) knowsMembers() bool {
	for _, m := range o.spec.Measures {
		if m.Member != "" && !slices.ContainsFunc(o.rows, func(row map[string]table.Value) bool {
			return (o.keep == nil || o.keep(row)) && row[m.In].State == table.Reported && row[m.In].Text == m.Member
		}) {
			return false
		}
	}
	return true
}

// ordered evaluates a rank or a running total.
func (o *oracle) ordered(m crosstab.Measure, number, missing crosstab.Number, path []table.Value, level int, members []table.Value, at func(table.Value) (crosstab.Number, bool)) crosstab.Number {
	if m.Show == crosstab.Rank && number.State != table.Reported {
		return number
	}
	if len(path) <= level {
		return missing
	}
	rank := 1.0
	sum := new(big.Float).SetPrec(500)
	running := crosstab.Number{State: table.Missing}
	reached := false
	for _, member := range members {
		before := !reached
		// The cell itself may be an empty one that is shown all the same.
		reached = reached || pathKey([]table.Value{member}) == pathKey(path[level:level+1])
		other, exists := at(member)
		if !exists {
			continue
		}
		if other.State == table.Reported && other.Value > number.Value {
			rank++
		}
		if !before {
			continue
		}
		running.Used += other.Used
		running.Withheld += other.Withheld
		if other.State == table.Reported {
			running.State = table.Reported
			sum.Add(sum, new(big.Float).SetFloat64(other.Value))
		} else if running.State == table.Missing {
			running.State = other.State
		}
	}
	if m.Show == crosstab.Rank {
		number.Value = rank
		return number
	}
	running.Value, _ = sum.Float64()
	return running
}

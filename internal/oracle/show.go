package oracle

import (
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// based evaluates a measure with its base for the cell of two nodes.
func (o *Oracle) based(m crosstab.Measure, row, column int) crosstab.Number {
	number := o.measure(m, row, column)
	if m.Base == crosstab.NoBase || number.State != table.Reported {
		return number
	}
	return share(number, o.whole(m, row, column))
}

// whole is what a percentage is of.
func (o *Oracle) whole(m crosstab.Measure, row, column int) crosstab.Number {
	row, column = o.wholeAt(m, row, column)
	return o.measure(m, row, column)
}

func (o *Oracle) wholeAt(m crosstab.Measure, row, column int) (wholeRow, wholeColumn int) {
	switch m.Base {
	case crosstab.PercentRow:
		column = 0
	case crosstab.PercentColumn:
		row = 0
	case crosstab.PercentTotal:
		row, column = 0, 0
	case crosstab.PercentParent:
		row = o.rows.nodes[row].parent
	}
	return row, column
}

// comparing is where a measure is compared: on which side and level.
type comparing struct {
	onRows bool
	axis   *axis
	level  int
}

func (o *Oracle) comparing(m crosstab.Measure) comparing {
	named := func(d crosstab.Dimension) bool { return d.Field == m.In }
	if level := slices.IndexFunc(o.spec.Rows, named); level >= 0 {
		return comparing{true, o.rows, level}
	}
	return comparing{false, o.cols, slices.IndexFunc(o.spec.Columns, named)}
}

// number evaluates a measure as it is shown for the cell of two nodes.
func (o *Oracle) number(m crosstab.Measure, row, column int) crosstab.Number {
	if m.Show == crosstab.Rank || m.Show == crosstab.Running {
		return o.ordered(m, row, column)
	}
	number := o.based(m, row, column)
	if m.Show == crosstab.NoShow || number.State != table.Reported {
		return number
	}
	missing := number
	missing.State, missing.Value = table.Missing, 0
	other := o.based(m, 0, column)
	if m.In != "" {
		c := o.comparing(m)
		at := column
		if c.onRows {
			at = row
		}
		if c.axis.nodes[at].depth <= c.level {
			return missing
		}
		member, found := o.reference(c, m, c.axis.nodes[c.axis.ancestor(at, c.level+1)].member)
		if !found {
			return missing
		}
		beside, exists := c.axis.beside(at, c.level, member)
		if !exists {
			return missing
		}
		if c.onRows {
			row = beside
		} else {
			column = beside
		}
		other = o.based(m, row, column)
	}
	switch {
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

// reference finds the member to compare with: the one that is named, or the one
// before in natural order of those that occur.
func (o *Oracle) reference(c comparing, m crosstab.Measure, member int) (int, bool) {
	l := c.axis.levels[c.level]
	best := -1
	for other, v := range l.members {
		occurs := slices.ContainsFunc(c.axis.nodes, func(n node) bool { return n.depth == c.level+1 && n.member == other })
		switch {
		case !occurs || v.State != table.Reported:
		case m.LastYear:
			if now := l.members[member]; now.State == table.Reported && now.Text == "" && v.Text == "" {
				before, known := o.days[now.Number]
				if !known {
					before, _ = yearBefore(timeOf(now))
					o.days[now.Number] = before
				}
				if timeOf(v).Equal(before) {
					best = other
				}
			}
		case m.Member != "":
			if v.Text == m.Member {
				best = other
			}
		case l.natural[other] < 0 || l.natural[member] < 0 || l.members[member].State != table.Reported:
			// All others, and marks, are before and after nothing.
		case l.natural[other] < l.natural[member] && (best < 0 || l.natural[other] > l.natural[best]):
			best = other
		}
	}
	return best, best >= 0
}

// Knows reports whether every member that is compared with occurs.
func (o *Oracle) Knows() bool {
	for _, m := range o.spec.Measures {
		if m.Member == "" {
			continue
		}
		c := o.comparing(m)
		if _, found := o.reference(c, m, 0); !found {
			return false
		}
	}
	return true
}

// sideKey is a measure, the headers that differ in one member alone, and the
// header of the other side.
type sideKey struct {
	measure crosstab.Measure
	side    string
	other   int
}

// ordered evaluates a rank or a running total.
func (o *Oracle) ordered(m crosstab.Measure, row, column int) crosstab.Number {
	number := o.based(m, row, column)
	if m.Show == crosstab.Rank && number.State != table.Reported {
		return number
	}
	c := o.comparing(m)
	at, other := row, column
	if !c.onRows {
		at, other = column, row
	}
	if c.axis.nodes[at].depth <= c.level {
		number.State, number.Value = table.Missing, 0
		return number
	}
	// The headers beside this one, as they are listed.
	siblings := o.siblings(c, at)
	key := sideKey{m, pathText(siblings), other}
	numbers := o.sides[key]
	if numbers == nil {
		for _, sibling := range siblings {
			r, k := sibling, other
			if !c.onRows {
				r, k = other, sibling
			}
			numbers = append(numbers, o.based(m, r, k))
		}
		o.sides[key] = numbers
	}
	if m.Show == crosstab.Rank {
		rank := 1.0
		for _, n := range numbers {
			if n.State == table.Reported && n.Value > number.Value && !Close(n.Value, number.Value) {
				rank++
			}
		}
		number.Value = rank
		return number
	}
	total, running := exact(0), crosstab.Number{State: table.Missing}
	for i, n := range numbers {
		running.Used += n.Used
		running.Withheld += n.Withheld
		if n.State == table.Reported {
			running.State = table.Reported
			total.Add(total, exact(n.Value))
		} else if running.State == table.Missing {
			running.State = n.State
		}
		if siblings[i] == at {
			break
		}
	}
	running.Value, _ = total.Float64()
	return running
}

// siblings lists the nodes that differ from one at one level alone, in display
// order.
func (o *Oracle) siblings(c comparing, at int) []int {
	around := c.axis.nodes[c.axis.ancestor(at, c.level+1)].parent
	var siblings []int
	for _, child := range c.axis.nodes[around].children {
		if sibling, exists := c.axis.beside(at, c.level, c.axis.nodes[child].member); exists {
			siblings = append(siblings, sibling)
		}
	}
	return siblings
}

func pathText(nodes []int) string {
	var text []byte
	for _, n := range nodes {
		text = append(text, byte(n), byte(n>>8), byte(n>>16))
	}
	return string(text)
}

package oracle

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// level is one dimension: its members, and which of them each row belongs to.
type level struct {
	dimension crosstab.Dimension
	members   []table.Value
	of        [][]int // by row; several where a value lists several answers
	rank      []int   // by member: its place in display order
	natural   []int   // by member: its place in natural order
}

const othersLabel = "All others"

// level finds the members of a dimension.
func (o *Oracle) level(d crosstab.Dimension) *level {
	l := &level{dimension: d, of: make([][]int, len(o.table.Rows))}
	numbers := map[table.Value]int{}
	memberOf := o.memberOf(d)
	for i, v := range o.table.values(d.Field) {
		for _, v := range answers(d, v) {
			if v.State == table.Missing {
				v.Text = ""
			}
			v = memberOf(v)
			number, known := numbers[v]
			if !known {
				number = len(l.members)
				numbers[v] = number
				l.members = append(l.members, v)
			}
			if !slices.Contains(l.of[i], number) {
				l.of[i] = append(l.of[i], number)
			}
		}
	}
	l.natural = l.places(o.compare(l, crosstab.Dimension{Field: d.Field, Bands: d.Bands, Groups: d.Groups}))
	plain := d
	if d.Within {
		d.By, d.Limit = "", 0 // each group sorts its own
	}
	plain.Descending = d.Descending && plain.By == ""
	l.rank = l.places(o.compare(l, plain))
	if d.By != "" || len(d.Order) > 0 || d.Limit > 0 {
		l.arrange(o)
	}
	return l
}

// answers takes a value apart where the dimension says so.
func answers(d crosstab.Dimension, v table.Value) []table.Value {
	if d.Split == "" || v.State != table.Reported {
		return []table.Value{v}
	}
	var all []table.Value
	for _, answer := range strings.Split(v.Text, d.Split) {
		if trimmed := strings.TrimSpace(answer); trimmed != "" {
			all = append(all, table.TextValue(trimmed))
		}
	}
	return all
}

// places turns an order of members into a place for each.
func (l *level) places(compare func(a, b int) int) []int {
	order := make([]int, len(l.members))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, compare)
	places := make([]int, len(order))
	for place, member := range order {
		places[member] = place
	}
	return places
}

// memberOf is how values become members.
func (o *Oracle) memberOf(d crosstab.Dimension) func(table.Value) table.Value {
	switch {
	case d.Bands != nil:
		starts := o.bandStarts(d)
		return func(v table.Value) table.Value {
			if v.State != table.Reported {
				return v
			}
			place := 0
			for _, start := range starts {
				if v.Number >= start {
					place++
				}
			}
			return table.NumberValue(float64(place))
		}
	case len(d.Groups) > 0:
		column := o.table.column(d.Field)
		label := func(v table.Value) string {
			if column.Type == table.SchoolYear {
				return strconv.Itoa(int(v.Number)) + "-" + strconv.Itoa(int(v.Number)%100+1)
			}
			return v.Text
		}
		return func(v table.Value) table.Value {
			for _, g := range d.Groups {
				if v.State != table.Reported || !slices.Contains(g.Members, label(v)) {
					continue
				}
				member := table.TextValue(g.Label)
				if column.Type == table.SchoolYear {
					// It stands where its first member would.
					member.Number = math.Inf(1)
					for _, other := range o.table.values(d.Field) {
						if other.State == table.Reported && slices.Contains(g.Members, label(other)) {
							member.Number = min(member.Number, other.Number)
						}
					}
				}
				return member
			}
			return v
		}
	}
	return func(v table.Value) table.Value { return v }
}

// bandStarts are the numbers at which a new band begins.
func (o *Oracle) bandStarts(d crosstab.Dimension) []float64 {
	if len(d.Bands.At) > 0 {
		return d.Bands.At
	}
	var numbers []float64
	for _, v := range o.table.values(d.Field) {
		if v.State == table.Reported {
			numbers = append(numbers, v.Number)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	slices.Sort(numbers)
	low, high := numbers[0], numbers[len(numbers)-1]
	var starts []float64
	add := func(start float64) {
		if start > low && !slices.Contains(starts, start) {
			starts = append(starts, start)
		}
	}
	for i := 1; i < d.Bands.Equal; i++ {
		add(low + (high-low)*float64(i)/float64(d.Bands.Equal))
	}
	for i := 1; i < d.Bands.Quantile; i++ {
		add(quantileOf(numbers, float64(i)/float64(d.Bands.Quantile)))
	}
	return starts
}

// compare is the natural order of members, or its reverse.
func (o *Oracle) compare(l *level, d crosstab.Dimension) func(a, b int) int {
	states := map[table.State]int{table.Reported: 0, table.Withheld: 1, table.Misfit: 2, table.Missing: 3}
	allGrades := true
	for _, v := range l.members {
		if v.State == table.Reported && !slices.Contains(gradeOrder, v.Text) {
			allGrades = false
		}
	}
	text := o.table.column(d.Field).Type.IsText() && d.Bands == nil
	terms := []string{"Opening", "Second"}
	return func(a, b int) int {
		x, y := l.members[a], l.members[b]
		c := 0
		switch {
		case x.State != y.State:
			return states[x.State] - states[y.State]
		case x.State != table.Reported:
			return strings.Compare(x.Text, y.Text)
		case d.Field == "term(Day)":
			c = slices.Index(terms, x.Text) - slices.Index(terms, y.Text)
		case text && allGrades:
			c = slices.Index(gradeOrder, x.Text) - slices.Index(gradeOrder, y.Text)
		case text:
			c = naturally(x.Text, y.Text)
		case x.Number < y.Number:
			c = -1
		case x.Number > y.Number:
			c = 1
		default:
			c = strings.Compare(x.Text, y.Text)
		}
		if d.Descending {
			return -c
		}
		return c
	}
}

// naturally orders text whose numbers stand at the end or have equally many
// digits.
func naturally(a, b string) int {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	switch {
	case errX == nil && errY == nil && x != y:
		return x - y
	case errX == nil && errY != nil:
		return -1
	case errX != nil && errY == nil:
		return 1
	}
	if c := strings.Compare(strings.ToLower(a), strings.ToLower(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// arrange puts the reported members that have rows in the order asked for, and
// makes one of those beyond a limit.
func (l *level) arrange(o *Oracle) {
	d := l.dimension
	behind := make([][]int, len(l.members))
	for row, members := range l.of {
		for _, member := range members {
			if o.kept[row] {
				behind[member] = append(behind[member], row)
			}
		}
	}
	var reported, others []int
	for member, v := range l.members {
		if v.State == table.Reported && len(behind[member]) > 0 {
			reported = append(reported, member)
		} else {
			others = append(others, member)
		}
	}
	byRank := func(a, b int) int { return l.rank[a] - l.rank[b] }
	slices.SortFunc(reported, byRank)
	slices.SortFunc(others, byRank)
	switch {
	case d.By != "":
		numbers := map[int]crosstab.Number{}
		for _, member := range reported {
			numbers[member] = o.table.of(d.By, behind[member])
		}
		slices.SortStableFunc(reported, func(a, b int) int { return compareNumbers(numbers[a], numbers[b], d.Descending) })
	case len(d.Order) > 0:
		place := func(member int) int {
			if i := slices.Index(d.Order, l.members[member].Text); i >= 0 {
				return i
			}
			return len(d.Order)
		}
		slices.SortStableFunc(reported, func(a, b int) int { return place(a) - place(b) })
	}
	for place, member := range append(reported, others...) {
		l.rank[member] = place
	}
	if d.Limit > 0 && d.Limit < len(reported) {
		l.members = append(l.members, table.TextValue(othersLabel))
		rest := len(l.members) - 1
		for row, members := range l.of {
			var left []int
			for _, member := range members {
				if slices.Contains(reported[d.Limit:], member) {
					member = rest
				}
				if !slices.Contains(left, member) {
					left = append(left, member)
				}
			}
			l.of[row] = left
		}
		l.rank = append(l.rank, l.rank[reported[d.Limit]])
		l.natural = append(l.natural, -1)
	}
}

// compareNumbers orders members by their numbers; those without one stand last.
func compareNumbers(x, y crosstab.Number, descending bool) int {
	switch {
	case x.State != table.Reported && y.State != table.Reported:
		return 0
	case x.State != table.Reported:
		return 1
	case y.State != table.Reported:
		return -1
	case Close(x.Value, y.Value):
		return 0
	case (x.Value < y.Value) != descending:
		return -1
	}
	return 1
}

package oracle

import (
	"math"
	"slices"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// Oracle evaluates one spec over one table. It is not safe for several
// goroutines.
type Oracle struct {
	table *Table
	spec  crosstab.Spec
	kept  []bool
	rows  *axis
	cols  *axis
	cells map[[2]int][]int // by row node and column node: which rows are behind

	// Evaluate, if not nil, evaluates a measure without base and comparison,
	// which is no division of two others, for the cell of two paths. A path has
	// the numbers of members that Members knows.
	// If beside is the name of a field, rows in which that one is withheld count
	// as withheld.
	Evaluate func(m crosstab.Measure, beside string, row, column []int) crosstab.Number
	// Tolerance is how far numbers may be apart, relative to their size.
	Tolerance float64

	known map[beside]map[[2]int]crosstab.Number
	sides map[sideKey][]crosstab.Number
	days  map[float64]time.Time // the same school day of the year before; zero for none
}

// axis is the rows or columns as a tree of paths. Node 0 is the root: all rows.
type axis struct {
	levels []*level
	nodes  []node
	at     map[[2]int]int // by parent and member
	beyond map[[2]int]int // by parent and member: all others, if it is beyond the limit of its group
}

type node struct {
	parent, member, depth int
	children              []int // in display order
}

// New groups the rows of a table as the spec says.
func New(t *Table, spec crosstab.Spec) *Oracle {
	o := &Oracle{
		Tolerance: 1e-12, table: t, spec: spec, kept: make([]bool, len(t.Rows)), cells: map[[2]int][]int{},
		known: map[beside]map[[2]int]crosstab.Number{}, sides: map[sideKey][]crosstab.Number{}, days: map[float64]time.Time{},
	}
	condition := ConditionOf(spec.Where)
	for i, row := range t.Rows {
		o.kept[i] = condition.Holds(row)
	}
	o.rows, o.cols = o.grow(spec.Rows), o.grow(spec.Columns)
	for i := range t.Rows {
		if !o.kept[i] {
			continue
		}
		for _, r := range o.rows.walk(i) {
			for _, c := range o.cols.walk(i) {
				o.cells[[2]int{r, c}] = append(o.cells[[2]int{r, c}], i)
			}
		}
	}
	for _, a := range []*axis{o.rows, o.cols} {
		if spec.Empty {
			a.fill()
		}
		o.sort(a)
	}
	return o
}

// grow makes the tree of one side.
func (o *Oracle) grow(dimensions []crosstab.Dimension) *axis {
	a := &axis{nodes: []node{{}}, at: map[[2]int]int{}, beyond: map[[2]int]int{}}
	for _, d := range dimensions {
		a.levels = append(a.levels, o.level(d))
		if d.Within && d.Limit > 0 {
			o.limitGroups(a)
		}
	}
	for i := range o.table.Rows {
		if o.kept[i] {
			a.walk(i)
		}
	}
	return a
}

// walk lists the nodes that a row belongs to, from the root to its leaves, and
// grows those that are not there yet.
func (a *axis) walk(row int) []int {
	all, reached := []int{0}, []int{0}
	for _, l := range a.levels {
		var next []int
		for _, at := range reached {
			for _, member := range l.of[row] {
				if others, cut := a.beyond[[2]int{at, member}]; cut {
					member = others
				}
				if child := a.child(at, member); !slices.Contains(next, child) {
					next = append(next, child)
				}
			}
		}
		all, reached = append(all, next...), next
	}
	return all
}

func (a *axis) child(parent, member int) int {
	key := [2]int{parent, member}
	if at, known := a.at[key]; known {
		return at
	}
	a.nodes = append(a.nodes, node{parent: parent, member: member, depth: a.nodes[parent].depth + 1})
	a.at[key] = len(a.nodes) - 1
	return len(a.nodes) - 1
}

// limitGroups finds which members of the last level are beyond the limit of
// their group.
func (o *Oracle) limitGroups(a *axis) {
	l := a.levels[len(a.levels)-1]
	a.levels = a.levels[:len(a.levels)-1]
	rows := map[int]map[int][]int{} // by group and member
	for i := range o.table.Rows {
		if !o.kept[i] {
			continue
		}
		for _, at := range a.walk(i) {
			if a.nodes[at].depth < len(a.levels) {
				continue
			}
			for _, member := range l.of[i] {
				if rows[at] == nil {
					rows[at] = map[int][]int{}
				}
				rows[at][member] = append(rows[at][member], i)
			}
		}
	}
	a.levels = append(a.levels, l)
	others := len(l.members)
	l.members = append(l.members, table.TextValue(othersLabel))
	l.natural, l.rank = append(l.natural, -1), append(l.rank, math.MaxInt32)
	for at, of := range rows {
		var members []int
		for member := range of {
			if l.members[member].State == table.Reported {
				members = append(members, member)
			}
		}
		slices.SortFunc(members, func(x, y int) int { return l.rank[x] - l.rank[y] })
		if by := l.dimension.By; by != "" {
			numbers := map[int]crosstab.Number{}
			for _, member := range members {
				numbers[member] = o.table.of(by, of[member])
			}
			slices.SortStableFunc(members, func(x, y int) int { return compareNumbers(numbers[x], numbers[y], l.dimension.Descending) })
		}
		for i := l.dimension.Limit; i < len(members); i++ {
			a.beyond[[2]int{at, members[i]}] = others
		}
	}
}

// fill adds every combination of members that occur somewhere.
func (a *axis) fill() {
	occurring := make([][]int, len(a.levels))
	for _, n := range a.nodes[1:] {
		if !slices.Contains(occurring[n.depth-1], n.member) {
			occurring[n.depth-1] = append(occurring[n.depth-1], n.member)
		}
	}
	if len(a.nodes) == 1 {
		return
	}
	nodes := []int{0}
	for level := range a.levels {
		var next []int
		for _, parent := range nodes {
			for _, member := range occurring[level] {
				next = append(next, a.child(parent, member))
			}
		}
		nodes = next
	}
}

// sort puts the children of every node in display order.
func (o *Oracle) sort(a *axis) {
	for at, n := range a.nodes[1:] {
		a.nodes[n.parent].children = append(a.nodes[n.parent].children, at+1)
	}
	for at := range a.nodes {
		if children := a.nodes[at].children; len(children) > 1 {
			level := a.levels[a.nodes[at].depth]
			slices.SortFunc(children, func(x, y int) int { return level.rank[a.nodes[x].member] - level.rank[a.nodes[y].member] })
			if level.dimension.Within {
				o.sortWithin(a, level, children)
			}
		}
	}
}

// sortWithin sorts the children of one node by a measure of their own rows.
func (o *Oracle) sortWithin(a *axis, l *level, children []int) {
	rows := func(at int) []int {
		if a == o.rows {
			return o.cells[[2]int{at, 0}]
		}
		return o.cells[[2]int{0, at}]
	}
	isMark := func(at int) bool { return l.members[a.nodes[at].member].State != table.Reported }
	// All others have the last rank, and stand before the marks.
	last := len(children) - 1
	if others := children[last]; l.rank[a.nodes[others].member] == math.MaxInt32 {
		for last > 0 && isMark(children[last-1]) {
			children[last], last = children[last-1], last-1
		}
		children[last] = others
		children = children[:last]
	}
	if l.dimension.By == "" {
		return
	}
	reported := 0 // they stand before the marks
	for reported < len(children) && !isMark(children[reported]) {
		reported++
	}
	numbers := map[int]crosstab.Number{}
	for _, child := range children {
		numbers[child] = o.table.of(l.dimension.By, rows(child))
	}
	slices.SortStableFunc(children[:reported], func(x, y int) int {
		if len(rows(x)) == 0 || len(rows(y)) == 0 {
			return len(rows(y)) - len(rows(x)) // what has no rows stands last
		}
		return compareNumbers(numbers[x], numbers[y], l.dimension.Descending)
	})
}

// path is the members from the outermost to a node.
func (a *axis) path(at int) []table.Value {
	path := make([]table.Value, a.nodes[at].depth)
	for at != 0 {
		n := a.nodes[at]
		path[n.depth-1] = a.levels[n.depth-1].members[n.member]
		at = n.parent
	}
	return path
}

// numbers is the path of a node as numbers of members.
func (a *axis) numbers(at int) []int {
	path := make([]int, a.nodes[at].depth)
	for at != 0 {
		path[a.nodes[at].depth-1] = a.nodes[at].member
		at = a.nodes[at].parent
	}
	return path
}

// Paths returns the members of the rows and of the columns that a row of the
// table belongs to, as numbers: one path, or several where a value lists
// several answers. A row that the filter leaves out belongs to none.
func (o *Oracle) Paths(row int) (rows, columns [][]int) {
	if !o.kept[row] {
		return nil, nil
	}
	return o.rows.leafPaths(row), o.cols.leafPaths(row)
}

func (a *axis) leafPaths(row int) [][]int {
	var paths [][]int
	for _, at := range a.walk(row) {
		if a.nodes[at].depth == len(a.levels) {
			paths = append(paths, a.numbers(at))
		}
	}
	return paths
}

// beside is the node whose path differs at one level.
func (a *axis) beside(at, level, member int) (int, bool) {
	var below []int
	for a.nodes[at].depth > level+1 {
		below = append(below, a.nodes[at].member)
		at = a.nodes[at].parent
	}
	at, exists := a.at[[2]int{a.nodes[at].parent, member}]
	for _, member := range slices.Backward(below) {
		if !exists {
			break
		}
		at, exists = a.at[[2]int{at, member}]
	}
	return at, exists
}

// ancestor is the node on the way to another at so many levels.
func (a *axis) ancestor(at, depth int) int {
	for a.nodes[at].depth > depth {
		at = a.nodes[at].parent
	}
	return at
}

// headers lists the nodes of an axis as they are displayed.
func (o *Oracle) headers(a *axis, dimensions []crosstab.Dimension) []int {
	if len(dimensions) == 0 {
		return []int{0}
	}
	var list []int
	var descend func(at int)
	descend = func(at int) {
		depth := a.nodes[at].depth
		if depth == len(dimensions) {
			list = append(list, at)
			return
		}
		shown := o.spec.Totals != crosstab.NoTotals && (depth == 0 || !dimensions[depth-1].NoSubtotal)
		if shown && o.spec.Totals == crosstab.TotalsAbove {
			list = append(list, at)
			shown = false
		}
		for _, child := range a.nodes[at].children {
			descend(child)
		}
		if shown {
			list = append(list, at)
		}
	}
	descend(0)
	return list
}

// beside is a measure in whose rows another field must not be withheld, if it
// has a name.
type beside struct {
	measure crosstab.Measure
	field   string
}

// measure evaluates a measure without base and comparison in one cell.
func (o *Oracle) measure(m crosstab.Measure, row, column int) crosstab.Number {
	return o.besides(m, "", row, column)
}

func (o *Oracle) besides(m crosstab.Measure, field string, row, column int) crosstab.Number {
	m.Base, m.Show, m.In, m.Member, m.LastYear = "", "", "", "", false
	cell := [2]int{row, column}
	asked := beside{m, field}
	known := o.known[asked]
	if known == nil {
		known = map[[2]int]crosstab.Number{}
		o.known[asked] = known
	}
	behind := o.cells[cell]
	if len(behind) == 0 {
		cell = [2]int{-1, -1} // all empty cells are alike
	}
	number, found := known[cell]
	switch {
	case found:
		return number
	case m.Function == crosstab.Rate || m.Function == crosstab.Ratio:
		of, over := parts(m)
		ofField, overField := "", ""
		if addsUp(of) && addsUp(over) && of.Field != over.Field {
			ofField, overField = of.Field, over.Field
		}
		whole := o.besides(over, ofField, row, column)
		number = share(o.besides(of, overField, row, column), whole)
		number.Withheld = max(number.Withheld, whole.Withheld)
	case o.Evaluate != nil && len(behind) > 0:
		number = o.Evaluate(m, field, o.rows.numbers(row), o.cols.numbers(column))
	default:
		number = o.table.evaluate(m, field, behind)
	}
	known[cell] = number
	return number
}

// addsUp tells the measures in whose quotients a row counts in both or in none.
func addsUp(m crosstab.Measure) bool {
	return m.Field != "" && (m.Function == crosstab.Sum || m.Function == crosstab.Mean)
}

// parts are the two measures that a division divides.
func parts(m crosstab.Measure) (of, over crosstab.Measure) {
	first, _ := crosstab.ParseMeasures(m.Field)
	second, _ := crosstab.ParseMeasures(m.Over)
	return first[0], second[0]
}

// share divides one number by another.
func share(part, whole crosstab.Number) crosstab.Number {
	switch {
	case part.State != table.Reported:
	case whole.State != table.Reported:
		part.State, part.Value = whole.State, 0
	case whole.Value == 0:
		part.State, part.Value = table.Missing, 0
	default:
		part.Value /= whole.Value
	}
	return part
}

package crosstab

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// othersLabel is how people read the member that stands for all beyond a limit.
const othersLabel = "All others"

// measure returns what the members are sorted by; false if they are not, or if
// it cannot be read. For a limit alone it matters which members have rows.
func (d Dimension) measure() (Measure, bool) {
	text := d.By
	if d.Within {
		return Measure{}, false
	}
	if text == "" {
		return Measure{Function: Count}, d.limitOfAll() > 0
	}
	measures, err := ParseMeasures(text)
	if err != nil || len(measures) != 1 {
		return Measure{}, false
	}
	return measures[0], true
}

// ownOrder reports whether each group lists the members by a measure of its own
// rows.
func (d Dimension) ownOrder() bool { return d.Within && d.By != "" }

// limitOfAll is the limit if it is the same in every group.
func (d Dimension) limitOfAll() int {
	if d.Within {
		return 0
	}
	return d.Limit
}

// resolveOrder checks how the members are put in order.
func (d *Dimension) resolveOrder(in expression.Scope) error {
	if d.Limit < 0 {
		return problem(codeOrder, fmt.Sprintf("%d is not a number of members.", d.Limit), "Use 1 or more, or 0 for all.")
	}
	if d.By != "" && len(d.Order) > 0 {
		return problem(codeOrder, fmt.Sprintf("%s cannot stand in two orders.", d.Field), "Sort it by a measure or list its members, not both.")
	}
	if d.Within && d.By == "" && d.Limit == 0 {
		return problem(codeOrder, fmt.Sprintf("It is not said how %s is sorted within its groups.", d.Field), "Sort it by a measure, or limit it.")
	}
	if d.By == "" {
		return nil
	}
	measures, err := ParseMeasures(d.By)
	if err != nil {
		return err
	}
	if len(measures) != 1 || measures[0].Base != NoBase || measures[0].Show != NoShow {
		return problem(codeOrder, fmt.Sprintf("Members cannot be sorted by %q.", d.By), "Name one plain measure, such as sum(Budget).")
	}
	if err := measures[0].resolve(in); err != nil {
		return err
	}
	d.By = measures[0].Name()
	return nil
}

// ranking evaluates what a dimension's members are sorted by, each from all of
// its own rows; nil if they are not sorted by a measure.
func (b *binding) ranking(d Dimension) (map[table.Value]Number, error) {
	by, sorted := d.measure()
	if !sorted {
		return nil, nil
	}
	spec := Spec{Rows: []Dimension{{Field: d.Field, Bands: d.Bands, Groups: d.Groups, Split: d.Split}}, Measures: []Measure{by}, Where: b.where, Totals: NoTotals, Calendar: b.calendar}
	result, err := compute(b.ctx, b.frame, spec, b.engine)
	if err != nil {
		return nil, err
	}
	numbers := map[table.Value]Number{}
	for row, header := range result.Rows() {
		numbers[header.Path[0]] = result.Cell(row, 0).Values[0]
	}
	return numbers, nil
}

// arrangement is the order in which a key lists its members.
type arrangement struct {
	descending bool
	listed     []string // the natural order, if the values do not say it
	order      []string
	numbers    map[table.Value]Number // of members that have rows; nil if not asked for
	sorted     bool                   // by the numbers
	limit      int
	apart      bool // each group has a limit of its own
	bands      *Bands
	split      string
	groups     []Group
}

// plain reports whether the arrangement is the natural one or its reverse.
func (a arrangement) plain() bool {
	return len(a.order) == 0 && !a.sorted && a.limit == 0 && !a.apart && a.bands == nil && len(a.groups) == 0 && a.split == ""
}

// rearrange puts the members of a key, which stand in natural order or its
// reverse, in the order wanted, and makes one of those beyond the limit.
func (k *key) rearrange(a arrangement) {
	reported := k.reported()
	order := make([]int, len(k.members))
	for i := range order {
		order[i] = i
	}
	switch {
	case len(a.order) > 0:
		listed := map[string]int{}
		for i, label := range a.order {
			if _, known := listed[label]; !known {
				listed[label] = i - len(a.order)
			}
		}
		// Marks can be listed too. What is not listed counts zero: after.
		slices.SortStableFunc(order, func(i, j int) int {
			return cmp.Compare(listed[k.members[i].label], listed[k.members[j].label])
		})
	case a.sorted:
		slices.SortStableFunc(order[:reported], func(i, j int) int {
			return a.compare(k.members[i], k.members[j])
		})
	}
	if a.limit > 0 {
		// What has no rows takes no place from what has.
		slices.SortStableFunc(order, func(i, j int) int {
			return cmp.Compare(a.absent(k.members[i]), a.absent(k.members[j]))
		})
	}
	k.reorder(order)
	if a.limit > 0 && a.limit < reported {
		k.cut(a.limit)
	}
}

// compare orders two members by their numbers; those without one stand last.
func (a arrangement) compare(x, y member) int {
	if c := cmp.Compare(a.absent(x), a.absent(y)); c != 0 {
		return c
	}
	return a.compareNumbers(a.numbers[x.value], a.numbers[y.value])
}

// compareNumbers orders two numbers; one that is not reported stands last.
func (a arrangement) compareNumbers(first, second Number) int {
	if c := cmp.Compare(unknown(first), unknown(second)); c != 0 {
		return c
	}
	if first.State != table.Reported {
		return 0
	}
	if same(first.Value, second.Value) {
		return 0
	}
	c := cmp.Compare(first.Value, second.Value)
	if a.descending {
		return -c
	}
	return c
}

// absent is 1 for a value that has no rows and 0 for any other member.
func (a arrangement) absent(m member) int {
	if _, present := a.numbers[m.value]; present || m.value.State != table.Reported {
		return 0
	}
	return 1
}

// unknown is 1 for a number that is not reported.
func unknown(n Number) int {
	if n.State == table.Reported {
		return 0
	}
	return 1
}

// reorder lists the members in another order of their places.
func (k *key) reorder(order []int) {
	members, to := make([]member, len(order)), make([]uint32, len(order))
	for place, before := range order {
		members[place] = k.members[before]
		to[before] = uint32(place)
	}
	for code, place := range k.places[:k.used] {
		k.places[code] = to[place]
	}
	for i, place := range k.natural {
		k.natural[i] = to[place]
	}
	k.members = members
}

func othersMember() member {
	return member{value: table.TextValue(othersLabel), label: othersLabel}
}

// cut keeps the first members apart and makes one of the other reported ones.
// Marks stay what they are.
func (k *key) cut(limit int) {
	others := othersMember()
	var members []member
	to := make([]uint32, len(k.members))
	kept, marks := 0, []int{}
	for place, m := range k.members {
		switch {
		case m.value.State != table.Reported:
			marks = append(marks, place)
		case kept < limit:
			kept++
			to[place] = uint32(len(members))
			members = append(members, m)
		default:
			to[place] = uint32(limit)
		}
	}
	members = append(members, others)
	for _, place := range marks {
		to[place] = uint32(len(members))
		members = append(members, k.members[place])
	}
	for code, place := range k.places[:k.used] {
		k.places[code] = to[place]
	}
	var natural []uint32
	for _, place := range k.natural {
		if now := to[place]; now < uint32(limit) {
			natural = append(natural, now)
		}
	}
	k.natural, k.members, k.merged = natural, members, true
}

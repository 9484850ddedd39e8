package crosstab

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// resolveShow checks what a measure is compared with, once it is known what
// stands on the rows and columns.
func (m *Measure) resolveShow(in expression.Scope, rows, columns []Dimension) error {
	switch m.Show {
	case NoShow:
		if m.In != "" || m.Member != "" || m.LastYear {
			return problem(codeComparison, fmt.Sprintf("%s is not said to be compared.", m.Name()), "Say how: difference from, change from, index of, rank in or running in.")
		}
		return nil
	case Difference, Change, Index, Rank, Running:
	default:
		return problem(codeComparison, fmt.Sprintf("%q is not a way to show a measure.", m.Show), "Use difference, change, index, rank or running.")
	}
	if !m.isAmount(in) {
		return problem(codeComparison, fmt.Sprintf("%s is not an amount and cannot be compared.", m.plainName()), "Show it as it is.")
	}
	if m.Show == Running && (m.Base != NoBase || m.Function != Count && m.Function != Sum) {
		return problem(codeComparison, fmt.Sprintf("%s does not add up to a running total.", m.plainName()), "Use running with count or sum.")
	}
	ordered := m.Show == Rank || m.Show == Running
	if m.In == "" && (ordered || m.Member != "" || m.LastYear) || m.Member != "" && (ordered || m.LastYear) || m.LastYear && ordered {
		return problem(codeComparison, fmt.Sprintf("It is not said in which field %s goes.", m.Name()), "Write it as rank in School, or difference from School = \"Lincoln\".")
	}
	if m.In == "" {
		return nil
	}
	for _, d := range slices.Concat(rows, columns) {
		if strings.EqualFold(d.Field, m.In) {
			m.In = d.Field
			return m.resolveLastYear(in, d)
		}
	}
	return problem(codeComparison, fmt.Sprintf("%q is neither on the rows nor on the columns.", m.In), "Put it there, or compare in a field that is.")
}

// comparison is what a measure is shown against, bound to the headers of a
// result.
type comparison struct {
	onColumns bool
	level     int
	member    int   // place of the named member, or -1
	previous  []int // place of the member before each; -1 if there is none
	// at finds a header by its path, and groups lists, for each header, those
	// that differ from it in this field alone, in display order.
	at     map[string]int
	groups [][]int
}

// compare binds the comparison of each measure to the headers.
func (p *plan) compare() error {
	for _, m := range p.measures {
		if m.measure.Show == NoShow || m.measure.In == "" {
			continue
		}
		c := &comparison{member: -1}
		a := &p.rows
		c.level = indexOfField(p.spec.Rows, m.measure.In)
		if c.level < 0 {
			a, c.onColumns = &p.columns, true
			c.level = indexOfField(p.spec.Columns, m.measure.In)
		}
		if err := c.find(a.keys[c.level].display().members, m.measure); err != nil {
			return err
		}
		c.bind(a)
		if m.measure.LastYear {
			c.yearBefore(a.keys[c.level].display().members, p.scope.Calendar)
		}
		m.against = c
	}
	return nil
}

func indexOfField(dimensions []Dimension, field string) int {
	return slices.IndexFunc(dimensions, func(d Dimension) bool { return d.Field == field })
}

// find looks the named member up.
func (c *comparison) find(members []member, measure Measure) error {
	if measure.Member == "" {
		return nil
	}
	c.member = slices.IndexFunc(members, func(m member) bool { return m.label == measure.Member })
	if c.member < 0 {
		c.member = slices.IndexFunc(members, func(m member) bool { return strings.EqualFold(m.label, measure.Member) })
	}
	if c.member >= 0 {
		return nil
	}
	var labels []string
	for _, m := range members {
		labels = append(labels, m.label)
	}
	return problem(codeComparison, fmt.Sprintf("There is no %q in %s.", measure.Member, measure.In), expression.Suggestion(measure.Member, labels))
}

// bind indexes the headers of the field's axis.
func (c *comparison) bind(a *axis) {
	c.at = make(map[string]int, len(a.headers))
	c.groups = make([][]int, len(a.headers))
	occurs := make([]bool, len(a.keys[c.level].display().members))
	groups := map[string][]int{}
	for i, h := range a.headers {
		c.at[pathText(h.path, -1, 0)] = i
		if len(h.path) > c.level {
			occurs[h.path[c.level]] = true
			group := pathText(h.path, c.level, 0)
			groups[group] = append(groups[group], i)
		}
	}
	for i, h := range a.headers {
		if len(h.path) > c.level {
			c.groups[i] = groups[pathText(h.path, c.level, 0)]
		}
	}
	// Before means earlier or smaller, also where the largest stands first. A
	// mark has none before it.
	c.previous = slices.Repeat([]int{-1}, len(occurs))
	before := -1
	for _, place := range a.keys[c.level].display().natural {
		if c.previous[place] = before; occurs[place] {
			before = int(place)
		}
	}
}

// resolveLastYear checks whether a measure can be compared with the same school
// day of the year before.
func (m Measure) resolveLastYear(in expression.Scope, d Dimension) error {
	if !m.LastYear {
		return nil
	}
	from, err := sourceOf(d.Field, in)
	if err != nil {
		return err
	}
	if from.column.Type != table.Date {
		return problem(codeComparison, fmt.Sprintf("%s holds %s and not dates, so that it has no school days.", d.Field, kindName(from.column.Type)), "Name a field of dates, or put schoolDay(Date) on the rows and schoolyear(Date) on the columns and compare with the previous one.")
	}
	if in.Calendar == nil {
		return problem(codeComparison, "The same school day of the year before is found by the school calendar, and there is none.", "Save one in the workspace with sbench calendar, or give one with --calendar.")
	}
	return nil
}

// yearBefore makes the same school day of the year before what each day is
// compared with.
func (c *comparison) yearBefore(members []member, days *calendar.Index) {
	places := map[calendar.Day]int{}
	for place, m := range members {
		if m.value.State == table.Reported && m.value.Text == "" {
			places[calendar.Day(m.value.Number)] = place
		}
	}
	c.previous = slices.Repeat([]int{-1}, len(members))
	for day, place := range places {
		if before, taught := days.YearBefore(day); taught {
			if other, known := places[before]; known {
				c.previous[place] = other
			}
		}
	}
}

// pathText writes a path, with another member at one level if that is not
// negative, so that it can be looked up.
func pathText(path []uint32, level int, other uint32) string {
	var b strings.Builder
	for k, place := range path {
		if k == level {
			place = other
		}
		b.Write([]byte{byte(place), byte(place >> 8), byte(place >> 16), byte(place >> 24)})
	}
	return b.String()
}

// reference finds the row and column of the number to compare with.
func (r *Result) reference(m *planned, row, column int) (int, int, bool) {
	c := m.against
	if c == nil {
		return r.plan.rows.grand(), column, true // all of the rows
	}
	a, header := &r.plan.rows, row
	if c.onColumns {
		a, header = &r.plan.columns, column
	}
	path := a.headers[header].path
	if len(path) <= c.level {
		return 0, 0, false
	}
	place := c.member
	if m.measure.Member == "" {
		place = c.previous[path[c.level]]
	}
	if place < 0 {
		return 0, 0, false
	}
	found, exists := c.at[pathText(path, c.level, uint32(place))]
	if c.onColumns {
		return row, found, exists
	}
	return found, column, exists
}

// shown turns a number into what it is to be shown as.
func (r *Result) shown(m *planned, number Number, row, column int) Number {
	switch m.measure.Show {
	case NoShow:
		return number
	case Rank:
		return r.rank(m, number, row, column)
	case Running:
		return r.running(m, number, row, column)
	}
	if number.State != table.Reported {
		return number
	}
	other := Number{State: table.Missing}
	if row, column, exists := r.reference(m, row, column); exists {
		other = r.based(m, row, column)
	}
	if other.State == table.Reported && other.Value == 0 && m.measure.Show != Difference {
		other.State = table.Missing
	}
	if other.State != table.Reported {
		number.State, number.Value = other.State, 0
		return number
	}
	number.Part, number.Whole = number.Value, other.Value
	switch m.measure.Show {
	case Difference:
		number.Value -= other.Value
	case Change:
		number.Value = (number.Value - other.Value) / max(other.Value, -other.Value)
	case Index:
		number.Value = 100 * number.Value / other.Value
	}
	return number
}

// group lists the headers that a header is ranked among; nil if it is a total
// over the field.
func (c *comparison) group(row, column int) []int {
	if c.onColumns {
		return c.groups[column]
	}
	return c.groups[row]
}

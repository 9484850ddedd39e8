package unpivot

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// The least that is offered as a long table.
const (
	leastKeys    = 3
	leastColumns = 3
)

// pattern is columns whose names differ in one place only.
type pattern struct {
	before, after string
	columns       map[string]int // by key, their place in the plan
	value         importers.PlanColumn
}

// Find looks for columns that should be rows. found is false when there are
// none. blank tells of the plan's columns which have not a single value: they
// may be of any type.
func Find(plan importers.Plan, blank func(place int) bool) (finding importers.Finding, found bool) {
	if plan.HeaderRow == 0 || plan.Unpivot != nil {
		return importers.Finding{}, false
	}
	w := wide{plan: plan, blank: blank}
	var best *offer
	for _, candidate := range w.offers() {
		if best == nil || candidate.score() > best.score() {
			best = candidate
		}
	}
	if best == nil {
		return importers.Finding{}, false
	}
	unpivot, columns := w.unpivot(best)
	return importers.Finding{
		Code: "wide", Message: best.sentence(unpivot),
		Undo: []importers.Change{{Label: "Make rows of these columns", Columns: columns, Unpivot: &unpivot}},
	}, true
}

// wide is a table looked at.
type wide struct {
	plan  importers.Plan
	blank func(place int) bool
}

// patterns collects the columns by what their names have in common, for every
// part of the names that may change.
func (w *wide) patterns() []*pattern {
	type name struct {
		before, after string
		kind          keyKind
	}
	byName := map[name]*pattern{}
	var order []*pattern
	for place, column := range w.plan.Columns {
		if column.Skip {
			continue
		}
		parts := tokens(column.Name)
		before := ""
		for i, part := range parts {
			after := strings.Join(parts[i+1:], "")
			for _, kind := range kindsOf(part) {
				if kind == ofWords && strings.TrimSpace(before+after) == "" {
					continue // two names of one word have nothing in common
				}
				key := name{before, after, kind}
				p := byName[key]
				if p == nil {
					p = &pattern{before: before, after: after, columns: map[string]int{}}
					byName[key] = p
					order = append(order, p)
				}
				if _, taken := p.columns[part]; !taken {
					p.columns[part] = place
				}
			}
			before += part
		}
	}
	return slices.DeleteFunc(order, func(p *pattern) bool { return len(p.columns) < leastKeys })
}

// offer is one way to make the table long.
type offer struct {
	kind  keyKind
	keys  []string // in the order of the file
	stems []*pattern
	taken map[int]bool // places of the columns of stems
}

// columns counts the columns that would become rows.
func (o *offer) columns() int {
	n := 0
	for _, stem := range o.stems {
		n += len(stem.columns)
	}
	return n
}

// score prefers what takes in the most columns, and among equals keys that are
// years, grades or numbers.
func (o *offer) score() int { return 4*o.columns() + int(o.kind) }

// offers lists the ways to make the table long: patterns whose names change in
// the same ways belong together.
func (w *wide) offers() []*offer {
	byKeys := map[string]*offer{}
	var order []*offer
	for _, p := range w.patterns() {
		column, ok := w.unify(p)
		if !ok {
			continue
		}
		p.value = column
		signature := strings.Join(slices.Sorted(maps.Keys(p.columns)), "\x00")
		o := byKeys[signature]
		if o == nil {
			o = &offer{keys: p.keys()}
			o.kind = kindOf(o.keys)
			byKeys[signature] = o
			order = append(order, o)
		}
		if !o.overlaps(p) {
			o.stems = append(o.stems, p)
		}
	}
	return slices.DeleteFunc(order, func(o *offer) bool { return o.columns() < leastColumns || !o.worthwhile() })
}

// keys returns what changes in the names, in the order of the columns.
func (p *pattern) keys() []string {
	return slices.SortedFunc(maps.Keys(p.columns), func(a, b string) int { return cmp.Compare(p.columns[a], p.columns[b]) })
}

// overlaps reports whether a column of the pattern is in the offer already.
func (o *offer) overlaps(p *pattern) bool {
	if o.taken == nil {
		o.taken = map[int]bool{}
	}
	for _, place := range p.columns {
		if o.taken[place] {
			return true
		}
	}
	for _, place := range p.columns {
		o.taken[place] = true
	}
	return false
}

// worthwhile refuses what only looks alike: First, Middle and Last Name are
// not measured three times.
func (o *offer) worthwhile() bool {
	numeric := 0
	for _, stem := range o.stems {
		switch stem.value.Type {
		case table.Integer, table.Decimal, table.Date:
			numeric++
		}
	}
	switch o.kind {
	case ofYears, ofGrades:
		return numeric > 0
	case ofNumbers:
		// A number is in many names; items of one test are a table already.
		return numeric > 0 && (len(o.stems) > 1 || strings.TrimSpace(o.stems[0].before+o.stems[0].after) != "")
	}
	// Words have to have a word in common: FRPL_7 and ELL_7 share a grade.
	said := slices.ContainsFunc(o.stems, func(stem *pattern) bool { return strings.ContainsFunc(stem.before+stem.after, unicode.IsLetter) })
	return said && numeric*2 >= len(o.stems) && (numeric > 1 || len(o.keys) > leastKeys)
}

// unify returns the one column that can take the values of all columns of a
// pattern, without losing any.
func (w *wide) unify(p *pattern) (column importers.PlanColumn, ok bool) {
	first := true
	for _, key := range slices.Sorted(maps.Keys(p.columns)) {
		place := p.columns[key]
		if w.blank(place) {
			continue
		}
		next := w.plan.Columns[place]
		if first {
			column, first = next, false
			column.Padding, column.Quoted = 0, false
			column.Missing, column.Withheld = slices.Clone(next.Missing), slices.Clone(next.Withheld)
			continue
		}
		if column.Type, ok = wider(column.Type, next.Type); !ok {
			return column, false
		}
		if column.Type.IsText() && column.Role != next.Role {
			column.Role = table.Dimension
		}
		if column.Layout != next.Layout {
			// The order of day and month must not change, nor the decimal comma.
			if column.Type == table.Date || column.Type == table.YesNo || strings.ContainsAny(column.Layout+next.Layout, ",") {
				return column, false
			}
			column.Layout = ""
		}
		if column.Pivot != next.Pivot {
			return column, false
		}
		column.Decimals = max(column.Decimals, next.Decimals)
		column.Missing = union(column.Missing, next.Missing)
		column.Withheld = union(column.Withheld, next.Withheld)
	}
	if slices.ContainsFunc(column.Missing, func(text string) bool { return slices.Contains(column.Withheld, text) }) {
		return column, false
	}
	return column, true
}

func wider(a, b table.Type) (table.Type, bool) {
	switch {
	case a == b:
		return a, true
	case (a == table.Integer && b == table.Decimal) || (a == table.Decimal && b == table.Integer):
		return table.Decimal, true
	case a.IsText() && b.IsText():
		return table.Text, true
	}
	return a, false
}

func union(a, b []string) []string {
	both := append(slices.Clone(a), b...)
	slices.Sort(both)
	return slices.Compact(both)
}

// sentence says what would become of the table.
func (o *offer) sentence(u importers.Unpivot) string {
	names := make([]string, len(u.Values))
	for i, value := range u.Values {
		names[i] = value.Name
	}
	what := strings.Join(names, ", ")
	if len(names) > 4 {
		what = strings.Join(names[:3], ", ") + " and " + fmt.Sprint(len(names)-3) + " more"
	}
	if len(o.stems) == 1 {
		named := ""
		if u.Pattern != "…" {
			named = " (" + u.Pattern + ")"
		}
		return fmt.Sprintf("%d columns hold the same for %s to %s%s: they can be read as rows, with a column %s and a column %s.", o.columns(), o.keys[0], o.keys[len(o.keys)-1], named, u.Key.Name, what)
	}
	return fmt.Sprintf("%d columns are %d groups that repeat (%s; %s to %s): they can be read as rows, one for each group that is filled.", o.columns(), len(o.keys), what, o.keys[0], o.keys[len(o.keys)-1])
}

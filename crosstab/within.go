package crosstab

import (
	"cmp"
	"slices"
)

// within are the numbers by which the members of a dimension are sorted within
// each of their groups, by path, and how many of each group are kept apart; nil
// for other dimensions.
type within struct {
	numbers    map[string]Number // nil for natural order
	descending bool
	limit      int // 0 for all
}

// withins evaluates what the members of one side are sorted by where each group
// sorts its own. Each number is evaluated from all rows of its path.
func (b *binding) withins(dimensions []Dimension) ([]*within, error) {
	all := make([]*within, len(dimensions))
	for k, d := range dimensions {
		if !d.Within {
			continue
		}
		w := &within{descending: d.Descending, limit: d.Limit}
		all[k] = w
		if d.By == "" {
			continue
		}
		measures, err := ParseMeasures(d.By)
		if err != nil {
			return nil, err
		}
		spec := Spec{Measures: measures[:1], Where: b.where, Totals: NoTotals, Calendar: b.calendar}
		for level, outer := range dimensions[:k+1] {
			if outer.Within && (level == k || outer.Limit == 0) {
				// Its members have the places of their natural order.
				outer = Dimension{Field: outer.Field, Bands: outer.Bands, Groups: outer.Groups, Split: outer.Split}
			}
			spec.Rows = append(spec.Rows, outer)
		}
		result, err := compute(b.ctx, b.frame, spec, b.engine)
		if err != nil {
			return nil, err
		}
		w.numbers = map[string]Number{}
		for row, header := range result.plan.rows.headers[:result.plan.rows.shown] {
			w.numbers[pathText(header.path, -1, 0)] = result.number(0, row, 0)
		}
	}
	return all, nil
}

// sortWithin puts the headers in the order in which each group sorts its own
// members. Totals stay where they are among them.
func (a *axis) sortWithin(above bool) {
	if !slices.ContainsFunc(a.within, func(w *within) bool { return w != nil }) {
		return
	}
	a.sortHeaders(above)
}

// ranksWithin gives each path its place among those that differ in the last
// member alone.
func (a *axis) ranksWithin() map[string]int {
	groups := map[string][][]uint32{} // by what comes before
	seen := map[string]bool{}
	for _, h := range a.headers {
		for level := range h.path {
			path := h.path[:level+1]
			if text := pathText(path, -1, 0); len(a.within) > level && a.within[level] != nil && !seen[text] {
				seen[text] = true
				before := pathText(path[:level], -1, 0)
				groups[before] = append(groups[before], path)
			}
		}
	}
	ranks := map[string]int{}
	for _, paths := range groups {
		a.sortGroup(paths)
		for i, path := range paths {
			ranks[pathText(path, -1, 0)] = i
		}
	}
	return ranks
}

// sortGroup sorts paths that differ in their last member alone.
func (a *axis) sortGroup(paths [][]uint32) {
	level := len(paths[0]) - 1
	w, k := a.within[level], a.keys[level].display()
	// All others come after the members that are kept apart, and marks last, as
	// everywhere.
	class := func(place uint32) int {
		switch reported := k.reported(); {
		case int(place) < reported:
			return 0
		case k.others && int(place) == len(k.members)-1:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(paths, func(x, y []uint32) int {
		first, second := x[level], y[level]
		c := cmp.Compare(class(first), class(second))
		if c == 0 && class(first) == 0 {
			c = w.compare(pathText(x, -1, 0), pathText(y, -1, 0))
		}
		return cmp.Or(c, cmp.Compare(first, second))
	})
}

// limits reports whether the members of a key are limited within their groups.
func (a *axis) limits() bool {
	return slices.ContainsFunc(a.within, func(w *within) bool { return w != nil && w.limit > 0 })
}

// findOthers finds which members are beyond the limit of their group, from the
// outermost key inwards, since groups of all others have limits too.
func (a *axis) findOthers(occupied func(leaf int) bool) {
	a.others = map[string]bool{}
	for level, w := range a.within {
		if w == nil || w.limit == 0 {
			continue
		}
		groups := map[string][][]uint32{}
		seen := map[string]bool{}
		for leaf := range a.leaves {
			if !occupied(leaf) {
				continue
			}
			a.eachPath(leaf, level+1, func(path []uint32) {
				if text := pathText(path, -1, 0); len(path) == level+1 && !seen[text] {
					seen[text] = true
					before := pathText(path[:level], -1, 0)
					groups[before] = append(groups[before], slices.Clone(path))
				}
			})
		}
		reported := a.keys[level].display().reported()
		for _, paths := range groups {
			a.sortGroup(paths)
			for i, path := range paths {
				if i >= w.limit && int(path[level]) < reported {
					a.others[pathText(path, -1, 0)] = true
				}
			}
		}
	}
}

// compare orders two paths by their numbers: those without rows stand last, and
// before them those without a number.
func (w *within) compare(x, y string) int {
	first, foundFirst := w.numbers[x]
	second, foundSecond := w.numbers[y]
	a := arrangement{descending: w.descending}
	switch {
	case foundFirst && foundSecond:
		return a.compareNumbers(first, second)
	case foundFirst:
		return -1
	case foundSecond:
		return 1
	}
	return 0
}

package crosstab

import (
	"cmp"
	"slices"
)

// within are the numbers by which the members of a dimension are sorted within
// each of their groups, by path; nil for other dimensions.
type within struct {
	numbers    map[string]Number
	descending bool
}

// withins evaluates what the members of one side are sorted by where each group
// sorts its own. Each number is evaluated from all rows of its path.
func (b *binding) withins(dimensions []Dimension) ([]*within, error) {
	all := make([]*within, len(dimensions))
	for k, d := range dimensions {
		if !d.Within {
			continue
		}
		measures, err := ParseMeasures(d.By)
		if err != nil {
			return nil, err
		}
		spec := Spec{Measures: measures[:1], Where: b.where, Totals: NoTotals}
		for _, outer := range dimensions[:k+1] {
			if outer.Within {
				// Its members have the places of their natural order.
				outer = Dimension{Field: outer.Field, Bands: outer.Bands, Groups: outer.Groups, Split: outer.Split}
			}
			spec.Rows = append(spec.Rows, outer)
		}
		result, err := compute(b.ctx, b.frame, spec, b.engine)
		if err != nil {
			return nil, err
		}
		w := &within{numbers: map[string]Number{}, descending: d.Descending}
		for row, header := range result.plan.rows.headers[:result.plan.rows.shown] {
			w.numbers[pathText(header.path, -1, 0)] = result.number(0, row, 0)
		}
		all[k] = w
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
		level := len(paths[0]) - 1
		w, reported := a.within[level], a.keys[level].display().reported()
		slices.SortStableFunc(paths, func(x, y []uint32) int {
			first, second := x[level], y[level]
			markX, markY := int(first) >= reported, int(second) >= reported
			if markX || markY {
				return cmp.Compare(first, second) // marks come last, as everywhere
			}
			return cmp.Or(w.compare(pathText(x, -1, 0), pathText(y, -1, 0)), cmp.Compare(first, second))
		})
		for i, path := range paths {
			ranks[pathText(path, -1, 0)] = i
		}
	}
	return ranks
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

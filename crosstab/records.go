package crosstab

import (
	"context"
	"slices"
)

// Records returns the numbers of the rows behind a cell, subtotal or total, in
// ascending order: as many as its Cell.N. It goes over the frame again, on all
// cores, and can be cancelled.
func (r *Result) Records(ctx context.Context, row, column int) ([]int, error) {
	p := r.plan
	finders := append(p.rows.membership(row), p.columns.membership(column)...)
	// A row belongs to the cell if it has every member of both paths; each it
	// lacks adds one.
	blocks := make([][]int, (p.length+blockLength-1)/blockLength)
	err := inBlocks(ctx, p.length, func(int) func(from, to int) {
		reader := newReader(finders, p.filter)
		return func(from, to int) {
			var found []int
			reader.each(from, to, func(lacking []uint32, s strip) {
				for i, n := range lacking {
					if n == 0 {
						found = append(found, s.row(i))
					}
				}
			})
			blocks[from/blockLength] = found
		}
	})
	if err != nil {
		return nil, err
	}
	return slices.Concat(blocks...), nil
}

// membership returns a finder for each key on a header's path, which adds one
// for rows that do not have the path's member.
func (a *axis) membership(at int) []finder {
	var finders []finder
	path := a.headers[at].path
	for k, place := range path {
		holds := func(code int) bool { return a.keys[k].holds(code, place) }
		if shown := a.keys[k].display(); shown.others && int(place) == len(shown.members)-1 {
			holds = func(code int) bool { return a.holdsOther(k, code, path[:k+1]) }
		}
		offsets := make([]uint32, len(a.keys[k].places))
		for code := range a.keys[k].places {
			if !holds(code) {
				offsets[code] = 1
			}
		}
		finders = append(finders, finder{a.keys[k].codes, offsets})
	}
	return finders
}

// holdsOther reports whether a row with this code has a member beyond the limit
// of the group that a path ends in.
func (a *axis) holdsOther(k, code int, path []uint32) bool {
	if code >= a.keys[k].used {
		return false
	}
	return slices.ContainsFunc(a.keys[k].shownPlaces(a.keys[k].places[code]), func(place uint32) bool {
		return a.others[pathText(path, k, place)]
	})
}

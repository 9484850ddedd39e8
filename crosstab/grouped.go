package crosstab

import (
	"context"

	"github.com/schoolbench/schoolbench/crosstab/expression"
)

// grouped is one number for each row with a reported value, brought together
// by leaf cell, so that the values behind any cell or total are a few
// stretches of memory.
type grouped[T any] struct {
	starts []int // where each leaf cell's values begin; one more at the end
	values []T
}

// of calls use with the values of each leaf cell between these rows and
// columns.
func (g *grouped[T]) of(rows, columns header, width int, use func(values []T)) {
	eachLeaf(context.Background(), rows, columns, width, func(from, to int) { use(g.values[g.starts[from]:g.starts[to]]) })
}

// group brings together what valueOf says of each kept row. It goes over the
// rows twice: once to count and once to place.
func group[T any](ctx context.Context, rows, cells int, finders []finder, filter *expression.Filter, valueOf func(row int) (T, bool)) (*grouped[T], error) {
	// Every core owns one stretch of rows in both rounds, so that each knows
	// where its values go.
	parts := cores(rows)
	length := (rows + parts - 1) / parts
	length = (length + blockLength - 1) / blockLength * blockLength // whole zones
	counts := make([][]int, parts)
	round := func(use func(part int, cell uint32, value T)) error {
		return inParts(ctx, parts, func(part int) {
			r := newReader(finders, filter)
			end := min(rows, (part+1)*length)
			for from := part * length; from < end && ctx.Err() == nil; from += blockLength {
				r.each(from, min(end, from+blockLength), func(found []uint32, s strip) {
					for i, cell := range found {
						if value, ok := valueOf(s.row(i)); ok {
							use(part, cell, value)
						}
					}
				})
			}
		})
	}
	for part := range counts {
		counts[part] = make([]int, cells)
	}
	if err := round(func(part int, cell uint32, _ T) { counts[part][cell]++ }); err != nil {
		return nil, err
	}
	g := &grouped[T]{starts: make([]int, cells+1)}
	total := 0
	for cell := range cells {
		g.starts[cell] = total
		for part := range counts {
			n := counts[part][cell]
			counts[part][cell] = total
			total += n
		}
	}
	g.starts[cells] = total
	g.values = make([]T, total)
	err := round(func(part int, cell uint32, value T) {
		g.values[counts[part][cell]] = value
		counts[part][cell]++
	})
	return g, err
}

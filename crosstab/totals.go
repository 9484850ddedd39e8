package crosstab

import (
	"context"
	"slices"
	"sync/atomic"
)

// rollUp makes what every cell, subtotal and total holds from what the leaf
// cells hold. That is right only for accumulators: each leaf holds something
// made from its rows that adds up without loss.
func rollUp[T any](p *plan, leaf []T, nothing T, add func(into *T, from T)) []T {
	return roll(p, leaf, slices.Repeat([]T{nothing}, p.allCells()), nothing, func(into *T, from []T) {
		for _, v := range from {
			add(into, v)
		}
	}, func(into, from []T) {
		for i, v := range from {
			add(&into[i], v)
		}
	})
}

// rollUpSums is rollUp for plain numbers, which takes a fraction of the time.
func rollUpSums[T uint32 | int64 | tally](p *plan, leaf []T) []T {
	return roll(p, leaf, make([]T, p.allCells()), 0, func(into *T, from []T) {
		for _, v := range from {
			*into += v
		}
	}, func(into, from []T) {
		from = from[:len(into)]
		for i := range into {
			into[i] += from[i]
		}
	})
}

// allCells is how many cells the result has, totals included.
func (p *plan) allCells() int { return len(p.rows.headers) * len(p.columns.headers) }

// roll goes over the leaf rows once: first over the columns of each, then into
// every row header of the result that it is behind.
func roll[T any](p *plan, leaf, result []T, nothing T, gather func(into *T, from []T), addAll func(into, from []T)) []T {
	width := p.columns.leaves
	across := make([]T, len(p.columns.headers))
	headersOf := p.rows.headersOf()
	for r := range p.rows.leaves {
		if r%stripLength == 0 && p.stopped() {
			break // what is made is not used
		}
		headers := headersOf(r)
		if len(headers) == 0 || headers[0] < 0 {
			continue
		}
		own := leaf[r*width : (r+1)*width]
		for c, columns := range p.columns.headers {
			if columns.parts == nil && columns.to-columns.from == 1 {
				across[c] = own[columns.from]
				continue
			}
			across[c] = nothing
			columns.stretches(func(from, to int) { gather(&across[c], own[from:to]) })
		}
		for _, h := range headers {
			if h >= 0 {
				addAll(result[int(h)*len(across):(int(h)+1)*len(across)], across)
			}
		}
	}
	return result
}

// headersOf returns which headers a leaf is behind; -1 is none.
func (a *axis) headersOf() func(leaf int) []int32 {
	if a.scattered() {
		lists := a.behindMany()
		return func(leaf int) []int32 { return lists[leaf] }
	}
	behind, depth := a.behind(), len(a.keys)+1
	return func(leaf int) []int32 { return behind[leaf*depth : (leaf+1)*depth] }
}

// behind lists for each leaf the headers it is behind, its own first: a
// stretch of one more than there are keys, -1 where there is none. Leaves
// without rows are behind none.
func (a *axis) behind() []int32 {
	depth := len(a.keys) + 1
	lists := slices.Repeat([]int32{-1}, a.leaves*depth)
	for h, header := range a.headers {
		if len(header.path) == len(a.keys) {
			lists[header.from*depth] = int32(h)
		}
	}
	for h, header := range a.headers {
		if len(header.path) == len(a.keys) {
			continue
		}
		for leaf := header.from; leaf < header.to; leaf++ {
			if list := lists[leaf*depth : (leaf+1)*depth]; list[0] >= 0 {
				list[len(header.path)+1] = int32(h)
			}
		}
	}
	return lists
}

// eachCell evaluates something of the rows behind every cell, subtotal and
// total. start is called once for each core.
func (p *plan) eachCell(ctx context.Context, start func() func(rows, columns header) float64) ([]float64, error) {
	width := len(p.columns.headers)
	result := make([]float64, len(p.rows.headers)*width)
	var next atomic.Int64
	err := inParts(ctx, cores(p.length), func(int) {
		evaluate := start()
		for ctx.Err() == nil {
			// The largest, the totals, come first, so that no core is left alone
			// with them at the end.
			i := len(result) - int(next.Add(1))
			if i < 0 {
				return
			}
			result[i] = evaluate(p.rows.headers[i/width], p.columns.headers[i%width])
		}
	})
	return result, err
}

// eachLeaf calls use for the leaf cells, so many side by side, that are between
// these rows and columns.
func eachLeaf(ctx context.Context, rows, columns header, width int, use func(from, to int)) {
	rows.stretches(func(first, last int) {
		for r := first; r < last && ctx.Err() == nil; r++ {
			columns.stretches(func(from, to int) { use(r*width+from, r*width+to) })
		}
	})
}

package crosstab

import (
	"context"
	"sync/atomic"
)

// rollUp makes what every cell, subtotal and total holds from what the leaf
// cells hold. That is right only for accumulators: each leaf holds something
// made from its rows that adds up without loss.
func rollUp[T any](p *plan, leaf []T, nothing T, add func(into *T, from T)) []T {
	width := p.columns.leaves
	across := make([]T, len(p.columns.headers))
	result := make([]T, len(p.rows.headers)*len(p.columns.headers))
	for i := range result {
		result[i] = nothing
	}
	// One leaf row at a time: first over its columns, then into every row
	// header that it is behind.
	behind := p.rows.behind()
	for r := range p.rows.leaves {
		if len(behind[r]) == 0 {
			continue
		}
		for c, columns := range p.columns.headers {
			sum := nothing
			for _, v := range leaf[r*width+columns.from : r*width+columns.to] {
				add(&sum, v)
			}
			across[c] = sum
		}
		for _, h := range behind[r] {
			line := result[int(h)*len(across) : (int(h)+1)*len(across)]
			for c, v := range across {
				add(&line[c], v)
			}
		}
	}
	return result
}

// behind lists for each leaf the headers it is behind. Leaves without rows are
// behind none.
func (a *axis) behind() [][]int32 {
	lists := make([][]int32, a.leaves)
	for h, header := range a.headers {
		if len(header.path) == len(a.keys) {
			lists[header.from] = append(lists[header.from], int32(h))
		}
	}
	for h, header := range a.headers {
		if len(header.path) == len(a.keys) {
			continue
		}
		for leaf := header.from; leaf < header.to; leaf++ {
			if len(lists[leaf]) > 0 {
				lists[leaf] = append(lists[leaf], int32(h))
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

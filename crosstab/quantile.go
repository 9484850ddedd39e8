package crosstab

import (
	"context"
	"slices"
)

// histogram counts for each leaf cell how often each value occurs. Place 0
// stands for everything that is not reported; the others are the values,
// ascending.
type histogram[T code] struct {
	codes   []T
	places  []uint32
	values  []float64
	counts  []uint32 // of each place, cell by cell
	scratch []T
}

func newHistogram[T code](f *field, codes []T, size, cells int) *histogram[T] {
	places, values := ascending(f.vector.Dictionary(), size)
	return &histogram[T]{codes, places, values, make([]uint32, cells*(len(values)+1)), make([]T, stripLength)}
}

func (a *histogram[T]) add(cells []uint32, s strip) {
	codes := pick(a.codes, s, a.scratch)[:len(cells)]
	size, places, counts := len(a.values)+1, a.places, a.counts
	for i, cell := range cells {
		counts[int(cell)*size+int(places[codes[i]])]++
	}
}

func (a *histogram[T]) merge(other accumulator) {
	for i, n := range other.(*histogram[T]).counts {
		a.counts[i] += n
	}
}

func (a *histogram[T]) leafCounts() (counts []uint32, values []float64) { return a.counts, a.values }

// countedQuantile reads a quantile off the counts of values.
func (p *plan) countedQuantile(ctx context.Context, counts []uint32, values []float64, fraction float64) ([]float64, error) {
	size, width := len(values)+1, p.columns.leaves
	return p.eachCell(ctx, func() func(rows, columns header) float64 {
		sum := make([]uint32, size)
		return func(rows, columns header) float64 {
			clear(sum)
			eachLeaf(ctx, rows, columns, width, func(from, to int) {
				for cell := from; cell < to; cell++ {
					for i, n := range counts[cell*size : (cell+1)*size] {
						sum[i] += n
					}
				}
			})
			return quantileOf(sum[1:], values, fraction)
		}
	})
}

// quantilePlaces tells between which two of n values in order a quantile lies,
// and how far from the one to the other.
func quantilePlaces(n int, fraction float64) (lower, upper int, share float64) {
	place := fraction * float64(n-1)
	lower = min(n-1, int(place))
	return lower, min(n-1, lower+1), place - float64(lower)
}

// between lies a share of the way from one value to the next.
func between(lower, upper, share float64) float64 {
	if share == 0 || lower == upper {
		return lower
	}
	return lower + (upper-lower)*share
}

// quantileOf is a quantile of values that occur so many times each.
func quantileOf(counts []uint32, values []float64, fraction float64) float64 {
	total := 0
	for _, n := range counts {
		total += int(n)
	}
	if total == 0 {
		return 0
	}
	at := func(k int) float64 {
		for i, n := range counts {
			if k -= int(n); k < 0 {
				return values[i]
			}
		}
		return 0
	}
	lower, upper, share := quantilePlaces(total, fraction)
	return between(at(lower), at(upper), share)
}

// quantiles finds each of the field's quantiles behind every cell and total,
// each from its own values.
func (p *plan) quantiles(ctx context.Context, f *field, gathered accumulator) ([][]float64, error) {
	var evaluate func(fraction float64) ([]float64, error)
	if a, ok := gathered.(interface{ leafCounts() ([]uint32, []float64) }); ok {
		counts, values := a.leafCounts()
		evaluate = func(fraction float64) ([]float64, error) { return p.countedQuantile(ctx, counts, values, fraction) }
	} else {
		values := readingOf(f.vector)
		g, err := group(ctx, p.length, p.cells(), p.finders, p.filter, func(row int) (float64, bool) {
			x := values.at(row)
			return x, x == x
		})
		if err != nil {
			return nil, err
		}
		evaluate = func(fraction float64) ([]float64, error) { return p.groupedQuantile(ctx, g, fraction) }
	}
	var found [][]float64
	for _, fraction := range f.quantiles {
		of, err := evaluate(fraction)
		if err != nil {
			return nil, err
		}
		found = append(found, of)
	}
	return found, nil
}

// groupedQuantile finds a quantile among the values brought together by cell.
func (p *plan) groupedQuantile(ctx context.Context, g *grouped[float64], fraction float64) ([]float64, error) {
	return p.eachCell(ctx, func() func(rows, columns header) float64 {
		var values []float64
		return func(rows, columns header) float64 {
			values = values[:0]
			g.of(rows, columns, p.columns.leaves, func(found []float64) { values = append(values, found...) })
			return quantile(ctx, values, fraction)
		}
	})
}

// quantile finds a quantile of some values. It reorders them.
func quantile(ctx context.Context, values []float64, fraction float64) float64 {
	if len(values) == 0 {
		return 0
	}
	lower, upper, share := quantilePlaces(len(values), fraction)
	above := nth(ctx, values, upper)
	if share == 0 || lower == upper {
		return nth(ctx, values, lower)
	}
	// After nth everything before the place is no larger than what is in it.
	return between(slices.Max(values[:upper]), above, share)
}

// nth moves the value that would be at place k of the sorted values there,
// smaller ones before it and larger ones after, and returns it.
func nth(ctx context.Context, values []float64, k int) float64 {
	low, high := 0, len(values)-1
	for high-low > 16 {
		if high-low > blockLength && ctx.Err() != nil {
			return 0 // nobody will look at it
		}
		// The middle of three keeps sorted and reversed input fast.
		mid := low + (high-low)/2
		a, b, c := values[low], values[mid], values[high]
		pivot := max(min(a, b), min(max(a, b), c))
		i, j := low, high
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return values[k]
		}
	}
	slices.Sort(values[low : high+1])
	return values[k]
}

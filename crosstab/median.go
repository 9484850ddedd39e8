package crosstab

import (
	"context"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/table"
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

// countedMedian reads medians off the counts of values.
func (p *plan) countedMedian(ctx context.Context, counts []uint32, values []float64) ([]float64, error) {
	size, width := len(values)+1, p.columns.leaves
	return p.eachCell(ctx, func() func(rows, columns header) float64 {
		sum := make([]uint32, size)
		return func(rows, columns header) float64 {
			clear(sum)
			for r := rows.from; r < rows.to && ctx.Err() == nil; r++ {
				for cell := r*width + columns.from; cell < r*width+columns.to; cell++ {
					for i, n := range counts[cell*size : (cell+1)*size] {
						sum[i] += n
					}
				}
			}
			return middleOf(sum[1:], values)
		}
	})
}

// middleOf is the median of values that occur so many times each.
func middleOf(counts []uint32, values []float64) float64 {
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
	lower, upper := at((total-1)/2), at(total/2)
	return lower + (upper-lower)/2
}

// median finds the middle value behind every cell and total, each from its own
// values.
func (p *plan) median(ctx context.Context, f *field, gathered accumulator) ([]float64, error) {
	if a, ok := gathered.(interface{ leafCounts() ([]uint32, []float64) }); ok {
		counts, values := a.leafCounts()
		return p.countedMedian(ctx, counts, values)
	}
	valueOf := func(row int) (float64, bool) {
		x := f.vector.Numbers()[row]
		return x, !math.IsNaN(x)
	}
	if f.vector.IsCoded() {
		codes, dictionary := f.vector.Codes(), f.vector.Dictionary()
		valueOf = func(row int) (float64, bool) {
			v := dictionary[codes.At(row)]
			return v.Number, v.State == table.Reported
		}
	}
	g, err := group(ctx, p.length, p.cells(), p.finders, p.filter, valueOf)
	if err != nil {
		return nil, err
	}
	return p.eachCell(ctx, func() func(rows, columns header) float64 {
		var values []float64
		return func(rows, columns header) float64 {
			values = values[:0]
			g.of(rows, columns, p.columns.leaves, func(found []float64) { values = append(values, found...) })
			return middle(ctx, values)
		}
	})
}

// middle returns the middle one of the values, or the mean of the two in the
// middle. It reorders them.
func middle(ctx context.Context, values []float64) float64 {
	n := len(values)
	if n == 0 {
		return 0
	}
	upper := nth(ctx, values, n/2)
	if n%2 == 1 {
		return upper
	}
	// After nth everything before the place is no larger than what is in it.
	lower := slices.Max(values[:n/2])
	return lower + (upper-lower)/2
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

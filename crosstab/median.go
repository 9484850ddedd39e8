package crosstab

import (
	"context"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// median finds the middle value behind every cell and total, each from its own
// values.
func (p *plan) median(ctx context.Context, f *field) ([]float64, error) {
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
			return middle(values)
		}
	})
}

// middle returns the middle one of the values, or the mean of the two in the
// middle. It reorders them.
func middle(values []float64) float64 {
	n := len(values)
	if n == 0 {
		return 0
	}
	upper := nth(values, n/2)
	if n%2 == 1 {
		return upper
	}
	// After nth everything before the place is no larger than what is in it.
	lower := slices.Max(values[:n/2])
	return lower + (upper-lower)/2
}

// nth moves the value that would be at place k of the sorted values there,
// smaller ones before it and larger ones after, and returns it.
func nth(values []float64, k int) float64 {
	low, high := 0, len(values)-1
	for high-low > 16 {
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

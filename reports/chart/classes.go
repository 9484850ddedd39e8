package chart

import "math"

// Classes returns the limits of equal classes, with round numbers between
// them, that cover a histogram's values from low to high: more of them for
// more values. Whole keeps the limits whole numbers.
func Classes(low, high float64, n int, whole bool) []float64 {
	low, high = tamed(low), tamed(high)
	if high < low {
		low, high = high, low
	}
	if high == low {
		width := 1.0
		if !whole {
			width = math.Max(math.Abs(low)*1e-3, 1e-6)
		}
		return []float64{low, low + width}
	}
	wanted := int(math.Ceil(math.Log2(math.Max(1, float64(n))))) + 1
	step := niceScale(0, high-low, max(5, min(20, wanted)), whole).step
	first := math.Floor(low/step+1e-9) * step
	var edges []float64
	for i := range 64 {
		edge := first + float64(i)*step
		// Round what binary fractions leave behind.
		if scaled := math.Round(edge*1e9) / 1e9; step > 1e-6 && math.Abs(edge) < 1e6 {
			edge = scaled
		}
		edges = append(edges, edge)
		if edge >= high && i > 0 {
			break
		}
	}
	return edges
}

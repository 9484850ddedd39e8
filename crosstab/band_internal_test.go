package crosstab

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A short limit parts the numbers as the long one does.
func TestShortStart(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 1))
	for range 2000 {
		values := make([]float64, 2+random.IntN(40))
		for i := range values {
			values[i] = (random.Float64() - 0.5) * []float64{1e-4, 1, 100, 1e9}[random.IntN(4)]
			if random.IntN(2) == 0 {
				values[i] = float64(int(values[i]))
			}
		}
		slices.Sort(values)
		values = slices.Compact(values)
		if len(values) < 2 {
			continue
		}
		start := values[0] + (values[len(values)-1]-values[0])*random.Float64()
		if random.IntN(3) == 0 {
			start = values[1+random.IntN(len(values)-1)]
		}
		if start <= values[0] {
			continue
		}
		short := shortStart(start, values)
		for _, value := range values {
			if (value < start) != (value < short) {
				t.Fatalf("%v parts %v from the others of %v as %v does not", short, value, values, start)
			}
		}
	}
}

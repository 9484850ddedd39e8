package crosstab

import (
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// moment is the sum of some values and of their squares, both with about twice
// the usual precision, so that nothing is lost when one is taken from the other.
type moment struct{ sum, square wide }

// include takes in one value.
func (m *moment) include(x float64) {
	m.sum.plus(x)
	square := x * x
	m.square.plus(square)
	m.square.low += math.FMA(x, x, -square) // what was rounded off
}

func addMoment(into *moment, from moment) {
	into.sum.join(from.sum)
	into.square.join(from.square)
}

// deviation is the standard deviation of the n values as a sample.
func (m moment) deviation(n int) float64 {
	// The squares of the distances from the mean add up to square - sum²/n.
	sum := m.sum.high + m.sum.low
	rest := m.sum.high - sum + m.sum.low
	product := sum * sum
	productRest := math.FMA(sum, sum, -product) + 2*sum*rest
	mean := product / float64(n)
	meanRest := (math.FMA(-mean, float64(n), product) + productRest) / float64(n)
	apart := m.square.high - mean
	// What high - mean rounded off, as in wide.plus.
	part := apart - m.square.high
	lost := (m.square.high - (apart - part)) + (-mean - part)
	apart += lost + m.square.low - meanRest
	return math.Sqrt(max(0, apart) / float64(n-1))
}

// momentTable gathers the moments of coded values.
type momentTable[T code] struct {
	codes   []T
	values  []float64 // NaN for marks
	moments []moment
	scratch []T
}

func (a *momentTable[T]) add(cells []uint32, s strip) {
	codes := pick(a.codes, s, a.scratch)[:len(cells)]
	for i, cell := range cells {
		if x := a.values[codes[i]]; x == x {
			a.moments[cell].include(x)
		}
	}
}

func (a *momentTable[T]) merge(other accumulator) {
	mergeMoments(a.moments, other.(*momentTable[T]).moments)
}

func (a *momentTable[T]) leafMoments() []moment { return a.moments }

// plainMoment is the same over a plain vector.
type plainMoment struct {
	numbers []float64
	moments []moment
	scratch []float64
}

func (a *plainMoment) add(cells []uint32, s strip) {
	numbers := pick(a.numbers, s, a.scratch)[:len(cells)]
	for i, cell := range cells {
		if x := numbers[i]; x == x {
			a.moments[cell].include(x)
		}
	}
}

func (a *plainMoment) merge(other accumulator) {
	mergeMoments(a.moments, other.(*plainMoment).moments)
}

func (a *plainMoment) leafMoments() []moment { return a.moments }

func mergeMoments(into, from []moment) {
	for cell, m := range from {
		addMoment(&into[cell], m)
	}
}

// numbersByCode lists the numbers that codes stand for, NaN for marks.
func numbersByCode(dictionary []table.Value, size int) []float64 {
	numbers := make([]float64, size)
	for code := range numbers {
		numbers[code] = math.NaN()
	}
	for code, v := range dictionary {
		if v.State == table.Reported {
			numbers[code] = v.Number
		}
	}
	return numbers
}

package crosstab

import (
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// accumulator gathers one thing about the rows of every cell. Each core has
// one of its own; merge adds another's to it. What it holds for a cell is made
// from rows alone and can be added up over cells without loss, which is what
// makes a total of it right.
type accumulator interface {
	add(cells []uint32, s strip)
	merge(other accumulator)
}

// rowCount is how many rows there are.
type rowCount struct {
	n []uint32

	// pairs of codes of this key that are counted and not in n yet; nil if rows
	// are not counted so.
	pairs []uint32
	key   finder
	// fours are counts of single codes of the key, in four parts; nil likewise.
	fours *[4][256]uint32
}

func (a *rowCount) add(cells []uint32, _ strip) {
	n := a.n
	for _, cell := range cells {
		n[cell]++
	}
}

func (a *rowCount) merge(other accumulator) {
	for cell, n := range other.(*rowCount).n {
		a.n[cell] += n
	}
}

// tally is how many values are reported, in the low half, and withheld, in the
// high half.
type tally uint64

const (
	oneReported tally = 1
	oneWithheld tally = 1 << 32
)

func tallyOf(v table.Value) tally {
	switch v.State {
	case table.Reported:
		return oneReported
	case table.Withheld:
		return oneWithheld
	}
	return 0
}

// wide is a number with about twice the precision of a float64: a sum and what
// was rounded off it on the way.
type wide struct{ high, low float64 }

func (w *wide) plus(x float64) {
	sum := w.high + x
	part := sum - w.high
	w.low += (w.high - (sum - part)) + (x - part)
	w.high = sum
}

// join adds another sum.
func (w *wide) join(other wide) {
	w.plus(other.high)
	w.low += other.low
}

// span is the smallest and the largest value; low is above high as long as
// there is none.
type span struct{ low, high float64 }

func noSpan() span { return span{math.Inf(1), math.Inf(-1)} }

func (s *span) include(x float64) {
	if x < s.low {
		s.low = x
	}
	if x > s.high {
		s.high = x
	}
}

// widen takes in what another span covers.
func (s *span) widen(other span) {
	s.low, s.high = min(s.low, other.low), max(s.high, other.high)
}

// tallyTable adds up the tallies of coded values.
type tallyTable[T code] struct {
	codes   []T
	values  []tally
	sums    []tally
	scratch []T
}

func (a *tallyTable[T]) add(cells []uint32, s strip) {
	addValues(a.sums, cells, pick(a.codes, s, a.scratch), a.values)
}

func (a *tallyTable[T]) merge(other accumulator) { mergeSums(a.sums, other.(*tallyTable[T]).sums) }

func (a *tallyTable[T]) tallies() []tally { return a.sums }

// unitTable adds up coded values in whole units.
type unitTable[T code] struct {
	codes   []T
	values  []int64 // zero for marks
	sums    []int64
	scratch []T
}

func (a *unitTable[T]) add(cells []uint32, s strip) {
	addValues(a.sums, cells, pick(a.codes, s, a.scratch), a.values)
}

// countRows makes the table count rows as well, into n, if it can.
func (a *unitTable[T]) countRows(n *rowCount, cells, length int) (accumulator, bool) {
	packed, fits := pack(a, n, cells, length)
	if !fits {
		return nil, false
	}
	a.sums = nil // until the words are emptied
	return packed, true
}

func (a *unitTable[T]) merge(other accumulator) { mergeSums(a.sums, other.(*unitTable[T]).sums) }

func (a *unitTable[T]) units() []int64 { return a.sums }

// addValues adds to each row's cell what the table says of the row's code.
func addValues[T code, V tally | int64 | uint64](sums []V, cells []uint32, codes []T, values []V) {
	codes = codes[:len(cells)]
	if len(values) == 256 {
		short := (*[256]V)(values)
		for i, cell := range cells {
			sums[cell] += short[uint8(codes[i])]
		}
		return
	}
	for i, cell := range cells {
		sums[cell] += values[codes[i]]
	}
}

func mergeSums[V tally | int64](into, from []V) {
	for cell, sum := range from {
		into[cell] += sum
	}
}

// wideTable adds up numbers that are no whole multiples of a small unit.
type wideTable[T code] struct {
	codes   []T
	values  []float64 // zero for marks
	sums    []wide
	scratch []T
}

func (a *wideTable[T]) add(cells []uint32, s strip) {
	codes := pick(a.codes, s, a.scratch)[:len(cells)]
	for i, cell := range cells {
		a.sums[cell].plus(a.values[codes[i]])
	}
}

func (a *wideTable[T]) merge(other accumulator) { mergeWide(a.sums, other.(*wideTable[T]).sums) }

func (a *wideTable[T]) wides() []wide { return a.sums }

func mergeWide(into, from []wide) {
	for cell, sum := range from {
		into[cell].join(sum)
	}
}

// spanTable finds the smallest and largest of coded values.
type spanTable[T code] struct {
	codes   []T
	values  []span // of each code; an empty span for marks
	spans   []span
	scratch []T
}

func (a *spanTable[T]) add(cells []uint32, s strip) {
	codes := pick(a.codes, s, a.scratch)[:len(cells)]
	for i, cell := range cells {
		value, at := a.values[codes[i]], &a.spans[cell]
		if value.low < at.low {
			at.low = value.low
		}
		if value.high > at.high {
			at.high = value.high
		}
	}
}

func (a *spanTable[T]) merge(other accumulator) { mergeSpans(a.spans, other.(*spanTable[T]).spans) }

func (a *spanTable[T]) leafSpans() []span { return a.spans }

func mergeSpans(into, from []span) {
	for cell, s := range from {
		into[cell].widen(s)
	}
}

// plainSum, plainSpan and plainTally are the same over a plain vector.
type plainSum struct {
	numbers []float64
	sums    []wide
	scratch []float64
}

func (a *plainSum) add(cells []uint32, s strip) {
	numbers := pick(a.numbers, s, a.scratch)[:len(cells)]
	for i, cell := range cells {
		if x := numbers[i]; x == x {
			a.sums[cell].plus(x)
		}
	}
}

func (a *plainSum) merge(other accumulator) { mergeWide(a.sums, other.(*plainSum).sums) }

func (a *plainSum) wides() []wide { return a.sums }

type plainSpan struct {
	numbers []float64
	spans   []span
	scratch []float64
}

func (a *plainSpan) add(cells []uint32, s strip) {
	numbers := pick(a.numbers, s, a.scratch)[:len(cells)]
	for i, cell := range cells {
		a.spans[cell].include(numbers[i]) // NaN is neither below nor above anything
	}
}

func (a *plainSpan) merge(other accumulator) { mergeSpans(a.spans, other.(*plainSpan).spans) }

func (a *plainSpan) leafSpans() []span { return a.spans }

type plainTally struct {
	vector *table.Vector
	sums   []tally
}

func (a *plainTally) add(cells []uint32, s strip) {
	numbers := a.vector.Numbers()
	for i, cell := range cells {
		row := s.row(i)
		if x := numbers[row]; x == x {
			a.sums[cell] += oneReported
		} else {
			a.sums[cell] += tallyOf(a.vector.Value(row))
		}
	}
}

func (a *plainTally) merge(other accumulator) { mergeSums(a.sums, other.(*plainTally).sums) }

func (a *plainTally) tallies() []tally { return a.sums }

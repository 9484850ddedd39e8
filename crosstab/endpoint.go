package crosstab

import (
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// endpoint is the earliest or the latest row of a cell that has both a value
// and a date. row is -1 as long as there is none.
type endpoint struct {
	date float64
	row  int
}

func noEndpoint() endpoint { return endpoint{row: -1} }

// earlier keeps the earlier of two rows; of one date, the first in the dataset.
func earlier(into *endpoint, from endpoint) {
	if from.row >= 0 && (into.row < 0 || from.date < into.date || from.date == into.date && from.row < into.row) {
		*into = from
	}
}

// later keeps the later of two rows; of one date, the last in the dataset.
func later(into *endpoint, from endpoint) {
	if from.row >= 0 && (into.row < 0 || from.date > into.date || from.date == into.date && from.row > into.row) {
		*into = from
	}
}

// order is a date by which the first or the last value of a field is wanted.
type order struct {
	by   *table.Vector
	last bool
}

// keep is how two rows of this order become one.
func (o order) keep() func(into *endpoint, from endpoint) {
	if o.last {
		return later
	}
	return earlier
}

// endpointTable finds the first or last row of every cell.
type endpointTable struct {
	order  order
	values reading
	dates  reading
	found  []endpoint
}

func newEndpointTable(f *field, o order, cells int) *endpointTable {
	a := &endpointTable{order: o, values: readingOf(f.vector), dates: readingOf(o.by), found: make([]endpoint, cells)}
	for i := range a.found {
		a.found[i] = noEndpoint()
	}
	return a
}

func (a *endpointTable) add(cells []uint32, s strip) {
	keep := a.order.keep()
	for i, cell := range cells {
		row := s.row(i)
		date, value := a.dates.at(row), a.values.at(row)
		if date == date && value == value {
			keep(&a.found[cell], endpoint{date, row})
		}
	}
}

func (a *endpointTable) merge(other accumulator) {
	keep := a.order.keep()
	for cell, from := range other.(*endpointTable).found {
		keep(&a.found[cell], from)
	}
}

// reading gives the reported numbers of a vector by row.
type reading struct {
	vector *table.Vector
	byCode []float64 // of a coded vector
}

func readingOf(vector *table.Vector) reading {
	r := reading{vector: vector}
	if vector.IsCoded() {
		r.byCode = numbersByCode(vector.Dictionary(), len(vector.Dictionary()))
	}
	return r
}

// at is the number in a row; NaN if none is reported.
func (r reading) at(row int) float64 {
	switch {
	case row < 0:
		return math.NaN()
	case r.byCode != nil:
		return r.byCode[r.vector.Codes().At(row)]
	}
	return r.vector.Numbers()[row]
}

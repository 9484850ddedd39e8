package crosstab

import (
	"context"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// field is a column or an expression that measures are of, and what has to be
// gathered about it. Several measures of one field share it.
type field struct {
	vector *table.Vector

	marked  bool // some values may not be reported
	sums    bool // gather sums
	spans   bool // gather smallest and largest values
	sets    bool // gather different values
	moments bool // gather moments, for standard deviations

	quantiles []float64 // find these fractions: 0.5 is the median
	orders    []order   // find the first or last values by these dates

	// scale is how many whole units one is, 100 for a column of cents. Zero
	// says that sums have to be kept as wide numbers.
	scale float64
}

// decimals is how many digits after the point the field's values have.
func (f *field) decimals() int {
	if column := f.vector.Column(); column.Type == table.Decimal {
		return column.Decimals
	}
	return 0
}

// prepare looks at the dictionary: whether there are marks, and whether sums
// can be counted in whole units, which makes them exact in whatever order the
// rows are taken.
func (f *field) prepare() {
	f.marked = f.vector.HasMarks()
	if !f.vector.IsCoded() || f.decimals() > 15 || f.vector.Column().Type.IsText() {
		return
	}
	scale := math.Pow10(f.decimals())
	largest := 1.0
	for _, v := range f.vector.Dictionary() {
		if v.State != table.Reported {
			continue
		}
		units := math.Round(v.Number * scale)
		if units/scale != v.Number {
			return
		}
		largest = max(largest, math.Abs(units))
	}
	if largest < 1<<52 && largest*float64(f.vector.Len()) < 1<<62 {
		f.scale = scale
	}
}

// gathering is the accumulators of one field in one core, each nil if it is
// not needed.
type gathering struct {
	tallies, sums, spans, moments, sets, histogram accumulator

	ends []accumulator // by order
}

func (g *gathering) each(use func(a accumulator)) {
	for _, a := range append([]accumulator{g.tallies, g.sums, g.spans, g.moments, g.sets, g.histogram}, g.ends...) {
		if a != nil {
			use(a)
		}
	}
}

func (g *gathering) merge(other *gathering) {
	var others []accumulator
	other.each(func(a accumulator) { others = append(others, a) })
	g.each(func(a accumulator) {
		a.merge(others[0])
		others = others[1:]
	})
}

// countRows makes the sums count the rows as well, if they can: for most
// cross-tabs that is all the work there is.
func (g *gathering) countRows(n *rowCount, cells, length int) bool {
	counter, able := g.sums.(interface {
		countRows(n *rowCount, cells, length int) (accumulator, bool)
	})
	if !able {
		return false
	}
	packed, counts := counter.countRows(n, cells, length)
	if counts {
		g.sums = packed
	}
	return counts
}

// settle lets the sums finish, once the last row is in.
func (g *gathering) settle() {
	if late, ok := g.sums.(interface{ settle() }); ok {
		late.settle()
	}
}

// gather makes the accumulators of one core for this field.
func (f *field) gather(cells, rows int) *gathering {
	made := f.gatherValues(cells, rows)
	for _, o := range f.orders {
		made.ends = append(made.ends, newEndpointTable(f, o, cells))
	}
	return made
}

func (f *field) gatherValues(cells, rows int) *gathering {
	if !f.vector.IsCoded() {
		return f.gatherPlain(cells)
	}
	switch codes := f.vector.Codes(); codes.Width() {
	case 1:
		return gatherCoded(f, codes.U8, cells, rows)
	case 2:
		return gatherCoded(f, codes.U16, cells, rows)
	default:
		return gatherCoded(f, codes.U32, cells, rows)
	}
}

func (f *field) gatherPlain(cells int) *gathering {
	made := &gathering{}
	scratch := make([]float64, stripLength)
	if f.marked {
		made.tallies = &plainTally{f.vector, make([]tally, cells)}
	}
	if f.sums {
		made.sums = &plainSum{f.vector.Numbers(), make([]wide, cells), scratch}
	}
	if f.spans {
		made.spans = &plainSpan{f.vector.Numbers(), slices.Repeat([]span{noSpan()}, cells), scratch}
	}
	if f.moments {
		made.moments = &plainMoment{f.vector.Numbers(), make([]moment, cells), scratch}
	}
	return made
}

func gatherCoded[T code](f *field, codes []T, cells, rows int) *gathering {
	made := &gathering{}
	dictionary := f.vector.Dictionary()
	size := tableSize(f.vector.Codes(), len(dictionary))
	scratch := make([]T, stripLength)
	if f.marked {
		values := make([]tally, size)
		for code, v := range dictionary {
			values[code] = tallyOf(v)
		}
		made.tallies = &tallyTable[T]{codes, values, make([]tally, cells), scratch}
	}
	if f.sums && f.scale > 0 {
		values := make([]int64, size)
		for code, v := range dictionary {
			if v.State == table.Reported {
				values[code] = int64(math.Round(v.Number * f.scale))
			}
		}
		made.sums = &unitTable[T]{codes, values, make([]int64, cells), scratch}
	} else if f.sums {
		values := make([]float64, size)
		for code, v := range dictionary {
			if v.State == table.Reported {
				values[code] = v.Number
			}
		}
		made.sums = &wideTable[T]{codes, values, make([]wide, cells), scratch}
	}
	if f.spans {
		values := slices.Repeat([]span{noSpan()}, size)
		for code, v := range dictionary {
			if v.State == table.Reported {
				values[code] = span{v.Number, v.Number}
			}
		}
		made.spans = &spanTable[T]{codes, values, slices.Repeat([]span{noSpan()}, cells), scratch}
	}
	if f.moments {
		made.moments = &momentTable[T]{codes, numbersByCode(dictionary, size), make([]moment, cells), scratch}
	}
	if words := setWords(dictionary); f.sets && fits(cells, words, rows) {
		made.sets = &setTable[T]{codes, words, make([]uint64, cells*words), scratch}
	}
	if len(f.quantiles) > 0 && fits(cells, len(dictionary), rows) {
		made.histogram = newHistogram(f, codes, size, cells)
	}
	return made
}

// quantile notes that a fraction is wanted.
func (f *field) quantile(fraction float64) int {
	if i := slices.Index(f.quantiles, fraction); i >= 0 {
		return i
	}
	f.quantiles = append(f.quantiles, fraction)
	return len(f.quantiles) - 1
}

// endpoint notes that the first or last value by a date is wanted.
func (f *field) endpoint(o order) int {
	if i := slices.Index(f.orders, o); i >= 0 {
		return i
	}
	f.orders = append(f.orders, o)
	return len(f.orders) - 1
}

// fits reports whether so many numbers in each cell are few enough to keep for
// every core, rather than to bring the rows of each cell together.
func fits(cells, perCell, rows int) bool {
	return cells <= max(1<<16, min(1<<23, 2*rows))/max(1, perCell)
}

// reportedCodes returns the field's reported values as small numbers by row,
// for telling different ones apart: codes are looked up in places, where 0
// stands for everything that is not reported.
func (f *field) reportedCodes(ctx context.Context) (codes table.Codes, places []uint32, distinct int, err error) {
	codes, dictionary := f.vector.Codes(), f.vector.Dictionary()
	if !f.vector.IsCoded() {
		if codes, dictionary, err = encode(ctx, f.vector); err != nil {
			return table.Codes{}, nil, 0, err
		}
	}
	places, values := ascending(dictionary, tableSize(codes, len(dictionary)))
	return codes, places, len(values), nil
}

// ascending numbers the reported values of a dictionary from 1 in their order;
// 0 stands for the others.
func ascending(dictionary []table.Value, size int) (places []uint32, values []float64) {
	var order []int
	for code, v := range dictionary {
		if v.State == table.Reported {
			order = append(order, code)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return dictionary[i].Compare(dictionary[j]) })
	places = make([]uint32, size)
	values = make([]float64, len(order))
	for i, code := range order {
		places[code] = uint32(i + 1)
		values[i] = dictionary[code].Number
	}
	return places, values
}

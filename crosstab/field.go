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

	marked bool // some values may not be reported
	sums   bool // gather sums
	spans  bool // gather smallest and largest values
	sets   bool // gather different values
	middle bool // find medians

	// unit is what whole sums count: 0.01 for a column of cents. Zero says
	// that sums have to be kept as wide numbers.
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
	if !f.vector.IsCoded() {
		f.marked = f.vector.MarkCodes().Width() != 0
		return
	}
	notReported := func(v table.Value) bool { return v.State != table.Reported }
	f.marked = slices.ContainsFunc(f.vector.Dictionary(), notReported)
	if f.decimals() > 15 || f.vector.Column().Type.IsText() {
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

// gather makes the accumulators of one core for this field: tallies, sums and
// spans, each nil if it is not needed.
func (f *field) gather(cells int) [3]accumulator {
	if !f.vector.IsCoded() {
		return f.gatherPlain(cells)
	}
	switch codes := f.vector.Codes(); codes.Width() {
	case 1:
		return gatherCoded(f, codes.U8, cells)
	case 2:
		return gatherCoded(f, codes.U16, cells)
	default:
		return gatherCoded(f, codes.U32, cells)
	}
}

func (f *field) gatherPlain(cells int) (made [3]accumulator) {
	scratch := make([]float64, stripLength)
	if f.marked {
		made[0] = &plainTally{f.vector, make([]tally, cells)}
	}
	if f.sums {
		made[1] = &plainSum{f.vector.Numbers(), make([]wide, cells), scratch}
	}
	if f.spans {
		made[2] = &plainSpan{f.vector.Numbers(), slices.Repeat([]span{noSpan()}, cells), scratch}
	}
	return made
}

func gatherCoded[T code](f *field, codes []T, cells int) (made [3]accumulator) {
	dictionary := f.vector.Dictionary()
	size := tableSize(f.vector.Codes(), len(dictionary))
	scratch := make([]T, stripLength)
	if f.marked {
		values := make([]tally, size)
		for code, v := range dictionary {
			values[code] = tallyOf(v)
		}
		made[0] = &sumTable[T, tally]{codes, values, make([]tally, cells), scratch}
	}
	if f.sums && f.scale > 0 {
		values := make([]int64, size)
		for code, v := range dictionary {
			if v.State == table.Reported {
				values[code] = int64(math.Round(v.Number * f.scale))
			}
		}
		made[1] = &sumTable[T, int64]{codes, values, make([]int64, cells), scratch}
	} else if f.sums {
		values := make([]float64, size)
		for code, v := range dictionary {
			if v.State == table.Reported {
				values[code] = v.Number
			}
		}
		made[1] = &wideTable[T]{codes, values, make([]wide, cells), scratch}
	}
	if f.spans {
		values := slices.Repeat([]span{noSpan()}, size)
		for code, v := range dictionary {
			if v.State == table.Reported {
				values[code] = span{v.Number, v.Number}
			}
		}
		made[2] = &spanTable[T]{codes, values, slices.Repeat([]span{noSpan()}, cells), scratch}
	}
	return made
}

// reportedCodes returns the field's reported values as numbers below distinct,
// by row, for counting different values: code 0 stands for everything that is
// not reported, and values[code-1] for the others, ascending for numbers.
func (f *field) reportedCodes(ctx context.Context) (codes table.Codes, places []uint32, values []float64, err error) {
	codes, dictionary := f.vector.Codes(), f.vector.Dictionary()
	if !f.vector.IsCoded() {
		if codes, dictionary, err = encode(ctx, f.vector); err != nil {
			return table.Codes{}, nil, nil, err
		}
	}
	var order []int
	for code, v := range dictionary {
		if v.State == table.Reported {
			order = append(order, code)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return dictionary[i].Compare(dictionary[j]) })
	places = make([]uint32, tableSize(codes, len(dictionary)))
	values = make([]float64, len(order))
	for i, code := range order {
		places[code] = uint32(i + 1)
		values[i] = dictionary[code].Number
	}
	return codes, places, values, nil
}

package table

import "math"

// codedLimit is the number of distinct values up to which a column of numbers
// is coded. Two bytes a code keep a scan near the memory's speed, and tables
// of this many values fit the processor's cache.
const codedLimit = 1 << 16

// VectorBuilder collects the values of one column. It is used from one
// goroutine.
type VectorBuilder struct {
	column     Column
	codes      []uint32
	dictionary []Value
	index      map[Value]uint32
	numbers    []float64 // in use once there are too many distinct numbers to code
}

// NewVectorBuilder returns a builder for this column.
func NewVectorBuilder(column Column) *VectorBuilder {
	return &VectorBuilder{column: column, index: map[Value]uint32{}}
}

// Append adds a row. A reported value of a column that is not text must have
// a finite Number.
func (b *VectorBuilder) Append(v Value) {
	if v.State != Reported {
		v.Number = 0
	} else if !b.column.Type.IsText() {
		v.Text = ""
		if b.numbers != nil {
			b.numbers = append(b.numbers, v.Number)
			b.codes = append(b.codes, 0)
			return
		}
	}
	code, known := b.index[v]
	if !known {
		code = uint32(len(b.dictionary))
		b.dictionary = append(b.dictionary, v)
		b.index[v] = code
		if len(b.dictionary) > codedLimit && !b.column.Type.IsText() {
			b.goPlain()
			b.Append(v)
			return
		}
	}
	if b.numbers != nil {
		b.numbers = append(b.numbers, math.NaN())
	}
	b.codes = append(b.codes, code)
}

// goPlain turns what was coded so far into numbers and keeps a dictionary of
// the marks alone.
func (b *VectorBuilder) goPlain() {
	marks := []Value{}
	index := map[Value]uint32{}
	numbers := make([]float64, len(b.codes), 2*len(b.codes))
	for i, code := range b.codes {
		value := b.dictionary[code]
		if value.State == Reported {
			numbers[i], b.codes[i] = value.Number, 0
			continue
		}
		mark, known := index[value]
		if !known {
			mark = uint32(len(marks))
			marks = append(marks, value)
			index[value] = mark
		}
		numbers[i], b.codes[i] = math.NaN(), mark
	}
	b.numbers, b.dictionary, b.index = numbers, marks, index
}

// Vector returns the finished vector. The builder must not be used again.
func (b *VectorBuilder) Vector() *Vector {
	if b.numbers == nil {
		return NewCodedVector(b.column, PackCodes(b.codes, max(1, len(b.dictionary))), b.dictionary)
	}
	if len(b.dictionary) == 0 {
		return NewPlainVector(b.column, b.numbers, Codes{}, nil)
	}
	return NewPlainVector(b.column, b.numbers, PackCodes(b.codes, len(b.dictionary)), b.dictionary)
}

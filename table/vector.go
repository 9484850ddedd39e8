package table

import (
	"math"
	"slices"
	"sync/atomic"
)

// Vector is one column in memory. It is read-only once built and safe for any
// number of goroutines.
//
// It has one of two forms. A coded vector keeps a dictionary of the distinct
// values, marks included, and one code a row; every text column is coded, and
// so is any other column with few enough distinct values. A plain vector, for
// numbers, dates and years with very many distinct values, keeps one float64 a
// row, NaN where nothing is reported, and beside it which mark each such row
// holds.
type Vector struct {
	column     Column
	length     int
	codes      Codes
	dictionary []Value
	numbers    []float64
	markCodes  Codes
	marks      []Value
	zones      atomic.Pointer[zones]
	marked     atomic.Int32 // what HasMarks found out: 0 nothing yet, 1 none, 2 some
}

// NewCodedVector returns a vector whose row i holds dictionary[codes.At(i)].
// The dictionary holds each distinct value once, in any order, and may hold
// values that no row uses. Both are owned by the vector from then on.
func NewCodedVector(column Column, codes Codes, dictionary []Value) *Vector {
	return &Vector{column: column, length: codes.Len(), codes: codes, dictionary: dictionary}
}

// NewPlainVector returns a vector whose row i holds numbers[i], or, where that
// is NaN, marks[markCodes.At(i)]. markCodes may be the zero Codes when every
// row is reported. All are owned by the vector from then on.
func NewPlainVector(column Column, numbers []float64, markCodes Codes, marks []Value) *Vector {
	return &Vector{column: column, length: len(numbers), numbers: numbers, markCodes: markCodes, marks: marks}
}

// Column describes the vector.
func (v *Vector) Column() Column { return v.column }

// Titled is the vector with another label for people; both share their values.
func (v *Vector) Titled(label string) *Vector {
	column := v.column
	column.Label = label
	return &Vector{
		column: column, length: v.length, codes: v.codes, dictionary: v.dictionary,
		numbers: v.numbers, markCodes: v.markCodes, marks: v.marks,
	}
}

// Len is the number of rows.
func (v *Vector) Len() int { return v.length }

// IsCoded reports whether the vector has a dictionary.
func (v *Vector) IsCoded() bool { return v.numbers == nil }

// Codes returns the code of every row, for a coded vector.
func (v *Vector) Codes() Codes { return v.codes }

// Dictionary returns the distinct values that codes stand for, in no
// particular order, for a coded vector. It must not be changed.
func (v *Vector) Dictionary() []Value { return v.dictionary }

// Numbers returns one number a row, NaN where nothing is reported, for a plain
// vector. It must not be changed.
func (v *Vector) Numbers() []float64 { return v.numbers }

// MarkCodes and Marks tell which mark a row of a plain vector holds where its
// number is NaN. MarkCodes is empty when every row is reported.
func (v *Vector) MarkCodes() Codes { return v.markCodes }

// Marks returns the distinct marks of a plain vector.
func (v *Vector) Marks() []Value { return v.marks }

// HasMarks reports whether some value may not be reported. It goes over the
// dictionary once and remembers.
func (v *Vector) HasMarks() bool {
	if known := v.marked.Load(); known != 0 {
		return known == 2
	}
	some := v.markCodes.Width() != 0 || slices.ContainsFunc(v.dictionary, func(value Value) bool { return value.State != Reported })
	if some {
		v.marked.Store(2)
	} else {
		v.marked.Store(1)
	}
	return some
}

// Value returns what a row holds.
func (v *Vector) Value(row int) Value {
	if v.numbers == nil {
		return v.dictionary[v.codes.At(row)]
	}
	n := v.numbers[row]
	if math.IsNaN(n) {
		return v.marks[v.markCodes.At(row)]
	}
	return Value{Number: n}
}

// Bytes is about how much memory the vector takes.
func (v *Vector) Bytes() int {
	const valueBytes = 32
	size := v.length*(v.codes.Width()+v.markCodes.Width()) + 8*len(v.numbers)
	for _, values := range [][]Value{v.dictionary, v.marks} {
		for _, value := range values {
			size += valueBytes + len(value.Text)
		}
	}
	return size
}

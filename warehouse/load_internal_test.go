package warehouse

import (
	"math"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// Ensure that a vector of numbers keeps the marks of its rows and no others.
func TestCompactMarks(t *testing.T) {
	withheld, missing, absent := table.Mark(table.Withheld, "*"), table.Mark(table.Missing, ""), table.Mark(table.Missing, "N/A")
	some := []storedBatch{{rows: 4, retired: []rowSpan{{3, 4}}}}
	for name, test := range map[string]struct {
		batches []storedBatch
		numbers []float64
		codes   []uint32
		want    []table.Value
		places  []uint32 // of the marked rows, in order
	}{
		"nothing retired": {[]storedBatch{{rows: 3}}, []float64{1, math.NaN(), 2}, []uint32{0, 1, 0}, []table.Value{withheld, missing, absent}, []uint32{1}},
		"one mark left":   {some, []float64{1, math.NaN(), 2}, []uint32{0, 1, 0}, []table.Value{missing}, []uint32{0}},
		"two marks left":  {some, []float64{math.NaN(), math.NaN(), 2}, []uint32{2, 0, 0}, []table.Value{withheld, absent}, []uint32{1, 0}},
		"no mark left":    {some, []float64{1, 3, 2}, []uint32{0, 0, 0}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			l := &columnLoader{
				batches: test.batches, rows: len(test.numbers), plain: true, numbers: test.numbers,
				codes: table.PackCodes(test.codes, 3), dictionary: []table.Value{withheld, missing, absent},
			}
			l.compact()
			if !slices.Equal(l.dictionary, test.want) {
				t.Errorf("the marks are %+v, want %+v", l.dictionary, test.want)
			}
			if (l.codes.Width() == 0) != (test.want == nil) {
				t.Errorf("codes of %d bytes for %d marks", l.codes.Width(), len(test.want))
			}
			var places []uint32
			for row, number := range test.numbers {
				if math.IsNaN(number) {
					places = append(places, l.codes.At(row))
				}
			}
			if !slices.Equal(places, test.places) {
				t.Errorf("the marks of the rows are %v, want %v", places, test.places)
			}
		})
	}
}

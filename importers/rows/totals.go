package rows

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strconv"
)

// mostSummed is the number of rows up to which totals are found by adding up:
// what is longer is no sheet that a person made up, and labels must do.
const mostSummed = 20_000

// totals adds up the columns of values as the rows of a table go by.
type totals struct {
	shape    shape
	all      []float64 // of all rows
	part     []float64 // of the rows since the last total
	parts    []float64 // of the totals since the last that was one of totals
	rows     int       // that all adds up
	since    int       // rows since the last total
	several  int       // totals since the last that was one of totals
	first    []float64 // the numbers of the first row
	numbers  []float64 // of the record that is looked at; NaN for none
	filled   int       // numbers that are there
	bare     bool      // the record that is looked at has nothing but numbers, and none where the labels stand
	nameless int       // rows of data that are bare
}

func newTotals(s shape) *totals {
	if !s.exists() {
		return nil
	}
	width := len(s.kinds)
	return &totals{shape: s, all: make([]float64, width), part: make([]float64, width), parts: make([]float64, width), numbers: make([]float64, width)}
}

// look reads the numbers of a record.
func (t *totals) look(record Record) {
	t.filled, t.bare = 0, t.shape.isBare(record)
	for i := range t.numbers {
		t.numbers[i] = math.NaN()
		if i < t.shape.first || t.shape.kinds[i] == noValue || t.shape.kinds[i] == date || i >= len(record.Cells) {
			continue
		}
		if value, ok := readAmount(record.Cells[i]); ok {
			t.numbers[i] = value
			t.filled++
		}
	}
}

// readAmount reads a number as people write it: $1,234.50, (12), 61%.
func readAmount(cell []byte) (float64, bool) {
	var plain [32]byte
	text := plain[:0]
	negative := false
	for _, c := range cell {
		switch {
		case c >= '0' && c <= '9', c == '.', c == '-', c == 'e' && len(text) > 0, c == 'E' && len(text) > 0:
			text = append(text, c)
		case c == '(':
			negative = true
		case c == ',', c == '$', c == '%', c == ' ', c == ')', c == '+':
		default:
			return 0, false
		}
		if len(text) == len(plain) {
			return 0, false
		}
	}
	if len(text) == 0 {
		return 0, false
	}
	value, err := strconv.ParseFloat(string(text), 64)
	if negative {
		value = -value
	}
	return value, err == nil
}

// add takes the record that was looked at for a row of data.
func (t *totals) add() {
	for i, value := range t.numbers {
		if !math.IsNaN(value) {
			t.all[i] += value
			t.part[i] += value
		}
	}
	if t.rows == 0 {
		t.first = slices.Clone(t.numbers)
	}
	if t.bare {
		t.nameless++
	}
	t.rows++
	t.since++
}

// beginWithTotal reports whether the first row is what all others add up to.
func (t *totals) beginWithTotal() bool {
	const fewest = 4
	if t.rows < fewest {
		return false
	}
	equal := 0
	for i, value := range t.first {
		if math.IsNaN(value) {
			continue
		}
		if others := t.all[i] - value; math.Abs(others-value) > 1e-9*math.Abs(value) {
			return false
		}
		if value != 0 {
			equal++
		}
	}
	return equal > 1
}

// set takes the record that was looked at for a total.
func (t *totals) set() {
	for i, value := range t.numbers {
		if !math.IsNaN(value) {
			t.parts[i] += value
		}
		t.part[i] = 0
	}
	t.since = 0
	t.several++
}

// addsUp reports whether the record that was looked at is what rows above it
// add up to: those since the last total, all of them, or the totals. With a
// label to go by, half of the numbers will do, since rates do not add up.
func (t *totals) addsUp(labelled bool) bool {
	switch {
	case t.filled == 0:
		return false
	case t.since > 1 && t.agrees(t.part, 1, labelled, t.since):
		return true
	case t.rows > 1 && t.agrees(t.all, 1, labelled, t.rows):
		return true
	}
	return t.several > 1 && t.agrees(t.parts, 1, labelled, t.several)
}

// lacksName reports whether the record that was looked at has no label where
// the rows of data have theirs. Small numbers add up by chance again and again:
// a row that names a school or a student is data, whatever it adds up to.
func (t *totals) lacksName() bool {
	const few = 10
	return t.bare && t.nameless*few <= t.rows
}

// beyondChance reports whether the record that was looked at, which adds up,
// has several numbers that are too large to do so by chance.
func (t *totals) beyondChance() bool {
	const several, large = 2, 100
	found := 0
	for _, value := range t.numbers {
		if math.Abs(value) >= large {
			found++
		}
	}
	return found >= several
}

// isMean reports whether the record that was looked at is the mean of all rows.
func (t *totals) isMean() bool {
	return t.rows > 1 && t.agrees(t.all, float64(t.rows), true, t.rows)
}

// agrees compares the numbers with sums, divided by a number of rows.
func (t *totals) agrees(sums []float64, by float64, labelled bool, of int) bool {
	const fewest = 3 // rows that chance hardly ever adds up
	equal, different := 0, 0
	for i, value := range t.numbers {
		if math.IsNaN(value) {
			continue
		}
		want := sums[i] / by
		tolerance := 1e-9 * math.Abs(want)
		if by > 1 || labelled {
			tolerance = math.Max(tolerance, 0.0501*math.Min(1, float64(of))) // the parts or the mean are rounded
		}
		switch {
		case math.Abs(value-want) > tolerance:
			different++
		case value != 0:
			equal++
		}
	}
	if labelled {
		return equal > 0 && equal >= different
	}
	return different == 0 && of >= fewest && (equal > 1 || equal == 1 && of > 2*fewest)
}

var meanWords = regexp.MustCompile(`(?i)^\W*(class |school |district |overall |column )?(average|mean|avg)s?\W*$`)

// isMeanLabel reports whether the first text of a record names a mean.
func isMeanLabel(record Record) bool {
	for _, cell := range record.Cells {
		if !isBlank(cell) {
			return len(cell) < 40 && meanWords.Match(bytes.TrimSpace(cell))
		}
	}
	return false
}

package rows

import (
	"bytes"

	"github.com/schoolbench/schoolbench/importers/typing"
)

// shape is which columns of a table hold values rather than names and words.
type shape struct {
	kinds []valueKind // by the columns' places
	left  int         // the first column of the table
	first int         // the first column of values to the right of left
	count int         // of columns of values, left not among them
}

// valueKind is what a cell, or most cells of a column, hold.
type valueKind uint8

const (
	noValue valueKind = iota
	words
	number
	year
	date
	mark  // stands for a value that is missing or withheld
	token // may do so: a letter, a dash
)

// kindOf looks at one cell.
func kindOf(cell []byte) valueKind {
	switch typing.Glance(cell) {
	case typing.LooksBlank:
		return noValue
	case typing.LooksMark:
		return mark
	case typing.LooksYear:
		return year
	case typing.LooksTyped:
		if isDate(cell) {
			return date
		}
		return number
	}
	if isNumbering(cell) {
		return number
	}
	if isShortMark(cell) {
		return token
	}
	return words
}

// isDate tells a date from a number, of what is one of the two.
func isDate(cell []byte) bool {
	separators := 0
	for i, c := range bytes.TrimSpace(cell) {
		switch {
		case c == '/' || c == ':' || c == '-' && i > 0:
			separators++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			separators += 2
		}
	}
	return separators > 1 || (separators == 1 && bytes.ContainsRune(cell, '/'))
}

// isNumbering recognises the number of a column or of a footnote: (1).
func isNumbering(cell []byte) bool {
	cell = bytes.TrimSpace(cell)
	if len(cell) < 3 || len(cell) > 4 || cell[0] != '(' || cell[len(cell)-1] != ')' {
		return false
	}
	for _, c := range cell[1 : len(cell)-1] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// isShortMark recognises what statistics write for a value that is not there:
// (NA), (D), Z, ..., --.
func isShortMark(cell []byte) bool {
	cell = bytes.TrimSpace(cell)
	if len(cell) < 8 && len(bytes.Trim(cell, ".-–—*")) == 0 {
		return true
	}
	longest := 1
	if len(cell) > 2 && cell[0] == '(' && cell[len(cell)-1] == ')' {
		cell, longest = cell[1:len(cell)-1], 3
	}
	for _, c := range cell {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(cell) <= longest
}

// findShape finds the columns of values among the first records of a table. A
// column is one when from its first value to its last there is hardly anything
// but values: names stand above them, and notes below.
func findShape(records []Record) shape {
	width, several := 0, 0
	for _, record := range records {
		width = max(width, min(len(record.Cells), weighedColumns))
		if count, _ := record.filled(); count > 1 {
			several++ // it is no title or note
		}
	}
	columns := make([]columnTally, width)
	for _, record := range records {
		for i, cell := range record.Cells[:min(len(record.Cells), width)] {
			columns[i].add(kindOf(cell))
		}
	}
	most := 0
	for i := range columns {
		most = max(most, columns[i].values())
	}
	s := shape{kinds: make([]valueKind, width), first: width, left: width}
	for i := range columns {
		if filled := columns[i].filled; filled > 0 && filled*4 >= most && i < s.left {
			s.left = i
		}
		if values := columns[i].values(); values > 0 && values*4 >= most && values*5 >= several && columns[i].within*3 <= values*2 {
			s.kinds[i] = columns[i].kind()
		}
	}
	for i := s.left + 1; i < width; i++ {
		if s.kinds[i] == noValue {
			continue
		}
		s.count++
		s.first = min(s.first, i)
	}
	return s
}

// columnTally counts what a column holds.
type columnTally struct {
	filled               int
	numbers, years, days int
	within, since        int // words between the first value and the last; after the last
}

func (c *columnTally) values() int { return c.numbers + c.years + c.days }

func (c *columnTally) add(kind valueKind) {
	if kind == noValue {
		return
	}
	c.filled++
	switch kind {
	case words:
		if c.values() > 0 {
			c.since++
		}
		return
	case mark, token:
		return
	case number:
		c.numbers++
	case year:
		c.years++
	case date:
		c.days++
	}
	c.within += c.since
	c.since = 0
}

// kind is what most values are.
func (c *columnTally) kind() valueKind {
	switch {
	case c.days > c.numbers+c.years:
		return date
	case c.years > c.numbers+c.days:
		return year
	}
	return number
}

// exists reports whether there are columns of values to go by.
func (s shape) exists() bool { return s.count > 0 }

// fit is how a record sits in the columns of values, the first column of the
// table left out.
type fit struct {
	values int // cells of the kind that the column holds
	odd    int // years over numbers and the like: as well names as values
	marks  int
	tokens int
	words  int
	run    bool // the numbers count up by one: they number the columns
}

func (s shape) fit(record Record) fit {
	var f fit
	last, steps, others := 0, 0, 0
	for i := s.first; i < min(len(s.kinds), len(record.Cells)); i++ {
		if s.kinds[i] == noValue {
			continue
		}
		kind := kindOf(record.Cells[i])
		switch kind {
		case noValue:
		case words:
			f.words++
		case mark:
			f.marks++
		case token:
			f.tokens++
		case s.kinds[i]:
			f.values++
		default:
			f.odd++
		}
		if n, ok := smallCount(record.Cells[i]); ok {
			if n == last+1 && last > 0 {
				steps++
			} else if last > 0 {
				others++
			}
			last = n
		} else if kind == number {
			others++
		}
	}
	f.run = steps >= 2 && others == 0 || steps >= 1 && others == 0 && f.words+f.tokens > 0 && f.values == 2
	return f
}

// smallCount reads a whole number below a hundred, in brackets or not.
func smallCount(cell []byte) (int, bool) {
	cell = bytes.Trim(bytes.TrimSpace(cell), "()")
	if len(cell) == 0 || len(cell) > 2 {
		return 0, false
	}
	n := 0
	for _, c := range cell {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// isBody reports whether a record has values where the table has them.
func (s shape) isBody(record Record) bool {
	f := s.fit(record)
	return f.values+f.marks > 0 && f.values+f.odd+f.marks+f.tokens > f.words
}

// hasValue reports whether there is a value, or a mark in its place, in any of
// the columns of values. It is made for the many rows that have one at once.
func (s shape) hasValue(record Record) bool {
	last := min(len(s.kinds), len(record.Cells))
	for i := s.first; i < last; i++ {
		if cell := record.Cells[i]; s.kinds[i] == number && len(cell) > 0 && len(cell) < 8 && cell[0] >= '0' && cell[0] <= '9' {
			return true
		}
	}
	for i := s.first; i < last; i++ {
		if s.kinds[i] == noValue || len(record.Cells[i]) == 0 {
			continue
		}
		if kind := kindOf(record.Cells[i]); kind != noValue && kind != words {
			return true
		}
	}
	return false
}

// isLabel reports whether a record has nothing but a label: it heads the rows
// below it, or has no values itself.
func (s shape) isLabel(record Record) bool {
	count, width := record.filled()
	return count > 0 && count <= 2 && width <= s.first
}

// isBare reports whether a record has no words, and nothing at all in the
// columns that stand before the values.
func (s shape) isBare(record Record) bool {
	for i, cell := range record.Cells {
		if !isBlank(cell) && (i < s.first || kindOf(cell) == words) {
			return false
		}
	}
	return true
}

// sameLabel reports whether two records begin with the same words.
func (s shape) sameLabel(a, b Record) bool {
	if s.left >= len(a.Cells) || s.left >= len(b.Cells) {
		return false
	}
	return kindOf(a.Cells[s.left]) == words && bytes.Equal(a.Cells[s.left], b.Cells[s.left])
}

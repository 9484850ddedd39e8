package delimited

import (
	"bytes"
	"math"
)

const (
	// leastLearned is the number of records of the usual width that it takes
	// to say what their columns hold.
	leastLearned = 8
	// widestLearned is the number of columns that are learned at most.
	widestLearned = 400
	// knownShare is the share of a column's values that must be of a kind for
	// it to be one that the column holds.
	knownShare = 0.02
)

// fit is what the columns of a file hold, learned from its first records. It
// tells how well the fields of a record fit them: the unlikelier, the higher
// the cost, in natural logarithms.
type fit struct {
	columns []columnFit
	// beyond tells that a good part of the records have a value beyond the last
	// column: that is one more column, which has no name, and no slip.
	beyond bool
}

type columnFit struct {
	rows, filled int
	exact, loose map[string]int
	kinds        [kinds]int
}

// learn reads the first records of a text and takes what those of the usual
// width hold. It returns nil when they are too few.
func learn(text []byte, d dialect) *fit {
	width := d.width
	if width < 2 || width > widestLearned {
		return nil
	}
	d.width = 0
	s := newSplitter(bytes.NewReader(text), d)
	f := &fit{columns: make([]columnFit, width)}
	full, longer, cut := 0, 0, make([]int, width)
	for range sampleRecords {
		record, err := s.next()
		if err != nil {
			break
		}
		switch n := len(record.Cells); {
		case n == width:
			full++
			for i, cell := range record.Cells {
				f.columns[i].add(cell)
			}
		case n == width+1 && len(bytes.TrimSpace(record.Cells[width])) > 0:
			longer++
		case n < width && n*2 > width:
			for i := n; i < width; i++ {
				cut[i]++
			}
		}
	}
	if full < leastLearned {
		return nil
	}
	const fewest, share = 3, 20
	f.beyond = longer >= fewest && longer*share >= full
	// Some programs leave out what is empty at the end of a record; a record
	// or two of that sort are a slip.
	for i, n := range cut {
		if n > 1 && float64(n) >= knownShare*float64(full) {
			f.columns[i].rows += n
		}
	}
	return f
}

func (c *columnFit) add(text []byte) {
	c.rows++
	if len(bytes.TrimSpace(text)) == 0 {
		return
	}
	if c.filled == 0 {
		c.exact, c.loose = map[string]int{}, map[string]int{}
	}
	c.filled++
	s := shapeOf(text)
	c.kinds[s.kind]++
	c.exact[s.exact]++
	c.loose[s.loose]++
}

// cost weighs a text under this column.
func (c *columnFit) cost(text []byte) float64 {
	empty := c.emptyShare()
	if len(bytes.TrimSpace(text)) == 0 {
		return -math.Log(empty)
	}
	if c.filled == 0 {
		return -math.Log((1-empty)/float64(c.rows+1)) + 1
	}
	s := shapeOf(text)
	share := 0.25 / float64(c.filled+1)
	seen := func(n int, weight float64) { share += weight * float64(n) / float64(c.filled) }
	seen(c.kinds[s.kind], 0.2)
	seen(c.exact[s.exact], 0.5)
	seen(c.loose[s.loose], 0.3)
	return -math.Log((1 - empty) * min(1, share))
}

func (c *columnFit) emptyShare() float64 {
	return (float64(c.rows-c.filled) + 0.5) / float64(c.rows+1)
}

// knows reports whether the column holds texts of this kind.
func (c *columnFit) knows(text []byte) bool {
	n, of := c.rows-c.filled, c.rows
	if len(bytes.TrimSpace(text)) > 0 {
		n, of = c.kinds[kindOf(text)], c.filled
	}
	return n > 1 && float64(n) >= knownShare*float64(of)
}

// extraCost is that of a field beyond the last column.
func (f *fit) extraCost(text []byte) float64 {
	if len(bytes.TrimSpace(text)) == 0 || f.beyond {
		return 0.5
	}
	return 6
}

// asItStands weighs fields under the columns in the order in which they stand,
// and reports whether each is of a kind that its column holds.
func (f *fit) asItStands(data []byte, fields []field) (cost float64, known bool) {
	known = true
	for i, one := range fields {
		text := data[one.from:one.to]
		if i >= len(f.columns) {
			cost += f.extraCost(text)
			known = known && (f.beyond || len(bytes.TrimSpace(text)) == 0)
			continue
		}
		cost += f.columns[i].cost(text)
		known = known && f.columns[i].knows(text)
	}
	for i := len(fields); i < len(f.columns); i++ {
		cost += f.columns[i].cost(nil)
		known = known && f.columns[i].knows(nil)
	}
	return cost, known
}

// suits reports whether the fields of a record are what the columns hold in
// whose order they stand. It is stricter than knowing their kinds: a number
// must be written as others of its column are, as 30$12.50 is not.
func (f *fit) suits(data []byte, fields []field) bool {
	for i, one := range fields[:min(len(fields), len(f.columns))] {
		text := data[one.from:one.to]
		if column := &f.columns[i]; !column.knows(text) || (isFigure(text) && !column.hasForm(text)) {
			return false
		}
	}
	return true
}

// isNoProse reports whether fields that spaces separate are a record. Words do
// not tell, whatever the columns hold: a title or a note has them too. So most
// fields must be figures, under columns that hold no words.
func (f *fit) isNoProse(data []byte, fields []field) bool {
	figures := 0
	for i, one := range fields {
		text := data[one.from:one.to]
		if isFigure(text) && f.columns[i].knows(text) && !f.columns[i].knows([]byte("word")) {
			figures++
		}
	}
	return figures*2 > len(fields)
}

// hasForm reports whether another value of the column is written like this one.
func (c *columnFit) hasForm(text []byte) bool {
	s := shapeOf(text)
	return s.loose == "" || c.loose[s.loose] > 0
}

// isFigure reports whether a text is a number, a date or a code.
func isFigure(text []byte) bool {
	if len(bytes.TrimSpace(text)) == 0 {
		return false
	}
	k := kindOf(text)
	return k == kindNumber || k == kindDate || k == kindCode
}

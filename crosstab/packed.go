package crosstab

import "math/bits"

// packedCells is how many words there may be if they have to be emptied on the
// way: emptying more would take longer than it saves.
const packedCells = 1 << 17

// packedTable counts the rows of every cell and adds up their units in the
// same step: a word counts rows in its upper bits and adds up units in its
// lower ones. What the words hold moves to the unit table before they are full,
// which for most columns is when the scan is over.
type packedTable[T code] struct {
	*unitTable[T]
	rows  *rowCount
	words []uint64
	shift int // where the count of rows begins
	most  int // rows that fit in the words
	// each is what a row of each code adds: one row, and how far its units are
	// above base, which is the least there can be.
	each []uint64
	base int64
	held int // rows that may be in the words
}

// pack makes the table, or one of shorter words, if units are small enough for
// it. length is how many rows may come.
func pack[T code](a *unitTable[T], n *rowCount, cells, length int) (accumulator, bool) {
	base, top := int64(0), int64(0)
	for _, units := range a.values {
		base, top = min(base, units), max(top, units)
	}
	if short, fits := packShort(a, n, cells, base, top); fits {
		return short, true
	}
	// Of 2^most rows both the number and the sum of units have to fit.
	each := bits.Len64(uint64(top - base))
	most := (64-each)/2 - 1
	if most < 16 || cells > packedCells && length > 1<<most {
		return nil, false
	}
	p := &packedTable[T]{unitTable: a, rows: n, words: make([]uint64, cells), each: make([]uint64, len(a.values)), base: base, shift: most + each + 1, most: 1 << most}
	for code, units := range a.values {
		p.each[code] = 1<<p.shift + uint64(units-base)
	}
	return p, true
}

// hold makes room for some more rows.
func (p *packedTable[T]) hold(rows int) {
	if p.held+rows > p.most {
		p.settle()
	}
	p.held += rows
}

func (p *packedTable[T]) add(cells []uint32, s strip) {
	p.hold(len(cells))
	codes, words, each := p.codes[s.from:s.from+s.length], p.words, p.each
	if s.filtered {
		kept := s.kept[:len(cells)]
		for i, cell := range cells {
			words[cell] += each[codes[kept[i]]]
		}
		return
	}
	addValues(words, cells, codes, each)
}

// settle moves what the words hold to the counts and sums.
func (p *packedTable[T]) settle() {
	if p.sums == nil {
		p.sums, p.rows.n = make([]int64, len(p.words)), make([]uint32, len(p.words))
	}
	for cell, word := range p.words {
		if word == 0 {
			continue
		}
		n := word >> p.shift
		p.rows.n[cell] += uint32(n)
		p.sums[cell] += int64(word&(1<<p.shift-1)) + p.base*int64(n)
	}
	clear(p.words)
	p.held = 0
}

// merge adds another core's words if there is room for them, and otherwise
// what they have become.
func (p *packedTable[T]) merge(other accumulator) {
	o := other.(*packedTable[T])
	if o.sums != nil || p.held+o.held > p.most {
		p.settle()
		o.settle()
		p.unitTable.merge(o.unitTable)
		p.rows.merge(o.rows)
		return
	}
	p.held += o.held
	for cell, word := range o.words {
		p.words[cell] += word
	}
}

package crosstab

import "math/bits"

// A packed word counts rows in its upper bits and adds up units in its lower
// ones, so that one addition does both.
const (
	packedShift = 44
	packedRows  = 1 << (64 - packedShift - 1) // a word is emptied after so many rows
	packedUnits = 1 << (packedShift - 1)      // and holds no larger sum than this
	packedCells = 1 << 17                     // emptying more would take longer than it saves
)

// packedTable counts the rows of every cell and adds up their units in the
// same step. What the words hold moves to the unit table before they are full.
type packedTable[T code] struct {
	*unitTable[T]
	rows  []uint32
	words []uint64
	// each is what a row of each code adds: one row, and how far its units are
	// above base, which is the least there can be.
	each []uint64
	base int64
	held int // rows that may be in the words
}

// pack makes the table, if units are small enough for it.
func pack[T code](a *unitTable[T], n []uint32) (*packedTable[T], bool) {
	if len(n) > packedCells {
		return nil, false
	}
	base, top := int64(0), int64(0)
	for _, units := range a.values {
		base, top = min(base, units), max(top, units)
	}
	if bits.Len64(uint64(top-base))+bits.Len64(packedRows) > bits.Len64(packedUnits) {
		return nil, false
	}
	p := &packedTable[T]{unitTable: a, rows: n, words: make([]uint64, len(n)), each: make([]uint64, len(a.values)), base: base}
	for code, units := range a.values {
		p.each[code] = 1<<packedShift + uint64(units-base)
	}
	return p, true
}

// hold makes room for some more rows.
func (p *packedTable[T]) hold(rows int) {
	if p.held+rows > packedRows {
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
	for cell, word := range p.words {
		if word == 0 {
			continue
		}
		n := word >> packedShift
		p.rows[cell] += uint32(n)
		p.sums[cell] += int64(word&(1<<packedShift-1)) + p.base*int64(n)
	}
	clear(p.words)
	p.held = 0
}

func (p *packedTable[T]) merge(other accumulator) {
	p.unitTable.merge(other.(*packedTable[T]).unitTable)
}

// inOneLoop returns the whole scan of a block as one loop, for the most usual
// cross-tab: two fields of up to 256 members each, counted and perhaps added
// up, without a filter. Otherwise it returns nil.
func inOneLoop(p *plan, all []accumulator) func(from, to int) {
	if p.filter != nil || len(all) != 1 || len(p.finders) != 2 {
		return nil
	}
	first, second := p.finders[0], p.finders[1]
	if first.codes.Width() != 1 || second.codes.Width() != 1 {
		return nil
	}
	a, able := all[0].(interface {
		addPairs(first, second finder, from, to int)
	})
	if !able {
		return nil
	}
	return func(from, to int) { a.addPairs(first, second, from, to) }
}

// addPairs adds the rows of a block whose two keys have codes of one byte.
func (p *packedTable[T]) addPairs(first, second finder, from, to int) {
	p.hold(to - from)
	a, b, codes := first.codes.U8[from:to], second.codes.U8[from:to], p.codes[from:to]
	here, there := (*[256]uint32)(first.offsets), (*[256]uint32)(second.offsets)
	words, each := p.words, p.each
	b, codes = b[:len(a)], codes[:len(a)]
	if len(each) == 256 {
		short := (*[256]uint64)(each)
		for i, x := range a {
			words[here[x]+there[b[i]]] += short[uint8(codes[i])]
		}
		return
	}
	for i, x := range a {
		words[here[x]+there[b[i]]] += each[codes[i]]
	}
}

// addPairs counts the rows of a block whose two keys have codes of one byte.
func (a *rowCount) addPairs(first, second finder, from, to int) {
	x, y := first.codes.U8[from:to], second.codes.U8[from:to]
	here, there := (*[256]uint32)(first.offsets), (*[256]uint32)(second.offsets)
	n := a.n
	y = y[:len(x)]
	for i, code := range x {
		n[here[code]+there[y[i]]]++
	}
}

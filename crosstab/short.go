package crosstab

import "math/bits"

const (
	// shortCells is from how many cells on words of four bytes are worth it: more
	// of them stay in the caches near the processor.
	shortCells = 1 << 13
	// shortStrip is how many rows are added before full words are looked for.
	shortStrip = 1 << 8
)

// shortTable does what packedTable does in words of half the length. So short a
// word may fill up during a scan. The highest bit of its count and of its sum
// are therefore guards: a word in which one of them is set is emptied, into the
// counts and sums, before shortStrip more rows could make it run over. Of a
// cell's words that happens once in some thousand rows, however the rows are
// spread over the cells.
type shortTable[T code] struct {
	*unitTable[T]
	rows   *rowCount
	words  []uint32
	shift  int // where the count of rows begins
	guards uint32
	// each is what a row of each code adds: one row, and how far its units are
	// above base, which is the least there can be.
	each []uint32
	base int64
}

// packShort makes the table, if units are small enough for it.
func packShort[T code](a *unitTable[T], n *rowCount, cells int, base, top int64) (*shortTable[T], bool) {
	// A word without guards set has room for a strip of the largest units, and
	// what is left of its bits is shared out evenly.
	each := bits.Len64(uint64(top - base))
	strip := bits.Len(shortStrip) // one bit more than the rows of a strip need
	spare := 32 - each - 2*strip
	if cells < shortCells || spare < 0 {
		return nil, false
	}
	p := &shortTable[T]{unitTable: a, rows: n, words: make([]uint32, cells), each: make([]uint32, len(a.values)), base: base, shift: each + strip + spare/2}
	p.guards = 1<<31 | 1<<(p.shift-1)
	for code, units := range a.values {
		p.each[code] = 1<<p.shift + uint32(units-base)
	}
	return p, true
}

// fuse declines: which words to look at again has to be written down.
func (p *shortTable[T]) fuse(keys) func(s strip) { return nil }

func (p *shortTable[T]) add(cells []uint32, s strip) {
	codes, each := p.codes[s.from:s.from+s.length], p.each
	for len(cells) > 0 {
		now := cells[:min(shortStrip, len(cells))]
		var full uint32
		if s.filtered {
			full = addShortKept(p.words, now, codes, s.kept[:len(now)], each)
			s.kept = s.kept[len(now):]
		} else {
			full = addShort(p.words, now, codes, each)
			codes = codes[len(now):]
		}
		if full&p.guards != 0 {
			p.empty(now)
		}
		cells = cells[len(now):]
	}
}

// addShort adds what the table says of each row's code to the row's word, and
// returns all bits that were set in any of them.
func addShort[T code](words, cells []uint32, codes []T, each []uint32) uint32 {
	codes = codes[:len(cells)]
	seen := uint32(0)
	if len(each) == 256 {
		short := (*[256]uint32)(each)
		for i, cell := range cells {
			word := words[cell] + short[uint8(codes[i])]
			words[cell] = word
			seen |= word
		}
		return seen
	}
	for i, cell := range cells {
		word := words[cell] + each[codes[i]]
		words[cell] = word
		seen |= word
	}
	return seen
}

// addShortKept is addShort for the rows at some places.
func addShortKept[T code](words, cells []uint32, codes []T, kept []uint16, each []uint32) uint32 {
	kept = kept[:len(cells)]
	seen := uint32(0)
	if len(each) == 256 {
		short := (*[256]uint32)(each)
		for i, cell := range cells {
			word := words[cell] + short[uint8(codes[kept[i]])]
			words[cell] = word
			seen |= word
		}
		return seen
	}
	for i, cell := range cells {
		word := words[cell] + each[codes[kept[i]]]
		words[cell] = word
		seen |= word
	}
	return seen
}

// empty moves what the full words among these cells hold.
func (p *shortTable[T]) empty(cells []uint32) {
	for _, cell := range cells {
		if p.words[cell]&p.guards != 0 {
			p.move(int(cell))
		}
	}
}

// move adds what a word holds to the counts and sums.
func (p *shortTable[T]) move(cell int) {
	p.makeSums()
	word := p.words[cell]
	n := word >> p.shift
	p.rows.n[cell] += n
	p.sums[cell] += int64(word&(1<<p.shift-1)) + p.base*int64(n)
	p.words[cell] = 0
}

func (p *shortTable[T]) makeSums() {
	if p.sums == nil {
		p.sums, p.rows.n = make([]int64, len(p.words)), make([]uint32, len(p.words))
	}
}

// settle moves what the words hold to the counts and sums.
func (p *shortTable[T]) settle() {
	p.makeSums()
	for cell, word := range p.words {
		if word != 0 {
			p.move(cell)
		}
	}
}

// merge adds another core's words, and what others of them have become.
func (p *shortTable[T]) merge(other accumulator) {
	o := other.(*shortTable[T])
	for cell, word := range o.words {
		if p.words[cell] += word; p.words[cell]&p.guards != 0 {
			p.move(cell)
		}
	}
	if o.sums != nil {
		p.makeSums()
		p.unitTable.merge(o.unitTable)
		p.rows.merge(o.rows)
	}
}

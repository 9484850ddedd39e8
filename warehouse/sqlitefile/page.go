package sqlitefile

import "encoding/binary"

// The kinds of page.
const (
	tableInterior = 5
	tableLeaf     = 13
)

// page is a page being filled: cells from its end, and pointers to them from
// its beginning.
type page struct {
	kind    byte
	begin   int // where its header stands
	content []byte
	cells   int
	bottom  int // where the cell written last begins

	// Of a page above the leaves: the child that has no cell yet, and the one
	// of the last cell.
	waiting child
	entered child
}

// child is a page below another, and its greatest row number.
type child struct {
	number uint32
	last   int64
}

func newPage(kind byte) *page {
	return &page{kind: kind, content: make([]byte, pageSize), bottom: pageSize}
}

// reset empties the page, so that nothing of it shows up in the next.
func (p *page) reset() {
	clear(p.content)
	p.cells, p.bottom, p.waiting, p.entered = 0, pageSize, child{}, child{}
}

// pointers is where the pointers to the cells begin.
func (p *page) pointers() int {
	if p.kind == tableInterior {
		return p.begin + 12
	}
	return p.begin + 8
}

// fits reports whether a cell of this size has room.
func (p *page) fits(size int) bool {
	return p.bottom-size >= p.pointers()+2*(p.cells+1)
}

// place makes room for a cell and returns it.
func (p *page) place(size int) []byte {
	p.bottom -= size
	binary.BigEndian.PutUint16(p.content[p.pointers()+2*p.cells:], uint16(p.bottom))
	p.cells++
	return p.content[p.bottom : p.bottom+size]
}

// enter gives a child of a page above the leaves its cell; false if the page
// has no room for it.
func (p *page) enter(c child) bool {
	cell := appendVarint(binary.BigEndian.AppendUint32(nil, c.number), uint64(c.last))
	if !p.fits(len(cell)) {
		return false
	}
	copy(p.place(len(cell)), cell)
	p.entered = c
	return true
}

// takeBack undoes the last enter.
func (p *page) takeBack() child {
	p.bottom += 4 + varintLength(uint64(p.entered.last))
	p.cells--
	return p.entered
}

// finish writes the page's header; right is the last child of a page above the
// leaves.
func (p *page) finish(right uint32) []byte {
	header := p.content[p.begin:]
	header[0] = p.kind
	binary.BigEndian.PutUint16(header[3:], uint16(p.cells))
	binary.BigEndian.PutUint16(header[5:], uint16(p.bottom)) // 65,536 is written as 0
	if p.kind == tableInterior {
		binary.BigEndian.PutUint32(header[8:], right)
	}
	return p.content
}

package crosstab

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

const (
	// blockLength is how many rows a core takes at a time; between blocks it
	// looks whether it was cancelled.
	blockLength = 1 << 16
	// stripLength is how many rows one kernel handles before the next one
	// follows: few enough for everything in between to stay in the nearest
	// cache.
	stripLength = 1 << 12
)

// inBlocks runs work over all rows on every core. start is called once for
// each core and returns what that core does with a block of rows.
func inBlocks(ctx context.Context, rows int, start func(core int) func(from, to int)) error {
	blocks := (rows + blockLength - 1) / blockLength
	var next atomic.Int64
	var group sync.WaitGroup
	for core := range cores(rows) {
		work := start(core)
		group.Go(func() {
			for ctx.Err() == nil {
				block := int(next.Add(1)) - 1
				if block >= blocks {
					return
				}
				work(block*blockLength, min(rows, (block+1)*blockLength))
			}
		})
	}
	group.Wait()
	return ctx.Err()
}

// cores is how many cores are worth starting for so many rows.
func cores(rows int) int {
	return max(1, min(runtime.GOMAXPROCS(0), (rows+blockLength-1)/blockLength))
}

// code is the forms a code can have in memory.
type code interface{ uint8 | uint16 | uint32 }

// finder turns the codes of one key into a part of a row's cell number. The
// parts of all keys add up to it.
type finder struct {
	codes   table.Codes
	offsets []uint32
}

// strip is some rows that follow one another, and which of them are kept.
type strip struct {
	from, length int
	kept         []uint16 // places within the strip; in use if filtered
	filtered     bool
}

// reader walks over rows strip by strip and finds the cell of each kept row.
// Every core has its own.
type reader struct {
	finders []finder
	three   *threeKeys          // all of them at once, if they are three and narrow
	filter  *expression.Scanner // nil keeps all rows
	cells   []uint32
	kept    []uint16
}

func newReader(finders []finder, filter *expression.Filter) *reader {
	r := &reader{finders: finders, three: threeKeysOf(finders), cells: make([]uint32, stripLength)}
	if filter != nil {
		r.filter = filter.Scanner()
		r.kept = make([]uint16, stripLength)
	}
	return r
}

// each calls use for every strip of a block, with the cells of the kept rows.
func (r *reader) each(from, to int, use func(cells []uint32, s strip)) {
	for ; from < to; from += stripLength {
		s := r.keep(from, min(stripLength, to-from))
		cells := r.cells[:s.length]
		if s.filtered {
			cells = cells[:len(s.kept)]
			r.findKept(cells, s)
		} else {
			r.find(cells, from)
		}
		use(cells, s)
	}
}

// keep finds out which rows of a strip are kept.
func (r *reader) keep(from, length int) strip {
	s := strip{from: from, length: length}
	if r.filter != nil {
		var all bool
		s.kept, all = r.filter.Kept(from, r.kept[:length])
		s.filtered = !all
	}
	return s
}

// rows is how many rows of the strip are kept.
func (s strip) rows() int {
	if s.filtered {
		return len(s.kept)
	}
	return s.length
}

// findKept writes the cell number of each kept row.
func (r *reader) findKept(cells []uint32, s strip) {
	rest := r.finders
	if r.three != nil {
		r.three.find(cells, s)
		return
	}
	if len(rest) < 2 {
		clear(cells)
	} else {
		switch f := rest[0]; f.codes.Width() {
		case 1:
			setTwoKept(cells, f.codes.U8[s.from:], f.offsets, rest[1], s)
		case 2:
			setTwoKept(cells, f.codes.U16[s.from:], f.offsets, rest[1], s)
		default:
			setTwoKept(cells, f.codes.U32[s.from:], f.offsets, rest[1], s)
		}
		rest = rest[2:]
	}
	for _, f := range rest {
		switch f.codes.Width() {
		case 1:
			addKept(cells, f.codes.U8[s.from:], f.offsets, s.kept)
		case 2:
			addKept(cells, f.codes.U16[s.from:], f.offsets, s.kept)
		default:
			addKept(cells, f.codes.U32[s.from:], f.offsets, s.kept)
		}
	}
}

func setTwoKept[A code](cells []uint32, first []A, offsets []uint32, second finder, s strip) {
	switch second.codes.Width() {
	case 1:
		sumKept(cells, first, offsets, second.codes.U8[s.from:], second.offsets, s.kept)
	case 2:
		sumKept(cells, first, offsets, second.codes.U16[s.from:], second.offsets, s.kept)
	default:
		sumKept(cells, first, offsets, second.codes.U32[s.from:], second.offsets, s.kept)
	}
}

func sumKept[A, B code](cells []uint32, first []A, offsets []uint32, second []B, more []uint32, kept []uint16) {
	kept = kept[:len(cells)]
	for i, place := range kept {
		cells[i] = offsets[first[place]] + more[second[place]]
	}
}

func addKept[T code](cells []uint32, codes []T, offsets []uint32, kept []uint16) {
	kept = kept[:len(cells)]
	for i, place := range kept {
		cells[i] += offsets[codes[place]]
	}
}

// find writes the cell number of each row.
func (r *reader) find(cells []uint32, from int) {
	rest := r.finders
	switch {
	case r.three != nil:
		r.three.find(cells, strip{from: from, length: len(cells)})
		return
	case len(rest) == 0:
		clear(cells)
		return
	case len(rest) == 1:
		set(cells, rest[0], from)
		return
	}
	// The first two keys are read together, which saves writing the cells once.
	switch f := rest[0]; f.codes.Width() {
	case 1:
		setTwo(cells, f.codes.U8[from:], f.offsets, rest[1], from)
	case 2:
		setTwo(cells, f.codes.U16[from:], f.offsets, rest[1], from)
	default:
		setTwo(cells, f.codes.U32[from:], f.offsets, rest[1], from)
	}
	for _, f := range rest[2:] {
		switch f.codes.Width() {
		case 1:
			addOffsets(cells, f.codes.U8[from:], f.offsets)
		case 2:
			addOffsets(cells, f.codes.U16[from:], f.offsets)
		default:
			addOffsets(cells, f.codes.U32[from:], f.offsets)
		}
	}
}

func set(cells []uint32, f finder, from int) {
	switch f.codes.Width() {
	case 1:
		setOffsets(cells, f.codes.U8[from:], f.offsets)
	case 2:
		setOffsets(cells, f.codes.U16[from:], f.offsets)
	default:
		setOffsets(cells, f.codes.U32[from:], f.offsets)
	}
}

func setOffsets[T code](cells []uint32, codes []T, offsets []uint32) {
	for i, c := range codes[:len(cells)] {
		cells[i] = offsets[c]
	}
}

func addOffsets[T code](cells []uint32, codes []T, offsets []uint32) {
	for i, c := range codes[:len(cells)] {
		cells[i] += offsets[c]
	}
}

func setTwo[A code](cells []uint32, first []A, offsets []uint32, second finder, from int) {
	switch second.codes.Width() {
	case 1:
		sumOffsets(cells, first, offsets, second.codes.U8[from:], second.offsets)
	case 2:
		sumOffsets(cells, first, offsets, second.codes.U16[from:], second.offsets)
	default:
		sumOffsets(cells, first, offsets, second.codes.U32[from:], second.offsets)
	}
}

func sumOffsets[A, B code](cells []uint32, first []A, offsets []uint32, second []B, more []uint32) {
	first, second = first[:len(cells)], second[:len(cells)]
	// Two tables of 256 entries need no check of the index.
	if len(offsets) == 256 && len(more) == 256 {
		a, b := (*[256]uint32)(offsets), (*[256]uint32)(more)
		for i := range cells {
			cells[i] = a[uint8(first[i])] + b[uint8(second[i])]
		}
		return
	}
	for i := range cells {
		cells[i] = offsets[first[i]] + more[second[i]]
	}
}

// pick returns the codes of the kept rows of a strip.
func pick[T any](values []T, s strip, scratch []T) []T {
	values = values[s.from : s.from+s.length]
	if !s.filtered {
		return values
	}
	scratch = scratch[:len(s.kept)]
	for i, place := range s.kept {
		scratch[i] = values[place]
	}
	return scratch
}

// row returns the number of the i-th kept row.
func (s strip) row(i int) int {
	if s.filtered {
		return s.from + int(s.kept[i])
	}
	return s.from + i
}

// inParts runs work for each part on a core of its own.
func inParts(ctx context.Context, parts int, work func(part int)) error {
	var group sync.WaitGroup
	for part := range parts {
		group.Go(func() { work(part) })
	}
	group.Wait()
	return ctx.Err()
}

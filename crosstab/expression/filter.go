package expression

import (
	"github.com/schoolbench/schoolbench/table"
)

// The three truth values as small numbers, so that and is the smaller of two,
// or the larger, and not the distance from the top.
const (
	isFalse uint8 = iota
	isUnknown
	isTrue
)

// stripLength is how many rows are evaluated at a time: few enough for all
// intermediate results to stay in the processor's nearest cache.
const stripLength = 1 << 12

// Filter is a condition bound to the columns of a frame. It is read-only and
// safe for any number of goroutines, each with a Scanner of its own.
type Filter struct {
	root    *step
	vectors []*table.Vector
	depth   int
}

// step evaluates one part of a condition for a strip of rows.
type step struct {
	logic  string // and, or, not: combine the parts
	parts  []*step
	codes  table.Codes // one coded column: look the answer up by code
	answer []uint8
	always uint8   // no column at all
	kept   []uint8 // 1 where answer is true
	side   stretch // of the kept codes, if they are side by side
	zones  *zoned
	fixed  bool
	n      *node // anything else: row by row
}

// Filter binds the condition to a frame. It fails if the frame lacks a column
// or the expression is not true or false.
func (e *Expression) Filter(frame *table.Frame) (*Filter, error) {
	if err := wantCondition(e.root, "A filter"); err != nil {
		return nil, err
	}
	vectors, err := e.vectors(frame)
	if err != nil {
		return nil, err
	}
	filter := &Filter{vectors: vectors}
	filter.root = filter.bind(e.root, 1)
	return filter, nil
}

func (f *Filter) bind(n *node, depth int) *step {
	f.depth = max(f.depth, depth)
	r := make(row, len(f.vectors))
	switch {
	case len(n.fields) == 0:
		return &step{fixed: true, always: truthOf(n.value(r))}
	case len(n.fields) == 1 && f.vectors[n.fields[0]].IsCoded():
		source := f.vectors[n.fields[0]]
		// The table is as long as there are codes of this width, so that no
		// lookup can be out of range.
		answer := make([]uint8, max(len(source.Dictionary()), 1<<min(16, 8*source.Codes().Width())))
		for code, value := range source.Dictionary() {
			r[n.fields[0]] = value
			answer[code] = truthOf(n.value(r))
		}
		kept := make([]uint8, len(answer))
		for code, truth := range answer {
			kept[code] = truth >> 1
		}
		s := &step{codes: source.Codes(), answer: answer, kept: kept, zones: zonedOf(source, answer)}
		if s.codes.Width() == 1 {
			s.side = stretchOf(kept, len(source.Dictionary()))
		}
		return s
	case n.logic != "":
		s := &step{logic: n.logic}
		for _, part := range n.parts {
			s.parts = append(s.parts, f.bind(part, depth+1))
		}
		return s
	}
	return &step{n: n}
}

func truthOf(v table.Value) uint8 {
	switch {
	case v.State != table.Reported:
		return isUnknown
	case v.Number != 0:
		return isTrue
	}
	return isFalse
}

// Scanner evaluates a filter for one goroutine.
type Scanner struct {
	filter  *Filter
	scratch [][]uint8
	mask    []uint8
	values  row
	zone    int     // that was looked at last
	answers answers // of its rows
}

// Scanner returns a scanner for one goroutine.
func (f *Filter) Scanner() *Scanner {
	s := &Scanner{filter: f, values: make(row, len(f.vectors)), zone: -1}
	for range f.depth {
		s.scratch = append(s.scratch, make([]uint8, stripLength))
	}
	return s
}

// Fill writes 1 for each of the rows from this one on for which the condition
// is true, and 0 for the others; len(mask) says how many.
func (s *Scanner) Fill(from int, mask []uint8) {
	for len(mask) > 0 {
		strip := mask[:min(stripLength, len(mask))]
		if root := s.filter.root; root.kept != nil {
			root.lookUp(from, strip, root.kept)
		} else {
			s.evaluate(root, from, strip, 0)
			for i, truth := range strip {
				strip[i] = truth >> 1
			}
		}
		from, mask = from+len(strip), mask[len(strip):]
	}
}

// Kept lists the places, counted from this row on, of the rows for which the
// condition is true. It looks at len(places) rows, which are of one zone, writes
// into places and returns the part that it filled. If all is true, the
// condition is true for every one of them and nothing is listed.
func (s *Scanner) Kept(from int, places []uint16) (kept []uint16, all bool) {
	if zone := from / table.ZoneRows; zone != s.zone {
		s.zone, s.answers = zone, s.filter.root.in(zone)
	}
	switch {
	case s.answers == mayBeTrue:
		return nil, true
	case s.answers&mayBeTrue == 0:
		return places[:0], false
	}
	kept = s.list(from, places)
	return kept, len(kept) == len(places)
}

// list is Kept for rows that have to be looked at.
func (s *Scanner) list(from int, places []uint16) []uint16 {
	if root := s.filter.root; root.kept != nil {
		switch {
		case root.side.is:
			return keepStretch(places, root.codes.U8[from:], root.side)
		case root.codes.Width() == 1:
			return keep(places, root.codes.U8[from:], root.kept)
		case root.codes.Width() == 2:
			return keep(places, root.codes.U16[from:], root.kept)
		default:
			return keep(places, root.codes.U32[from:], root.kept)
		}
	}
	if cap(s.mask) < len(places) {
		s.mask = make([]uint8, len(places))
	}
	mask := s.mask[:len(places)]
	s.Fill(from, mask)
	return keepMask(places, mask)
}

// keep lists the places of codes that are kept. Where to write moves by the
// answer itself, so that there is no branch to guess wrong.
func keep[T code](places []uint16, codes []T, kept []uint8) []uint16 {
	codes = codes[:len(places)]
	n := 0
	if len(kept) == 256 {
		short := (*[256]uint8)(kept)
		t, i := eightsTable(), 0
		for ; i+8 <= len(codes); i += 8 {
			c := codes[i : i+8 : i+8]
			bits := short[uint8(c[0])] | short[uint8(c[1])]<<1 | short[uint8(c[2])]<<2 | short[uint8(c[3])]<<3 |
				short[uint8(c[4])]<<4 | short[uint8(c[5])]<<5 | short[uint8(c[6])]<<6 | short[uint8(c[7])]<<7
			n = t.list(places, n, i, bits)
		}
		for ; i < len(codes); i++ {
			places[n] = uint16(i)
			n += int(short[uint8(codes[i])])
		}
		return places[:n]
	}
	for i, c := range codes {
		places[n] = uint16(i)
		n += int(kept[c])
	}
	return places[:n]
}

func (s *Scanner) evaluate(at *step, from int, into []uint8, depth int) {
	switch {
	case at.fixed:
		for i := range into {
			into[i] = at.always
		}
	case at.logic != "":
		s.evaluate(at.parts[0], from, into, depth+1)
		if at.logic == "not" {
			for i, truth := range into {
				into[i] = isTrue - truth
			}
			return
		}
		other := s.scratch[depth][:len(into)]
		s.evaluate(at.parts[1], from, other, depth+1)
		if at.logic == "and" {
			for i, truth := range other {
				into[i] = min(into[i], truth)
			}
			return
		}
		for i, truth := range other {
			into[i] = max(into[i], truth)
		}
	case at.n != nil:
		for i := range into {
			for _, field := range at.n.fields {
				s.values[field] = s.filter.vectors[field].Value(from + i)
			}
			into[i] = truthOf(at.n.value(s.values))
		}
	default:
		at.lookUp(from, into, at.answer)
	}
}

// lookUp writes what the table says of each row's code.
func (s *step) lookUp(from int, into, table []uint8) {
	switch s.codes.Width() {
	case 1:
		lookUp(into, s.codes.U8[from:], table)
	case 2:
		lookUp(into, s.codes.U16[from:], table)
	case 4:
		lookUp(into, s.codes.U32[from:], table)
	}
}

func lookUp[T code](into []uint8, codes []T, answer []uint8) {
	codes = codes[:len(into)]
	if len(answer) == 256 {
		short := (*[256]uint8)(answer)
		for i, c := range codes {
			into[i] = short[uint8(c)]
		}
		return
	}
	for i, c := range codes {
		into[i] = answer[c]
	}
}

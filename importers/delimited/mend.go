package delimited

import "bytes"

// The costs of what can be done to a record, on the scale of fit.
const (
	dropCost   = 1.0 // an empty field is left out
	insertCost = 1.0 // an empty field is put in
	joinCost   = 2.0 // two fields are one, with the delimiter in it
	moreCost   = 0.5 // for each further field joined
	splitCost  = 2.0 // one field is two

	// leastGain is how much better a mended record must fit.
	leastGain = 3.0
	// leastLead is how much better it must fit than the next best.
	leastLead = 0.7
	// longestSplit is the length of a field that may be two.
	longestSplit = 120
	// mostSteps bounds the work on one record.
	mostSteps = 20_000
)

// step is one way to have come to a place in the table of mender.
type step struct {
	cost     float64
	taken    int // fields taken into the last column, 0 for none
	filled   int // columns filled by the last step
	cut      int // where a field was split
	previous int // which of the two ways to the place before
	ok       bool
}

// ways are the best two ways to a place.
type ways [2]step

func (w *ways) offer(s step) {
	s.ok = true
	switch {
	case !w[0].ok || s.cost < w[0].cost:
		w[1], w[0] = w[0], s
	case !w[1].ok || s.cost < w[1].cost:
		w[1] = s
	}
}

// mender puts the fields of a record under the columns that they fit: some
// have a delimiter too many and others lack one. No text is lost: fields are
// joined with what stands between them, split, or moved, and only empty ones
// are left out.
type mender struct {
	fit    *fit
	data   []byte
	fields []field
	table  []ways // by fields taken and columns filled
}

// mend returns fields that are as many as there are columns. ok is false when
// no way to put them fits clearly better than the others and than cost, which
// is that of the fields as they stand.
func (f *fit) mend(data []byte, fields []field, cost float64) (mended []field, best float64, ok bool) {
	width, count := len(f.columns), len(fields)
	if count == 0 || count == width || count < width-2 || (count+1)*(width+1)*(abs(count-width)+1) > mostSteps {
		return nil, 0, false
	}
	m := mender{fit: f, data: data, fields: fields, table: make([]ways, (count+1)*(width+1))}
	m.at(0, 0).offer(step{})
	for taken := 0; taken <= count; taken++ {
		for filled := 0; filled <= width; filled++ {
			m.goOn(taken, filled)
		}
	}
	end := m.at(count, width)
	if !end[0].ok || end[0].cost+leastGain > cost {
		return nil, 0, false
	}
	mended = m.trace(0)
	if end[1].ok && end[1].cost < end[0].cost+leastLead && !sameTexts(data, mended, m.trace(1)) {
		return nil, 0, false
	}
	unknown := 0
	for i, one := range mended {
		if one.to > one.from && !f.columns[i].knows(data[one.from:one.to]) {
			unknown++
		}
	}
	if unknown > width/8 {
		return nil, 0, false
	}
	return mended, end[0].cost, true
}

func abs(n int) int { return max(n, -n) }

func (m *mender) at(taken, filled int) *ways {
	return &m.table[taken*(len(m.fit.columns)+1)+filled]
}

// goOn takes every way to a place one step further.
func (m *mender) goOn(taken, filled int) {
	width, count := len(m.fit.columns), len(m.fields)
	left, room := count-taken, width-filled
	// With fields to spare there is never room for an empty column, and the
	// other way round.
	if (count > width && left < room) || (count < width && left > room) {
		return
	}
	here := *m.at(taken, filled)
	for way, s := range here {
		if !s.ok {
			continue
		}
		take := func(fields, columns, cut int, cost float64) {
			m.at(taken+fields, filled+columns).offer(step{cost: s.cost + cost, taken: fields, filled: columns, cut: cut, previous: way})
		}
		if count > width && left > 0 && m.isEmpty(taken) {
			take(1, 0, 0, dropCost)
		}
		if room == 0 {
			continue
		}
		column := &m.fit.columns[filled]
		if left > 0 {
			take(1, 1, 0, column.cost(m.text(taken, 1)))
		}
		for n := 2; n <= min(left, left-room+1); n++ {
			take(n, 1, 0, column.cost(m.text(taken, n))+joinCost+moreCost*float64(n-2))
		}
		if count < width {
			take(0, 1, 0, column.cost(nil)+insertCost)
			if left > 0 && room > 1 {
				if cut, cost, ok := m.split(taken, filled); ok {
					take(1, 2, cut, cost+splitCost)
				}
			}
		}
	}
}

func (m *mender) isEmpty(i int) bool {
	one := m.fields[i]
	return !one.quoted && len(bytes.TrimSpace(m.data[one.from:one.to])) == 0
}

// text is that of n fields from the i-th on.
func (m *mender) text(i, n int) []byte {
	one := m.joined(i, n)
	return m.data[one.from:one.to]
}

// joined is one field for n, with what stands between them in the file.
func (m *mender) joined(i, n int) field {
	if n == 1 {
		return m.fields[i]
	}
	first, last := m.fields[i], m.fields[i+n-1]
	one := field{from: first.from, to: last.to}
	if first.quoted {
		one.from--
	}
	if last.quoted {
		one.to++
	}
	return one
}

// split finds where a field comes apart into two that fit their columns.
func (m *mender) split(i, column int) (cut int, best float64, ok bool) {
	one := m.fields[i]
	text := m.data[one.from:one.to]
	if one.quoted || len(text) < 2 || len(text) > longestSplit {
		return 0, 0, false
	}
	next := -1.0
	for at := 1; at < len(text); at++ {
		if text[at-1] == ' ' || text[at] == ' ' || text[at]&0xC0 == 0x80 {
			continue // words do not come apart, nor do characters
		}
		left, right := &m.fit.columns[column], &m.fit.columns[column+1]
		if !left.knows(text[:at]) || !right.knows(text[at:]) {
			continue
		}
		cost := left.cost(text[:at]) + right.cost(text[at:])
		switch {
		case !ok || cost < best:
			if ok {
				next = best
			}
			cut, best, ok = at, cost, true
		case next < 0 || cost < next:
			next = cost
		}
	}
	return cut, best, ok && (next < 0 || best+leastLead < next)
}

// trace returns the fields that one of the ways to the end makes.
func (m *mender) trace(way int) []field {
	taken, filled := len(m.fields), len(m.fit.columns)
	mended := make([]field, filled)
	for taken > 0 || filled > 0 {
		s := m.at(taken, filled)[way]
		taken, filled, way = taken-s.taken, filled-s.filled, s.previous
		switch {
		case s.filled == 2:
			left, right := m.fields[taken], m.fields[taken]
			left.to = left.from + s.cut
			right.from = left.to
			mended[filled], mended[filled+1] = left, right
		case s.filled == 1 && s.taken > 0:
			mended[filled] = m.joined(taken, s.taken)
		}
	}
	return mended
}

func sameTexts(data []byte, a, b []field) bool {
	for i := range a {
		if !bytes.Equal(data[a[i].from:a[i].to], data[b[i].from:b[i].to]) {
			return false
		}
	}
	return true
}

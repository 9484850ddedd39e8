package delimited

import (
	"bytes"
)

// reading is one of the ways to read a record with quotes out of place.
type reading struct {
	plain int  // the field, from 1, whose first quote is text; 0 for none
	loose bool // of quotes before a delimiter the last one always closes
	// glued is the field, from 1, after which a delimiter is missing beside a
	// quote; 0 for none. nth is which of its quotes that is, from 1.
	glued, nth int
}

const (
	// mostReadings bounds the fields of a record that are read in other ways.
	mostReadings = 64
	// mostGlued bounds the quotes of a field that are tried for its end.
	mostGlued = 4
	// gluedGain is how much better a record must fit when it comes apart at a
	// quote.
	gluedGain = 2.0
	// mostFruitless is the number of records after which only quotes are
	// looked at, unless one in ten could be mended: in some files no record
	// is as wide as the next.
	mostFruitless = 2000
)

// repair reads a record again that has not as many fields as the others. It
// changes nothing unless there is a reason to doubt the first reading, and
// another one that fits.
func (s *splitter) repair(data []byte, first attempt) attempt {
	r := repairer{splitter: s, data: data, first: first}
	r.asRead = append(r.asRead, s.fields...)
	hopeful, known := s.isHopeful(), true
	if hopeful {
		s.repairs++
	}
	if r.hopeful = hopeful && s.fit != nil; r.hopeful {
		r.cost, known = s.fit.asItStands(data, s.fields)
	}
	r.misplaced = s.outOfPlace(data[:first.length])
	r.cost += float64(s.oddity(data))
	if usual := len(r.asRead) == s.dialect.width; !usual && (first.stray > 0 || first.open > 0 || first.lines > 1) {
		r.tryQuotes()
	}
	if !r.found && (!known || (r.misplaced > 0 && hopeful)) {
		r.tryGlued()
	}
	if !r.found && !known && !r.isCutShort() {
		r.tryFields(r.asRead, first)
	}
	if r.narrow = len(r.asRead)*2 <= s.dialect.width && s.dialect.width > 3; !r.found && (r.narrow || !known) {
		r.tryDelimiters()
	}
	if !r.found {
		s.fields = append(s.fields[:0], r.asRead...)
		return first
	}
	if r.best.mended {
		s.mended++
	}
	s.fields = append(s.fields[:0], r.fields...)
	return r.best
}

// isHopeful reports whether it is still worth the time to put records in order.
func (s *splitter) isHopeful() bool {
	return s.repairs < mostFruitless || s.mended*10 > s.repairs
}

// repairer weighs the ways to read one record.
type repairer struct {
	*splitter
	data   []byte
	first  attempt
	asRead []field
	// hopeful tells that what the columns hold is known, and that knowing it
	// has helped before.
	hopeful bool
	cost    float64 // of the fields as first read
	// misplaced is the number of quotes that stand where none should.
	misplaced int
	narrow    bool // there are hardly half as many as in other records

	found  bool
	best   attempt
	lowest float64
	fields []field
}

// offer takes fields of the usual number for the best so far, if they are.
func (r *repairer) offer(a attempt, fields []field, cost float64) {
	if r.found && cost >= r.lowest {
		return
	}
	r.found, r.best, r.lowest = true, a, cost
	r.fields = append(r.fields[:0], fields...)
}

// weigh is the cost of the fields just found.
func (r *repairer) weigh() float64 {
	cost := float64(r.oddity(r.data))
	if r.fit != nil {
		fitting, _ := r.fit.asItStands(r.data, r.splitter.fields)
		cost += fitting
	}
	return cost
}

// tryQuotes reads quotes that are out of place in other ways.
func (r *repairer) tryQuotes() {
	for plain := 0; plain <= min(len(r.asRead), mostReadings); plain++ {
		for _, loose := range []bool{false, true} {
			if plain == 0 && !loose {
				continue
			}
			again := r.split(r.data, reading{plain: plain, loose: loose})
			if !again.complete || len(r.splitter.fields) != r.dialect.width || again.lines > r.first.lines {
				continue
			}
			again.stray = max(1, again.stray)
			r.offer(again, r.splitter.fields, r.weigh())
		}
	}
}

// tryGlued looks for a delimiter that is missing beside a quote.
func (r *repairer) tryGlued() {
	record := r.data[:r.first.length]
	if bytes.IndexByte(record, r.quote) < 0 {
		return
	}
	for glued := 1; glued <= min(len(r.asRead), mostReadings); glued++ {
		for nth := 1; nth <= mostGlued; nth++ {
			again := r.split(r.data, reading{glued: glued, nth: nth})
			if !again.complete {
				break // there are no more quotes in this field
			}
			if len(r.splitter.fields) != r.dialect.width || again.lines > r.first.lines || again.open > 0 {
				continue
			}
			cost := r.weigh() + splitCost
			// When it puts all quotes in their places, there is no doubt.
			settled := r.misplaced > 0 && len(r.asRead) != r.dialect.width && r.splitter.outOfPlace(record) == 0
			if settled || (r.hopeful && cost+gluedGain <= r.cost) {
				again.mended = true
				r.offer(again, r.splitter.fields, cost)
			}
		}
	}
}

// tryFields puts the fields of a reading under the columns they fit.
func (r *repairer) tryFields(fields []field, a attempt) {
	if mended, cost, ok := r.fit.mend(r.data, fields, r.cost); ok {
		a.mended = true
		r.offer(a, mended, cost)
	}
}

// isCutShort reports whether a record has too few fields and all there are
// suit the columns they stand under: then its end is missing, for all that can
// be told. Values that were moved to others they suit as well would be wrong
// without a trace.
func (r *repairer) isCutShort() bool {
	return r.hopeful && len(r.asRead) < r.dialect.width && r.fit.suits(r.data, r.asRead)
}

// tryDelimiters looks for another delimiter that a record may use.
func (r *repairer) tryDelimiters() {
	defer r.delimitBy(r.dialect.delimiter)
	for _, delimiter := range []string{";", "\t", "|", ",", " "} {
		if delimiter == r.dialect.delimiter {
			continue
		}
		r.delimitBy(delimiter)
		again := r.split(r.data, reading{})
		if !again.complete || again.lines != r.first.lines {
			continue
		}
		again.other = true
		switch fields := r.splitter.fields; {
		case len(fields) == r.dialect.width && r.isDelimited(fields):
			r.offer(again, fields, 0)
			return
		case r.hopeful && len(fields) > r.dialect.width:
			mended, cost, ok := r.fit.mend(r.data, fields, r.cost)
			if ok && (delimiter != " " || r.fit.isNoProse(r.data, mended)) {
				again.mended = true
				r.offer(again, mended, cost)
			}
		}
	}
}

// isDelimited reports whether fields of the usual number are a record that was
// written with the splitter's delimiter, rather than a title or a note that
// happens to come apart in as many.
func (r *repairer) isDelimited(fields []field) bool {
	if r.fit == nil {
		return r.narrow && r.delimiter != ' ' && r.oddity(r.data) == 0
	}
	if r.delimiter == ' ' && !r.fit.isNoProse(r.data, fields) {
		return false
	}
	_, known := r.fit.asItStands(r.data, fields)
	return (known && r.narrow) || r.weigh()+leastGain <= r.cost || r.areNames(fields)
}

// areNames reports whether fields may be the names above the columns, which
// fit none of them: they stand before all records, each is filled, and what
// separates them is followed by no space, as it is between the words of a
// title.
func (r *repairer) areNames(fields []field) bool {
	if r.begun || !r.narrow || r.delimiter == ' ' || r.oddity(r.data) > 0 {
		return false
	}
	for _, one := range fields {
		if k := kindOf(r.data[one.from:one.to]); k != kindWord && k != kindText && k != kindCode {
			return false
		}
	}
	return true
}

// outOfPlace counts the quotes of a record that neither enclose the fields just
// found nor are doubled in them.
func (s *splitter) outOfPlace(record []byte) int {
	count := bytes.Count(record, []byte{s.quote})
	if count == 0 {
		return 0
	}
	for _, one := range s.fields {
		if !one.quoted {
			continue
		}
		count -= 2
		if one.doubled {
			count -= bytes.Count(record[one.from:one.to], []byte{s.quote})
		}
	}
	return count
}

// oddity weighs how unlikely the fields just found are: by quotes in them, and
// by spaces before their text.
func (s *splitter) oddity(data []byte) int {
	cost := 0
	for _, text := range s.texts(data) {
		cost += bytes.Count(text, []byte{s.quote})
		if len(text) > 0 && text[0] == ' ' {
			cost += 3
		}
	}
	return cost
}

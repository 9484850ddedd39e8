package delimited

import "bytes"

// reading is one of the ways to read a record with quotes out of place.
type reading struct {
	plain int  // the field, from 1, whose first quote is text; 0 for none
	loose bool // of quotes before a delimiter the last one always closes
}

// mostReadings bounds the work on one record.
const mostReadings = 64

// repair reads a record again that has not as many fields as the others. It
// changes nothing unless there is a reason to doubt the first reading, and
// another one that fits.
func (s *splitter) repair(data []byte, first attempt) attempt {
	fields, tried := len(s.fields), false
	if first.stray > 0 || first.open > 0 || first.lines > 1 {
		best, cost := reading{}, -1
		for plain := 0; plain <= min(fields, mostReadings); plain++ {
			for _, loose := range []bool{false, true} {
				r := reading{plain: plain, loose: loose}
				if r == (reading{}) {
					continue
				}
				tried = true
				again := s.split(data, r)
				if !again.complete || len(s.fields) != s.dialect.width || again.lines > first.lines {
					continue
				}
				if c := s.oddity(data); cost < 0 || c < cost {
					best, cost = r, c
				}
			}
		}
		if cost >= 0 {
			again := s.split(data, best)
			again.stray = max(1, again.stray)
			return again
		}
	}
	// A record of one value in a file of many may use another delimiter.
	if fields*2 <= s.dialect.width && s.dialect.width > 3 {
		defer s.delimitBy(s.dialect.delimiter)
		for _, delimiter := range []string{";", "\t", "|", ",", " "} {
			s.delimitBy(delimiter)
			tried = true
			again := s.split(data, reading{})
			if again.complete && len(s.fields) == s.dialect.width && again.lines == first.lines {
				again.other = true
				return again
			}
		}
		s.delimitBy(s.dialect.delimiter)
	}
	if !tried {
		return first
	}
	return s.split(data, reading{})
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

package delimited

// field is where a field's text stands in the buffer.
type field struct {
	from, to int
	quoted   bool // stands between quotes
	doubled  bool // holds two quotes for one, or escaped ones
	spaced   bool // space stands before its quote
}

// attempt is what splitting one record came to.
type attempt struct {
	complete bool
	length   int // bytes, the line's end included
	lines    int
	stray    int
	open     int // fields read again
	openLine int // of the first of these, counted from the record's
	other    bool
	mended   bool // fields were joined, split or moved
}

// split finds the fields of the record that begins at data[0]. It is
// incomplete when more data may change the outcome.
func (s *splitter) split(data []byte, r reading) attempt {
	if r == (reading{}) && s.tail == "" && s.delimiter != 0 && s.delimiter != ' ' {
		return s.splitUsual(data)
	}
	s.fields = s.fields[:0]
	a := attempt{}
	i := 0
	for {
		begin := i
		for begin < len(data) && data[begin] == ' ' && s.delimiter != ' ' {
			begin++
		}
		if r.glued > 0 && r.glued == len(s.fields)+1 {
			next, ok := s.glued(data, begin, r.nth)
			if !ok {
				return attempt{}
			}
			i = next
			continue
		}
		if begin < len(data) && data[begin] == s.quote && r.plain != len(s.fields)+1 {
			q := s.quoted(data, begin, r.loose)
			if !q.complete {
				return attempt{}
			}
			if q.closed {
				s.fields = append(s.fields, field{from: begin + 1, to: q.to, quoted: true, doubled: q.doubled, spaced: begin > i})
				a.lines += q.lines
				a.stray += q.stray
				i = q.next
			} else {
				if a.open == 0 {
					a.openLine = a.lines
				}
				a.open++
				i = s.plain(data, i)
			}
		} else {
			i = s.plain(data, i)
		}
		if i < len(data) && s.delimits(data, i) {
			i = min(len(data), i+1+s.tailLength(data, i+1))
			if (i == len(data) && !s.ended) || len(s.fields) > mostFields {
				return attempt{}
			}
			continue
		}
		break
	}
	return s.endRecord(data, i, a)
}

// splitUsual is split for a delimiter of one character that is no space, and
// with quotes as they should be. Nearly all records come by here.
func (s *splitter) splitUsual(data []byte) attempt {
	s.fields = s.fields[:0]
	delimiter, quote := s.delimiter, s.quote
	a := attempt{}
	for i := 0; ; i++ {
		one := field{from: i}
		begin := i
		for begin < len(data) && data[begin] == ' ' {
			begin++
		}
		if begin < len(data) && data[begin] == quote {
			q := s.quoted(data, begin, false)
			if !q.complete {
				return attempt{}
			}
			if q.closed {
				one = field{from: begin + 1, to: q.to, quoted: true, doubled: q.doubled, spaced: begin > i}
				a.lines += q.lines
				a.stray += q.stray
				i = q.next
			} else {
				if a.open == 0 {
					a.openLine = a.lines
				}
				a.open++
			}
		}
		if !one.quoted {
			i = nextOf(data, i, delimiter)
			one.to = i
		}
		s.fields = append(s.fields, one)
		if i == len(data) || data[i] != delimiter {
			return s.endRecord(data, i, a)
		}
		if (i+1 == len(data) && !s.ended) || len(s.fields) > mostFields {
			return attempt{}
		}
	}
}

// endRecord ends the record whose last field ends before data[i].
func (s *splitter) endRecord(data []byte, i int, a attempt) attempt {
	if i == len(data) {
		a.complete, a.length = s.ended, i
		return a
	}
	if data[i] == '\r' {
		if i+1 == len(data) && !s.ended {
			return attempt{}
		}
		if i+1 < len(data) && data[i+1] == '\n' {
			i++
		}
	}
	a.complete, a.length = true, i+1
	a.lines++
	return a
}

// plain takes a field that is not quoted and returns where it ends.
func (s *splitter) plain(data []byte, from int) int {
	i := from
	delimiter := s.delimiter
	if delimiter == 0 {
		delimiter = '\n'
	}
	for i = nextOf(data, i, delimiter); i < len(data) && data[i] != '\n' && data[i] != '\r'; i = nextOf(data, i+1, delimiter) {
		if s.delimits(data, i) {
			break
		}
	}
	s.fields = append(s.fields, field{from: from, to: i})
	return i
}

// quotedField is what became of a field that begins with a quote.
type quotedField struct {
	complete bool
	closed   bool
	to       int // of the text
	next     int // the delimiter, the line's end, or the end of data
	doubled  bool
	lines    int
	stray    int
}

// quoted reads the field whose opening quote stands at data[begin].
func (s *splitter) quoted(data []byte, begin int, loose bool) quotedField {
	q := quotedField{complete: true}
	bound := min(len(data), begin+longestQuoted+2)
	for i := begin + 1; i < len(data); i++ {
		if s.escape == 0 {
			if i = nextOf(data[:bound], min(i, bound), s.quote); i == bound {
				if bound > begin+longestQuoted+1 {
					return q
				}
				break
			}
		}
		switch data[i] {
		case '\n':
			q.lines++
		case '\r':
			if i+1 == len(data) || data[i+1] != '\n' {
				q.lines++
			}
		case s.escape:
			if s.escape != 0 && i+1 < len(data) && data[i+1] == s.quote {
				q.doubled = true
				i++
			}
		case s.quote:
			if i+1 < len(data) && data[i+1] == s.quote && (!loose || (i+2 < len(data) && !s.endsField(data, i+2))) {
				q.doubled = true
				i++
				continue
			}
			if loose && i+1 < len(data) && data[i+1] == s.quote {
				continue // the next one closes
			}
			after := i + 1
			for after < len(data) && data[after] == ' ' && s.delimiter != ' ' {
				after++
			}
			if after == len(data) && !s.ended {
				q.complete = false
				return q
			}
			if after == len(data) || s.endsField(data, after) {
				q.closed, q.to, q.next = true, i, after
				return q
			}
			q.stray++
			if q.lines > 0 {
				return q // the opening quote has no partner
			}
		}
		if i-begin > longestQuoted {
			return q
		}
	}
	q.complete = s.ended
	return q
}

// glued takes a field that ends at the nth of its inner quotes, with no
// delimiter after it, and returns where the next field begins.
func (s *splitter) glued(data []byte, begin, nth int) (next int, ok bool) {
	quoted := begin < len(data) && data[begin] == s.quote
	from := begin
	if quoted {
		from++
	}
	for i := from; i < len(data); i++ {
		switch {
		case data[i] == '\n' || data[i] == '\r' || (!quoted && s.delimits(data, i)):
			return 0, false
		case data[i] != s.quote || i == begin:
			continue
		case quoted && (i+1 == len(data) || s.endsField(data, i+1)):
			return 0, false
		}
		if nth--; nth > 0 {
			if i+1 < len(data) && data[i+1] == s.quote {
				i++
			}
			continue
		}
		s.fields = append(s.fields, field{from: from, to: i, quoted: quoted, doubled: quoted})
		if quoted {
			i++
		}
		return i, true
	}
	return 0, false
}

// endsField reports whether a field may end before data[i].
func (s *splitter) endsField(data []byte, i int) bool {
	return data[i] == '\n' || data[i] == '\r' || s.delimits(data, i)
}

// delimits reports whether a delimiter stands at data[i]. Spaces that belong
// to it may be missing at the end of a line.
func (s *splitter) delimits(data []byte, i int) bool {
	if s.delimiter == 0 || data[i] != s.delimiter {
		return false
	}
	if s.tail == "" {
		return true
	}
	return s.tailLength(data, i+1) == len(s.tail) || (s.tail == " " && (i+1 == len(data) || data[i+1] == '\n' || data[i+1] == '\r'))
}

// tailLength is the number of bytes at data[i] that are the rest of a delimiter.
func (s *splitter) tailLength(data []byte, i int) int {
	if s.tail != "" && len(data)-i >= len(s.tail) && string(data[i:i+len(s.tail)]) == s.tail {
		return len(s.tail)
	}
	return 0
}

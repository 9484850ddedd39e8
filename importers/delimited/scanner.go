package delimited

import (
	"errors"
	"fmt"
	"io"

	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

const (
	firstBuffer = 256 << 10
	// longestQuoted is the length in bytes beyond which a quoted field is
	// taken for one whose closing quote is missing.
	longestQuoted = 4 << 20
	// longestRecord bounds memory: a record beyond it is no table's.
	longestRecord = 64 << 20
)

// splitter splits UTF-8 text into records and fields.
//
// A field that begins with a quote ends at the quote that stands before a
// delimiter or the end of a line; between them, two quotes stand for one, and
// line breaks and delimiters are text. Elsewhere a quote is a character like
// any other. Lines end with CRLF, LF or CR, mixed as they come.
//
// Where a dialect says so, the quote is another character, or a backslash
// before it makes it text.
//
// A missing closing quote must not swallow the rows that follow. A quoted
// field in which, after a line break, another quote stands where none may, or
// that does not end at all, is read again with its first quote as a plain
// character, and the line is reported. So is a record with quotes out of place
// that has the width of the others only when one of them is taken for text.
type splitter struct {
	source    io.Reader
	dialect   dialect
	delimiter byte   // the first of the dialect's; 0: a line is one field
	tail      string // what follows it in a delimiter of several characters
	quote     byte
	escape    byte
	buffer    []byte
	start     int // of the record not yet read
	end       int // of what is in the buffer
	ended     bool
	line      int // on which the record at start begins
	consumed  int64

	fields  []field
	scratch []byte
	cells   [][]byte

	stray      int // fields with a quote that should not be there
	firstStray int
	open       int // fields whose closing quote is missing
	firstOpen  int
	other      int // records with another delimiter
	firstOther int
}

// field is where a field's text stands in the buffer.
type field struct {
	from, to int
	doubled  bool // holds two quotes for one, or escaped ones
	spaced   bool // space stands before its quote
}

func newSplitter(source io.Reader, d dialect) *splitter {
	s := &splitter{source: source, dialect: d, quote: d.quote, escape: d.escape, buffer: make([]byte, firstBuffer), line: 1}
	s.delimitBy(d.delimiter)
	return s
}

func (s *splitter) delimitBy(delimiter string) {
	s.delimiter, s.tail = 0, ""
	if delimiter != "" {
		s.delimiter, s.tail = delimiter[0], delimiter[1:]
	}
}

var errLongRecord = errors.New("record too long")

// next returns the next record. Blank lines are left out.
func (s *splitter) next() (rows.Record, error) {
	for {
		if s.start == s.end {
			if s.ended {
				return rows.Record{}, io.EOF
			}
			if err := s.fill(); err != nil {
				return rows.Record{}, err
			}
			continue
		}
		attempt := s.split(s.buffer[s.start:s.end], reading{})
		if attempt.complete && s.dialect.width > 0 && len(s.fields) != s.dialect.width {
			attempt = s.repair(s.buffer[s.start:s.end], attempt)
		}
		if !attempt.complete {
			if err := s.fill(); err != nil {
				return rows.Record{}, err
			}
			continue
		}
		record := rows.Record{Number: s.line, Lines: attempt.lines, Cells: s.texts(s.buffer[s.start:s.end])}
		s.note(attempt)
		s.start += attempt.length
		s.consumed += int64(attempt.length)
		s.line += attempt.lines
		if len(record.Cells) == 1 && len(record.Cells[0]) == 0 {
			continue
		}
		return record, nil
	}
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
}

func (s *splitter) note(a attempt) {
	if a.stray > 0 {
		if s.stray == 0 {
			s.firstStray = s.line
		}
		s.stray += a.stray
	}
	if a.open > 0 {
		if s.open == 0 {
			s.firstOpen = s.line + a.openLine
		}
		s.open += a.open
	}
	if a.other {
		if s.other == 0 {
			s.firstOther = s.line
		}
		s.other++
	}
}

// split finds the fields of the record that begins at data[0]. It is
// incomplete when more data may change the outcome.
func (s *splitter) split(data []byte, r reading) attempt {
	s.fields = s.fields[:0]
	a := attempt{}
	i := 0
	for {
		begin := i
		for begin < len(data) && data[begin] == ' ' && s.delimiter != ' ' {
			begin++
		}
		if begin < len(data) && data[begin] == s.quote && r.plain != len(s.fields)+1 {
			q := s.quoted(data, begin, r.loose)
			if !q.complete {
				return attempt{}
			}
			if q.closed {
				s.fields = append(s.fields, field{from: begin + 1, to: q.to, doubled: q.doubled, spaced: begin > i})
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
			if i == len(data) && !s.ended {
				return attempt{}
			}
			continue
		}
		break
	}
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
	for i := begin + 1; i < len(data); i++ {
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

// texts returns the texts of the fields found last.
func (s *splitter) texts(data []byte) [][]byte {
	s.cells = s.cells[:0]
	s.scratch = s.scratch[:0]
	for _, f := range s.fields {
		text := data[f.from:f.to]
		if f.doubled {
			from := len(s.scratch)
			for i := 0; i < len(text); i++ {
				if s.escape != 0 && text[i] == s.escape && i+1 < len(text) && text[i+1] == s.quote {
					i++
				} else if text[i] == s.quote && i+1 < len(text) && text[i+1] == s.quote {
					i++
				}
				s.scratch = append(s.scratch, text[i])
			}
			text = s.scratch[from:len(s.scratch):len(s.scratch)]
		}
		s.cells = append(s.cells, text)
	}
	return s.cells
}

// fill makes room and reads more.
func (s *splitter) fill() error {
	if s.start > 0 {
		copy(s.buffer, s.buffer[s.start:s.end])
		s.end -= s.start
		s.start = 0
	}
	if s.end == len(s.buffer) {
		if len(s.buffer) >= longestRecord {
			return errLongRecord
		}
		grown := make([]byte, 2*len(s.buffer))
		copy(grown, s.buffer[:s.end])
		s.buffer = grown
	}
	for s.end < len(s.buffer) {
		n, err := s.source.Read(s.buffer[s.end:])
		s.end += n
		if errors.Is(err, io.EOF) {
			s.ended = true
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// issues tells about quotes that were out of place.
func (s *splitter) issues(file string) []table.Issue {
	var issues []table.Issue
	if s.open > 0 {
		issues = append(issues, table.Issue{
			Code: "quote-open", Severity: table.Warning, Where: table.Where{File: file, Row: s.firstOpen},
			Message: fmt.Sprintf("A quotation mark opens a value and is never closed (%d in the file); it was read as part of the value.", s.open),
			Remedy:  "Look at that line and the ones after it.",
		})
	}
	if s.other > 0 {
		issues = append(issues, table.Issue{
			Code: "delimiter-changed", Severity: table.Note, Where: table.Where{File: file, Row: s.firstOther},
			Message: fmt.Sprintf("Values are separated by another character than in the rest of the file (%d lines); they were read by it.", s.other),
			Remedy:  "Look at that line.",
		})
	}
	if s.stray > 0 {
		issues = append(issues, table.Issue{
			Code: "quote-stray", Severity: table.Note, Where: table.Where{File: file, Row: s.firstStray},
			Message: fmt.Sprintf("A quotation mark stands inside a quoted value without being doubled (%d in the file); it was kept as part of the value.", s.stray),
			Remedy:  "Look at that line.",
		})
	}
	return issues
}

package delimited

import (
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers/rows"
)

const (
	firstBuffer = 256 << 10
	// longestQuoted is the length in bytes beyond which a quoted field is
	// taken for one whose closing quote is missing.
	longestQuoted = 4 << 20
	// longestRecord bounds memory: a record beyond it is no table's.
	longestRecord = 64 << 20
	// mostFields does too: it leaves room for separators without values beyond
	// the widest table.
	mostFields = 1 << 20
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
// that has the width of the others only when one of them is taken for text, and
// one with a delimiter too many or too few: see repair.
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

	fit         *fit // what the columns hold; nil when that is not known
	begun       bool // a record of the usual width has been read
	repairs     int  // records that were looked at
	mended      int  // of these, records put in order
	firstMended int
}

func newSplitter(source io.Reader, d dialect) *splitter {
	s := &splitter{source: source, dialect: d, quote: d.quote, escape: d.escape, buffer: make([]byte, firstBuffer), line: 1}
	s.delimitBy(d.delimiter)
	return s
}

// delimitBy sets what stands between fields.
func (s *splitter) delimitBy(delimiter string) {
	s.delimiter, s.tail = 0, ""
	if delimiter != "" {
		s.delimiter, s.tail = delimiter[0], delimiter[1:]
	}
}

var (
	errLongRecord = errors.New("record too long")
	errWideRecord = errors.New("too many fields in a record")
)

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
		if len(s.fields) > mostFields {
			return rows.Record{}, errWideRecord
		}
		if attempt.complete && s.isOdd(attempt.length) {
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
		s.begun = s.begun || len(record.Cells) == s.dialect.width
		s.start += attempt.length
		s.consumed += int64(attempt.length)
		s.line += attempt.lines
		if len(record.Cells) == 1 && len(record.Cells[0]) == 0 {
			continue
		}
		return record, nil
	}
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

// isOdd reports whether the record of so many bytes has not the width of the
// others, or quotes where none should be.
func (s *splitter) isOdd(length int) bool {
	if s.dialect.width == 0 {
		return false
	}
	return len(s.fields) != s.dialect.width || (s.fit != nil && s.isHopeful() && s.outOfPlace(s.buffer[s.start:s.start+length]) > 0)
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
	first := s.consumed == 0 && s.end == 0
	for s.end < len(s.buffer) && !s.ended {
		n, err := s.source.Read(s.buffer[s.end:])
		s.end += n
		if s.ended = errors.Is(err, io.EOF); err != nil && !s.ended {
			return err
		}
	}
	if first {
		s.fit = learn(s.buffer[:s.end], s.dialect)
	}
	return nil
}

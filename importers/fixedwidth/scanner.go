package fixedwidth

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

// longestLine bounds memory.
const longestLine = 16 << 20

// scanner cuts lines into cells.
type scanner struct {
	file    string
	content importers.Content
	lines   *bufio.Reader
	layout  layout
	number  int
	read    int64
	line    []byte
	cells   [][]byte
	closed  bool
}

func (s *scanner) Next() (rows.Record, error) {
	for {
		if s.closed {
			return rows.Record{}, io.EOF
		}
		if err := s.readLine(); err != nil {
			return rows.Record{}, err
		}
		if s.layout.Ruler && isRuler([]rune(string(s.line))) {
			continue
		}
		s.cut()
		return rows.Record{Number: s.number, Cells: s.cells}, nil
	}
}

// readLine reads the next line without its end.
func (s *scanner) readLine() error {
	s.line = s.line[:0]
	for {
		part, err := s.lines.ReadSlice('\n')
		s.line = append(s.line, part...)
		s.read += int64(len(part))
		switch {
		case len(s.line) > longestLine:
			return table.Failed("file-not-a-table", table.Where{File: s.file}, "A single line of this file is longer than any table's.", "Check that it is the right file.", nil)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || len(s.line) == 0):
			if errors.Is(err, io.EOF) {
				return io.EOF
			}
			return importers.ReadIssue(s.file, err)
		}
		s.number++
		s.line = bytes.TrimRight(s.line, "\r\n")
		if s.number == 1 {
			s.line = bytes.TrimPrefix(s.line, []byte("\xEF\xBB\xBF"))
		}
		return nil
	}
}

// cut divides the line. The spaces that fill a column are none of its value.
func (s *scanner) cut() {
	line := []rune(string(s.line))
	s.cells = s.cells[:0]
	for _, column := range s.layout.Columns {
		from := min(max(0, column.From), len(line))
		to := len(line)
		if column.To > 0 {
			to = min(column.To, len(line))
		}
		s.cells = append(s.cells, bytes.TrimSpace([]byte(string(line[from:max(from, to)]))))
	}
}

func (s *scanner) Issues() []table.Issue { return nil }

func (s *scanner) Progress() float64 {
	if s.content.Size() <= 0 {
		return 1
	}
	return min(1, float64(s.read)/float64(s.content.Size()))
}

func (s *scanner) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	return s.content.Close()
}

package interchange

import (
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// scanner hands over the column names of a kind of record, and then its
// records.
type scanner struct {
	document *document
	kind     *kind
	reader   *reader
	counted  *countedContent
	row      int
	cells    [][]byte
	closed   bool
}

func newScanner(d *document, one *kind) (*scanner, error) {
	s := &scanner{document: d, kind: one, cells: make([][]byte, len(one.columns.paths))}
	counted := &countedSource{Source: d.source}
	own := *d
	own.source = counted
	var err error
	s.reader, err = own.open()
	s.counted = counted.content
	return s, err
}

// countedSource counts what is read of a file, for progress.
type countedSource struct {
	importers.Source
	content *countedContent
}

func (c *countedSource) Open() (importers.Content, error) {
	content, err := c.Source.Open()
	if err != nil {
		return nil, err
	}
	c.content = &countedContent{Content: content}
	return c.content, nil
}

type countedContent struct {
	importers.Content
	read int64
}

func (c *countedContent) Read(p []byte) (int, error) {
	n, err := c.Content.Read(p)
	c.read += int64(n)
	return n, err
}

func (s *scanner) Next() (rows.Record, error) {
	if s.closed {
		return rows.Record{}, io.EOF
	}
	s.row++
	if s.row == headerRow {
		for i, name := range s.kind.columns.names {
			s.cells[i] = []byte(name)
		}
		return rows.Record{Number: headerRow, Cells: s.cells}, nil
	}
	record, err := s.next()
	if err != nil && !errors.Is(err, io.EOF) {
		err = sheets.Failure(s.document.source.Name(), s.kind.name, err)
	}
	return record, err
}

func (s *scanner) next() (rows.Record, error) {
	for {
		begun, err := s.reader.next()
		if err != nil {
			return rows.Record{}, err
		}
		clear(s.cells)
		own := begun.name == s.kind.name
		err = s.reader.read(begun, func(path string, text []byte) {
			if !own {
				return
			}
			at, known := s.kind.columns.places[path]
			switch {
			case !known: // the file has changed since
			case len(s.cells[at]) > 0:
				s.cells[at] = append(append(s.cells[at], "; "...), text...)
			default:
				s.cells[at] = append([]byte(nil), text...)
			}
		})
		if err != nil {
			return rows.Record{}, err
		}
		if own {
			return rows.Record{Number: s.row, Cells: s.cells}, nil
		}
	}
}

func (s *scanner) Issues() []table.Issue { return nil }

func (s *scanner) Progress() float64 {
	size := s.counted.Size()
	if size <= 0 {
		return 1
	}
	return min(1, float64(s.counted.read)/float64(size))
}

func (s *scanner) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	return s.reader.content.Close()
}

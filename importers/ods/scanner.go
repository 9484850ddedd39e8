package ods

import (
	"errors"
	"io"
	"maps"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/importers/tags"
	"github.com/schoolbench/schoolbench/table"
)

const (
	// mostRows and mostColumns are the bounds of a sheet.
	mostRows    = 1 << 20
	mostColumns = 16384
	// mostRepeated bounds the cells that come of counts rather than of cells
	// in the file: a column of formulas filled down to the last row is one
	// thing, a sheet full of them another.
	mostRepeated = 4 << 20
)

// sheetScanner reads the rows of one sheet.
type sheetScanner struct {
	book   *workbook
	sheet  string
	part   io.ReadCloser
	size   int64
	read   int64
	tokens *tags.Reader
	ended  bool
	closed bool

	row      int // number of the current row
	left     int // how often it is yet to be repeated
	repeated int // cells so far that come of counts
	column   int // of the sheet's columns, while they are listed
	cells    []cellPlace
	spans    []rows.Span // of merged cells in the row
	texts    []byte
	out      [][]byte

	notes []importers.Note // of the sheet so far
	place int              // column of the cell that is read

	hiddenRow     bool
	hiddenRows    int
	hiddenColumns map[int]bool
	usedHidden    map[int]bool
}

// cellPlace is where a cell's text is in the scanner's texts, and how many
// columns it fills.
type cellPlace struct {
	column, columns int
	from, to        int
}

// scan starts reading a sheet.
func (b *workbook) scan(place int) (*sheetScanner, error) {
	part, size, err := b.open()
	if err != nil {
		return nil, err
	}
	s := &sheetScanner{book: b, sheet: b.sheets[place].Name, part: part, size: size, hiddenColumns: map[int]bool{}, usedHidden: map[int]bool{}}
	s.tokens = tags.New(sheets.Counted{Reader: s.part, Count: &s.read})
	if err := s.seek(place); err != nil {
		return nil, errors.Join(err, part.Close())
	}
	return s, nil
}

// seek reads up to the sheet with this place.
func (s *sheetScanner) seek(place int) error {
	depth := 0
	for {
		tok, err := s.tokens.Next()
		if err != nil {
			return unexpected(err)
		}
		if string(tok.Name) != "table" {
			continue
		}
		if depth == 0 && tok.Kind != tags.Close {
			if place == 0 {
				s.ended = tok.Kind == tags.Empty
				return nil
			}
			place--
		}
		switch tok.Kind {
		case tags.Open:
			depth++
		case tags.Close:
			depth--
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (s *sheetScanner) Next() (rows.Record, error) {
	if s.closed {
		return rows.Record{}, io.EOF
	}
	record, err := s.next()
	if err != nil && !errors.Is(err, io.EOF) {
		err = sheets.Failure(s.book.file, s.sheet, err)
	}
	return record, err
}

func (s *sheetScanner) next() (rows.Record, error) {
	if s.left > 0 {
		s.left--
		s.row++
		if s.row > mostRows {
			return rows.Record{}, tooMuch(s.book.file)
		}
		return s.record()
	}
	for !s.ended {
		tok, err := s.tokens.Next()
		if err != nil {
			return rows.Record{}, unexpected(err)
		}
		switch string(tok.Name) {
		case "table":
			s.ended = tok.Kind == tags.Close
		case "table-column":
			if tok.Kind != tags.Close {
				s.addColumns(tok)
			}
		case "table-row":
			if tok.Kind == tags.Close {
				continue
			}
			count := repeats(tok, "number-rows-repeated")
			s.hiddenRow = isHidden(tok)
			s.cells, s.texts, s.spans = s.cells[:0], s.texts[:0], s.spans[:0]
			if tok.Kind == tags.Open {
				if err := s.readRow(); err != nil {
					return rows.Record{}, err
				}
			}
			if len(s.cells) == 0 {
				s.row += count
				continue
			}
			s.row++
			s.left = count - 1
			return s.record()
		}
	}
	return rows.Record{}, io.EOF
}

func tooMuch(file string) *table.Issue {
	return table.Failed("file-too-large", table.Where{File: file}, "This spreadsheet repeats its cells more often than a sheet can hold.", "Open it in a spreadsheet program, delete what is below and beside the data, and save it.", nil)
}

// repeats returns a count; nonsense is one.
func repeats(tok tags.Token, name string) int {
	count := 0
	tags.EachAttribute(tok.Attributes, func(known, value []byte) {
		if string(known) == name {
			for _, c := range value {
				if c < '0' || c > '9' || count > mostRows {
					break
				}
				count = count*10 + int(c-'0')
			}
		}
	})
	return max(1, count)
}

func isHidden(tok tags.Token) bool {
	visibility := tok.Attribute("visibility")
	return visibility == "collapse" || visibility == "filter"
}

// addColumns notes which columns are hidden.
func (s *sheetScanner) addColumns(tok tags.Token) {
	count := repeats(tok, "number-columns-repeated")
	if isHidden(tok) {
		for i := range min(count, mostColumns-s.column) {
			s.hiddenColumns[s.column+i] = true
		}
	}
	s.column = min(s.column+count, mostColumns)
}

// readRow reads the cells up to the end of the row.
func (s *sheetScanner) readRow() error {
	column := 0
	for {
		tok, err := s.tokens.Next()
		if err != nil {
			return unexpected(err)
		}
		switch string(tok.Name) {
		case "table-row":
			return nil
		case "table-cell", "covered-table-cell":
			if tok.Kind == tags.Close {
				continue
			}
			count := repeats(tok, "number-columns-repeated")
			place := cellPlace{column: column, columns: count, from: len(s.texts)}
			across, down := repeats(tok, "number-columns-spanned"), repeats(tok, "number-rows-spanned")
			s.place = column
			if err := s.readCell(tok); err != nil {
				return err
			}
			place.to = len(s.texts)
			column += count
			if place.to == place.from {
				continue
			}
			if column > mostColumns {
				return tooMuch(s.book.file)
			}
			s.cells = append(s.cells, place)
			if across > 1 || down > 1 {
				s.spans = append(s.spans, rows.Span{Column: place.column, Columns: across, Rows: down})
			}
		}
	}
}

// record lays the cells out by their columns.
func (s *sheetScanner) record() (rows.Record, error) {
	last := s.cells[len(s.cells)-1]
	width := last.column + last.columns
	s.out = s.out[:0]
	for range width {
		s.out = append(s.out, nil)
	}
	for _, cell := range s.cells {
		text := s.texts[cell.from:cell.to:cell.to]
		for i := range cell.columns {
			s.out[cell.column+i] = text
			if s.hiddenColumns[cell.column+i] {
				s.usedHidden[cell.column+i] = true
			}
		}
		if s.repeated += cell.columns; s.repeated > mostRepeated+int(s.read) {
			return rows.Record{}, tooMuch(s.book.file)
		}
	}
	if s.hiddenRow {
		s.hiddenRows++
	}
	return rows.Record{Number: s.row, Hidden: s.hiddenRow, Cells: s.out, Spans: s.spans}, nil
}

// HiddenColumns returns the places of the hidden columns.
func (s *sheetScanner) HiddenColumns() []int {
	return slices.Sorted(maps.Keys(s.hiddenColumns))
}

func (s *sheetScanner) Issues() []table.Issue {
	return sheets.HiddenIssues(table.Where{File: s.book.file, Sheet: s.sheet}, s.hiddenRows, len(s.usedHidden))
}

func (s *sheetScanner) Progress() float64 {
	if s.size <= 0 {
		return 1
	}
	return min(1, float64(s.read)/float64(s.size))
}

func (s *sheetScanner) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	return s.part.Close()
}

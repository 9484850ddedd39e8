package excel

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/importers/tags"
	"github.com/schoolbench/schoolbench/table"
)

// mostColumns is the number of columns a sheet can have.
const mostColumns = 16384

// sheetScanner reads the rows of one sheet. It keeps one row at a time, so a
// sheet that claims a million empty rows costs nothing.
type sheetScanner struct {
	book    *workbook
	sheet   sheet
	part    io.ReadCloser
	size    int64
	read    int64
	tokens  *tags.Reader
	started bool // <sheetData> was seen
	ended   bool // and its end
	closed  bool

	row   int                 // number of the current row
	spans map[int][]rows.Span // of merged cells, by the numbers of their rows
	cells []cellPlace
	texts []byte // of the cells that are not shared
	out   [][]byte

	uncalculated  int
	links         []hyperlink
	hiddenRow     bool
	hiddenRows    int
	hiddenColumns map[int]bool
	usedHidden    map[int]bool
}

// cellPlace is where a cell's text is: shared, or in the scanner's texts.
type cellPlace struct {
	column   int
	shared   []byte
	from, to int
}

func (b *workbook) scan(sheet sheet) (*sheetScanner, error) {
	part, size, err := b.open(sheet.part)
	if err != nil {
		return nil, err
	}
	s := &sheetScanner{book: b, sheet: sheet, part: part, size: size}
	s.tokens = tags.New(sheets.Counted{Reader: s.part, Count: &s.read})
	if size <= largestMerged {
		if s.spans, err = b.readMerged(sheet.part); err != nil {
			return nil, errors.Join(err, part.Close())
		}
	}
	return s, nil
}

func (s *sheetScanner) Next() (rows.Record, error) {
	if s.closed {
		return rows.Record{}, io.EOF
	}
	record, err := s.next()
	if err != nil && !errors.Is(err, io.EOF) {
		err = sheets.Failure(s.book.file, s.sheet.Name, err)
	}
	return record, err
}

func (s *sheetScanner) next() (rows.Record, error) {
	for !s.ended {
		tok, err := s.tokens.Next()
		if errors.Is(err, io.EOF) {
			return rows.Record{}, io.ErrUnexpectedEOF // cut off before the end of its data
		}
		if err != nil {
			return rows.Record{}, err
		}
		switch string(tok.Name) {
		case "sheetData":
			s.started = true
			s.ended = tok.Kind != tags.Open
		case "Fallback":
			// What is meant for programs that do not know the choice before it, which
			// says the same in a newer way.
			if err := s.skip(tok); err != nil {
				return rows.Record{}, err
			}
		case "col":
			s.addColumns(tok)
		case "worksheet":
			s.ended = tok.Kind == tags.Close
		case "row":
			if !s.started || tok.Kind == tags.Close {
				continue
			}
			s.beginRow(tok)
			if tok.Kind == tags.Empty {
				continue
			}
			if err := s.readRow(); err != nil {
				return rows.Record{}, err
			}
			if len(s.cells) > 0 {
				return s.record(), nil
			}
		}
	}
	s.readLinks()
	// Only at its end does the archive tell whether the sheet arrived whole.
	if _, err := io.Copy(io.Discard, sheets.Counted{Reader: s.part, Count: &s.read}); err != nil {
		return rows.Record{}, err
	}
	return rows.Record{}, io.EOF
}

// addColumns notes which columns are hidden.
func (s *sheetScanner) addColumns(tok tags.Token) {
	if s.started || tok.Kind == tags.Close || !isTrue(tok.Attribute("hidden")) {
		return
	}
	if s.hiddenColumns == nil {
		s.hiddenColumns, s.usedHidden = map[int]bool{}, map[int]bool{}
	}
	first := smallNumber([]byte(tok.Attribute("min")))
	for column := max(1, first); column <= min(smallNumber([]byte(tok.Attribute("max"))), mostColumns); column++ {
		s.hiddenColumns[column] = true
	}
}

func (s *sheetScanner) beginRow(tok tags.Token) {
	number := 0
	s.hiddenRow = false
	tags.EachAttribute(tok.Attributes, func(name, value []byte) {
		switch string(name) {
		case "r":
			number = smallNumber(value)
		case "hidden":
			s.hiddenRow = isTrue(string(value))
		}
	})
	// Rows without a number, or with one out of order, follow the last.
	s.row = max(number, s.row+1)
	s.cells = s.cells[:0]
	s.texts = s.texts[:0]
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
		case "row":
			return nil
		case "c":
			if tok.Kind == tags.Close {
				continue
			}
			cell := readCellTag(tok)
			if cell.column == 0 {
				cell.column = column + 1
			}
			column = cell.column
			if column > mostColumns {
				return fmt.Errorf("row %d has a cell in column %d", s.row, column)
			}
			if tok.Kind == tags.Open {
				if err := s.readCell(cell); err != nil {
					return err
				}
			}
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// cellKind is what a cell's value is, by its t attribute.
type cellKind uint8

const (
	numberCell cellKind = iota
	sharedCell
	textCell
	booleanCell
	errorCell
	dateCell
)

type cellTag struct {
	column int // from 1; 0 when the cell does not say
	style  int
	kind   cellKind
}

func readCellTag(tok tags.Token) cellTag {
	cell := cellTag{}
	tags.EachAttribute(tok.Attributes, func(name, value []byte) {
		if len(name) != 1 {
			return
		}
		switch name[0] {
		case 'r':
			cell.column = columnNumber(value)
		case 's':
			cell.style = smallNumber(value)
		case 't':
			switch string(value) {
			case "s":
				cell.kind = sharedCell
			case "str", "inlineStr":
				cell.kind = textCell
			case "b":
				cell.kind = booleanCell
			case "e":
				cell.kind = errorCell
			case "d":
				cell.kind = dateCell
			}
		}
	})
	return cell
}

// columnNumber reads the letters of a reference such as AB12.
func columnNumber(reference []byte) int {
	n := 0
	for _, c := range reference {
		switch {
		case c >= 'A' && c <= 'Z':
			n = n*26 + int(c-'A') + 1
		case c >= 'a' && c <= 'z':
			n = n*26 + int(c-'a') + 1
		default:
			return n
		}
		if n > mostColumns {
			return n
		}
	}
	return n
}

func smallNumber(text []byte) int {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' || n > 1<<30 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// readCell reads what is inside a cell.
func (s *sheetScanner) readCell(cell cellTag) error {
	from := len(s.texts)
	inValue, inline, formula, valued := false, false, false, false
	collect := textCollector{}
	for {
		tok, err := s.tokens.Next()
		if err != nil {
			return unexpected(err)
		}
		if tok.Kind == tags.Text {
			if inValue {
				s.texts = tags.AppendText(s.texts, tok)
			} else {
				s.texts = collect.text(s.texts, tok)
			}
			continue
		}
		switch string(tok.Name) {
		case "c":
			if formula && !valued {
				s.uncalculated++
			}
			return s.keep(cell, from)
		case "v":
			inValue = tok.Kind == tags.Open && !inline
			valued = true
		case "is":
			// Some programs write a value beside the text; the text is meant.
			if tok.Kind == tags.Open {
				inline, valued = true, true
				s.texts = s.texts[:from]
			}
		case "f":
			formula = true
		default:
			collect.tag(tok)
		}
	}
}

// keep turns the raw text of a cell, which stands at the end of texts, into
// the text of its value.
func (s *sheetScanner) keep(cell cellTag, from int) error {
	raw := s.texts[from:]
	if len(raw) == 0 {
		return nil
	}
	place := cellPlace{column: cell.column, from: from}
	switch cell.kind {
	case sharedCell:
		index, err := strconv.Atoi(string(raw))
		text, known := s.book.shared.at(index)
		if err != nil || !known {
			return fmt.Errorf("row %d refers to shared text %q, which is not there", s.row, raw)
		}
		s.texts = s.texts[:from]
		place.shared = text
		if len(text) == 0 {
			return nil
		}
	case textCell:
		s.texts = s.texts[:from+len(tidyText(raw))]
	case booleanCell:
		word := "FALSE"
		if string(raw) == "1" || string(raw) == "true" {
			word = "TRUE"
		}
		s.texts = append(s.texts[:from], word...)
	case dateCell:
		s.texts = append(s.texts[:from], isoText(string(raw))...)
	case numberCell:
		f := sheets.Format{}
		if cell.style < len(s.book.formats) {
			f = s.book.formats[cell.style]
		}
		if !f.IsPlain() || !sheets.IsShortNumber(raw) {
			var space [64]byte
			s.texts = append(s.texts[:from], sheets.AppendNumber(space[:0], raw, f, s.book.from1904)...)
		}
	}
	place.to = len(s.texts)
	s.cells = append(s.cells, place)
	return nil
}

// isoText takes the midnight off a date that is written out.
func isoText(text string) string {
	const day = len("2026-11-22")
	if len(text) <= day || text[day] != 'T' {
		return text
	}
	clock := text[day+1:]
	for _, midnight := range []string{"00:00:00", "00:00:00Z", "00:00:00.000", "00:00:00.000Z"} {
		if clock == midnight {
			return text[:day]
		}
	}
	return text[:day] + " " + clock
}

// record lays the cells out by their columns.
func (s *sheetScanner) record() rows.Record {
	width := 0
	for _, cell := range s.cells {
		width = max(width, cell.column)
	}
	s.out = s.out[:0]
	for range width {
		s.out = append(s.out, nil)
	}
	if s.hiddenRow {
		s.hiddenRows++
	}
	for _, cell := range s.cells {
		if s.hiddenColumns != nil && s.hiddenColumns[cell.column] {
			s.usedHidden[cell.column] = true
		}
		if cell.shared != nil {
			s.out[cell.column-1] = cell.shared
		} else {
			s.out[cell.column-1] = s.texts[cell.from:cell.to:cell.to]
		}
	}
	return rows.Record{Number: s.row, Hidden: s.hiddenRow, Cells: s.out, Spans: s.spans[s.row]}
}

// HiddenColumns returns the places of the hidden columns.
func (s *sheetScanner) HiddenColumns() []int {
	var places []int
	for column := range s.hiddenColumns {
		places = append(places, column-1)
	}
	slices.Sort(places)
	return places
}

func (s *sheetScanner) Issues() []table.Issue {
	where := table.Where{File: s.book.file, Sheet: s.sheet.Name}
	issues := sheets.HiddenIssues(where, s.hiddenRows, len(s.usedHidden))
	if s.uncalculated == 0 {
		return issues
	}
	return append(issues, table.Issue{
		Code: "formula-uncalculated", Severity: table.Warning, Where: where,
		Message: fmt.Sprintf("%d formulas have no stored result and read as missing.", s.uncalculated),
		Remedy:  "Open the workbook in a spreadsheet program, save it and import it again.",
	})
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

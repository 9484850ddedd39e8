package markup

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/importers/tags"
)

// workbookReader reads an XML workbook of Excel 2003.
type workbookReader struct {
	page    *page
	tokens  *tags.Reader
	formats map[string]sheets.Format
	style   string // that is being described

	grid   *grid
	row    gridRow
	inRow  bool
	number int
	column int
	format sheets.Format // of the cell
	kind   string        // of the cell's data
	data   []byte
	inData bool
	aside  bool // inside a comment
	place  int  // of the cell in its row
	// inState is true inside the element that says whether a sheet is hidden.
	inState bool
}

// readWorkbook reads the sheets of an XML workbook.
func (p *page) readWorkbook(text []byte) error {
	r := &workbookReader{page: p, tokens: tags.New(bytes.NewReader(text)), formats: map[string]sheets.Format{}}
	ended := false
	for {
		tok, err := r.tokens.Next()
		if errors.Is(err, io.EOF) {
			if !ended {
				return io.ErrUnexpectedEOF
			}
			return nil
		}
		if err != nil {
			return err
		}
		if tok.Kind == tags.Text {
			r.text(tok)
			continue
		}
		if string(tok.Name) == "Workbook" && tok.Kind == tags.Close {
			ended = true
		}
		if err := r.tag(tok); err != nil {
			return err
		}
	}
}

// text adds to the cell's data, or tells that the sheet is hidden.
func (r *workbookReader) text(tok tags.Token) {
	if r.inData && !r.aside {
		r.data = tags.AppendText(r.data, tok)
	}
	if r.grid != nil && r.inState {
		state := string(bytes.TrimSpace(tok.Text))
		r.grid.Hidden = r.grid.Hidden || state == "SheetHidden" || state == "SheetVeryHidden"
	}
}

func (r *workbookReader) tag(tok tags.Token) error {
	opened := tok.Kind != tags.Close
	switch string(tok.Name) {
	case "Style":
		if opened {
			r.style = tok.Attribute("ID")
		}
	case "NumberFormat":
		if opened {
			r.formats[r.style] = sheets.ReadFormat(tok.Attribute("Format"))
		}
	case "Worksheet":
		if opened {
			r.grid, r.number, r.inRow = r.page.add(tok.Attribute("Name")), 0, false
		}
	case "Row":
		if r.grid == nil {
			return nil
		}
		if opened {
			r.beginRow(tok)
		}
		if tok.Kind != tags.Open && r.inRow && len(r.row.cells) > 0 {
			r.grid.rows = append(r.grid.rows, r.row)
		}
		r.inRow = tok.Kind == tags.Open
	case "Cell":
		if opened && r.inRow {
			return r.beginCell(tok)
		}
	case "Visible":
		r.inState = tok.Kind == tags.Open
	case "Comment":
		r.aside = tok.Kind == tags.Open
	case "Data":
		if r.aside {
			return nil
		}
		if opened {
			r.kind, r.data = tok.Attribute("Type"), r.data[:0]
		}
		r.inData = tok.Kind == tags.Open
		if tok.Kind == tags.Close && r.inRow && r.column > 0 {
			r.keep()
		}
	}
	return nil
}

func (r *workbookReader) beginRow(tok tags.Token) {
	r.number++
	if index, err := strconv.Atoi(tok.Attribute("Index")); err == nil && index > r.number {
		r.number = index
	}
	hidden := tok.Attribute("Hidden") == "1"
	if hidden {
		r.grid.hiddenRows++
	}
	r.row, r.column = gridRow{number: r.number, hidden: hidden}, 0
	if more, err := strconv.Atoi(tok.Attribute("Span")); err == nil && more > 0 {
		r.number += min(more, 1<<20)
	}
}

// beginCell finds the cell's column: the next, or the one it names. Merged
// cells take those to their right.
func (r *workbookReader) beginCell(tok tags.Token) error {
	r.column++
	if index, err := strconv.Atoi(tok.Attribute("Index")); err == nil && index > r.column {
		r.column = index
	}
	if r.column > mostColumns {
		return errTooWide
	}
	r.place = r.column - 1
	r.format = r.formats[tok.Attribute("StyleID")]
	for len(r.row.cells) < r.column {
		r.row.cells = append(r.row.cells, nil)
	}
	across, down := moreCells(tok, "MergeAcross"), moreCells(tok, "MergeDown")
	if across > 0 || down > 0 {
		r.row.spans = append(r.row.spans, rows.Span{Column: r.place, Columns: across + 1, Rows: down + 1})
		r.column = min(r.column+across, mostColumns)
	}
	return nil
}

// moreCells reads how many cells beside its own a merged one takes.
func moreCells(tok tags.Token, name string) int {
	more, err := strconv.Atoi(tok.Attribute(name))
	if err != nil || more < 0 {
		return 0
	}
	return min(more, mostColumns)
}

// keep turns the data of a cell into its text.
func (r *workbookReader) keep() {
	if r.place >= len(r.row.cells) {
		return // data outside of a cell
	}
	var text []byte
	switch r.kind {
	case "Number":
		text = sheets.AppendNumber(nil, r.data, r.format, false)
	case "Boolean":
		text = []byte("FALSE")
		if string(bytes.TrimSpace(r.data)) == "1" {
			text = []byte("TRUE")
		}
	case "DateTime":
		text = []byte(moment(string(bytes.TrimSpace(r.data))))
	default:
		text = bytes.ReplaceAll(r.data, []byte("\r\n"), []byte("\n"))
	}
	r.row.cells[r.place] = bytes.Clone(text)
}

// moment writes a date such as 2026-11-22T08:30:00.000 with a space, without a
// time that is midnight, and a time of the first day of all as a time alone.
func moment(value string) string {
	day, clock, found := strings.Cut(value, "T")
	if !found {
		return value
	}
	clock = strings.TrimSuffix(strings.TrimRight(clock, "0"), ".")
	if whole, _, fraction := strings.Cut(clock, "."); !fraction {
		clock = (whole + "00:00:00"[min(len(whole), 8):])
	}
	switch {
	case day == "1899-12-31" || day == "1899-12-30":
		return clock
	case clock == "00:00:00":
		return day
	}
	return day + " " + clock
}

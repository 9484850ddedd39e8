package xls

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// scanner hands over the rows of a sheet.
type scanner struct {
	book  *workbook
	sheet string
	cells *sheetCells
	notes []importers.Note
	at    int

	texts []byte // of the cells of the current row that are not kept elsewhere
	out   [][]byte
}

func (s *scanner) Next() (rows.Record, error) {
	if s.cells == nil || s.at >= len(s.cells.cells) {
		return rows.Record{}, io.EOF
	}
	row := s.cells.cells[s.at].row
	s.out, s.texts = s.out[:0], s.texts[:0]
	for ; s.at < len(s.cells.cells) && s.cells.cells[s.at].row == row; s.at++ {
		one := s.cells.cells[s.at]
		for len(s.out) < int(one.column) {
			s.out = append(s.out, nil)
		}
		s.out = append(s.out, s.text(one))
	}
	return rows.Record{Number: int(row) + 1, Hidden: s.cells.hiddenRows[row], Cells: s.out, Spans: s.cells.spans[row]}, nil
}

// HiddenColumns returns the places of the hidden columns.
func (s *scanner) HiddenColumns() []int {
	var places []int
	if s.cells != nil {
		for column := range s.cells.hiddenColumns {
			places = append(places, int(column))
		}
	}
	slices.Sort(places)
	return places
}

// text returns the text of a cell. What it writes for numbers stays valid when
// the space for them grows, since the old space is left as it is.
func (s *scanner) text(one cell) []byte {
	switch one.kind {
	case sharedCell:
		return s.book.texts[one.bits]
	case textCell:
		return s.cells.texts[one.bits]
	case booleanCell:
		if one.bits != 0 {
			return []byte("TRUE")
		}
		return []byte("FALSE")
	case errorCell:
		return errorText(one.bits)
	}
	value := math.Float64frombits(one.bits)
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return errorText(errorNumber)
	}
	from := len(s.texts)
	s.texts = sheets.AppendFloat(s.texts, value, s.book.format(int(one.style)), s.book.styles.from1904)
	return s.texts[from:len(s.texts):len(s.texts)]
}

const errorNumber = 0x24

// errorText returns the mark that a spreadsheet shows for an error.
func errorText(number uint64) []byte {
	switch number {
	case 0x00:
		return []byte("#NULL!")
	case 0x07:
		return []byte("#DIV/0!")
	case 0x0F:
		return []byte("#VALUE!")
	case 0x17:
		return []byte("#REF!")
	case 0x1D:
		return []byte("#NAME?")
	case errorNumber:
		return []byte("#NUM!")
	case 0x2A:
		return []byte("#N/A")
	}
	return fmt.Appendf(nil, "#ERROR %d", number)
}

func (s *scanner) Issues() []table.Issue {
	if s.cells == nil {
		return nil
	}
	hiddenRows, hiddenColumns := map[uint32]bool{}, map[uint16]bool{}
	for _, one := range s.cells.cells {
		if s.cells.hiddenRows[one.row] {
			hiddenRows[one.row] = true
		}
		if s.cells.hiddenColumns[one.column] {
			hiddenColumns[one.column] = true
		}
	}
	return sheets.HiddenIssues(table.Where{File: s.book.file, Sheet: s.sheet}, len(hiddenRows), len(hiddenColumns))
}

func (s *scanner) Progress() float64 {
	if s.cells == nil || len(s.cells.cells) == 0 {
		return 1
	}
	return float64(s.at) / float64(len(s.cells.cells))
}

func (s *scanner) Close() error {
	s.cells = nil
	return nil
}

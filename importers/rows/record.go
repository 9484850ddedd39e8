package rows

import (
	"bytes"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// Record is one line of a text file or one row of a sheet, in raw texts.
type Record struct {
	Number int      // as table.Row.Number
	Lines  int      // how many rows or lines the record takes; 0 stands for 1
	Hidden bool     // in the workbook
	Cells  [][]byte // valid until the next record is read
	Spans  []Span   // cells that take several columns or rows
}

// Span is a cell that takes several columns or rows. The others that it covers
// are blank.
type Span struct {
	Column        int // its place
	Columns, Rows int // at least 1 each
}

// Scanner hands over records in the order of the file. It is used from one
// goroutine.
type Scanner interface {
	// Next returns the next record, or io.EOF after the last.
	Next() (Record, error)
	// Issues returns what is worth telling about the records so far.
	Issues() []table.Issue
	// Progress returns how much of the source has been read, from 0 to 1.
	Progress() float64
	// Close releases the source. It may be called more than once.
	Close() error
}

// ColumnHider is a Scanner of a sheet that can have hidden columns.
type ColumnHider interface {
	// HiddenColumns returns their places, in order, as far as the sheet has
	// been read.
	HiddenColumns() []int
}

// filled returns the number of cells that are not blank and the position after
// the last of them.
func (r Record) filled() (count, width int) {
	for i, cell := range r.Cells {
		if !isBlank(cell) {
			count++
			width = i + 1
		}
	}
	return count, width
}

func isBlank(cell []byte) bool {
	return len(cell) == 0 || (cell[0] <= ' ' || cell[0] >= 0x80) && len(bytes.TrimSpace(cell)) == 0
}

// clone returns a copy that stays valid.
func (r Record) clone() Record {
	size := 0
	for _, cell := range r.Cells {
		size += len(cell)
	}
	all := make([]byte, 0, size)
	cells := make([][]byte, len(r.Cells))
	for i, cell := range r.Cells {
		from := len(all)
		all = append(all, cell...)
		cells[i] = all[from:len(all):len(all)]
	}
	return Record{Number: r.Number, Lines: r.Lines, Hidden: r.Hidden, Cells: cells, Spans: slices.Clone(r.Spans)}
}

// follows reports whether no blank row stands between two records.
func (r Record) follows(before Record) bool {
	return r.Number <= before.Number+max(1, before.Lines)
}

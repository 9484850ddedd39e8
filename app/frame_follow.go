package app

import (
	"slices"

	"github.com/schoolbench/schoolbench/widgets"
)

var _ widgets.CellFollower = (*frameSource)(nil)

// frameStamp says what the rows of a source are numbered by, so that nothing is
// written into a row that only has the number of the one that was meant.
type frameStamp struct {
	version     int64 // of the dataset
	numbering   int   // another once a number means another row
	arrangement int   // another once a row of the grid shows another row
}

// CellOf tells where a cell of the source that was shown before stands now.
func (f *frameSource) CellOf(before widgets.GridSource, row, column int) (nowRow, nowColumn int, ok bool) {
	was, ok := before.(*frameSource)
	if !ok || was.stamp.numbering != f.stamp.numbering || row < 0 || row >= was.Rows() || column < 0 || column >= was.Columns() {
		return 0, 0, false
	}
	name := was.columns[column].Column().Name
	if nowColumn = f.columnNamed(name); nowColumn < 0 {
		return 0, 0, false
	}
	if was.stamp.arrangement == f.stamp.arrangement {
		return row, nowColumn, true
	}
	number := was.number(row)
	if number < 0 {
		return 0, 0, false
	}
	if nowRow = number; f.rows != nil {
		nowRow = slices.Index(f.rows, number)
	}
	return nowRow, nowColumn, nowRow >= 0 && nowRow < f.Rows()
}

// columnNamed is where a column is shown; below 0 it is not.
func (f *frameSource) columnNamed(name string) int {
	for i, vector := range f.columns {
		if vector.Column().Name == name {
			return i
		}
	}
	return -1
}

// number is the dataset's number of a row of the grid; below 0 is the line of a
// group.
func (f *frameSource) number(row int) int {
	if f.rows != nil {
		return f.rows[row]
	}
	return row
}

package app

import (
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// frameSource shows rows of a frame in a grid: all of them or some, in the
// frame's order or another. Nothing is copied.
type frameSource struct {
	columns  []*table.Vector
	rows     []int // row numbers in the order shown; nil for all as they are
	length   int
	groups   []rowGroup // whose lines stand among the rows
	unfolded []int      // with groups, all rows in the order shown, those of folded groups included
	tints    []func(table.Value) widgets.Tint
	marks    cellMarks
	look     rowsLook
	arrows   bool // headings that no other sign is on have the arrow of a filter
	frozen   int  // how many columns stay in place
	stamp    frameStamp
}

var _ widgets.GridSource = (*frameSource)(nil)

func newFrameSource(columns []*table.Vector, rows []int, length int) *frameSource {
	if rows != nil {
		length = len(rows)
	}
	return &frameSource{columns: columns, rows: rows, length: length}
}

// Rows is how many rows are shown.
func (f *frameSource) Rows() int { return f.length }

// Columns is how many columns are shown.
func (f *frameSource) Columns() int { return len(f.columns) }

// HeaderRows is one row of names.
func (f *frameSource) HeaderRows() int { return 1 }

// HeaderColumns are those that a person holds in place.
func (f *frameSource) HeaderColumns() int { return f.frozen }

// Header is the title of a column.
func (f *frameSource) Header(_, column int) widgets.GridCell {
	described := f.columns[column].Column()
	cell := widgets.GridCell{Text: described.Title(), Style: widgets.StyleHeader, Align: alignOf(described)}
	switch key := f.look.key(described.Name); {
	case f.look.Filters[described.Name].active():
		cell.Icon = "filter"
	case key >= 0 && f.look.Sort[key].Falling:
		cell.Icon = "sort-down"
	case key >= 0:
		cell.Icon = "sort-up"
	case f.arrows:
		cell.Icon = "menu"
	}
	return cell
}

// Cell is a value as people read it.
func (f *frameSource) Cell(row, column int) widgets.GridCell {
	if group, found := f.group(row); found {
		return f.groupCell(group, column)
	}
	value := f.value(row, column)
	cell := valueCell(f.columns[column].Column(), value)
	if f.tints != nil && f.tints[column] != nil {
		cell.Tint = f.tints[column](value)
	}
	cell.Mark = f.mark(row, column)
	return cell
}

// Filled reports whether a cell holds anything.
func (f *frameSource) Filled(row, column int) bool {
	value := f.value(row, column)
	return value.State != table.Missing || value.Text != ""
}

// colour prepares the colours of the columns.
func (f *frameSource) colour() {
	if len(f.look.Colours) == 0 {
		return
	}
	f.tints = make([]func(table.Value) widgets.Tint, len(f.columns))
	for i, vector := range f.columns {
		f.tints[i] = f.look.Colours[vector.Column().Name].tints(vector)
	}
}

func (f *frameSource) value(row, column int) table.Value {
	if f.rows != nil {
		if row = f.rows[row]; row < 0 {
			return table.Value{State: table.Missing} // the line of a group
		}
	}
	return f.columns[column].Value(row)
}

// valueCell draws a value; what is withheld, missing or does not fit its column
// stands back.
func valueCell(column table.Column, value table.Value) widgets.GridCell {
	cell := widgets.GridCell{Text: column.Display(value), Align: alignOf(column)}
	if !value.IsReported() {
		cell.Style = widgets.StyleMark
	}
	return cell
}

// alignOf puts numbers to be added at the right and everything else at the left.
func alignOf(column table.Column) widgets.Align {
	if column.Type == table.Integer || column.Type == table.Decimal {
		return widgets.AlignTrailing
	}
	return widgets.AlignLeading
}

// previewSource shows the first rows of a table that is about to be imported,
// with the type of each column above its name.
type previewSource struct {
	schema table.Schema
	rows   []table.Row
}

var _ widgets.GridSource = previewSource{}

// Rows is how many rows are shown.
func (p previewSource) Rows() int { return len(p.rows) }

// Columns is how many columns are shown.
func (p previewSource) Columns() int { return len(p.schema) }

// HeaderRows are two: the types and the names.
func (p previewSource) HeaderRows() int { return 2 }

// HeaderColumns is none.
func (p previewSource) HeaderColumns() int { return 0 }

// Header is a column's type, and beneath it its name.
func (p previewSource) Header(row, column int) widgets.GridCell {
	described := p.schema[column]
	text := described.Title()
	if row == 0 {
		text = typeWord(described.Type)
		return widgets.GridCell{Text: text, Style: widgets.StyleMark, Align: alignOf(described), Span: 1}
	}
	return widgets.GridCell{Text: text, Style: widgets.StyleHeader, Align: alignOf(described), Span: 1, Icon: "menu"}
}

// Cell is a value as the file has it.
func (p previewSource) Cell(row, column int) widgets.GridCell {
	if column >= len(p.rows[row].Cells) {
		return widgets.GridCell{}
	}
	return valueCell(p.schema[column], p.rows[row].Cells[column].Value)
}

// typeWord is what people call a type.
func typeWord(t table.Type) string {
	switch t {
	case table.Code:
		return say("Code or ID")
	case table.Integer:
		return say("Whole number")
	case table.Decimal:
		return say("Number")
	case table.Date:
		return say("Date")
	case table.SchoolYear:
		return say("School year")
	case table.Grade:
		return say("Grade")
	case table.YesNo:
		return say("Yes or no")
	}
	return say("Text")
}

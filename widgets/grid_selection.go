package widgets

// gridSpot is one body cell.
type gridSpot struct {
	row, column int
}

// selectionKind is what the selection is made of. Whole rows and columns stay whole when they are extended.
type selectionKind int

const (
	selectCells selectionKind = iota
	selectRows
	selectColumns
	selectAll
)

// gridSelection is a rectangle remembered by where it began and where it ends: the anchor is the active cell and stays while
// Shift moves the head.
type gridSelection struct {
	kind   selectionKind
	anchor gridSpot
	head   gridSpot
}

// cells is the selected rectangle.
func (s *gridSelection) cells(rows, columns int) Range {
	if rows == 0 || columns == 0 {
		return noCells()
	}
	cells := Range{
		Top: min(s.anchor.row, s.head.row), Left: min(s.anchor.column, s.head.column),
		Bottom: max(s.anchor.row, s.head.row), Right: max(s.anchor.column, s.head.column),
	}
	if s.kind == selectRows || s.kind == selectAll {
		cells.Left, cells.Right = 0, columns-1
	}
	if s.kind == selectColumns || s.kind == selectAll {
		cells.Top, cells.Bottom = 0, rows-1
	}
	return cells
}

// clamp moves both ends into the table.
func (s *gridSelection) clamp(rows, columns int) {
	s.anchor.clamp(rows, columns)
	s.head.clamp(rows, columns)
}

// clamp moves the spot into the table.
func (s *gridSpot) clamp(rows, columns int) {
	s.row = max(0, min(s.row, rows-1))
	s.column = max(0, min(s.column, columns-1))
}

// wholeColumn reports whether the column is selected from top to bottom.
func (s *gridSelection) wholeColumn(column, rows, columns int) bool {
	if s.kind != selectColumns && s.kind != selectAll {
		return false
	}
	cells := s.cells(rows, columns)
	return column >= cells.Left && column <= cells.Right
}

package widgets

// GridSource is what a [Grid] shows. The grid asks only for the cells it is about to draw, fit or copy; each call
// comes on the UI goroutine and must answer at once, without reading a file or waiting for a query.
type GridSource interface {
	// Rows is the number of body rows, headers not counted.
	Rows() int
	// Columns is the number of columns, the leading ones that stay in place included.
	Columns() int
	// HeaderRows is the number of rows of column headers, which stay on top: 1 for a plain table, more for a cross-tab.
	HeaderRows() int
	// HeaderColumns is the number of leading columns that stay in place: the row labels of a cross-tab, 0 for a plain table.
	HeaderColumns() int
	// Header answers the header cell at 0 <= row < HeaderRows. Columns covered by a span answer the zero GridCell.
	Header(row, column int) GridCell
	// Cell answers the body cell at 0 <= row < Rows and 0 <= column < Columns.
	Cell(row, column int) GridCell
}

// FilledSource is a source that knows without making its text whether a cell holds anything, so that Ctrl with an arrow finds
// the edge of the data among a million rows at once.
type FilledSource interface {
	Filled(row, column int) bool
}

// GridCell is one cell as a person sees it: finished text and how it looks.
type GridCell struct {
	Text  string
	Align Align
	Style CellStyle
	Span  int    // header cells: how many columns the cell covers; 0 and 1 both mean one
	Over  bool   // body cells: the text runs on over the cells beside it, which hold none
	Tint  Tint   // body cells: the colour behind the text
	Mark  Mark   // body cells: the signs at the corners
	Icon  string // header cells: "", "sort-up", "sort-down", "filter" for a filtered column or, for a heading that opens a menu, "menu"
}

// Align is where the text of a cell stands.
type Align int

// The alignments: text leads, numbers trail, headings over several columns are centred.
const (
	AlignLeading Align = iota
	AlignTrailing
	AlignCenter
)

// CellStyle is what kind of cell it is; the grid draws each kind in the theme's colours.
type CellStyle int

// The kinds of cells.
const (
	// StyleNormal is an ordinary value.
	StyleNormal CellStyle = iota
	// StyleHeader is a heading.
	StyleHeader
	// StyleLabel names a row.
	StyleLabel
	// StyleTotal is a total or subtotal: bold on a subtle band.
	StyleTotal
	// StyleMark stands in for a number that is withheld or missing: dim and italic.
	StyleMark
)

// Range is a rectangle of body cells; all four edges are inside it.
type Range struct {
	Top, Left, Bottom, Right int
}

// Empty reports whether the range holds no cell.
func (r Range) Empty() bool {
	return r.Bottom < r.Top || r.Right < r.Left
}

// Contains reports whether the cell is inside the range.
func (r Range) Contains(row, column int) bool {
	return row >= r.Top && row <= r.Bottom && column >= r.Left && column <= r.Right
}

// Rows is the number of rows in the range.
func (r Range) Rows() int {
	return max(0, r.Bottom-r.Top+1)
}

// Columns is the number of columns in the range.
func (r Range) Columns() int {
	return max(0, r.Right-r.Left+1)
}

// Cells is the number of cells in the range.
func (r Range) Cells() int {
	return r.Rows() * r.Columns()
}

// noCells is the selection of a grid that has none.
func noCells() Range {
	return Range{Top: 0, Left: 0, Bottom: -1, Right: -1}
}

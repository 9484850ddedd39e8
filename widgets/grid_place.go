package widgets

import (
	"math"

	"fyne.io/fyne/v2"
)

// scrollBarRoom is the strip a scroll bar takes along the edge.
const scrollBarRoom = 12

// frozenShare is the part of the width that columns held in place may take at most; when they would take more, they
// scroll like the others, so that there is always room to see the rest.
const frozenShare = 0.7

// labelShare is the part of the width that the row labels of a cross-tab take at most unless a person makes them wider.
const labelShare = 0.4

// gridPlace is what is in view. Rows are all of one height, so the first visible row is kept as a whole number and
// a part of a row: nothing is ever added up over the rows above.
type gridPlace struct {
	rows, count int // body rows and columns of the source
	headers     int
	frozen      int // leading columns that do stay in place
	rowHeight   float32

	size         fyne.Size
	headerHeight float32
	frozenWidth  float32
	body         fyne.Size // the scrolling part, bars excluded
	verticalBar  bool
	horizontal   bool

	topRow    int
	topOffset float32 // how much of the top row is hidden, 0 <= topOffset < rowHeight
	scrollX   float64 // how far the scrolling columns are moved
}

// arrange computes the parts for a size and pulls the view back into the table.
func (p *gridPlace) arrange(size fyne.Size, source GridSource, rowHeight float32, columns *gridColumns) {
	p.size, p.rowHeight = size, rowHeight
	p.rows, p.count, p.headers = source.Rows(), source.Columns(), source.HeaderRows()
	p.headerHeight = float32(p.headers) * rowHeight

	p.frozen = max(0, min(source.HeaderColumns(), p.count))
	if columns.starts[p.frozen] > float64(size.Width)*frozenShare {
		p.frozen = 0
	}
	p.frozenWidth = float32(columns.starts[p.frozen])

	// Each bar takes room that may make the other one needed.
	p.verticalBar, p.horizontal = false, false
	for range 2 {
		p.body = fyne.NewSize(max(0, size.Width-p.frozenWidth), max(0, size.Height-p.headerHeight))
		if p.verticalBar {
			p.body.Width = max(0, p.body.Width-scrollBarRoom)
		}
		if p.horizontal {
			p.body.Height = max(0, p.body.Height-scrollBarRoom)
		}
		p.verticalBar = p.contentHeight() > float64(p.body.Height)
		p.horizontal = p.contentWidth(columns) > float64(p.body.Width)
	}
	p.body = fyne.NewSize(max(0, size.Width-p.frozenWidth), max(0, size.Height-p.headerHeight))
	if p.verticalBar {
		p.body.Width = max(0, p.body.Width-scrollBarRoom)
	}
	if p.horizontal {
		p.body.Height = max(0, p.body.Height-scrollBarRoom)
	}
	p.clamp(columns)
}

// contentHeight is the height of all rows.
func (p *gridPlace) contentHeight() float64 {
	return float64(p.rows) * float64(p.rowHeight)
}

// contentWidth is the width of all scrolling columns.
func (p *gridPlace) contentWidth(columns *gridColumns) float64 {
	return columns.total() - columns.starts[p.frozen]
}

// columnOrigin is where the scrolling columns begin among all columns.
func (p *gridPlace) columnOrigin(columns *gridColumns) float64 {
	return columns.starts[p.frozen]
}

// offset is how far the rows are moved, and lowest the furthest they can be.
func (p *gridPlace) offset() float64 {
	return float64(p.topRow)*float64(p.rowHeight) + float64(p.topOffset)
}

func (p *gridPlace) lowest() float64 {
	return max(0, p.contentHeight()-float64(p.body.Height))
}

// rightmost is the furthest the columns can be moved.
func (p *gridPlace) rightmost(columns *gridColumns) float64 {
	return max(0, p.contentWidth(columns)-float64(p.body.Width))
}

// scrollToOffset moves the rows to a distance from the top.
func (p *gridPlace) scrollToOffset(offset float64) {
	if p.rowHeight <= 0 {
		return
	}
	offset = max(0, min(offset, p.lowest()))
	row := math.Floor(offset / float64(p.rowHeight))
	p.topRow = int(row)
	p.topOffset = float32(offset - row*float64(p.rowHeight))
	if p.topOffset >= p.rowHeight {
		p.topRow, p.topOffset = p.topRow+1, 0
	}
}

// clamp pulls the view back into the table.
func (p *gridPlace) clamp(columns *gridColumns) {
	if lowest := p.lowest(); p.offset() > lowest {
		p.scrollToOffset(lowest)
	}
	p.scrollX = max(0, min(p.scrollX, p.rightmost(columns)))
}

// wholeRows is how many rows are in view from edge to edge, at least one.
func (p *gridPlace) wholeRows() int {
	if p.rowHeight <= 0 {
		return 1
	}
	return max(1, int(p.body.Height/p.rowHeight))
}

// bottomRow is the last row at least partly in view.
func (p *gridPlace) bottomRow() int {
	if p.rowHeight <= 0 || p.body.Height <= 0 {
		return p.topRow - 1
	}
	shown := int(math.Ceil(float64((p.topOffset + p.body.Height) / p.rowHeight)))
	return min(p.rows, p.topRow+shown) - 1
}

// reveal moves the view as little as needed to show the cell.
func (p *gridPlace) reveal(row, column int, columns *gridColumns) {
	if p.rows == 0 || p.count == 0 {
		return
	}
	row = max(0, min(row, p.rows-1))
	column = max(0, min(column, p.count-1))
	top := float64(row) * float64(p.rowHeight)
	switch {
	case row < p.topRow || row == p.topRow && p.topOffset > 0:
		p.topRow, p.topOffset = row, 0
	case top+float64(p.rowHeight) > p.offset()+float64(p.body.Height):
		// A whole row stands at the top, except at the very end: steps down then move the table by whole rows.
		p.scrollToOffset(top + float64(p.rowHeight) - float64(p.body.Height))
		if p.topOffset > 0 && p.wholeRows() > 1 {
			p.topRow, p.topOffset = p.topRow+1, 0
		}
	}
	if column >= p.frozen {
		left := columns.starts[column] - p.columnOrigin(columns)
		right := left + float64(columns.widths[column])
		if right > p.scrollX+float64(p.body.Width) {
			p.scrollX = right - float64(p.body.Width)
		}
		if left < p.scrollX {
			p.scrollX = left
		}
	}
	p.clamp(columns)
}

// rowAt is the body row at a height inside the widget, the nearest one outside the body.
func (p *gridPlace) rowAt(y float32) int {
	if p.rowHeight <= 0 {
		return 0
	}
	row := p.topRow + int(math.Floor(float64((y-p.headerHeight+p.topOffset)/p.rowHeight)))
	return max(0, min(row, p.rows-1))
}

// columnAt is the column at a distance from the left edge of the widget, the nearest one outside the columns.
func (p *gridPlace) columnAt(x float32, columns *gridColumns) int {
	if p.frozen > 0 && x < p.frozenWidth {
		return min(columns.at(float64(x)), p.frozen-1)
	}
	return columns.at(float64(x-p.frozenWidth) + p.scrollX + p.columnOrigin(columns))
}

// columnX is where the column begins inside the widget.
func (p *gridPlace) columnX(column int, columns *gridColumns) float32 {
	if column < p.frozen {
		return float32(columns.starts[column])
	}
	return p.frozenWidth + float32(columns.starts[column]-p.columnOrigin(columns)-p.scrollX)
}

// rowY is where the row begins inside the widget.
func (p *gridPlace) rowY(row int) float32 {
	return p.headerHeight + float32(row-p.topRow)*p.rowHeight - p.topOffset
}

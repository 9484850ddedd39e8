package widgets

import (
	"time"

	"fyne.io/fyne/v2"
)

// SetClock lets a test decide how quickly clicks follow each other.
func (g *Grid) SetClock(clock func() time.Time) {
	g.clock = clock
}

// SetLater lets a test decide when a click is drawn.
func (g *Grid) SetLater(later func(func())) {
	g.later = later
}

// CellPlace is the middle of a body cell inside the grid; row -1 is the lowest heading.
func (g *Grid) CellPlace(row, column int) fyne.Position {
	g.settle()
	x := g.place.columnX(column, &g.columns) + g.columns.widths[column]/2
	if row < 0 {
		return fyne.NewPos(x, g.place.headerHeight-g.place.rowHeight/2)
	}
	return fyne.NewPos(x, g.place.rowY(row)+g.place.rowHeight/2)
}

// BorderPlace is the right border of a column inside its heading.
func (g *Grid) BorderPlace(column int) fyne.Position {
	at := g.CellPlace(-1, column)
	return at.AddXY(g.columns.widths[column]/2, 0)
}

// ColumnWidth is the width of a column.
func (g *Grid) ColumnWidth(column int) float32 {
	g.settle()
	return g.columns.widths[column]
}

// BarPlaces are a place on the vertical thumb, one on the track below it, and the lowest place of the track.
func (g *Grid) BarPlaces() (thumb, below, end fyne.Position) {
	g.settle()
	bar, x := g.verticalBar(), g.Size().Width-scrollBarRoom/2
	return fyne.NewPos(x, bar.thumb+2), fyne.NewPos(x, bar.start+bar.length-1), fyne.NewPos(x, bar.start+bar.length)
}

// SidewaysThumb is a place on the horizontal thumb.
func (g *Grid) SidewaysThumb() fyne.Position {
	g.settle()
	bar := g.horizontalBar()
	return fyne.NewPos(bar.thumb+2, g.Size().Height-scrollBarRoom/2)
}

// BodyEdges are the place of the first cell's corner and of the opposite corner of the scrolling part.
func (g *Grid) BodyEdges() (from, to fyne.Position) {
	g.settle()
	from = fyne.NewPos(g.place.frozenWidth, g.place.headerHeight)
	return from, from.Add(g.place.body)
}

// TopOffset is how much of the first visible row is hidden.
func (g *Grid) TopOffset() float32 {
	return g.place.topOffset
}

// Rows is the part of the list a test presses keys and buttons on.
func (l *FieldList) Rows() *fieldRows {
	return l.rows
}

// SearchBox is the box above the list.
func (l *FieldList) SearchBox() *searchEntry {
	return l.search
}

// RowPlace is the middle of the row that shows the field.
func (l *FieldList) RowPlace(id string) fyne.Position {
	for i, row := range l.rows.rows {
		if !row.heading && row.field.ID == id {
			return fyne.NewPos(60, (float32(i)+0.5)*l.rows.height()-l.rows.offset)
		}
	}
	return fyne.NewPos(-1, -1)
}

// ChipViews are the chips of a shelf as a test can press them.
func (s *Shelf) ChipViews() []*chipView {
	return s.views
}

// AddButton is the plus of a shelf.
func (s *Shelf) AddButton() interface{ Tapped(*fyne.PointEvent) } {
	return s.add
}

// Fit is how a text is cut to a width.
func Fit(text string, width, size float32, style fyne.TextStyle) string {
	var fit textFit
	fit.use(size)
	return fit.cut(text, width, style)
}

// Forward gives a shortcut to a canvas the way widgets pass on what they have no use for.
func Forward(canvas fyne.Canvas, shortcut fyne.Shortcut) {
	forward(canvas, shortcut)
}

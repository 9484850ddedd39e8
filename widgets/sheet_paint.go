package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// BandVeil is how opaque the tint of a band is that its rows stand on, of 255.
const BandVeil = 32

// bandStripe is the width of the coloured stripe at the left of each row.
const bandStripe = 6

// paintBands draws behind the texts of a block of rows: a soft tint of the band's colour, and at the far left its stripe.
func (r *gridRenderer) paintBands(pane *gridPane, rows [2]int, left, right float32) {
	g, p := r.grid, &r.grid.place
	if g.bands == nil {
		return
	}
	th, variant := g.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	for row := rows[0]; row <= rows[1]; row++ {
		kind := g.bands.kind(row)
		if kind == BandNone {
			continue
		}
		paint := kind.color(th, variant)
		y := p.rowY(row)
		veil := color.NRGBAModel.Convert(paint).(color.NRGBA)
		veil.A = BandVeil
		if kind == BandData && left > 0 {
			veil.A = BandVeil / 4 // most rows are data and stay nearly plain
		}
		pane.fill(left, y, right-left, p.rowHeight, veil)
		if left == 0 {
			pane.fill(0, y, bandStripe, p.rowHeight, paint)
		}
	}
}

// drawEdges draws the borders between bands that can be moved over the row labels, and the one that is being moved over the
// whole width, with its name.
func (r *gridRenderer) drawEdges() {
	g, p := r.grid, &r.grid.place
	if g.bands == nil {
		return
	}
	for i := range g.bands.edges {
		y := g.edgeY(i)
		if y < p.headerHeight-1 || y > p.headerHeight+p.body.Height {
			continue
		}
		held := g.bands.held == i
		lively := held || g.pointer.hover.part == overEdge && g.pointer.hover.column == i
		paint, thick, width := r.paint.strong, float32(2), p.frozenWidth
		if lively {
			paint, thick = r.paint.ring, 3
		}
		if held {
			width = p.frozenWidth + p.body.Width
		}
		r.labels.fill(0, y-thick/2, width, thick, paint)
		r.labels.fill(p.frozenWidth/2-9, y-3, 18, 6, paint) // the grip
		if held {
			r.nameEdge(g.bands.edges[i], y, paint)
		}
	}
}

// nameEdge says at the line what is being moved.
func (r *gridRenderer) nameEdge(edge SheetEdge, y float32, paint color.Color) {
	p := &r.grid.place
	words := edge.Name + " here"
	width := r.grid.fit.width(words, fyne.TextStyle{Bold: true}) + 2*r.paint.padding
	x := p.frozenWidth + r.paint.padding
	top := y + 2
	if top+p.rowHeight > p.headerHeight+p.body.Height {
		top = y - p.rowHeight - 2
	}
	r.frame.fill(x, top, width, p.rowHeight, paint)
	line := gridLine{text: words, paint: r.paint.background, size: r.paint.textSize, style: fyne.TextStyle{Bold: true}}
	r.frame.write(line, x+r.paint.padding, top+(p.rowHeight-r.paint.textHeight)/2, width-2*r.paint.padding, r.paint.textHeight)
}

// spill is how wide a text may be drawn that begins at x: over the empty cells beside it, as in a spreadsheet, and over the room
// beside the last column.
func (g *Grid) spill(row, column, last int, x, width float32) float32 {
	if g.source.Cell(row, column).Over {
		return g.overWidth(row, column, x)
	}
	if g.bands == nil || column < sheetColumns {
		return width
	}
	next := column + 1
	for ; next <= last && next < len(g.columns.widths) && g.source.Cell(row, next).Text == ""; next++ {
		width += g.columns.widths[next]
	}
	if next == len(g.columns.widths) {
		width = max(width, g.place.frozenWidth+g.place.body.Width-x)
	}
	return width
}

// overWidth is how wide a text may be drawn at x that runs on over the cells beside it: up to the next one in view that holds
// something, also from the columns that stay in place into those that are scrolled.
func (g *Grid) overWidth(row, column int, x float32) float32 {
	p := &g.place
	right := p.frozenWidth + p.body.Width
	first, last := g.bodyColumns()
	for next := column + 1; next <= last; next++ {
		if next == p.frozen {
			next = max(next, first)
		}
		if g.source.Cell(row, next).Text == "" {
			continue
		}
		left := p.columnX(next, &g.columns)
		if next >= p.frozen {
			left = max(left, p.frozenWidth)
		}
		right = min(right, left)
		break
	}
	return max(0, right-x)
}

// runningOver finds the cell left of a column whose text runs on over it: such a text is drawn where the view begins when its
// own column is scrolled away.
func (g *Grid) runningOver(row, column int) (GridCell, int, bool) {
	if g.source.Cell(row, column).Style != StyleTotal {
		return GridCell{}, 0, false
	}
	for before := column - 1; before >= g.place.frozen; before-- {
		switch cell := g.source.Cell(row, before); {
		case cell.Over:
			return cell, before, true
		case cell.Text != "":
			return GridCell{}, 0, false
		}
	}
	return GridCell{}, 0, false
}

// spills reports whether a text may run over the cell beside it.
func (g *Grid) spills(row, column int) bool {
	if g.source.Cell(row, column).Over {
		return true
	}
	return g.bands != nil && column >= sheetColumns && (column+1 == g.source.Columns() || g.source.Cell(row, column+1).Text == "")
}

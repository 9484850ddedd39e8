package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// headingSign is the size of the sign at the right of a heading.
const headingSign = 18

// filterSign is the funnel of a heading whose column is filtered.
func filterSign() fyne.Resource {
	return theme.NewPrimaryThemedResource(fyne.NewStaticResource("filter.svg",
		[]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#000" d="M4 5h16l-6.2 7.4V20l-3.6-2v-5.6z"/></svg>`)))
}

// drawHeader draws the headings: those of scrolling columns first, then those that stay in place over them.
func (r *gridRenderer) drawHeader() {
	g, p := r.grid, &r.grid.place
	if p.headers == 0 {
		return
	}
	width := g.Size().Width
	r.header.fill(0, 0, width, p.headerHeight, r.paint.background)
	r.header.fill(0, 0, width, p.headerHeight, r.paint.header)
	first, last := g.bodyColumns()
	if last >= first {
		r.drawHeadings(r.header, first, last, p.frozenWidth, p.frozenWidth+p.body.Width)
	}
	r.header.fill(0, p.headerHeight-1, width, 1, r.paint.strong)

	if p.frozen > 0 {
		r.corner.fill(0, 0, p.frozenWidth, p.headerHeight, r.paint.background)
		r.corner.fill(0, 0, p.frozenWidth, p.headerHeight, r.paint.header)
		r.drawHeadings(r.corner, 0, p.frozen-1, 0, p.frozenWidth)
		r.corner.fill(0, p.headerHeight-1, p.frozenWidth, 1, r.paint.strong)
		r.corner.fill(p.frozenWidth-1, 0, 1, p.headerHeight, r.paint.strong)
	}
}

// drawHeadings draws the header rows over a run of columns.
func (r *gridRenderer) drawHeadings(pane *gridPane, first, last int, left, right float32) {
	g, p := r.grid, &r.grid.place
	r.markSelectedColumns(pane, first, last, left, right)
	for row := range p.headers {
		y := float32(row) * p.rowHeight
		for column := g.spanStart(row, first); column <= last; {
			cell := g.source.Header(row, column)
			span := g.spanWidth(column, cell.Span)
			x := p.columnX(column, &g.columns)
			end := p.columnX(column+span-1, &g.columns) + g.columns.widths[column+span-1]
			if span > 1 {
				x, end = max(x, left), min(end, right) // stands in the part that is in view
			}
			r.drawHeading(pane, cell, x, y, end)
			if row < p.headers-1 && span > 1 && cell.Text != "" {
				pane.fill(x+r.paint.padding, y+p.rowHeight-1, end-x-2*r.paint.padding, 1, r.paint.strong)
			}
			if end < right && end > left && column+span < p.count && cell.Text != "" {
				pane.fill(end-1, y+6, 1, p.rowHeight-12, r.paint.strong)
			}
			column += span
		}
	}
}

// drawHeading writes one heading between two edges, with its sort mark.
func (r *gridRenderer) drawHeading(pane *gridPane, cell GridCell, left, y, right float32) {
	inner := right - left - 2*r.paint.padding
	if sign := r.paint.signs[cell.Icon]; sign != nil {
		pane.picture(sign, right-headingSign-4, y+(r.grid.place.rowHeight-headingSign)/2, headingSign)
		inner -= headingSign - 4
	}
	if cell.Text == "" || inner <= 0 {
		return
	}
	if cell.Style != StyleMark {
		cell.Style = StyleHeader
	}
	line := r.line(cell)
	line.text = r.grid.fit.cut(cell.Text, inner, line.style)
	gap := (r.grid.place.rowHeight - r.paint.textHeight) / 2
	pane.write(line, left+r.paint.padding, y+gap, inner, r.paint.textHeight)
}

// markSelectedColumns shades the lowest headings of selected columns, as a spreadsheet does.
func (r *gridRenderer) markSelectedColumns(pane *gridPane, first, last int, left, right float32) {
	g, p := r.grid, &r.grid.place
	for _, selected := range g.Selections() {
		if !g.touched || selected.Empty() || selected.Columns() == p.count && selected.Rows() < p.rows {
			continue
		}
		from, to := max(first, selected.Left), min(last, selected.Right)
		if from > to {
			continue
		}
		x := max(left, p.columnX(from, &g.columns))
		end := min(right, p.columnX(to, &g.columns)+g.columns.widths[to])
		pane.fill(x, p.headerHeight-p.rowHeight, end-x, p.rowHeight, r.paint.headerSelected)
	}
}

// spanStart is where the heading that covers a column begins. Headings do not reach across the edge of the columns
// that stay in place.
func (g *Grid) spanStart(row, column int) int {
	edge := 0
	if column >= g.place.frozen {
		edge = g.place.frozen
	}
	for start := column; start >= edge; start-- {
		cell := g.source.Header(row, start)
		if cell.Span > 1 && start+cell.Span > column {
			return start
		}
		if cell.Span > 1 || start < column && cell.Text != "" {
			break
		}
	}
	return column
}

// spanWidth is how many columns a heading covers, cut at the edge of the columns that stay in place and of the table.
func (g *Grid) spanWidth(column, span int) int {
	edge := g.place.count
	if column < g.place.frozen {
		edge = g.place.frozen
	}
	return max(1, min(span, edge-column))
}

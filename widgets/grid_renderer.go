package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// gridRenderer draws a grid. The parts are painted from back to front: body, row labels, headings, corner, bars, frame.
type gridRenderer struct {
	grid                         *Grid
	background                   *canvas.Rectangle
	body, labels, header, corner *gridPane
	bars, frame                  *gridPane
	objects                      []fyne.CanvasObject
	paint                        gridPaint
}

// gridPaint is the theme's colours and sizes, looked up once a refresh.
type gridPaint struct {
	background, header, band, line, strong, hover, selection, ring, idle color.Color
	text, dim, thumb, thumbHover, headerSelected                         color.Color
	textSize, padding, textHeight                                        float32
	signs                                                                map[string]fyne.Resource // of headings, by GridCell.Icon
}

// CreateRenderer makes the drawing side of the grid.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g.self)
	r := &gridRenderer{
		grid:       g,
		background: canvas.NewRectangle(color.Transparent),
		body:       newGridPane(), labels: newGridPane(), header: newGridPane(), corner: newGridPane(),
		bars: newGridPane(), frame: newGridPane(),
	}
	r.objects = []fyne.CanvasObject{
		r.background, r.body.layer, r.labels.layer, r.header.layer, r.corner.layer, r.bars.layer, r.frame.layer,
	}
	r.draw()
	return r
}

// Destroy has nothing to give back.
func (r *gridRenderer) Destroy() {}

// Objects are the parts from back to front.
func (r *gridRenderer) Objects() []fyne.CanvasObject {
	return r.grid.withEdit(r.objects)
}

// MinSize is the headings and three rows.
func (r *gridRenderer) MinSize() fyne.Size {
	height := r.grid.rowHeight()
	return fyne.NewSize(160, height*float32(r.grid.source.HeaderRows()+3))
}

// Layout draws for a new size.
func (r *gridRenderer) Layout(fyne.Size) {
	r.draw()
}

// Refresh draws again with the colours and data of the moment.
func (r *gridRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.grid.self)
}

// settle brings measures, widths and the view up to date with theme, size and source.
func (g *Grid) settle() {
	height := g.rowHeight()
	if g.columns.widths == nil || len(g.columns.widths) != g.source.Columns() {
		g.columns.reset(g.source.Columns())
	}
	g.columns.follow(g.fit.size)
	if !g.columns.fitted {
		g.fitAll()
	}
	if g.tinted {
		g.columns.limitLabels(g.source.HeaderColumns(), g.labelLimit())
	}
	g.selection.clamp(g.source.Rows(), g.source.Columns())
	g.place.arrange(g.Size(), g.source, height, &g.columns)
}

// labelLimit is how wide the row labels of a cross-tab may be: their share of the width, or all that the numbers leave free.
func (g *Grid) labelLimit() float32 {
	count := min(g.source.HeaderColumns(), len(g.columns.widths))
	numbers := float32(g.columns.total()-g.columns.starts[count]) + scrollBarRoom
	return max(g.Size().Width*labelShare, g.Size().Width-numbers)
}

// rowHeight is one line of text with room above and below, in whole units so that lines between rows stay crisp.
func (g *Grid) rowHeight() float32 {
	th := g.Theme()
	g.fit.use(th.Size(theme.SizeNameText))
	return float32(math.Ceil(float64(g.fit.height() + 2*th.Size(theme.SizeNamePadding))))
}

// draw puts every pooled object where it belongs.
func (r *gridRenderer) draw() {
	g := r.grid
	g.settle()
	r.lookUp()

	r.background.FillColor = r.paint.background
	r.background.Resize(g.Size())
	for _, pane := range r.panes() {
		pane.begin()
	}
	r.drawBody()
	r.drawHeader()
	r.drawBars()
	r.drawFrame()
	for _, pane := range r.panes() {
		pane.end()
	}
	g.placeEdit()
}

// panes are all parts.
func (r *gridRenderer) panes() [6]*gridPane {
	return [6]*gridPane{r.body, r.labels, r.header, r.corner, r.bars, r.frame}
}

// lookUp reads the theme.
func (r *gridRenderer) lookUp() {
	th := r.grid.Theme()
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	look := func(name fyne.ThemeColorName) color.Color { return th.Color(name, variant) }
	r.paint = gridPaint{
		background: look(theme.ColorNameBackground), header: look(theme.ColorNameHeaderBackground),
		band: look(theme.ColorNameButton), line: look(theme.ColorNameSeparator), strong: look(theme.ColorNameInputBorder),
		hover: look(theme.ColorNameHover), selection: look(theme.ColorNameSelection),
		ring: look(theme.ColorNamePrimary), idle: look(theme.ColorNamePlaceHolder),
		text: look(theme.ColorNameForeground), dim: look(theme.ColorNamePlaceHolder),
		thumb: faded(look(theme.ColorNameScrollBar), 0.45), thumbHover: look(theme.ColorNameScrollBar),
		headerSelected: look(theme.ColorNameHover),
		textSize:       th.Size(theme.SizeNameText), padding: r.grid.cellPadding(),
		textHeight: r.grid.fit.height(),
		signs: map[string]fyne.Resource{
			"sort-up": th.Icon(theme.IconNameMoveUp), "sort-down": th.Icon(theme.IconNameMoveDown),
			"menu": th.Icon(theme.IconNameArrowDropDown), "filter": filterSign(),
		},
	}
}

// faded is a colour with part of its opacity.
func faded(paint color.Color, share float32) color.Color {
	c := color.NRGBAModel.Convert(paint).(color.NRGBA)
	c.A = uint8(float32(c.A) * share)
	return c
}

// drawBody draws rows: the scrolling part and the labels that stay at its left.
func (r *gridRenderer) drawBody() {
	g, p := r.grid, &r.grid.place
	if p.rows == 0 && g.Empty != "" {
		r.drawEmpty()
	}
	if p.rows == 0 || p.count == 0 || p.body.Height <= 0 {
		return
	}
	first, last := g.bodyColumns()
	rows := [2]int{p.topRow, p.bottomRow()}

	r.drawCells(r.body, rows, [2]int{first, last}, p.frozenWidth, p.body.Width)
	if p.frozen > 0 {
		ground := r.paint.background
		if g.tinted {
			ground = r.paint.header
		}
		r.labels.fill(0, p.headerHeight, p.frozenWidth, p.body.Height, r.paint.background)
		r.labels.fill(0, p.headerHeight, p.frozenWidth, r.bodyBottom()-p.headerHeight, ground)
		r.drawCells(r.labels, rows, [2]int{0, p.frozen - 1}, 0, p.frozenWidth)
		r.labels.fill(p.frozenWidth-1, p.headerHeight, 1, r.bodyBottom()-p.headerHeight, r.paint.strong)
		r.drawEdges()
	}
}

// drawEmpty says in the middle of the empty body why it is empty.
func (r *gridRenderer) drawEmpty() {
	g, p := r.grid, &r.grid.place
	width := g.Size().Width - 2*r.paint.padding
	line := gridLine{text: g.fit.cut(g.Empty, width, fyne.TextStyle{}), paint: r.paint.dim, size: r.paint.textSize, align: fyne.TextAlignCenter}
	r.body.write(line, r.paint.padding, p.headerHeight+(p.body.Height-r.paint.textHeight)*0.42, width, r.paint.textHeight)
}

// bodyColumns are the first and last scrolling columns in view; last < first when there are none.
func (g *Grid) bodyColumns() (first, last int) {
	p := &g.place
	if p.frozen >= p.count || p.body.Width <= 0 {
		return p.frozen, p.frozen - 1
	}
	origin := p.columnOrigin(&g.columns) + p.scrollX
	first = max(p.frozen, g.columns.at(origin))
	last = g.columns.at(origin + float64(p.body.Width))
	return first, last
}

// bodyBottom is where the drawn rows end.
func (r *gridRenderer) bodyBottom() float32 {
	p := &r.grid.place
	return min(p.headerHeight+p.body.Height, p.rowY(p.rows))
}

// drawCells draws a block of rows and columns: bands of totals, hover, selection, lines, texts, ring.
func (r *gridRenderer) drawCells(pane *gridPane, rows, columns [2]int, left, width float32) {
	g, p := r.grid, &r.grid.place
	if columns[1] < columns[0] {
		return
	}
	right := min(left+width, p.columnX(columns[1], &g.columns)+g.columns.widths[columns[1]])
	r.paintBands(pane, rows, left, right)

	for row := rows[0]; row <= rows[1]; row++ {
		y := p.rowY(row)
		bandFrom := float32(-1)
		if cell, column, found := g.runningOver(row, columns[0]); found && g.source.Cell(row, columns[0]).Text == "" {
			r.drawText(pane, cell, left, y, g.overWidth(row, column, left))
		}
		for column := columns[0]; column <= columns[1]; column++ {
			cell := g.source.Cell(row, column)
			x, w := p.columnX(column, &g.columns), g.columns.widths[column]
			switch {
			case cell.Style == StyleTotal && bandFrom < 0:
				bandFrom = max(x, left)
			case cell.Style != StyleTotal && bandFrom >= 0:
				pane.fill(bandFrom, y, x-bandFrom, p.rowHeight, r.paint.band)
				bandFrom = -1
			}
			r.drawTint(pane, cell.Tint, x, y, w, left, right)
			r.drawMarks(pane, cell.Mark, x, y, w, left, right)
			if cell.Over {
				x = max(x, left)
			}
			r.drawText(pane, cell, x, y, g.spill(row, column, columns[1], x, w))
		}
		if bandFrom >= 0 {
			pane.fill(bandFrom, y, right-bandFrom, p.rowHeight, r.paint.band)
		}
		pane.fill(left, y+p.rowHeight-1, right-left, 1, r.paint.line)
	}
	if hover := g.pointer.hoverRow; hover >= rows[0] && hover <= rows[1] {
		pane.fill(left, p.rowY(hover), right-left, p.rowHeight, r.paint.hover)
	}
	r.drawSelection(pane, rows, columns, left, right)
}

// drawSelection tints the selected cells of a block and rings the active one.
func (r *gridRenderer) drawSelection(pane *gridPane, rows, columns [2]int, left, right float32) {
	g, p := r.grid, &r.grid.place
	if !g.touched && !g.focused {
		return
	}
	ranges := g.Selections()
	for _, selected := range ranges {
		top, bottom := max(selected.Top, rows[0]), min(selected.Bottom, rows[1])
		first, last := max(selected.Left, columns[0]), min(selected.Right, columns[1])
		if top <= bottom && first <= last && (selected.Cells() > 1 || len(ranges) > 1) {
			x := max(left, p.columnX(first, &g.columns))
			end := min(right, p.columnX(last, &g.columns)+g.columns.widths[last])
			pane.fill(x, p.rowY(top), end-x, float32(bottom-top+1)*p.rowHeight, r.paint.selection)
		}
	}

	row, column, ok := g.Active()
	if !ok || row < rows[0] || row > rows[1] || column < columns[0] || column > columns[1] {
		return
	}
	paint := r.paint.idle
	if g.focused {
		paint = r.paint.ring
	}
	if g.hasChoices(row, column) {
		x := p.columnX(column, &g.columns) + g.columns.widths[column] - headingSign - 2
		pane.picture(r.paint.signs["menu"], x, p.rowY(row)+(p.rowHeight-headingSign)/2, headingSign)
	}

	// The ring lies on the lines around the cell; the first row has none above it but the edge of the headings.
	y := p.rowY(row) - 1
	if row == p.topRow && p.topOffset == 0 {
		y++
	}
	pane.ring(p.columnX(column, &g.columns), y, g.columns.widths[column], p.rowY(row)+p.rowHeight-y, 2, paint)
}

// drawText writes a body cell.
func (r *gridRenderer) drawText(pane *gridPane, cell GridCell, x, y, width float32) {
	if cell.Text == "" {
		return
	}
	line := r.line(cell)
	line.text = r.grid.fit.cut(cell.Text, width-2*r.paint.padding, line.style)
	if line.text == "" {
		return
	}
	if cell.Align == AlignTrailing && cell.Style != StyleMark && line.text != cell.Text {
		line.text = ellipsis // half a number would be read as another number
	}
	gap := (r.grid.place.rowHeight - r.paint.textHeight) / 2
	pane.write(line, x+r.paint.padding, y+gap, width-2*r.paint.padding, r.paint.textHeight)
}

// line is how a cell's text is drawn.
func (r *gridRenderer) line(cell GridCell) gridLine {
	line := gridLine{text: cell.Text, paint: r.paint.text, size: r.paint.textSize, style: cellTextStyle(cell.Style)}
	switch cell.Align {
	case AlignTrailing:
		line.align = fyne.TextAlignTrailing
	case AlignCenter:
		line.align = fyne.TextAlignCenter
	}
	if cell.Style == StyleMark {
		line.paint = r.paint.dim
	}
	return line
}

// cellTextStyle is the type face of a kind of cell.
func cellTextStyle(style CellStyle) fyne.TextStyle {
	switch style {
	case StyleHeader, StyleTotal:
		return fyne.TextStyle{Bold: true}
	case StyleMark:
		return fyne.TextStyle{Italic: true}
	}
	return fyne.TextStyle{}
}

// drawFrame draws the ring of a grid that has the focus but no cell to show it on.
func (r *gridRenderer) drawFrame() {
	g := r.grid
	r.drawFill()
	if _, _, ok := g.Active(); g.focused && !ok {
		r.frame.ring(0, 0, g.Size().Width, g.Size().Height, 2, r.paint.ring)
	}
}

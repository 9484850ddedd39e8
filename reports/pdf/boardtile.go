package pdf

import (
	"image/color"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// The styles of a tile, before the density makes them smaller.
var (
	tileTitleStyle = textStyle{size: 10.5, bold: true, color: ink}
	figureStyle    = textStyle{size: 22, bold: true, color: ink}
	tellStyle      = textStyle{size: 8.8, color: ink}
	tellHeadStyle  = textStyle{size: 7.6, bold: true, color: muted}
	readStyle      = textStyle{size: 7.6, color: muted}
)

// The colours of statuses. Each stands beside a shape and a word.
var (
	goodColor  = color.RGBA{R: 0x0a, G: 0x6b, B: 0x55, A: 0xff}
	watchColor = color.RGBA{R: 0x7a, G: 0x4b, B: 0x00, A: 0xff}
	actColor   = color.RGBA{R: 0x93, G: 0x33, B: 0x1e, A: 0xff}
)

func statusColor(status reports.Status) color.RGBA {
	switch status {
	case reports.Good:
		return goodColor
	case reports.Watch:
		return watchColor
	}
	return actColor
}

// tile sets a section in a column of this width.
func (c *boardComposer) tile(section *reports.Section, width float64) []block {
	parent := c.structure.add("Sect")
	title := section.Title
	if section.Comparison {
		title += " · " + c.board.Word("word.comparison")
	}
	blocks := []block{c.tileRule(width)}
	blocks = append(blocks, c.heading(title, parent, width, tileTitleStyle))
	blocks[len(blocks)-1].bookmark = section.Title
	if section.Figure != nil {
		blocks = append(blocks, c.figure(section, parent, width)...)
	}
	for _, sentence := range section.Text {
		blocks = append(blocks, c.paragraph(sentence.Text, parent, width, c.styled(tellStyle), 3)...)
	}
	for _, task := range section.Tasks {
		blocks = append(blocks, c.task(task, parent, width)...)
	}
	blocks = append(blocks, c.numbers(section, parent, width)...)
	blocks = append(blocks, c.told(section, parent, width)...)
	return append(blocks, gap(tileBelow))
}

func gap(height float64) block {
	return block{height: height, draw: func(*painter, float64, float64) {}}
}

func (c *boardComposer) tileRule(width float64) block {
	return block{height: 3, keep: true, draw: func(p *painter, x, y float64) {
		p.tags.artifact()
		p.rule(x, x+width, y, strongRule, 0.8)
		p.tags.end()
	}}
}

// heading is a tile's title; it stays with what follows.
func (c *boardComposer) heading(text string, parent *node, width float64, style textStyle) block {
	blocks := c.text(text, parent.add("H2"), width, c.styled(style), 2)
	lines := block{keep: true}
	for _, each := range blocks {
		at := lines.height
		before, draw := lines.draw, each.draw
		lines.draw = func(p *painter, x, y float64) {
			if before != nil {
				before(p, x, y)
			}
			draw(p, x, y+at)
		}
		lines.height += each.height
	}
	return lines
}

// paragraph sets a text of its own.
func (c *boardComposer) paragraph(text string, parent *node, width float64, style textStyle, after float64) []block {
	if text == "" {
		return nil
	}
	return c.text(text, parent.add("P"), width, style, after)
}

// text sets a text line by line, so that a long one can go on on the next page.
func (c *boardComposer) text(text string, of *node, width float64, style textStyle, after float64) []block {
	var blocks []block
	lines := c.faces.wrap(text, style.size, style.bold, width)
	for i, line := range lines {
		each := block{height: style.lineHeight(), keep: i == 0 && len(lines) > 1, draw: func(p *painter, x, y float64) {
			p.tags.begin(of)
			p.text(line, x, y+style.ascent(), style)
			p.tags.end()
		}}
		if i == len(lines)-1 {
			each.height += after
		}
		blocks = append(blocks, each)
	}
	return blocks
}

// status paints a shape and a word for what a number means, and tells where
// that ends.
func (p *painter) status(word string, status reports.Status, x, y, size float64) float64 {
	tint := statusColor(status)
	on := canvas{painter: p, x: x, y: y - size*0.78}
	side := size * 0.78
	pen := chart.Stroke{Color: tint, Width: size * 0.13}
	switch status {
	case reports.Good:
		on.Line([]chart.XY{{X: 0, Y: side * 0.55}, {X: side * 0.36, Y: side * 0.9}, {X: side, Y: side * 0.12}}, pen)
	case reports.Watch:
		on.Line([]chart.XY{{X: side / 2, Y: 0.05 * side}, {X: side, Y: side * 0.95}, {X: 0, Y: side * 0.95}, {X: side / 2, Y: 0.05 * side}}, pen)
	default:
		on.Rectangle(chart.Box{Width: side, Height: side}, tint)
	}
	p.pdf.SetLineJoinStyle("miter")
	return p.text(word, x+side+size*0.35, y, textStyle{size: size, bold: true, color: tint})
}

// numbers sets a section's chart and table.
func (c *boardComposer) numbers(section *reports.Section, parent *node, width float64) []block {
	document := section.Document
	if document == nil {
		return nil
	}
	var blocks []block
	showsChart := section.Kind == reports.ChartTile || section.Kind == reports.CrosstabTile && section.View != reports.TableOnly
	showsTable := section.Kind == reports.ListTile || section.Kind == reports.CrosstabTile && section.View != reports.ChartOnly
	if showsChart && document.Chart != nil && document.Chart.Kind != chart.None {
		blocks = append(blocks, c.chart(document.Chart, section, parent, width)...)
	} else if showsChart {
		showsTable = true
	}
	if showsTable && document.Table != nil && document.Table.Width() > 0 {
		blocks = append(blocks, c.grid(section, parent, width)...)
	}
	return blocks
}

func (c *boardComposer) chart(drawn *chart.Chart, section *reports.Section, parent *node, width float64) []block {
	// The tile's title stands above it already.
	untitled := *drawn
	untitled.Title = ""
	drawn, left := c.fewerBars(&untitled, width)
	// The chart keeps clear around itself; that reaches into the margins, so
	// that it lines up with the words.
	scale := 0.8 * c.density.lettering
	clear := chartPadding * scale
	wide := width + 2*clear
	least := 88.0
	if len(drawn.Series) > 1 {
		least = 128 // with room for the names of the series
	}
	least = max(least, chart.LeastHeight(drawn, wide/scale)*scale)
	height := min(max(least, chart.Height(drawn, wide/scale)*scale*c.density.chart), c.bottom-topMargin-runningTitle-60)
	of := parent.add("Figure")
	of.alt = section.Title + ". " + drawn.ValueTitle
	if len(section.Narrative.Shows) > 0 {
		of.alt = section.Title + ". " + section.Narrative.Shows[0].Text
	}
	blocks := []block{{height: height - clear*1.3, draw: func(p *painter, x, y float64) {
		p.tags.begin(of)
		chartItem{x: x - clear, y: y - clear*0.7, width: wide, height: height, chart: drawn, scale: scale}.paint(p)
		p.tags.end()
	}}}
	if left > 0 {
		c.cut = true
		blocks[0].keep = true
		blocks = append(blocks, c.paragraph(c.moreLines(left), parent, width, c.styled(readStyle), 2)...)
	}
	return blocks
}

// moreLines says how many lines are left out of a page.
func (c *boardComposer) moreLines(left int) string {
	return strings.Replace(c.board.Word("word.more"), "#", table.FormatNumber(float64(left), 0), 1)
}

// told sets the narrative.
func (c *boardComposer) told(section *reports.Section, parent *node, width float64) []block {
	var blocks []block
	part := func(heading string, sentences []reports.Sentence, style textStyle) {
		if len(sentences) == 0 {
			return
		}
		head := c.text(heading, parent.add("H3"), width, c.styled(tellHeadStyle), 0.5)
		head[0].keep = true
		if len(blocks) > 0 {
			blocks = append(blocks, gap(2.5))
		}
		blocks = append(blocks, head...)
		for _, sentence := range sentences {
			blocks = append(blocks, c.sentence(sentence, parent, width, style)...)
		}
	}
	shows := c.trueHere(section)
	part(c.board.Word("part.shows"), shows[:min(len(shows), c.density.shows)], c.styled(tellStyle))
	if !c.density.briefly || !c.hasTasks() {
		part(c.board.Word("part.next"), section.Narrative.Next, c.styled(tellStyle))
	}
	if c.density.reading == inTiles {
		part(c.board.Word("part.read"), section.Narrative.Read, c.styled(readStyle))
	}
	if len(blocks) > 0 {
		blocks = append([]block{gap(3)}, blocks...)
	}
	return blocks
}

// trueHere are the sentences on what a section shows without the one on how
// many lines of a list are shown, where the page shows fewer: the note beneath
// the list says then how many there are.
func (c *boardComposer) trueHere(section *reports.Section) []reports.Sentence {
	shows := section.Narrative.Shows
	if section.Kind != reports.ListTile || section.Document == nil || section.Document.Table == nil {
		return shows
	}
	if _, left := c.lines(section); left == 0 {
		return shows
	}
	return slices.DeleteFunc(slices.Clone(shows), func(s reports.Sentence) bool { return s.Key == reports.FirstLines })
}

// hasTasks reports whether a tile lists what to do.
func (c *boardComposer) hasTasks() bool {
	return slices.ContainsFunc(c.board.Sections, func(section reports.Section) bool { return section.Kind == reports.TasksTile })
}

func (c *boardComposer) sentence(sentence reports.Sentence, parent *node, width float64, style textStyle) []block {
	text := sentence.Text
	for _, detail := range []string{sentence.Contact, sentence.Link} {
		if detail != "" {
			text += " · " + detail
		}
	}
	if sentence.Status != reports.NoStatus {
		text = c.board.Word("word."+string(sentence.Status)) + ": " + text
	}
	return c.paragraph(text, parent, width, style, 1.5)
}

func (c *boardComposer) task(task reports.TaskLine, parent *node, width float64) []block {
	box := "[  ] "
	if task.Done {
		box = "[x] "
	}
	text := box + task.Text.Text
	for _, detail := range append(task.Details(), task.Link) {
		if detail != "" {
			text += " · " + detail
		}
	}
	return c.paragraph(text, parent, width, c.styled(tellStyle), 3)
}

// lines is how many rows of a section's table stand on the page, and how many
// are left out of it.
func (c *boardComposer) lines(section *reports.Section) (shown, left int) {
	rows := len(section.Document.Table.Body)
	if most := c.density.rows; most > 0 && rows > most {
		return most, rows - most
	}
	return rows, 0
}

// grid sets a section's table in a column of this width.
func (c *boardComposer) grid(section *reports.Section, parent *node, width float64) []block {
	grid := section.Document.Table
	rows := grid.Body
	most, left := c.lines(section)
	if left > 0 {
		// A total at the end stays; what goes is said.
		kept := append([]reports.Row{}, rows[:most]...)
		if last := rows[len(rows)-1]; last.Total && last.Depth == 0 {
			kept[most-1] = last
		}
		rows, c.cut = kept, true
	}
	shown := &reports.Table{HeaderRows: grid.HeaderRows, RowHeaders: grid.RowHeaders, Body: rows}
	setter := &composer{composition: &composition{}, faces: c.faces, grid: shown}
	setter.fit = fitWithin(shown, c.faces, width, c.density.lettering)
	var blocks []block
	for i, part := range setter.fit.panels {
		if i > 0 {
			blocks = append(blocks, gap(6))
		}
		blocks = append(blocks, c.panelBlocks(setter, part, parent.add("Table"))...)
	}
	if left > 0 {
		words := c.moreLines(left)
		if section.Kind == reports.ListTile {
			words = strings.NewReplacer("##", table.FormatNumber(float64(most+left), 0), "#", table.FormatNumber(float64(most), 0)).Replace(c.board.Word("word.first"))
		}
		blocks = append(blocks, c.paragraph(words, parent, width, c.styled(readStyle), 2)...)
	}
	return blocks
}

// panelBlocks are the head of a panel and its rows, each a block.
func (c *boardComposer) panelBlocks(setter *composer, part panel, of *node) []block {
	var blocks []block
	wide := setter.fit.width(part)
	headers := setter.headerRows(part)
	var headRows []*node
	height := 0.0
	for _, header := range headers {
		headRows = append(headRows, of.add("TR"))
		height += header.height
	}
	cells := map[*setCell]*node{}
	for i := range headers {
		for j := range headers[i].cells {
			cell := headRows[i].add("TH")
			cell.scope = "Column"
			cells[&headers[i].cells[j]] = cell
		}
	}
	head := block{height: height, keep: true, draw: func(p *painter, x, y float64) {
		x -= cellPadding
		for i := range headers {
			for j := range headers[i].cells {
				cell := &headers[i].cells[j]
				top := y + headers[i].height - headerPadding - float64(len(cell.lines))*cell.style.lineHeight()
				p.tags.begin(cells[cell])
				p.cell(*cell, x, top)
				p.tags.end()
			}
			y += headers[i].height
		}
		p.tags.artifact()
		p.rule(x+cellPadding, x+wide-cellPadding, y, strongRule, 0.8)
		p.tags.end()
	}}
	if len(headers) > 0 {
		blocks = append(blocks, head)
	}
	for i, row := range setter.grid.Body {
		set := setter.bodyRow(row, part)
		line := of.add("TR")
		nodes := make([]*node, len(set.cells))
		for j := range set.cells {
			kind := "TD"
			if j < setter.fit.labels {
				kind = "TH"
			}
			nodes[j] = line.add(kind)
			if kind == "TH" {
				nodes[j].scope = "Row"
			}
		}
		last := i+1 == len(setter.grid.Body)
		blocks = append(blocks, block{height: set.height, head: &head, draw: func(p *painter, x, y float64) {
			x -= cellPadding
			for j, cell := range set.cells {
				p.tags.begin(nodes[j])
				p.cell(cell, x, y+rowPadding)
				p.tags.end()
			}
			p.tags.artifact()
			stroke, weight := lightRule, 0.5
			if set.total || last {
				stroke, weight = strongRule, ruleWidth(set)
			}
			p.rule(x+cellPadding, x+wide-cellPadding, y+set.height, stroke, weight)
			p.tags.end()
		}})
	}
	return blocks
}

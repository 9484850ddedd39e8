package pdf

import (
	"context"
	"fmt"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

const (
	rowPadding    = 2.4 // above and below a row's text
	headerPadding = 2.8
	panelGap      = 20.0
	// rowsTogether is how many rows at least follow a header on its page.
	rowsTogether = 3
)

// captionHeight is the room of the line above a panel.
var captionHeight = smallStyle.lineHeight() + 2

// table sets the table, panel after panel. A panel of few rows begins on the
// page where the one before it ended.
func (c *composer) table(ctx context.Context) error {
	if c.grid.Width() == 0 {
		return nil
	}
	for i, part := range c.fit.panels {
		caption := ""
		if len(c.fit.panels) > 1 {
			caption = c.caption(part)
		}
		if err := c.panel(ctx, part, caption, i); err != nil {
			return err
		}
		c.y += panelGap
	}
	c.y -= panelGap
	return nil
}

// caption says which columns a panel holds: "Columns 1–8 of 40".
func (c *composer) caption(part panel) string {
	first, last, all := part.first-c.fit.labels+1, part.end-c.fit.labels, len(c.fit.widths)-c.fit.labels
	if first == last {
		return fmt.Sprintf("Column %d of %d", first, all)
	}
	return fmt.Sprintf("Columns %d–%d of %d", first, last, all)
}

// panel sets the rows of one panel, on as many pages as they take.
func (c *composer) panel(ctx context.Context, part panel, caption string, number int) error {
	headers := c.headerRows(part)
	top := 0.0
	for _, header := range headers {
		top += header.height
	}
	if caption != "" {
		top += captionHeight
	}
	rows := make([]bodyRow, len(c.grid.Body))
	for i, row := range c.grid.Body {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		rows[i] = c.bodyRow(row, part)
	}
	together := top
	for _, row := range rows[:min(rowsTogether, len(rows))] {
		together += row.height
	}
	c.need(together)
	if number == 0 {
		c.bookmark("Table", 1)
	}
	if caption != "" {
		c.bookmark(caption, 2)
	}
	var captioned *node
	if caption != "" {
		captioned = c.structure.add("P")
	}
	of := c.structure.add("Table")
	for first := true; first || len(rows) > 0; first = false {
		if !first {
			c.newPage()
		}
		if caption != "" {
			line := textItem{x: sideMargin, y: c.y, lines: []string{caption}, style: smallStyle}
			if first {
				line.of = captioned
			}
			c.add(line)
			c.y += captionHeight
			top -= captionHeight
		}
		here := c.rowsThatFit(rows, c.bottom-c.y-top)
		set := tableItem{fit: c.fit, x: sideMargin - cellPadding, y: c.y, panel: part, headers: headers, rows: rows[:here], of: of, again: !first}
		c.add(set)
		c.y += set.height()
		rows = rows[here:]
		if caption != "" {
			top += captionHeight
		}
	}
	return nil
}

// rowsThatFit counts the rows that this much room holds, at least one. It does
// not leave a lone total for the next page.
func (c *composer) rowsThatFit(rows []bodyRow, room float64) int {
	used, count := 0.0, 0
	for count < len(rows) && (used+rows[count].height <= room || count == 0) {
		used += rows[count].height
		count++
	}
	if count == len(rows)-1 && rows[count].total && count > 1 {
		count--
	}
	return count
}

// height is the height of the rows and their headers.
func (t tableItem) height() float64 {
	total := 0.0
	for _, header := range t.headers {
		total += header.height
	}
	for _, row := range t.rows {
		total += row.height
	}
	return total
}

// headerRows sets the headers over a panel. A header whose columns are split
// between panels stands over its columns in each.
func (c *composer) headerRows(part panel) []headerRow {
	style := textStyle{size: c.fit.size, bold: true, color: ink}
	rows := make([]headerRow, len(c.grid.HeaderRows))
	for i, header := range c.grid.HeaderRows {
		lines := 1
		left := 0.0
		for _, span := range c.spans(header, part) {
			width := 0.0
			for column := span.first; column < span.end; column++ {
				width += c.fit.widths[column]
			}
			cell := c.set(header[span.from].Text, left, width, style)
			switch {
			case header[span.from].Span > 1:
				cell.align, cell.ruled = toCentre, header[span.from].Text != "" && i < len(rows)-1
			case c.fit.numeric[span.first]:
				cell.align = toRight
			}
			lines = max(lines, len(cell.lines))
			rows[i].cells = append(rows[i].cells, cell)
			left += width
		}
		rows[i].height = float64(lines)*style.lineHeight() + 2*headerPadding
	}
	return rows
}

// span is a header cell, from, over the columns first up to and without end.
type span struct{ from, first, end int }

// spans finds the header cells over the columns of a panel.
func (c *composer) spans(header []reports.Cell, part panel) []span {
	var found []span
	for _, column := range c.fit.columns(part) {
		from := column
		for from > 0 && header[from].Span == 0 {
			from--
		}
		if last := len(found) - 1; last >= 0 && found[last].from == from && found[last].end == column {
			found[last].end++
			continue
		}
		found = append(found, span{from, column, column + 1})
	}
	return found
}

// bodyRow sets a row of a panel.
func (c *composer) bodyRow(row reports.Row, part panel) bodyRow {
	set := bodyRow{total: row.Total, grand: row.Total && row.Depth == 0}
	lines, left := 1, 0.0
	lineHeight := textStyle{size: c.fit.size}.lineHeight()
	for _, column := range c.fit.columns(part) {
		width := c.fit.widths[column]
		if column < len(row.Cells) {
			cell := row.Cells[column]
			placed := c.setBody(row, cell, column, left, width)
			lines = max(lines, len(placed.lines))
			set.cells = append(set.cells, placed)
		}
		left += width
	}
	set.height = float64(lines)*lineHeight + 2*rowPadding
	return set
}

func (c *composer) setBody(row reports.Row, cell reports.Cell, column int, left, width float64) setCell {
	style := textStyle{size: c.fit.size, bold: row.Total || cell.Total, color: ink}
	switch {
	case cell.State == table.Withheld, cell.State == table.Missing:
		style.color = muted
	case cell.Repeated:
		style.color = pale
	}
	var placed setCell
	if cell.IsNumber {
		placed = c.setNumber(cell.Text, left, width, style)
	} else {
		placed = c.set(cell.Text, left, width, style)
	}
	if c.fit.numeric[column] {
		placed.align = toRight
	}
	return placed
}

// set breaks the text of a cell into lines.
func (c *composer) set(text string, left, width float64, style textStyle) setCell {
	cell := setCell{left: left, width: width, style: style}
	if text != "" {
		cell.lines = c.faces.wrap(text, style.size, style.bold, width-2*cellPadding)
	}
	return cell
}

// setNumber sets a number on one line, smaller if it must be: a number broken
// in two would read as two numbers.
func (c *composer) setNumber(text string, left, width float64, style textStyle) setCell {
	text = c.faces.clean(text)
	if wide := c.faces.width(text, style.size, style.bold); wide > width-2*cellPadding+style.size/1000 {
		style.size *= (width - 2*cellPadding) / wide
	}
	return setCell{lines: []string{text}, left: left, width: width, style: style}
}

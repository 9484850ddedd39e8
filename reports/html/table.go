package html

import (
	"bufio"
	"context"
	"html/template"
	"strconv"

	"github.com/schoolbench/schoolbench/reports"
)

// writeTable writes the table straight to the stream: a template would take
// many times as long for a hundred thousand rows. Errors of writing stay with
// the writer until it is flushed.
func writeTable(ctx context.Context, out *bufio.Writer, document *reports.Document) error {
	grid := document.Table
	if grid == nil || grid.Width() == 0 {
		return ctx.Err()
	}
	write := func(text string) { _, _ = out.WriteString(text) }
	label := document.Sentence
	if label == "" {
		label = document.Title
	}
	label = template.HTMLEscapeString(label)
	write(`<div class="scroll" role="region" tabindex="0" aria-label="` + label + `">` + "\n<table>\n<caption>" + label + "</caption>\n")
	numeric := make([]bool, grid.Width())
	for j := range numeric {
		numeric[j] = j >= grid.RowHeaders && numbersIn(grid, j)
	}
	if len(grid.HeaderRows) > 0 {
		write("<thead>\n")
		for i := range grid.HeaderRows {
			writeHeaderRow(write, grid, i, numeric)
		}
		write("</thead>\n")
	}
	write("<tbody>\n")
	for i, row := range grid.Body {
		if i%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		writeBodyRow(write, row, grid.RowHeaders, numeric)
	}
	write("</tbody>\n</table>\n</div>\n")
	return ctx.Err()
}

func writeHeaderRow(write func(string), grid *reports.Table, i int, numeric []bool) {
	last := i == len(grid.HeaderRows)-1
	write("<tr>")
	for j, cell := range grid.HeaderRows[i] {
		text := template.HTMLEscapeString(cell.Text)
		switch {
		case cell.Span == 0:
		case cell.Span > 1:
			write(`<th scope="colgroup" colspan="` + strconv.Itoa(cell.Span) + `">` + text + "</th>")
		case cell.Text == "":
			write("<td></td>")
		case j < grid.RowHeaders && !last:
			// In the corner above the row labels stands the name of what this
			// row of headers lists.
			write(`<th scope="row">` + text + "</th>")
		case numeric[j]:
			write(`<th scope="col" class="values">` + text + "</th>")
		default:
			write(`<th scope="col">` + text + "</th>")
		}
	}
	write("</tr>\n")
}

// numbersIn reports whether a column holds numbers, so that its header and its
// marks stand where their last digits do. Looking at the first rows is enough.
func numbersIn(grid *reports.Table, column int) bool {
	for _, row := range grid.Body[:min(len(grid.Body), 50)] {
		if row.Cells[column].IsNumber {
			return true
		}
	}
	return false
}

func writeBodyRow(write func(string), row reports.Row, rowHeaders int, numeric []bool) {
	if row.Total {
		write(`<tr class="total">`)
	} else {
		write("<tr>")
	}
	for j, cell := range row.Cells {
		tag, attributes := "td", ""
		switch {
		case j < rowHeaders && cell.Text != "":
			tag, attributes = "th", ` scope="row"`
			if cell.Repeated {
				attributes += ` class="again"`
			}
		case j < rowHeaders:
		case numeric[j] && cell.Total:
			attributes = ` class="n total"`
		case numeric[j]:
			attributes = ` class="n"`
		case cell.Total:
			attributes = ` class="total"`
		}
		write("<" + tag + attributes + ">" + template.HTMLEscapeString(cell.Text) + "</" + tag + ">")
	}
	write("</tr>\n")
}

// Package text draws documents as plain text for a terminal: columns lined up,
// numbers to the right, totals set off by a rule.
package text

import (
	"bufio"
	"context"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/reports"
)

// Renderer draws documents as text.
type Renderer struct{}

// New returns the renderer.
func New() reports.Renderer { return Renderer{} }

// Format is "txt".
func (Renderer) Format() string { return "txt" }

// Render writes the document's title, sentence, table and notes.
func (Renderer) Render(ctx context.Context, w io.Writer, document *reports.Document) error {
	out := bufio.NewWriter(w)
	for _, line := range []string{document.Title, document.Sentence} {
		if line != "" {
			out.WriteString(line + "\n")
		}
	}
	if document.Table != nil {
		out.WriteString("\n")
		if err := writeTable(ctx, out, document.Table); err != nil {
			return err
		}
	}
	for i, line := range append(append([]string{}, document.Notes...), document.Source) {
		// A terminal shows no chart, and so nothing about one.
		if line == "" || (document.Chart != nil && line == document.Chart.Note) {
			continue
		}
		if i == 0 {
			out.WriteString("\n")
		}
		out.WriteString(line + "\n")
	}
	return out.Flush()
}

// columnGap is what stands between two columns.
const columnGap = "  "

func writeTable(ctx context.Context, out *bufio.Writer, table *reports.Table) error {
	widths := columnWidths(table)
	for _, header := range table.HeaderRows {
		writeCells(out, header, widths, table.RowHeaders)
	}
	total := 0
	for _, width := range widths {
		total += width + len(columnGap)
	}
	rule := strings.Repeat("-", max(0, total-len(columnGap))) + "\n"
	out.WriteString(rule)
	for i, row := range table.Body {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if row.Total && row.Depth == 0 && i > 0 {
			out.WriteString(rule)
		}
		writeCells(out, row.Cells, widths, table.RowHeaders)
	}
	return nil
}

func columnWidths(table *reports.Table) []int {
	widths := make([]int, table.Width())
	widen := func(cells []reports.Cell) {
		for i, cell := range cells {
			// A header over several columns does not widen the first of them.
			if cell.Span <= 1 {
				widths[i] = max(widths[i], utf8.RuneCountInString(OneLine(cell.Text)))
			}
		}
	}
	for _, header := range table.HeaderRows {
		widen(header)
	}
	for _, row := range table.Body {
		widen(row.Cells)
	}
	return widths
}

func writeCells(out *bufio.Writer, cells []reports.Cell, widths []int, rowHeaders int) {
	var line strings.Builder
	for i := 0; i < len(cells); i++ {
		cell := cells[i]
		width := widths[i]
		for covered := 1; covered < cell.Span && i+1 < len(cells); covered++ {
			i++
			width += len(columnGap) + widths[i]
		}
		text := []rune(OneLine(cell.Text))
		if len(text) > width {
			text = append(text[:max(0, width-1)], '…')
		}
		padding := strings.Repeat(" ", width-len(text))
		if i < rowHeaders || cell.Span > 1 {
			line.WriteString(string(text) + padding)
		} else {
			line.WriteString(padding + string(text))
		}
		line.WriteString(columnGap)
	}
	out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}

// OneLine writes a cell's text as a terminal can show it in a row: with a space
// for each character that would break the line or move the cursor.
func OneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

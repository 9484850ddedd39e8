package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// CopyText is the selection as tab-separated lines, the form every spreadsheet pastes as a block. It holds the selected
// cells and nothing else, and is empty when there are more than the limit.
func (g *Grid) CopyText() string {
	return g.copyText(false)
}

// CopyTextWithHeaders is like [Grid.CopyText] with the headings of the selected columns above.
func (g *Grid) CopyTextWithHeaders() string {
	return g.copyText(true)
}

// copyText builds the text of the selection.
func (g *Grid) copyText(headers bool) string {
	cells := g.Selection()
	if cells.Empty() || cells.Cells() > g.copyLimit() {
		return ""
	}
	var text strings.Builder
	text.Grow(cells.Cells() * 8) // a guess that spares most of the copying while the text grows
	if headers {
		for row := range g.source.HeaderRows() {
			writeLine(&text, cells, func(column int) string { return g.source.Header(row, column).Text })
			text.WriteByte('\n')
		}
	}
	for row := cells.Top; row <= cells.Bottom; row++ {
		if row > cells.Top {
			text.WriteByte('\n')
		}
		writeLine(&text, cells, func(column int) string { return g.source.Cell(row, column).Text })
	}
	return text.String()
}

// writeLine writes one row without its line break.
func writeLine(text *strings.Builder, cells Range, cell func(column int) string) {
	for column := cells.Left; column <= cells.Right; column++ {
		if column > cells.Left {
			text.WriteByte('\t')
		}
		writeCopied(text, cell(column))
	}
}

// writeCopied writes one cell. A text that holds a tab or a line break would fall apart when pasted, and one that begins with
// a quotation mark would lose it, so these are quoted the way spreadsheets do.
func writeCopied(text *strings.Builder, cell string) {
	if !needsQuotes(cell) {
		text.WriteString(cell)
		return
	}
	text.WriteByte('"')
	text.WriteString(strings.ReplaceAll(cell, `"`, `""`))
	text.WriteByte('"')
}

// needsQuotes reports whether a cell would not survive the way into a spreadsheet as it is.
func needsQuotes(cell string) bool {
	for i := range len(cell) {
		if c := cell[i]; c == '\t' || c == '\n' || c == '\r' || c == '"' && i == 0 {
			return true
		}
	}
	return false
}

// copyLimit is how many cells may be copied.
func (g *Grid) copyLimit() int {
	if g.CopyLimit > 0 {
		return g.CopyLimit
	}
	return defaultCopyLimit
}

// copyTo puts the selection on the clipboard, or says that it is too large.
func (g *Grid) copyTo(clipboard fyne.Clipboard) {
	cells := g.Selection()
	if cells.Empty() {
		return
	}
	if cells.Cells() > g.copyLimit() {
		if g.OnCopyTooLarge != nil {
			g.OnCopyTooLarge(cells.Cells(), g.copyLimit())
		}
		return
	}
	if clipboard == nil {
		clipboard = fyne.CurrentApp().Clipboard()
	}
	if clipboard != nil {
		clipboard.SetContent(g.CopyText())
	}
}

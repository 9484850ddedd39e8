package widgets

import (
	"cmp"
	"slices"
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
	lines := g.copyLines()
	cells := 0
	for _, line := range lines {
		cells += line.Cells()
	}
	if cells == 0 || cells > g.copyLimit() {
		return ""
	}
	var text strings.Builder
	text.Grow(cells * 8) // a guess that spares most of the copying while the text grows
	sideBySide := len(lines) > 1 && lines[0].Top == lines[1].Top && lines[0].Bottom == lines[1].Bottom
	blocks := [][]Range{lines}
	if !sideBySide {
		blocks = blocks[:0]
		for _, line := range lines {
			blocks = append(blocks, []Range{line})
		}
	}
	if headers {
		for row := range g.source.HeaderRows() {
			writeLine(&text, blocks[0], func(column int) string { return g.source.Header(row, column).Text })
			text.WriteByte('\n')
		}
	}
	for i, block := range blocks {
		for row := block[0].Top; row <= block[0].Bottom; row++ {
			if i > 0 || row > block[0].Top {
				text.WriteByte('\n')
			}
			writeLine(&text, block, func(column int) string { return g.source.Cell(row, column).Text })
		}
	}
	return text.String()
}

// copyLines are the ranges to copy, from left to right or from top to bottom; nil when they make no table together because
// neither their rows nor their columns are the same.
func (g *Grid) copyLines() []Range {
	ranges := g.Selections()
	slices.SortFunc(ranges, func(a, b Range) int { return cmp.Or(cmp.Compare(a.Top, b.Top), cmp.Compare(a.Left, b.Left)) })
	ranges = slices.Compact(ranges)
	rows, columns := true, true
	for i, cells := range ranges {
		if cells.Empty() {
			return nil
		}
		rows = rows && cells.Top == ranges[0].Top && cells.Bottom == ranges[0].Bottom && (i == 0 || cells.Left > ranges[i-1].Right)
		columns = columns && cells.Left == ranges[0].Left && cells.Right == ranges[0].Right && (i == 0 || cells.Top > ranges[i-1].Bottom)
	}
	if !rows && !columns {
		return nil
	}
	return ranges
}

// writeLine writes one row without its line break.
func writeLine(text *strings.Builder, ranges []Range, cell func(column int) string) {
	for i, cells := range ranges {
		for column := cells.Left; column <= cells.Right; column++ {
			if i > 0 || column > cells.Left {
				text.WriteByte('\t')
			}
			writeCopied(text, cell(column))
		}
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
	if len(g.others) > 0 && g.copyLines() == nil {
		if g.OnCopyRefused != nil {
			g.OnCopyRefused()
		}
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

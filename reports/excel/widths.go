package excel

import (
	"strings"
	"unicode"

	"github.com/schoolbench/schoolbench/reports"
	"golang.org/x/text/width"
)

// Widths are in characters, Excel's unit: the width of a digit.
const (
	narrowestColumn = 7.0
	widestText      = 48.0  // a column of words; longer ones wrap
	widestHeader    = 22.0  // a column's header over narrower numbers; longer ones wrap
	widestColumn    = 255.0 // what Excel allows
	widestLabels    = 96.0  // all row labels together: they stay in view while scrolling
	cellPadding     = 1.8
	boldFactor      = 1.08
)

// textWidth estimates how wide a line of text is.
func textWidth(text string, bold bool) float64 {
	total := 0.0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r < unicode.MaxASCII && unicode.IsUpper(r):
			total += 1.2
		case r < unicode.MaxASCII:
			total++
		default:
			switch width.LookupRune(r).Kind() {
			case width.EastAsianWide, width.EastAsianFullwidth:
				total += 2
			default:
				total += 1.1
			}
		}
	}
	if bold {
		total *= boldFactor
	}
	return total
}

// widestLine is the width of the widest line of text.
func widestLine(text string, bold bool) float64 {
	widest := 0.0
	for line := range strings.SplitSeq(text, "\n") {
		widest = max(widest, textWidth(line, bold))
	}
	return widest
}

// lineCount is how many lines text takes in a column when wrapped at spaces.
func lineCount(text string, bold bool, column float64) int {
	lines := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines++
		used := 0.0
		for word := range strings.FieldsSeq(paragraph) {
			needed := textWidth(word, bold)
			if used > 0 && used+1+needed > column {
				lines++
				used = 0
			}
			if used > 0 {
				used++
			}
			for used += needed; used > column; used -= column {
				lines++
			}
		}
	}
	return lines
}

// widthForLines is the least width in which text takes at most so many lines.
func widthForLines(text string, bold bool, lines int) float64 {
	low := 0.0
	for word := range strings.FieldsSeq(text) {
		low = max(low, textWidth(word, bold))
	}
	high := max(low, widestLine(text, bold))
	for low < high && lineCount(text, bold, low) > lines {
		low++
	}
	return min(low, high)
}

// columnWidths fits the columns of a table: wide enough that no number is cut,
// words wrapping where they would make a column too wide.
func columnWidths(grid *reports.Table) []float64 {
	widths := make([]float64, grid.Width())
	for i := range widths {
		widths[i] = narrowestColumn
	}
	for _, row := range grid.Body {
		for i, cell := range row.Cells {
			if i >= len(widths) || cell.Text == "" {
				continue
			}
			needed := widestLine(cell.Text, row.Total || cell.Total) + cellPadding
			if !cell.IsNumber {
				needed = min(needed, widestText)
			}
			widths[i] = max(widths[i], min(needed, widestColumn))
		}
	}
	for _, header := range grid.HeaderRows {
		for i, cell := range header {
			if cell.Text != "" && cell.Span <= 1 && i < len(widths) {
				needed := widthForLines(cell.Text, true, 3)
				if i < grid.RowHeaders {
					needed = widestLine(cell.Text, true)
				}
				widths[i] = max(widths[i], min(needed, widestHeader)+cellPadding)
			}
		}
	}
	widenUnderSpans(grid, widths)
	narrowLabels(widths[:min(grid.RowHeaders, len(widths))])
	return widths
}

// widenUnderSpans gives the columns under a header the room that it needs for
// two lines, the same to each.
func widenUnderSpans(grid *reports.Table, widths []float64) {
	for _, header := range grid.HeaderRows {
		for i, cell := range header {
			end := min(i+cell.Span, len(widths))
			if cell.Span <= 1 || cell.Text == "" {
				continue
			}
			needed := min(widthForLines(cell.Text, true, 2), widestText) + cellPadding
			for _, has := range widths[i:end] {
				needed -= has
			}
			for j := i; needed > 0 && j < end; j++ {
				widths[j] += needed / float64(end-i)
			}
		}
	}
}

// narrowLabels keeps the row labels from filling the window.
func narrowLabels(labels []float64) {
	total := 0.0
	for _, has := range labels {
		total += has
	}
	if total <= widestLabels {
		return
	}
	for i := range labels {
		labels[i] = max(narrowestColumn, labels[i]*widestLabels/total)
	}
}

package excel

import (
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// cellText returns text as a cell can hold it: without the control characters
// that no workbook may contain, which would otherwise become question marks.
func cellText(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}

// text returns the words of a cell, shortened to what Excel holds. The reader
// is told on the last sheet if anything was shortened.
func (b *workbook) text(words string) string {
	words = cellText(words)
	if len(words) <= excelize.TotalCellChars {
		return words
	}
	units := 0
	for i, r := range words {
		units += utf16.RuneLen(r)
		if units >= excelize.TotalCellChars {
			if rest := words[i:]; len(utf16.Encode([]rune(rest))) > 1 {
				b.shortened++
				return words[:i] + "…"
			}
		}
	}
	return words
}

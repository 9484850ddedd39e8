package excel

import (
	"context"
	"fmt"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

const (
	letterPaper = 1
	// pageCharacters is how many characters a landscape page is wide when
	// shrunk as far as is pleasant to read. A wider table takes several pages.
	pageCharacters = 220.0
	// longestHeader is the most UTF-16 units that a page header or footer may have.
	longestHeader = 255
)

// setUpPages sets the print layout of the sheets after the first; the first
// has its own before it is streamed.
func (b *workbook) setUpPages(context.Context) error {
	for _, sheet := range b.sheetsAfterTable() {
		if err := b.setUpPage(sheet, 0); err != nil {
			return fmt.Errorf("sheet %q: %w", sheet, err)
		}
	}
	return nil
}

// setUpPage prints a sheet on Letter, across, as wide as the page, with the
// title on the pages after the first and page numbers on all. Width is the
// sheet's, in characters.
func (b *workbook) setUpPage(sheet string, width float64) error {
	size, orientation, order := letterPaper, "landscape", "overThenDown"
	across, down, fit, lines := max(1, int(math.Ceil(width/pageCharacters))), 0, true, false
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := b.file.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &lines}); err != nil {
		return err
	}
	if err := b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &orientation, FitToWidth: &across, FitToHeight: &down, PageOrder: &order,
	}); err != nil {
		return err
	}
	side, top, edge := 0.5, 0.7, 0.3
	if err := b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &edge, Footer: &edge,
	}); err != nil {
		return err
	}
	footer := pageFooter(b.document.Source, b.document.Created.Format(createdLayout))
	return b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		DifferentFirst: true,
		OddHeader:      "&L&9 " + headerWords(b.document.Title, 160),
		OddFooter:      footer,
		FirstFooter:    footer,
	})
}

// pageFooter is the source on one line, which may be long, and beneath it at the
// right the page number and the date. Both sides have two lines, so that they
// stand beneath one another wherever a program begins.
func pageFooter(source, created string) string {
	rest := "\n &R&9 \nPage &P of &N · " + created
	return "&L&9 " + headerWords(source, longestHeader-len("&L&9 ")-len(rest)) + rest
}

// headerWords writes words as headers and footers need it, in at most so many
// UTF-16 units.
func headerWords(words string, units int) string {
	words = strings.Join(strings.Fields(cellText(words)), " ")
	var escaped strings.Builder
	for _, r := range words {
		piece := string(r)
		if r == '&' {
			piece = "&&"
		}
		if units -= len(utf16.Encode([]rune(piece))); units < 1 {
			return escaped.String() + "…"
		}
		escaped.WriteString(piece)
	}
	return escaped.String()
}

// createdLayout writes when the document was made.
const createdLayout = "2 January 2006, 3:04 PM"

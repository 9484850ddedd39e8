package excel

import (
	"context"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
)

// planPivot plans the PivotTable of a cross-tab that it tells the truth about:
// a count or a sum of one field, or of one field by another. The document is
// taken for the only tile of a board.
func (b *workbook) planPivot() {
	if b.document.Table == nil || !b.document.Shape.Adds {
		return
	}
	section := &reports.Section{Kind: reports.CrosstabTile, Title: b.document.Title, Shape: b.document.Shape}
	book := &boardBook{
		board:    &reports.Board{Title: b.document.Title, RunAs: "Of the numbers of the first sheet that are no totals, and nothing else. What is withheld or missing is left out."},
		overview: b, tiles: []*boardTile{{workbook: b, section: section}},
	}
	taken := map[string]bool{}
	for _, name := range []string{b.names.table, b.names.chart, b.names.chartData, b.names.notes} {
		taken[strings.ToLower(name)] = true
	}
	if book.pivot = planPivot(book, taken); book.pivot != nil {
		b.pivot = book
	}
}

// writePivot writes the PivotTable, if there is one.
func (b *workbook) writePivot(ctx context.Context) error {
	if b.pivot == nil {
		return nil
	}
	return b.pivot.writePivot(ctx)
}

package workbench

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/excel"
	"github.com/schoolbench/schoolbench/reports/html"
	"github.com/schoolbench/schoolbench/reports/pdf"
	"github.com/schoolbench/schoolbench/reports/text"
	"github.com/schoolbench/schoolbench/table"
)

// boardRenderers lists what a board can be drawn as, in the order a menu
// should offer them.
func boardRenderers() []reports.BoardRenderer {
	return []reports.BoardRenderer{excel.NewBoard(), pdf.NewBoard(), html.NewBoard(), text.NewBoard()}
}

// BoardFormats lists the file formats a board can be written in.
func BoardFormats() []string {
	var formats []string
	for _, renderer := range boardRenderers() {
		formats = append(formats, renderer.Format())
	}
	return formats
}

// WriteBoard draws a board in one of BoardFormats.
func WriteBoard(ctx context.Context, w io.Writer, board *reports.Board, format string) error {
	all := boardRenderers()
	i := slices.IndexFunc(all, func(renderer reports.BoardRenderer) bool { return renderer.Format() == format })
	if i < 0 {
		return table.Failed("format-unknown", table.Where{}, fmt.Sprintf("A dashboard cannot be written as %q.", format),
			"Use one of "+strings.Join(BoardFormats(), ", ")+".", nil)
	}
	return all[i].RenderBoard(ctx, w, board)
}

// ExportBoard draws a board into the file at path, which is replaced only once
// the new one is whole. The file is private to the user.
func ExportBoard(ctx context.Context, board *reports.Board, format, path string) error {
	return WriteFile(path, func(w io.Writer) error { return WriteBoard(ctx, w, board, format) })
}

// WriteLockedBoard draws a board as a PDF that opens with this password only.
func WriteLockedBoard(ctx context.Context, w io.Writer, board *reports.Board, password string) error {
	return pdf.NewLockedBoard(password).RenderBoard(ctx, w, board)
}

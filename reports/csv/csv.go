// Package csv writes the table of a document as comma-separated values, as RFC
// 4180 describes: UTF-8, lines ended by CR LF, header rows first.
//
// A cell holds what people read on every other surface, except that numbers
// have no thousands separators, so that programs can read them: "961545496.85",
// "25.0%". Withheld cells keep their mark. A text that a spreadsheet would run
// as a formula is made Harmless. Title, notes and chart are left out: a program
// that reads the file expects nothing but the table.
package csv

import (
	"bufio"
	"context"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/reports"
)

// Renderer writes CSV.
type Renderer struct{}

// New returns the renderer.
func New() reports.Renderer { return Renderer{} }

// Format is "csv".
func (Renderer) Format() string { return "csv" }

// Render writes the document's table.
func (Renderer) Render(ctx context.Context, w io.Writer, document *reports.Document) error {
	if document.Table == nil {
		return ctx.Err()
	}
	out := bufio.NewWriterSize(w, 64<<10)
	for _, cells := range document.Table.HeaderRows {
		writeRow(out, cells)
	}
	for i, row := range document.Table.Body {
		if i%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		writeRow(out, row.Cells)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return ctx.Err()
}

// writeRow writes one record. Errors stay with the writer until it is flushed.
func writeRow(out *bufio.Writer, cells []reports.Cell) {
	for j, cell := range cells {
		if j > 0 {
			_ = out.WriteByte(',')
		}
		writeField(out, fieldText(cell), len(cells) == 1)
	}
	_, _ = out.WriteString("\r\n")
}

func fieldText(cell reports.Cell) string {
	if cell.IsNumber {
		return strings.ReplaceAll(cell.Text, ",", "")
	}
	return Harmless(cell.Text)
}

// number is what a spreadsheet reads as a number even with a sign before it.
var number = regexp.MustCompile(`^[-+]\$?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?%?$|^[-+]\$?\.\d+%?$`)

// Harmless puts an apostrophe before a text that a spreadsheet would run as a
// formula: one that begins with =, +, - or @, or with a tab or a line break,
// which some spreadsheets skip. Numbers such as -5, -1,234.50 and -3% stay as
// they are, and so do dashes that stand for a value that is missing.
func Harmless(text string) string {
	if text == "" || strings.IndexByte("=+-@\t\r\n", text[0]) < 0 || strings.Trim(text, "-") == "" || number.MatchString(text) {
		return text
	}
	return "'" + text
}

// writeField quotes where it must. A lone empty field is quoted, because an
// empty line would be read as no record at all.
func writeField(out *bufio.Writer, text string, alone bool) {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	if text == "" && !alone || text != "" && !strings.ContainsAny(text, ",\"\r\n") && text[0] != ' ' && text[len(text)-1] != ' ' {
		_, _ = out.WriteString(text)
		return
	}
	_ = out.WriteByte('"')
	_, _ = out.WriteString(strings.ReplaceAll(text, `"`, `""`))
	_ = out.WriteByte('"')
}

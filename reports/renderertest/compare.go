// Package renderertest holds documents that are hard to write well and
// compares what a surface shows with what a document says. The tests of every
// renderer use it; the program does not.
package renderertest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// Reading decides whether what was read back from a surface says what the cell
// says.
type Reading func(cell reports.Cell, got string) bool

// Shown accepts exactly the text of the cell.
func Shown(cell reports.Cell, got string) bool { return got == cell.Text }

// Plain accepts numbers without thousands separators, and an apostrophe before
// text that a spreadsheet would run as a formula.
func Plain(cell reports.Cell, got string) bool {
	if cell.IsNumber {
		return got == strings.ReplaceAll(cell.Text, ",", "")
	}
	return got == cell.Text || got == "'"+cell.Text
}

// Value accepts a bare number that, rounded and written as the cell's, gives
// the cell's text; other cells must show their text.
func Value(cell reports.Cell, got string) bool {
	if !cell.IsNumber {
		return got == cell.Text
	}
	number, err := strconv.ParseFloat(got, 64)
	if err != nil {
		return false
	}
	if cell.Plain {
		return reports.PlainText(number, cell.Decimals) == cell.Text
	}
	return reports.NumberText(number, cell.Decimals, cell.Percent) == cell.Text
}

// Rows is the text of a document's table, headers first, as every surface
// shows it. Cells that a span covers are empty.
func Rows(document *reports.Document) [][]string {
	var rows [][]string
	for _, cells := range grid(document) {
		texts := make([]string, len(cells))
		for j, cell := range cells {
			texts[j] = cell.Text
		}
		rows = append(rows, texts)
	}
	return rows
}

func grid(document *reports.Document) [][]reports.Cell {
	if document.Table == nil {
		return nil
	}
	rows := append([][]reports.Cell{}, document.Table.HeaderRows...)
	for _, row := range document.Table.Body {
		rows = append(rows, row.Cells)
	}
	return rows
}

// Compare checks rows read back from a surface against the document, cell for
// cell, headers first. A surface may leave out empty cells at a row's end. It
// returns nil or what differs first.
func Compare(document *reports.Document, got [][]string, reading Reading) error {
	want := grid(document)
	if len(got) != len(want) {
		return fmt.Errorf("%d rows, want %d", len(got), len(want))
	}
	for i, cells := range want {
		if len(got[i]) > len(cells) {
			return fmt.Errorf("row %d has %d cells, want %d", i, len(got[i]), len(cells))
		}
		for j, cell := range cells {
			text := ""
			if j < len(got[i]) {
				text = got[i][j]
			}
			if !reading(cell, text) {
				return fmt.Errorf("row %d, cell %d: %q, want %q", i, j, text, cell.Text)
			}
		}
	}
	return nil
}

// Check returns what is wrong with a document as such: rows of different
// width, spans that do not add up, numbers and texts that disagree, marks that
// pretend to be numbers.
func Check(document *reports.Document) error {
	if document.Table == nil {
		return nil
	}
	width := document.Table.Width()
	for i, cells := range grid(document) {
		if len(cells) != width {
			return fmt.Errorf("row %d has %d cells, want %d", i, len(cells), width)
		}
		header := i < len(document.Table.HeaderRows)
		covered := 0
		for j, cell := range cells {
			if err := checkCell(cell); err != nil {
				return fmt.Errorf("row %d, cell %d: %w", i, j, err)
			}
			switch {
			case !header && cell.Span != 1:
				return fmt.Errorf("row %d, cell %d: a body cell spans %d", i, j, cell.Span)
			case header && covered > 0 && (cell.Span != 0 || cell.Text != ""):
				return fmt.Errorf("row %d, cell %d: covered by a span, but says %q with span %d", i, j, cell.Text, cell.Span)
			case header && covered == 0 && cell.Span < 1:
				return fmt.Errorf("row %d, cell %d: span %d is covered by nothing", i, j, cell.Span)
			case header && covered == 0:
				covered = cell.Span
			}
			covered--
		}
		if header && covered != 0 && covered != -len(cells) {
			return fmt.Errorf("row %d: a span reaches %d cells beyond the end", i, covered)
		}
	}
	return nil
}

func checkCell(cell reports.Cell) error {
	if !cell.IsNumber {
		return nil
	}
	if cell.State != table.Reported {
		return fmt.Errorf("a %s cell holds a number", cell.State)
	}
	want := reports.NumberText(cell.Number, cell.Decimals, cell.Percent)
	if cell.Plain {
		want = reports.PlainText(cell.Number, cell.Decimals)
	}
	if cell.Text != want {
		return fmt.Errorf("%v reads %q, want %q", cell.Number, cell.Text, want)
	}
	return nil
}

package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

func TestCopiedTextEqualsTheSource(t *testing.T) {
	source := plain{rows: 50, columns: 6}
	d := newDesk(t, source)
	cells := widgets.Range{Top: 3, Left: 1, Bottom: 30, Right: 4}
	d.Select(cells)
	lines := strings.Split(d.CopyText(), "\n")
	if len(lines) != cells.Rows() {
		t.Fatalf("%d lines, want %d", len(lines), cells.Rows())
	}
	for i, line := range lines {
		fields := strings.Split(line, "\t")
		if len(fields) != cells.Columns() {
			t.Fatalf("line %d has %d fields, want %d", i, len(fields), cells.Columns())
		}
		for j, field := range fields {
			if want := source.Cell(cells.Top+i, cells.Left+j).Text; field != want {
				t.Errorf("line %d, field %d is %q, want %q", i, j, field, want)
			}
		}
	}
}

func TestCtrlCFillsTheClipboardAlsoWithoutFocus(t *testing.T) {
	d := newDesk(t, plain{rows: 50, columns: 6})
	d.Select(widgets.Range{Top: 1, Left: 1, Bottom: 2, Right: 2})
	d.window.Canvas().Focus(d.Grid)
	d.window.Canvas().Unfocus()
	clipboard := test.NewClipboard()
	d.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if got, want := clipboard.Content(), "r1c1\tr1c2\nr2c1\tr2c2"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestCopyQuotesWhatWouldFallApart(t *testing.T) {
	for name, tt := range map[string]struct{ cell, want string }{
		"plain":                  {"O'Brien", "O'Brien"},
		"leading zeros":          {"0042", "0042"},
		"tab":                    {"a\tb", "\"a\tb\""},
		"line break":             {"a\nb", "\"a\nb\""},
		"quotation mark first":   {`"x" y`, `"""x"" y"`},
		"quotation mark further": {`the "x"`, `the "x"`},
		"empty":                  {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, plain{rows: 1, columns: 1, cell: func(_, _ int) widgets.GridCell {
				return widgets.GridCell{Text: tt.cell}
			}})
			if got := d.CopyText(); got != tt.want {
				t.Errorf("copied %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEmptyCellsAndRowsKeepTheirPlaceInACopy(t *testing.T) {
	d := newDesk(t, plain{rows: 3, columns: 2, cell: func(row, column int) widgets.GridCell {
		if row == 2 && column == 1 {
			return widgets.GridCell{Text: "x"}
		}
		return widgets.GridCell{}
	}})
	d.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got, want := d.CopyText(), "\t\n\t\n\tx"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestCopyWithHeaders(t *testing.T) {
	d := newDesk(t, plain{rows: 3, columns: 3})
	d.Select(widgets.Range{Top: 0, Left: 1, Bottom: 0, Right: 2})
	if got, want := d.CopyTextWithHeaders(), "Column 2\tColumn 3\nr0c1\tr0c2"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestACopyTooLargeIsRefusedAndSaid(t *testing.T) {
	d := newDesk(t, plain{rows: million, columns: 40})
	var cells, limit int
	d.OnCopyTooLarge = func(gotCells, gotLimit int) { cells, limit = gotCells, gotLimit }
	d.TypedShortcut(&fyne.ShortcutSelectAll{})
	clipboard := test.NewClipboard()
	clipboard.SetContent("what was there")
	d.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if cells != 40*million || limit != 5*million {
		t.Errorf("heard %d cells and a limit of %d", cells, limit)
	}
	if clipboard.Content() != "what was there" || d.CopyText() != "" {
		t.Error("a refused copy changed the clipboard")
	}
}

package pdf

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

// composed lays a document out.
func composed(t *testing.T, document *reports.Document) (*composition, *faces) {
	t.Helper()
	f, err := loadFaces(document)
	if err != nil {
		t.Fatal(err)
	}
	c, err := compose(context.Background(), document, f)
	if err != nil {
		t.Fatal(err)
	}
	return c, f
}

// checkLayout fails if anything stands outside its cell or page, or over
// something else.
func checkLayout(t *testing.T, document *reports.Document) {
	t.Helper()
	c, f := composed(t, document)
	bottom := c.fit.paperHeight - bottomMargin - float64(len(c.footer))*smallStyle.lineHeight()
	rows := 0
	for i, page := range c.pages {
		y := 0.0
		for _, what := range page.items {
			top, height := 0.0, 0.0
			switch what := what.(type) {
			case textItem:
				top, height = what.y, float64(len(what.lines))*what.style.lineHeight()
				for _, line := range what.lines {
					if f.width(line, what.style.size, what.style.bold) > c.fit.content()+0.1 {
						t.Errorf("page %d: %q is wider than the page", i+1, line)
					}
				}
			case chartItem:
				// A chart is clear of ink at its edge.
				top, height = what.y+chartPadding/2, what.height-chartPadding/2
			case tableItem:
				top, height = what.y, what.height()
				rows += len(what.rows)
				if c.fit.width(what.panel) > c.fit.room()+0.1 {
					t.Errorf("page %d: a panel of %.1f points is wider than the page", i+1, c.fit.width(what.panel))
				}
				for _, row := range what.rows {
					checkCells(t, f, row.cells, row.height)
				}
				for _, row := range what.headers {
					checkCells(t, f, row.cells, row.height)
				}
			}
			if top < y-0.01 {
				t.Errorf("page %d: %T begins at %.1f, before %.1f where the one above ends", i+1, what, top, y)
			}
			if y = top + height; y > bottom+0.01 {
				t.Errorf("page %d: %T ends at %.1f, beneath %.1f", i+1, what, y, bottom)
			}
		}
	}
	if document.Table != nil && document.Table.Width() > 0 && rows != len(document.Table.Body)*len(c.fit.panels) {
		t.Errorf("%d rows are set, want %d in each of %d panels", rows, len(document.Table.Body), len(c.fit.panels))
	}
}

func checkCells(t *testing.T, f *faces, cells []setCell, height float64) {
	t.Helper()
	right := 0.0
	for _, cell := range cells {
		if math.Abs(cell.left-right) > 0.01 {
			t.Errorf("a cell begins at %.2f, the one before it ends at %.2f", cell.left, right)
		}
		right = cell.left + cell.width
		if float64(len(cell.lines))*cell.style.lineHeight() > height {
			t.Errorf("%q is higher than its row", cell.lines)
		}
		for _, line := range cell.lines {
			if f.width(line, cell.style.size, cell.style.bold) > cell.width-2*cellPadding+0.1 {
				t.Errorf("%q is wider than its cell", line)
			}
		}
	}
}

func TestLayout(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) { checkLayout(t, document) })
	}
	for seed := range uint64(120) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { checkLayout(t, renderertest.Random(seed)) })
	}
}

// TestNumberWiderThanPaper keeps the longest number there is in one piece.
func TestNumberWiderThanPaper(t *testing.T) {
	document := &reports.Document{Table: &reports.Table{RowHeaders: 1, HeaderRows: [][]reports.Cell{{{Text: "A", Span: 1}, {Text: "B", Span: 1}}}}}
	document.Table.Body = []reports.Row{{Cells: []reports.Cell{{Text: strings.Repeat("label ", 60), Span: 1}, reports.NumberCell(-math.MaxFloat64, 2, false)}}}
	checkLayout(t, document)
	c, _ := composed(t, document)
	for _, what := range c.pages[0].items {
		if set, ok := what.(tableItem); ok && len(set.rows[0].cells[1].lines) != 1 {
			t.Errorf("the number is broken into %q", set.rows[0].cells[1].lines)
		}
	}
}

func TestWrap(t *testing.T) {
	f, err := loadFaces(&reports.Document{})
	if err != nil {
		t.Fatal(err)
	}
	for name, each := range map[string]struct {
		text  string
		width float64
		want  []string
	}{
		"nothing":        {"", 50, []string{""}},
		"fits":           {"one two", 500, []string{"one two"}},
		"at a space":     {"one two three", 45, []string{"one two", "three"}},
		"within a word":  {"aaaaaaaaaa", 30, []string{"aaaaa", "aaaaa"}},
		"lines kept":     {"a\nb", 500, []string{"a", "b"}},
		"no room at all": {"ab", 0, []string{"a", "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := f.wrap(each.text, 10, false, each.width); strings.Join(got, "|") != strings.Join(each.want, "|") {
				t.Errorf("%q, want %q", got, each.want)
			}
		})
	}
}

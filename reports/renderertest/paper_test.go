package renderertest_test

import (
	"bytes"
	encoding "encoding/csv"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/schoolbench/schoolbench/internal/officetest"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

func needTools(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
}

// separated reads comma-separated text.
func separated(text []byte) ([][]string, error) {
	reader := encoding.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	return reader.ReadAll()
}

// paperAgrees compares a PDF with its document twice: cell for cell by the
// structure that screen readers follow, and the text of every row, in order, as
// it is copied out.
func paperAgrees(document *reports.Document, path string) error {
	structure, err := exec.Command("pdfinfo", "-struct-text", path).Output()
	if err != nil {
		return err
	}
	if err := panelsAgree(document, tablesIn(string(structure))); err != nil {
		return err
	}
	text, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		return err
	}
	if len(tablesIn(string(structure))) > 1 {
		return nil // rows are split into panels
	}
	rest := squeeze(string(text))
	for i, row := range renderertest.Rows(document) {
		want := squeeze(strings.Join(row, ""))
		if strings.ContainsFunc(want, beyondType) {
			continue
		}
		_, after, found := strings.Cut(rest, want)
		if !found {
			return fmt.Errorf("row %d is not in the text, or not in its order: %q", i, row)
		}
		rest = after
	}
	return nil
}

// beyondType reports whether a font of this computer must have the letter, and
// may lack it; a note in the file says so then.
func beyondType(r rune) bool { return r > 0x2FFF }

// tablesIn reads the tables of a structure tree as pdfinfo prints it: the text
// of each cell of each row.
func tablesIn(structure string) [][][]string {
	var tables [][][]string
	inCell, cellDepth := false, 0
	for line := range strings.SplitSeq(structure, "\n") {
		content := strings.TrimLeft(line, " ")
		depth := len(line) - len(content)
		if inCell && depth <= cellDepth {
			inCell = false
		}
		last := len(tables) - 1
		switch {
		case inCell && strings.HasPrefix(content, `"`):
			row := tables[last][len(tables[last])-1]
			row[len(row)-1] += strings.TrimSuffix(content[1:], `"`)
		case inCell: // an attribute
		case strings.HasPrefix(content, "Table"):
			tables = append(tables, nil)
		case content == "TR" && last >= 0:
			tables[last] = append(tables[last], nil)
		case (strings.HasPrefix(content, "TH") || strings.HasPrefix(content, "TD")) && last >= 0:
			row := len(tables[last]) - 1
			tables[last][row] = append(tables[last][row], "")
			inCell, cellDepth = true, depth
		}
	}
	return tables
}

// panelsAgree compares the tables of a PDF with that of its document. A wide
// one is split into panels, each with the row labels and some of the columns.
func panelsAgree(document *reports.Document, panels [][][]string) error {
	grid := document.Table
	if len(panels) == 0 {
		return errors.New("no table")
	}
	head, next := len(grid.HeaderRows), grid.RowHeaders
	for number, panel := range panels {
		if len(panel) != head+len(grid.Body) {
			return fmt.Errorf("panel %d has %d rows, want %d", number, len(panel), head+len(grid.Body))
		}
		widest := 0
		for _, row := range panel {
			widest = max(widest, len(row))
		}
		end := next + widest - grid.RowHeaders
		if end > grid.Width() {
			return fmt.Errorf("panel %d goes on to column %d of %d", number, end, grid.Width())
		}
		var columns []int
		for column := range grid.Width() {
			if column < grid.RowHeaders || column >= next && column < end {
				columns = append(columns, column)
			}
		}
		for i, row := range panel {
			var want []string
			if i < head {
				want = headings(grid.HeaderRows[i], columns)
			} else {
				for _, column := range columns {
					want = append(want, grid.Body[i-head].Cells[column].Text)
				}
			}
			if !slices.EqualFunc(row, want, sameOnPaper) {
				return fmt.Errorf("panel %d, row %d: %q, want %q", number, i, row, want)
			}
		}
		next = end
	}
	if next != grid.Width() {
		return fmt.Errorf("the panels end at column %d of %d", next, grid.Width())
	}
	return nil
}

// headings are the texts over some columns, each once for the columns beside
// one another that it covers.
func headings(header []reports.Cell, columns []int) []string {
	var texts []string
	before, from := -1, -1
	for _, column := range columns {
		owner := column
		for owner > 0 && header[owner].Span == 0 {
			owner--
		}
		if owner != from || before != column-1 {
			texts = append(texts, header[owner].Text)
		}
		before, from = column, owner
	}
	return texts
}

func sameOnPaper(got, want string) bool {
	if squeeze(got) == squeeze(want) {
		return true
	}
	return strings.ContainsFunc(want, beyondType) && strings.Contains(got, "[U+")
}

// squeeze leaves out spaces: words are broken into lines on paper.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, norm.NFC.String(text))
}

// A comparison that finds nothing must be one that could.
func TestWorkbooksThatDiffer(t *testing.T) {
	document := renderertest.Documents()["several measures"]
	book := func() officetest.Book {
		cells := make([][]officetest.Cell, tableRow-1)
		for i, row := range renderertest.Rows(document) {
			var line []officetest.Cell
			for j, text := range row {
				cell := officetest.Cell{Shown: text}
				if i >= len(document.Table.HeaderRows) {
					from := document.Table.Body[i-len(document.Table.HeaderRows)].Cells[j]
					cell.Number, cell.IsNumber = from.Number, from.IsNumber
				}
				line = append(line, cell)
			}
			cells = append(cells, line)
		}
		return officetest.Book{Sheets: []officetest.Sheet{{Cells: cells}}}
	}
	if err := officeAgrees(document, book()); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(book *officetest.Book, cell *officetest.Cell){
		"not opened":        func(book *officetest.Book, _ *officetest.Cell) { book.Error = "no" },
		"another format":    func(_ *officetest.Book, cell *officetest.Cell) { cell.Shown += "0" },
		"another value":     func(_ *officetest.Book, cell *officetest.Cell) { cell.Number++ },
		"a number as words": func(_ *officetest.Book, cell *officetest.Cell) { cell.IsNumber = false },
		"a row less":        func(book *officetest.Book, _ *officetest.Cell) { book.Sheets[0].Cells = book.Sheets[0].Cells[1:] },
		"beside the table": func(book *officetest.Book, _ *officetest.Cell) {
			last := &book.Sheets[0].Cells[5]
			*last = append(*last, officetest.Cell{Shown: "x"})
		},
	} {
		spoilt := book()
		spoil(&spoilt, &spoilt.Sheets[0].Cells[6][3])
		if officeAgrees(document, spoilt) == nil {
			t.Errorf("%s is not noticed", name)
		}
	}
}

func TestPanelsThatDiffer(t *testing.T) {
	document := renderertest.Documents()["several measures"]
	whole := func() [][][]string {
		var rows [][]string
		columns := make([]int, document.Table.Width())
		for i := range columns {
			columns[i] = i
		}
		for _, header := range document.Table.HeaderRows {
			rows = append(rows, headings(header, columns))
		}
		for _, row := range document.Table.Body {
			var texts []string
			for _, cell := range row.Cells {
				texts = append(texts, cell.Text)
			}
			rows = append(rows, texts)
		}
		return [][][]string{rows}
	}
	if err := panelsAgree(document, whole()); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(tables [][][]string) [][][]string{
		"no table":       func([][][]string) [][][]string { return nil },
		"a row less":     func(tables [][][]string) [][][]string { tables[0] = tables[0][1:]; return tables },
		"another number": func(tables [][][]string) [][][]string { tables[0][3][2] += "0"; return tables },
		"rows exchanged": func(tables [][][]string) [][][]string {
			tables[0][3], tables[0][4] = tables[0][4], tables[0][3]
			return tables
		},
		"a column less": func(tables [][][]string) [][][]string {
			for i, row := range tables[0] {
				tables[0][i] = row[:len(row)-1]
			}
			return tables
		},
	} {
		if panelsAgree(document, spoil(whole())) == nil {
			t.Errorf("%s is not noticed", name)
		}
	}
}

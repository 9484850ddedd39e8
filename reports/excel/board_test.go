package excel_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/excel"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

// Ensure that a board's workbook has a sheet for every tile with its cells, a
// PivotTable whose cells are filled and add up, no hidden sheet, and for whom
// it is on every sheet with a tile.
func TestBoardWorkbook(t *testing.T) {
	documents := renderertest.Documents()
	documents["adds up"] = addsUp(1)
	documents["does not add up"] = addsUp(0)
	board := &reports.Board{Title: "Plain", RunAs: "as Lincoln", Created: renderertest.Created(), Words: map[string]string{"part.read": "How to read this", "word.dictionary": "What the words mean"}}
	for _, name := range []string{"does not add up", "adds up", "plain", "injection", "withheld", "empty", "long labels"} {
		section := reports.Section{Name: name, Kind: reports.CrosstabTile, Title: name, Document: documents[name]}
		if strings.HasSuffix(name, "add up") || name == "adds up" {
			section.Shape = reports.Shape{RowFields: 1, ColumnFields: 1, Measures: 1, Adds: true, Label: "Students"}
		}
		board.Sections = append(board.Sections, section)
	}
	var out bytes.Buffer
	if err := excel.NewBoard().RenderBoard(t.Context(), &out, board); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for _, sheet := range file.GetSheetList() {
		if visible, err := file.GetSheetVisible(sheet); err != nil || !visible {
			t.Errorf("sheet %q is hidden (%v)", sheet, err)
		}
	}
	for _, section := range board.Sections {
		sheet := section.Title
		if sheet == "plain" {
			sheet = "plain (2)" // the overview has the board's title
		}
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(rows[1][0], board.RunAs) {
			t.Errorf("sheet %q does not say for whom it is: %q", sheet, rows[1])
		}
		for k, row := range section.Document.Table.Body {
			at := 3 + len(section.Document.Table.HeaderRows) + k
			for j, cell := range row.Cells {
				got := ""
				if at < len(rows) && j < len(rows[at]) {
					got = rows[at][j]
				}
				if got != cell.Text {
					t.Errorf("sheet %q, row %d, cell %d: %q, want %q", sheet, at+1, j+1, got, cell.Text)
				}
			}
		}
	}
	pivots, err := file.GetPivotTables("Pivot")
	if err != nil || len(pivots) != 1 {
		t.Fatalf("%d PivotTables (%v)", len(pivots), err)
	}
	rows, err := file.GetRows("Pivot")
	if err != nil {
		t.Fatal(err)
	}
	if title, last := rows[0][0], rows[len(rows)-1]; title != "adds up" || strings.Join(last, "|") != "Grand Total|6|4|10" {
		t.Errorf("the PivotTable of %q ends with %q", title, last)
	}
}

// addsUp is a table of two schools and two grades whose grand total is so much
// more than nine.
func addsUp(more float64) *reports.Document {
	words := func(text string) reports.Cell { return reports.Cell{Text: text, Span: 1, Row: -1, Column: -1} }
	line := func(label string, total bool, numbers ...float64) reports.Row {
		row := reports.Row{Cells: []reports.Cell{words(label)}, Total: total, Depth: 1}
		if total {
			row.Depth = 0
		}
		for i, number := range numbers {
			cell := reports.NumberCell(number, 0, false)
			cell.Total = total || i == len(numbers)-1
			row.Cells = append(row.Cells, cell)
		}
		return row
	}
	return &reports.Document{Title: "t", Created: renderertest.Created(), Table: &reports.Table{
		RowHeaders: 1,
		HeaderRows: [][]reports.Cell{{words("School"), words("K"), words("1"), words("Total")}},
		Body:       []reports.Row{line("Lincoln", false, 1, 2, 3), line("Grant", false, 3, 4, 7), line("Total", true, 4, 6, 9+more)},
	}}
}

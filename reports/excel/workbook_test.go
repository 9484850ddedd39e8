package excel_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/xuri/excelize/v2"
)

// firstHeaderRow is where the tables' headers stand, from 1.
const firstHeaderRow = 4

// rawCell is a cell as the sheet's XML says it, read without excelize.
type rawCell struct {
	Ref   string `xml:"r,attr"`
	Type  string `xml:"t,attr"`
	Value string `xml:"v"`
	Text  string `xml:"is>t"`
	// Formula is a pointer to tell an empty formula from none.
	Formula *string `xml:"f"`
}

// parts unpacks a workbook.
func parts(t *testing.T, workbook []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	unpacked := map[string][]byte{}
	for _, file := range archive.File {
		part, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		unpacked[file.Name] = content
	}
	return unpacked
}

// rawCells reads the cells of the first sheet by their references.
func rawCells(t *testing.T, workbook []byte) map[string]rawCell {
	t.Helper()
	var sheet struct {
		Rows []struct {
			Cells []rawCell `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal(parts(t, workbook)["xl/worksheets/sheet1.xml"], &sheet); err != nil {
		t.Fatal(err)
	}
	cells := map[string]rawCell{}
	for _, row := range sheet.Rows {
		for _, cell := range row.Cells {
			cells[cell.Ref] = cell
		}
	}
	return cells
}

// checkCells compares the first sheet's XML with the document, cell for cell,
// and fails for any cell beside the document's.
func checkCells(t *testing.T, document *reports.Document, workbook []byte) {
	t.Helper()
	cells := rawCells(t, workbook)
	check := func(row, column int, want reports.Cell) {
		t.Helper()
		ref, err := excelize.CoordinatesToCellName(column+1, row)
		if err != nil {
			t.Fatal(err)
		}
		got := cells[ref]
		delete(cells, ref)
		if got.Formula != nil {
			t.Errorf("%s is a formula, %q", ref, *got.Formula)
		}
		switch {
		case want.IsNumber:
			number, err := strconv.ParseFloat(got.Value, 64)
			if err != nil || got.Type != "" || number != want.Number {
				t.Errorf("%s holds %+v, want the number %v", ref, got, want.Number)
			}
		case want.Text == "":
			if got.Value != "" || got.Text != "" {
				t.Errorf("%s holds %+v, want nothing", ref, got)
			}
		case got.Type != "inlineStr" || got.Text != want.Text:
			t.Errorf("%s holds %+v, want the text %q", ref, got, want.Text)
		}
	}
	for i, header := range document.Table.HeaderRows {
		for j, cell := range header {
			check(firstHeaderRow+i, j, cell)
		}
	}
	for i, row := range document.Table.Body {
		for j, cell := range row.Cells {
			check(firstHeaderRow+len(document.Table.HeaderRows)+i, j, cell)
		}
	}
	if got := cells["A1"].Text; got != document.Title {
		t.Errorf("A1 says %q, want the title %q", got, document.Title)
	}
	if got := cells["A2"].Text; got != document.Sentence {
		t.Errorf("A2 says %q, want the sentence %q", got, document.Sentence)
	}
	delete(cells, "A1")
	delete(cells, "A2")
	for ref, cell := range cells {
		t.Errorf("%s holds %+v, which the document does not", ref, cell)
	}
}

func open(t *testing.T, workbook []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	return file
}

func TestCellsEqualDocument(t *testing.T) {
	for name, document := range map[string]*reports.Document{
		"cross-tab":  budget(),
		"rows":       listing(300, 12),
		"no rows":    listing(0, 5),
		"one cell":   {Title: "One", Table: &reports.Table{HeaderRows: [][]reports.Cell{{words("Rows")}}, Body: []reports.Row{{Cells: []reports.Cell{reports.NumberCell(7, 0, false)}}}}},
		"no columns": {Title: "Nothing", Table: &reports.Table{}},
	} {
		t.Run(name, func(t *testing.T) { checkCells(t, document, render(t, document)) })
	}
}

// TestTextAsShown reads the workbook with excelize's number formatting, which
// must give the very text that people read elsewhere.
func TestTextAsShown(t *testing.T) {
	document := budget()
	document.Table.Body = append(document.Table.Body, reports.Row{Cells: []reports.Cell{
		words("Formats"), reports.NumberCell(0, 0, false), reports.NumberCell(-1234.5, 1, false), reports.NumberCell(0.005, 2, true),
		reports.NumberCell(999, 0, false),
		{Text: "2026", Number: 2026, IsNumber: true, Plain: true, Span: 1},
		reports.NumberCell(12345678901, 3, false),
	}})
	file := open(t, render(t, document))
	sheet := file.GetSheetName(0)
	for i, row := range document.Table.Body {
		for j, cell := range row.Cells {
			ref, _ := excelize.CoordinatesToCellName(j+1, firstHeaderRow+len(document.Table.HeaderRows)+i)
			if got, err := file.GetCellValue(sheet, ref); err != nil || got != cell.Text {
				t.Errorf("%s reads %q, %v; want %q", ref, got, err, cell.Text)
			}
		}
	}
}

func TestTextIsNeverFormula(t *testing.T) {
	hostile := []string{"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://example.org\")", "'quoted", "<b>&amp;</b>", "_x0041_", " padded ", "two\nlines"}
	grid := &reports.Table{RowHeaders: 1, HeaderRows: [][]reports.Cell{{words("=A1"), words("@x")}}}
	for _, text := range hostile {
		grid.Body = append(grid.Body, reports.Row{Cells: []reports.Cell{words(text), words(text)}})
	}
	document := &reports.Document{Title: "=cmd", Sentence: "+1", Notes: hostile, Source: "=x&P", Table: grid}
	file := open(t, render(t, document))
	for _, sheet := range file.GetSheetList() {
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j := range row {
				ref, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if formula, err := file.GetCellFormula(sheet, ref); err != nil || formula != "" {
					t.Errorf("%s!%s has the formula %q, %v", sheet, ref, formula, err)
				}
			}
		}
	}
	for i, text := range hostile {
		if got, err := file.GetCellValue(file.GetSheetName(0), fmt.Sprintf("A%d", firstHeaderRow+1+i)); err != nil || got != text {
			t.Errorf("row %d reads %q, %v; want %q", i, got, err, text)
		}
	}
}

// TestNothingHidden looks for everything that a workbook can carry unseen.
func TestNothingHidden(t *testing.T) {
	for name, document := range map[string]*reports.Document{"cross-tab": budget(), "rows": listing(300, 12)} {
		t.Run(name, func(t *testing.T) {
			for part, content := range parts(t, render(t, document)) {
				for _, folder := range []string{"pivot", "externalLink", "embeddings", "customXml", "comments", "vba"} {
					if strings.Contains(part, folder) {
						t.Errorf("the workbook has the part %s", part)
					}
				}
				for _, attribute := range []string{`hidden="1"`, `hidden="true"`, `state="hidden"`, `state="veryHidden"`, "pivotCache"} {
					if bytes.Contains(content, []byte(attribute)) {
						t.Errorf("%s says %s", part, attribute)
					}
				}
			}
		})
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	for name, document := range map[string]*reports.Document{"cross-tab": budget(), "rows": listing(300, 12)} {
		t.Run(name, func(t *testing.T) {
			first := render(t, document)
			for range 5 {
				if !bytes.Equal(first, render(t, document)) {
					t.Fatal("the same document gave other bytes")
				}
			}
		})
	}
}

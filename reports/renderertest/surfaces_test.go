package renderertest_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/internal/browsertest"
	"github.com/schoolbench/schoolbench/internal/officetest"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/csv"
	"github.com/schoolbench/schoolbench/reports/excel"
	"github.com/schoolbench/schoolbench/reports/html"
	"github.com/schoolbench/schoolbench/reports/pdf"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

// surfacesCount names how many random reports are compared on every surface;
// `make surfaces` asks for 500.
const surfacesCount = "SCHOOLBENCH_SURFACES"

// randomReports are cross-tabs, and among them lists of rows.
func randomReports(t *testing.T) []*reports.Document {
	t.Helper()
	count := 25
	if testing.Short() {
		count = 10
	}
	if asked := os.Getenv(surfacesCount); asked != "" {
		var err error
		if count, err = strconv.Atoi(asked); err != nil {
			t.Fatal(err)
		}
	}
	documents := make([]*reports.Document, count)
	for i := range documents {
		seed := uint64(1000 + i)
		if i%5 == 4 {
			documents[i] = renderertest.RandomList(seed)
			continue
		}
		documents[i] = renderertest.Random(seed)
	}
	return documents
}

func rendered(t *testing.T, renderer reports.Renderer, document *reports.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := renderer.Render(t.Context(), &out, document); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// files renders every document into a folder and returns the paths.
func files(t *testing.T, renderer reports.Renderer, documents []*reports.Document) []string {
	t.Helper()
	folder := t.TempDir()
	paths := make([]string, len(documents))
	for i, document := range documents {
		paths[i] = filepath.Join(folder, fmt.Sprintf("%03d.%s", i, renderer.Format()))
		if err := os.WriteFile(paths[i], rendered(t, renderer, document), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// Ensure that every visible cell of random reports is the same on every
// surface: by value and format in the workbook, as two programs read it, in the
// page as a browser has it, in the text and the structure of the PDF, and in
// comma-separated text. The screen and the clipboard are compared in package
// app.
func TestOneDocumentEverySurface(t *testing.T) {
	documents := randomReports(t)
	cells := 0
	for i, document := range documents {
		if err := renderertest.Check(document); err != nil {
			t.Fatalf("document %d: %v", i, err)
		}
		for _, row := range renderertest.Rows(document) {
			cells += len(row)
		}
	}
	t.Logf("%d documents of %d cells", len(documents), cells)
	t.Run("workbook, read by excelize", func(t *testing.T) {
		for i, document := range documents {
			if err := workbookAgrees(t, document); err != nil {
				t.Errorf("%s (%d): %v", document.Title, i, err)
			}
		}
	})
	t.Run("comma-separated text", func(t *testing.T) {
		for i, document := range documents {
			rows, err := separated(rendered(t, csv.New(), document))
			if err == nil {
				err = renderertest.Compare(document, rows, renderertest.Plain)
			}
			if err != nil {
				t.Errorf("%s (%d): %v", document.Title, i, err)
			}
		}
	})
	t.Run("workbook, read by LibreOffice", func(t *testing.T) {
		var jobs []officetest.Job
		for _, path := range files(t, excel.New(), documents) {
			jobs = append(jobs, officetest.Job{Open: path, Sheets: 1})
		}
		for i, book := range officetest.Look(t, jobs) {
			if err := officeAgrees(documents[i], book); err != nil {
				t.Errorf("%s (%d): %v", documents[i].Title, i, err)
			}
		}
	})
	t.Run("page, in Chromium", func(t *testing.T) {
		browser := browsertest.Start(t)
		for i, path := range files(t, html.New(), documents) {
			page := browser.Open(t, path, browsertest.Screens()["desktop"])
			var rows [][]string
			if err := page.Evaluate(cellsOfPage, &rows); err != nil {
				t.Fatal(err)
			}
			page.Close()
			if err := renderertest.Compare(documents[i], rows, renderertest.Shown); err != nil {
				t.Errorf("%s (%d): %v", documents[i].Title, i, err)
			}
		}
	})
	t.Run("PDF, read by poppler", func(t *testing.T) {
		needTools(t, "pdftotext", "pdfinfo")
		for i, path := range files(t, pdf.New(), documents) {
			if err := paperAgrees(documents[i], path); err != nil {
				t.Errorf("%s (%d): %v", documents[i].Title, i, err)
			}
		}
	})
}

// cellsOfPage asks a page for its table's cells as they are shown, those that a
// heading covers being empty.
const cellsOfPage = `[...document.querySelectorAll("table tr")].map((row) => [...row.cells].flatMap((cell) => [
	cell.checkVisibility({visibilityProperty: true, opacityProperty: true}) ? cell.textContent : "(hidden)",
	...Array(cell.colSpan - 1).fill("")]))`

// tableRow is the first row of the table on a workbook's first sheet.
const tableRow = 4

// workbookAgrees compares the cells as Excel shows them and as it holds them.
func workbookAgrees(t *testing.T, document *reports.Document) error {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(rendered(t, excel.New(), document)))
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	sheet := file.GetSheetName(0)
	head := len(document.Table.HeaderRows)
	for i, row := range renderertest.Rows(document) {
		for j, want := range row {
			if i < head && document.Table.HeaderRows[i][j].Span == 0 {
				continue // merged into the one before it, whose text it would show
			}
			name, err := excelize.CoordinatesToCellName(j+1, tableRow+i)
			if err != nil {
				return err
			}
			shown, err := file.GetCellValue(sheet, name)
			if err != nil {
				return err
			}
			if shown != want && strings.ReplaceAll(want, "\r", "") != shown {
				return fmt.Errorf("%s shows %q, want %q", name, shown, want)
			}
			if i < head {
				continue
			}
			raw, err := file.GetCellValue(sheet, name, excelize.Options{RawCellValue: true})
			if err != nil {
				return err
			}
			if cell := document.Table.Body[i-head].Cells[j]; !renderertest.Value(cell, raw) {
				return fmt.Errorf("%s holds %q, want %q", name, raw, cell.Text)
			}
		}
	}
	return nil
}

// officeAgrees compares the cells as LibreOffice shows them and as it holds
// them: a number as a number, words as words.
func officeAgrees(document *reports.Document, book officetest.Book) error {
	if book.Error != "" || len(book.Sheets) != 1 {
		return fmt.Errorf("%d sheets, %s", len(book.Sheets), book.Error)
	}
	var rows [][]string
	lines := book.Sheets[0].Cells[min(tableRow-1, len(book.Sheets[0].Cells)):]
	width, head := document.Table.Width(), len(document.Table.HeaderRows)
	for i := range head + len(document.Table.Body) {
		row := make([]string, width)
		if i < len(lines) {
			for j, cell := range lines[i] {
				if j >= width {
					if cell.Shown != "" {
						return fmt.Errorf("row %d: %q beside the table", i, cell.Shown)
					}
					continue
				}
				row[j] = cell.Shown
				if i < head {
					continue
				}
				want := document.Table.Body[i-head].Cells[j]
				if cell.IsNumber != want.IsNumber {
					return fmt.Errorf("row %d, cell %d: %q is a number: %v", i, j, cell.Shown, cell.IsNumber)
				}
				if cell.IsNumber && !renderertest.Value(want, strconv.FormatFloat(cell.Number, 'g', -1, 64)) {
					return fmt.Errorf("row %d, cell %d holds %v, want %q", i, j, cell.Number, want.Text)
				}
			}
		}
		rows = append(rows, row)
	}
	return renderertest.Compare(document, rows, renderertest.Shown)
}

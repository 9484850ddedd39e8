package excel_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/renderertest"
	"github.com/xuri/excelize/v2"
)

// tableRows reads the table back with excelize, as people see it or raw.
func tableRows(t *testing.T, document *reports.Document, workbook []byte, raw bool) [][]string {
	t.Helper()
	file := open(t, workbook)
	rows, err := file.GetRows(file.GetSheetName(0), excelize.Options{RawCellValue: raw})
	if err != nil {
		t.Fatal(err)
	}
	// Empty rows at the end of a sheet are not read.
	count := len(renderertest.Rows(document))
	for len(rows) < firstHeaderRow-1+count {
		rows = append(rows, nil)
	}
	return rows[firstHeaderRow-1:]
}

// checkDocument reads a workbook back in every way at hand.
func checkDocument(t *testing.T, document *reports.Document) {
	t.Helper()
	workbook := render(t, document)
	if document.Table == nil {
		open(t, workbook)
		return
	}
	checkCells(t, document, workbook)
	if err := renderertest.Compare(document, tableRows(t, document, workbook, true), renderertest.Value); err != nil {
		t.Errorf("raw values: %v", err)
	}
	if err := renderertest.Compare(document, tableRows(t, document, workbook, false), shown); err != nil {
		t.Errorf("shown values: %v", err)
	}
}

// shown accepts the text of the cell. Of a number about halfway between two
// others, such as 1.005, excelize shows the one that its binary form is nearer
// to, and Excel and we the one that its decimal form is.
func shown(cell reports.Cell, got string) bool {
	return got == cell.Text ||
		cell.IsNumber && strings.ReplaceAll(got, ",", "") == strconv.FormatFloat(cell.Number, 'f', cell.Decimals, 64)
}

func TestDocuments(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) { checkDocument(t, document) })
	}
}

func TestRandomDocuments(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { checkDocument(t, renderertest.Random(seed)) })
	}
}

// TestOpensElsewhere has another program read the workbooks: LibreOffice
// writes their first sheets as CSV, in which every cell must read as in the
// document.
func TestOpensElsewhere(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	if testing.Short() {
		t.Skip("starting LibreOffice takes some seconds")
	}
	folder := t.TempDir()
	documents := renderertest.Documents()
	documents["budget"] = budget()
	arguments := []string{
		"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless",
		// Commas, quotes, UTF-8, text as shown.
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", folder,
	}
	for name, document := range documents {
		if document.Table == nil {
			continue
		}
		path := filepath.Join(folder, strings.ReplaceAll(name, " ", "_")+".xlsx")
		if err := os.WriteFile(path, render(t, document), 0o600); err != nil {
			t.Fatal(err)
		}
		arguments = append(arguments, path)
	}
	command := exec.Command(office, arguments...)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	written, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]string{}
	for _, path := range written {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		read[strings.ReplaceAll(name, "_", " ")] = string(content)
	}
	for name, document := range documents {
		if document.Table != nil {
			t.Run(name, func(t *testing.T) { checkSeparated(t, document, read[name]) })
		}
	}
}

// TestNativeChart reads where the chart takes its numbers from.
func TestNativeChart(t *testing.T) {
	documents := renderertest.Documents()
	for name, want := range map[string]struct {
		document *reports.Document
		kind     string
		own      bool // numbers on a sheet of their own
	}{
		"in the table":  {budget(), "<barChart>", false},
		"plain":         {documents["plain"], "<barChart>", false},
		"one column":    {documents["one column"], "<lineChart>", false},
		"two labels":    {documents["nested"], "<grouping val=\"stacked\">", true},
		"marks between": {documents["withheld"], "<barChart>", true},
	} {
		t.Run(name, func(t *testing.T) {
			workbook := render(t, want.document)
			drawing := string(parts(t, workbook)["xl/charts/chart1.xml"])
			if !strings.Contains(drawing, want.kind) {
				t.Errorf("the chart lacks %s", want.kind)
			}
			file := open(t, workbook)
			if index, err := file.GetSheetIndex("Chart data"); err != nil || (index >= 0) != want.own {
				t.Errorf("the sheet of chart data is at %d, %v; want it: %v", index, err, want.own)
			}
			checkSeries(t, file, want.document, drawing)
			for _, series := range want.document.Chart.Series {
				for _, point := range series.Points {
					if point.Withheld && !want.own {
						t.Error("a mark is plotted from the table, where Excel would draw it as zero")
					}
				}
			}
		})
	}
}

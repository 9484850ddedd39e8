package excel_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/xuri/excelize/v2"
)

// counted is a cross-tab of counts, with a withheld number and totals.
func counted() *reports.Document {
	document := budget()
	document.Chart, document.Title = nil, "Students"
	document.Shape = reports.Shape{RowFields: 1, ColumnFields: 1, Measures: 1, Adds: true, Label: "Count"}
	document.Table = &reports.Table{RowHeaders: 1, HeaderRows: [][]reports.Cell{
		{words("Year"), words("2025-26"), words("2026-27"), words("Total")},
		{words("School"), words(""), words(""), words("")},
	}}
	sums := [2]float64{}
	for i, school := range []string{"Grant", "Lincoln", "Niños Héroes"} {
		cells := []reports.Cell{words(school)}
		row := 0.0
		for year := range 2 {
			value := float64(100*(i+1) + 7*year)
			if i == 1 && year == 1 {
				cells = append(cells, mark("*", table.Withheld))
				continue
			}
			sums[year] += value
			row += value
			cells = append(cells, reports.NumberCell(value, 0, false))
		}
		total := reports.NumberCell(row, 0, false)
		total.Total = true
		document.Table.Body = append(document.Table.Body, reports.Row{Cells: append(cells, total), Depth: 1})
	}
	totals := reports.Row{Total: true, Cells: []reports.Cell{words("Total")}}
	for _, sum := range []float64{sums[0], sums[1], sums[0] + sums[1]} {
		cell := reports.NumberCell(sum, 0, false)
		cell.Total = true
		totals.Cells = append(totals.Cells, cell)
	}
	document.Table.Body = append(document.Table.Body, totals)
	return document
}

func pivotCells(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if !slices.Contains(file.GetSheetList(), "Pivot") {
		t.Fatalf("no PivotTable among %q", file.GetSheetList())
	}
	rows, err := file.GetRows("Pivot")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A cross-tab of counts has a PivotTable over its own numbers, whose cells are
// in place before anything is worked out, and LibreOffice works out the same.
func TestPivot(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "counted.xlsx")
	if err := os.WriteFile(path, render(t, counted()), 0o600); err != nil {
		t.Fatal(err)
	}
	shown := fmt.Sprint(pivotCells(t, path))
	for _, want := range []string{"Grant 100 107 207", "Lincoln 200", "Niños Héroes 300 307 607", "600 414 1,014"} {
		if !strings.Contains(strings.Join(strings.Fields(shown), " "), want) {
			t.Errorf("the PivotTable does not say %q: %s", want, shown)
		}
	}
	if office, err := exec.LookPath("soffice"); err != nil || testing.Short() {
		t.Skip("LibreOffice (soffice) is not installed, or tests are to be short")
	} else {
		// Without the cells that are in place, only working it out gives them.
		blank := filepath.Join(folder, "blank.xlsx")
		blanked(t, path, blank)
		again := filepath.Join(folder, "again")
		command := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", again, path, blank)
		if output, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
		numbers := func(rows [][]string) []string {
			var found []string
			for _, row := range rows {
				for _, text := range row {
					text = strings.ReplaceAll(text, ",", "")
					if text != "" && strings.Trim(text, "0123456789.") == "" {
						found = append(found, text)
					}
				}
			}
			return found
		}
		before := numbers(pivotCells(t, path))
		for _, name := range []string{"counted.xlsx", "blank.xlsx"} {
			after := numbers(pivotCells(t, filepath.Join(again, name)))
			if len(before) < 10 || !slices.Equal(before, after) {
				t.Errorf("%s: LibreOffice shows %q, the workbook %q", name, after, before)
			}
		}
	}
}

// blanked copies a workbook without the words and numbers of its PivotTable.
func blanked(t *testing.T, from, to string) {
	t.Helper()
	file, err := excelize.OpenFile(from)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows("Pivot")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows[3:] {
		for j := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+4)
			if err != nil {
				t.Fatal(err)
			}
			if err := file.SetCellValue("Pivot", cell, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := file.SaveAs(to); err != nil {
		t.Fatal(err)
	}
}

// What does not add up has no PivotTable: it would add it up.
func TestNoPivotOfMeans(t *testing.T) {
	document := counted()
	document.Shape.Adds = false
	for part := range parts(t, render(t, document)) {
		if strings.Contains(part, "pivot") {
			t.Errorf("the workbook has the part %s", part)
		}
	}
}

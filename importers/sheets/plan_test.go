package sheets_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/excel"
)

// workbook writes sheets of texts and numbers, in order.
func workbook(t *testing.T, sheets ...[][]any) importers.Source {
	t.Helper()
	file := excelize.NewFile()
	for i, cells := range sheets {
		name := "Sheet" + string(rune('1'+i))
		if _, err := file.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for row, values := range cells {
			cell, err := excelize.CoordinatesToCellName(1, row+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := file.SetSheetRow(name, cell, &values); err != nil {
				t.Fatal(err)
			}
		}
	}
	var data bytes.Buffer
	if err := file.Write(&data); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	return importers.BytesSource("book.xlsx", data.Bytes())
}

// Sheets of one shape are said to be that, and a sheet of notes explains the
// marks on the others.
func TestSheetsTogether(t *testing.T) {
	year := func(n int) [][]any {
		return [][]any{{"School", "Tested", "Passed"}, {"Oak", n, n / 2}, {"Ash", "*", "*"}, {"Elm", n + 7, n / 3}}
	}
	source := workbook(t, year(40), year(50), [][]any{{"Notes on this file"}, {"* = blank cell"}})
	found, err := excel.Importer().Plan(context.Background(), source, importers.Options{})
	if err != nil || len(found) != 2 {
		t.Fatalf("%d tables, %v", len(found), err)
	}
	for _, plan := range found {
		if !slices.Equal(plan.Columns[2].Missing, []string{"*"}) || len(plan.Legend) != 1 || plan.Legend[0].Sheet != "Sheet3" {
			t.Errorf("sheet %s: missing %q, legend %v", plan.Sheet, plan.Columns[2].Missing, plan.Legend)
		}
	}
	said := ""
	for _, finding := range found[0].Findings {
		if finding.Code == "sheets-alike" {
			said = finding.Message
		}
	}
	if !strings.Contains(said, `"Sheet1", "Sheet2"`) {
		t.Errorf("of sheets with the same columns it is said: %q", said)
	}
}

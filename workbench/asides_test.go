package workbench_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// asidesIn writes what a dataset's imports set aside, a line each.
func asidesIn(t *testing.T, bench *workbench.Workbench, dataset string) []string {
	t.Helper()
	var lines []string
	err := bench.Asides(t.Context(), dataset, func(aside warehouse.Aside) bool {
		lines = append(lines, fmt.Sprintf("%s %d %s", aside.Sheet, aside.Row, strings.Join(aside.Cells, "|")))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// What stands beside the table is kept with the import and goes with it.
func TestAsidesAreKept(t *testing.T) {
	const file = "Attendance by school,,\nas of 2026-11-20,,\n\nSchool,Students,Absent\nLincoln,310,12\nSierra,290,9\nGrant,150,4\nTotal,750,25\n\nSource: the district office,,\n"
	bench := mustOpen(t)
	imported := mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "absent.csv", file), Dataset: "absent"})
	want := []string{" 1 Attendance by school", " 2 as of 2026-11-20", " 8 Total|750|25", " 10 Source: the district office"}
	if got := asidesIn(t, bench, "ABSENT"); !slices.Equal(got, want) {
		t.Errorf("set aside are %q, want %q", got, want)
	}
	second := mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "more.csv", strings.Replace(file, "310", "311", 1)), Dataset: "absent", Mode: warehouse.Add})
	if got := asidesIn(t, bench, "absent"); len(got) != 2*len(want) {
		t.Errorf("after the second import %d rows are set aside", len(got))
	}
	if err := bench.Undo(t.Context(), second[0].Batch.ID); err != nil {
		t.Fatal(err)
	}
	if got := asidesIn(t, bench, "absent"); !slices.Equal(got, want) {
		t.Errorf("after undo set aside are %q", got)
	}
	if err := bench.Undo(t.Context(), imported[0].Batch.ID); err != nil {
		t.Fatal(err)
	}
	if issues, err := bench.Check(t.Context(), nil); err != nil || len(issues) > 0 {
		t.Errorf("check: %v, %v", issues, err)
	}
}

// Of a whole workbook the sheets without a table are kept, too; of one sheet
// only what is on it.
func TestAsidesOfAWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "roster.xlsx")
	book := excelize.NewFile()
	set := func(sheet, cell string, value any) {
		if err := book.SetCellValue(sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, sheet := range []string{"Read me", "Hidden"} {
		if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
	}
	set("Sheet1", "A1", "Roster of Lincoln")
	for i, row := range [][]any{{"Student ID", "Name", "Grade"}, {"0001", "Okafor", 6}, {"0002", "Xiong", 7}, {"0003", "Nunez", 8}} {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+3)
			if err != nil {
				t.Fatal(err)
			}
			set("Sheet1", cell, value)
		}
	}
	set("Read me", "A1", "Made by the office")
	set("Hidden", "A1", "not for everyone")
	if err := book.SetSheetVisible("Hidden", false); err != nil {
		t.Fatal(err)
	}
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: path, Dataset: "whole"})
	if got, want := asidesIn(t, bench, "whole"), []string{"Sheet1 1 Roster of Lincoln", "Read me 1 Made by the office", "Hidden 1 not for everyone"}; !slices.Equal(got, want) {
		t.Errorf("of the workbook %q, want %q", got, want)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: path, Sheet: "Sheet1", Dataset: "one", Again: true})
	if got, want := asidesIn(t, bench, "one"), []string{"Sheet1 1 Roster of Lincoln"}; !slices.Equal(got, want) {
		t.Errorf("of the sheet %q, want %q", got, want)
	}
}

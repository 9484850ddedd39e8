package workbench_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/officetest"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/workbench"
)

// sampleWorkbooks writes workbooks of templates, for the district and for a
// school, of questions that the examples ask, and one of counts by two fields:
// of all of them for `make surfaces`, of some otherwise. The paths are in the
// folder.
func sampleWorkbooks(t *testing.T, folder string) []string {
	t.Helper()
	bench := sampleBench(t)
	var paths []string
	keep := func(name string, write func(context.Context, io.Writer) error) {
		var out bytes.Buffer
		if err := write(t.Context(), &out); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		path := filepath.Join(folder, fmt.Sprintf("%02d %s.xlsx", len(paths), strings.NewReplacer("/", " ", "?", "").Replace(name)))
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	templates, err := workbench.DashboardTemplates()
	if err != nil {
		t.Fatal(err)
	}
	examples := workbench.Examples()
	if os.Getenv("SCHOOLBENCH_SURFACES") == "" {
		// One with lists and charts, and one with a PivotTable.
		templates = slices.DeleteFunc(templates, func(each reports.Dashboard) bool { return each.Name != "Principal" && each.Name != "Superintendent" })
		examples = examples[:1]
	}
	school := aSchool(t, bench)
	for _, template := range templates {
		for _, slice := range []reports.Slice{{}, {Label: school, Language: reports.Spanish, Filters: []reports.Filter{{Field: "School", Values: []string{school}}}}} {
			board, err := bench.RunDashboard(t.Context(), template.Name, slice)
			if err != nil {
				t.Fatal(err)
			}
			keep(template.Name+" "+slice.Label, func(ctx context.Context, w io.Writer) error { return workbench.WriteBoard(ctx, w, board, "xlsx") })
		}
	}
	asked := []reports.Report{{
		Title: "Days by school and status", Dataset: "attendance", Chart: chart.Stacked,
		Spec: crosstab.Spec{Rows: []crosstab.Dimension{{Field: "School Code"}}, Columns: []crosstab.Dimension{{Field: "Status"}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}},
	}}
	for _, example := range examples {
		report := example.Report
		report.Title = example.Question
		asked = append(asked, report)
	}
	for _, report := range asked {
		view, err := bench.Run(t.Context(), report)
		if err != nil {
			t.Fatal(err)
		}
		keep(report.Title, func(ctx context.Context, w io.Writer) error { return workbench.Write(ctx, w, view.Document, "xlsx") })
	}
	return paths
}

// Ensure that LibreOffice opens and saves every workbook of the sample without a
// complaint, that its PivotTables, emptied and worked out anew, have the numbers
// that stood in them, and that nothing in the other sheets is another.
func TestWorkbooksInLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("starting LibreOffice takes some seconds; run without -short")
	}
	folder := t.TempDir()
	paths := sampleWorkbooks(t, folder)
	again := filepath.Join(folder, "again")
	if err := os.Mkdir(again, 0o700); err != nil {
		t.Fatal(err)
	}
	var jobs []officetest.Job
	for _, path := range paths {
		jobs = append(jobs, officetest.Job{Open: path, Store: filepath.Join(again, filepath.Base(path)), Blank: true})
	}
	cells, pivots := 0, 0
	for i, book := range officetest.Look(t, jobs) {
		name := filepath.Base(paths[i])
		if book.Error != "" {
			t.Errorf("%s: %s", name, book.Error)
			continue
		}
		ours, saved := sheetsOf(t, paths[i]), sheetsOf(t, jobs[i].Store)
		for _, sheet := range book.Sheets {
			if sheet.Name == "Pivot" {
				continue
			}
			if err := sameCells(ours[sheet.Name], saved[sheet.Name], sheet); err != nil {
				t.Errorf("%s, %s: %v", name, sheet.Name, err)
			}
			for _, row := range ours[sheet.Name] {
				cells += len(row)
			}
		}
		if len(book.Sheets) != len(ours) {
			t.Errorf("%s: %d sheets of %d", name, len(book.Sheets), len(ours))
		}
		if _, has := ours["Pivot"]; has != (len(book.Pivots) == 1) {
			t.Errorf("%s: %d PivotTables", name, len(book.Pivots))
		}
		for _, pivot := range book.Pivots {
			pivots++
			var shown [][]string
			for _, row := range pivot.After {
				var texts []string
				for _, cell := range row {
					texts = append(texts, cell.Shown)
				}
				shown = append(shown, texts)
			}
			stood := pivotLines(ours[pivot.Sheet])
			if len(stood) < 3 {
				t.Errorf("%s: the PivotTable has the lines %q", name, stood)
			}
			for what, now := range map[string][][]string{"worked out anew": shown, "saved": saved[pivot.Sheet]} {
				if got := pivotLines(now); !slices.Equal(got, stood) {
					t.Errorf("%s, PivotTable %s:\n%q, want\n%q", name, what, got, stood)
				}
			}
		}
	}
	t.Logf("%d workbooks, %d cells, %d PivotTables", len(paths), cells, pivots)
	if pivots < 2 {
		t.Errorf("%d PivotTables are too few to tell", pivots)
	}
}

// sheetsOf reads the cells of a workbook as they are shown.
func sheetsOf(t *testing.T, path string) map[string][][]string {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	defer func() { _ = file.Close() }()
	sheets := map[string][][]string{}
	for _, name := range file.GetSheetList() {
		if sheets[name], err = file.GetRows(name); err != nil {
			t.Fatalf("%s, %s: %v", filepath.Base(path), name, err)
		}
	}
	return sheets
}

// sameCells compares a sheet as we wrote it, as LibreOffice saved it, and as it
// shows it.
func sameCells(ours, saved [][]string, office officetest.Sheet) error {
	cell := func(rows [][]string, row, column int) string {
		if row >= len(rows) || column >= len(rows[row]) {
			return ""
		}
		return strings.TrimRight(rows[row][column], "\n")
	}
	for row := range max(len(ours), len(saved), len(office.Cells)) {
		width := 0
		for _, rows := range [][][]string{ours, saved} {
			if row < len(rows) {
				width = max(width, len(rows[row]))
			}
		}
		for column := range width {
			want, shown := cell(ours, row, column), ""
			if row < len(office.Cells) && column < len(office.Cells[row]) {
				shown = strings.TrimRight(office.Cells[row][column].Shown, "\n")
			}
			if got := cell(saved, row, column); got != want || shown != want {
				return fmt.Errorf("row %d, column %d: saved %q, shown %q, want %q", row+1, column+1, got, shown, want)
			}
		}
	}
	return nil
}

// pivotLines are the lines of a PivotTable's sheet that begin with a name and go
// on with numbers. What the total is called differs from program to program.
func pivotLines(rows [][]string) []string {
	var lines []string
	for _, row := range rows {
		var parts []string
		numbers := 0
		for i, text := range row {
			if _, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64); err == nil && i > 0 {
				numbers++
			} else if i > 0 && text != "" {
				numbers = 0
				break
			}
			parts = append(parts, text)
		}
		if numbers == 0 {
			continue
		}
		if parts[0] == "Grand Total" || parts[0] == "Total Result" {
			parts[0] = "total"
		}
		lines = append(lines, strings.TrimRight(strings.Join(parts, "|"), "|"))
	}
	return lines
}

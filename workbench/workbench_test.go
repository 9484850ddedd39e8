package workbench_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func clock() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

// mustOpen opens a new workspace that is closed when the test ends.
func mustOpen(t *testing.T) *workbench.Workbench {
	t.Helper()
	bench, err := workbench.Open(t.Context(), filepath.Join(t.TempDir(), "w.schoolbench"), workbench.Options{Create: true, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := bench.Close(); err != nil {
			t.Error(err)
		}
	})
	return bench
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const roster = `Student ID,Last Name,School,Grade,Score
004211,Núñez,Lincoln,K,81.50
004212,Đặng,Lincoln,1,*
004213,O'Brien,Lincoln,1,92.25
010007,Okafor,Sierra Vista,K,77
010008,Xiong,Sierra Vista,1,
`

func mustImport(t *testing.T, bench *workbench.Workbench, request workbench.ImportRequest) []workbench.Imported {
	t.Helper()
	imported, err := bench.Import(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return imported
}

// Ensure that a cross-tab's cells open onto as many rows as they count, at
// every level.
func TestRunAndRecords(t *testing.T) {
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "roster.csv", roster)})
	view, err := bench.Run(t.Context(), reports.Report{Dataset: "ROSTER", Spec: crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: "School"}}, Columns: []crosstab.Dimension{{Field: "Grade"}},
		Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Mean, Field: "Score"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for i := range view.Result.Rows() {
		for j := range view.Result.Columns() {
			rows, err := bench.Records(t.Context(), view, i, j)
			if err != nil {
				t.Fatal(err)
			}
			if want := view.Result.Cell(i, j).N; len(rows) != want {
				t.Errorf("cell %d,%d: %d records, want %d", i, j, len(rows), want)
			}
			checked++
		}
	}
	if checked != 9 {
		t.Errorf("%d cells, want 3 x 3", checked)
	}
	row, column, found := view.Result.Find(nil, nil)
	if !found {
		t.Fatal("no grand total")
	}
	// 81.50, 92.25 and 77; the withheld and the missing score are not in it.
	if got := view.Result.Cell(row, column).Values[1]; got.Value != (81.50+92.25+77)/3 || got.Used != 3 || got.Withheld != 1 {
		t.Errorf("grand mean is %+v", got)
	}
}

// Ensure that a list of records puts names first and shows what the file said.
func TestListDocument(t *testing.T) {
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "roster.csv", roster)})
	document, err := bench.ListDocument(t.Context(), "roster", []int{1, 3}, "Two students", reports.English)
	if err != nil {
		t.Fatal(err)
	}
	var first []string
	for _, row := range document.Table.Body {
		first = append(first, row.Cells[0].Text)
	}
	if want := []string{"Đặng", "Okafor"}; !slices.Equal(first, want) {
		t.Errorf("the first column is %q, want %q", first, want)
	}
}

// Ensure that the same file is not counted twice by a slip of the hand, and
// that it can be when a person means it.
func TestImportTwice(t *testing.T) {
	bench := mustOpen(t)
	path := writeFile(t, "roster.csv", roster)
	mustImport(t, bench, workbench.ImportRequest{Path: path})
	_, err := bench.Import(t.Context(), workbench.ImportRequest{Path: path})
	if issue := table.IssueIn(err); issue == nil || issue.Code != "already-imported" || !strings.Contains(issue.Message, "22 Nov 2026") {
		t.Fatalf("importing the same file again: %v", err)
	}
	imported := mustImport(t, bench, workbench.ImportRequest{Path: path, Again: true})
	if got := imported[0].Dataset; got != "roster (2)" {
		t.Errorf("the second dataset is named %q", got)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: path, Dataset: "roster", Again: true})
	dataset, err := bench.Dataset(t.Context(), "roster")
	if err != nil || dataset.Rows != 10 {
		t.Errorf("%d rows after appending, want 10 (%v)", dataset.Rows, err)
	}
}

// Ensure that a plan a person corrected is what is imported.
func TestImportWithCorrectedPlan(t *testing.T) {
	bench := mustOpen(t)
	path := writeFile(t, "roster.csv", roster)
	found, err := bench.Inspect(t.Context(), path, workbench.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	plan := found[0].Plan
	for i, column := range plan.Columns {
		switch column.Name {
		case "Score":
			plan.Columns[i].Type = table.Text
		case "Grade":
			plan.Columns[i].Skip = true
		case "School":
			plan.Columns[i].Name = "Site"
		}
	}
	preview, err := bench.Preview(t.Context(), path, plan)
	if err != nil || len(preview) != 5 || len(preview[0].Cells) != 4 {
		t.Fatalf("preview has %d rows (%v)", len(preview), err)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: path, Plans: []importers.Plan{plan}})
	dataset, err := bench.Dataset(t.Context(), "roster")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := dataset.Schema.Names(), []string{"Student ID", "Last Name", "Site", "Score"}; !slices.Equal(got, want) {
		t.Errorf("columns are %q, want %q", got, want)
	}
	if got := dataset.Schema[3].Type; got != table.Text {
		t.Errorf("Score is %v, want text", got)
	}
}

// Ensure that what is wrong with a file leaves nothing behind, also when its
// first tables were good.
func TestFailedImportLeavesNothing(t *testing.T) {
	bench := mustOpen(t)
	ctx, cancel := context.WithCancel(t.Context())
	var text strings.Builder
	text.WriteString("A,B\n")
	for i := range 50_000 {
		fmt.Fprintf(&text, "%d,x%d\n", i, i)
	}
	_, err := bench.Import(ctx, workbench.ImportRequest{
		Path:     writeFile(t, "long.csv", text.String()),
		Progress: func(progress workbench.Progress) { cancelAfter(progress, 10_000, cancel) },
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled import: %v", err)
	}
	datasets, err := bench.Datasets(t.Context())
	if err != nil || len(datasets) != 0 {
		t.Errorf("%d datasets after a cancelled import (%v)", len(datasets), err)
	}
}

func cancelAfter(progress workbench.Progress, rows int, cancel func()) {
	if progress.Rows >= rows {
		cancel()
	}
}

// Ensure that a workspace made for an import that failed is not left behind,
// and that one with something in it is.
func TestDiscard(t *testing.T) {
	for name, file := range map[string]string{"nothing imported": "", "something imported": roster} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "w.schoolbench")
			bench, err := workbench.Open(t.Context(), path, workbench.Options{Create: true, Now: clock})
			if err != nil {
				t.Fatal(err)
			}
			if file != "" {
				mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "roster.csv", file)})
			}
			if err := bench.Discard(t.Context()); err != nil {
				t.Fatal(err)
			}
			_, err = os.Stat(path)
			if gone := errors.Is(err, fs.ErrNotExist); gone != (file == "") {
				t.Errorf("gone is %v (%v)", gone, err)
			}
			entries, err := os.ReadDir(filepath.Dir(path))
			if err != nil || (file == "" && len(entries) > 0) {
				t.Errorf("left behind: %v (%v)", entries, err)
			}
		})
	}
}

// Ensure that reports come back as they were saved.
func TestSavedReports(t *testing.T) {
	bench := mustOpen(t)
	want := reports.Report{Name: "By school", Title: "T", Dataset: "roster", Chart: "bar", Spec: crosstab.Spec{
		Rows:     []crosstab.Dimension{{Field: "School", Descending: true}},
		Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Score", Base: crosstab.PercentRow}},
		Where:    "Score > 3", Totals: crosstab.NoTotals,
	}}
	if err := bench.SaveReport(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err := bench.Report(t.Context(), "by SCHOOL")
	if err != nil || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("got %+v\nwant %+v (%v)", got, want, err)
	}
	if err := bench.SaveReport(t.Context(), reports.Report{Name: "  "}); table.IssueIn(err) == nil {
		t.Errorf("a report without a name was saved (%v)", err)
	}
	if err := bench.DeleteReport(t.Context(), "By school"); err != nil {
		t.Fatal(err)
	}
	if _, err := bench.Report(t.Context(), "By school"); table.IssueIn(err) == nil {
		t.Errorf("a deleted report is still there (%v)", err)
	}
}

// Ensure that an export replaces a file only once it is whole, is private, and
// leaves nothing beside it.
func TestExport(t *testing.T) {
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "roster.csv", roster)})
	view, err := bench.Run(t.Context(), reports.Report{Dataset: "roster", Spec: crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: "School"}}, Measures: []crosstab.Measure{{Function: crosstab.Count}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, format := range workbench.Formats() {
		path := filepath.Join(folder, "out."+format)
		if err := workbench.Export(t.Context(), view.Document, format, path); err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
			t.Errorf("%s: %v (%v)", format, info, err)
		}
	}
	path := filepath.Join(folder, "out.csv")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := workbench.Export(cancelled, view.Document, "csv", path); err == nil {
		t.Error("a cancelled export succeeded")
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("a failed export changed the file (%v)", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != len(workbench.Formats()) {
		t.Errorf("%d files in the folder, want %d (%v)", len(entries), len(workbench.Formats()), err)
	}
	for name, target := range map[string]string{"a folder": folder, "no such folder": filepath.Join(folder, "none", "x.csv")} {
		if err := workbench.Export(t.Context(), view.Document, "csv", target); table.IssueIn(err) == nil {
			t.Errorf("%s: %v is no sentence", name, err)
		}
	}
	if err := workbench.Export(t.Context(), view.Document, "docx", filepath.Join(folder, "x.docx")); table.IssueIn(err) == nil {
		t.Errorf("an unknown format: %v", err)
	}
}

// Ensure that the sample district is imported from its files, answers its own
// reports, and leaves no files behind.
func TestMakeSample(t *testing.T) {
	bench := mustOpen(t)
	imported, err := bench.MakeSample(t.Context(), workbench.SampleOptions{Students: 60, Schools: 3, Years: 1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, done := range imported {
		names = append(names, done.Dataset)
		if done.Batch.Rows == 0 {
			t.Errorf("dataset %s is empty", done.Dataset)
		}
	}
	for _, want := range []string{"schools", "students", "enrollment", "attendance", "marks", "assessments", "discipline", "services", "staff", "budget"} {
		if !slices.Contains(names, want) {
			t.Errorf("no dataset %s in %q", want, names)
		}
	}
	list, err := bench.Reports(t.Context())
	if err != nil || len(list) == 0 {
		t.Fatalf("%d reports (%v)", len(list), err)
	}
	for _, report := range list {
		view, err := bench.Run(t.Context(), report)
		if err != nil {
			t.Errorf("report %q: %v", report.Name, err)
			continue
		}
		if len(view.Document.Table.Body) < 2 {
			t.Errorf("report %q has %d rows", report.Name, len(view.Document.Table.Body))
		}
	}
	entries, err := os.ReadDir(filepath.Dir(bench.Path()))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.IsDir() {
			t.Errorf("left behind: %s", entry.Name())
		}
	}
	if issues, err := bench.Check(t.Context(), nil); err != nil || len(issues) > 0 {
		t.Errorf("check: %v (%v)", issues, err)
	}
}

// Ensure that a view that was computed before an import or an undo is computed
// anew from the rows that are there now.
func TestRunAfterChange(t *testing.T) {
	bench := mustOpen(t)
	report := reports.Report{Dataset: "roster", Spec: crosstab.Spec{Rows: []crosstab.Dimension{{Field: "School"}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}}}
	count := func() int {
		t.Helper()
		view, err := bench.Run(t.Context(), report)
		if err != nil {
			t.Fatal(err)
		}
		return view.Result.Cell(len(view.Result.Rows())-1, 0).N
	}
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "roster.csv", roster)})
	if n := count(); n != 5 {
		t.Fatalf("%d rows, want 5", n)
	}
	again := mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "roster.csv", roster), Dataset: "roster", Again: true})
	if n := count(); n != 10 {
		t.Fatalf("%d rows after a second import, want 10", n)
	}
	if err := bench.Undo(t.Context(), again[0].Batch.ID); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 5 {
		t.Fatalf("%d rows after an undo, want 5", n)
	}
}

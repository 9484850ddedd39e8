package workbench_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// publicFiles returns the folder of public school files that lies beside the
// source, or skips the test.
func publicFiles(t *testing.T) string {
	t.Helper()
	folder, err := filepath.Abs("../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the public school files are not beside the source: %v", err)
	}
	return folder
}

// Ensure that the state's files of several years are one dataset, columns
// matched by name wherever they stand, with what came and went said.
func TestStackYearsOfTheState(t *testing.T) {
	data := publicFiles(t)
	for name, test := range map[string]struct {
		files   []string
		rows    []int
		code    string   // a column that must stay text
		drift   []string // what must be said, in order
		columns int
	}{
		"Advanced Placement": {
			files: []string{"ap14", "ap15", "ap16", "ap17"}, rows: []int{2389, 2488, 2507, 2523}, code: "cds", columns: 17,
			drift: []string{"Not there last time: ccode, cdcode, scode.", "There last time and missing now: year."},
		},
		"reclassification": {
			files: []string{"filesreclass12", "filesreclass13", "filesreclass14", "filesreclass15", "filesreclass16", "filesreclass17"},
			// Its profile reads the school year off the name of the file.
			rows: []int{9810, 9871, 9862, 9961, 10052, 10104}, code: "CDS", columns: 8,
		},
	} {
		t.Run(name, func(t *testing.T) {
			bench := mustOpen(t)
			total := 0
			var drift []string
			for i, file := range test.files {
				paths, err := filepath.Glob(filepath.Join(data, "cde-*", file+".txt"))
				if err != nil || len(paths) != 1 {
					t.Fatalf("%s: %v (%v)", file, paths, err)
				}
				imported := mustImport(t, bench, workbench.ImportRequest{Path: paths[0], Dataset: "years", FileColumn: workbench.FileColumn})
				if imported[0].Batch.Rows != test.rows[i] {
					t.Errorf("%s has %d rows, want %d", file, imported[0].Batch.Rows, test.rows[i])
				}
				total += test.rows[i]
				for _, finding := range imported[0].Findings {
					if finding.Code == "column-new" || finding.Code == "column-missing" {
						drift = append(drift, finding.Message)
					}
				}
			}
			if !slices.Equal(drift, test.drift) {
				t.Errorf("said of the columns: %q, want %q", drift, test.drift)
			}
			dataset, err := bench.Dataset(t.Context(), "years")
			if err != nil {
				t.Fatal(err)
			}
			if dataset.Rows != total || len(dataset.Schema) != test.columns+1 {
				t.Errorf("%d rows and %d columns, want %d and %d", dataset.Rows, len(dataset.Schema), total, test.columns+1)
			}
			frame, err := bench.Frame(t.Context(), "years", test.code, workbench.FileColumn)
			if err != nil {
				t.Fatal(err)
			}
			code := frame.Columns()[0]
			if code.Column().Type != table.Code {
				t.Errorf("%s is %s", test.code, code.Column().Type)
			}
			for i := range frame.Len() {
				if value := code.Value(i); len(strings.TrimSpace(value.Text)) != 14 {
					t.Fatalf("row %d has the code %q", i, value.Text)
				}
			}
			if first := frame.Columns()[1].Value(0).Text; !strings.HasPrefix(first, test.files[0]) {
				t.Errorf("the first row came from %q", first)
			}
			if issues, err := bench.Check(t.Context(), nil); err != nil || len(issues) > 0 {
				t.Errorf("the check says %v (%v)", issues, err)
			}
		})
	}
}

// Ensure that the state's next year compared with the last is told school by
// school, and that replacing it can be undone.
func TestChangesOfRealFiles(t *testing.T) {
	data := publicFiles(t)
	bench := mustOpen(t)
	file := func(year string) string {
		return filepath.Join(data, "cde-reclass", "filesreclass"+year+".txt")
	}
	mustImport(t, bench, workbench.ImportRequest{Path: file("16"), Dataset: "reclass"})
	proposed, err := bench.ProposeKey(t.Context(), "reclass")
	if err != nil || proposed.Column != "CDS" {
		t.Fatalf("proposed %+v (%v)", proposed, err)
	}
	request := workbench.ImportRequest{Path: file("17"), Dataset: "reclass", Key: []string{"CDS"}, Mode: warehouse.Upsert, DropGone: true}
	reports, err := bench.Changes(t.Context(), request, 5)
	if err != nil {
		t.Fatal(err)
	}
	report := reports[0]
	if report.Before != 10052 || report.Rows != 10104 || report.Added+report.Changed+report.Rewritten+report.Unchanged != report.Rows ||
		report.Before-report.Gone+report.Added != report.Rows || report.Matched < 9000 || len(report.List) != 5 {
		t.Errorf("the report is %+v", report)
	}
	imported := mustImport(t, bench, request)
	if imported[0].Batch.Counts != report.Counts {
		t.Errorf("came to %+v, announced as %+v", imported[0].Batch.Counts, report.Counts)
	}
	dataset, err := bench.Dataset(t.Context(), "reclass")
	if err != nil || dataset.Rows != 10104 {
		t.Errorf("%d rows (%v)", dataset.Rows, err)
	}
	if err := bench.Undo(t.Context(), imported[0].Batch.ID); err != nil {
		t.Fatal(err)
	}
	if dataset, err = bench.Dataset(t.Context(), "reclass"); err != nil || dataset.Rows != 10052 {
		t.Errorf("%d rows after undoing (%v)", dataset.Rows, err)
	}
	if issues, err := bench.Check(t.Context(), nil); err != nil || len(issues) > 0 {
		t.Errorf("the check says %v (%v)", issues, err)
	}
}

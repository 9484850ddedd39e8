package workbench_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// sampleBench is a workspace with the sample district.
func sampleBench(t *testing.T) *workbench.Workbench {
	t.Helper()
	bench, err := workbench.Open(t.Context(), filepath.Join(t.TempDir(), "sample.schoolbench"), workbench.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bench.Close() })
	if _, err := bench.MakeSample(t.Context(), workbench.SampleOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	return bench
}

// texts lists the values of a column of a dataset, those of rows that a
// condition keeps.
func texts(t *testing.T, bench *workbench.Workbench, dataset, column, where string) map[string]bool {
	t.Helper()
	rows, err := bench.Where(t.Context(), dataset, where)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := bench.Frame(t.Context(), dataset, column)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	vector := frame.Columns()[0]
	for _, row := range rows {
		found[vector.Column().Display(vector.Value(row))] = true
	}
	return found
}

// aSchool is the name of a school of the sample district.
func aSchool(t *testing.T, bench *workbench.Workbench) string {
	t.Helper()
	schools := slices.Sorted(maps.Keys(texts(t, bench, "schools", "School Name", "")))
	if len(schools) == 0 {
		t.Fatal("the district has no schools")
	}
	return schools[0]
}

// Ensure that every template runs on the sample district for all of it and for
// each school, in both languages, keeps all of its tiles, and is written in
// every format; and that no page names a student who is not that school's.
func TestTemplates(t *testing.T) {
	bench := sampleBench(t)
	list, err := workbench.DashboardTemplates()
	if err != nil || len(list) != 8 {
		t.Fatalf("%d templates (%v)", len(list), err)
	}
	schools := texts(t, bench, "schools", "School Name", "")
	formats := workbench.BoardFormats()
	if testing.Short() { // one school, one format
		schools = map[string]bool{aSchool(t, bench): true}
		formats = formats[:1]
	}
	for _, template := range list {
		saved, err := bench.Dashboard(t.Context(), template.Name)
		if err != nil || len(saved.Tiles) != len(template.Tiles) {
			t.Errorf("%s: %d tiles are kept of %d (%v)", template.Name, len(saved.Tiles), len(template.Tiles), err)
		}
		for school := range schools {
			slice := reports.Slice{Label: school, Filters: []reports.Filter{{Field: "School", Values: []string{school}}}}
			for _, language := range reports.Languages() {
				slice.Language = language
				board, err := bench.RunDashboard(t.Context(), template.Name, slice)
				if err != nil {
					t.Fatalf("%s for %s: %v", template.Name, school, err)
				}
				if len(board.LeftOut) > 0 || len(board.Sections) != len(template.Tiles) {
					t.Errorf("%s for %s leaves out %q", template.Name, school, board.LeftOut)
				}
				checkNames(t, bench, board, school)
			}
		}
		board, err := bench.RunDashboard(t.Context(), template.Name, reports.Slice{})
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range formats {
			var out bytes.Buffer
			if err := workbench.WriteBoard(t.Context(), &out, board, format); err != nil || out.Len() == 0 {
				t.Errorf("%s as %s: %v", template.Name, format, err)
			}
		}
	}
}

// checkNames holds the names on a board's lists against those who have ever
// been at the school.
func checkNames(t *testing.T, bench *workbench.Workbench, board *reports.Board, school string) {
	t.Helper()
	var code string
	for each := range texts(t, bench, "schools", "School Code", `[School Name] = "`+school+`"`) {
		code = each
	}
	own := map[string]bool{}
	for _, dataset := range []string{"enrollment", "marks"} {
		for id := range texts(t, bench, dataset, "Student ID", `[School Code] = "`+code+`"`) {
			own[id] = true
		}
	}
	ids := make([]string, 0, len(own))
	for id := range own {
		ids = append(ids, `"`+id+`"`)
	}
	names := texts(t, bench, "students", "Last Name", "[Student ID] in ["+strings.Join(ids, ", ")+"]")
	for _, section := range board.Sections {
		if section.Kind != reports.ListTile {
			continue
		}
		for _, row := range section.Document.Table.Body {
			if !names[row.Cells[0].Text] {
				t.Errorf("%s for %s lists %q", board.Name, school, row.Cells[0].Text)
			}
		}
	}
}

// Ensure that a board of one page is one page, and that a PDF can be locked.
func TestOnePageIsOne(t *testing.T) {
	bench := sampleBench(t)
	board, err := bench.RunDashboard(t.Context(), "Principal", reports.Slice{})
	if err != nil {
		t.Fatal(err)
	}
	var open, shut bytes.Buffer
	if err := workbench.WriteBoard(t.Context(), &open, board, "pdf"); err != nil {
		t.Fatal(err)
	}
	if err := workbench.WriteLockedBoard(t.Context(), &shut, board, "sesame"); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(shut.Bytes(), []byte("/Encrypt")) || bytes.Contains(open.Bytes(), []byte("/Encrypt")) {
		t.Error("the wrong file is locked")
	}
}

package workbench_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that a cross-tab that mixes levels says so and offers a filter, and
// that with the filter it counts everything once and says nothing.
func TestLevelsAreNotAddedSilently(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "ap24.txt")
	text := "cds\trtype\tsname\tdname\tcname\tEnroll1012\tEnroll12\tNumTstTakr\tNumScr1\tNumScr2\tNumScr3\tNumScr4\tNumScr5\n" +
		"01612590000000\tD\t\tHill\tAlameda\t300\t100\t30\t1\t2\t3\t4\t5\n" +
		"01612596001001\tS\tHill High\tHill\tAlameda\t200\t60\t20\t1\t1\t2\t2\t3\n" +
		"01612596001002\tS\tVale High\tHill\tAlameda\t100\t40\t10\t0\t1\t1\t2\t2\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	bench, err := workbench.Open(t.Context(), filepath.Join(folder, "a.schoolbench"), workbench.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer bench.Close()
	if _, err := bench.Import(t.Context(), workbench.ImportRequest{Path: file}); err != nil {
		t.Fatal(err)
	}
	levels, err := bench.Levels(t.Context(), "ap24")
	if err != nil || len(levels) != 1 {
		t.Fatalf("levels %v (%v)", levels, err)
	}
	filter := workbench.LevelFilter(levels)
	if filter != `[rtype] = "S"` {
		t.Errorf("filter %q", filter)
	}
	for where, want := range map[string]struct {
		total float64
		warns bool
	}{"": {60, true}, filter: {30, false}} {
		report := reports.Report{Dataset: "ap24", Spec: crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "NumTstTakr"}}, Where: where}}
		view, err := bench.Run(t.Context(), report)
		if err != nil {
			t.Fatal(err)
		}
		if got := view.Result.Cell(0, 0).Values[0].Value; got != want.total {
			t.Errorf("where %q: %v, want %v", where, got, want.total)
		}
		notes := strings.Join(view.Document.Notes, "\n")
		if strings.Contains(notes, "repeat one another") != want.warns || strings.Contains(notes, filter) != want.warns {
			t.Errorf("where %q: notes %q", where, notes)
		}
	}
}

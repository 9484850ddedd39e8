package workbench_test

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// A wide table that was made long once is made long again next year, with the
// new year beside the others, and can be undone like any import.
func TestWideTableAgain(t *testing.T) {
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "enrollment.csv", "School,2017-18,2018-19,2019-20\nOak,120,*,131\nElm,95,101,\n"), Dataset: "e", Unpivot: true})
	again := mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "enrollment.csv", "School,2018-19,2019-20,2020-21\nOak,121,131,140\nElm,101,99,97\n"), Dataset: "e"})
	frame, err := bench.Frame(t.Context(), "e")
	if err != nil {
		t.Fatal(err)
	}
	if names := frame.Schema().Names(); !slices.Equal(names, []string{"School", "Year", "Value"}) || frame.Len() != 11 {
		t.Fatalf("columns %q, %d rows", names, frame.Len())
	}
	years := vectorOf(t, frame, "Year")
	if years.Column().Type != table.SchoolYear || years.Value(10).Number != 2020 {
		t.Errorf("the last year is %v of type %v", years.Value(10), years.Column().Type)
	}
	if err := bench.Undo(t.Context(), again[0].Batch.ID); err != nil {
		t.Fatal(err)
	}
	if frame, err = bench.Frame(t.Context(), "e"); err != nil || frame.Len() != 5 {
		t.Errorf("%d rows are left, want 5 (%v)", frame.Len(), err)
	}
}

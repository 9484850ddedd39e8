package workbench_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// A file without headers is read as the last one of its name, not as any other
// with as many columns.
func TestRecallWithoutHeaders(t *testing.T) {
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "week 1.csv", "0001,12,7.5\n0002,13,8.5\n0003,14,9.5\n")})
	for name, want := range map[string]bool{"week 2.csv": true, "lunch.csv": false} {
		found, err := bench.Inspect(t.Context(), writeFile(t, name, "0004,15,6.5\n0005,16,5.5\n0006,17,4.5\n"), workbench.InspectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := found[0].Recall != nil; found[0].Plan.HeaderRow != 0 || got != want {
			t.Errorf("%s: header in row %d, read as before: %v, want %v", name, found[0].Plan.HeaderRow, got, want)
		}
	}
}

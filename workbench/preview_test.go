package workbench_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// write keeps a text as a file of the test.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The sheet is shown with everything that is in no table.
func TestRows(t *testing.T) {
	path := write(t, "report.csv", "Attendance by school\n\nSchool,Days\nAlder,3\nBirch,4\nCedar,5\nTotal,12\n\nSource: the registrar\n")
	found, err := workbench.Inspect(context.Background(), path, workbench.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]struct {
		window workbench.Window
		want   []int
		whole  bool
	}{
		"all":        {workbench.Window{Head: 100}, []int{1, 3, 4, 5, 6, 7, 9}, true},
		"the top":    {workbench.Window{Head: 3}, []int{1, 3}, false},
		"around":     {workbench.Window{Head: 1, Around: []int{5}, Reach: 1}, []int{1, 4, 5, 6}, false},
		"the end":    {workbench.Window{Head: 1, Tail: 2}, []int{1, 7, 9}, true},
		"end in top": {workbench.Window{Head: 9, Tail: 2}, []int{1, 3, 4, 5, 6, 7, 9}, true},
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := workbench.Rows(context.Background(), path, found[0].Plan, try.window)
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			for _, row := range rows.Rows {
				got = append(got, row.Number)
			}
			if fmt.Sprint(got) != fmt.Sprint(try.want) || rows.Whole != try.whole {
				t.Errorf("rows %v, whole %v; want %v, %v", got, rows.Whole, try.want, try.whole)
			}
		})
	}
}

// A large file shows its beginning before it is read; a small one does not.
func TestLook(t *testing.T) {
	var text strings.Builder
	text.WriteString("Student ID,School,Days\n")
	for i := range 60_000 {
		fmt.Fprintf(&text, "%07d,School %d,%d\n", i, i%7, i%30)
	}
	glance, ok, err := workbench.Look(context.Background(), write(t, "large.csv", text.String()))
	if err != nil || !ok {
		t.Fatalf("no glance: %v, %v", ok, err)
	}
	if len(glance.Rows.Rows) != 200 || glance.Rows.Rows[1].Cells[0] != "0000000" {
		t.Errorf("%d rows are shown", len(glance.Rows.Rows))
	}
	if len(glance.Found) != 1 || len(glance.Found[0].Preview) != 100 || glance.Found[0].Plan.Rows >= 60_000 {
		t.Error("the table of the beginning is not shown")
	}
	if _, ok, err := workbench.Look(context.Background(), write(t, "small.csv", "a,b\n1,2\n")); ok || err != nil {
		t.Errorf("a small file has a glance: %v, %v", ok, err)
	}
	if _, _, err := workbench.Look(context.Background(), write(t, "none.bin", "\x00\x01\x02")); err == nil {
		t.Error("what is no table is looked at")
	}
}


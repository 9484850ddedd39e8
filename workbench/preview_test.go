package workbench_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
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

// titled is a report with everything above and below its table.
const titled = "Attendance by school\n\nSchool,Days\nAlder,3\nBirch,4\nCedar,5\nTotal,12\n\nSource: the registrar\n"

// The sheet is shown with everything that is in no table.
func TestPeek(t *testing.T) {
	path := write(t, "report.csv", titled)
	found, err := workbench.Inspect(context.Background(), path, workbench.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	view, err := workbench.Peek(context.Background(), path, found[0].Plan, 1, 7)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range view.Rows {
		got = append(got, fmt.Sprint(row.Number, row.Cells))
	}
	want := "1 [Attendance by school] 3 [School Days] 4 [Alder 3] 5 [Birch 4] 6 [Cedar 5] 7 [Total 12]"
	if fmt.Sprint(strings.Join(got, " ")) != want || !view.More {
		t.Errorf("%q, more %v; want %q", got, view.More, want)
	}
}

// What a person says of the place of a table is obeyed.
func TestPlanAgain(t *testing.T) {
	path := write(t, "report.csv", titled)
	found, err := workbench.Inspect(context.Background(), path, workbench.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	plan := found[0].Plan
	plan.Name = "as a person called it"
	again, err := workbench.PlanAgain(context.Background(), path, plan, importers.Options{HeaderRow: 4, LastRow: 7, Skip: []importers.RowSpan{{First: 6, Last: 6, Kind: "left out"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Plan.Schema().Names(); fmt.Sprint(got) != "[Alder 3]" {
		t.Errorf("the columns are %q", got)
	}
	if again.Plan.Rows != 2 || len(again.Preview) != 2 || again.Plan.Name != plan.Name {
		t.Errorf("%d rows counted, %d shown, called %q", again.Plan.Rows, len(again.Preview), again.Plan.Name)
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
	if len(glance.View.Rows) != 200 || glance.View.Rows[1].Cells[0] != "0000000" {
		t.Errorf("%d rows are shown", len(glance.View.Rows))
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

// Before anything is imported, every cell that is no plain value is listed with
// its place and its reason.
func TestOddCells(t *testing.T) {
	path := write(t, "marks.csv", "School,Days,Born\nAlder,3,3/4/2015\nBirch,*,\nCedar,many,1/2/2016\nDogwood,N/A,3/3/2017\nElm,4,4/4/2018\n")
	found, err := workbench.Inspect(context.Background(), path, workbench.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	plan := found[0].Plan
	plan.Columns[1].Type = table.Integer
	list, counts, err := workbench.OddCells(context.Background(), path, plan, 2)
	if err != nil {
		t.Fatal(err)
	}
	if counts[workbench.ProblemWithheld] != 1 || counts[workbench.ProblemMisfit] != 1 || counts[workbench.ProblemMissing] != 1 {
		t.Errorf("counted %v", counts)
	}
	if len(list) != 2 || list[0].Text != "*" || list[0].Where.Row != 3 || list[0].Where.Column != "Days" || list[1].Text != "many" || list[1].Reason == "" {
		t.Errorf("listed %+v", list)
	}
}

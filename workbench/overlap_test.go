package workbench_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// absences is a list of some rows, of which one day is that of a week.
func absences(from, to, week int) string {
	var b strings.Builder
	b.WriteString("Student ID,Week,Days\n")
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "%06d,%d,%d\n", 4200+i, week, i%4)
	}
	return b.String()
}

// Ensure that a file whose rows are there is not added to them unless a person
// says so, and that more of the same kind is.
func TestOverlap(t *testing.T) {
	for name, test := range map[string]struct {
		text   string
		mode   warehouse.Mode
		again  bool
		key    []string
		rows   int    // afterwards
		refuse string // part of what is said, if it is refused
		finds  string // part of what is said, if it is not
	}{
		"next week's rows":        {text: absences(0, 40, 2), rows: 80},
		"the list as it grew":     {text: absences(0, 44, 1), refuse: "40 of 44 rows in the file are in \"absences\" already", rows: 40},
		"said to be added":        {text: absences(0, 44, 1), mode: warehouse.Add, rows: 84},
		"said to be added again":  {text: absences(0, 44, 1), again: true, rows: 84},
		"said to be brought over": {text: absences(0, 44, 1), mode: warehouse.Upsert, key: []string{"Student ID"}, rows: 44},
		"said to take the place":  {text: absences(0, 44, 1), mode: warehouse.Replace, rows: 44},
		"a few equal rows":        {text: absences(30, 100, 1), finds: "10 of 70 rows in the file are in \"absences\" already", rows: 110},
		"a few, and a key":        {text: absences(30, 100, 1), key: []string{"Student ID"}, refuse: "10 of 70 rows", rows: 40},
		"other values of a key":   {text: absences(0, 44, 2), key: []string{"Student ID"}, finds: "0 of 44 rows in the file are in \"absences\" already, and 40 more have the key", rows: 84},
	} {
		t.Run(name, func(t *testing.T) {
			bench := mustOpen(t)
			mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "week1.csv", absences(0, 40, 1)), Dataset: "absences", Key: test.key})
			done, err := bench.Import(t.Context(), workbench.ImportRequest{Path: writeFile(t, "week2.csv", test.text), Dataset: "absences", Mode: test.mode, Again: test.again})
			dataset, failed := bench.Dataset(t.Context(), "absences")
			if failed != nil || dataset.Rows != test.rows {
				t.Errorf("there are %d rows now, want %d (%v)", dataset.Rows, test.rows, failed)
			}
			if test.refuse != "" {
				if issue := table.IssueIn(err); issue == nil || issue.Code != "rows-already-there" || !strings.Contains(issue.Message, test.refuse) {
					t.Errorf("it ended in %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if texts := messages(done[0].Findings, "rows-overlap"); strings.Join(texts, "") != "" != (test.finds != "") || test.finds != "" && !strings.Contains(texts[0], test.finds) {
				t.Errorf("it says %q, want %q", texts, test.finds)
			}
		})
	}
}

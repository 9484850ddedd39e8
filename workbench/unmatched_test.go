package workbench_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that an update none of whose keys is there is refused, with the keys
// shown, that nothing is changed by it, and that it goes on when that is said.
func TestUpdateWithoutMatch(t *testing.T) {
	const first = "Student ID,Score\n001,5\n002,6\n003,7\n"
	for name, test := range map[string]struct {
		text     string
		dropGone bool
		again    bool
		rows     int    // in the dataset afterwards
		refused  string // a part of the message
		finding  string
	}{
		"zeros lost":           {"Student ID,Score\n1,5\n2,6\n3,8\n", false, false, 3, `It writes Student ID as "001", the file as "1". All of them would be added.`, ""},
		"zeros lost, drop":     {"Student ID,Score\n1,5\n2,6\n3,8\n", true, false, 3, "all 3 rows that are there taken out", ""},
		"other rows, again":    {"Student ID,Score\n011,5\n012,6\n013,8\n", false, true, 6, "", "key-unmatched"},
		"other, again, drop":   {"Student ID,Score\n011,5\n012,6\n", true, true, 2, "", "key-unmatched"},
		"one matches":          {"Student ID,Score\n001,9\n012,6\n", false, false, 4, "", ""},
		"a key stands twice":   {"Student ID,Score\n001,9\n001,6\n", false, false, 4, "", "key-repeated"},
		"a row without a key":  {"Student ID,Score\n001,9\n,6\n", false, false, 4, "", "key-blank"},
		"no rows in the file.": {"Student ID,Score\n", false, false, 3, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			bench := mustOpen(t)
			mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "first.csv", first), Dataset: "scores", Key: []string{"Student ID"}})
			imported, err := bench.Import(t.Context(), workbench.ImportRequest{
				Path: writeFile(t, "second.csv", test.text), Dataset: "scores", Mode: warehouse.Upsert, DropGone: test.dropGone, Again: test.again,
			})
			issue := table.IssueIn(err)
			switch {
			case test.refused == "" && err != nil:
				t.Fatal(err)
			case test.refused != "" && (issue == nil || issue.Code != "key-unmatched" || !strings.Contains(issue.Message, test.refused) || !strings.Contains(issue.Remedy, "--again")):
				t.Fatalf("got %+v (%v)", imported, err)
			}
			for _, code := range []string{"key-unmatched", "key-repeated", "key-blank"} {
				if err == nil && (len(messages(imported[0].Findings, code)) > 0) != (code == test.finding) {
					t.Errorf("the findings are %+v", imported[0].Findings)
				}
			}
			dataset, err := bench.Dataset(t.Context(), "scores")
			if err != nil || dataset.Rows != test.rows {
				t.Errorf("there are %d rows, want %d (%v)", dataset.Rows, test.rows, err)
			}
		})
	}
}

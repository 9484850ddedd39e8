package workbench_test

import (
	"context"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// The members of a field are those of the rows that the filter keeps, with as
// many rows as each has, in the order of a cross-tab.
func TestMembers(t *testing.T) {
	b := mustOpen(t)
	importText(t, b, "School,Day,Mark\nBirch,2025-09-01,3\nAlder,2025-10-01,\nAlder,2025-09-02,*\n,2025-09-03,4\n", workbench.ImportRequest{})
	ask := func(field, where string, most int) (texts []string, complete bool) {
		t.Helper()
		list, column, complete, err := b.Members(context.Background(), reports.Report{Dataset: "roster", Spec: crosstab.Spec{Where: where}}, field, most)
		if err != nil {
			t.Fatal(err)
		}
		if column.Name == "" && field == "School" {
			t.Error("the column is not described")
		}
		for _, member := range list {
			texts = append(texts, member.Label, string(rune('0'+member.Rows)))
		}
		return texts, complete
	}
	for name, test := range map[string]struct {
		field, where string
		most         int
		want         string
		complete     bool
	}{
		"all":           {"School", "", 9, "Alder 2 Birch 1 (blank) 1", true},
		"filtered":      {"School", `Day < "2025-09-03"`, 9, "Alder 1 Birch 1", true},
		"marks":         {"Mark", "", 9, "3 1 4 1 * 1 (blank) 1", true},
		"too many":      {"School", "", 2, "Alder 2 Birch 1", false},
		"part of a day": {"month([Day])", "", 9, "9 3 10 1", true},
	} {
		t.Run(name, func(t *testing.T) {
			texts, complete := ask(test.field, test.where, test.most)
			got := ""
			for i, text := range texts {
				if i > 0 {
					got += " "
				}
				got += text
			}
			if got != test.want || complete != test.complete {
				t.Errorf("got %q, %v; want %q, %v", got, complete, test.want, test.complete)
			}
		})
	}
	if _, _, _, err := b.Members(context.Background(), reports.Report{Dataset: "roster"}, "Zebra", 9); err == nil {
		t.Error("a field that does not exist has members")
	}
}

package workbench_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that every odd cell is listed with its place, its text and a reason.
func TestProblems(t *testing.T) {
	bench := mustOpen(t)
	var text strings.Builder
	text.WriteString("Student ID,Score,Note\n")
	for range 200 {
		text.WriteString("004211,81,ok\n")
	}
	text.WriteString("004212,*,=1+1\n004213,see note,ok\n004214,N/A,ok\n004215,+82,ok\n")
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "scores.csv", text.String())})

	var found []string
	err := bench.Problems(t.Context(), "scores", workbench.ProblemOptions{}, func(p workbench.CellProblem) bool {
		if p.Where.File != "scores.csv" || p.Reason == "" || p.Dataset != "scores" {
			t.Errorf("%+v lacks its file, dataset or reason", p)
		}
		if p.Kind != workbench.ProblemIssue {
			found = append(found, string(p.Kind)+" "+p.Where.Column+" "+p.Text)
			if p.Where.Row < 202 || p.Where.Row > 205 {
				t.Errorf("%+v is not where it should be", p)
			}
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"withheld Score *", "misfit Score see note", "missing Score N/A", "rewritten Score +82"}
	if !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	counts, err := bench.CountProblems(t.Context(), "", workbench.ProblemOptions{Kinds: []workbench.ProblemKind{workbench.ProblemMisfit, workbench.ProblemWithheld}})
	if err != nil || counts.Total() != 2 {
		t.Errorf("counted %v (%v), want 2", counts, err)
	}
	var out bytes.Buffer
	if err := bench.WriteProblems(t.Context(), &out, "scores", workbench.ProblemOptions{Kinds: []workbench.ProblemKind{workbench.ProblemRewritten}}); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(records) != 2 || records[1][7] != "+82" || records[1][5] != "205" {
		t.Errorf("the list is %q (%v)", records, err)
	}
}

// Ensure that a spreadsheet that opens the list runs nothing.
func TestProblemsRunNothing(t *testing.T) {
	bench := mustOpen(t)
	text := "Score\n" + strings.Repeat("1\n", 200) + "\"=cmd|' /C calc'!A0\"\n"
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "scores.csv", text)})
	var out bytes.Buffer
	if err := bench.WriteProblems(t.Context(), &out, "", workbench.ProblemOptions{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "'=cmd") || strings.Contains(out.String(), ",=cmd") {
		t.Errorf("the list is %q", out.String())
	}
}

// Ensure that the key proposed is one that names each row, and that there is
// none where no column does.
func TestProposeKey(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"one column":         {"Name,Student ID,Grade\nA,001,1\nB,002,1\nC,003,2\n", "Student ID"},
		"a name is no key":   {"Name,Days\nA,1\nB,2\nC,3\n", ""},
		"two columns":        {"Student ID,Test Date,Score\n001,9/1/2026,5\n001,9/25/2026,5\n002,9/1/2026,4\n003,9/1/2026,4\n", "Student ID, Test Date"},
		"a blank":            {"Student ID,Grade\n001,1\n,1\n003,2\n", ""},
		"too few to say":     {"Student ID,Grade\n001,1\n002,1\n", ""},
		"the same all along": {"Student ID,Grade\n001,1\n001,1\n001,1\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			bench := mustOpen(t)
			mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "d.csv", test.text)})
			finding, err := bench.ProposeKey(t.Context(), "d")
			if err != nil {
				t.Fatal(err)
			}
			if finding.Column != test.want {
				t.Errorf("proposed %q, want %q", finding.Column, test.want)
			}
			if test.want == "" {
				return
			}
			if err := bench.SetKey(t.Context(), "d", strings.Split(finding.Column, ", ")); err != nil {
				t.Fatal(err)
			}
			dataset, err := bench.Dataset(t.Context(), "d")
			if err != nil || strings.Join(dataset.Key, ", ") != test.want {
				t.Errorf("the key is %q (%v)", dataset.Key, err)
			}
		})
	}
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "roster.csv", roster)})
	wantCode(t, bench.SetKey(t.Context(), "roster", []string{"Nothing"}), "unknown-column")
	wantCode(t, bench.SetKey(t.Context(), "roster", []string{"Grade", "GRADE"}), "key-column-twice")
}

// wantCode checks that an error is an issue with this code.
func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if issue := table.IssueIn(err); issue == nil || issue.Code != code {
		t.Errorf("got %v, want the issue %q", err, code)
	}
}

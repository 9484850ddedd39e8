package workbench_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// A column that is left out stays out of the next file, until it is taken in.
func TestWithout(t *testing.T) {
	bench := mustOpen(t)
	first := writeFile(t, "users.csv", "ID,Name,Password\n1,Ann,swordfish\n2,Bob,hunter2\n")
	next := writeFile(t, "users-2.csv", "ID,Name,Password\n3,Cleo,sesame\n4,Dan,letmein\n")
	columns := func() string {
		frame, err := bench.Frame(t.Context(), "users")
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, column := range frame.Columns() {
			names = append(names, column.Column().Name)
		}
		return strings.Join(names, " ")
	}
	asked := mustInspect(t, bench, first)
	if secrets := messages(asked.Plan.Findings, "secret"); len(secrets) != 1 {
		t.Fatalf("findings %v", asked.Plan.Findings)
	}
	imported := mustImport(t, bench, workbench.ImportRequest{Path: first, Dataset: "users", Without: []string{"password"}})
	if columns() != "ID Name" || len(messages(imported[0].Findings, "secret")) > 0 {
		t.Errorf("columns %s, findings %v", columns(), imported[0].Findings)
	}
	found := mustInspect(t, bench, next)
	if out := messages(found.Plan.Findings, "column-left-out"); len(out) != 1 || len(messages(found.Plan.Findings, "secret")) > 0 {
		t.Fatalf("findings %v", found.Plan.Findings)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: next, Dataset: "users"})
	if columns() != "ID Name" {
		t.Errorf("columns %s after the next file", columns())
	}
	// What the finding offers takes it in.
	for _, finding := range found.Plan.Findings {
		if finding.Code == "column-left-out" && found.Plan.With(finding.Undo[0]).Columns[2].Skip {
			t.Error("the offer does not take the column in")
		}
	}
	third := writeFile(t, "users-3.csv", "ID,Name,Password\n5,Eve,abc\n")
	mustImport(t, bench, workbench.ImportRequest{Path: third, Dataset: "users", With: []string{"Password"}})
	if columns() != "ID Name Password" {
		t.Errorf("columns %s after it was taken in", columns())
	}
}

// Columns that are not there, and all that are, cannot be left out.
func TestWithoutRefuses(t *testing.T) {
	bench, path := mustOpen(t), writeFile(t, "users.csv", "ID,Name\n1,Ann\n")
	for code, names := range map[string][]string{"column-not-in-file": {"Password"}, "columns-none": {"ID", "Name"}} {
		_, err := bench.Import(t.Context(), workbench.ImportRequest{Path: path, Without: names})
		wantCode(t, err, code)
	}
}

// A question is asked once: the next file is read as the last one was, and a
// year that was imported as a number stays one.
func TestAnsweredQuestions(t *testing.T) {
	bench := mustOpen(t)
	text := "Student ID,school_year,Password\n1001,2021,a\n1002,2022,b\n"
	path := writeFile(t, "years.csv", text)
	asks := func(found workbench.Found) (codes []string) {
		for _, finding := range found.Plan.Findings {
			if finding.Asks {
				codes = append(codes, finding.Code)
			}
		}
		return codes
	}
	if got := asks(mustInspect(t, bench, path)); len(got) != 2 {
		t.Errorf("the first file asks %v", got)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: path})
	next := writeFile(t, "years2.csv", strings.ReplaceAll(text, "100", "200"))
	if got := asks(mustInspect(t, bench, next)); len(got) != 0 {
		t.Errorf("the next file asks %v", got)
	}
}

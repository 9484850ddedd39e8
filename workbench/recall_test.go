package workbench_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// weekOne is a roster of some length, so that its values tell something.
func weekOne(header string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := range 30 {
		fmt.Fprintf(&b, "%06d,Name%d,%s,%d,%d\n", 4200+i, i, []string{"Lincoln", "Sierra Vista", "Hoover"}[i%3], 9+i%4, i%7)
	}
	return b.String()
}

func messages(findings []importers.Finding, code string) []string {
	var texts []string
	for _, finding := range findings {
		if finding.Code == code {
			texts = append(texts, finding.Message)
		}
	}
	return texts
}

func mustInspect(t *testing.T, bench *workbench.Workbench, path string) workbench.Found {
	t.Helper()
	found, err := bench.Inspect(t.Context(), path, workbench.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return found[0]
}

// Ensure that next week's file is read as last week's was, whatever happened to
// its headers, and that what was matched is said.
func TestRecall(t *testing.T) {
	const header = "Student ID,Last Name,School,Grade,Days Absent"
	for name, test := range map[string]struct {
		text string
		// names are the plan's columns, code and part a finding that must be.
		names      string
		code, part string
		newColumns string
		missing    string
	}{
		"the same":            {weekOne(header), header, "recalled", `Read as week1.csv, which went into "absences" on 22 Nov 2026: 5 of 5 columns are known.`, "", ""},
		"an extra title":      {"Absences of week 2\n\n" + weekOne(header), header, "recalled", "5 of 5 columns", "", ""},
		"punctuation":         {weekOne("STUDENT_ID,last name,School,Grade,Days Absent"), "Student ID,Last Name,School,Grade,Days Absent", "column-taken", `Column "STUDENT_ID" is taken for "Student ID" as last time`, "", ""},
		"abbreviated":         {weekOne("Stu ID,Last Name,Sch,Grade,Days Absent"), header, "column-taken", `Column "Stu ID" is taken for "Student ID" as last time`, "", ""},
		"nearly the same":     {weekOne("Student ID,Last Name,Schools.,Grade,Days Absnt"), header, "column-taken", `Column "Days Absnt" is taken for "Days Absent" as last time`, "", ""},
		"another word":        {weekOne("Learner,Last Name,School,Grade,Days Absent"), "Learner,Last Name,School,Grade,Days Absent", "column-perhaps", `Column "Learner" may be "Student ID" of last time: 30 of 30 values were there before.`, "Learner", "Student ID"},
		"similar, other data": {strings.ReplaceAll(weekOne("Student ID,Last Name,Schoole,Grade,Days Absent"), "Lincoln", "x1"), "Student ID,Last Name,School,Grade,Days Absent", "column-taken", `Column "Schoole" is taken for "School"`, "", ""},
		"added":               {strings.ReplaceAll(strings.ReplaceAll(weekOne(header+",Room"), "\n0", ",7\n0"), "Room,7", "Room"), header + ",Room", "column-new", "Not there last time: Room.", "Room", ""},
		"all others":          {"A,B,C\n1,2,3\n4,5,6\n", "A,B,C", "", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			bench := mustOpen(t)
			mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "week1.csv", weekOne(header)), Dataset: "absences"})
			found := mustInspect(t, bench, writeFile(t, "week2.csv", test.text))
			var names []string
			for _, column := range found.Plan.Columns {
				names = append(names, column.Name)
			}
			if got := strings.Join(names, ","); got != test.names {
				t.Errorf("the columns are %q, want %q", got, test.names)
			}
			if test.code == "" {
				if found.Recall != nil {
					t.Errorf("recalled %+v", found.Recall)
				}
				return
			}
			if !slices.ContainsFunc(messages(found.Plan.Findings, test.code), func(text string) bool { return strings.Contains(text, test.part) }) {
				t.Errorf("no finding says %q: %+v", test.part, found.Plan.Findings)
			}
			if found.Recall == nil || found.Recall.Dataset != "absences" || strings.Join(found.Recall.New, ",") != test.newColumns || strings.Join(found.Recall.Missing, ",") != test.missing {
				t.Errorf("recalled %+v", found.Recall)
			}
			for _, column := range found.Plan.Columns {
				if column.Name == "Student ID" && column.Type != table.Code {
					t.Errorf("the ID is %s", column.Type)
				}
			}
		})
	}
}

// Ensure that columns in another order, one fewer and one more, go where they
// belong: never a silent shift.
func TestRecallMovedColumns(t *testing.T) {
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "week1.csv", weekOne("Student ID,Last Name,School,Grade,Days Absent")), Dataset: "absences", Key: []string{"Student ID"}})
	second := "Days,Grade,Stu ID,School,Room\n3,9,004200,Lincoln,12\n4,10,004201,Hoover,14\n0,11,009999,Hoover,14\n"
	imported := mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "week2.csv", second), Dataset: "absences", Mode: warehouse.Upsert})
	if counts := imported[0].Changes.Counts; counts.Added != 1 || counts.Changed != 2 {
		t.Errorf("the counts are %+v", counts)
	}
	frame, err := bench.Frame(t.Context(), "absences", "Student ID", "School", "Grade", "Last Name")
	if err != nil {
		t.Fatal(err)
	}
	last := frame.Len() - 1
	for i, want := range []string{"009999", "Hoover", "11", ""} {
		column := frame.Columns()[i]
		if got := column.Column().Text(column.Value(last)); got != want {
			t.Errorf("%s is %q, want %q", column.Column().Name, got, want)
		}
	}
}

// Ensure that what a person corrected is there the next time: types, labels,
// columns left out, the key.
func TestRecallCorrections(t *testing.T) {
	bench := mustOpen(t)
	text := "Student ID,Homeroom,Score,Comment\n1001,12,5,x\n1002,14,6,y\n1003,12,7,z\n"
	path := writeFile(t, "week1.csv", text)
	plan := mustInspect(t, bench, path).Plan
	if plan.Columns[1].Type != table.Integer {
		t.Fatalf("a homeroom is %s by itself; the test would prove nothing", plan.Columns[1].Type)
	}
	plan.Columns = slices.Clone(plan.Columns)
	plan.Columns[0].Type, plan.Columns[0].Role, plan.Columns[0].Layout = table.Code, table.Identifier, ""
	plan.Columns[1].Type, plan.Columns[1].Layout, plan.Columns[1].Role = table.Text, "", table.Dimension
	plan.Columns[1].Label = "Home room"
	plan.Columns[3].Skip = true
	plan.Key = []string{"Student ID"}
	mustImport(t, bench, workbench.ImportRequest{Path: path, Dataset: "scores", Plans: []importers.Plan{plan}})

	check := func(path string) {
		t.Helper()
		again := mustInspect(t, bench, path).Plan
		byName := map[string]importers.PlanColumn{}
		for _, column := range again.Columns {
			byName[column.Name] = column
		}
		if byName["Homeroom"].Type != table.Text || byName["Homeroom"].Label != "Home room" || byName["Student ID"].Type != table.Code || !byName["Comment"].Skip {
			t.Errorf("the columns are %+v", again.Columns)
		}
		if !slices.Equal(again.Key, []string{"Student ID"}) {
			t.Errorf("the key is %q", again.Key)
		}
		if len(messages(again.Findings, "type-recalled")) == 0 {
			t.Errorf("no finding says that a type was recalled: %+v", again.Findings)
		}
	}
	second := writeFile(t, "week2.csv", "Comment,Score,Student ID,Homeroom\nx,5,1001,12\ny,9,1004,15\n")
	check(second)
	mustImport(t, bench, workbench.ImportRequest{Path: second, Dataset: "scores", Mode: warehouse.Upsert})
	check(writeFile(t, "week3.csv", "Score,Comment,Student ID,Home_Room\n5,x,1001,12\n9,y,1004,15\n"))
}

// Ensure that a header that a person had to point at is found again, also where
// another line stands above it.
func TestRecallPlace(t *testing.T) {
	bench := mustOpen(t)
	text := func(above, rows string) string {
		return above + "Report,Run,By,Who\nStudent ID,Name,School,Days\n" + rows
	}
	path := writeFile(t, "week1.csv", text("", "001,Ann,Lincoln,3\n002,Ben,Hoover,4\n"))
	found := mustInspect(t, bench, path)
	if found.Plan.HeaderRow == 2 {
		t.Fatal("the header is found without help; the test would prove nothing")
	}
	said, err := bench.PlanAgain(t.Context(), path, found.Plan, importers.Options{HeaderRow: 2})
	if err != nil {
		t.Fatal(err)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: path, Dataset: "absences", Plans: []importers.Plan{said.Plan}})
	for name, above := range map[string]string{"in the same place": "", "a row below": "Title,of,the,week\n"} {
		t.Run(name, func(t *testing.T) {
			again := mustInspect(t, bench, writeFile(t, "week2.csv", text(above, "001,Ann,Lincoln,3\n003,Cy,Hoover,1\n")))
			if want := 2 + strings.Count(above, "\n"); again.Plan.HeaderRow != want {
				t.Errorf("the header is in row %d, want %d", again.Plan.HeaderRow, want)
			}
			if again.Plan.Columns[0].Name != "Student ID" || again.Recall == nil {
				t.Errorf("the plan is %+v", again.Plan)
			}
		})
	}
}

// Ensure that values that cannot be those of last time's column make a question.
func TestRecallOtherType(t *testing.T) {
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "week1.csv", "Student,Seen,Days\nA,9/1/2026,3\nB,9/25/2026,4\nC,9/26/2026,4\n")})
	found := mustInspect(t, bench, writeFile(t, "week2.csv", "Student,Days,Seen\nA,9/1/2026,3\nB,9/25/2026,4\n"))
	if got := messages(found.Plan.Findings, "column-other-type"); len(got) != 2 {
		t.Errorf("the findings are %+v", found.Plan.Findings)
	}
	if err := bench.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found := mustInspect(t, bench, writeFile(t, "week3.csv", "Student,Days,Seen\nA,3,9/1/2026\n")); found.Recall != nil {
		t.Errorf("recalled %+v after everything was forgotten", found.Recall)
	}
}

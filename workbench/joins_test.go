package workbench_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// linkedDistrict is a workspace with schools, students, staff and attendance.
func linkedDistrict(t *testing.T) *workbench.Workbench {
	t.Helper()
	var students, attendance, staff strings.Builder
	students.WriteString("Student ID,School Code,Grade\n")
	attendance.WriteString("Student ID,Date,Teacher ID,Status\n")
	staff.WriteString("Staff ID,Days Absent\n")
	for i := range 30 {
		fmt.Fprintf(&students, "%06d,%04d,%d\n", 100+i, 101+i%4, 6+i%3)
		for day := range i % 3 {
			fmt.Fprintf(&attendance, "%06d,2026-09-%02d,T%03d,A\n", 100+i, day+1, i%12)
		}
	}
	for i := range 15 {
		fmt.Fprintf(&staff, "T%03d,%d\n", i, i)
	}
	bench := mustOpen(t)
	for name, content := range map[string]string{
		"students.csv": students.String(), "attendance.csv": attendance.String(), "staff.csv": staff.String(),
		"schools.csv": "Code,Level\n0101,Middle\n0102,High\n0103,High\n0109,Middle\n",
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		mustImport(t, bench, workbench.ImportRequest{Path: path})
	}
	return bench
}

// Ensure that an update which takes rows out leaves the links between datasets
// as they are for the rows that remain.
func TestLinksAfterRowsAreGone(t *testing.T) {
	bench := mustOpen(t)
	students := "Student ID,Name\n0001,Ann\n0002,Ben\n0003,Cy\n0004,Di\n0005,Ed\n0006,Flo\n0007,Gus\n"
	scores := "Student ID,Score\n0001,11\n0002,12\n0003,13\n0004,14\n0005,15\n0006,16\n0007,17\n"
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "students.csv", students), Key: []string{"Student ID"}})
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "scores.csv", scores)})
	check := func(matched int) {
		t.Helper()
		links, err := bench.Links(t.Context(), "scores")
		if err != nil {
			t.Fatal(err)
		}
		if len(links) != 1 || !links[0].Unique || links[0].Rows != 7 || links[0].Matched != matched {
			t.Errorf("got %+v; want one link that matches %d of 7 rows", links, matched)
		}
	}
	check(7)
	mustImport(t, bench, workbench.ImportRequest{
		Dataset: "students", Path: writeFile(t, "students.csv", strings.Replace(students, "0004,Di\n", "", 1)), Mode: warehouse.Upsert, DropGone: true,
	})
	check(6)
}

func TestRunWithJoins(t *testing.T) {
	bench := linkedDistrict(t)
	spec := crosstab.Spec{
		Rows:     []crosstab.Dimension{{Field: "Level"}},
		Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Sum, Field: "Absences"}},
		Where:    "Absences > 0",
		Joins: []crosstab.Join{
			{Name: "Level", Dataset: "Schools", On: []crosstab.Match{{Here: "school code", There: "code"}}, Field: "level"},
			{Name: "Absences", Dataset: "attendance", On: []crosstab.Match{{Here: "Student ID", There: "Student ID"}}, Measure: "count"},
			{Name: "Unneeded", Dataset: "attendance", On: []crosstab.Match{{Here: "Student ID", There: "Student ID"}}, Measure: "any"},
		},
	}
	view, err := bench.Run(context.Background(), reports.Report{Dataset: "students", Spec: spec})
	if err != nil {
		t.Fatal(err)
	}

	// By hand: student i has i mod 3 absences and goes to school i mod 4.
	type sum struct{ students, absences int }
	want := map[string]sum{}
	for i := range 30 {
		level := []string{"Middle", "High", "High", "(no match)"}[i%4]
		if i%3 > 0 {
			s := want[level]
			want[level] = sum{s.students + 1, s.absences + i%3}
			s = want["all"]
			want["all"] = sum{s.students + 1, s.absences + i%3}
		}
	}
	for i, header := range view.Result.Rows() {
		label := "all"
		if !header.Total {
			label = header.Labels[0]
		}
		cell := view.Result.Cell(i, 0)
		if got := (sum{cell.N, int(cell.Values[1].Value)}); got != want[label] {
			t.Errorf("%s: %v, want %v", label, got, want[label])
		}
		delete(want, label)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	notes := strings.Join(view.Document.Notes, "\n")
	if !strings.Contains(notes, "Level is Level of schools by Code = School Code: 23 of 30 rows have it; 7 have no match there. 1 of 4 rows of schools belongs to no row here.") || strings.Contains(notes, "Unneeded") {
		t.Errorf("the notes say %q", notes)
	}

	// The same again comes from memory, and a change of the other dataset is seen.
	if err := bench.Remove(context.Background(), "attendance"); err != nil {
		t.Fatal(err)
	}
	_, err = bench.Run(context.Background(), reports.Report{Dataset: "students", Spec: spec})
	if issue := table.IssueIn(err); issue == nil || !strings.Contains(issue.Message, "attendance") {
		t.Errorf("got %v, want an issue about the dataset that is gone", err)
	}
}

func TestJoinSeesNewRows(t *testing.T) {
	bench := linkedDistrict(t)
	report := reports.Report{Dataset: "students", Spec: crosstab.Spec{
		Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Absences"}},
		Joins:    []crosstab.Join{{Name: "Absences", Dataset: "attendance", On: []crosstab.Match{{Here: "Student ID", There: "Student ID"}}, Measure: "count"}},
	}}
	total := func() float64 {
		view, err := bench.Run(context.Background(), report)
		if err != nil {
			t.Fatal(err)
		}
		return view.Result.Cell(0, 0).Values[0].Value
	}
	before := total()
	path := filepath.Join(t.TempDir(), "attendance.csv")
	if err := os.WriteFile(path, []byte("Student ID,Date,Teacher ID,Status\n000100,2026-10-01,T001,A\n000999,2026-10-01,T001,A\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: path, Dataset: "attendance"})
	if after := total(); after != before+1 {
		t.Errorf("%v absences before and %v after one more of a student and one of nobody", before, after)
	}
}

func TestLinks(t *testing.T) {
	bench := linkedDistrict(t)
	tests := map[string][]string{
		"students":   {"attendance Student ID=Student ID roll up", "schools School Code=Code look up"},
		"attendance": {"staff Teacher ID=Staff ID look up", "students Student ID=Student ID look up"},
		"staff":      {"attendance Staff ID=Teacher ID roll up"},
		"schools":    {"students Code=School Code roll up"},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			links, err := bench.Links(context.Background(), name)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, link := range links {
				how := "roll up"
				if link.Unique {
					how = "look up"
				}
				got = append(got, fmt.Sprintf("%s %s=%s %s", link.Dataset, link.On[0].Here, link.On[0].There, how))
			}
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// A list of the staff has a teacher once a year. What is rolled up by teacher is
// offered before what is the same for everybody in a school.
func TestLinksByYear(t *testing.T) {
	bench := mustOpen(t)
	var staff, marks strings.Builder
	staff.WriteString("School Year,Staff ID,School Code,Days Absent\n")
	marks.WriteString("Mark ID,Teacher ID,School Code,Points\n")
	for year := range 2 {
		for i := range 12 {
			fmt.Fprintf(&staff, "%d-%d,%08d,%03d,%d\n", 2023+year, 24+year, 100+i, 1+i%3, i)
		}
	}
	for i := range 60 {
		fmt.Fprintf(&marks, "M%04d,%08d,%03d,%d\n", i, 100+i%6, 1+i%3, i%5)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "schools.csv", "School Code,School\n001,Alder\n002,Birch\n003,Cedar\n"), Dataset: "schools"})
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "staff.csv", staff.String()), Dataset: "staff"})
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "marks.csv", marks.String()), Dataset: "marks"})
	links, err := bench.Links(t.Context(), "staff")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, link := range links {
		got = append(got, fmt.Sprintf("%s %s=%s", link.Dataset, link.On[0].Here, link.On[0].There))
	}
	if want := []string{"schools School Code=School Code", "marks Staff ID=Teacher ID", "marks School Code=School Code"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Two extracts about the same students belong together although the workspace
// has no list of the students, also by IDs that are long digests; two about the
// same few terms do not.
func TestLinksWithoutList(t *testing.T) {
	bench := mustOpen(t)
	var days, logins strings.Builder
	days.WriteString("student_id,term_id,attendance_date,Status\n")
	logins.WriteString("sis_id,term_id,date,num_logins\n")
	for i := range 120 {
		student := fmt.Sprintf("%032x", 0xf269ed04def44e+uint64(i%40)*7919)
		fmt.Fprintf(&days, "%s,t%d,2026-09-%02d,P\n", student, 1+i%3, 1+i/40)
		fmt.Fprintf(&logins, "%s,t%d,2026-09-%02d,%d\n", student, 1+i%3, 1+i/40, i%5)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "days.csv", days.String()), Dataset: "days"})
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "logins.csv", logins.String()), Dataset: "logins"})
	links, err := bench.Links(t.Context(), "days")
	if err != nil || len(links) != 1 || links[0].On[0].Here != "student_id" || links[0].On[0].There != "sis_id" || links[0].Unique || links[0].Matched != 120 {
		t.Errorf("got %+v (%v)", links, err)
	}
}

// Ensure that columns link whose headers have the same words, however these
// are run together.
func TestLinksByWords(t *testing.T) {
	for name, test := range map[string]struct{ there, here string }{
		"capitals":   {"CDSCode", "CDS Code"},
		"the other":  {"CDS_Code", "CDSCode"},
		"small":      {"schoolCode", "School Code"},
		"a sign":     {"School #", "School Number"},
		"with digit": {"NCES2Code", "NCES 2 Code"},
	} {
		t.Run(name, func(t *testing.T) {
			bench := mustOpen(t)
			mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "schools.csv", test.there+",School\n0100001,Alder\n0100002,Birch\n0100003,Cedar\n"), Dataset: "schools"})
			mustImport(t, bench, workbench.ImportRequest{
				Path:    writeFile(t, "scores.csv", test.here+",Test,Score\n0100001,A,1\n0100002,A,2\n0100003,A,3\n0100001,B,4\n0100002,B,5\n0100003,B,6\n"),
				Dataset: "scores",
			})
			links, err := bench.Links(t.Context(), "scores")
			if err != nil || len(links) == 0 || links[0].On[0].Here != test.here || links[0].On[0].There != test.there || !links[0].Unique || links[0].Matched != 6 || links[0].Rows != 6 {
				t.Errorf("got %+v (%v)", links, err)
			}
		})
	}
}

package workbench_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// personDistrict is a workspace whose datasets know people by several numbers,
// written in several ways.
func personDistrict(t *testing.T) *workbench.Workbench {
	t.Helper()
	bench := mustOpen(t)
	for name, text := range map[string]string{
		"students.csv": "Student ID,SSID,Last Name,First Name,School Code,Grade,Language\n" +
			"000101,9000000001,Núñez,Zoë,0012,7,Spanish\n000102,9000000002,O'Brien,Ann,0012,8,\n001103,9000000003,Vu,Lee,0013,8,\n",
		"schools.csv": "School Code,School Name\n0012,Alder Middle\n0013,Birch Middle\n",
		"attendance.csv": "Student ID,Date,Status,Days Absent\n" +
			"000101,2026-09-01,A,1\n000101,2026-09-03,P,0\n000101,2026-09-02,A,0.5\n000102,2026-09-01,P,0\n000101,2026-09-04,P,*\n",
		"discipline.csv": "Incident,Student ID,Offense\nD1,101,Bullying\nD2,1103,Fighting\nD3,102,Bullying\n",
		"tests.csv":      "SSID,Test,Score\n9000000001,Math,81\n9000000001,Reading,*\n",
		"marks.csv":      "Student ID,Teacher ID,Counselor ID,Term,Mark\n000101,T1,C9,S1,A\n000102,T1,C9,S1,B\n000102,T2,C9,S2,C\n",
		"staff.csv":      "Staff ID,Last Name,First Name,Role,School Code\nT1,Hart,Sam,Teacher,0012\nT2,Kim,Jo,Teacher,0013\nT3,Lo,Di,Clerk,0013\n",
		"clubs.csv":      "Student ID,Student Name,Club\n000102,Ann O’Brien,Chess\n000101,Zoe Nunez,Chess\n001103,Lena Vu,Chess\n",
	} {
		importNamed(t, bench, name, text)
	}
	return bench
}

// blocksOf writes what each dataset says in a line.
func blocksOf(person *workbench.Person) []string {
	var lines []string
	for _, block := range person.Blocks {
		line := fmt.Sprintf("%s by %s: %d", block.Dataset.Name, block.Column, len(block.Rows))
		if block.LostZeros {
			line += " without zeros"
		}
		if block.Dated != "" {
			line += ", newest by " + block.Dated
		}
		for _, fact := range block.Same {
			line += "; " + fact.Title + " " + fact.Text
		}
		for _, column := range block.Columns {
			line += "; " + column.Column().Title()
			for _, row := range block.Rows {
				line += " " + column.Column().Display(column.Value(row))
			}
		}
		for _, sum := range block.Sums {
			line += "; = " + sum.Title + " " + sum.Text
		}
		for _, count := range block.Counts {
			line += "; # " + count.Title
			for _, value := range count.Values {
				line += fmt.Sprintf(" %s %d", value.Value, value.Rows)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func factsOf(facts []workbench.PersonFact) string {
	var words []string
	for _, fact := range facts {
		words = append(words, strings.TrimSpace(fact.Title+" "+fact.Text))
	}
	return strings.Join(words, "; ")
}

// A student's rows are gathered by every number that the student has, and
// nothing else: the state's number from the roster, numbers that have lost their
// zeros, and no blank columns.
func TestPersonGathersStudent(t *testing.T) {
	bench := personDistrict(t)
	person, err := bench.Person(t.Context(), workbench.PersonKey{Dataset: "attendance", Column: "Student ID", ID: "000101"})
	must(t, err)
	if person.Kind != workbench.StudentPerson || person.Name != "Núñez, Zoë" {
		t.Errorf("the page is of %s %q", person.Kind, person.Name)
	}
	if got := factsOf(person.OtherNames); got != "" {
		t.Errorf("accents and order make another name: %q", got)
	}
	if got := factsOf(person.IDs); got != "Student ID 000101; SSID 9000000001" {
		t.Errorf("IDs are %q", got)
	}
	if got := factsOf(person.Facts); got != "School Name Alder Middle; Grade 7" {
		t.Errorf("the head says %q", got)
	}
	want := []string{
		"students by Student ID: 1; School Code 0012; Grade 7; Language Spanish",
		"attendance by Student ID: 4, newest by Date; Date 2026-09-04 2026-09-03 2026-09-02 2026-09-01; Status P P A A; Days Absent * 0.0 0.5 1.0; = Sum of Days Absent 1.5; # Status P 2 A 2",
		"clubs by Student ID: 1; Club Chess",
		"discipline by Student ID: 1 without zeros; Incident D1; Offense Bullying",
		"marks by Student ID: 1; Teacher ID T1; Counselor ID C9; Term S1; Mark A",
		"tests by SSID: 2; Test Math Reading; Score 81 *",
	}
	if got := blocksOf(person); !slices.Equal(got, want) {
		t.Errorf("the datasets say\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	// From whichever dataset the person is opened, the page is the same.
	other, err := bench.Person(t.Context(), workbench.PersonKey{Dataset: "tests", Column: "SSID", ID: "9000000001"})
	must(t, err)
	want[0] = strings.Replace(want[0], "Student ID", "SSID", 1)
	if got := blocksOf(other); !slices.Equal(got, want) {
		t.Errorf("opened by the state's number the datasets say\n%s", strings.Join(got, "\n"))
	}
}

// Another name for the same number is said, since one of the two is wrong.
func TestPersonNamesThatDiffer(t *testing.T) {
	bench := personDistrict(t)
	person, err := bench.Person(t.Context(), workbench.PersonKey{Dataset: "students", Column: "Student ID", ID: "001103"})
	must(t, err)
	if person.Name != "Vu, Lee" || factsOf(person.OtherNames) != "Lena Vu" || person.OtherNames[0].Dataset != "clubs" {
		t.Errorf("%q is also called %+v", person.Name, person.OtherNames)
	}
}

// A teacher's page has the staff's row and the students' marks; the counselor of
// the same rows is somebody else.
func TestPersonGathersTeacher(t *testing.T) {
	bench := personDistrict(t)
	person, err := bench.Person(t.Context(), workbench.PersonKey{Dataset: "marks", Column: "Teacher ID", ID: "T1"})
	must(t, err)
	if person.Kind != workbench.StaffPerson || person.Name != "Hart, Sam" {
		t.Errorf("the page is of %s %q", person.Kind, person.Name)
	}
	if got := factsOf(person.Facts); got != "School Name Alder Middle; Role Teacher" {
		t.Errorf("the head says %q", got)
	}
	want := []string{
		"staff by Staff ID: 1; Role Teacher; School Code 0012",
		"marks by Teacher ID: 2; Counselor ID C9; Term S1; Student ID 000101 000102; Mark A B",
	}
	if got := blocksOf(person); !slices.Equal(got, want) {
		t.Errorf("the datasets say\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	counselor, err := bench.Person(t.Context(), workbench.PersonKey{Dataset: "marks", Column: "Counselor ID", ID: "C9"})
	must(t, err)
	if got := blocksOf(counselor); len(got) != 1 || counselor.Name != "C9" {
		t.Errorf("the counselor %q has %q", counselor.Name, got)
	}
}

// Every row of a person is in the block, and no other's, whoever it is.
func TestPersonRowsAreTheirs(t *testing.T) {
	bench := personDistrict(t)
	index, err := bench.IndexPeople(t.Context())
	must(t, err)
	if students, staff := index.Count(workbench.StudentPerson), index.Count(workbench.StaffPerson); students != 3 || staff != 3 {
		t.Errorf("%d students and %d of the staff are known", students, staff)
	}
	seen := map[string]int{}
	for _, known := range index.First(10) {
		person, err := bench.Person(t.Context(), known.PersonKey)
		must(t, err)
		for _, block := range person.Blocks {
			seen[string(person.Kind)+block.Dataset.Name] += len(block.Rows)
		}
	}
	for _, name := range []string{"students", "attendance", "discipline", "clubs", "marks"} {
		dataset, err := bench.Dataset(t.Context(), name)
		must(t, err)
		if seen["student"+name] != dataset.Rows {
			t.Errorf("%d rows of %s are somebody's, want all %d", seen["student"+name], name, dataset.Rows)
		}
	}
}

// Who is not there, or cannot be told, is said in a sentence.
func TestPersonUnknown(t *testing.T) {
	bench := personDistrict(t)
	for what, key := range map[string]workbench.PersonKey{
		"nobody":         {Dataset: "students", Column: "Student ID", ID: "999999"},
		"no ID":          {Dataset: "students", Column: "Grade", ID: "7"},
		"no such column": {Dataset: "students", Column: "Number", ID: "7"},
		"blank":          {Dataset: "students", Column: "Student ID", ID: " "},
	} {
		_, err := bench.Person(t.Context(), key)
		if issue := table.IssueIn(err); issue == nil || issue.Code != "person-unknown" || issue.Remedy == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := bench.Person(t.Context(), workbench.PersonKey{Dataset: "nothing", Column: "Student ID", ID: "1"}); table.IssueIn(err) == nil {
		t.Errorf("a dataset that is gone: %v", err)
	}
}

// Zeros count where both columns have them: 000101 and 101 are then two people.
func TestPersonZerosCount(t *testing.T) {
	bench := mustOpen(t)
	importNamed(t, bench, "a.csv", "Student ID,Last Name\n000101,Ash\n000102,Elm\n")
	importNamed(t, bench, "b.csv", "Student ID,Club\n101,Chess\n000102,Band\n")
	person, err := bench.Person(t.Context(), workbench.PersonKey{Dataset: "a", Column: "Student ID", ID: "000101"})
	must(t, err)
	if got := blocksOf(person); len(got) != 1 {
		t.Errorf("000101 and 101 are taken for one: %q", got)
	}
}

// Rows with IDs and no names are listed with the names of the roster, also where
// their IDs have lost the zeros; rows that name people themselves are not.
func TestPersonNames(t *testing.T) {
	bench := personDistrict(t)
	for name, want := range map[string][]string{
		"attendance": {"Núñez, Zoë", "Núñez, Zoë", "Núñez, Zoë", "O'Brien, Ann", "Núñez, Zoë"},
		"discipline": {"Núñez, Zoë", "Vu, Lee", "O'Brien, Ann"},
		"marks":      {"Núñez, Zoë", "O'Brien, Ann", "O'Brien, Ann"},
	} {
		names, err := bench.PersonNames(t.Context(), name)
		must(t, err)
		if names == nil {
			t.Errorf("%s: nobody is named", name)
			continue
		}
		var got []string
		for row := range names.Len() {
			got = append(got, names.Value(row).Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"students", "clubs", "schools", "tests"} {
		if names, err := bench.PersonNames(t.Context(), name); err != nil || names != nil {
			t.Errorf("%s: names %v, %v", name, names, err)
		}
	}

	// What is listed is what is written, in its order.
	document, err := bench.RecordsDocument(t.Context(), "attendance", []int{3, 0}, "Behind", reports.English, []string{"Name", "Status"})
	must(t, err)
	var got []string
	for _, cell := range document.Table.HeaderRows[0] {
		got = append(got, cell.Text)
	}
	for _, row := range document.Table.Body {
		for _, cell := range row.Cells {
			got = append(got, cell.Text)
		}
	}
	if want := []string{"Name", "Status", "O'Brien, Ann", "P", "Núñez, Zoë", "A"}; !slices.Equal(got, want) {
		t.Errorf("written is %q, want %q", got, want)
	}

	// A name that is corrected is the new one at once.
	must(t, bench.Remove(t.Context(), "students"))
	names, err := bench.PersonNames(t.Context(), "attendance")
	must(t, err)
	if names == nil || names.Value(0).Text != "Zoe Nunez" {
		t.Errorf("without the roster the first is %v", names)
	}
}

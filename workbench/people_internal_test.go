package workbench

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Ensure that the people of a dataset are counted by whatever its headers call
// their numbers, and that what cannot be counted is not taken for counted.
func TestHeadcount(t *testing.T) {
	const cannot = "cannot"
	tests := map[string]struct {
		headers string
		key     string
		want    string // numbers; names
		things  bool
	}{
		"student ID":               {"Student ID, Date, Status", "", "Student ID;", false},
		"SASID":                    {"SASID, Date, Status", "", "SASID;", false},
		"LASID":                    {"LASID, School", "", "LASID;", false},
		"EDID":                     {"EDID, School, Day", "", "EDID;", false},
		"SSID":                     {"SSID, School", "", "SSID;", false},
		"pupil":                    {"Pupil No, Date", "", "Pupil No;", false},
		"student number":           {"Student No., Date", "", "Student No.;", false},
		"student #":                {"Student #, Date", "", "Student #;", false},
		"Ed-Fi":                    {"StudentUSI, EventDate", "", "StudentUSI;", false},
		"unique":                   {"studentUniqueId, EventDate", "", "studentUniqueId;", false},
		"underscores":              {"Student_Identifier, Test Date", "", "Student_Identifier;", false},
		"Spanish number":           {"Matrícula, Fecha", "", "Matrícula;", false},
		"plain Spanish number":     {"MATRICULA, Fecha", "", "MATRICULA;", false},
		"Spanish name":             {"Nombre, Fecha", "", ";Nombre", false},
		"Spanish student":          {"Nombre del alumno, Fecha", "", ";Nombre del alumno", false},
		"permanent":                {"Perm ID, Date, Status", "", "Perm ID;", false},
		"perm number":              {"Perm Number, Date", "", "Perm Number;", false},
		"SIS":                      {"SIS ID, Date", "", "SIS ID;", false},
		"ID alone":                 {"ID, Date, Status", "", "ID;", false},
		"local":                    {"Local ID, Date, Status", "", "Local ID;", false},
		"row and person":           {"ID, Perm ID, Date", "", "Perm ID;", false},
		"two numbers":              {"ID, Person ID, Date", "", "ID,Person ID;", false},
		"number and names":         {"ID, Last Name, First Name, Date", "", "ID;Last Name,First Name", false},
		"names":                    {"Last Name, First Name, Middle Name, Date", "", ";Last Name,First Name", false},
		"an incident is no person": {"Incident ID, School, Race", "", cannot, false},
		"nor is an enrolment":      {"Student Enrollment ID, Student ID, Date", "", "Student ID;", false},
		"the key":                  {"Person ID, Record, Last Name", "Person ID", "Person ID;", false},
		"a key of something else":  {"Incident ID, SASID", "Incident ID", "SASID;", false},
		"one row a person":         {"Grade, Race, Score", "", ";", false},
		"days without whose":       {"Attendance Date, Race, Status", "", cannot, false},
		"courses without whose":    {"Course, Grade, Mark", "", cannot, false},
		"whose teacher":            {"Teacher, Course, Grade, Mark", "", cannot, false},
		"staff":                    {"Staff ID, School, FTE", "", "Staff ID;", false},
		"birthdays":                {"Birthdate, Program, Date", "", "Birthdate;", false},
		"a budget":                 {"School Year, Location, Fund Code, Fund Name, Object Code, Budget, Spent", "", ";", true},
		"a budget of accounts":     {"Account Number, Fund, Amount", "", "", true},
		"fees of students":         {"Student ID, Fund, Amount", "", "Student ID;", false},
		"counts of students":       {"School, Fund, Enrollment", "", cannot, false},
		"unknown":                  {"Region, Count", "", ";", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var dataset warehouse.Dataset
			for _, header := range strings.Split(test.headers, ", ") {
				dataset.Schema = append(dataset.Schema, table.Column{Name: header})
			}
			if test.key != "" {
				dataset.Key = []string{test.key}
			}
			if things := notAboutPeople(dataset.Schema); things != test.things {
				t.Errorf("not about people: %v", things)
			}
			if test.things {
				return
			}
			count, known := headcountOf(dataset)
			got := strings.Join(count.numbers, ",") + ";" + strings.Join(count.names, ",")
			if !known {
				got = cannot
			}
			if got != test.want {
				t.Errorf("counted by %q, want %q", got, test.want)
			}
			if student := studentColumn(dataset.Schema); known && len(count.names) == 0 && count.byRows() && student != "" {
				t.Errorf("rows are counted beside %s", student)
			}
		})
	}
}

// Ensure that what many people share is not taken for a person, so that it can
// stand on the rows of a page.
func TestStandsForPerson(t *testing.T) {
	for header, want := range map[string]bool{
		"SASID": true, "Perm ID": true, "Nombre": true, "Matrícula": true, "Student_Identifier": true, "Pupil No": true, "Teacher": true,
		"School ID": false, "School Name": false, "Course": false, "EL (Yes/No)": false, "Foster Yes No": false, "Grade": false, "Fund Name": false,
		"Room Number": false, "Program Name": false, "Incident Date": false, "Primary Key": false,
	} {
		if got := standsForPerson(header); got != want {
			t.Errorf("%s stands for a person: %v", header, got)
		}
	}
}

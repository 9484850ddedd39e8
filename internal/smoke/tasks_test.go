package smoke_test

import (
	"os"
	"path/filepath"
	"testing"
)

// Ten tasks of a school office, with the keys alone and again with the mouse.
// What the window shows is what the command line answers.
func TestTasks(t *testing.T) {
	if os.Getenv(everyLook) == "" {
		t.Skip("the tasks are driven by make shots, which takes a quarter of an hour")
	}
	s := newScreen(t, 1440, 900)
	program, district := build(t), newDistrict(t)
	people := []*person{{screen: s, keyboard: true}, {screen: s}}
	for _, p := range people {
		workspace := filepath.Join(s.home, "Documents", p.way()+".schoolbench")
		district.copyTo(t, workspace)
		s.start(program, workspace)
		s.waitFor("side:dataset:marks", "")
		p.idle()
		p.tasks(district)
		s.quit()
		if err := os.RemoveAll(filepath.Join(s.home, ".config")); err != nil {
			t.Fatal(err)
		}
	}
	prints(t, people...)
}

// tasks are the ten tasks.
func (p *person) tasks(d district) {
	p.t.Helper()
	p.does(1, "How are Latinas doing in first period?", func() { p.latinas(d) })
	p.does(2, "Which middle schools improved attendance over last year?", func() { p.attendance(d) })
	p.does(3, "Long-term English learners in after-school programs", func() { p.learners(d) })
	p.does(4, "Teacher absence by student performance", func() { p.teachers(d) })
	p.does(5, "Save that as a report", func() { p.saves(reportName) })
	p.does(6, "Write it to a file", func() { p.writesFile(d) })
	p.does(7, "Put it on a dashboard", func() { p.addsTile(d) })
	p.does(8, "From a number to the names behind it", func() { p.drills(d) })
	p.does(9, "Correct a cell, and take it back", func() { p.edits() })
	p.does(10, "Import next week's file, seeing first what changes", func() { p.nextWeek(d) })
}

// latinas asks for the grade points of Latina students by period.
func (p *person) latinas(d district) {
	where := `[Race/Ethnicity] = "Hispanic or Latino" and Gender = "F"`
	want := d.answer(p.t, "marks",
		"--look-up", "Race/Ethnicity = students: Race/Ethnicity on Student ID = Student ID",
		"--look-up", "Gender = students: Gender on Student ID = Student ID",
		"--rows", "Period", "--measures", "mean(GPA Points), distinct(Student ID)", "--where", where)
	p.explores("marks")
	p.brings("students", "Race/Ethnicity")
	p.brings("students", "Gender")
	p.changes("rows", 0, "Remove")
	p.changes("rows", 0, "Remove")
	p.puts("Period", "Add to rows")
	p.puts("GPA Points", "Add to values: Average (mean)")
	p.puts("Student ID", "Add to values: Count of different values")
	p.filters(where)
	p.shows(want, 1)
}

// attendance asks which middle schools of each ZIP code had fewer periods of
// absence a day than in the year before.
func (p *person) attendance(d district) {
	where := `Level = "Middle"`
	want := d.answer(p.t, "attendance",
		"--look-up", "ZIP = schools: ZIP on School Code = School Code",
		"--look-up", "School Name = schools: School Name on School Code = School Code",
		"--look-up", "Level = schools: Level on School Code = School Code",
		"--rows", "ZIP, School Name", "--cols", "School Year", "--measures", "mean(Periods Absent) difference from previous [School Year]", "--where", where)
	p.explores("attendance")
	for _, column := range []string{"ZIP", "School Name", "Level"} {
		p.brings("schools", column)
	}
	p.changes("rows", 2, "Remove")
	p.puts("School Year", "Add to columns")
	p.puts("Periods Absent", "Add to values: Average (mean)")
	p.filters(where)
	p.changes("values", 0, "Compare with", "The School Year before: difference")
	p.shows(want, 1)
}

// learners asks which services students have who began to learn English long
// ago.
func (p *person) learners(d district) {
	where := `[English Learner Status] = "EL" and year([English Learner Since]) <= 2019`
	want := d.answer(p.t, "services",
		"--look-up", "English Learner Status = students: English Learner Status on Student ID = Student ID",
		"--look-up", "English Learner Since = students: English Learner Since on Student ID = Student ID",
		"--rows", "Service, School", "--measures", "distinct(Student ID), sum(Hours)", "--where", where)
	p.explores("services")
	p.brings("students", "English Learner Status")
	p.brings("students", "English Learner Since")
	p.changes("rows", 0, "Remove")
	p.changes("rows", 0, "Remove")
	p.puts("Service", "Add to rows")
	p.puts("School", "Add to rows")
	p.puts("Student ID", "Add to values: Count of different values")
	p.puts("Hours", "Add to values: Sum")
	p.filters(where)
	p.shows(want, 1)
}

// teachers asks how often teachers stay away by the grade points that they
// give.
func (p *person) teachers(d district) {
	want := d.answer(p.t, teacherQuestion()...)
	p.explores("staff")
	p.brings("marks", "Mean of GPA Points")
	p.changes("values", 0, "Remove")
	p.puts("Mean of GPA Points", "Add to rows")
	p.changes("rows", 0, "Bands", "4 bands with as many rows each")
	p.puts("Days Absent", "Add to values: Average (mean)")
	p.puts("Staff ID", "Add to values: Count of different values")
	p.filters("not isblank([Mean of GPA Points])")
	p.shows(want, 1)
}

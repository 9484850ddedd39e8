package synth_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/internal/synth"
	"github.com/schoolbench/schoolbench/table"
)

func checkIdentifiers(t *testing.T, all district) {
	for column, width := range map[string]int{"Student ID": 6, "SSID": 10} {
		seen, zeros := map[string]bool{}, 0
		for _, student := range all.files["students.xlsx"] {
			id := student[column]
			if len(id) != width || seen[id] {
				t.Fatalf("%s %q is too short or given twice", column, id)
			}
			seen[id] = true
			if id[0] == '0' {
				zeros++
			}
		}
		if column == "Student ID" && zeros*10 < len(seen) {
			t.Errorf("only %d of %d IDs begin with a zero", zeros, len(seen))
		}
	}
	for _, file := range []string{"discipline.csv"} {
		seen := map[string]bool{}
		for _, record := range all.files[file] {
			if id := record["Incident ID"]; id != "" && seen[id] {
				t.Errorf("incident %s twice", id)
			} else {
				seen[id] = true
			}
		}
	}
}

// Everyone and every school that a file names must be in the lists of them.
func checkReferences(t *testing.T, all district) {
	students, schools, names, teachers, cds := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, student := range all.files["students.xlsx"] {
		students[student["Student ID"]] = true
	}
	for _, school := range all.files["schools.csv"] {
		schools[school["School Code"]], cds[school["CDS Code"]], names[school["School Name"]] = true, true, true
	}
	for _, member := range all.files["staff.csv"] {
		if member["Role"] == "Teacher" {
			teachers[member["School Year"]+member["School Code"]+member["Staff ID"]] = true
		}
	}
	for _, file := range []string{"enrollment.csv", "attendance.csv", "marks.csv", "assessments.txt", "services.xlsx"} {
		for i, record := range all.files[file] {
			if !students[record["Student ID"]] {
				t.Fatalf("%s, row %d: nobody has ID %q", file, i+1, record["Student ID"])
			}
		}
	}
	for _, file := range []string{"students.xlsx", "enrollment.csv", "attendance.csv", "marks.csv", "staff.csv"} {
		for i, record := range all.files[file] {
			if !schools[record["School Code"]] {
				t.Fatalf("%s, row %d: no school has code %q", file, i+1, record["School Code"])
			}
		}
	}
	for i, record := range all.files["assessments.txt"] {
		if !cds[record["CDS Code"]] || !names[record["School Name"]] {
			t.Fatalf("assessments.txt, row %d: no school %q", i+1, record["CDS Code"])
		}
	}
	for i, record := range all.files["marks.csv"] {
		if !teachers[record["School Year"]+record["School Code"]+record["Teacher ID"]] {
			t.Fatalf("marks.csv, row %d: no teacher %q at school %s", i+1, record["Teacher ID"], record["School Code"])
		}
	}
}

func checkEnrollment(t *testing.T, all district) {
	last := map[string]string{}
	for i, record := range all.files["enrollment.csv"] {
		if record["Entry Date"] > record["Exit Date"] {
			t.Errorf("row %d: left before coming: %v", i+1, record)
		}
		if before := last[record["Student ID"]]; before >= record["Entry Date"] {
			t.Errorf("row %d: enrolled twice on %s: %v", i+1, before, record)
		}
		last[record["Student ID"]] = record["Exit Date"]
	}
	for _, student := range all.files["students.xlsx"] {
		if last[student["Student ID"]] == "" {
			t.Errorf("student %s was never enrolled", student["Student ID"])
		}
		delete(last, student["Student ID"])
	}
	if len(last) > 0 {
		t.Errorf("%d enrolled who are not students", len(last))
	}
}

func checkAttendance(t *testing.T, all district) {
	type key struct{ student, year string }
	days, absent := map[key]int{}, map[key]int{}
	seen := map[string]bool{}
	calendar := synth.NewCalendar(2024)
	for i, record := range all.files["attendance.csv"] {
		if at := record["Student ID"] + record["Date"]; seen[at] {
			t.Fatalf("row %d: twice the same day: %v", i+1, record)
		} else {
			seen[at] = true
		}
		k := key{record["Student ID"], record["School Year"]}
		days[k]++
		if strings.Contains("EUAS", record["Status"]) && record["Status"] != "" {
			absent[k]++
		}
		if !strings.Contains("PTEUAS", record["Status"]) {
			t.Fatalf("row %d: status %q", i+1, record["Status"])
		}
		if record["School Year"] == "2024-25" {
			date, err := time.Parse("2006-01-02", record["Date"])
			if err != nil || strconv.Itoa(calendar.Number(date)) != record["Day"] {
				t.Fatalf("row %d: no school day: %v, %v", i+1, record, err)
			}
		}
	}
	chronic, eligible := 0, 0
	for k, n := range days {
		if n > 30 {
			eligible++
			if 10*absent[k] >= n {
				chronic++
			}
		}
	}
	if rate := float64(chronic) / float64(eligible); rate < 0.05 || rate > 0.4 {
		t.Errorf("%.1f %% of %d are chronically absent", 100*rate, eligible)
	}
	// The sum of the stays must be the days recorded.
	expected := map[key]int{}
	for _, record := range all.files["enrollment.csv"] {
		start, _, _ := table.ParseSchoolYear(record["School Year"])
		year := synth.NewCalendar(start)
		first, _ := time.Parse("2006-01-02", record["Entry Date"])
		last, _ := time.Parse("2006-01-02", record["Exit Date"])
		expected[key{record["Student ID"], record["School Year"]}] += year.Number(last) - year.Number(first) + 1
	}
	for k, n := range days {
		if expected[k] != n {
			t.Errorf("%v: %d days recorded, enrolled for %d", k, n, expected[k])
		}
	}
}

// A student who is suspended must be out in attendance.
func checkSuspensions(t *testing.T, all district) {
	status := map[string]string{}
	for _, record := range all.files["attendance.csv"] {
		status[strings.TrimLeft(record["Student ID"], "0")+record["Date"]] = record["Status"]
	}
	checked := 0
	for _, record := range all.files["discipline.csv"] {
		if record["Days Suspended"] == "0" || record["Incident Date"] == "" {
			continue
		}
		date, err := time.Parse("1/2/2006", record["Incident Date"])
		if err != nil {
			t.Fatal(err)
		}
		year := date.Year()
		if date.Month() < time.July {
			year--
		}
		calendar := synth.NewCalendar(year)
		at := calendar.Number(date)
		if at == 0 {
			t.Fatalf("incident on a day without school: %v", record)
		}
		if at == synth.InstructionalDays {
			continue
		}
		next, enrolled := status[record["Student ID"]+calendar.Days[at].Format("2006-01-02")]
		if enrolled && next != "S" && next != "" {
			t.Errorf("suspended on %s but %q the day after", record["Incident Date"], next)
		}
		checked++
	}
	if checked < 20 {
		t.Errorf("only %d suspensions", checked)
	}
}

func checkProgression(t *testing.T, all district) {
	order := []string{"TK", "K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}
	grades := map[string]map[string]int{}
	for _, record := range all.files["enrollment.csv"] {
		if grades[record["Student ID"]] == nil {
			grades[record["Student ID"]] = map[string]int{}
		}
		grades[record["Student ID"]][record["School Year"]] = slices.Index(order, record["Grade"])
	}
	advanced, repeated := 0, 0
	for student, years := range grades {
		for _, pair := range [][2]string{{"2023-24", "2024-25"}, {"2024-25", "2025-26"}} {
			before, hasBefore := years[pair[0]]
			after, hasAfter := years[pair[1]]
			switch {
			case !hasBefore || !hasAfter:
			case after == before+1:
				advanced++
			case after == before:
				repeated++
			default:
				t.Errorf("student %s goes from %s to %s", student, order[before], order[after])
			}
		}
	}
	if advanced < middlingStudents || repeated == 0 || repeated*10 > advanced {
		t.Errorf("%d advanced, %d repeated", advanced, repeated)
	}
}

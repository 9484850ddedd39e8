package synth_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/internal/synth"
)

func TestOptions(t *testing.T) {
	for name, test := range map[string]struct{ given, want synth.Options }{
		"nothing given": {synth.Options{}, synth.Options{Students: 600, Schools: 5, Years: 2, FirstYear: 2023}},
		"negative":      {synth.Options{Students: -1, Schools: -1, Years: -1, FirstYear: -1, Seed: 4}, synth.Options{Students: 600, Schools: 5, Years: 2, FirstYear: 2023, Seed: 4}},
		"too large": {
			synth.Options{Students: 1 << 40, Schools: 1 << 40, Years: 99, FirstYear: 9999},
			synth.Options{Students: synth.MaxStudents, Schools: synth.MaxSchools, Years: synth.MaxYears, FirstYear: 2100},
		},
		"one of each": {synth.Options{Students: 1, Schools: 1, Years: 1, FirstYear: 1}, synth.Options{Students: 1, Schools: 1, Years: 1, FirstYear: 1990}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := synth.Generate(test.given).Options(); got != test.want {
				t.Errorf("made %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestSchools(t *testing.T) {
	small, large := synth.Generate(synth.Options{Schools: 5}).Schools(), synth.Generate(synth.Options{Schools: synth.MaxSchools}).Schools()
	codes, districtCodes, names := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i, school := range large {
		if len(school.CDS) != 14 || school.CDS[0] != '0' || len(school.Code) != 3 || len(school.ZIP) != 5 {
			t.Fatalf("codes of %+v", school)
		}
		codes[school.Code], districtCodes[school.CDS], names[school.Name] = true, true, true
		if i < len(small) && small[i].Name != school.Name {
			t.Errorf("school %d is %q, of more schools %q", i, small[i].Name, school.Name)
		}
	}
	if len(codes) != len(large) || len(districtCodes) != len(large) || len(names) != len(large) || codes["990"] {
		t.Errorf("%d schools: %d codes, %d CDS codes, %d names", len(large), len(codes), len(districtCodes), len(names))
	}
}

// A district may be as small as one school, and any number of levels.
func TestSmallDistricts(t *testing.T) {
	for schools, lastGrade := range map[int]string{1: "5", 2: "8", 3: "12"} {
		t.Run(fmt.Sprint(schools), func(t *testing.T) {
			folder := write(t, synth.Generate(synth.Options{Students: 120, Schools: schools, Years: 3}))
			grades := map[string]bool{}
			for _, record := range records(t, folder, "enrollment.csv") {
				grades[record["Grade"]] = true
			}
			order := []string{"TK", "K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}
			for i, grade := range order {
				if want := i <= slices.Index(order, lastGrade); grades[grade] != want {
					t.Errorf("grade %s taught: %t, want %t", grade, grades[grade], want)
				}
			}
			if len(records(t, folder, "marks.csv")) == 0 || len(records(t, folder, "attendance.csv")) < 120*150*3 {
				t.Error("too few marks or days")
			}
		})
	}
}

// district holds the records of every file of a district.
type district struct {
	files   map[string][]map[string]string
	planted []synth.Fault
}

// middlingStudents is how many it has at a time.
const middlingStudents = 500

func middling(t *testing.T) district {
	t.Helper()
	made := synth.Generate(synth.Options{Students: middlingStudents, Schools: 6, Years: 3, Seed: 11})
	folder := write(t, made)
	all := district{files: map[string][]map[string]string{}, planted: made.Planted()}
	for _, name := range synth.FileNames() {
		all.files[name] = records(t, folder, name)
	}
	return all
}

func TestDistrict(t *testing.T) {
	all := middling(t)
	for name, check := range map[string]func(*testing.T, district){
		"identifiers": checkIdentifiers, "references": checkReferences, "enrollment": checkEnrollment,
		"attendance": checkAttendance, "suspensions": checkSuspensions, "grades advance": checkProgression,
		"assessments": checkAssessments, "marks": checkMarks, "budget": checkBudget, "discipline": checkDiscipline,
		"planted": checkPlanted, "services": checkServices, "staff": checkStaff,
	} {
		t.Run(name, func(t *testing.T) { check(t, all) })
	}
}

// The marks of a file as a whole are seen in its bytes.
func TestPlantedInBytes(t *testing.T) {
	folder := write(t, synth.Generate(synth.Options{Students: 300, Schools: 12}))
	content := map[string]string{}
	for _, name := range synth.FileNames() {
		if filepath.Ext(name) != ".xlsx" {
			content[name] = string(read(t, folder, name))
		}
	}
	for name, shows := range map[string]bool{
		"byte order mark":     strings.HasPrefix(content["staff.csv"], "\ufeffSchool Year,"),
		"only one of them":    !strings.HasPrefix(content["schools.csv"], "\ufeff"),
		"Windows line ends":   strings.Count(content["discipline.csv"], "\r\n") == strings.Count(content["discipline.csv"], "\n"),
		"plain line ends":     !strings.Contains(content["attendance.csv"], "\r"),
		"empty line":          strings.HasSuffix(content["discipline.csv"], "\r\n\r\n"),
		"no empty line":       !strings.HasSuffix(content["enrollment.csv"], "\n\n"),
		"Windows-1252 letter": strings.Contains(content["assessments.txt"], "Garc\xeda"),
		"carets":              strings.HasPrefix(content["assessments.txt"], "School Year^CDS Code^"),
		"UTF-8 letter":        strings.Contains(content["schools.csv"], "Cañada"),
	} {
		if !shows {
			t.Errorf("no %s", name)
		}
	}
}

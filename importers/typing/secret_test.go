package typing_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/table"
)

// What opens doors is asked about, and what only speaks of it is not.
func TestSecrets(t *testing.T) {
	runTyped(t, map[string]typed{
		"passwords":               {header: "Password", texts: "#3NOx54M_@|V3oPVJ5j_0", want: table.Text, findings: "secret", asks: true},
		"passwords, run together": {header: "InitialPassword", texts: "abc|def", want: table.Text, findings: "secret", asks: true},
		"pins":                    {header: "Lunch PIN", texts: "0012|4312", want: table.Code, findings: "code secret", asks: true},
		"social security":         {header: "Social Security Number", texts: "123456789|987654321", want: table.Code, findings: "code secret", asks: true},
		"no name but the form":    {header: "Key", texts: "123-45-6789|987-65-4321", want: table.Text, findings: "secret", asks: true},
		"the form, in part":       {header: "Key", texts: "XXX-XX-6789|***-**-4321", want: table.Text, findings: "secret", asks: true},
		"no value":                {header: "Password", texts: "||", want: table.Text},
		"only whether":            {header: "Has SSN", texts: "Y|N|Y", want: table.YesNo, layout: "Y|N", findings: "yes-no"},
		"only when":               {header: "Password Changed", texts: "2026-01-31|1999-12-01", want: table.Date},
		"another word":            {header: "Spin", texts: "a|b", want: table.Text},
		"telephones":              {header: "Phone", texts: "510-555-0100|510-555-0101", want: table.Code},
	})
}

// A finding about a secret leaves out the column that it is about.
func TestSecretLeavesItsColumnOut(t *testing.T) {
	profile := typing.NewProfile("Password", 1)
	profile.Add([]byte("swordfish"))
	decided := typing.Decide([]*typing.Profile{profile})[0]
	decided.Place("Password", 7)
	if len(decided.Findings) != 1 || len(decided.Findings[0].Undo) != 1 || len(decided.Findings[0].Undo[0].LeaveOut) != 1 || decided.Findings[0].Undo[0].LeaveOut[0] != 7 {
		t.Errorf("findings %+v", decided.Findings)
	}
}

// School years of one calendar year are school years under a header that says
// so, and numbers elsewhere.
func TestBareSchoolYears(t *testing.T) {
	runTyped(t, map[string]typed{
		"by its end":       {header: "school_year", texts: "2021|2022", want: table.SchoolYear, layout: table.EndYearLayout, cells: "2020 2021", findings: "school-year-alone", asks: true},
		"within a name":    {header: "first_9th_school_year_reported", texts: "2004|2005", want: table.SchoolYear, layout: table.EndYearLayout, findings: "school-year-alone", asks: true},
		"academic":         {header: "AcademicYear", texts: "1999|2000", want: table.SchoolYear, layout: table.EndYearLayout, findings: "school-year-alone", asks: true},
		"a calendar year":  {header: "Graduation Year", texts: "2021|2022", want: table.Integer},
		"with another":     {header: "School Year", texts: "2021|about 2022", want: table.Text},
		"in the old form":  {header: "School Year", texts: "1819|1920|2021", want: table.SchoolYear, layout: "1819", findings: "school-year"},
		"schools by years": {header: "School Years", texts: "4|12", want: table.Integer},
	})
}

// Numbers that count days from some day of their own are no dates written
// without separators, even if each of them could be one.
func TestNumbersThatAreNoCompactDates(t *testing.T) {
	var days, term []string
	for n := 10869; n <= 13148; n += 17 {
		days = append(days, table.FormatNumber(float64(n), 0))
	}
	for day := 10124; day <= 13124; day += 100 {
		term = append(term, table.FormatNumber(float64(day), 0))
	}
	plain := func(texts []string) string { return strings.ReplaceAll(strings.Join(texts, "|"), ",", "") }
	runTyped(t, map[string]typed{
		"days since 1960":      {header: "birth_date", texts: plain(days), want: table.Integer, findings: "date-unknown", asks: true},
		"the days of a month":  {header: "Date", texts: plain(term), want: table.Date, layout: "010206", findings: "date-compact date-short-year"},
		"a few of one January": {header: "Date", texts: "010124|010225", want: table.Date, layout: "010206", findings: "date-compact date-short-year", asks: true},
	})
}

// One word among the marks of a class leaves them numbers.
func TestOneStrayOfAClass(t *testing.T) {
	class := strings.Repeat("7|8|9|", 8)
	runTyped(t, map[string]typed{
		"one excused":  {header: "Homework 2", texts: class + "Excused", want: table.Integer, findings: "misfit"},
		"two words":    {header: "Homework 2", texts: class + "Excused|Late", want: table.Text, findings: "text-mixed"},
		"few students": {header: "Homework 2", texts: "7|8|9|Excused", want: table.Text},
		"rooms":        {header: "Room", texts: class + "Gym", want: table.Text, findings: "text-mixed"},
	})
}

package typing

import (
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

func (d *decision) isSchoolYear() bool {
	t := d.tally
	if d.isBareSchoolYear() {
		return true
	}
	if t.yearCount == 0 || !t.notYear.mayStay(t.reported) || t.yearCount+t.notYear.count != t.reported {
		return false
	}
	const plain = "2018-19"
	layout := mostFrequent(t.years)
	if t.years[plain] == t.years[layout] {
		layout = plain
	}
	// 18-19 may be a range of scores and 1819 any number: the header must say year.
	short := len(layout) < 6
	if (short || t.digitYear > 0) && !speaksOf(d.words, "year", "yr", "sy", "yrs", "years") {
		return false
	}
	if t.digitYear > 0 && t.bareYears == t.digitYear {
		return false // 2021 is a calendar year unless others show that it is not
	}
	d.column.Type = table.SchoolYear
	if layout != plain {
		d.column.Layout = layout
	}
	if t.digitYear > 0 || len(t.years) > 1 || t.notYear.count > 0 {
		d.find("school-year", "read as school years: in %s of %s values the second half is the year after the first, as in %s.",
			english.Number(t.yearCount), english.Number(t.reported), table.FormatSchoolYear(2014, layout)).orText()
	}
	d.explainStrays("school years", &t.notYear)
	return true
}

// isBareSchoolYear recognises school years that are written as one calendar
// year, under a header that says that they are.
func (d *decision) isBareSchoolYear() bool {
	t := d.tally
	if t.calendarYears == 0 || t.calendarYears != t.reported || !speaksOfSchoolYears(d.words) {
		return false
	}
	d.column.Type, d.column.Layout = table.SchoolYear, table.EndYearLayout
	example := mostFrequent(t.oneYear)
	start, _ := table.ReadSchoolYear(example, table.EndYearLayout)
	f := d.find("school-year-alone", "read as school years by the year in which they end, as most states write them: %s is %s. The file does not say which year it writes.",
		example, table.FormatSchoolYear(start, "")).asks()
	f.or("They are the years in which they begin: "+example+" is "+table.FormatSchoolYear(start+1, ""), func(column *importers.PlanColumn) { retype(column, table.SchoolYear, table.StartYearLayout) })
	f.or("Read as whole numbers", func(column *importers.PlanColumn) { retype(column, table.Integer, "") })
	return true
}

// isGrade recognises grades of school: by the header when they are numbers, by
// themselves when there is a K among them.
func (d *decision) isGrade() bool {
	t := d.tally
	if t.gradeCount == 0 || !t.mayBeGrade || !t.notGrade.mayStay(t.reported) || t.gradeCount+t.notGrade.count != t.reported {
		return false
	}
	if !speaksOfGradeLevels(d.words) && (t.gradeLetters == 0 || !d.showsKindergarten()) {
		return false
	}
	d.column.Type, d.column.Layout = table.Grade, table.GradeLayout(t.grades)
	d.find("grade", "read as grades of school, so that they stand in order (%s): %s %s.", d.gradeSpan(), valuesAre(t.gradeCount, t.reported), english.Plural(t.reported, "one", "grades")).
		or("Read as text", func(column *importers.PlanColumn) { retype(column, table.Text, "") }).
		or("Read as whole numbers", func(column *importers.PlanColumn) { retype(column, table.Integer, "") })
	d.explainStrays("grades", &t.notGrade)
	return true
}

// showsKindergarten reports whether the values are grades beyond doubt: a K of
// some kind, and at least three grades with numbers, or one under a header that
// speaks of grades.
func (d *decision) showsKindergarten() bool {
	fewest, headed := 3, speaksOfGrades(d.words)
	if headed {
		fewest = 1
	}
	kindergarten, numbered := false, map[int]bool{}
	for text := range d.tally.grades {
		grade, _ := table.ParseGrade(text)
		if grade >= 1 && grade <= 12 {
			numbered[grade] = true
		}
		if (grade == 0 || grade == -1) && !isSmallNumber(text) && text[0] != '0' || headed && grade < 0 && strings.ContainsAny(text, "Kk") {
			kindergarten = true
		}
	}
	return kindergarten && len(numbered) >= fewest
}

// gradeSpan writes the first and last grade that occur.
func (d *decision) gradeSpan() string {
	first, last, any := 0, 0, false
	for text := range d.tally.grades {
		grade, _ := table.ParseGrade(text)
		if !any || grade < first {
			first = grade
		}
		if !any || grade > last {
			last = grade
		}
		any = true
	}
	if first == last {
		return table.FormatGrade(first, "")
	}
	return table.FormatGrade(first, "") + " to " + table.FormatGrade(last, "")
}

func (d *decision) isYesNo() bool {
	t := d.tally
	total, best, most := 0, -1, 0
	for pair, sides := range t.yesNo {
		both := sides[0] + sides[1]
		total += both
		if both > most {
			best, most = pair, both
		}
	}
	if total == t.reported && best >= 0 {
		sides := t.yesNo[best]
		words := yesNoPairs()[best]
		if len(words[0]) == 1 && sides[1] == 0 {
			return false // N alone may be north as well as no
		}
		if best == lettersPair && sides[0] == 0 {
			return false // T alone may be anything
		}
		d.setYesNo(d.spelled(words))
		return true
	}
	if t.bits[0]+t.bits[1] != t.reported || t.bits[0] == 0 || t.bits[1] == 0 {
		return false
	}
	if !speaksOfFlags(d.words) {
		if t.reported >= sureFlags && !countsThings(d.words) && !groupsBy(d.words) && !namesThings(d.words) {
			d.find("zero-one", "holds only 0 and 1 (%s and %s of %s values) and was read as whole numbers.", english.Number(t.bits[0]), english.Number(t.bits[1]), english.Number(t.reported)).
				or("Read as no and yes", func(column *importers.PlanColumn) { retype(column, table.YesNo, "1|0") })
		}
		return false
	}
	d.setYesNo([]string{"1", "0"})
	return true
}

// sureFlags is the number of values from which a column of 0 and 1 is worth a
// word.
const sureFlags = 20

func (d *decision) setYesNo(words []string) {
	d.column.Type = table.YesNo
	if layout := strings.Join(words, "|"); layout != "Yes|No" {
		d.column.Layout = layout
	}
	f := d.find("yes-no", "read as yes and no: %s %s or %s.", valuesAre(d.tally.reported, d.tally.reported), words[0], words[1]).orText()
	if words[0] == "1" {
		f.or("Read as whole numbers", func(column *importers.PlanColumn) {
			retype(column, table.Integer, "")
			column.Role = table.Measure
		})
	}
}

// isCross recognises a column that is ticked with an X.
func (d *decision) isCross() bool {
	t := d.tally
	if t.crosses != t.reported || t.reported < 2 || t.blank == 0 {
		return false
	}
	cross := "X"
	if t.spelling["x"] > t.spelling["X"] {
		cross = "x"
	}
	d.column.Type, d.column.Layout = table.YesNo, cross+"|No"
	f := d.find("cross", "read as yes where it has %s (%s of %s rows); where it is blank the value is missing, since nothing says that it means no.", cross, english.Number(t.crosses), english.Number(t.total)).asks()
	f.or("Blank means no", func(column *importers.PlanColumn) { column.Layout = cross + "|" })
	f.orText()
	return true
}

// spelled returns the two words as the column mostly writes them; a word that
// does not occur is given the case of the other.
func (d *decision) spelled(words [2]string) []string {
	found := [2]string{}
	for side, word := range words {
		best := 0
		for text, count := range d.tally.spelling {
			if strings.EqualFold(text, word) && (count > best || (count == best && text < found[side])) {
				found[side], best = text, count
			}
		}
	}
	for side, word := range words {
		if found[side] != "" {
			continue
		}
		other := found[1-side]
		switch {
		case other == strings.ToUpper(other):
			found[side] = strings.ToUpper(word)
		case other == strings.ToLower(other):
			found[side] = word
		default:
			found[side] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return found[:]
}

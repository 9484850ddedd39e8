package synth

import "math"

// The tests that students take in spring.
const (
	testEnglish = iota
	testMath
	testScience
	testLanguage
	testAlternateEnglish
	testAlternateMath
	testCount
)

func testName(test int) string {
	return [...]string{
		"Smarter Balanced ELA", "Smarter Balanced Math", "California Science Test", "ELPAC Summative",
		"Alternate Assessment ELA", "Alternate Assessment Math",
	}[test]
}

// scale is how a test's scores of one grade are spread and cut into levels.
type scale struct {
	mean, spread float64
	low, high    int
	cuts         [3]int
}

// scaleOf returns the scale of a test in a grade, and whether that grade takes
// it. The cuts of the Smarter Balanced tests are the published ones; the others
// have the published form with cuts near to them.
func scaleOf(test, grade int) (scale, bool) {
	smarter := grade >= 3 && grade <= 8 || grade == 11
	at := min(max(grade-3, 0), 6)
	if grade == 11 {
		at = 6
	}
	switch test {
	case testEnglish:
		cuts := [7][3]int{{2367, 2432, 2490}, {2416, 2473, 2533}, {2442, 2502, 2582}, {2457, 2531, 2618}, {2479, 2552, 2649}, {2487, 2567, 2668}, {2493, 2583, 2682}}[at]
		return scale{float64(cuts[1]) - 5, 98, 2114, 2795, cuts}, smarter
	case testMath:
		cuts := [7][3]int{{2381, 2436, 2501}, {2411, 2485, 2549}, {2455, 2528, 2579}, {2473, 2552, 2610}, {2484, 2567, 2635}, {2504, 2586, 2653}, {2543, 2628, 2718}}[at]
		return scale{float64(cuts[1]) - 28 - 5*float64(at), 102, 2189, 2862, cuts}, smarter
	case testScience:
		base := map[int]int{5: 150, 8: 350, 11: 550}[grade]
		return scale{float64(base) + 46, 14, base, base + 100, [3]int{base + 29, base + 50, base + 64}}, base > 0
	case testLanguage:
		mean := 1400 + 14*float64(grade)
		return scale{mean, 70, 1150, 1950, [3]int{int(mean) - 65, int(mean), int(mean) + 65}}, true
	default:
		base := 300 + 100*max(grade, 0)
		return scale{float64(base) + 46, 13, base, base + 99, [3]int{base + 45, base + 60, base + 99}}, smarter
	}
}

// sitting is a student's test.
type sitting struct {
	due    bool // the student is in the group that takes it
	scored bool
	score  int
	level  int // 0 to 3
}

// tests draws a student's tests of a year. Nobody is due who was not enrolled
// on the day that testing begins.
func (d *District) tests(p *person, e *enrolledYear) (taken [testCount]sitting, school int) {
	const testingDay = 150
	school = -1
	for _, stay := range e.current() {
		if stay.first <= testingDay && testingDay <= stay.last {
			school = stay.school
		}
	}
	run := d.draw(aboutTests, p.seat, e.year)
	isLearner := p.learner.status(d.options.FirstYear+e.year) == "EL"
	common := 0.3 * run.normal()
	growth := 0.0
	if school >= 0 {
		growth = d.schools[school].teaching * float64(e.year+1)
	}
	for test := range taken {
		noise, absent := run.normal(), run.chance(min(0.4, 0.012+0.6*p.absence))
		scale, given := scaleOf(test, e.grade)
		isAlternate := test == testAlternateEnglish || test == testAlternateMath
		switch {
		case school < 0 || !given:
			continue
		case test == testLanguage && !isLearner:
			continue
		case test != testLanguage && isAlternate != p.alternate:
			continue
		}
		ability := p.ability + growth + common + 0.32*noise - 2.5*(p.absence-0.04)
		if isLearner && test == testEnglish {
			ability -= 0.45
		}
		result := sitting{due: true, scored: !absent}
		result.score = min(scale.high, max(scale.low, int(math.Round(scale.mean+scale.spread*ability))))
		for _, cut := range scale.cuts {
			if result.score >= cut {
				result.level++
			}
		}
		taken[test] = result
	}
	return taken, school
}

func levelWords(test, level int) string {
	switch test {
	case testEnglish, testMath, testScience:
		return [...]string{"Standard Not Met", "Standard Nearly Met", "Standard Met", "Standard Exceeded"}[level]
	case testLanguage:
		return [...]string{"Level 1", "Level 2", "Level 3", "Level 4"}[level]
	}
	return [...]string{"Level 1", "Level 2", "Level 3", "Level 3"}[level]
}

// smallestGroup is the smallest number of students tested whose scores are
// published.
const smallestGroup = 11

// testGroup is the students whose number decides whether scores are published.
type testGroup struct{ school, grade, test int }

// writeAssessments writes one row for each student and test that they were due
// to take, in the form of a state's file.
func (d *District) writeAssessments(j *job) error {
	rows := newTextRows(j.out, '^', "\r\n")
	rows.header("School Year", "CDS Code", "School Name", "Grade", "Test", "Student ID", "SSID", "Last Name", "First Name",
		"English Learner Status", "Students Tested", "Scale Score", "Achievement Level")
	j.note("", OldEncoding, 1, "Windows-1252")
	seats, years := d.options.Students, d.options.Years
	for year := range years {
		// The number tested is not known before all students were looked at.
		tested := map[testGroup]int{}
		visit := func(pass int, write func(*person, *enrolledYear, int, int, sitting)) error {
			return d.eachEnrolledIn(year, func(p *person, e *enrolledYear) error {
				if err := j.advance((2*year+pass)*seats+p.seat, 2*years*seats); err != nil {
					return err
				}
				taken, school := d.tests(p, e)
				for test, result := range taken {
					if result.due {
						write(p, e, school, test, result)
					}
				}
				return nil
			})
		}
		if err := visit(0, func(_ *person, e *enrolledYear, school, test int, result sitting) {
			if result.scored {
				tested[testGroup{school, e.grade, test}]++
			}
		}); err != nil {
			return err
		}
		if err := visit(1, func(p *person, e *enrolledYear, school, test int, result sitting) {
			d.testRow(rows, j, p, e, school, test, result, tested[testGroup{school, e.grade, test}])
		}); err != nil {
			return err
		}
	}
	return rows.finish()
}

// testRow writes the row of one student's test.
func (d *District) testRow(rows *textRows, j *job, p *person, e *enrolledYear, school, test int, result sitting, tested int) {
	line := rows.line + 1
	rows.text(schoolYear(d.options.FirstYear + e.year))
	rows.text(d.schools[school].CDS)
	rows.windows1252(d.schools[school].Name)
	rows.text(gradeText(e.grade))
	rows.text(testName(test))
	rows.text(d.studentID(p))
	rows.integer(p.ssid)
	if rows.windows1252(p.family) {
		j.note("Last Name", LostAccents, line, rows.plainLetters(p.family))
	}
	if rows.windows1252(p.given) {
		j.note("First Name", LostAccents, line, rows.plainLetters(p.given))
	}
	rows.text(p.learner.status(d.options.FirstYear + e.year))
	rows.integer(tested)
	switch {
	case tested < smallestGroup:
		j.note("Scale Score", Withheld, line, "*")
		j.note("Achievement Level", Withheld, line, "*")
		rows.text("*")
		rows.text("*")
	case !result.scored:
		j.note("Scale Score", BlankCells, line, "")
		j.note("Achievement Level", BlankCells, line, "")
		rows.text("")
		rows.text("")
	default:
		rows.integer(result.score)
		rows.text(levelWords(test, result.level))
	}
	rows.end()
}

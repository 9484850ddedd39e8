package synth

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// person is a student: what files say about them, and what lies behind it.
// Everything here is drawn from the seat and the year of entry, so that a
// student is the same in every file.
type person struct {
	seat, entered int // entered is the position of the year; 0 may have come earlier

	id, ssid    int
	family      string
	given       string
	gender      string
	ethnicity   string
	language    string
	learner     learner
	special     bool
	alternate   bool // takes the alternate assessments
	poor        bool
	foster      bool
	homeless    bool
	community   int
	zip         string
	born        time.Time
	ability     float64 // standard deviations
	absence     float64 // probability of an absence on an ordinary day
	conduct     float64 // expected incidents a year in an ordinary grade
	mobility    float64 // against the average of 1
	punctuality float64 // probability of being late on a day in school
}

// learner is a student's history of learning English.
type learner struct {
	initial      string    // EO, IFEP or EL
	since        time.Time // when they became an English learner; zero if they never were
	reclassified int       // calendar year in whose June they were, or 0
}

// status is the learner's status during the school year that starts here.
func (l learner) status(startYear int) string {
	if l.initial == "EL" && l.reclassified > 0 && l.reclassified <= startYear {
		return "RFEP"
	}
	return l.initial
}

// seatsPerNumber keeps a block of numbers for the students that may follow
// each other on a seat, one a year.
const seatsPerNumber = MaxYears + 1

// studentNumbering returns the numbers for student IDs and how many digits they
// have. Most districts use six; four tenths of all numbers are given out, so
// that many begin with a zero.
func (d *District) studentNumbering() (numbers numbering, width int) {
	size, width := 400_000, 6
	for size < d.options.Students*seatsPerNumber {
		size *= 10
		width++
	}
	return d.numbering(aboutPerson, size), width
}

// studentID writes a student's ID with its leading zeros.
func (d *District) studentID(p *person) string {
	return padded(p.id, d.idWidth)
}

// meet draws the student who took a seat in a year, being in this grade then.
func (d *District) meet(seat, entered, grade int) person {
	run := d.draw(aboutPerson, seat, entered)
	p := person{seat: seat, entered: entered, community: run.pick(d.communityWeights)}
	position := seat*seatsPerNumber + entered
	p.id = d.studentNumbers.at(position)
	p.ssid = 1_000_000_000 + d.stateNumbers.at(position)

	town := &d.towns[p.community]
	group := &d.peoples[run.pick(town.peoples)]
	d.nameStudent(&p, group, &run)
	p.zip = town.zip
	if run.chance(0.08) {
		p.zip = d.towns[run.below(len(d.towns))].zip
	}
	p.ethnicity = group.ethnicity
	if run.chance(0.06) {
		p.ethnicity = ethnicitySeveral
	}
	p.poor = run.chance(town.poverty)
	p.foster = run.chance(0.008)
	p.homeless = p.poor && run.chance(0.05)
	p.special = run.chance(0.135)
	p.alternate = p.special && run.chance(0.09)
	// A child starts kindergarten at five by the first of September.
	startYear := d.options.FirstYear + entered
	p.born = dateOf(startYear-grade-6, time.September, 2).AddDate(0, 0, run.below(365))
	p.language = "English"
	if len(group.languages) > 0 && run.chance(group.heritage) {
		p.language = group.languages[run.below(len(group.languages))]
	}

	p.ability = town.preparation + 0.85*run.normal()
	if p.poor {
		p.ability -= 0.25
	}
	if p.special {
		p.ability -= 0.7
	}
	p.learner = learningEnglish(&p, group, startYear, grade, &run)

	strain := 0.0
	if p.poor {
		strain += 0.35
	}
	if p.homeless || p.foster {
		strain += 0.5
	}
	if p.special {
		strain += 0.2
	}
	p.absence = min(0.5, 0.0205*math.Exp(strain-0.12*p.ability+0.72*run.normal()))
	p.punctuality = min(0.3, 0.025*math.Exp(0.4*strain+0.8*run.normal()))
	p.conduct = 0.05 * math.Exp(0.9*strain-0.35*p.ability+0.9*run.normal())
	if p.gender == "M" {
		p.conduct *= 1.5
	}
	p.mobility = town.mobility * math.Exp(0.5*strain)
	return p
}

// nameStudent draws gender and names.
func (d *District) nameStudent(p *person, group *people, run *draws) {
	givenNames := group.girls
	p.gender = "F"
	switch at := run.share(); {
	case at < 0.51:
		p.gender, givenNames = "M", group.boys
	case at < 0.515:
		p.gender = "X"
	}
	p.given = givenNames[run.below(len(givenNames))]
	p.family = group.family[run.below(len(group.family))]
	second := group.family[run.below(len(group.family))]
	if run.chance(group.twoSurnames) && second != p.family {
		if group.ethnicity == ethnicityLatino {
			p.family += " " + second
		} else {
			p.family += "-" + second
		}
	}
}

// learningEnglish draws how a student came to English.
func learningEnglish(p *person, group *people, startYear, grade int, run *draws) learner {
	newcomer, fluent := run.chance(group.newcomer), run.chance(0.17)
	yearsNeeded := 5 - 1.3*p.ability + 1.5*run.normal()
	arrivedIn := run.below(max(1, grade+1))
	dayOfYear := run.below(20)
	if p.language == "English" {
		return learner{initial: "EO"}
	}
	if fluent && !newcomer {
		return learner{initial: "IFEP"}
	}
	// Years in schools of the country so far: all of them, unless the child
	// came later.
	years := max(0, grade)
	if newcomer && grade > 0 {
		years = grade - arrivedIn
	}
	since := startYear - years
	history := learner{initial: "EL", since: dateOf(since, time.August, 10).AddDate(0, 0, dayOfYear)}
	// Long-term learners with a disability are the ones who stay.
	if !p.special || yearsNeeded < 5 {
		history.reclassified = since + max(2, int(yearsNeeded))
	}
	return history
}

// padded writes a number with leading zeros.
func padded(number, width int) string {
	digits := strconv.Itoa(number)
	return strings.Repeat("0", max(0, width-len(digits))) + digits
}

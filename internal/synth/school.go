package synth

import (
	"fmt"
	"math"
)

// Level is the part of schooling that a school teaches.
type Level int

// The levels of schools, youngest students first.
const (
	Elementary Level = iota // transitional kindergarten to grade 5
	Middle                  // grades 6 to 8
	High                    // grades 9 to 12
)

// String returns the level's name.
func (l Level) String() string { return [...]string{"Elementary", "Middle", "High"}[l] }

// transitional is the grade before kindergarten, which is grade 0.
const transitional = -1

func (l Level) lastGrade() int { return [...]int{5, 8, 12}[l] }

// levelOf is the level that teaches a grade.
func levelOf(grade int) Level {
	switch {
	case grade <= Elementary.lastGrade():
		return Elementary
	case grade <= Middle.lastGrade():
		return Middle
	}
	return High
}

// gradeText writes a grade as the files do.
func gradeText(grade int) string {
	switch grade {
	case transitional:
		return "TK"
	case 0:
		return "K"
	}
	return fmt.Sprint(grade)
}

// gradeWeight is the size of a grade against the others. Not every child
// attends transitional kindergarten.
func gradeWeight(grade int) float64 {
	if grade == transitional {
		return 0.55
	}
	return 1
}

// School is a school of the district.
type School struct {
	Code      string // short code of the district, with leading zeros
	CDS       string // county, district and school, 14 digits, with a leading zero
	Name      string
	Level     Level
	Community string
	ZIP       string
	Latitude  float64
	Longitude float64
	Opened    int // year
	TitleOne  bool

	community int
	feedsInto int     // position of the school that most students go on to, or -1
	staffed   int     // students for which it is staffed and funded
	absence   float64 // factor on how often its students are absent
	conduct   float64 // factor on how often incidents are recorded
	teaching  float64 // standard deviations a year by which its students gain on others
	severity  float64 // standard deviations by which its teachers mark lower
}

// openSchools makes up the schools.
func (d *District) openSchools() {
	// Schools open in a fixed order of levels, so that a larger district begins
	// with the schools of a smaller one.
	openingOrder := []Level{
		Elementary, Middle, High, Elementary, Elementary, Elementary,
		Middle, Elementary, Elementary, High, Elementary, Elementary,
	}
	for position := range d.options.Schools {
		level := openingOrder[position%len(openingOrder)]
		at := len(d.byLevel[level]) % len(d.towns)
		d.schools = append(d.schools, d.openSchool(position, level, at, d.towns[at]))
		d.byLevel[level] = append(d.byLevel[level], position)
	}
	d.communities = min(len(d.towns), len(d.byLevel[Elementary]))
	for position := range d.schools {
		school := &d.schools[position]
		school.feedsInto = d.feeder(position)
		school.staffed = d.expectedStudents(school.Level)
	}
}

// openSchool makes up one school.
func (d *District) openSchool(position int, level Level, at int, town community) School {
	run := d.draw(aboutSchool, position, 0)
	return School{
		Code:      padded(1+d.numbering(aboutSchool, MaxSchools).at(position), 3),
		CDS:       "0199990" + padded(100_000+d.numbering(aboutCDS, 50_000).at(position), 7),
		Name:      d.schoolName(position) + " " + level.String() + " School",
		Level:     level,
		Community: town.name,
		ZIP:       town.zip,
		Latitude:  town.latitude + 0.006*run.normal(),
		Longitude: town.longitude + 0.006*run.normal(),
		Opened:    run.between(1912, 2011),
		TitleOne:  town.poverty >= 0.45,
		community: at,
		absence:   math.Exp(0.18 * run.normal()),
		conduct:   math.Exp(0.45 * run.normal()),
		teaching:  0.06 * run.normal(),
		severity:  0.25 * run.normal(),
	}
}

// schoolName combines two words; no two schools have the same two.
func (d *District) schoolName(position int) string {
	first := []string{
		"Quail", "Cañada", "Redwood", "Manzanita", "Heron", "Bay Laurel", "Sierra", "Peña", "Live Oak", "Willow",
		"Cedar", "Alder", "Poppy", "Lupine", "Eucalyptus", "Pelican", "Madrone", "Buckeye", "Salt Marsh", "Condor",
		"Piñon", "Sycamore", "Juniper", "Osprey", "Blue Heron", "Toyon", "Coyote", "Mariposa", "Foothill", "Larkspur",
		"Fern", "Sandpiper",
	}
	second := []string{
		"Creek", "Grove", "Hill", "Ridge", "Vista", "Meadow", "Point", "Park", "Springs", "Hollow", "Landing", "Terrace",
		"Bend", "Canyon", "Glen", "Crossing", "Mesa", "Shore", "Court", "Gardens", "Bluff", "Knoll", "Heights", "Trail",
		"Field", "Bridge", "Commons", "Orchard", "Valley", "Plaza", "Harbor", "Summit",
	}
	at := d.numbering(aboutSchool, len(first)*len(second)).at(position)
	return first[at%len(first)] + " " + second[at/len(first)]
}

// feeder is the school to which most students of a school go on: one in the
// same community if there is one, otherwise the next in turn. It is -1 where
// there is no higher level.
func (d *District) feeder(position int) int {
	school := d.schools[position]
	if school.Level == High || len(d.byLevel[school.Level+1]) == 0 {
		return -1
	}
	next := d.byLevel[school.Level+1]
	for _, candidate := range next {
		if d.schools[candidate].community == school.community {
			return candidate
		}
	}
	return next[position%len(next)]
}

// expectedStudents is how many students a school of this level has on average.
func (d *District) expectedStudents(level Level) int {
	whole, part := 0.0, 0.0
	for grade := transitional; grade <= d.topGrade(); grade++ {
		whole += gradeWeight(grade)
		if levelOf(grade) == level {
			part += gradeWeight(grade)
		}
	}
	return max(20, int(float64(d.options.Students)*part/whole)/len(d.byLevel[level]))
}

package synth

import (
	"math"
	"sync"
)

// The largest district that can be made: somewhat more than the largest in
// California, for as long as a research panel is kept.
const (
	MaxStudents = 1_000_000
	MaxSchools  = 900
	MaxYears    = 15
)

// Options say how large a district is and which one.
type Options struct {
	// Students is about how many are enrolled at a time. As some leave and
	// others come, more have been enrolled over the years.
	Students int
	// Schools is the number of schools. The first is an elementary school,
	// the second a middle school, the third a high school; a district with
	// fewer than three ends with the grade its last level ends with.
	Schools int
	// Years is the number of school years.
	Years int
	// FirstYear is the calendar year in which the first school year starts.
	FirstYear int
	// Seed chooses the district. The same options make the same files.
	Seed uint64
}

// DefaultOptions returns the options of a small district: 600 students in 5
// schools over 2 school years, which makes about 200,000 rows of attendance.
func DefaultOptions() Options {
	return Options{Students: 600, Schools: 5, Years: 2, FirstYear: 2023, Seed: 1}
}

// normalized fills what is not given with defaults and keeps every size within
// what can be made.
func (o Options) normalized() Options {
	defaults := DefaultOptions()
	fill := func(value, fallback, largest int) int {
		if value <= 0 {
			return fallback
		}
		return min(value, largest)
	}
	o.Students = fill(o.Students, defaults.Students, MaxStudents)
	o.Schools = fill(o.Schools, defaults.Schools, MaxSchools)
	o.Years = fill(o.Years, defaults.Years, MaxYears)
	o.FirstYear = fill(o.FirstYear, defaults.FirstYear, 2100)
	if o.FirstYear < 1990 {
		o.FirstYear = 1990
	}
	return o
}

// District is a made-up district. Its methods may be called from any number of
// goroutines; it keeps the schools and calendars and draws the rest when
// asked.
type District struct {
	options     Options
	schools     []School
	byLevel     [3][]int // positions in schools, by Level
	towns       []community
	peoples     []people
	communities int        // how many of the towns have an elementary school
	near        [3][][]int // schools that the children of a town attend, by Level
	calendars   []*Calendar
	dayText     [][]dayText // the days of each calendar, as files write them
	dayFactors  [][]float64 // how much more often students are absent on each

	studentNumbers numbering
	stateNumbers   numbering
	staffNumbers   numbering
	idWidth        int // digits of a student ID

	communityWeights []float64
	gradeWeights     []float64
	offenses         []offense
	offenseWeights   []float64
	roles            []role

	mutex   sync.Mutex
	planted []Fault // as the last finished WriteFiles counted them
}

// dayText is an instructional day as files write it.
type dayText struct{ iso, slashed string }

// Generate makes up a district. Sizes that are zero or negative get their
// defaults, sizes beyond the largest are cut to it; Options tells what was
// made. It is cheap: people and events are drawn only when files are written.
func Generate(options Options) *District {
	d := &District{options: options.normalized(), towns: communities(), peoples: peoples(), offenses: offenses(), roles: roles(), planted: faultList()}
	for y := range d.options.Years {
		calendar := NewCalendar(d.options.FirstYear + y)
		texts := make([]dayText, len(calendar.Days))
		for i, day := range calendar.Days {
			texts[i] = dayText{iso: day.Format("2006-01-02"), slashed: day.Format("1/2/2006")}
		}
		factors := make([]float64, len(calendar.Days))
		// Every year has its own flu: when it peaks, and how bad it is.
		season := d.draw(aboutSeason, calendar.StartYear, 0)
		peak, strength := season.between(84, 104), math.Exp(0.06*season.normal())
		for i := range factors {
			factors[i] = strength * calendar.dayFactor(i, peak)
		}
		d.calendars = append(d.calendars, calendar)
		d.dayFactors = append(d.dayFactors, factors)
		d.dayText = append(d.dayText, texts)
	}
	d.studentNumbers, d.idWidth = d.studentNumbering()
	d.stateNumbers = d.numbering(aboutSSID, 9_000_000_000)
	d.staffNumbers = d.numbering(aboutStaff, 100_000_000)
	d.openSchools()
	d.nearest()
	for town := range d.communities {
		d.communityWeights = append(d.communityWeights, d.towns[town].weight)
	}
	for _, one := range d.offenses {
		d.offenseWeights = append(d.offenseWeights, one.weight)
	}
	for grade := transitional; grade <= d.topGrade(); grade++ {
		d.gradeWeights = append(d.gradeWeights, gradeWeight(grade))
	}
	return d
}

// Options returns the options as they were applied.
func (d *District) Options() Options { return d.options }

// Calendar returns the calendar of the school year that starts in this
// calendar year, which may lie outside the district's years.
func (d *District) Calendar(startYear int) *Calendar {
	if y := startYear - d.options.FirstYear; y >= 0 && y < len(d.calendars) {
		return d.calendars[y]
	}
	return NewCalendar(startYear)
}

// Schools returns the district's schools. The slice is the caller's.
func (d *District) Schools() []School {
	return append([]School(nil), d.schools...)
}

// topGrade is the last grade that the district teaches.
func (d *District) topGrade() int {
	for level := High; level > Elementary; level-- {
		if len(d.byLevel[level]) > 0 {
			return level.lastGrade()
		}
	}
	return Elementary.lastGrade()
}

package synth

// stay is the time from one instructional day to another, both included, that
// a student is enrolled in one school. Days count from 0.
type stay struct {
	school      int
	first, last int
	exit        exitReason
}

// enrolledYear is what one student does in one school year: one stay, or two
// when they change schools in the middle of it.
type enrolledYear struct {
	entered    int // with the seat, who it is
	entryGrade int // the grade in which they entered
	year       int // position of the year
	grade      int
	stays      [2]stay
	count      int // of stays; 0 means that the seat is empty
}

// current returns the stays.
func (e *enrolledYear) current() []stay { return e.stays[:e.count] }

// main returns the stay that lasts longest.
func (e *enrolledYear) main() stay {
	if e.count == 2 && e.stays[1].last-e.stays[1].first > e.stays[0].last-e.stays[0].first {
		return e.stays[1]
	}
	return e.stays[0]
}

// exitReason is why an enrolment ended, in the state's codes.
type exitReason uint8

const (
	exitYearEnd exitReason = iota
	exitCompleted
	exitToCalifornia
	exitToPrivate
	exitToOtherState
	exitToOtherCountry
	exitUnknown
)

// code and words of an exit, as the state's code set has them.
func (r exitReason) code() string {
	return [...]string{"E155", "E230", "T160", "T180", "T200", "T240", "E140"}[r]
}

func (r exitReason) words() string {
	return [...]string{
		"Year-end exit", "Completed grade 12", "To another California public school", "To a private school",
		"To another state", "To another country", "No known enrollment",
	}[r]
}

// walk is the history of one seat: who sits on it in each year.
type walk struct {
	years [MaxYears]enrolledYear
}

// follow fills w with the first n years of a seat and returns the student who
// has it in the last of them. Seats make it possible to
// say who is enrolled in any year without keeping all students: a seat is taken
// by one student a year, and when they leave, someone else has it the year
// after.
func (d *District) follow(seat, n int, w *walk) person {
	start := d.draw(aboutStart, seat, 0)
	grade := transitional + start.pick(d.gradeWeights)
	entered, entryGrade, school, vacant := 0, grade, -1, false
	var p person
	for year := range n {
		run := d.draw(aboutYear, seat, year)
		isNew := vacant || year == 0
		if vacant {
			entered, school = year, -1
			if grade > d.topGrade() {
				grade = 0
				if run.chance(gradeWeight(transitional)) {
					grade = transitional
				}
			}
			entryGrade = grade
		}
		if isNew {
			p = d.meet(seat, entered, entryGrade)
		}
		e := &w.years[year]
		*e = enrolledYear{entered: entered, entryGrade: entryGrade, year: year, grade: grade, count: 1}
		school = d.placement(&p, school, grade, &run)
		e.stays[0] = stay{school: school, first: firstDay(isNew, year, &run), last: InstructionalDays - 1}
		vacant = d.close(&p, e, &run)
		school = e.stays[e.count-1].school
		// Hardly anyone repeats a grade, most often the ninth.
		repeats := 0.006
		if grade == 9 {
			repeats = 0.04
		}
		if !run.chance(repeats) || vacant {
			grade++
		}
	}
	return p
}

// firstDay draws the day on which a year begins for a student.
func firstDay(isNew bool, year int, run *draws) int {
	late, later, at := run.chance(0.015), run.chance(0.18), run.share()
	if isNew && year > 0 && later {
		return 1 + int(at*130)
	}
	if isNew && year == 0 && run.chance(0.04) {
		return 1 + int(at*130)
	}
	if late {
		return 1 + int(at*6)
	}
	return 0
}

// close draws how a student's year ends and says whether they left.
func (d *District) close(p *person, e *enrolledYear, run *draws) bool {
	leaves, transfers, moves := run.chance(0.025*p.mobility), run.chance(0.02*p.mobility), run.chance(0.05*p.mobility)
	at, other, why := run.share(), run.share(), run.share()
	begun := &e.stays[0]
	// The day of a change leaves at least two weeks before and after it.
	change := begun.first + 10 + int(at*float64(InstructionalDays-20-begun.first))
	sameLevel := d.byLevel[levelOf(e.grade)]
	if leaves {
		begun.last, begun.exit = change, leavingFor(why)
		return true
	}
	if transfers && len(sameLevel) > 1 {
		next := sameLevel[int(other*float64(len(sameLevel)))]
		if next != begun.school {
			e.stays[1] = stay{school: next, first: change + 1, last: begun.last}
			begun.last, begun.exit = change, exitToCalifornia
			e.count = 2
		}
	}
	ended := &e.stays[e.count-1]
	switch {
	case e.grade == High.lastGrade() && why < 0.9:
		ended.exit = exitCompleted
	case e.grade == High.lastGrade():
		ended.exit = exitUnknown
	case e.grade == d.topGrade():
		ended.exit = exitToCalifornia
	case moves:
		ended.exit = leavingFor(why)
	default:
		ended.exit = exitYearEnd
		return false
	}
	return true
}

// leavingFor turns a share into where a student goes who leaves the district.
func leavingFor(share float64) exitReason {
	switch {
	case share < 0.66:
		return exitToCalifornia
	case share < 0.76:
		return exitToPrivate
	case share < 0.9:
		return exitToOtherState
	case share < 0.95:
		return exitToOtherCountry
	}
	return exitUnknown
}

// placement draws the school for a grade: the one so far if it teaches it,
// then the one that it feeds into, otherwise one in the student's community.
// before is -1 for a student who is new.
func (d *District) placement(p *person, before, grade int, run *draws) int {
	elsewhere, at := run.share(), run.share()
	level := levelOf(grade)
	all := d.byLevel[level]
	anywhere := all[int(at*float64(len(all)))]
	switch {
	case before < 0:
		if elsewhere < 0.12 {
			return anywhere
		}
		near := d.near[level][p.community]
		return near[int(at*float64(len(near)))]
	case d.schools[before].Level == level:
		if elsewhere < 0.02*p.mobility {
			return anywhere
		}
		return before
	case elsewhere < 0.14:
		return anywhere
	}
	return d.schools[before].feedsInto
}

// nearest lists, for each level and community, the schools that its children
// attend: those in it, or else the one that its first elementary school feeds.
func (d *District) nearest() {
	for level := range d.near {
		d.near[level] = make([][]int, d.communities)
		for town := range d.near[level] {
			for _, position := range d.byLevel[level] {
				if d.schools[position].community == town {
					d.near[level][town] = append(d.near[level][town], position)
				}
			}
			if len(d.near[level][town]) == 0 && len(d.byLevel[level]) > 0 {
				below := d.near[level-1][town]
				d.near[level][town] = []int{d.schools[below[0]].feedsInto}
			}
		}
	}
}

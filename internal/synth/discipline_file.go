package synth

import (
	"fmt"
	"strconv"
)

// offense is a reason for which California's Education Code lets a school act.
type offense struct {
	section     string
	words       string
	weight      float64
	suspension  float64 // probability of being suspended for it
	longestDays int
}

func offenses() []offense {
	return []offense{
		{"48900(k)(1)", "Disruption, defiance", 30, 0.06, 1},
		{"48900(a)(1)", "Caused, attempted or threatened physical injury", 24, 0.5, 3},
		{"48900(i)", "Obscene act, profanity or vulgarity", 13, 0.15, 2},
		{"48900(r)", "Bullying", 10, 0.35, 3},
		{"48900(f)", "Damaged school or private property", 7, 0.25, 2},
		{"48900(c)", "Possessed, used or sold a controlled substance", 6, 0.6, 5},
		{"48900(h)", "Possessed or used tobacco", 5, 0.2, 2},
		{"48900(g)", "Stole school or private property", 4, 0.25, 2},
		{"48900(b)", "Possessed a knife or other dangerous object", 2, 0.9, 5},
	}
}

// incident is something that a student did on an instructional day.
type incident struct {
	school, at int
	offense    int // position in offenses
	place      int // position in places
	days       int // of suspension, from the next day on
}

// incidentLimit is how many incidents a student can have in a year.
const incidentLimit = 8

// incidentList is a student's incidents of a year, without an allocation.
type incidentList struct {
	list  [incidentLimit]incident
	count int
}

// incidents draws what a student did in a year.
func (d *District) incidents(p *person, e *enrolledYear) incidentList {
	run := d.draw(aboutConduct, p.seat, e.year)
	var found incidentList
	main := e.main()
	mean := p.conduct * gradeConduct(e.grade) * d.schools[main.school].conduct
	mean *= float64(main.last-main.first+1) / InstructionalDays
	number := run.count(min(3, mean), incidentLimit)
	for range number {
		at := run.between(main.first, main.last)
		kind := run.pick(d.offenseWeights)
		happened := incident{school: main.school, at: at, offense: kind, place: run.below(len(places()))}
		if run.chance(d.offenses[kind].suspension) {
			happened.days = run.between(1, d.offenses[kind].longestDays)
		}
		found.list[found.count] = happened
		found.count++
	}
	return found
}

func places() []string {
	return []string{"Classroom", "Hallway", "Playground", "Cafeteria", "Bus stop", "Restroom"}
}

// gradeConduct is how often incidents are recorded in a grade against others.
func gradeConduct(grade int) float64 {
	switch levelOf(grade) {
	case Elementary:
		return 0.2 + 0.1*float64(max(0, grade))
	case Middle:
		return 2.2
	}
	return 1.6 - 0.2*float64(grade-9)
}

// spans are the days on which a student is suspended.
type spans struct {
	first, last [incidentLimit]int
	count       int
}

func (s *spans) covers(at int) bool {
	for i := range s.count {
		if s.first[i] <= at && at <= s.last[i] {
			return true
		}
	}
	return false
}

// suspensions are the days on which a student is suspended in a year, so that
// attendance agrees with discipline.
func (d *District) suspensions(p *person, e *enrolledYear) spans {
	var out spans
	happened := d.incidents(p, e)
	for _, one := range happened.list[:happened.count] {
		if one.days > 0 {
			out.first[out.count], out.last[out.count] = one.at+1, one.at+one.days
			out.count++
		}
	}
	return out
}

// writeDiscipline writes one row for each incident.
func (d *District) writeDiscipline(j *job) error {
	rows := newTextRows(j.out, ',', "\r\n")
	rows.header("Incident ID", "Student ID", "Incident Date", "School Code", "Ed Code", "Offense", "Location", "Days Suspended")
	j.note("", WindowsLines, 1, `\r\n`)
	number := 0
	err := d.eachEnrolled(j, func(p *person, e *enrolledYear) error {
		happened := d.incidents(p, e)
		for _, one := range happened.list[:happened.count] {
			number++
			line := rows.line + 1
			rows.text(fmt.Sprintf("D%07d", number))
			full, short := d.studentID(p), strconv.Itoa(p.id)
			if len(short) < len(full) {
				j.note("Student ID", LostZeros, line, short)
			}
			rows.text(short)
			date := d.dayText[e.year][one.at].slashed
			j.note("Incident Date", SlashedDates, line, date)
			rows.text(date)
			rows.text(d.schools[one.school].Code)
			rows.text(d.offenses[one.offense].section)
			rows.text(d.offenses[one.offense].words)
			rows.text(places()[one.place])
			rows.integer(one.days)
			rows.end()
		}
		return nil
	})
	if err != nil {
		return err
	}
	j.note("", BlankLine, rows.line+1, "")
	rows.text("")
	rows.end()
	return rows.finish()
}

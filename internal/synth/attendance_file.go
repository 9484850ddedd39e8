package synth

import "strconv"

// The marks that a school records for a student on a day.
const (
	present    = 'P'
	tardy      = 'T'
	excused    = 'E'
	unexcused  = 'U'
	unverified = 'A' // absent; nobody has called yet
	suspended  = 'S'
	notTaken   = 0
)

// day is what was recorded for a student on an instructional day.
type day struct {
	status        byte
	periodsAbsent int // of six; -1 where attendance is not taken by period
}

// attendedYear is what was recorded for a student in a school year. Only the days of
// the student's stays mean anything.
type attendedYear [InstructionalDays]day

// attend draws a student's attendance in a year.
func (d *District) attend(p *person, e *enrolledYear, into *attendedYear) {
	run := d.draw(aboutAttendance, p.seat, e.year)
	blank := -1
	if run.chance(InstructionalDays / 4000.0) {
		blank = run.below(InstructionalDays)
	}
	level := levelOf(e.grade)
	ordinary := p.absence * gradeAbsence(e.grade)
	out := d.suspensions(p, e)
	factors := d.dayFactors[e.year]
	absentBefore := false
	for _, stay := range e.current() {
		likely := min(0.85, ordinary*d.schools[stay.school].absence)
		for at := stay.first; at <= stay.last; at++ {
			probability := likely * factors[at]
			if absentBefore {
				probability += 0.36 * (1 - probability) // an illness lasts
			}
			chance := run.share()
			absentBefore = chance < probability
			record := day{status: present}
			switch {
			case out.covers(at):
				record.status = suspended
			case absentBefore:
				record.status = absenceKind(p, &run)
			case chance > 1-p.punctuality:
				record.status = tardy
			}
			record.periodsAbsent = periodsAbsent(record.status, level, p, &run)
			if at == blank {
				record.status = notTaken
			}
			into[at] = record
		}
	}
}

// gradeAbsence is how much more often a grade is absent than others: most often
// the youngest and the oldest.
func gradeAbsence(grade int) float64 {
	switch {
	case grade <= 0:
		return 1.45
	case grade <= 2:
		return 1.05
	case grade <= 8:
		return 0.9
	case grade <= 11:
		return 1.15
	}
	return 1.5
}

// absenceKind draws why a student is absent. The more often someone is absent,
// the less of it is excused.
func absenceKind(p *person, run *draws) byte {
	switch at := run.share(); {
	case at < 0.05:
		return unverified
	case at < 0.05+0.95*max(0.25, 0.8-3*p.absence):
		return excused
	}
	return unexcused
}

// periodsAbsent draws how many of the six periods were missed.
func periodsAbsent(status byte, level Level, p *person, run *draws) int {
	switch {
	case level == Elementary:
		return -1
	case status == present && level == High:
		if run.chance(min(0.12, 0.7*p.absence)) {
			return run.between(1, 3)
		}
		return 0
	case status == present || status == tardy:
		return 0
	}
	return 6
}

// writeAttendance writes one row for each student and instructional day of
// their enrolment. It is by far the largest file, so its rows are put together
// from prepared pieces.
func (d *District) writeAttendance(j *job) error {
	rows := newTextRows(j.out, ',', "\n")
	rows.header("Student ID", "Date", "School Year", "School Code", "Day", "Status", "Periods Absent")
	pieces := d.datePieces()
	var record attendedYear
	err := d.eachEnrolled(j, func(p *person, e *enrolledYear) error {
		d.attend(p, e, &record)
		id := d.studentID(p) + ","
		for _, stay := range e.current() {
			code := d.schools[stay.school].Code
			for at := stay.first; at <= stay.last; at++ {
				row := append(rows.row, id...)
				row = append(row, pieces[e.year][at]...)
				row = append(row, code...)
				row = append(row, ',')
				row = strconv.AppendInt(row, int64(at+1), 10)
				row = append(row, ',')
				if status := record[at].status; status != notTaken {
					row = append(row, status)
				} else {
					j.note("Status", BlankCells, rows.line+1, "")
				}
				row = append(row, ',')
				if periods := record[at].periodsAbsent; periods >= 0 {
					row = append(row, byte('0'+periods))
				} else {
					j.note("Periods Absent", NotApplied, rows.line+1, "")
				}
				rows.row = append(row, ',')
				rows.end()
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return rows.finish()
}

// datePieces are the date and school year of every day, as a row has them.
func (d *District) datePieces() [][]string {
	pieces := make([][]string, d.options.Years)
	for year := range pieces {
		pieces[year] = make([]string, InstructionalDays)
		for at := range pieces[year] {
			pieces[year][at] = d.dayText[year][at].iso + "," + schoolYear(d.options.FirstYear+year) + ","
		}
	}
	return pieces
}

package synth

import (
	"errors"
	"strconv"
	"time"
)

// writeStudents writes everyone who was enrolled at any time, as they were when
// last enrolled.
func (d *District) writeStudents(j *job) (err error) {
	book, err := newWorkbook(j.out, j.folder, "Students", nil, []string{
		"Student ID", "SSID", "Last Name", "First Name", "Birth Date", "Gender", "Race/Ethnicity", "Home Language",
		"English Learner Status", "English Learner Since", "Reclassified", "Special Education",
		"Socioeconomically Disadvantaged", "Foster", "Homeless", "ZIP", "School Code", "Grade",
	}, []float64{11, 12, 20, 16, 11, 8, 26, 18, 12, 12, 12, 10, 12, 8, 10, 8, 11, 7})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.close(err != nil)) }()
	var w walk
	for seat := range d.options.Students {
		if err := j.advance(seat, d.options.Students); err != nil {
			return err
		}
		d.follow(seat, d.options.Years, &w)
		for year := range d.options.Years {
			e := &w.years[year]
			if year+1 < d.options.Years && w.years[year+1].entered == e.entered {
				continue
			}
			p := d.meet(seat, e.entered, e.entryGrade)
			d.studentRow(book, j, &p, e)
			if err := book.end(); err != nil {
				return err
			}
		}
	}
	return nil
}

// studentRow fills the row of one student, whose last year this is.
func (d *District) studentRow(book *workbook, j *job, p *person, last *enrolledYear) {
	startYear := d.options.FirstYear + last.year
	faults := d.draw(aboutFaults, p.seat, p.entered)
	line := book.line()
	book.text(d.studentID(p))
	book.text(strconv.Itoa(p.ssid))
	book.text(p.family)
	book.text(p.given)
	book.date(p.born)
	j.note("Birth Date", ExcelDates, line, p.born.Format("2006-01-02"))
	book.text(p.gender)
	book.text(p.ethnicity)
	if faults.chance(1.0 / 80) {
		j.note("Home Language", BlankCells, line, "")
		book.text("")
	} else {
		book.text(p.language)
	}
	status := p.learner.status(startYear)
	book.text(status)
	book.date(p.learner.since)
	if status == "RFEP" {
		book.date(dateOf(p.learner.reclassified, time.May, 15))
	} else {
		book.text("")
	}
	book.text(yesNo(p.special))
	book.text(yesNo(p.poor))
	book.text(yesNo(p.foster))
	book.text(yesNo(p.homeless))
	if p.homeless {
		j.note("ZIP", BlankCells, line, "")
		book.text("")
	} else {
		book.text(p.zip)
	}
	book.text(d.schools[last.stays[last.count-1].school].Code)
	book.text(gradeText(last.grade))
}

package synth

import (
	"errors"
	"math"
	"strings"
	"time"
)

// service is support that a student had during a year.
type service struct {
	name, provider string
	first, last    int // instructional days
	hours          float64
	goesOn         bool
}

// serviceKinds is how many kinds of services there are.
const serviceKinds = 3

// services draws the support that a student had: mostly those who need it, and
// not all of them.
func (d *District) services(p *person, e *enrolledYear) (had [serviceKinds]service, count int) {
	run := d.draw(aboutServices, p.seat, e.year)
	main := e.main()
	afterSchool, tutoring, counseling := 0.05, 0.1/(1+math.Exp(2+2*p.ability))*8, min(0.5, 0.02+0.5*p.conduct)
	if p.poor {
		afterSchool = 0.22
	}
	if levelOf(e.grade) == High {
		afterSchool /= 2
	}
	// The last year's extract was taken while some services still went on.
	last := e.year == d.options.Years-1
	for kind, probability := range [serviceKinds]float64{afterSchool, tutoring, counseling} {
		takes, begins, length, hours, who, goesOn := run.chance(probability), run.share(), run.share(), run.share(), run.below(3), run.chance(0.25)
		first := main.first + int(begins*float64(main.last-main.first)*0.6)
		days := min(main.last-first, [...]int{170, 60, 45}[kind]*(40+int(60*length))/100)
		if !takes || days < 5 {
			continue
		}
		weekly := [...]float64{9, 2, 0.75}[kind]
		had[count] = service{
			name:     [...]string{"After-school program", "Tutoring", "Counseling"}[kind],
			provider: [...][3]string{{"Beacon Center", "Playworks Yard", "School staff"}, {"Reading Partners Desk", "Math Corps Room", "School staff"}, {"Family Resource Center", "School counselor", "Open Door Clinic"}}[kind][who],
			first:    first, last: first + days,
			hours:  math.Round(float64(days)/5*weekly*(0.5+0.5*hours)*4) / 4,
			goesOn: last && goesOn && main.last == InstructionalDays-1,
		}
		count++
	}
	return had, count
}

// writeServices writes one row for each service of a student in a year.
func (d *District) writeServices(j *job) (err error) {
	book, err := newWorkbook(j.out, j.folder, "Services", []string{
		"Student Support Services",
		"Prepared by the Office of Family and Community; for internal use only",
	}, []string{"School Year", "Student ID", "School", "Service", "Provider", "Start", "End", "Hours", "Consent"},
		[]float64{12, 11, 32, 22, 24, 11, 11, 9, 9})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.close(err != nil)) }()
	j.note("", TitleRows, 1, "Student Support Services")
	return d.eachEnrolled(j, func(p *person, e *enrolledYear) error {
		had, count := d.services(p, e)
		typing := d.draw(aboutFaults, p.seat, MaxYears+e.year)
		for _, one := range had[:count] {
			if err := d.serviceRow(book, j, p, e, one, &typing); err != nil {
				return err
			}
		}
		return nil
	})
}

// serviceRow writes the row of one service.
func (d *District) serviceRow(book *workbook, j *job, p *person, e *enrolledYear, one service, typing *draws) error {
	line := book.line()
	book.text(schoolYear(d.options.FirstYear + e.year))
	book.text(d.studentID(p))
	school := e.main().school
	name := d.schools[school].Name
	if school == 0 && typing.chance(0.4) {
		name = strings.Replace(name, "Elementary School", "Elem.", 1)
		j.note("School", TwoSpellings, line, name)
	}
	book.text(name)
	book.text(one.name)
	book.text(one.provider)
	days := d.calendars[e.year].Days
	book.date(days[one.first])
	if one.goesOn {
		j.note("End", BlankCells, line, "")
		book.date(time.Time{})
	} else {
		book.date(days[one.last])
	}
	book.number(one.hours)
	consent := yesNo(typing.chance(0.93))
	if typing.chance(0.15) {
		consent = strings.ToLower(consent)
		j.note("Consent", MixedCase, line, consent)
	}
	book.text(consent)
	return book.end()
}

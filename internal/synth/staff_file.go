package synth

import "math"

// postsPerSchool keeps a block of numbers for the posts of a school, which is
// also the most that a school has.
const postsPerSchool = 4096

// role is a kind of post.
type role struct {
	name       string
	perStudent float64 // posts a student
	atLeast    int
	fte        float64
	credential string
}

// roles returns the kinds of posts; teachers come first in every school.
func roles() []role {
	return []role{
		{"Teacher", 1.0 / 24, 7, 1, ""},
		{"Principal", 0, 1, 1, "Administrative Services"},
		{"Assistant Principal", 1.0 / 550, 0, 1, "Administrative Services"},
		{"Counselor", 1.0 / 420, 1, 1, "Pupil Personnel Services"},
		{"Education Specialist", 1.0 / 160, 1, 1, "Education Specialist"},
		{"School Nurse", 0, 1, 0.4, "School Nurse Services"},
		{"Office Manager", 0, 1, 1, ""},
		{"Attendance Clerk", 1.0 / 600, 1, 0.5, ""},
		{"Instructional Aide", 1.0 / 90, 2, 0.75, ""},
		{"Custodian", 1.0 / 300, 1, 1, ""},
	}
}

// posts is how many posts of a role a school has.
func (s *School) posts(r role) int {
	return min(postsPerSchool/2, max(r.atLeast, int(math.Round(r.perStudent*float64(s.staffed)))))
}

// staffMember is who has a post in a year.
type staffMember struct {
	school, post, entered int
}

// holder finds who has a post in a year. About one in nine leaves in summer.
func (d *District) holder(school, post, year int) staffMember {
	entered := 0
	for y := 1; y <= year; y++ {
		run := d.draw(aboutPost, school*postsPerSchool+post, y)
		if run.chance(0.11) {
			entered = y
		}
	}
	return staffMember{school, post, entered}
}

// staffID writes a staff member's number.
func (d *District) staffID(m staffMember) string {
	position := (m.school*postsPerSchool+m.post)*seatsPerNumber + m.entered
	return padded(d.staffNumbers.at(position), 8)
}

// teacherFor finds the teacher of a section: in elementary schools by grade, in
// others by subject.
func (d *District) teacherFor(school, group, groups, section, year int) string {
	teachers := d.schools[school].posts(d.roles[0])
	inGroup := max(1, (teachers-group%teachers+groups-1)/groups)
	post := (group%teachers + groups*(section%inGroup)) % teachers
	return d.staffID(d.holder(school, post, year))
}

// writeStaff writes one row for each post and school year.
func (d *District) writeStaff(j *job) error {
	rows := newTextRows(j.out, ',', "\r\n")
	rows.row = append(rows.row, "\ufeff"...)
	rows.header("School Year", "Staff ID", "Last Name", "First Name", "Role", "School Code", "FTE", "Credential", "Years in District", "Days Absent")
	j.note("", ByteMark, 1, "School Year")
	j.note("", WindowsLines, 1, `\r\n`)
	for year := range d.options.Years {
		for school := range d.schools {
			if err := j.advance(year*len(d.schools)+school, d.options.Years*len(d.schools)); err != nil {
				return err
			}
			post := 0
			for _, kind := range d.roles {
				for range d.schools[school].posts(kind) {
					d.staffRow(rows, j, d.holder(school, post, year), kind, year)
					post++
				}
			}
		}
	}
	return rows.finish()
}

// staffRow writes a staff member's row of a year.
func (d *District) staffRow(rows *textRows, j *job, m staffMember, kind role, year int) {
	whole := d.draw(aboutStaff, m.school*postsPerSchool+m.post, m.entered)
	group := &d.peoples[whole.pick([]float64{22, 20, 38, 7, 3, 4, 0.5, 0, 1, 1.5, 1.5, 1, 0.5, 1, 0.5})]
	given := group.girls
	if whole.chance(0.3) {
		given = group.boys
	}
	givenName, familyName := given[whole.below(len(given))], group.family[whole.below(len(group.family))]
	before := 0
	if m.entered == 0 {
		before = int(min(38, 9*math.Abs(whole.normal())))
	}
	frailty := math.Exp(0.7 * whole.normal())
	credential := kind.credential
	if kind.name == "Teacher" {
		credential = [...]string{"Clear", "Clear", "Clear", "Clear", "Preliminary", "Preliminary", "Intern", "Emergency permit"}[whole.below(8)]
	}
	fte := kind.fte
	if whole.chance(0.07) {
		fte = max(0.2, fte-0.2)
	}
	run := d.draw(aboutStaff, m.school*postsPerSchool+m.post, MaxYears+1+year)
	rows.text(schoolYear(d.options.FirstYear + year))
	rows.text(d.staffID(m))
	rows.text(familyName)
	rows.text(givenName)
	rows.text(kind.name)
	rows.text(d.schools[m.school].Code)
	rows.decimal(fte, 2)
	if credential == "" {
		j.note("Credential", NotApplied, rows.line+1, "")
	}
	rows.text(credential)
	rows.integer(before + year - m.entered)
	// Absences are kept by the half day.
	rows.decimal(float64(run.count(min(60, 15*frailty), 140))/2, 1)
	rows.end()
}

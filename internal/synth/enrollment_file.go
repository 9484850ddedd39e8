package synth

// writeEnrollment writes one row for each time that a student was enrolled in a
// school in a school year.
func (d *District) writeEnrollment(j *job) error {
	rows := newTextRows(j.out, ',', "\n")
	rows.header("School Year", "Student ID", "School Code", "Grade", "Entry Date", "Exit Date", "Exit Code", "Exit Reason")
	err := d.eachEnrolled(j, func(p *person, e *enrolledYear) error {
		for _, stay := range e.current() {
			rows.text(schoolYear(d.options.FirstYear + e.year))
			rows.text(d.studentID(p))
			rows.text(d.schools[stay.school].Code)
			rows.text(gradeText(e.grade))
			rows.text(d.dayText[e.year][stay.first].iso)
			rows.text(d.dayText[e.year][stay.last].iso)
			rows.text(stay.exit.code())
			rows.text(stay.exit.words())
			rows.end()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return rows.finish()
}

package synth

// course is a class that students take for a mark.
type course struct {
	code, name string
	subject    int // position among the subjects of the level, which decides the teacher
	hard       float64
	advanced   bool // weighs a point more in the grade point average
}

// elementarySubjects, for grades 3 to 5.
func elementarySubjects() []course {
	return []course{
		{"ELA", "English Language Arts", 0, 0, false},
		{"MATH", "Mathematics", 0, 0.15, false},
		{"SCI", "Science", 0, -0.1, false},
		{"SOC", "Social Studies", 0, -0.1, false},
	}
}

// schedule returns the six courses that a student takes in a grade from 6 on.
func schedule(p *person, grade int) [6]course {
	if grade <= Middle.lastGrade() {
		at := grade - 6
		return [6]course{
			{"ELA" + gradeText(grade), "English Language Arts " + gradeText(grade), 0, 0, false},
			{"MTH" + gradeText(grade), [...]string{"Mathematics 6", "Mathematics 7", "Mathematics 8"}[at], 1, 0.2, false},
			{"SCI" + gradeText(grade), "Science " + gradeText(grade), 2, 0, false},
			{"HIS" + gradeText(grade), [...]string{"Ancient Civilizations", "Medieval World History", "United States History 8"}[at], 3, -0.05, false},
			{"PE" + gradeText(grade), "Physical Education", 4, -0.6, false},
			{"ELE" + gradeText(grade), "Elective Wheel", 5, -0.5, false},
		}
	}
	at := grade - 9
	courses := [6]course{
		{[...]string{"ENG1", "ENG2", "ENG3", "ENG4"}[at], [...]string{"English 1", "English 2", "English 3", "Expository Reading and Writing"}[at], 0, 0, false},
		{[...]string{"ALG1", "GEO", "ALG2", "STAT"}[at], [...]string{"Algebra 1", "Geometry", "Algebra 2", "Statistics"}[at], 1, 0.35, false},
		{[...]string{"BIO", "CHEM", "PHYS", "ENVS"}[at], [...]string{"Biology", "Chemistry", "Physics", "Environmental Science"}[at], 2, 0.2, false},
		{[...]string{"ETHN", "WHIS", "USH", "GOV"}[at], [...]string{"Ethnic Studies", "World History", "United States History", "Government and Economics"}[at], 3, -0.05, false},
		{[...]string{"SPA1", "SPA2", "SPA3", "CTE"}[at], [...]string{"Spanish 1", "Spanish 2", "Spanish 3", "Career Pathway"}[at], 4, 0, false},
		{[...]string{"PE9", "PE10", "ART", "ART2"}[at], [...]string{"Physical Education 9", "Physical Education 10", "Visual Art", "Visual Art 2"}[at], 5, -0.55, false},
	}
	if grade >= 11 && p.ability > 0.7 {
		courses[0] = course{"APEL", "AP English Language", 0, 0.3, true}
		courses[3] = course{"APUS", "AP United States History", 3, 0.35, true}
		if grade == 12 {
			courses[1], courses[3] = course{"APCA", "AP Calculus AB", 1, 0.5, true}, course{"APGO", "AP Government", 3, 0.3, true}
		}
	}
	return courses
}

// writeMarks writes one row for each student, term and course, from grade 3 on.
func (d *District) writeMarks(j *job) error {
	rows := newTextRows(j.out, ',', "\n")
	rows.header("Student ID", "School Year", "Term", "School Code", "Grade", "Period", "Course Code", "Course", "Teacher ID", "Mark", "GPA Points")
	elementary := elementarySubjects()
	err := d.eachEnrolled(j, func(p *person, e *enrolledYear) error {
		if e.grade < 3 {
			return nil
		}
		run := d.draw(aboutMarks, p.seat, e.year)
		section := run.below(1 << 20)
		effort := 0.45 * run.normal()
		if levelOf(e.grade) == Elementary {
			d.markTerms(rows, j, p, e, []string{"T1", "T2", "T3"}, elementary, effort, section, &run)
			return nil
		}
		courses := schedule(p, e.grade)
		d.markTerms(rows, j, p, e, []string{"S1", "S2"}, courses[:], effort, section, &run)
		return nil
	})
	if err != nil {
		return err
	}
	return rows.finish()
}

// markTerms writes the marks of a student's year.
func (d *District) markTerms(rows *textRows, j *job, p *person, e *enrolledYear, terms []string, courses []course, effort float64, section int, run *draws) {
	elementary := levelOf(e.grade) == Elementary
	id, year := d.studentID(p), schoolYear(d.options.FirstYear+e.year)
	for term, name := range terms {
		// A mark is given by the school in which the term ends.
		end := InstructionalDays*(term+1)/len(terms) - 1
		for _, stay := range e.current() {
			if end < stay.first || end > stay.last {
				continue
			}
			for period, course := range courses {
				teacher := ""
				if elementary {
					teacher = d.teacherFor(stay.school, e.grade+1, 7, section, e.year)
				} else {
					teacher = d.teacherFor(stay.school, course.subject, 6, section>>period, e.year)
				}
				score := 0.75 + 0.75*p.ability + effort + 0.45*run.normal() - course.hard - d.schools[stay.school].severity - 5*p.absence
				mark, points := letter(score, run)
				if course.advanced && points >= 2 {
					points++
				}
				rows.text(id)
				rows.text(year)
				rows.text(name)
				rows.text(d.schools[stay.school].Code)
				rows.text(gradeText(e.grade))
				rows.integer(period + 1)
				rows.text(course.code)
				rows.text(course.name)
				rows.text(teacher)
				rows.text(mark)
				if mark == "I" {
					j.note("GPA Points", NotApplied, rows.line+1, "")
					rows.text("")
				} else {
					rows.decimal(points, 1)
				}
				rows.end()
			}
		}
	}
}

// letter turns a score in standard deviations into a mark and its points.
func letter(score float64, run *draws) (mark string, points float64) {
	if run.chance(0.008) {
		return "I", 0
	}
	switch {
	case score > 0.9:
		return "A", 4
	case score > 0.1:
		return "B", 3
	case score > -0.65:
		return "C", 2
	case score > -1.25:
		return "D", 1
	}
	return "F", 0
}

package synth

// writeSchools writes the list of schools.
func (d *District) writeSchools(j *job) error {
	rows := newTextRows(j.out, ',', "\n")
	rows.header("CDS Code", "School Code", "School Name", "Level", "Community", "ZIP", "Latitude", "Longitude", "Year Opened", "Title I")
	for position, school := range d.schools {
		rows.text(school.CDS)
		rows.text(school.Code)
		rows.text(school.Name)
		rows.text(school.Level.String())
		rows.text(school.Community)
		rows.text(school.ZIP)
		if position%7 == 4 {
			j.note("Latitude", BlankCells, rows.line+1, school.Name)
			rows.text("")
			rows.text("")
		} else {
			rows.decimal(school.Latitude, 5)
			rows.decimal(school.Longitude, 5)
		}
		rows.integer(school.Opened)
		rows.text(yesNo(school.TitleOne))
		rows.end()
	}
	return rows.finish()
}

func yesNo(is bool) string {
	if is {
		return "Y"
	}
	return "N"
}

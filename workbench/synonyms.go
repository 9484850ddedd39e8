package workbench

// fullWords writes out the abbreviations that systems use in headers, so that
// "Stu Nbr" and "Student Number" are the same.
func fullWords(words []string) []string {
	full := make([]string, 0, len(words))
	for _, word := range words {
		if spelled, known := abbreviations()[word]; known {
			full = append(full, spelled...)
		} else {
			full = append(full, word)
		}
	}
	return full
}

// abbreviations are words of headers with what they stand for.
func abbreviations() map[string][]string {
	return map[string][]string{
		"stu": {"student"}, "stud": {"student"}, "std": {"student"}, "students": {"student"}, "pupil": {"student"},
		"no": {"number"}, "num": {"number"}, "nbr": {"number"}, "nr": {"number"},
		"identifier": {"id"}, "ident": {"id"},
		"fname": {"first", "name"}, "lname": {"last", "name"}, "mname": {"middle", "name"}, "nm": {"name"},
		"surname": {"last", "name"}, "forename": {"first", "name"},
		"dob": {"birth", "date"}, "bday": {"birth", "date"}, "birthdate": {"birth", "date"},
		"sch": {"school"}, "schl": {"school"}, "schools": {"school"}, "dist": {"district"},
		"gr": {"grade"}, "grd": {"grade"}, "gradelevel": {"grade", "level"}, "lvl": {"level"},
		"yr": {"year"}, "sy": {"school", "year"}, "schoolyear": {"school", "year"},
		"tchr": {"teacher"}, "crs": {"course"}, "sect": {"section"}, "dept": {"department"},
		"dt": {"date"}, "desc": {"description"}, "cd": {"code"}, "pct": {"percent"}, "perc": {"percent"},
		"amt": {"amount"}, "qty": {"quantity"}, "cnt": {"count"}, "avg": {"average"}, "tot": {"total"},
		"abs": {"absent"}, "absences": {"absent"}, "att": {"attendance"}, "attd": {"attendance"}, "enr": {"enrolled"}, "enrl": {"enrolled"},
		"addr": {"address"}, "ph": {"phone"}, "tel": {"phone"}, "telephone": {"phone"}, "postcode": {"zip"}, "zipcode": {"zip"},
		"lang": {"language"}, "eth": {"ethnicity"}, "ethnic": {"ethnicity"}, "sex": {"gender"}, "hr": {"homeroom"}, "scr": {"score"},
	}
}

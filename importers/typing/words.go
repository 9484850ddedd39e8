package typing

import (
	"slices"
	"strings"
	"unicode"
)

// headerWords splits a header into lower-case words: "AcctFundCode",
// "acct_fund_code" and "Acct Fund Code" have the same.
func headerWords(header string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, string(word))
			word = nil
		}
	}
	runes := []rune(header)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		// A capital begins a word after a small letter, and before one: CDSCode.
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || (unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1]))) {
			flush()
		}
		word = append(word, unicode.ToLower(r))
	}
	flush()
	return words
}

func identifierWords() []string {
	return []string{"id", "ids", "identifier", "identifiers", "code", "codes", "cds", "ssid", "sasid", "lasid", "suid", "sid", "pid", "stuid", "pin", "zip", "zipcode", "postal", "phone", "telephone", "fax", "ssn", "uic", "barcode", "nces", "ein", "isbn"}
}

func numberedThings() []string {
	return []string{"student", "candidate", "school", "district", "staff", "teacher", "course", "section", "account", "local", "state", "county", "room", "employee", "phone", "telephone", "lunch", "badge", "dept", "department", "invoice", "po", "case", "record", "building", "bus", "locker"}
}

// namesThings reports whether a header says that its digits identify rather
// than count: ID, school_id, CDSCode, Zip, Student Number.
func namesThings(words []string) bool {
	known := identifierWords()
	for i, word := range words {
		if slices.Contains(known, word) {
			return true
		}
		if (word == "number" || word == "no" || word == "num" || word == "nbr") && i > 0 && slices.Contains(numberedThings(), words[i-1]) {
			return true
		}
		if endsInID(word) || (strings.HasSuffix(word, "code") && len(word) > 5) {
			return true
		}
	}
	return false
}

// namesOnePerson reports whether each value of such a column is likely to name
// one person or thing.
func namesOnePerson(words []string) bool {
	for _, word := range words {
		switch word {
		case "id", "ids", "ssid", "sasid", "lasid", "suid", "sid", "ssn", "number", "cds", "email", "uuid", "guid":
			return true
		}
		if endsInID(word) {
			return true
		}
	}
	return false
}

// endsInID recognises the run-together studentid and schid, and not paid.
func endsInID(word string) bool {
	if len(word) < 5 || len(word) > 24 || !strings.HasSuffix(word, "id") {
		return false
	}
	for _, stem := range []string{"student", "school", "sch", "stu", "teacher", "staff", "district", "dist", "user", "class", "course", "section", "person", "loc", "location", "sourced", "state", "local", "record", "row", "org", "entity", "test", "group", "pupil", "parent", "contact", "event", "case", "incident", "term"} {
		named := strings.TrimSuffix(word, "id")
		if named == stem || (len(stem) > 5 && strings.HasSuffix(named, stem)) {
			return true
		}
	}
	return false
}

// groupsBy reports whether whole numbers under this header are more likely
// something to group by than something to add up.
func groupsBy(words []string) bool {
	// "Grade" and "Test Year" do, "Total Enrollment (Grades 9-12)" does not.
	if len(words) > 2 {
		return false
	}
	if speaksOfGradeLevels(words) {
		return true // a Math Grade is one to average
	}
	groups := []string{
		"year", "yr", "level", "month", "week", "weekday", "day", "quarter", "term", "semester", "period", "cohort", "type", "group", "category",
		"status", "version", "wave", "sex", "gender", "ethnicity", "race", "decile", "quartile", "district", "school", "campus", "site", "room", "building", "bus", "route", "region", "ward", "precinct",
	}
	for i, word := range words {
		counts := i > 0 && speaksOf(words[:i], "total", "per", "avg", "average", "count", "number", "num")
		if slices.Contains(groups, word) && !counts {
			return true
		}
	}
	return false
}

func speaksOf(words []string, wanted ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool {
		return slices.ContainsFunc(wanted, func(want string) bool {
			return word == want || (len(want) > 2 && strings.HasSuffix(word, want))
		})
	})
}

// speaksOfDays reports whether eight digits under this header may be a day.
func speaksOfDays(words []string) bool {
	return speaksOf(words, "date", "dob", "birthday", "birth", "day", "dt")
}

// speaksOfDates reports whether a header says outright that it is about days.
func speaksOfDates(words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool {
		switch word {
		case "date", "dob", "birthdate", "birthday":
			return true
		}
		return false
	}) && !countsThings(words)
}

// speaksOfSpans reports whether 9-12 under this header is a value by itself,
// a span of grades or days, rather than a number that is withheld.
func speaksOfSpans(words []string) bool {
	return speaksOfDays(words) || speaksOfGrades(words) || speaksOf(words, "age", "ages", "period", "periods", "time", "term", "span", "range", "band", "hours", "month", "months", "week", "year", "years", "yr", "room", "section", "address")
}

// speaksOfSchoolYears reports whether a year under this header is a school year
// rather than one of the calendar.
func speaksOfSchoolYears(words []string) bool {
	for i, word := range words {
		switch word {
		case "sy", "ay", "schoolyear", "schoolyr", "schyear", "schyr", "academicyear", "acadyear", "acadyr":
			return true
		case "year", "yr", "years":
			if i > 0 && slices.Contains([]string{"school", "sch", "academic", "acad"}, words[i-1]) {
				return true
			}
		}
	}
	return false
}

func speaksOfGrades(words []string) bool {
	return speaksOf(words, "grade", "grades", "gr", "grd", "grlvl", "gradelevel")
}

// speaksOfGradeLevels reports whether numbers under this header are grades of
// school, and not the marks that are called grades too: there are as many words
// for those as there are subjects, so that any word has to be a known one.
func speaksOfGradeLevels(words []string) bool {
	if !speaksOfGrades(words) || len(words) > 4 {
		return false
	}
	if slices.ContainsFunc(words, namesGrade) {
		return false // GR_01 counts those who are in it
	}
	if speaksOf(words, "level", "lvl", "gradelevel", "grlvl") {
		return !speaksOf(words, "equivalent", "avg", "average", "mean", "count", "total", "math", "maths", "mathematics", "reading", "ela", "english", "writing", "science", "spelling",
			"standard", "standards", "final", "performance", "proficiency", "achievement", "lexile")
	}
	return !slices.ContainsFunc(words, func(word string) bool {
		for _, grade := range []string{"grades", "grade", "grd", "gr"} {
			if before, found := strings.CutSuffix(word, grade); found && before != "" {
				word = before // MathGrade, written in small letters
				break
			}
		}
		return goesWithMarks(word)
	})
}

// goesWithMarks reports whether a word beside grade makes it one that is given
// for work: Math Grade, Final Grade, Standards Grade.
func goesWithMarks(word string) bool {
	switch word {
	case "math", "maths", "mathematics", "algebra", "geometry", "calculus", "statistics", "reading", "ela", "english", "language", "arts", "literature", "writing", "spelling", "vocabulary",
		"science", "biology", "chemistry", "physics", "history", "social", "studies", "civics", "economics", "art", "music", "pe", "physical", "health", "spanish", "french", "foreign", "computer", "elective",
		"standard", "standards", "final", "course", "semester", "sem", "quarter", "qtr", "trimester", "tri", "term", "midterm", "interim", "progress", "overall", "period", "subject", "exam", "quiz", "essay",
		"homework", "hw", "classwork", "project", "assignment", "lab", "participation", "citizenship", "effort", "conduct", "behavior", "behaviour", "letter", "numeric", "mark", "report", "card", "weighted",
		"equivalent", "avg", "average", "mean", "count", "total", "performance", "proficiency", "achievement":
		return true
	}
	return false
}

// namesGrade reports whether a word is one grade rather than grades.
func namesGrade(word string) bool {
	switch word {
	case "pk", "tk", "k", "kn", "kg", "kindergarten":
		return true
	}
	return allDigits(word) && len(word) <= 2
}

// speaksOfBirth reports whether the days under this header are of the past.
func speaksOfBirth(words []string) bool {
	return speaksOf(words, "dob", "birth", "birthday", "birthdate", "born")
}

// speaksOfFlags reports whether 0 and 1 under this header are no and yes.
func speaksOfFlags(words []string) bool {
	for i, word := range words {
		switch word {
		case "flag", "indicator", "ind", "yn", "is", "has", "was", "eligible", "active", "enrolled", "tested", "member", "participated", "met", "passed", "graduated":
			return !countsThings(words)
		case "y":
			return i+1 < len(words) && words[i+1] == "n"
		}
		if strings.HasSuffix(word, "flag") || strings.HasSuffix(word, "indicator") {
			return true
		}
	}
	return false
}

// countsThings reports whether the numbers under this header are counts or
// amounts.
func countsThings(words []string) bool {
	return speaksOf(words, "count", "counts", "number", "num", "total", "days", "hours", "minutes", "absences", "score", "points", "pct", "percent", "rate", "amount", "sum", "avg", "average", "mean", "times", "units", "credits", "enrollment", "students", "n")
}

// mayBeNegative reports whether the numbers under this header go below 0 by
// their nature.
func mayBeNegative(words []string) bool {
	return speaksOf(words, "change", "changes", "difference", "diff", "growth", "gain", "loss", "balance", "net", "delta", "gap", "deviation", "residual", "effect", "temperature", "temp", "longitude", "latitude", "lon", "lat", "lng",
		"adjustment", "variance", "profit", "offset", "z", "zscore", "shift", "theta")
}

// The kinds of words a yes/no column may use.
const (
	yesNoKinds  = 5
	lettersPair = 3
)

// yesNoPairs are the words a yes/no column may use, folded to lower case.
func yesNoPairs() [yesNoKinds][2]string {
	return [yesNoKinds][2]string{{"yes", "no"}, {"y", "n"}, {"true", "false"}, lettersPair: {"t", "f"}, {"sí", "no"}}
}

// yesNoWord returns which pair a text belongs to and whether it says yes.
func yesNoWord(text string) (pair int, yes, ok bool) {
	if len(text) == 0 || len(text) > 5 {
		return 0, false, false
	}
	for i, words := range yesNoPairs() {
		if strings.EqualFold(text, words[0]) {
			return i, true, true
		}
		if strings.EqualFold(text, words[1]) {
			return i, false, true
		}
	}
	return 0, false, false
}

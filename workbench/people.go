package workbench

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// personKind is what the values of a column tell of a person.
type personKind int

const (
	noPerson personKind = iota
	// studentNumber has one value for each student, whatever the row is about.
	studentNumber
	// plainNumber is a number of something that may well be a person: ID.
	plainNumber
	// personName is a part of a name of whom the row is about.
	personName
	// personFact is a thing that few people share, such as a day of birth.
	personFact
	// otherPerson is somebody beside a student: a teacher, a parent.
	otherPerson
)

// The words by which headers are judged, in lower case and without accents.
var (
	studentWords = []string{"student", "pupil", "learner", "child", "scholar", "alumno", "alumna", "estudiante", "estudiantes", "alumnos"}
	// numberWords end the name of a number that stands for one of something.
	numberWords = []string{"id", "ids", "number", "no", "num", "nbr", "identifier", "usi", "key", "guid", "uuid", "ref", "numero", "identificador", "matricula", "sourcedid"}
	// plainNumbers do so without saying of what.
	plainNumbers = []string{"id", "ids", "number", "num", "identifier", "identificador", "sourcedid"}
	// besideWords may stand in the name of a student's number without making it
	// a number of something else, as "enrollment" would.
	besideWords = []string{"state", "statewide", "local", "unique", "district", "perm", "permanent", "sis", "reporting", "legal", "school", "de", "del", "la", "el"}
	// studentNumbers are numbers of students by names of their own.
	studentNumbers = []string{"ssid", "sasid", "lasid", "edid", "suid", "usi", "matricula", "permid", "permnumber", "permno", "permnum", "sisid", "sisnumber", "studentusi", "usersourcedid", "dcid", "pupilno", "upn"}
	nameWords      = []string{"name", "nombre", "nombres", "apellido", "apellidos"}
	staffWords     = []string{"staff", "teacher", "employee", "counselor", "guardian", "parent", "principal", "adviser", "advisor", "maestro", "maestra", "docente", "contact"}
	factWords      = []string{"email", "e-mail", "phone", "address", "birth", "nacimiento", "correo", "telefono", "direccion"}
	// sharedWords are what many people share a number of, and eventWords what
	// one person has many of.
	sharedWords = []string{"school", "course", "section", "district", "site", "grade", "room", "class", "term", "program", "department", "location", "test", "county", "account", "fund", "vendor", "bus", "route"}
	eventWords  = []string{"incident", "event", "visit", "referral", "record", "row", "line", "transaction", "case", "request", "ticket", "enrollment", "session", "meeting", "response"}
	// repeatWords tell that a person may have several rows.
	repeatWords = []string{"date", "day", "week", "month", "period", "term", "semester", "quarter", "trimester", "course", "section", "class", "subject", "test", "assessment", "exam", "attempt", "offense", "service", "fecha", "materia", "curso"}
	// ledgerWords tell of accounts rather than people.
	ledgerWords = []string{"fund", "budget", "budgeted", "expenditure", "expenditures", "encumbrance", "encumbrances", "encumbered", "revenue", "revenues", "vendor", "ledger", "invoice", "fondo", "presupuesto"}
	// traitWords tell that rows are about people although nobody is named.
	traitWords = []string{"race", "ethnicity", "gender", "sex", "age", "disability", "homeless", "foster", "migrant", "learners", "students", "pupils", "enrolled", "enrollment", "score", "absent", "absences", "suspensions", "grade", "mark", "gpa"}
)

// personWords takes a header apart into words to be judged.
func personWords(header string) []string {
	accents := strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n", "ü", "u")
	words := headerWords(header)
	for i := range words {
		words[i] = accents.Replace(words[i])
	}
	return words
}

func anyOf(words, of []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return slices.Contains(of, word) })
}

// personKindOf judges a column by its header. It errs on the side of seeing
// people.
func personKindOf(header string) personKind {
	words := personWords(header)
	if len(words) == 0 {
		return noPerson
	}
	joined, last := strings.Join(words, ""), words[len(words)-1]
	isStaff, isStudent := anyOf(words, staffWords), anyOf(words, studentWords)
	isNumber := slices.Contains(numberWords, last)
	onlyStudents := !slices.ContainsFunc(words, func(word string) bool {
		return !slices.Contains(studentWords, word) && !slices.Contains(numberWords, word) && !slices.Contains(besideWords, word)
	})
	switch {
	case isStaff && (standsForPerson(header) || IsPersonName(header) || anyOf(words, nameWords)):
		return otherPerson
	case slices.Contains(studentNumbers, joined), isStudent && onlyStudents && (isNumber || len(words) == 1):
		return studentNumber
	case slices.Contains(factWords, joined), anyOf(words, factWords):
		return personFact
	case IsPersonName(header), slices.Contains(nameWords, joined), isStudent && anyOf(words, nameWords):
		return personName
	case slices.Contains(plainNumbers, last) && !anyOf(words, sharedWords) && !anyOf(words, eventWords):
		return plainNumber
	case standsForPerson(header) && !anyOf(words, eventWords):
		return personFact
	}
	return noPerson
}

// headcount is how the people behind rows of a dataset are counted: as the
// fewest different values that any of numbers has, and that the columns of names
// together have at least. Without either each row is one person.
type headcount struct{ numbers, names []string }

func (h headcount) byRows() bool { return len(h.numbers)+len(h.names) == 0 }

// headcountOf tells how the people of a dataset are counted. It is false if they
// cannot be: rows may be several about the same person, and nothing says whom
// they are about.
func headcountOf(dataset warehouse.Dataset) (headcount, bool) {
	if len(dataset.Key) == 1 {
		if kind := personKindOf(dataset.Key[0]); kind == studentNumber || kind == plainNumber {
			return headcount{numbers: dataset.Key}, true
		}
	}
	if student := studentColumn(dataset.Schema); student != "" {
		return headcount{numbers: []string{student}}, true
	}
	var found headcount
	var facts, others []string
	repeats, traits := false, false
	for _, column := range dataset.Schema {
		words := personWords(column.Name)
		switch kind := personKindOf(column.Name); kind {
		case plainNumber:
			found.numbers = append(found.numbers, column.Name)
		case personName:
			if !anyOf(words, []string{"middle", "preferred", "nick", "suffix"}) {
				found.names = append(found.names, column.Name)
			}
		case personFact:
			facts = append(facts, column.Name)
		case otherPerson:
			others = append(others, column.Name)
		default:
			repeats = repeats || column.Type == table.Date || anyOf(words, repeatWords) || anyOf(words, eventWords)
			traits = traits || anyOf(words, traitWords)
		}
	}
	switch {
	case !found.byRows():
		return found, true
	case len(others) > 0 && !traits:
		// Rows about staff. Of rows about students they would tell who taught
		// them, of which one student has many.
		return headcount{numbers: others[:1]}, true
	case len(facts) > 0:
		return headcount{numbers: facts}, true // two people may share one: at least so many
	}
	return headcount{}, !repeats
}

// notAboutPeople reports whether a dataset is known to be about something else,
// such as a budget, where a group may well have one member. What is not known is
// taken to be about people.
func notAboutPeople(schema table.Schema) bool {
	ledger := false
	for _, column := range schema {
		switch personKindOf(column.Name) {
		case studentNumber, personName, otherPerson, personFact:
			return false
		}
		words := personWords(column.Name)
		if anyOf(words, traitWords) || anyOf(words, studentWords) {
			return false
		}
		ledger = ledger || anyOf(words, ledgerWords)
	}
	return ledger
}

package workbench

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// PersonKind is what a person is to a school.
type PersonKind string

// The kinds of people that datasets have numbers for.
const (
	StudentPerson PersonKind = "student"
	StaffPerson   PersonKind = "staff" // teachers among them
)

// PersonKey says who a person is: an ID, as a column of a dataset shows it.
type PersonKey struct {
	Dataset string `json:"dataset"`
	Column  string `json:"column"`
	ID      string `json:"id"`
}

// PersonColumn is a column whose values say whom a row is about.
type PersonColumn struct {
	Name string
	Kind PersonKind
	// numbering is whose numbers they are: the district's and the state's are
	// not the same.
	numbering string
}

// PersonColumns are the columns of a dataset that name students, and then those
// that name members of the staff, by their headers.
func PersonColumns(schema table.Schema) []PersonColumn {
	var students, staff []PersonColumn
	for _, column := range schema {
		if column.Type == table.Decimal || column.Type == table.Date || column.Type == table.YesNo {
			continue
		}
		switch words := strings.Join(headerWords(column.Name), " "); words {
		case "student id", "student number", "pupil id":
			students = append(students, PersonColumn{column.Name, StudentPerson, words})
		case "student local id", "local student id":
			students = append(students, PersonColumn{column.Name, StudentPerson, "local student id"})
		case "ssid", "state student id":
			students = append(students, PersonColumn{column.Name, StudentPerson, "ssid"})
		case "staff id", "teacher id", "employee id", "educator id", "counselor id", "case manager id",
			"staff number", "teacher number", "employee number", "seid":
			staff = append(staff, PersonColumn{column.Name, StaffPerson, words})
		}
	}
	return append(students, staff...)
}

// personColumn is the column of this name among those that name people.
func personColumn(schema table.Schema, name string) (PersonColumn, bool) {
	columns := PersonColumns(schema)
	at := slices.IndexFunc(columns, func(c PersonColumn) bool { return strings.EqualFold(c.Name, name) })
	if at < 0 {
		return PersonColumn{}, false
	}
	return columns[at], true
}

// PersonID is the ID in a cell of a column that names people, as [PersonKey] has
// it; empty where the cell names nobody.
func PersonID(column table.Column, value table.Value) string {
	switch {
	case value.State != table.Reported:
		return ""
	case column.Type.IsText():
		return strings.TrimSpace(value.Text)
	}
	return strconv.FormatFloat(value.Number, 'f', -1, 64)
}

// idMatch finds an ID in the cells of another column.
type idMatch struct {
	id    string
	loose bool // leading zeros do not count: one side holds numbers, or has lost them
}

// newIDMatch is the match of an ID of the column home in the column there. Where
// the IDs there have lost the leading zeros that all those at home are filled up
// with, as a spreadsheet does to them, zeros do not count.
func newIDMatch(id string, home, there *table.Vector) idMatch {
	match := idMatch{id: id, loose: home.Column().Type.IsText() != there.Column().Type.IsText()}
	if !match.loose && strings.HasPrefix(id, "0") && onlyDigits(id) {
		match.loose = sameLength(home, len(id)) && lostZeros(there, len(id))
	}
	return match
}

// lost reports whether IDs are compared without their zeros.
func (m idMatch) lost() bool { return m.loose }

func (m idMatch) is(id string) bool {
	if id == "" {
		return false
	}
	if m.loose {
		return withoutZeros(id) == withoutZeros(m.id)
	}
	return strings.EqualFold(id, m.id)
}

// rows are the numbers of the rows whose cell is the ID.
func (m idMatch) rows(vector *table.Vector) []int {
	column := vector.Column()
	var rows []int
	if vector.IsCoded() {
		wanted := make([]bool, len(vector.Dictionary()))
		any := false
		for code, value := range vector.Dictionary() {
			wanted[code] = m.is(PersonID(column, value))
			any = any || wanted[code]
		}
		codes := vector.Codes()
		for row := 0; any && row < vector.Len(); row++ {
			if wanted[codes.At(row)] {
				rows = append(rows, row)
			}
		}
		return rows
	}
	for row := range vector.Len() {
		if m.is(PersonID(column, vector.Value(row))) {
			rows = append(rows, row)
		}
	}
	return rows
}

func onlyDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

func withoutZeros(id string) string {
	if !onlyDigits(id) {
		return strings.ToLower(id)
	}
	return strings.TrimLeft(id, "0")
}

// sameLength reports whether all IDs of a column are digits and so many.
func sameLength(vector *table.Vector, length int) bool {
	return eachID(vector, func(id string) bool { return len(id) == length && onlyDigits(id) })
}

// lostZeros reports whether the IDs of a column are numbers without leading
// zeros, and shorter than they ought to be now and then.
func lostZeros(vector *table.Vector, length int) bool {
	shorter := false
	return eachID(vector, func(id string) bool {
		shorter = shorter || len(id) < length
		return onlyDigits(id) && len(id) <= length && id[0] != '0'
	}) && shorter
}

// eachID reports whether all IDs of a column hold to something.
func eachID(vector *table.Vector, holds func(id string) bool) bool {
	column := vector.Column()
	check := func(value table.Value) bool {
		id := PersonID(column, value)
		return id == "" || holds(id)
	}
	if vector.IsCoded() {
		for _, value := range vector.Dictionary() {
			if !check(value) {
				return false
			}
		}
		return true
	}
	for row := range vector.Len() {
		if !check(vector.Value(row)) {
			return false
		}
	}
	return true
}

package workbench_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// pupil is a student with the schools of the year.
type pupil struct {
	last, first string
	schools     map[string]bool
}

// roll is the students of a district by what they can be known by.
type roll struct {
	// numbers are student IDs and state IDs; names are a last and a first name
	// in either order, spelled as [words] cut them. Several students may have
	// one name.
	numbers map[string]*pupil
	names   map[string][]*pupil
	// longest is the most words of a name.
	longest int
}

// readRoll reads the students of a workspace. One may have been at several
// schools in the year.
func readRoll(t *testing.T, bench *workbench.Workbench) *roll {
	t.Helper()
	read := func(dataset string, columns ...string) [][]string {
		frame, err := bench.Frame(t.Context(), dataset, columns...)
		if err != nil {
			t.Fatal(err)
		}
		rows := make([][]string, frame.Len())
		for i := range rows {
			for _, name := range columns {
				vector, found := frame.Column(name)
				text := ""
				if found && vector.Value(i).State == table.Reported {
					text = vector.Column().Text(vector.Value(i))
				}
				rows[i] = append(rows[i], text)
			}
		}
		return rows
	}
	schools := map[string]string{}
	for _, row := range read("schools", "School Code", "School Name") {
		schools[row[0]] = row[1]
	}
	all := &roll{numbers: map[string]*pupil{}, names: map[string][]*pupil{}}
	for _, row := range read("students", "Student ID", "SSID", "Last Name", "First Name", "School Code") {
		each := &pupil{last: row[2], first: row[3], schools: map[string]bool{schools[row[4]]: true}}
		for _, number := range row[:2] {
			if number != "" {
				all.numbers[number] = each
			}
		}
		for _, name := range []string{row[2] + " " + row[3], row[3] + " " + row[2]} {
			parts := words(name)
			all.longest = max(all.longest, len(parts))
			key := strings.Join(parts, " ")
			all.names[key] = append(all.names[key], each)
		}
	}
	for _, row := range read("enrollment", "Student ID", "School Code") {
		if each := all.numbers[row[0]]; each != nil {
			each.schools[schools[row[1]]] = true
		}
	}
	return all
}

// words cuts a line at spaces and at commas.
func words(line string) []string {
	return strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
}

// number is a run of digits that is no part of an amount, a colour or a name.
var number = regexp.MustCompile(`(?:^|[^0-9A-Za-z.,#_])([0-9]{5,})(?:$|[.,]$|[.,]?[^0-9A-Za-z.,_])`)

// sighting is a student who was found in a file.
type sighting struct {
	who   *pupil
	what  string
	place string
}

// search finds the students of whom something stands in the parts of a file:
// those of a school, and those of others. A name that students of several
// schools have is one of the school's own; of a name within a longer name the
// longer counts.
func (r *roll) search(school string, parts []part) (own, others []sighting) {
	for _, each := range parts {
		for line := range strings.SplitSeq(each.text, "\n") {
			for _, match := range number.FindAllStringSubmatch(line, -1) {
				if who := r.numbers[match[1]]; who != nil {
					found := sighting{who, match[1], each.place}
					if who.schools[school] {
						own = append(own, found)
					} else {
						others = append(others, found)
					}
				}
			}
			cut := words(line)
			for i := 0; i < len(cut); i++ {
				for length := min(r.longest, len(cut)-i); length >= 2; length-- {
					key := strings.Join(cut[i:i+length], " ")
					if have := r.names[key]; have != nil {
						found, mine := sighting{have[0], key, each.place}, false
						for _, who := range have {
							mine = mine || who.schools[school]
						}
						if mine {
							own = append(own, found)
						} else {
							others = append(others, found)
						}
						i += length - 1
						break
					}
				}
			}
		}
	}
	return own, others
}

func (s sighting) String() string {
	return fmt.Sprintf("%q of %s %s in %s", s.what, s.who.first, s.who.last, s.place)
}

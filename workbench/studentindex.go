package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/schoolbench/schoolbench/table"
)

// Student is one student of a dataset, as Go to lists them.
type Student struct {
	Dataset  string // whose rows say so
	IDColumn string // the dataset's column of student IDs
	ID       string // as that column shows it
	Name     string // "Last, First", or as the dataset has it
}

// StudentIndex finds students by parts of their names or IDs. It is made by
// [Workbench.IndexStudents], never changes, and may be read by several
// goroutines at once.
type StudentIndex struct {
	students []Student
	folded   []string // name and ID of each as they are searched
}

// IndexStudents reads the names and IDs of every dataset that has both. A
// student stands in the index once for the dataset that has the most columns of
// names and, among those, the fewest rows: the roster rather than the marks.
func (b *Workbench) IndexStudents(ctx context.Context) (*StudentIndex, error) {
	datasets, err := b.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	type roster struct {
		dataset string
		rows    int
		id      string
		names   []string
	}
	var rosters []roster
	for _, dataset := range datasets {
		found := roster{dataset: dataset.Name, rows: dataset.Rows, id: studentColumn(dataset.Schema)}
		for _, column := range dataset.Schema {
			if column.Name != found.id && namesStudent(column.Name) {
				found.names = append(found.names, column.Name)
			}
		}
		if found.id != "" && len(found.names) > 0 {
			slices.SortStableFunc(found.names, func(a, b string) int { return cmp.Compare(namePlace(a), namePlace(b)) })
			rosters = append(rosters, found)
		}
	}
	slices.SortStableFunc(rosters, func(a, b roster) int {
		return cmp.Or(cmp.Compare(len(b.names), len(a.names)), cmp.Compare(a.rows, b.rows))
	})
	index, seen := &StudentIndex{}, map[string]bool{}
	for _, roster := range rosters {
		frame, err := b.Frame(ctx, roster.dataset, append([]string{roster.id}, roster.names...)...)
		if err != nil {
			return nil, err
		}
		if err := index.add(ctx, roster.dataset, frame, seen); err != nil {
			return nil, err
		}
	}
	return index, nil
}

// add takes in the students of a dataset that are not known yet. The first
// column of the frame holds their IDs, the others their names.
func (x *StudentIndex) add(ctx context.Context, dataset string, frame *table.Frame, seen map[string]bool) error {
	columns := frame.Columns()
	for row := range frame.Len() {
		if row&0xffff == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		id := columns[0].Value(row)
		if !id.IsReported() {
			continue
		}
		shown := columns[0].Column().Display(id)
		if seen[shown] {
			continue
		}
		var names []string
		for _, column := range columns[1:] {
			if value := column.Value(row); value.IsReported() {
				names = append(names, strings.TrimSpace(column.Column().Display(value)))
			}
		}
		if len(names) == 0 {
			continue
		}
		seen[shown] = true
		name := names[0]
		if len(names) > 1 {
			name += ", " + strings.Join(names[1:], " ")
		}
		x.students = append(x.students, Student{Dataset: dataset, IDColumn: columns[0].Column().Name, ID: shown, Name: name})
		x.folded = append(x.folded, " "+foldName(name)+" "+foldName(shown))
	}
	return nil
}

// Len is how many students the index knows.
func (x *StudentIndex) Len() int { return len(x.students) }

// Find returns at most this many students whose name or ID has every one of the
// words, whatever their accents and case: those in whom each word begins a name
// first. It returns nothing for no words.
func (x *StudentIndex) Find(words string, most int) []Student {
	typed := strings.Fields(foldName(words))
	if len(typed) == 0 {
		return nil
	}
	var first, second []Student
	for i, text := range x.folded {
		all, begins := true, true
		for _, word := range typed {
			at := strings.Index(text, word)
			if at < 0 {
				all = false
				break
			}
			begins = begins && (text[at-1] == ' ' || strings.Contains(text, " "+word))
		}
		switch {
		case !all:
		case begins && len(first) < most:
			first = append(first, x.students[i])
		case !begins && len(second) < most:
			second = append(second, x.students[i])
		}
		if len(first) == most {
			break
		}
	}
	return append(first, second...)[:min(most, len(first)+len(second))]
}

// namesStudent reports whether a column holds the name of a student, or a part
// of it, by its header.
func namesStudent(header string) bool {
	lower := strings.ToLower(header)
	for _, other := range []string{"staff", "teacher", "guardian", "parent", "counselor", "school", "middle"} {
		if strings.Contains(lower, other) {
			return false
		}
	}
	return isPersonName(header)
}

// namePlace is where a part of a name stands in a list: family names first.
func namePlace(header string) int {
	lower := strings.ToLower(header)
	if strings.Contains(lower, "last") || strings.Contains(lower, "family") || lower == "ln" {
		return 0
	}
	return 1
}

// foldName writes a name in small letters without accents and signs.
func foldName(name string) string {
	var folded strings.Builder
	for _, r := range norm.NFD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			folded.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			folded.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(folded.String()), " ")
}

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

// KnownPerson is a student or a member of the staff, as lists of people have
// them.
type KnownPerson struct {
	PersonKey
	Kind PersonKind
	Name string // "Last, First", or as the dataset has it
}

// PersonIndex finds people by parts of their names or IDs. It is made by
// [Workbench.IndexPeople], never changes, and may be read by several goroutines
// at once.
type PersonIndex struct {
	people []KnownPerson // by name
	folded []string      // name and ID of each as they are searched
}

// roster is a dataset from which people's names are read.
type roster struct {
	dataset string
	rows    int
	column  PersonColumn
	names   []string
}

// IndexPeople reads the names and IDs of every dataset that has both. A person
// stands in the index once for the dataset that has the most columns of names
// and, among those, the fewest rows: the roster rather than the marks.
func (b *Workbench) IndexPeople(ctx context.Context) (*PersonIndex, error) {
	datasets, err := b.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	var rosters []roster
	for _, dataset := range datasets {
		columns, seen := PersonColumns(dataset.Schema), map[PersonKind]bool{}
		for _, column := range columns {
			names := personNames(dataset.Schema, column.Kind)
			if seen[column.Kind] || len(names) == 0 {
				continue
			}
			seen[column.Kind] = true
			rosters = append(rosters, roster{dataset.Name, dataset.Rows, column, names})
		}
	}
	slices.SortStableFunc(rosters, func(a, b roster) int {
		return cmp.Or(cmp.Compare(len(b.names), len(a.names)), cmp.Compare(a.rows, b.rows))
	})
	index, known := &PersonIndex{}, map[string]bool{}
	for _, roster := range rosters {
		frame, err := b.Frame(ctx, roster.dataset, append([]string{roster.column.Name}, roster.names...)...)
		if err != nil {
			return nil, err
		}
		if err := index.add(ctx, roster, frame, known); err != nil {
			return nil, err
		}
	}
	index.sort()
	return index, nil
}

// add takes in the people of a dataset who are not known yet. The first column
// of the frame holds their IDs, the others their names.
func (x *PersonIndex) add(ctx context.Context, from roster, frame *table.Frame, known map[string]bool) error {
	columns := frame.Columns()
	for row := range frame.Len() {
		if row&0xffff == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		id := PersonID(columns[0].Column(), columns[0].Value(row))
		if id == "" || known[string(from.column.Kind)+id] {
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
		known[string(from.column.Kind)+id] = true
		x.people = append(x.people, KnownPerson{PersonKey{from.dataset, from.column.Name, id}, from.column.Kind, writtenName(names)})
	}
	return nil
}

// sort puts the people in the order of their names and prepares the search.
func (x *PersonIndex) sort() {
	type entry struct {
		person KnownPerson
		name   string
	}
	entries := make([]entry, len(x.people))
	for i, person := range x.people {
		entries[i] = entry{person, foldName(person.Name)}
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.person.ID, b.person.ID))
	})
	x.folded = make([]string, len(entries))
	for i, each := range entries {
		x.people[i] = each.person
		x.folded[i] = " " + each.name + " " + foldName(each.person.ID)
	}
}

// Len is how many people the index knows.
func (x *PersonIndex) Len() int { return len(x.people) }

// Count is how many of them are of a kind.
func (x *PersonIndex) Count(kind PersonKind) int {
	count := 0
	for _, person := range x.people {
		if person.Kind == kind {
			count++
		}
	}
	return count
}

// Find returns at most this many people whose name or ID has every one of the
// words, whatever their accents and case: those in whom each word begins a name
// first, and by name. It returns nothing for no words.
func (x *PersonIndex) Find(words string, most int) []KnownPerson {
	typed := strings.Fields(foldName(words))
	if len(typed) == 0 {
		return nil
	}
	var first, second []KnownPerson
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
			first = append(first, x.people[i])
		case !begins && len(second) < most:
			second = append(second, x.people[i])
		}
		if len(first) == most {
			break
		}
	}
	return append(first, second...)[:min(most, len(first)+len(second))]
}

// First returns at most this many people, by name.
func (x *PersonIndex) First(most int) []KnownPerson {
	return slices.Clone(x.people[:min(most, len(x.people))])
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

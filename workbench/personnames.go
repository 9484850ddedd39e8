package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// personNameColumn is what the column of looked-up names is called.
const personNameColumn = "Name"

// PersonNames are the names of those whom the rows of a dataset are about, where
// the dataset has their IDs and another one the names: a column as long as the
// dataset. It is nil where the rows name people themselves, have no IDs, or
// nobody's name is known.
func (b *Workbench) PersonNames(ctx context.Context, name string) (*table.Vector, error) {
	dataset, err := b.Dataset(ctx, name)
	if err != nil {
		return nil, err
	}
	ids := PersonColumns(dataset.Schema)
	if len(ids) == 0 || dataset.Schema.Index(personNameColumn) >= 0 || slices.ContainsFunc(dataset.Schema, func(c table.Column) bool { return IsPersonName(c.Name) }) {
		return nil, nil
	}
	index, err := b.peopleNow(ctx)
	if err != nil {
		return nil, err
	}
	frame, err := b.columns(ctx, dataset, []string{ids[0].Name})
	if err != nil {
		return nil, err
	}
	return index.namesOf(frame.Columns()[0], ids[0].Kind), nil
}

// namesOf writes the name beside each ID; nil if none is known.
func (x *PersonIndex) namesOf(ids *table.Vector, kind PersonKind) *table.Vector {
	known, length, alike := map[string]string{}, 0, true
	for _, person := range x.people {
		if person.Kind == kind {
			known[strings.ToLower(person.ID)] = person.Name
			alike = alike && onlyDigits(person.ID) && (length == 0 || length == len(person.ID))
			length = len(person.ID)
		}
	}
	if len(known) == 0 {
		return nil
	}
	loose := map[string]string{} // by IDs without zeros, where the column has lost them
	if alike && (!ids.Column().Type.IsText() || lostZeros(ids, length)) {
		for id, name := range known {
			loose[withoutZeros(id)] = name
		}
	}
	dictionary, codes := []table.Value{table.Mark(table.Missing, "")}, map[string]uint32{}
	code := func(value table.Value) uint32 {
		id := PersonID(ids.Column(), value)
		name, found := known[strings.ToLower(id)]
		if !found && id != "" {
			name = loose[withoutZeros(id)]
		}
		if name == "" {
			return 0
		}
		at, seen := codes[name]
		if !seen {
			at = uint32(len(dictionary))
			codes[name] = at
			dictionary = append(dictionary, table.TextValue(name))
		}
		return at
	}
	rows := make([]uint32, ids.Len())
	if ids.IsCoded() {
		byCode := make([]uint32, len(ids.Dictionary()))
		for i, value := range ids.Dictionary() {
			byCode[i] = code(value)
		}
		for row := range rows {
			rows[row] = byCode[ids.Codes().At(row)]
		}
	} else {
		for row := range rows {
			rows[row] = code(ids.Value(row))
		}
	}
	if len(dictionary) == 1 {
		return nil
	}
	column := table.Column{Name: personNameColumn, Type: table.Text, Role: table.Identifier}
	return table.NewCodedVector(column, table.PackCodes(rows, len(dictionary)), dictionary)
}

// RecordsDocument makes a document of rows behind a number, in the columns that
// are named and in their order, as they are listed on the screen: looked-up
// names among them.
func (b *Workbench) RecordsDocument(ctx context.Context, name string, rows []int, title string, language reports.Language, columns []string) (*reports.Document, error) {
	frame, err := b.Frame(ctx, name)
	if err != nil {
		return nil, err
	}
	vectors := make([]*table.Vector, 0, len(columns))
	for _, wanted := range columns {
		vector, found := frame.Column(wanted)
		if !found && wanted == personNameColumn {
			if vector, err = b.PersonNames(ctx, name); err != nil {
				return nil, err
			}
			found = vector != nil
		}
		if found {
			vectors = append(vectors, vector)
		}
	}
	return b.listOf(ctx, name, rows, title, language, vectors)
}

// peopleCache keeps the index of people until a dataset changes.
type peopleCache struct {
	mutex sync.Mutex
	of    string // the datasets and their versions
	index *PersonIndex
}

// peopleNow is the index of the people as they are now, made once for each state
// of the workspace. Several goroutines may ask for it.
func (b *Workbench) peopleNow(ctx context.Context) (*PersonIndex, error) {
	datasets, err := b.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	var state strings.Builder
	for _, dataset := range datasets {
		fmt.Fprintf(&state, "%d %d\n", dataset.ID, dataset.Version)
	}
	b.people.mutex.Lock()
	index, of := b.people.index, b.people.of
	b.people.mutex.Unlock()
	if index != nil && of == state.String() {
		return index, nil
	}
	if index, err = b.indexPeople(ctx, datasets); err != nil {
		return nil, err
	}
	b.people.mutex.Lock()
	b.people.index, b.people.of = index, state.String()
	b.people.mutex.Unlock()
	return index, nil
}

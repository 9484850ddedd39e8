package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// person puts together what was found.
func (f *personFinder) person(ctx context.Context, key PersonKey) (*Person, error) {
	// The roster is the dataset with the most parts of a name and, among those,
	// the fewest rows.
	slices.SortStableFunc(f.found, func(a, b foundRows) int {
		return strings.Compare(strings.ToLower(a.dataset.Name), strings.ToLower(b.dataset.Name))
	})
	roster := slices.MinFunc(f.found, func(a, b foundRows) int {
		named := func(r foundRows) int { return len(personNames(r.dataset.Schema, f.kind)) }
		return cmp.Or(cmp.Compare(named(b), named(a)), cmp.Compare(a.dataset.Rows, b.dataset.Rows))
	})
	person := &Person{Key: key, Kind: f.kind}
	for _, found := range f.found {
		block, err := f.block(ctx, found)
		if err != nil {
			return nil, err
		}
		if found.dataset.ID == roster.dataset.ID && found.column == roster.column {
			person.Blocks = slices.Insert(person.Blocks, 0, block)
		} else {
			person.Blocks = append(person.Blocks, block)
		}
	}
	f.name(person)
	f.number(person)
	return person, f.head(ctx, person)
}

// frame is what was read of a block's dataset.
func (f *personFinder) frame(block PersonBlock) *table.Frame {
	for _, found := range f.found {
		if found.dataset.ID == block.Dataset.ID {
			return found.frame
		}
	}
	return nil
}

// name takes the name of the roster, and notes where others differ.
func (f *personFinder) name(person *Person) {
	for _, block := range person.Blocks {
		frame := f.frame(block)
		for _, row := range block.Rows {
			var parts []string
			for _, name := range personNames(block.Dataset.Schema, f.kind) {
				vector, _ := frame.Column(name)
				if value := vector.Value(row); value.IsReported() {
					parts = append(parts, strings.TrimSpace(vector.Column().Display(value)))
				}
			}
			name := writtenName(parts)
			switch {
			case name == "":
			case person.Name == "":
				person.Name = name
			case !sameName(name, person.Name) && !slices.ContainsFunc(person.OtherNames, func(other PersonFact) bool { return sameName(name, other.Text) }):
				person.OtherNames = append(person.OtherNames, PersonFact{"", name, block.Dataset.Name})
			}
		}
	}
	if person.Name == "" {
		person.Name = f.known[0].id
	}
}

// sameName reports whether two names have the same words in whatever order.
func sameName(a, b string) bool {
	words := func(name string) []string { return slices.Sorted(slices.Values(strings.Fields(foldName(name)))) }
	return slices.Equal(words(a), words(b))
}

// number lists the person's IDs.
func (f *personFinder) number(person *Person) {
	for _, known := range f.known {
		person.IDs = append(person.IDs, PersonFact{known.vector.Column().Title(), known.id, ""})
	}
}

// headWords are the headers, as words, of what stands at the head of a page, in
// their order; of those in one line the first that a row has.
func headWords() [][]string {
	return [][]string{
		{"school", "school name", "current school", "school code", "school id", "school number"},
		{"grade", "grade level", "current grade"},
		{"role", "position", "job title"},
	}
}

// head takes school, grade or role from the newest row of the roster, or of the
// first dataset that has one.
func (f *personFinder) head(ctx context.Context, person *Person) error {
	for _, wanted := range headWords() {
		fact, err := f.headFact(ctx, person, wanted)
		if err != nil {
			return err
		}
		if fact.Text != "" {
			person.Facts = append(person.Facts, fact)
		}
	}
	return nil
}

func (f *personFinder) headFact(ctx context.Context, person *Person, wanted []string) (PersonFact, error) {
	for _, block := range person.Blocks {
		for _, words := range wanted {
			for _, column := range block.Dataset.Schema {
				if strings.Join(headerWords(column.Name), " ") != words {
					continue
				}
				vector, _ := f.frame(block).Column(column.Name)
				value := vector.Value(block.Rows[0])
				text := column.Display(value)
				if !value.IsReported() || text == "" {
					continue
				}
				fact := PersonFact{column.Title(), text, block.Dataset.Name}
				if column.Type == table.Code {
					name, err := f.schoolName(ctx, column, value)
					if err != nil || name.Text != "" {
						return name, err
					}
				}
				return fact, nil
			}
		}
	}
	return PersonFact{}, nil
}

// schoolName is the name that a list of schools gives to a code; nothing if
// there is no such list, or the code is in it with several names.
func (f *personFinder) schoolName(ctx context.Context, code table.Column, value table.Value) (PersonFact, error) {
	for _, dataset := range f.datasets {
		codes, names := -1, -1
		for i, column := range dataset.Schema {
			switch words := headerWords(column.Name); {
			case slices.Equal(words, headerWords(code.Name)):
				codes = i
			case slices.Equal(words, []string{"school", "name"}):
				names = i
			}
		}
		if codes < 0 || names < 0 {
			continue
		}
		frame, err := f.bench.columns(ctx, dataset, []string{dataset.Schema[codes].Name, dataset.Schema[names].Name})
		if err != nil {
			return PersonFact{}, err
		}
		name, several := "", false
		for _, row := range (idMatch{id: PersonID(code, value)}).rows(frame.Columns()[0]) {
			each := frame.Columns()[1].Column().Display(frame.Columns()[1].Value(row))
			several = several || name != "" && each != name
			name = each
		}
		if name != "" && !several {
			return PersonFact{dataset.Schema[names].Title(), name, dataset.Name}, nil
		}
	}
	return PersonFact{}, nil
}

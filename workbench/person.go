package workbench

import (
	"context"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Person is what the datasets of a workspace say of one person: nothing but
// their own rows, found by the person's ID.
type Person struct {
	Key  PersonKey
	Kind PersonKind
	// Name is "Last, First", or as the dataset has it; the ID where no dataset
	// names the person. OtherNames are those that other datasets give.
	Name       string
	OtherNames []PersonFact
	// IDs are the person's numbers: the district's and the state's.
	IDs []PersonFact
	// Facts are for the head of a page: school, grade or role, as the roster's
	// newest row has them.
	Facts []PersonFact
	// Blocks hold the rows, a dataset each: the roster first, the others by name.
	Blocks []PersonBlock
}

// PersonFact is a value with the title of its column.
type PersonFact struct {
	Title   string
	Text    string
	Dataset string // which dataset says so
}

// PersonBlock is what one dataset says of a person.
type PersonBlock struct {
	Dataset warehouse.Dataset
	// Column is the one that the rows were found by, and LostZeros is true if
	// leading zeros had to be passed over to find them.
	Column    string
	LostZeros bool
	// Shown is the ID as this column shows it.
	Shown string
	// Rows are numbers of the dataset's rows. Where a column says when they are
	// of, Dated is its title and the newest come first; else they stand as in the
	// dataset.
	Rows  []int
	Dated string
	// Same are the values that all rows have in common: of a single row all that
	// it has. Columns are those in which the rows differ. Names and IDs, which the
	// head has, and columns without anything are in neither.
	Same    []PersonFact
	Columns []*table.Vector
	// Sums are totals of what can be added up, such as days and hours, and Counts
	// say how often each of a few values is there.
	Sums   []PersonFact
	Counts []PersonCount
}

// PersonCount says how often each value of a column is there, the most frequent
// first.
type PersonCount struct {
	Title  string
	Values []ValueCount
}

// Person gathers what the workspace says of one person: the rows of every
// dataset that has the same kind of ID, or that a file's own declaration links.
// A key that names no column of IDs, or nobody, is a *table.Issue.
func (b *Workbench) Person(ctx context.Context, key PersonKey) (*Person, error) {
	home, err := b.Dataset(ctx, key.Dataset)
	if err != nil {
		return nil, err
	}
	column, found := personColumn(home.Schema, key.Column)
	if !found {
		return nil, table.Failed("person-unknown", table.Where{}, home.Name+" has no column “"+key.Column+"” that names people.",
			"Open a person from rows with a student ID or a staff ID.", nil)
	}
	finder := personFinder{bench: b, kind: column.Kind}
	if finder.datasets, err = b.Datasets(ctx); err != nil {
		return nil, err
	}
	if err := finder.search(ctx, home, column, strings.TrimSpace(key.ID)); err != nil {
		return nil, err
	}
	if len(finder.found) == 0 {
		return nil, table.Failed("person-unknown", table.Where{}, "No row is about "+key.Column+" "+key.ID+".",
			"The rows may have changed since. Look for the person by name.", nil)
	}
	return finder.person(ctx, key)
}

// personFinder looks for the rows about one person.
type personFinder struct {
	bench    *Workbench
	kind     PersonKind
	datasets []warehouse.Dataset
	known    []knownID
	found    []foundRows
}

// knownID is a number that the person has.
type knownID struct {
	column PersonColumn
	vector *table.Vector // of the column that it was read from
	id     string
}

// foundRows are rows of a dataset that are about the person.
type foundRows struct {
	dataset warehouse.Dataset
	column  string
	rows    []int
	lost    bool
	frame   *table.Frame
}

// search finds the rows by the ID, and then by the other IDs that these rows
// give the same student.
func (f *personFinder) search(ctx context.Context, home warehouse.Dataset, column PersonColumn, id string) error {
	frame, err := f.bench.columns(ctx, home, []string{column.Name})
	if err != nil {
		return err
	}
	f.known = []knownID{{column, frame.Columns()[0], id}}
	declared := map[string]bool{}
	for _, dataset := range f.datasets {
		links, err := f.bench.declaredLinks(ctx, dataset)
		if err != nil {
			return err
		}
		for _, link := range links {
			declared[linkName(dataset.Name, link.Column, link.Dataset, link.Key)] = true
			declared[linkName(link.Dataset, link.Key, dataset.Name, link.Column)] = true
		}
	}
	for i := 0; i < len(f.known); i++ {
		for _, dataset := range f.datasets {
			for _, theirs := range PersonColumns(dataset.Schema) {
				if theirs.Kind != f.kind {
					continue
				}
				if err := f.look(ctx, f.known[i], home, dataset, theirs, declared); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func linkName(parts ...string) string { return strings.ToLower(strings.Join(parts, "\x00")) }

// look takes in the rows of a dataset that have an ID, if the columns belong
// together.
func (f *personFinder) look(ctx context.Context, known knownID, home, dataset warehouse.Dataset, theirs PersonColumn, declared map[string]bool) error {
	at := slices.IndexFunc(f.found, func(r foundRows) bool {
		return r.dataset.ID == dataset.ID && (f.kind == StudentPerson || r.column == theirs.Name)
	})
	if at >= 0 && f.found[at].column == theirs.Name {
		return nil // looked at by this column already
	}
	frame, err := f.bench.columns(ctx, dataset, []string{theirs.Name})
	if err != nil {
		return err
	}
	vector := frame.Columns()[0]
	same := theirs.numbering == known.column.numbering || declared[linkName(home.Name, known.column.Name, dataset.Name, theirs.Name)]
	if !same && f.kind == StaffPerson { // Teacher ID and Staff ID
		same = mostlyIn(vector, known.vector) || mostlyIn(known.vector, vector)
	}
	if !same {
		return nil
	}
	match := newIDMatch(known.id, known.vector, vector)
	rows := match.rows(vector)
	if len(rows) == 0 {
		return nil
	}
	if at >= 0 { // a student by another number: rows that lack the first one
		merged := append(slices.Clone(f.found[at].rows), rows...)
		slices.Sort(merged)
		f.found[at].rows = slices.Compact(merged)
		return nil
	}
	whole, err := f.bench.warehouse.Frame(ctx, dataset.Name)
	if err != nil {
		return err
	}
	f.found = append(f.found, foundRows{dataset, theirs.Name, rows, match.lost(), whole})
	f.learn(dataset, whole, rows)
	return nil
}

// learn notes the other numbers that rows give a student, if they agree. Those
// of the staff are of other people: a teacher and a counselor.
func (f *personFinder) learn(dataset warehouse.Dataset, frame *table.Frame, rows []int) {
	if f.kind != StudentPerson {
		return
	}
	for _, column := range PersonColumns(dataset.Schema) {
		if column.Kind != f.kind || slices.ContainsFunc(f.known, func(k knownID) bool { return k.column.numbering == column.numbering }) {
			continue
		}
		vector, _ := frame.Column(column.Name)
		id, agree := "", true
		for _, row := range rows {
			each := PersonID(vector.Column(), vector.Value(row))
			agree = agree && (each == "" || id == "" || each == id)
			id = max(id, each)
		}
		if agree && id != "" {
			f.known = append(f.known, knownID{column, vector, id})
		}
	}
}

// mostlyIn reports whether nearly all IDs of a column are IDs of another: the
// share by which identifiers of different names are linked.
func mostlyIn(inner, outer *table.Vector) bool {
	there := map[string]bool{}
	eachID(outer, func(id string) bool { there[strings.ToLower(id)] = true; return true })
	all, in := 0, 0
	eachID(inner, func(id string) bool {
		all++
		if there[strings.ToLower(id)] {
			in++
		}
		return true
	})
	return all > 1 && float64(in) >= leastUnlike*float64(all)
}

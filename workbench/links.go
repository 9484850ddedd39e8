package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/join"
	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Link is a way from one dataset to another: columns that hold the same
// values.
type Link struct {
	Dataset string           `json:"dataset"`
	On      []crosstab.Match `json:"on"`
	// Declared is true if the files themselves say that the columns belong
	// together.
	Declared bool `json:"declared,omitempty"`
	// Unique is true if a row finds at most one row there, so that columns can
	// be looked up; otherwise its rows can be rolled up.
	Unique bool `json:"unique"`
	// Rows have something to go by, and Matched of these find it there.
	Rows    int `json:"rows"`
	Matched int `json:"matched"`

	keys int // different ones there
}

// leastMatch is the share of rows that must find something for columns to be
// offered as a link, if only their names speak for it.
const leastMatch = 0.25

// leastUnlike is that share for identifiers of different names, such as
// Teacher ID and Staff ID.
const leastUnlike = 0.95

// leastIdentified is how many different values an identifier has at least that
// links two datasets none of which, nor any other, is a list of what it names.
const leastIdentified = 20

// Links finds the datasets from which columns can be brought to the rows of
// this one, the best match first: by the links that the files declared, and by
// columns whose names have words in common and whose values occur in both.
func (b *Workbench) Links(ctx context.Context, name string) ([]Link, error) {
	here, err := b.Dataset(ctx, name)
	if err != nil {
		return nil, err
	}
	datasets, err := b.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	declared, err := b.declaredLinks(ctx, here)
	if err != nil {
		return nil, err
	}
	links := []Link{}
	finder := linkFinder{bench: b, datasets: datasets, unique: map[string]bool{}}
	for _, there := range datasets {
		if there.ID == here.ID {
			continue
		}
		found, err := finder.linksTo(ctx, here, there, declared)
		if err != nil {
			return nil, err
		}
		links = append(links, found...)
	}
	slices.SortStableFunc(links, func(a, b Link) int {
		if a.Declared != b.Declared {
			if a.Declared {
				return -1
			}
			return 1
		}
		if a.Unique != b.Unique {
			if a.Unique {
				return -1
			}
			return 1
		}
		// What is rolled up by school is the same for everybody in it: a key that
		// tells more apart comes first.
		if !a.Unique && a.keys != b.keys {
			return cmp.Compare(b.keys, a.keys)
		}
		return cmp.Compare(b.share(), a.share())
	})
	return links, nil
}

func (l Link) share() float64 {
	if l.Rows == 0 {
		return 0
	}
	return float64(l.Matched) / float64(l.Rows)
}

// declaredLinks reads the links that the plans of the dataset's imports hold.
func (b *Workbench) declaredLinks(ctx context.Context, dataset warehouse.Dataset) ([]importers.Link, error) {
	batches, err := b.warehouse.Batches(ctx, dataset.Name)
	if err != nil {
		return nil, err
	}
	var links []importers.Link
	for _, batch := range batches {
		var plan importers.Plan
		if json.Unmarshal(batch.Plan, &plan) != nil {
			continue // an older plan declares nothing
		}
		for _, link := range plan.Links {
			if link.Separator == "" && !slices.Contains(links, link) {
				links = append(links, link)
			}
		}
	}
	return links, nil
}

// linkFinder looks for links among the datasets of a workspace.
type linkFinder struct {
	bench    *Workbench
	datasets []warehouse.Dataset
	unique   map[string]bool // by dataset and columns: no values occur twice together
}

// linksTo tries the pairs of columns that may be the same thing, each alone
// and, where none of them is unique there, all together.
func (f *linkFinder) linksTo(ctx context.Context, here, there warehouse.Dataset, declared []importers.Link) ([]Link, error) {
	var candidates []Link
	for _, link := range declared {
		if strings.EqualFold(link.Dataset, there.Name) && here.Schema.Index(link.Column) >= 0 && there.Schema.Index(link.Key) >= 0 {
			candidates = append(candidates, Link{On: []crosstab.Match{{Here: link.Column, There: link.Key}}, Declared: true})
		}
	}
	if len(candidates) == 0 {
		for _, mine := range here.Schema {
			for _, theirs := range there.Schema {
				if mayBeSame(mine, theirs, there.Name) || bothIdentify(mine, theirs) {
					candidates = append(candidates, Link{On: []crosstab.Match{{Here: mine.Name, There: theirs.Name}}})
				}
			}
		}
	}
	var links []Link
	var together []crosstab.Match
	for _, candidate := range candidates {
		link, good, err := f.tryLink(ctx, here, there, candidate)
		if err != nil {
			return nil, err
		}
		if good {
			links = append(links, link)
			together = append(together, link.On...)
		}
	}
	if len(together) > 1 && !slices.ContainsFunc(links, func(l Link) bool { return l.Unique }) {
		link, good, err := f.tryLink(ctx, here, there, Link{On: together})
		if err != nil {
			return nil, err
		}
		if good && link.Unique {
			links = append(links, link)
		}
	}
	return links, nil
}

func (f *linkFinder) tryLink(ctx context.Context, here, there warehouse.Dataset, link Link) (Link, bool, error) {
	var mine, theirs []string
	for _, match := range link.On {
		mine, theirs = append(mine, match.Here), append(theirs, match.There)
	}
	hereFrame, err := f.bench.columns(ctx, here, mine)
	if err != nil {
		return link, false, err
	}
	thereFrame, err := f.bench.columns(ctx, there, theirs)
	if err != nil {
		return link, false, err
	}
	trial, err := join.Try(ctx, hereFrame, thereFrame, link.On)
	if err != nil {
		return link, false, err
	}
	link.Dataset, link.Unique, link.Rows, link.Matched = there.Name, trial.Unique, trial.Rows, trial.Matched
	link.keys = trial.Keys
	mineColumn, theirsColumn := here.Schema[here.Schema.Index(mine[0])], there.Schema[there.Schema.Index(theirs[0])]
	least := leastMatch
	if !mayBeSame(mineColumn, theirsColumn, there.Name) {
		least = leastUnlike
	}
	// Of a list of everybody, few may occur in a file about some.
	share := max(link.share(), float64(trial.Used)/float64(max(1, trial.There)))
	switch {
	case link.Declared || link.Matched == 0 || share < least:
		return link, link.Declared && link.Matched > 0, nil
	case len(link.On) == 1 && !mineColumn.Type.IsText() && mineColumn.Type != table.Integer:
		return link, false, nil // a day or a year belongs to everything
	}
	if link.Unique {
		return link, trial.Keys > 1, nil
	}
	// Rows of the same grade, or of the same first name, do not belong together:
	// there must be a dataset somewhere of which the column is the key, or it
	// must say itself that it tells many apart.
	if len(link.On) == 1 && trial.Keys >= leastIdentified && bothIdentify(mineColumn, theirsColumn) {
		return link, true, nil
	}
	named, err := f.namesSomething(ctx, here, link.On[0].Here)
	return link, named, err
}

// namesSomething reports whether a column is one by which the rows of some
// dataset of the workspace are told apart, be it within each school year: a list
// of the staff has a teacher once a year.
func (f *linkFinder) namesSomething(ctx context.Context, here warehouse.Dataset, name string) (bool, error) {
	column := here.Schema[here.Schema.Index(name)]
	for _, dataset := range f.datasets {
		for _, other := range dataset.Schema {
			if !mayBeSame(column, other, dataset.Name) {
				continue
			}
			for _, key := range keysOf(dataset, other) {
				unique, err := f.isUnique(ctx, dataset, key)
				if err != nil || unique {
					return unique, err
				}
			}
		}
	}
	return false, nil
}

// keysOf are the ways in which a column may tell the rows of its dataset apart:
// alone and, if it identifies, within each school year.
func keysOf(dataset warehouse.Dataset, column table.Column) [][]string {
	keys := [][]string{{column.Name}}
	year := slices.IndexFunc(dataset.Schema, func(c table.Column) bool { return c.Type == table.SchoolYear })
	if column.Type == table.Code && year >= 0 {
		keys = append(keys, []string{column.Name, dataset.Schema[year].Name})
	}
	return keys
}

// mostYears is how many school years a dataset may span for isUnique to tell
// from a short dictionary that a code repeats within them.
const mostYears = 40

// isUnique reports whether no values of columns occur twice together.
func (f *linkFinder) isUnique(ctx context.Context, dataset warehouse.Dataset, key []string) (bool, error) {
	name := dataset.Name + "\x00" + strings.Join(key, "\x00")
	if known, found := f.unique[name]; found {
		return known, nil
	}
	frame, err := f.bench.columns(ctx, dataset, key)
	if err != nil {
		return false, err
	}
	unique := false
	most := 2 // rows for each entry of a dictionary: one much shorter settles it without counting
	if len(key) > 1 {
		most = mostYears
	}
	if vector := frame.Columns()[0]; frame.Len() > 1 && (!vector.IsCoded() || most*len(vector.Dictionary()) > frame.Len()) {
		var on []crosstab.Match
		for _, column := range key {
			on = append(on, crosstab.Match{Here: column, There: column})
		}
		trial, err := join.Try(ctx, frame, frame, on)
		if err != nil {
			return false, err
		}
		unique = trial.Unique
	}
	f.unique[name] = unique
	return unique, nil
}

// mayBeSame reports whether two columns may hold the same things, going by
// their kinds and the words of their names: School Code and Code in schools.
func mayBeSame(mine, theirs table.Column, thereName string) bool {
	for _, column := range []table.Column{mine, theirs} {
		if column.Role == table.Measure || column.Type == table.Decimal || column.Type == table.YesNo {
			return false
		}
	}
	a, b := headerWords(mine.Name), headerWords(theirs.Name)
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if slices.Equal(a, b) {
		return true
	}
	// A name is shorter in the dataset that is all about it.
	full := append(headerWords(thereName), b...)
	for i := range full {
		full[i] = strings.TrimSuffix(full[i], "s")
	}
	for i, word := range a {
		a[i] = strings.TrimSuffix(word, "s")
	}
	contained := func(inner, outer []string) bool {
		return !slices.ContainsFunc(inner, func(word string) bool { return !slices.Contains(outer, word) })
	}
	return contained(a, full) && slices.Contains(full[len(full)-len(b):], a[len(a)-1])
}

// bothIdentify reports whether two columns are codes that may name the same
// things although their names say different ones: Teacher ID and Staff ID.
func bothIdentify(mine, theirs table.Column) bool {
	a, b := headerWords(mine.Name), headerWords(theirs.Name)
	if mine.Type != table.Code || theirs.Type != table.Code || len(a) == 0 || len(b) == 0 {
		return false
	}
	return a[len(a)-1] == b[len(b)-1] && slices.Contains([]string{"id", "code", "number", "no", "key"}, b[len(b)-1])
}

package profiles

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// settleSplits adds the pieces of account strings as columns when every string
// of the column has one and the same layout.
func (a *applying) settleSplits() {
	a.pieces = map[string]importers.Derived{}
	for _, count := range a.examined.splits {
		name := a.plan.Columns[count.place].Name
		best := slices.Index(count.fitted, count.total)
		if count.total == 0 || best < 0 {
			if count.total > 0 {
				most := slices.Max(count.fitted)
				a.find("split-not", name, "%s is not taken apart: %s of %s values do not have the pieces of an account string that are known.", name, english.Number(count.total-most), english.Number(count.total))
			}
			continue
		}
		var names []string
		for part, piece := range count.split.Layouts[best] {
			derived := importers.Derived{
				Column: table.Column{Name: piece.Name, Description: piece.Description, Type: table.Code, Role: table.Dimension},
				From:   name, Separator: count.split.Separator, Part: part + 1,
			}
			if a.addDerived(derived) {
				a.pieces[piece.Name] = derived
				names = append(names, piece.Name)
			}
		}
		if len(names) > 0 {
			a.find("split", name, "%s is taken apart into columns of their own: %s. The column itself stays.", name, joined(names))
		}
	}
}

// addDerived adds a column unless its name is taken.
func (a *applying) addDerived(derived importers.Derived) bool {
	same := func(name string) bool { return strings.EqualFold(name, derived.Name) }
	if slices.ContainsFunc(a.plan.Columns, func(column importers.PlanColumn) bool { return same(column.Name) }) ||
		slices.ContainsFunc(a.plan.Derived, func(other importers.Derived) bool { return same(other.Name) }) {
		return false
	}
	a.plan.Derived = append(a.plan.Derived, derived)
	return true
}

// addWords adds what codes mean in plain words.
func (a *applying) addWords() {
	var added, explained []string
	for _, words := range a.profile.Words {
		derived, found := a.pieces[words.Column]
		if at := a.known(words.Column); !found && at >= 0 {
			derived, found = importers.Derived{From: a.plan.Columns[at].Name}, true
		}
		if !found {
			continue
		}
		derived.Column = table.Column{Name: words.Name, Description: words.Description, Type: table.Text, Role: table.Dimension}
		derived.Pad, derived.Words = words.Pad, words.Meanings
		if a.addDerived(derived) {
			added, explained = append(added, words.Name), append(explained, words.Column)
		}
	}
	if len(added) > 0 {
		a.find("words-added", "", "%s %s in plain words what the codes of %s mean; %s added.",
			joined(added), english.Plural(len(added), "says", "say"), joined(explained), english.Plural(len(added), "it is", "they are"))
	}
}

// yearColumn is the usual name of the column with the year that the file's name
// tells.
const yearColumn = "School Year"

// addYear reads the school year off the file's name when no column has it.
func (a *applying) addYear(file string) {
	if a.profile.year == nil {
		return
	}
	derived := importers.Derived{Column: table.Column{
		Name: yearColumn, Type: table.SchoolYear, Role: table.Dimension, Description: "The school year in the file's name.",
	}}
	if name := a.profile.Year.Column; name != "" {
		if a.known(name) >= 0 {
			return
		}
		derived.Name, derived.Label = name, yearColumn
	}
	found := a.profile.year.FindStringSubmatch(file)
	if found == nil {
		return
	}
	start, ok := startOfYear(found[1])
	if !ok {
		return
	}
	derived.Value = table.FormatSchoolYear(start, "")
	if a.addDerived(derived) {
		a.find("year-from-name", derived.Name, "%s is %s in every row: the file's name says so and no column does.", derived.Title(), derived.Value)
	}
}

// startOfYear reads 17 and 2017 as 2016-17, and 1617 as it stands.
func startOfYear(text string) (int, bool) {
	number, err := strconv.Atoi(text)
	switch {
	case err != nil:
		return 0, false
	case len(text) == 2 && number >= 80:
		return 1900 + number - 1, true
	case len(text) == 2:
		return 2000 + number - 1, true
	case len(text) == 4 && number >= 1980 && number < 2100:
		return number - 1, true // 2021 is the same year both ways
	}
	start, _, ok := table.ParseSchoolYear(text)
	return start, ok
}

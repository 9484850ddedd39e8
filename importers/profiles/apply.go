package profiles

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// Opener starts reading a table by a plan.
type Opener func(importers.Plan) (table.Reader, error)

// Apply tells a plan what the profile knows: labels, descriptions, marks, the
// key and the rest, and types as far as every value fits. To know that, it
// reads the table once. The plan's findings say what was done, and what the
// data speak against.
func (m *Match) Apply(ctx context.Context, file string, plan *importers.Plan, open Opener) error {
	found := *plan
	found.Findings = slices.Clone(plan.Findings)
	a := &applying{match: m, profile: m.Profile, plan: plan}
	plan.Columns = slices.Clone(plan.Columns)
	plan.Profile = a.profile.Name
	a.introduce()
	if m.Doubt != "" {
		return nil
	}
	if a.profile.Dataset != "" {
		plan.Name = a.profile.Dataset
	}
	a.describe()
	a.addYear(file)
	a.propose()
	if err := a.examine(ctx, open); err != nil {
		return err
	}
	if plan.HeaderRow == 0 {
		// Without names to go by, a value that does not fit may mean that all
		// columns from there on are others than they seem.
		if at := slices.IndexFunc(a.proposals, func(p *proposal) bool { return p.misfits > 0 }); at >= 0 {
			m.Doubt = misplaced(a.proposals[at].place, a.proposals[at].column.Name)
			*plan = found
			plan.Profile = a.profile.Name
			a.introduce()
			return nil
		}
	}
	a.settleTypes()
	a.explainMarks()
	a.settleKey()
	a.settlePicks()
	a.settleSplits()
	a.addWords()
	a.settleLinks()
	return nil
}

// applying is a profile being applied to a plan.
type applying struct {
	match   *Match
	profile *Profile
	plan    *importers.Plan

	roles     []table.Role // of the columns as they were found
	proposals []*proposal
	marked    []markUse
	examined  *examination
	pieces    map[string]importers.Derived // by the name of the piece
}

func (a *applying) find(code, column, format string, args ...any) {
	a.plan.Findings = append(a.plan.Findings, importers.Finding{Code: code, Column: column, Message: fmt.Sprintf(format, args...)})
}

// introduce says which extract it is, and how that is known.
func (a *applying) introduce() {
	what := fmt.Sprintf("Recognised as %s (%s)", a.profile.Title, a.profile.Publisher)
	if a.match.Doubt != "" {
		a.find("profile-doubt", "", "%s. %s: the columns keep their numbers, since names might be put on the wrong ones.", what, a.match.Doubt)
		return
	}
	known, all := a.match.Known, len(a.plan.Columns)
	message := fmt.Sprintf("%s: %s of %s columns are known by name.", what, english.Number(known), english.Number(all))
	if a.plan.HeaderRow == 0 {
		message = fmt.Sprintf("%s: %s columns known by their places and by the first values.", what, english.Number(known))
	}
	var strange []string
	for i, column := range a.match.Columns {
		if column < 0 {
			strange = append(strange, a.plan.Columns[i].Name)
		}
	}
	if len(strange) > 0 {
		message += fmt.Sprintf(" Not known: %s.", list(strange))
	}
	var missing []string
	for i, column := range a.profile.Columns {
		if !column.Optional && !slices.Contains(a.match.Columns, i) {
			missing = append(missing, column.Name)
		}
	}
	if len(missing) > 0 {
		message += fmt.Sprintf(" Usual, but not here: %s.", list(missing))
	}
	a.find("profile", "", "%s", message)
}

// describe names and describes the columns; a header stays as it is.
func (a *applying) describe() {
	a.roles = make([]table.Role, len(a.plan.Columns))
	for i, at := range a.match.Columns {
		a.roles[i] = a.plan.Columns[i].Role
		if at < 0 {
			continue
		}
		known, column := a.profile.Columns[at], &a.plan.Columns[i]
		if a.plan.HeaderRow == 0 {
			a.rename(column.Name, known.Name)
			column.Name = known.Name
		}
		column.Known = known.Name
		if column.Label == "" && known.Label != column.Name {
			column.Label = known.Label
		}
		column.Description = known.Description
		if known.Unit != "" {
			column.Description = strings.TrimSpace(column.Description + " In " + known.Unit + ".")
		}
		if known.Role != nil {
			column.Role = *known.Role
		}
	}
}

// rename has what was found of a column speak of its new name.
func (a *applying) rename(from, to string) {
	for i := range a.plan.Findings {
		if finding := &a.plan.Findings[i]; finding.Column == from {
			finding.Column = to
			if rest, found := strings.CutPrefix(finding.Message, from+" "); found {
				finding.Message = to + " " + rest
			}
		}
	}
}

// known returns the place in the plan of a column by the name the profile
// gives it, or -1.
func (a *applying) known(name string) int {
	at := a.profile.column(name)
	return slices.Index(a.match.Columns, at)
}

// keyColumns returns the names of the key's columns in this table, those that
// are the same in every row included, and the places of the others. An optional
// column that the file lacks is no part of the key.
func (a *applying) keyColumns() (names []string, places []int) {
	for _, name := range a.profile.Key {
		at := a.known(name)
		switch {
		case at >= 0:
			names, places = append(names, a.plan.Columns[at].Name), append(places, at)
		case slices.ContainsFunc(a.plan.Derived, func(derived importers.Derived) bool { return derived.Name == name }):
			names = append(names, name)
		case !a.profile.Columns[a.profile.column(name)].Optional:
			return nil, nil
		}
	}
	return names, places
}

func (a *applying) settleKey() {
	e := a.examined
	names, places := a.keyColumns()
	if len(places) == 0 {
		return
	}
	rows := english.Number(e.rows)
	switch repeated, ok := e.repeatedKeys(); {
	case !ok || e.rows == 0:
	case e.keyless > 0:
		a.find("key-repeats", "", "%s should name one row, and %s of %s rows %s nothing there: rows cannot be told apart by it.",
			joined(names), english.Number(e.keyless), rows, english.Plural(e.keyless, "has", "have"))
	case repeated > 0:
		a.find("key-repeats", "", "%s should name one row, and %s of %s rows %s an earlier one: rows cannot be told apart by it.",
			joined(names), english.Number(repeated), rows, english.Plural(repeated, "repeats", "repeat"))
	default:
		a.plan.Key = names
		a.find("key", "", "%s %s one row: no two rows share %s.", joined(names), english.Plural(len(names), "names", "together name"), english.Plural(len(names), "it", "them"))
	}
}

func (a *applying) settleLinks() {
	for _, link := range a.profile.Links {
		if at := a.known(link.Column); at >= 0 {
			// The other dataset is entered when all tables of the file are known.
			a.plan.Links = append(a.plan.Links, importers.Link{Column: a.plan.Columns[at].Name, Dataset: link.Profile, Key: link.Key, Separator: link.Separator})
		}
	}
}

// mostListed is how many names a sentence lists.
const mostListed = 5

func list(texts []string) string {
	if extra := len(texts) - mostListed; extra > 0 {
		return fmt.Sprintf("%s and %s more", strings.Join(texts[:mostListed], ", "), english.Number(extra))
	}
	return strings.Join(texts, ", ")
}

// joined lists names with an and before the last.
func joined(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

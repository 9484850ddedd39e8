package profiles

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
)

// Match is a profile that fits a table.
type Match struct {
	Profile *Profile
	// Columns holds, for each column of the plan, the place of its column in
	// the profile, or -1.
	Columns []int
	// Known is how many columns of the plan the profile knows.
	Known int
	// Doubt, if not empty, says why the columns are left as they are although
	// the extract is known.
	Doubt string

	score  float64
	hinted bool
}

// usualShare is how much of a file's columns a profile must know when it does
// not say.
const usualShare = 0.5

// longestHeader is the length in bytes up to which a header is looked at.
const longestHeader = 300

// Recognise returns the profile that fits a planned table best, or nil when
// none does. The sample is asked for only when values decide: texts of the first
// rows, one for each column of the plan.
func (l *Library) Recognise(file string, plan importers.Plan, sample func() [][]string) *Match {
	folded := foldedNames(plan)
	var best *Match
	for _, profile := range l.profiles {
		match := profile.match(folded, plan, sample)
		if match == nil {
			continue
		}
		match.hinted = profile.hints(file, plan.Name)
		if best == nil || match.better(best) {
			best = match
		}
	}
	return best
}

// Fits says whether the profile recognises a planned table, and if not, why.
func (p *Profile) Fits(plan importers.Plan, sample func() [][]string) (fits bool, why string) {
	library := Library{profiles: []*Profile{p}}
	if match := library.Recognise("", plan, sample); match != nil {
		if match.Doubt != "" {
			return false, match.Doubt + "."
		}
		return true, fmt.Sprintf("recognised: %d of %d columns are known.", match.Known, len(plan.Columns))
	}
	if plan.HeaderRow == 0 {
		return false, "not recognised: it has no header, and its first values are not those of the profile."
	}
	folded := foldedNames(plan)
	for _, name := range p.Recognise.Absent {
		if slices.Contains(folded, fold(name)) {
			return false, fmt.Sprintf("not recognised: it has the column %s, which must be absent.", name)
		}
	}
	columns, known := p.assign(folded)
	for _, name := range p.Recognise.Required {
		if !slices.Contains(columns, p.column(name)) {
			return false, fmt.Sprintf("not recognised: the required column %s is not there, under this name or a synonym.", name)
		}
	}
	return false, fmt.Sprintf("not recognised: %d of %d columns are known, or the values are not those of the profile.", known, len(plan.Columns))
}

func foldedNames(plan importers.Plan) []string {
	folded := make([]string, len(plan.Columns))
	for i, column := range plan.Columns {
		if len(column.Name) <= longestHeader {
			folded[i] = fold(column.Name)
		}
	}
	return folded
}

// better orders two matches: by how well they fit, and if they fit equally
// well, by the file's name.
func (m *Match) better(other *Match) bool {
	const near = 0.02
	if difference := m.score - other.score; difference > near || difference < -near {
		return difference > 0
	}
	if m.hinted != other.hinted {
		return m.hinted
	}
	return m.score > other.score
}

func (p *Profile) hints(names ...string) bool {
	return slices.ContainsFunc(p.Recognise.Files, func(hint string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(fold(name), fold(hint)) })
	})
}

// match compares the profile with a table.
func (p *Profile) match(folded []string, plan importers.Plan, sample func() [][]string) *Match {
	if plan.HeaderRow == 0 {
		if !p.Recognise.Headerless {
			return nil
		}
		return p.matchPlaces(plan, sample)
	}
	for _, name := range p.Recognise.Absent {
		if slices.Contains(folded, fold(name)) {
			return nil
		}
	}
	columns, known := p.assign(folded)
	for _, name := range p.Recognise.Required {
		if !slices.Contains(columns, p.column(name)) {
			return nil
		}
	}
	share := p.Recognise.Share
	if share == 0 {
		share = usualShare
	}
	if len(p.Recognise.Required) == 0 || float64(known) < share*float64(len(folded)) {
		return nil
	}
	if !p.Recognise.Headerless && !p.holds(columns, sample) {
		return nil
	}
	found, usual := 0, 0
	for i, column := range p.Columns {
		if slices.Contains(columns, i) {
			found++
			usual++
		} else if !column.Optional {
			usual++
		}
	}
	return &Match{Profile: p, Columns: columns, Known: known, score: float64(known)/float64(len(folded)) + float64(found)/float64(usual)}
}

// assign finds the profile's column for each header: by its name, else by a
// synonym, else by a pattern. Only a pattern may fit several headers.
func (p *Profile) assign(folded []string) (columns []int, known int) {
	columns = make([]int, len(folded))
	taken := make([]bool, len(p.columns))
	for i := range columns {
		columns[i] = -1
	}
	give := func(allowed func(m matcher, name string) bool, once bool) {
		for i, name := range folded {
			if columns[i] >= 0 || name == "" {
				continue
			}
			for j, m := range p.columns {
				if (once && taken[j]) || !allowed(m, name) {
					continue
				}
				columns[i], taken[j] = j, true
				known++
				break
			}
		}
	}
	give(func(m matcher, name string) bool { return len(m.names) > 0 && m.names[0] == name }, true)
	give(func(m matcher, name string) bool { return slices.Contains(m.names, name) }, true)
	give(matcher.matchesPattern, false)
	return columns, known
}

// mostHold is the share of the values asked for that must be there: among the
// accounts of a budget stands a total.
const mostHold = 0.8

// holds reports whether the values the profile asks for are in the sample.
func (p *Profile) holds(columns []int, sample func() [][]string) bool {
	for _, values := range p.Recognise.Values {
		at := slices.Index(columns, p.column(values.Column))
		if at < 0 || p.shareHeld(values, at, sample()) < mostHold {
			return false
		}
	}
	return true
}

// holdsIn reports whether all texts of a column are what is asked for.
func (p *Profile) holdsIn(values Values, at int, sample [][]string) bool {
	return p.shareHeld(values, at, sample) == 1
}

// shareHeld returns which share of the texts of a column is what is asked for.
func (p *Profile) shareHeld(values Values, at int, sample [][]string) float64 {
	seen, held := 0, 0
	for _, row := range sample {
		if at >= len(row) {
			return 0
		}
		text := strings.TrimSpace(row[at])
		if text == "" {
			continue
		}
		seen++
		if slices.Contains(values.OneOf, text) || (values.Pattern != "" && p.patterns[values.Pattern].MatchString(text)) {
			held++
		}
	}
	if seen == 0 {
		return 0
	}
	return float64(held) / float64(seen)
}

// matchPlaces compares an extract whose columns are known by their places.
func (p *Profile) matchPlaces(plan importers.Plan, sample func() [][]string) *Match {
	tells := p.Recognise.Values[0]
	if at := p.column(tells.Column); at >= len(plan.Columns) || !p.holdsIn(tells, at, sample()) {
		return nil
	}
	match := &Match{Profile: p, Columns: make([]int, len(plan.Columns)), score: 2}
	for i := range match.Columns {
		match.Columns[i] = -1
	}
	if match.Doubt = p.doubt(len(plan.Columns), sample()); match.Doubt != "" {
		return match
	}
	match.Known = min(len(plan.Columns), len(p.Columns))
	for i := range match.Known {
		match.Columns[i] = i
	}
	return match
}

// doubt says why the fields may not be in the places that are known: the
// layout changes from year to year, and a field that is put between others
// shifts all that follow.
func (p *Profile) doubt(fields int, sample [][]string) string {
	fewest, most := p.Recognise.Fields[0], p.Recognise.Fields[1]
	if most == 0 {
		fewest, most = len(p.Columns), len(p.Columns)
	}
	if fields < fewest || fields > most {
		return fmt.Sprintf("Its rows have %d fields, and the layouts that are known have %d to %d", fields, fewest, most)
	}
	for _, values := range p.Recognise.Values[1:] {
		at := p.column(values.Column)
		if at < fields && !p.holdsIn(values, at, sample) {
			return misplaced(at, values.Column)
		}
	}
	return ""
}

// misplaced says that a column does not seem to be in its place.
func misplaced(at int, name string) string {
	return fmt.Sprintf("Field %d should be %s and does not look like it", at+1, name)
}

// headless reports whether what was taken for a header is the first row of an
// extract that has none.
func (l *Library) headless(plan importers.Plan) bool {
	if plan.HeaderRow == 0 {
		return false
	}
	names := make([]string, len(plan.Columns))
	for i, column := range plan.Columns {
		names[i] = column.Name
	}
	return slices.ContainsFunc(l.profiles, func(p *Profile) bool {
		if !p.Recognise.Headerless {
			return false
		}
		tells := p.Recognise.Values[0]
		at := p.column(tells.Column)
		return at < len(names) && p.holdsIn(tells, at, [][]string{names})
	})
}

package expression

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// Codes of the issues this package returns.
const (
	invalidCode      = "expression-invalid"
	fieldUnknownCode = "field-unknown"
)

// invalid points at a word of the expression. Positions count characters from 1.
func invalid(at token, what, remedy string) *table.Issue {
	place := fmt.Sprintf("At character %d, %q: ", at.position, at.word)
	if at.word == "" {
		place = fmt.Sprintf("At character %d: ", at.position)
	}
	return table.Failed(invalidCode, table.Where{}, place+what, remedy, nil)
}

// unknownField says that the word is no column, and which columns are like it.
func unknownField(at token, name string, schema table.Schema) *table.Issue {
	return table.Failed(fieldUnknownCode, table.Where{},
		fmt.Sprintf("At character %d, %q: there is no column of this name.", at.position, name),
		Suggestion(name, schema.Names()), nil)
}

// Suggestion is a sentence that says which of the known names are near to the
// one that was asked for.
func Suggestion(name string, known []string) string {
	near := Near(name, known)
	switch len(near) {
	case 0:
		if len(known) > 0 && len(known) <= 12 {
			return "The columns are " + strings.Join(quoted(known), ", ") + "."
		}
		return "Use one of the table's column names, in [square brackets] if it has spaces; text stands in quotes."
	case 1:
		return fmt.Sprintf("Did you mean %q?", near[0])
	}
	return "Did you mean one of " + strings.Join(quoted(near), ", ") + "?"
}

func quoted(names []string) []string {
	result := make([]string, len(names))
	for i, name := range names {
		result[i] = fmt.Sprintf("%q", name)
	}
	return result
}

// Near returns up to three of the known names that are most like name,
// nearest first: those with few different letters, and those that contain it
// or are contained in it.
func Near(name string, known []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	wanted := plainName(name)
	if wanted == "" || len(wanted) > 200 {
		return nil
	}
	limit := 1 + len([]rune(wanted))/4
	var candidates []candidate
	for _, other := range known {
		plain := plainName(other)
		if plain == "" || len(plain) > 200 {
			continue
		}
		distance := editDistance(wanted, plain)
		if distance > limit && len(wanted) >= 3 && len(plain) >= 3 && (strings.Contains(plain, wanted) || strings.Contains(wanted, plain)) {
			distance = limit
		}
		if distance <= limit {
			candidates = append(candidates, candidate{other, distance})
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return a.distance - b.distance })
	var names []string
	for _, candidate := range candidates[:min(3, len(candidates))] {
		names = append(names, candidate.name)
	}
	return names
}

// plainName leaves out what people get wrong most: case, spaces and signs.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-.[]()'\"", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// editDistance is the number of letters to insert, delete or replace to turn
// one name into the other.
func editDistance(a, b string) int {
	from, to := []rune(a), []rune(b)
	previous := make([]int, len(to)+1)
	current := make([]int, len(to)+1)
	for j := range previous {
		previous[j] = j
	}
	for i, r := range from {
		current[0] = i + 1
		for j, s := range to {
			cost := 1
			if r == s {
				cost = 0
			}
			current[j+1] = min(previous[j+1]+1, current[j]+1, previous[j]+cost)
		}
		previous, current = current, previous
	}
	return previous[len(to)]
}

package narrative

import (
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// next says what to do, by the district's rules that hold.
func (s *scribe) next(tile Tile) []reports.Sentence {
	var sentences []reports.Sentence
	asked, few, least := false, 0, 0
	answered := map[string]bool{}
	for _, rule := range tile.Rules {
		if rule.Group != "" && answered[rule.Group] {
			continue
		}
		value, n, known := quantity(tile, rule.Of)
		switch {
		case !known:
			continue
		case n < rule.Least:
			few++
			least = rule.Least
			continue
		}
		asked = true
		if !rule.Is.Holds(value, rule.Value) {
			continue
		}
		answered[rule.Group] = true
		words := s.inLanguage(rule.Next)
		if words == "" {
			continue
		}
		text, err := s.fill(tile, words)
		if err != nil {
			if s.err == nil {
				s.err = err
			}
			continue
		}
		sentence := s.settle(text)
		sentence.Contact, sentence.Link, sentence.Status = rule.Contact, rule.Link, rule.Status
		sentences = append(sentences, sentence)
	}
	switch {
	case len(sentences) > 0 || len(tile.Rules) == 0:
	case asked:
		key := "next.nothing"
		if value, _, known := quantity(tile, reports.LevelOf); known && tile.Target != nil && !tile.Target.Reached(value) {
			key = "next.short" // the tile says above that its target is missed
		}
		sentences = append(sentences, s.sentence(key, map[string]any{}))
	case few > 0:
		sentences = append(sentences, s.sentence("next.few", map[string]any{"Least": s.target(table.FormatNumber(float64(least), 0)), "Unit": s.unit(tile, 0)}))
	}
	return sentences
}

// inLanguage picks the words in the narrator's language, or else in English, or
// else in the one there is.
func (s *scribe) inLanguage(words map[reports.Language]string) string {
	for _, language := range append([]reports.Language{s.language}, reports.Languages()...) {
		if text := strings.TrimSpace(words[language]); text != "" {
			return text
		}
	}
	return ""
}

// Status is what the rules say of a tile: the gravest of those that hold.
func Status(tile Tile) reports.Status {
	gravest := reports.NoStatus
	for _, rule := range tile.Rules {
		value, n, known := quantity(tile, rule.Of)
		if known && n >= rule.Least && rule.Is.Holds(value, rule.Value) && gravity(rule.Status) > gravity(gravest) {
			gravest = rule.Status
		}
	}
	return gravest
}

func gravity(status reports.Status) int {
	switch status {
	case reports.Good:
		return 1
	case reports.Watch:
		return 2
	case reports.Act:
		return 3
	}
	return 0
}

// quantity is what a rule looks at, and how many rows are behind it. A number
// that is withheld or missing is not known.
func quantity(tile Tile, of reports.Quantity) (value float64, n int, known bool) {
	if of == reports.CountOf {
		return float64(tile.Rows), tile.Rows, tile.Rows != NotSaid
	}
	g, isGrid := newGrid(tile)
	if !isGrid {
		return 0, 0, false
	}
	at, found := levelAt(tile, g)
	if !found {
		return 0, 0, false
	}
	switch of {
	case reports.LevelOf:
		return g.cell(at).Number, g.count(at), g.known(at)
	case reports.DistanceOf:
		if tile.Target == nil {
			return 0, 0, false
		}
		return g.cell(at).Number - tile.Target.Value, g.count(at), g.known(at)
	case reports.ChangeOf:
		along, exists := g.inTime(tile)
		last := len(along.cells) - 1
		if !exists || last < 1 || !g.known(along.cells[last]) || !g.known(along.cells[last-1]) {
			return 0, 0, false
		}
		now, before := along.cells[last], along.cells[last-1]
		return g.cell(now).Number - g.cell(before).Number, min(g.count(now), g.count(before)), true
	case reports.LargestOf, reports.SmallestOf:
		at, found := extremeAt(g, of == reports.LargestOf)
		if !found {
			return 0, 0, false
		}
		return g.cell(at).Number, g.count(at), true
	}
	return 0, 0, false
}

// levelAt is the place of the tile's number: the figure's, or the total.
func levelAt(tile Tile, g grid) (At, bool) {
	row, column := g.totalRow, g.totalColumn
	if tile.Figure != nil && tile.Figure.Of != "" {
		row = tile.Figure.Number.Row
	}
	if row < 0 || column < 0 {
		return At{}, false
	}
	return g.at(row, column, 0), true
}

// extremeAt is the place of the largest or the smallest number on the rows.
func extremeAt(g grid, largest bool) (At, bool) {
	along, exists := g.alongRows()
	if !exists {
		return At{}, false
	}
	found := -1
	for _, place := range along.known(g) {
		value := g.cell(along.cells[place]).Number
		if found < 0 || largest && value > g.cell(along.cells[found]).Number || !largest && value < g.cell(along.cells[found]).Number {
			found = place
		}
	}
	if found < 0 {
		return At{}, false
	}
	return along.cells[found], true
}

package typing

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// decideMarks lists the texts that stand for missing and withheld values.
func (d *decision) decideMarks() {
	t := d.tally
	said := 0
	counts := map[table.State]int{}
	ranges, rangeTexts := 0, []string{}
	for text, count := range t.marks {
		state, plain := t.markState(text)
		if !d.takesMark(state, plain) {
			continue
		}
		if _, legend := t.legend.State(text); legend {
			said += count
		}
		if state == table.Missing {
			d.column.Missing = append(d.column.Missing, text)
			counts[state] += count
			continue
		}
		d.column.Withheld = append(d.column.Withheld, text)
		if _, isRange := table.ParseRange(text); isRange {
			ranges += count
			rangeTexts = append(rangeTexts, text)
		} else {
			counts[state] += count
		}
	}
	for text, state := range d.extra {
		if state == table.Withheld {
			d.column.Withheld = append(d.column.Withheld, text)
		} else {
			d.column.Missing = append(d.column.Missing, text)
		}
	}
	slices.Sort(d.column.Missing)
	slices.Sort(d.column.Withheld)
	slices.Sort(rangeTexts)
	withheld := slices.DeleteFunc(slices.Clone(d.column.Withheld), func(text string) bool { return slices.Contains(rangeTexts, text) || d.isExtra(text) })
	missing := slices.DeleteFunc(slices.Clone(d.column.Missing), d.isExtra)
	if words := d.legendWords(); said == counts[table.Withheld]+counts[table.Missing] && said > 0 && words != "" {
		d.findExplained(counts, missing, withheld, words)
		counts = nil
	} else if said > 0 && words != "" {
		d.find("legend", "has %s values that the file itself explains: %q.", english.Number(said), words)
	}
	if n := counts[table.Withheld]; n > 0 {
		d.find("withheld", "has %s of %s values withheld (%s).", english.Number(n), english.Number(t.total), list(withheld)).
			or("Treat them as missing", func(column *importers.PlanColumn) { moveMarks(&column.Withheld, &column.Missing, withheld) }).orText()
	}
	if ranges > 0 {
		d.find("range", "has %s of %s values given as a range or a bound (%s): they are kept so and never counted as numbers.", english.Number(ranges), english.Number(t.total), list(rangeTexts)).orText()
	}
	if n := counts[table.Missing]; n > 0 {
		d.find("missing", "has %s of %s values missing (%s).", english.Number(n), english.Number(t.total), list(missing)).
			or("Treat them as withheld", func(column *importers.PlanColumn) { moveMarks(&column.Missing, &column.Withheld, missing) }).orText()
	}
	if state, known := t.legend.State(""); known && state == table.Withheld && t.blank > 0 {
		d.column.Withheld = append([]string{""}, d.column.Withheld...)
	}
}

func (d *decision) isExtra(text string) bool {
	_, extra := d.extra[text]
	return extra
}

// takesMark reports whether a mark of this kind is one in this column: among
// free text a lone letter or dash is text like any other.
func (d *decision) takesMark(state table.State, plain bool) bool {
	if !d.column.Type.IsText() || d.onlyMarks {
		return true
	}
	if plain && (state == table.Missing || (d.tally.reported > 0 && d.tally.distinct > 2)) {
		return true
	}
	return d.column.Type == table.Code && state == table.Missing
}

func moveMarks(from, to *[]string, texts []string) {
	*from = slices.DeleteFunc(*from, func(text string) bool { return slices.Contains(texts, text) })
	*to = append(*to, texts...)
	slices.Sort(*to)
}

// legendWords are the file's own words about the marks of the column.
func (d *decision) legendWords() string {
	var words []string
	for _, entry := range d.tally.legend {
		if d.tally.marks[entry.Mark] > 0 && entry.Words != "" && !slices.Contains(words, entry.Words) {
			words = append(words, entry.Words)
		}
	}
	return strings.Join(words, "; ")
}

// findExplained says at once how many values are marked, and that the file's own
// words are the reason.
func (d *decision) findExplained(counts map[table.State]int, missing, withheld []string, words string) {
	var parts []string
	total := " of " + english.Number(d.tally.total) + " values"
	if n := counts[table.Withheld]; n > 0 {
		parts, total = append(parts, english.Number(n)+total+" withheld ("+list(withheld)+")"), ""
	}
	if n := counts[table.Missing]; n > 0 {
		parts = append(parts, english.Number(n)+total+" missing ("+list(missing)+")")
	}
	f := d.find("legend", "has %s, as the file itself says: %q.", strings.Join(parts, " and "), words)
	if counts[table.Withheld] > 0 {
		f.or("Treat what is withheld as missing", func(column *importers.PlanColumn) { moveMarks(&column.Withheld, &column.Missing, withheld) })
	}
	if counts[table.Missing] > 0 {
		f.or("Treat what is missing as withheld", func(column *importers.PlanColumn) { moveMarks(&column.Missing, &column.Withheld, missing) })
	}
	f.orText()
}

// explainReserved deals with negative numbers that public files use for data
// that are missing, in a column that has no others. -99 and its like are taken
// for that; -3 may be a debt, a temperature or points short of a standard, and
// no header tells for sure: only a legend can, so that it stays a number.
func (d *decision) explainReserved() {
	negative := &d.tally.negative
	if negative.count == 0 || negative.over || negative.count == d.tally.numbers {
		return
	}
	taken, kept := map[string]table.State{}, map[string]table.State{}
	takes := d.tally.distinct-len(negative.distinct) >= surelyCounts && !mayBeNegative(d.words)
	for text := range negative.distinct {
		state, sure, known := isReservedCode(text)
		switch {
		case !known:
			return
		case sure && takes:
			taken[text] = state
		default:
			kept[text] = state
		}
	}
	if len(kept) > 0 {
		d.find("reserved", "has %s values below 0 that are %s: they were read as numbers, but may stand for missing values; see the file's legend.", english.Number(d.countNegative(kept)), list(slices.Sorted(maps.Keys(kept)))).asks().
			or("They are missing or withheld", func(column *importers.PlanColumn) { addMarks(column, kept) })
	}
	if len(taken) == 0 {
		return
	}
	if d.extra == nil {
		d.extra = map[string]table.State{}
	}
	maps.Copy(d.extra, taken)
	d.find("reserved", "has %s of %s values that are %s, which public files write for what is missing or withheld: they are taken for that, and not added up.", english.Number(d.countNegative(taken)), english.Number(d.tally.total), list(slices.Sorted(maps.Keys(taken)))).asks().
		or("They are numbers", func(column *importers.PlanColumn) {
			removeMarks(&column.Missing, taken)
			removeMarks(&column.Withheld, taken)
		})
}

// surelyCounts is the number of distinct values from which codes among them
// are told from numbers.
const surelyCounts = 20

func (d *decision) countNegative(texts map[string]table.State) int {
	count := 0
	for text := range texts {
		count += d.tally.negative.distinct[text]
	}
	return count
}

func addMarks(column *importers.PlanColumn, states map[string]table.State) {
	for _, text := range slices.Sorted(maps.Keys(states)) {
		if states[text] == table.Withheld {
			column.Withheld = append(column.Withheld, text)
		} else {
			column.Missing = append(column.Missing, text)
		}
	}
}

func removeMarks(marks *[]string, states map[string]table.State) {
	*marks = slices.DeleteFunc(*marks, func(text string) bool {
		_, found := states[text]
		return found
	})
}

func (d *decision) explainStrays(kind string, s *strays) {
	if s.count == 0 {
		return
	}
	examples, more := quoted(slices.Sorted(maps.Keys(s.distinct)))
	d.find("misfit", "holds %s of %s values that are not %s (%s%s); they are kept as written.", english.Number(s.count), english.Number(d.tally.reported), kind, examples, more).orText()
}

// quoted lists the first few texts in quotation marks.
func quoted(texts []string) (examples, more string) {
	if len(texts) > 3 {
		texts, more = texts[:3], " and others"
	}
	marked := make([]string, len(texts))
	for i, text := range texts {
		marked[i] = fmt.Sprintf("%q", text)
	}
	return strings.Join(marked, ", "), more
}

func list(texts []string) string {
	if len(texts) > 5 {
		return strings.Join(texts[:5], ", ") + " and others"
	}
	return strings.Join(texts, ", ")
}

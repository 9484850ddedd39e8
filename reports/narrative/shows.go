package narrative

import (
	"cmp"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// mostFindings is how many sentences say what a tile shows, beside its level.
const mostFindings = 4

// finding is a sentence and how much it is worth. Tested findings come first;
// among equals the larger comes first.
type finding struct {
	sentence reports.Sentence
	worth    float64
}

// shows says what a tile shows: its level first, then what stands out.
func (s *scribe) shows(tile Tile) []reports.Sentence {
	if tile.Kind == reports.ListTile {
		return s.showList(tile)
	}
	g, isGrid := newGrid(tile)
	if !isGrid {
		return nil
	}
	first := g.result.Cell(max(g.totalRow, 0), max(g.totalColumn, 0))
	if len(g.leafRows) == 0 || len(g.leafColumns) == 0 || g.totalRow >= 0 && g.totalColumn >= 0 && first.N == 0 {
		return []reports.Sentence{s.sentence("shows.none", map[string]any{"Unit": s.unit(tile, 0)})}
	}
	sentences := s.level(tile, g)
	var findings []finding
	for _, look := range []func(Tile, grid) []finding{s.members, s.changes, s.runs, s.outliers, s.pairs} {
		findings = append(findings, look(tile, g)...)
	}
	slices.SortStableFunc(findings, func(a, b finding) int { return cmp.Compare(b.worth, a.worth) })
	for _, found := range findings[:min(len(findings), mostFindings)] {
		sentences = append(sentences, found.sentence)
	}
	return sentences
}

func (s *scribe) showList(tile Tile) []reports.Sentence {
	data := map[string]any{"All": s.fact(tile.Rows), "Shown": s.fact(tile.Listed), "One": tile.Rows == 1, "Single": tile.Listed == 1, "Unit": s.unit(tile, tile.Rows)}
	switch {
	case tile.Rows == 0:
		return []reports.Sentence{s.sentence("shows.list.none", data)}
	case tile.Listed < tile.Rows:
		return []reports.Sentence{s.sentence("shows.list", data), s.sentence(reports.FirstLines, data)}
	}
	return []reports.Sentence{s.sentence("shows.list", data)}
}

// level says the number for all, or the latest one, and how it stands to its
// target.
func (s *scribe) level(tile Tile, g grid) []reports.Sentence {
	measure := tile.Report.Spec.Measures[0]
	row, column := g.totalRow, g.totalColumn
	latest := tile.Figure != nil && tile.Figure.Of != ""
	if latest {
		row = tile.Figure.Number.Row
	}
	if row < 0 || column < 0 {
		return nil // a table without totals has no level
	}
	at := g.at(row, column, 0)
	n := g.count(at)
	data := map[string]any{
		"Value": "", "N": s.countOf(g, at), "Measure": "", "Of": "", "Unit": s.unit(tile, n), "One": n == 1,
	}
	if n == NotSaid {
		return []reports.Sentence{s.sentence("shows.protected", map[string]any{"Least": s.target(table.FormatNumber(float64(least(tile)), 0))})}
	}
	if measure.Base != crosstab.NoBase || measure.Show != crosstab.NoShow {
		// A share of itself is all of it, which says nothing.
		data["Value"] = s.countOf(g, at)
		return []reports.Sentence{s.sentence("shows.count", data)}
	}
	switch cell := g.cell(at); {
	case cell.State == table.Withheld:
		return []reports.Sentence{s.sentence("shows.withheld", map[string]any{})}
	case cell.State != table.Reported:
		return []reports.Sentence{s.sentence("shows.missing", map[string]any{"Unit": s.unit(tile, 0)})}
	}
	data["Value"], data["Measure"] = s.number(g, at), s.measure(tile, 0)
	var sentences []reports.Sentence
	switch {
	case latest:
		data["Of"] = s.label(tile.Figure.Of)
		key := "shows.latest"
		if measure.Function == crosstab.Count && measure.Field == "" {
			key = "shows.latest.count"
		}
		sentences = append(sentences, s.sentence(key, data))
	case measure.Function == crosstab.Count && measure.Field == "":
		sentences = append(sentences, s.sentence("shows.count", data))
	case adds(measure):
		sentences = append(sentences, s.sentence("shows.sum", data))
	default:
		sentences = append(sentences, s.sentence("shows.level", data))
	}
	if !adds(measure) && n > 0 && n < crosstab.SmallGroup {
		sentences = append(sentences, s.sentence("shows.small", data))
	}
	sentences = append(sentences, s.toTarget(tile, g, at)...)
	return append(sentences, s.further(tile, g, row, column)...)
}

// toTarget says how far a number is from what it should come to.
func (s *scribe) toTarget(tile Tile, g grid, at At) []reports.Sentence {
	if tile.Target == nil || !g.known(at) {
		return nil
	}
	cell := g.cell(at)
	gap, points := GapText(cell.Number-tile.Target.Value, cell)
	key := "shows.target.short"
	switch {
	case tile.Target.Reached(cell.Number):
		key = "shows.target.reached"
	case isZero(gap):
		key = "shows.target.near"
	}
	return []reports.Sentence{s.sentence(key, map[string]any{
		"Target": s.target(reports.NumberText(tile.Target.Value, cell.Decimals, cell.Percent)), "Source": s.label(tile.Target.Source), "Points": points,
		"Gap": s.bind(reports.Bound{Text: gap, To: reports.ToGap, Row: at.Row, Column: at.Column, OtherRow: -1, OtherColumn: -1}),
	})}
}

// further says the other measures of the same row: for a budget as shares of
// the first.
func (s *scribe) further(tile Tile, g grid, row, column int) []reports.Sentence {
	var sentences []reports.Sentence
	whole := g.at(row, column, 0)
	for k := 1; k < min(g.measures, mostFindings); k++ {
		at := g.at(row, column, k)
		measure := tile.Report.Spec.Measures[k]
		if g.cell(at).State != table.Reported || measure.Base != crosstab.NoBase || measure.Show != crosstab.NoShow {
			continue
		}
		data := map[string]any{"Measure": s.measure(tile, k), "Value": s.number(g, at), "Label": "", "Share": "", "Whole": ""}
		key := "shows.further.level"
		if adds(measure) {
			key = "shows.further"
		}
		if k < len(tile.Report.Labels) && tile.Report.Labels[k] != "" {
			key = "shows.further.label" // what stands over a column is no part of a sentence
		}
		if tile.Kind == reports.BudgetTile && g.known(at) && g.known(whole) && g.cell(whole).Number > 0 {
			key = "shows.part"
			data["Label"], data["Whole"] = s.measure(tile, k), s.measure(tile, 0)
			data["Share"] = s.bind(reports.Bound{
				Text: reports.NumberText(g.cell(at).Number/g.cell(whole).Number, 1, true),
				To:   reports.ToShare, Row: at.Row, Column: at.Column, OtherRow: whole.Row, OtherColumn: whole.Column,
			})
		}
		sentences = append(sentences, s.sentence(key, data))
	}
	return sentences
}

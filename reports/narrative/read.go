package narrative

import (
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// read says how to read a tile: its axes, what one row is, what is missing, and
// where the rows came from.
func (s *scribe) read(tile Tile) []reports.Sentence {
	var sentences []reports.Sentence
	say := func(key string, data map[string]any) { sentences = append(sentences, s.sentence(key, data)) }
	g, isGrid := newGrid(tile)
	switch {
	case isGrid:
		s.readGrid(tile, g, say)
	case tile.Kind == reports.ListTile:
		var names []string
		for _, column := range tile.Columns {
			names = append(names, s.label(column))
		}
		say("read.list", map[string]any{"One": s.unit(tile, 1), "Columns": s.join(names)})
	default:
		return nil
	}
	if tile.Source.Where != "" {
		say("read.where", map[string]any{"Unit": s.unit(tile, 0), "Where": s.label(tile.Source.Where)})
	}
	if tile.Comparison {
		say("read.comparison", map[string]any{})
	}
	s.readSource(tile, say)
	return sentences
}

func (s *scribe) readGrid(tile Tile, g grid, say func(string, map[string]any)) {
	spec := tile.Report.Spec
	var measures []string
	for k := range spec.Measures {
		measures = append(measures, s.measure(tile, k))
	}
	say("read.axes", map[string]any{
		"Rows": s.fields(spec.Rows, tile.Schema), "Columns": s.fields(spec.Columns, tile.Schema),
		"Measures": s.join(measures), "Unit": s.unit(tile, 0),
	})
	drawn := tile.Document.Chart
	if drawn != nil && (tile.Kind == reports.ChartTile || tile.Kind == reports.CrosstabTile && tile.Report.View != reports.TableOnly) {
		if slices.Contains(chart.Kinds(), drawn.Kind) {
			say("read.chart."+string(drawn.Kind), map[string]any{})
		}
	}
	if tile.Words.Unit != "" {
		say("read.unit", map[string]any{"One": s.unit(tile, 1), "Many": s.unit(tile, 0)})
	} else {
		say("read.unit.rows", map[string]any{"Dataset": s.label(tile.Source.Dataset)})
	}
	if g.totalRow >= 0 && len(spec.Rows) > 0 && slices.ContainsFunc(spec.Measures, func(m crosstab.Measure) bool { return !adds(m) }) {
		say("read.totals", map[string]any{"Unit": s.unit(tile, 0)})
	}
	withheld, nothing, small := marks(g)
	switch {
	case withheld > 0 && least(tile) > 0:
		say("read.protected", map[string]any{"Least": s.target(table.FormatNumber(float64(least(tile)), 0)), "Singles": singles(tile)})
	case withheld > 0:
		say("read.withheld", map[string]any{"Count": s.fact(withheld), "One": withheld == 1})
	}
	if nothing > 0 {
		say("read.nothing", map[string]any{"Count": s.fact(nothing), "One": nothing == 1})
	}
	if field := spec.Measures[0].Field; field != "" && spec.Measures[0].Over == "" {
		if partly := leftOut(g); partly > 0 {
			name := s.measure(tile, 0)
			if tile.Schema.Index(field) >= 0 {
				name = s.field(field, tile.Schema)
			}
			say("read.partly", map[string]any{"Count": s.fact(partly), "One": partly == 1, "Field": name})
		}
	}
	if small && len(tile.Tests.Tested) > 0 {
		say("read.small", map[string]any{"Least": s.target(table.FormatNumber(crosstab.SmallGroup, 0)), "Unit": s.unit(tile, 0)})
	}
}

// least is the smallest group that a tile shows; 0 if it withholds none.
func least(tile Tile) int {
	if shown, is := tile.Result.(*reports.Protected); is && shown.Withholds() {
		return shown.Least
	}
	return 0
}

// singles reports whether numbers are withheld in a tile that are one person's.
func singles(tile Tile) bool {
	shown, is := tile.Result.(*reports.Protected)
	return is && shown.WithholdsSingles()
}

// marks counts the cells of the table without a number: those that are
// withheld, and those that have rows but nothing reported. It also tells
// whether some number comes from few rows.
func marks(g grid) (withheld, nothing int, small bool) {
	for i, row := range g.table.Body {
		for j := g.table.RowHeaders; j < len(row.Cells); j++ {
			at := At{i, j}
			n := g.count(at)
			switch cell := row.Cells[j]; {
			case cell.State == table.Withheld:
				withheld++
			case cell.State != table.Reported && n > 0:
				nothing++
			case n > 0 && n < crosstab.SmallGroup:
				small = true
			}
		}
	}
	return withheld, nothing, small
}

// leftOut counts the values of the first measure that could not take part.
func leftOut(g grid) int {
	count := 0
	for _, row := range g.leafRows {
		for _, column := range g.leafColumns {
			cell := g.result.Cell(row, column)
			if len(cell.Values) > 0 {
				count += max(0, cell.N-cell.Values[0].Used)
			}
		}
	}
	return count
}

func (s *scribe) readSource(tile Tile, say func(string, map[string]any)) {
	source := tile.Source
	if source.Dataset == "" {
		return
	}
	date := ""
	if !source.Latest.IsZero() {
		date = s.label(s.Date(source.Latest))
	}
	if source.Imports > 1 {
		say("read.source.several", map[string]any{"Dataset": s.label(source.Dataset), "Count": s.fact(source.Imports), "Date": date})
		return
	}
	say("read.source", map[string]any{"Dataset": s.label(source.Dataset), "File": s.label(source.File), "Date": date})
}

package narrative

import (
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// measure names a measure of a tile as sentences do.
func (s *scribe) measure(tile Tile, index int) string {
	measure := tile.Report.Spec.Measures[index]
	if index == 0 && tile.Words.Label != "" {
		return s.label(tile.Words.Label)
	}
	if index < len(tile.Report.Labels) && tile.Report.Labels[index] != "" {
		return s.label(tile.Report.Labels[index])
	}
	text := s.plainMeasure(tile, measure)
	if measure.Base != crosstab.NoBase {
		text = s.phrase("base."+string(measure.Base), map[string]any{"Measure": text})
	}
	if measure.Show != crosstab.NoShow {
		text = s.phrase("show."+string(measure.Show), map[string]any{"Measure": text})
	}
	return text
}

func (s *scribe) plainMeasure(tile Tile, measure crosstab.Measure) string {
	field := s.field(measure.Field, tile.Schema)
	switch {
	case measure.Function == crosstab.Count && measure.Field == "":
		return s.phrase("measure.count", map[string]any{"Unit": s.unit(tile, 0)})
	case measure.Function == crosstab.Count:
		return s.phrase("measure.countof", map[string]any{"Unit": s.unit(tile, 0), "Field": field})
	case measure.Function == crosstab.Mean && isYesNo(measure.Field, tile.Schema):
		return s.phrase("measure.yes", map[string]any{"Field": field})
	}
	data := map[string]any{"Field": field, "By": s.field(measure.By, tile.Schema), "Percent": ""}
	switch measure.Function {
	case crosstab.Percentile:
		data["Percent"] = s.target(strconv.FormatFloat(measure.Percent, 'f', -1, 64))
	case crosstab.Rate, crosstab.Ratio:
		data["Field"], data["By"] = s.part(tile, measure.Field), s.part(tile, measure.Over)
	}
	return s.phrase("measure."+string(measure.Function), data)
}

// part names a measure that is divided, or divides.
func (s *scribe) part(tile Tile, text string) string {
	measures, err := crosstab.ParseMeasures(text)
	if err != nil || len(measures) != 1 {
		return s.label(text)
	}
	return s.plainMeasure(tile, measures[0])
}

func isYesNo(field string, schema table.Schema) bool {
	at := schema.Index(field)
	return at >= 0 && schema[at].Type == table.YesNo
}

// field names a column, or shows a formula.
func (s *scribe) field(field string, schema table.Schema) string {
	if at := schema.Index(field); at >= 0 {
		return s.label(schema[at].Title())
	}
	return s.label(field)
}

func (s *scribe) fields(dimensions []crosstab.Dimension, schema table.Schema) string {
	var names []string
	for _, dimension := range dimensions {
		names = append(names, s.field(dimension.Field, schema))
	}
	return s.join(names)
}

// unit names what so many rows are: one student, several students.
func (s *scribe) unit(tile Tile, n int) string {
	words := tile.Words.Unit
	if words == "" {
		words = s.Word("row")
	}
	one, many, found := strings.Cut(words, "|")
	if !found {
		many = one
	}
	if n == 1 {
		return s.label(one)
	}
	return s.label(many)
}

// isCalendar reports whether the only rows of a tile are times, so that the
// one after another means something.
func isCalendar(dimensions []crosstab.Dimension, schema table.Schema) bool {
	if len(dimensions) != 1 || dimensions[0].Descending || dimensions[0].By != "" {
		return false
	}
	at := schema.Index(dimensions[0].Field)
	return at >= 0 && (schema[at].Type == table.Date || schema[at].Type == table.SchoolYear)
}

// adds reports whether a measure counts or adds up, so that its total is a
// whole of which the members are parts.
func adds(measure crosstab.Measure) bool {
	return measure.Base == crosstab.NoBase && measure.Show == crosstab.NoShow && (measure.Function == crosstab.Count || measure.Function == crosstab.Sum)
}

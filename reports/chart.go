package reports

import (
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// How much a chart shows at most; the table holds the rest.
const (
	MostCategories = 30
	MostSeries     = 8
)

// BuildChart makes the chart of a report from its cross-tab: a category for
// each row, a series for each column, the numbers of the first measure. Totals
// are never drawn beside their members. It returns nil when the report wants
// no chart or there is nothing sensible to draw.
//
// A report that names no kind of chart gets lines when its rows are times and
// bars otherwise.
func BuildChart(report Report, result Result, schema table.Schema) *chart.Chart {
	spec := report.Spec
	if report.Chart == chart.None || len(spec.Measures) == 0 || len(spec.Rows)+len(spec.Columns) == 0 {
		return nil
	}
	formats := formatsOf(report, result, schema)
	format := formats[0]
	if !format.isAmount() {
		return nil
	}
	rows, columns := leaves(result.Rows(), len(spec.Rows)), leaves(result.Columns(), len(spec.Columns))
	if len(rows) == 0 || len(columns) == 0 {
		return nil
	}
	drawn := &chart.Chart{Kind: report.Chart, Title: format.title, ValueTitle: format.title, Decimals: format.Decimals, Percent: format.Percent}

	// A single row of many columns is drawn along its columns.
	categories, series, across := rows, columns, spec.Rows
	cell := func(category, each leaf) crosstab.Cell { return result.Cell(category.index, each.index) }
	if len(rows) == 1 && len(columns) > 1 {
		categories, series, across = columns, rows, spec.Columns
		cell = func(category, each leaf) crosstab.Cell { return result.Cell(each.index, category.index) }
	}
	drawn.CategoryTitle = fieldTitles(across, schema)
	var notes []string
	categorySize, seriesSize := sizes(result, rows, columns)
	along := spec.Columns
	if len(rows) == 1 && len(columns) > 1 {
		categorySize, seriesSize, along = seriesSize, categorySize, spec.Rows
	}
	for _, cut := range []struct {
		members    *[]leaf
		most       int
		dimensions []crosstab.Dimension
		noun       string
		size       func(leaf) float64
	}{
		{&categories, MostCategories, across, fieldTitles(across, schema), categorySize},
		{&series, MostSeries, along, fieldTitles(along, schema), seriesSize},
	} {
		chosen, note := chosenMembers(*cut.members, cut.most, cut.dimensions, schema, cut.noun, cut.size)
		*cut.members = chosen
		if note != "" {
			notes = append(notes, note)
		}
	}
	for _, category := range categories {
		drawn.Categories = append(drawn.Categories, category.label)
	}
	// Without columns there is room for the measures beside one another, if
	// one axis fits them all.
	measures := []int{0}
	if len(spec.Columns) == 0 {
		measures = alike(formats)
		drawn.Title = measureTitles(formats, measures)
		if len(measures) > 1 {
			drawn.ValueTitle = ""
		}
	}
	known := false
	for _, each := range series {
		for _, measure := range measures {
			line := chart.Series{Name: each.label}
			if line.Name == "" {
				line.Name = formats[measure].title
			}
			for _, category := range categories {
				point := pointOf(cell(category, each), measure, formats[measure])
				known = known || point.Known || point.Withheld
				line.Points = append(line.Points, point)
			}
			drawn.Series = append(drawn.Series, line)
		}
	}
	if !known {
		return nil
	}
	var note string
	drawn.Kind, note = suitable(report.Chart, format, across, schema)
	if note != "" {
		notes = append(notes, note)
	}
	drawn.Note = strings.Join(notes, " ")
	return drawn
}

// suitable chooses a kind where none was named, and does not stack numbers
// whose sum means nothing.
func suitable(kind chart.Kind, format measureFormat, across []crosstab.Dimension, schema table.Schema) (chart.Kind, string) {
	switch kind {
	case chart.Stacked:
		if format.measure.Function != crosstab.Sum && format.measure.Function != crosstab.Count {
			return chart.Bar, format.title + " cannot be stacked, because its parts do not add up; the bars stand side by side."
		}
	case chart.Bar, chart.Line:
	default:
		if len(across) == 1 {
			if i := schema.Index(across[0].Field); i >= 0 && isCalendar(schema[i].Type) {
				return chart.Line, ""
			}
		}
		return chart.Bar, ""
	}
	return kind, ""
}

// alike returns the first measure and those that can share its axis: the same
// function, written the same way.
func alike(formats []measureFormat) []int {
	var found []int
	first := formats[0]
	for k, format := range formats {
		same := format.measure.Function == first.measure.Function && format.measure.Base == first.measure.Base
		if same && format.Format == first.Format && len(found) < MostSeries {
			found = append(found, k)
		}
	}
	return found
}

func measureTitles(formats []measureFormat, measures []int) string {
	titles := make([]string, len(measures))
	for i, measure := range measures {
		titles[i] = formats[measure].title
	}
	return joinWords(titles)
}

func pointOf(cell crosstab.Cell, measure int, format measureFormat) chart.Point {
	if measure >= len(cell.Values) {
		return chart.Point{}
	}
	number := cell.Values[measure]
	switch {
	case number.State == table.Withheld:
		return chart.Point{Text: WithheldMark, Withheld: true}
	case number.State == table.Reported && isFinite(number.Value):
		return chart.Point{Value: number.Value, Text: NumberText(number.Value, format.Decimals, format.Percent), Known: true}
	}
	return chart.Point{}
}

// leaf is a row or column that is no total, with its labels in one.
type leaf struct {
	index int
	label string
}

func leaves(headers []crosstab.Header, depth int) []leaf {
	var found []leaf
	for i, header := range headers {
		if len(header.Path) == depth && (!header.Total || depth == 0) {
			label := ""
			if depth > 0 {
				label = strings.Join(labelTexts(header, depth), " · ")
			}
			found = append(found, leaf{index: i, label: label})
		}
	}
	return found
}

func fieldTitles(dimensions []crosstab.Dimension, schema table.Schema) string {
	titles := make([]string, len(dimensions))
	for i, dimension := range dimensions {
		titles[i] = fieldTitle(dimension.Field, schema)
	}
	return strings.Join(titles, " · ")
}

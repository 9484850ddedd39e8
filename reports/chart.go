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
// A report that names no kind of chart gets the one that suits what it shows.
// One whose kind does not fit gets bars or lines, and the note says why. A box
// plot and a histogram are drawn from distribution, which may otherwise be nil.
func BuildChart(report Report, result Result, schema table.Schema, distribution *Distribution) *chart.Chart {
	spec := report.Spec
	if report.Chart == chart.None || len(spec.Measures) == 0 {
		return nil
	}
	if len(spec.Rows)+len(spec.Columns) == 0 && report.Chart != chart.Dial && report.Chart != chart.Histogram {
		return nil
	}
	formats := formatsOf(report, result, schema)
	if report.Chart == chart.Histogram && distribution != nil {
		return distribution.histogram(report.Language, schema)
	}
	if !formats[0].isAmount() {
		return nil
	}
	b := &chartBuilder{report: report, result: result, schema: schema, formats: formats, distribution: distribution}
	if !b.layOut() {
		return nil
	}
	return b.chart()
}

// chartBuilder is one chart being made.
type chartBuilder struct {
	report       Report
	result       Result
	schema       table.Schema
	formats      []measureFormat
	distribution *Distribution

	kind               chart.Kind
	categories, series chartAxis
	// transposed is true when the categories are the cross-tab's columns.
	transposed bool
	notes      []string
}

// chartAxis is the members of one side of the cross-tab.
type chartAxis struct {
	dimensions []crosstab.Dimension
	members    []leaf
	cut        bool // not all members are drawn
}

// layOut decides what the categories and the series are, and which of them
// there is room for. It reports false when there is nothing to draw.
func (b *chartBuilder) layOut() bool {
	spec := b.report.Spec
	b.categories = chartAxis{dimensions: spec.Rows, members: b.leaves(b.result.Rows(), spec.Rows)}
	b.series = chartAxis{dimensions: spec.Columns, members: b.leaves(b.result.Columns(), spec.Columns)}
	if len(b.categories.members) == 0 || len(b.series.members) == 0 {
		return false
	}
	rowSize, columnSize := sizes(b.result, b.categories.members, b.series.members)
	b.kind = b.report.Chart
	switch {
	case len(b.categories.members) == 1 && len(b.series.members) > 1,
		// Lines run along times, on whichever side these are.
		b.runsAlongTimes() && !areTimes(spec.Rows, b.schema) && areTimes(spec.Columns, b.schema):
		b.transposed = true
		b.categories, b.series = b.series, b.categories
		rowSize, columnSize = columnSize, rowSize
	}
	if b.kind == "" {
		b.kind = b.suitable()
	}
	mostCategories, mostSeries := mostOf(b.kind)
	b.cut(&b.categories, mostCategories, rowSize)
	b.cut(&b.series, mostSeries, columnSize)
	return true
}

func (b *chartBuilder) runsAlongTimes() bool {
	switch b.kind {
	case chart.Line, chart.Area, chart.Sparkline, chart.Slope, chart.SmallMultiples:
		return true
	}
	return false
}

// mostOf is how many categories and series a kind has room for.
func mostOf(kind chart.Kind) (categories, series int) {
	switch kind {
	case chart.Scatter:
		return 400, MostSeries
	case chart.HeatMap:
		return 60, 40
	case chart.Sparkline, chart.Slope:
		return 40, 40
	case chart.SmallMultiples:
		return MostCategories, 24
	}
	return MostCategories, MostSeries
}

func (b *chartBuilder) cut(axis *chartAxis, most int, size func(leaf) float64) {
	chosen, note := b.report.Language.chosenMembers(axis.members, most, axis.dimensions, b.schema, fieldTitles(axis.dimensions, b.schema), size)
	axis.members, axis.cut = chosen, note != ""
	if note != "" {
		b.notes = append(b.notes, note)
	}
}

// suitable chooses a kind where none was named.
func (b *chartBuilder) suitable() chart.Kind {
	times := areTimes(b.categories.dimensions, b.schema)
	switch {
	case times && len(b.categories.members) > 1:
		return chart.Line
	case len(b.series.members) > MostSeries:
		return chart.HeatMap
	case len(b.series.members) > 1 && len(b.report.Spec.Columns) > 0 && b.formats[0].Percent &&
		addition(b.formats[0].measure, b.seriesBase()) && !splits(b.series.dimensions):
		return chart.FullStacked
	}
	return chart.Bar
}

// chart draws up the chart.
func (b *chartBuilder) chart() *chart.Chart {
	format := b.formats[0]
	drawn := &chart.Chart{
		Language: string(b.report.Language),
		Kind:     b.kind, Title: format.title, ValueTitle: format.title, Decimals: format.Decimals, Percent: format.Percent,
		CategoryTitle: fieldTitles(b.categories.dimensions, b.schema),
		Times:         areTimes(b.categories.dimensions, b.schema),
	}
	for _, category := range b.categories.members {
		label := category.label
		if len(b.categories.dimensions) == 0 {
			label = b.report.Language.say("All")
		}
		drawn.Categories = append(drawn.Categories, label)
	}
	// Without columns there is room for the measures beside one another, if
	// one axis fits them all.
	measures := []int{0}
	if len(b.report.Spec.Columns) == 0 && b.kind != chart.Scatter && b.kind != chart.Boxes && b.kind != chart.Pie {
		measures = alike(b.formats)
		drawn.Title = b.measureTitles(measures)
		if len(measures) > 1 {
			drawn.ValueTitle = ""
		}
	}
	known := false
	for _, each := range b.series.members {
		for _, measure := range measures {
			line := b.line(each, measure)
			for _, point := range line.Points {
				known = known || point.Known || point.Withheld
			}
			drawn.Series = append(drawn.Series, line)
		}
	}
	if !known {
		return nil
	}
	b.settleAdditions(drawn, len(measures) > 1)
	drawn.Counts = countsOf(drawn)
	if b.kind == chart.Scatter {
		b.acrossTitle(drawn)
	}
	if b.kind == chart.Boxes && b.distribution != nil {
		b.distribution.boxes(b, drawn)
	}
	var reason string
	if drawn.Kind, reason = chart.Settled(drawn); reason != "" {
		b.notes = append(b.notes, reason)
	}
	drawn.Note = strings.Join(b.notes, " ")
	return drawn
}

// line is one series of one measure.
func (b *chartBuilder) line(each leaf, measure int) chart.Series {
	line := chart.Series{Name: each.label}
	if line.Name == "" {
		line.Name = b.formats[measure].title
	}
	for _, category := range b.categories.members {
		row, column := category.index, each.index
		if b.transposed {
			row, column = column, row
		}
		cell := b.result.Cell(row, column)
		point := pointOf(cell, measure, b.formats[measure])
		point.Row, point.Column = row+1, column+1
		line.Points = append(line.Points, point)
		if b.kind == chart.Scatter && len(b.formats) > 1 && b.formats[1].isAmount() {
			line.Across = append(line.Across, pointOf(cell, 1, b.formats[1]))
		}
	}
	return line
}

func (b *chartBuilder) acrossTitle(drawn *chart.Chart) {
	if len(b.formats) < 2 {
		return
	}
	across := b.formats[1]
	drawn.Across = chart.Axis{Title: across.title, Decimals: across.Decimals, Percent: across.Percent}
	drawn.Title = b.report.Language.join([]string{b.formats[0].title, across.title})
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

func (b *chartBuilder) measureTitles(measures []int) string {
	titles := make([]string, len(measures))
	for i, measure := range measures {
		titles[i] = b.formats[measure].title
	}
	return b.report.Language.join(titles)
}

// leaf is a row or column that is no total, with its labels in one.
type leaf struct {
	index int
	label string
}

func (b *chartBuilder) leaves(headers []crosstab.Header, dimensions []crosstab.Dimension) []leaf {
	depth := len(dimensions)
	var found []leaf
	for i, header := range headers {
		if len(header.Path) == depth && (!header.Total || depth == 0) {
			label := ""
			if depth > 0 {
				label = strings.Join(b.report.Language.labelTexts(header, depth, dimensions, b.schema), " · ")
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

package reports

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// Distribution is how the values of a column lie, evaluated from the rows: what
// box plots and histograms are drawn from, and no other chart.
type Distribution struct {
	field  string
	column table.Column
	// spread has the five numbers of each cell and how many values it has.
	spread Result
	// classes has how many values lie in each class between edges.
	classes  Result
	edges    []float64
	withheld int
	missing  int
}

// spreadMeasures are the measures that a box is drawn from, in this order.
func spreadMeasures(field string) []crosstab.Measure {
	return []crosstab.Measure{
		{Function: crosstab.Min, Field: field},
		{Function: crosstab.Percentile, Field: field, Percent: 25},
		{Function: crosstab.Median, Field: field},
		{Function: crosstab.Percentile, Field: field, Percent: 75},
		{Function: crosstab.Max, Field: field},
		{Function: crosstab.Count, Field: field},
	}
}

// Distribute evaluates what the chart of a report needs beyond its cross-tab:
// nothing and nil unless it is a box plot or a histogram of a column of
// numbers. Compute evaluates a spec from the same rows as the report's own.
func Distribute(ctx context.Context, report Report, schema table.Schema, compute func(context.Context, crosstab.Spec) (Result, error)) (*Distribution, error) {
	field := distributed(report, schema)
	if field == "" {
		return nil, nil
	}
	spec := report.Spec
	spec.Measures, spec.Confidence, spec.Differ = spreadMeasures(field), 0, crosstab.NoTests
	d := &Distribution{field: field, column: schema[schema.Index(field)]}
	if report.Chart == chart.Boxes {
		var err error
		d.spread, err = compute(ctx, spec)
		return d, err
	}
	spec.Rows, spec.Columns = nil, nil
	whole, err := compute(ctx, spec)
	if err != nil {
		return nil, err
	}
	numbers := whole.Cell(0, 0).Values
	n := numbers[5]
	d.withheld, d.missing = n.Withheld, max(0, whole.Cell(0, 0).N-n.Used-n.Withheld)
	if numbers[0].State != table.Reported || numbers[4].State != table.Reported {
		return d, nil
	}
	d.edges = chart.Classes(numbers[0].Value, numbers[4].Value, n.Used, d.column.Type != table.Decimal)
	dimension := crosstab.Dimension{Field: field}
	if len(d.edges) > 2 {
		dimension.Bands = &crosstab.Bands{At: d.edges[1 : len(d.edges)-1]}
	} else {
		// One class holds them all; a limit below the smallest makes it.
		dimension.Bands = &crosstab.Bands{At: []float64{d.edges[0]}}
	}
	spec.Rows, spec.Totals = []crosstab.Dimension{dimension}, crosstab.NoTotals
	spec.Measures = []crosstab.Measure{{Function: crosstab.Count, Field: field}}
	d.classes, err = compute(ctx, spec)
	return d, err
}

// distributed is the column whose values a box plot or a histogram is of: that
// of the first measure or, for a count, the first on the rows.
func distributed(report Report, schema table.Schema) string {
	if report.Chart != chart.Boxes && report.Chart != chart.Histogram || len(report.Spec.Measures) == 0 {
		return ""
	}
	candidates := []string{report.Spec.Measures[0].Field}
	if report.Chart == chart.Histogram {
		for _, dimension := range report.Spec.Rows {
			candidates = append(candidates, dimension.Field)
		}
	}
	for _, name := range candidates {
		if i := schema.Index(name); name != "" && i >= 0 && schema[i].Type.IsNumeric() {
			return schema[i].Name
		}
	}
	return ""
}

// histogram draws the classes; nil if there is no value at all.
func (d *Distribution) histogram(language Language, schema table.Schema) *chart.Chart {
	if d.classes == nil {
		return nil
	}
	title := fieldTitle(d.field, schema)
	decimals := sourceDecimals(d.column)
	drawn := &chart.Chart{
		Language: string(language),
		Kind:     chart.Histogram, Title: language.say("How %s is spread", title), ValueTitle: language.say("Rows"), CategoryTitle: title,
		Across: chart.Axis{Title: title, Decimals: decimals}, Edges: d.edges, CategoriesAdd: chart.Whole,
	}
	points := make([]chart.Point, len(d.edges)-1)
	sum := 0
	for i := range points {
		low, high := table.FormatNumber(d.edges[i], decimals), table.FormatNumber(d.edges[i+1], decimals)
		label := language.say("%s to below %s", low, high)
		if i == len(points)-1 {
			label = language.say("%s to %s", low, high)
		}
		drawn.Categories = append(drawn.Categories, label)
		points[i] = chart.Point{Text: "0", Known: true}
	}
	for i, header := range d.classes.Rows() {
		if header.Total || len(header.Path) != 1 || header.Path[0].State != table.Reported {
			continue
		}
		class := int(header.Path[0].Number)
		if len(d.edges) == 2 {
			class = 0
		}
		if class < 0 || class >= len(points) {
			continue
		}
		count := d.classes.Cell(i, 0).Values[0]
		points[class].Value += count.Value
		points[class].Text = table.FormatNumber(points[class].Value, 0)
		sum += count.Used
	}
	drawn.Series = []chart.Series{{Name: language.say("Rows"), Points: points}}
	notes := []string{language.say("n = %s; a value on a limit lies in the class above.", table.FormatNumber(float64(sum), 0))}
	if d.withheld > 0 {
		notes = append(notes, language.say("%s cannot be drawn.", language.withheldValues(d.withheld)))
	}
	if d.missing > 0 {
		notes = append(notes, language.say("%s cannot be drawn.", language.missingValues(d.missing)))
	}
	drawn.Note = strings.Join(notes, " ")
	return drawn
}

// boxes puts the spread of each category and series into a chart.
func (d *Distribution) boxes(b *chartBuilder, drawn *chart.Chart) {
	if d.spread == nil {
		return
	}
	title := fieldTitle(d.field, b.schema)
	drawn.Title, drawn.ValueTitle = b.report.Language.say("How %s is spread", title), title
	drawn.Decimals, drawn.Percent = sourceDecimals(d.column), false
	rows, columns := places(d.spread.Rows()), places(d.spread.Columns())
	drawn.Counts = make([]int, len(drawn.Categories))
	for s, each := range b.series.members {
		for i, category := range b.categories.members {
			row, column := category, each
			if b.transposed {
				row, column = each, category
			}
			at, found := rows[strings.Join(b.result.Rows()[row.index].Labels, "\x00")]
			up, also := columns[strings.Join(b.result.Columns()[column.index].Labels, "\x00")]
			spread, point := chart.Spread{}, chart.Point{Row: row.index + 1, Column: column.index + 1}
			if found && also {
				cell := d.spread.Cell(at, up)
				spread = spreadOf(cell)
				median := measureFormat{measure: crosstab.Measure{Function: crosstab.Median}, Format: d.spread.Format(2)}
				kept := point
				point = pointOf(cell, 2, median)
				point.Row, point.Column = kept.Row, kept.Column
			}
			drawn.Series[s].Spreads = append(drawn.Series[s].Spreads, spread)
			drawn.Series[s].Points[i] = point
			drawn.Counts[i] += spread.N
		}
	}
	if len(b.series.members) > 1 {
		drawn.Counts = nil
	}
}

// places finds headers by their labels.
func places(headers []crosstab.Header) map[string]int {
	found := map[string]int{}
	for i, header := range slices.Backward(headers) {
		found[strings.Join(header.Labels, "\x00")] = i
	}
	return found
}

func spreadOf(cell crosstab.Cell) chart.Spread {
	if len(cell.Values) < 6 {
		return chart.Spread{}
	}
	v := cell.Values
	spread := chart.Spread{
		Smallest: v[0].Value, LowerQuartile: v[1].Value, Median: v[2].Value, UpperQuartile: v[3].Value, Largest: v[4].Value,
		N: v[5].Used, Known: v[2].State == table.Reported, Withheld: v[2].State == table.Withheld,
	}
	// What rounding leaves must not stand in a wrong order.
	spread.LowerQuartile = math.Max(spread.Smallest, spread.LowerQuartile)
	spread.Median = math.Max(spread.LowerQuartile, spread.Median)
	spread.UpperQuartile = math.Max(spread.Median, spread.UpperQuartile)
	spread.Largest = math.Max(spread.UpperQuartile, spread.Largest)
	return spread
}

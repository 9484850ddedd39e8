package reports

import (
	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

func pointOf(cell crosstab.Cell, measure int, format measureFormat) chart.Point {
	if measure >= len(cell.Values) {
		return chart.Point{}
	}
	number := cell.Values[measure]
	switch {
	case number.State == table.Withheld:
		return chart.Point{Text: WithheldMark, Withheld: true}
	case number.State == table.Reported && isFinite(number.Value):
		point := chart.Point{Value: number.Value, Text: NumberText(number.Value, format.Decimals, format.Percent), Known: true}
		point.Low, point.High, point.Interval = number.Low, number.High, number.Interval
		point.N = behind(number, format.measure)
		return point
	}
	return chart.Point{}
}

// behind is how many rows a share or a mean was made of. Counts and sums say
// themselves how much there is, and have none.
func behind(number crosstab.Number, measure crosstab.Measure) int {
	switch {
	case OfValues(measure):
		return number.Used
	case measure.Show == crosstab.NoShow && measure.Base != crosstab.NoBase && measure.Function == crosstab.Count:
		return int(number.Whole)
	}
	return 0
}

// OfValues reports whether a measure's n is how many values it was made of: that
// of a share or a mean, which rows without a value take no part in.
func OfValues(measure crosstab.Measure) bool {
	if measure.Show != crosstab.NoShow || measure.Base != crosstab.NoBase {
		return false
	}
	switch measure.Function {
	case crosstab.Mean, crosstab.Median, crosstab.Percentile, crosstab.Deviation, crosstab.Yes, crosstab.Weighted:
		return true
	}
	return false
}

// countsOf is n of each category, if all of its numbers have the same.
func countsOf(drawn *chart.Chart) []int {
	counts := make([]int, len(drawn.Categories))
	some := false
	for i := range counts {
		for _, series := range drawn.Series {
			point := series.Points[i]
			if !point.Known {
				continue
			}
			if point.N == 0 || counts[i] != 0 && counts[i] != point.N {
				return nil
			}
			counts[i], some = point.N, true
		}
	}
	if !some {
		return nil
	}
	return counts
}

// splits reports whether a row of the data may count in several members.
func splits(dimensions []crosstab.Dimension) bool {
	for _, dimension := range dimensions {
		if dimension.Split != "" {
			return true
		}
	}
	return false
}

// addition reports whether a measure's numbers of one side of the cross-tab
// add up: with percentages, only those of the side they are percentages along.
func addition(measure crosstab.Measure, along crosstab.Base) bool {
	if measure.Function != crosstab.Count && measure.Function != crosstab.Sum || measure.Show != crosstab.NoShow {
		return false
	}
	return measure.Base == crosstab.NoBase || measure.Base == crosstab.PercentTotal || measure.Base == along
}

// seriesBase is the percentage that adds up along the series.
func (b *chartBuilder) seriesBase() crosstab.Base {
	if b.transposed {
		return crosstab.PercentColumn
	}
	return crosstab.PercentRow
}

func (b *chartBuilder) categoryBase() crosstab.Base {
	if b.transposed {
		return crosstab.PercentRow
	}
	return crosstab.PercentColumn
}

// settleAdditions tells whether the numbers of the chart add up, and to one
// whole.
func (b *chartBuilder) settleAdditions(drawn *chart.Chart, measures bool) {
	way := func(axis chartAxis, base crosstab.Base) chart.Addition {
		switch {
		case !addition(b.formats[0].measure, base) || splits(axis.dimensions):
			return chart.Apart
		case axis.cut || len(axis.dimensions) == 0:
			return chart.Adds
		}
		return chart.Whole
	}
	drawn.SeriesAdd, drawn.CategoriesAdd = way(b.series, b.seriesBase()), way(b.categories, b.categoryBase())
	if measures && b.formats[0].measure.Base == crosstab.PercentRow {
		// Shares of two measures have two wholes.
		drawn.SeriesAdd = chart.Apart
	}
}

package excel

import (
	"context"
	"fmt"
	"image/color"
	"strings"

	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/xuri/excelize/v2"
)

// The chart's size on its sheet, in pixels: a page across.
const (
	chartWidth  = 960
	chartHeight = 520
	// chartRows is how many rows of ordinary height the chart covers.
	chartRows = 27
)

// drawable reports whether there is a chart with anything to draw.
func drawable(drawn *chart.Chart) bool {
	return drawn != nil && drawn.Kind != chart.None && len(drawn.Categories) > 0 && len(drawn.Series) > 0
}

// writeChart draws the chart as one of Excel's own, over the table's cells or,
// where those do not hold its numbers in one piece, over a sheet of its own.
func (b *workbook) writeChart(context.Context) error {
	drawn := b.document.Chart
	if !drawable(drawn) {
		return nil
	}
	if _, native := nativeKind(drawn); !native {
		if err := b.writePicture(drawn); err != nil {
			return fmt.Errorf("sheet %q: %w", b.names.chart, err)
		}
		return b.writeRemarks(drawn)
	}
	b.chartRows = chartRows
	ranges, found := b.chartRanges()
	if !found {
		var err error
		if ranges, err = b.writeChartData(drawn); err != nil {
			return fmt.Errorf("sheet %q: %w", b.names.chartData, err)
		}
	}
	if err := b.file.AddChart(b.names.chart, "A1", b.nativeChart(drawn, ranges)); err != nil {
		return fmt.Errorf("sheet %q: %w", b.names.chart, err)
	}
	return b.writeRemarks(drawn)
}

// writeRemarks writes the lines beneath the chart.
func (b *workbook) writeRemarks(drawn *chart.Chart) error {
	row := b.chartRows + 1
	for _, line := range chartRemarks(drawn) {
		if err := b.setWords(b.names.chart, 1, row, line, look{color: mutedColor, align: "left"}); err != nil {
			return err
		}
		row++
	}
	return nil
}

// chartRemarks are the lines beneath the chart.
func chartRemarks(drawn *chart.Chart) []string {
	var remarks []string
	if _, native := nativeKind(drawn); !native {
		kind, _ := chart.Settled(drawn)
		remarks = append(remarks, "This is a picture: Excel has no chart of its own that shows the same as this one ("+strings.ToLower(kind.Title())+"). The numbers are on the first sheet.")
		if drawn.Note != "" {
			remarks = append(remarks, drawn.Note)
		}
		return remarks
	}
	if drawn.Note != "" {
		remarks = append(remarks, drawn.Note)
	}
	for _, series := range drawn.Series {
		for _, point := range series.Points {
			if point.Withheld {
				return append(remarks, "Nothing is drawn where a value is withheld. That is not zero.")
			}
		}
	}
	return remarks
}

func (b *workbook) nativeChart(drawn *chart.Chart, ranges chartRanges) *excelize.Chart {
	native := &excelize.Chart{
		Type:         excelize.Col,
		Title:        chartWords(drawn.Title, 14, true),
		Legend:       excelize.ChartLegend{Position: "bottom", Font: &excelize.Font{Size: 10, Color: mutedColor}},
		Dimension:    excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		ShowBlanksAs: "gap",
		XAxis: excelize.ChartAxis{
			Title: chartWords(drawn.CategoryTitle, 10, false),
			Font:  excelize.Font{Size: 9, Color: mutedColor},
		},
		YAxis: excelize.ChartAxis{
			Title:          chartWords(drawn.ValueTitle, 10, false),
			Font:           excelize.Font{Size: 9, Color: mutedColor},
			MajorGridLines: true,
			NumFmt:         excelize.ChartNumFmt{CustomNumFmt: axisFormat(drawn)},
		},
		Format: excelize.GraphicOptions{AltText: cellText(b.document.Title + ". " + b.document.Sentence), Positioning: "oneCell"},
	}
	// Bars of one series are of one colour.
	vary := false
	native.VaryColors = &vary
	shape(native, drawn)
	if native.Type == excelize.Scatter {
		native.XAxis.Title = chartWords(drawn.Across.Title, 10, false)
		native.XAxis.MajorGridLines = true
		native.XAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: formatOf(min(drawn.Across.Decimals, 2), drawn.Across.Percent, !drawn.Across.Percent)}
	}
	// One series says in the title and on the axis what it is.
	if len(drawn.Series) == 1 {
		native.Legend.Position = "none"
	}
	colors := chart.Light().Series
	for i, series := range ranges.series {
		fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(colors[i%len(colors)])}}
		line := excelize.ChartSeries{
			Name: series.name, Categories: ranges.categories, Values: series.values, Fill: fill,
			Line:   excelize.LineOptions{Width: 2.25},
			Marker: excelize.ChartMarker{Symbol: "circle", Size: 6, Fill: fill},
		}
		switch native.Type {
		case excelize.Scatter:
			// Dots alone: a line between schools would mean nothing.
			line.Categories, line.Line = series.across, excelize.LineOptions{Type: excelize.LineNone}
		case excelize.Pie:
			line.Fill = excelize.Fill{}
		}
		native.Series = append(native.Series, line)
	}
	return native
}

func chartWords(words string, size float64, bold bool) excelize.ChartTitle {
	if words == "" {
		return excelize.ChartTitle{}
	}
	font := &excelize.Font{Size: size, Bold: bold, Color: inkColor}
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cellText(words), Font: font}}}
}

// axisFormat is how the numbers on the value axis are written: without the
// decimals of money and counts, which would only be zeros there.
func axisFormat(drawn *chart.Chart) string {
	if drawn.Percent {
		return formatOf(0, true, false)
	}
	largest := 0.0
	for _, series := range drawn.Series {
		for _, point := range series.Points {
			if plottable(point) {
				largest = max(largest, point.Value, -point.Value)
			}
		}
	}
	if largest < 10 {
		return formatOf(min(drawn.Decimals, 2), false, true)
	}
	return formatOf(0, false, true)
}

func hex(c color.RGBA) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

// writeChartData writes the plotted numbers, and nothing else, on a sheet: a
// row for each category, a column for each series. Where nothing is plotted
// the cell is empty.
func (b *workbook) writeChartData(drawn *chart.Chart) (chartRanges, error) {
	const heading, first = 3, 4
	sheet := b.names.chartData
	last := first + len(drawn.Categories) - 1
	if err := b.setWords(sheet, 1, 1, "The numbers that the chart draws. An empty cell is withheld or missing: nothing is drawn there.", look{color: mutedColor, align: "left"}); err != nil {
		return chartRanges{}, err
	}
	if err := b.setWords(sheet, 1, heading, drawn.CategoryTitle, look{bold: true, align: "left", bottom: strongRule}); err != nil {
		return chartRanges{}, err
	}
	widest := textWidth(drawn.CategoryTitle, true)
	for i, category := range drawn.Categories {
		widest = max(widest, widestLine(category, false))
		if err := b.setWords(sheet, 1, first+i, category, look{align: "left", bottom: lightRule}); err != nil {
			return chartRanges{}, err
		}
	}
	if err := b.file.SetColWidth(sheet, "A", "A", min(widest+cellPadding, widestText)); err != nil {
		return chartRanges{}, err
	}
	ranges := chartRanges{categories: reference(sheet, place{1, first}, place{1, last})}
	column := 1
	for _, series := range drawn.Series {
		found := seriesRange{}
		if kind, _ := chart.Settled(drawn); kind == chart.Scatter {
			column++
			across := *drawn
			across.Decimals, across.Percent = drawn.Across.Decimals, drawn.Across.Percent
			if err := b.writeSeries(&across, chart.Series{Name: drawn.Across.Title, Points: series.Across}, column, heading); err != nil {
				return chartRanges{}, err
			}
			found.across = reference(sheet, place{column, first}, place{column, last})
		}
		column++
		if err := b.writeSeries(drawn, series, column, heading); err != nil {
			return chartRanges{}, err
		}
		name := place{column, heading}
		found.name = reference(sheet, name, name)
		found.values = reference(sheet, place{column, first}, place{column, last})
		ranges.series = append(ranges.series, found)
	}
	return ranges, nil
}

// writeSeries writes the column of one series.
func (b *workbook) writeSeries(drawn *chart.Chart, series chart.Series, column, heading int) error {
	sheet := b.names.chartData
	if err := b.setWords(sheet, column, heading, series.Name, look{bold: true, align: "right", wrap: true, bottom: strongRule}); err != nil {
		return err
	}
	widest := min(widestHeader, textWidth(series.Name, true))
	for i, point := range series.Points[:min(len(series.Points), len(drawn.Categories))] {
		cell, err := excelize.CoordinatesToCellName(column, heading+1+i)
		if err != nil {
			return err
		}
		if plottable(point) {
			if err := b.file.SetCellFloat(sheet, cell, point.Value, -1, 64); err != nil {
				return err
			}
			widest = max(widest, textWidth(point.Text, false))
		}
		if err := b.setStyle(sheet, cell, look{align: "right", bottom: lightRule, format: formatOf(drawn.Decimals, drawn.Percent, !drawn.Percent)}); err != nil {
			return err
		}
	}
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return err
	}
	return b.file.SetColWidth(sheet, name, name, max(narrowestColumn, widest+cellPadding))
}

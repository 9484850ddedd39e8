package html

import (
	"html/template"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// looks are the two palettes and the classes by which the style sheet picks
// one.
func looks() map[string]chart.Palette {
	return map[string]chart.Palette{"light": chart.Light(), "dark": chart.Dark()}
}

// withClass gives an SVG element a class.
func withClass(svg []byte, class string) template.HTML {
	return template.HTML(strings.Replace(string(svg), "<svg ", `<svg class="`+class+`" `, 1))
}

// tileCharts draws a chart for the width of its tile and for a phone.
func tileCharts(c *chart.Chart, columns int) []template.HTML {
	if c == nil || c.Kind == chart.None {
		return nil
	}
	// The tile's title stands above it already.
	untitled := *c
	untitled.Title = ""
	c = &untitled
	var drawn []template.HTML
	for _, size := range []struct {
		name  string
		width int
	}{{"wide", max(400, 1000*columns/reports.GridColumns)}, {"narrow", 340}} {
		for _, look := range []string{"light", "dark"} {
			height := int(chart.Height(c, float64(size.width)))
			drawn = append(drawn, withClass(chart.SVG(c, size.width, height, looks()[look]), size.name+" "+look))
		}
	}
	return drawn
}

// figurePictures draws what goes with a number: its trend, its scale, or the
// parts it is made of.
func figurePictures(section *reports.Section) []template.HTML {
	figure := section.Figure
	if figure == nil {
		return nil
	}
	name := figure.Label + ": " + figure.Number.Text
	var draw func(chart.Canvas, chart.Palette)
	width, height := 240, 56
	switch {
	case section.Kind == reports.GaugeTile && len(figure.Bands) > 0:
		width, height = 300, 170
		draw = func(canvas chart.Canvas, palette chart.Palette) {
			chart.DrawGauge(reports.GaugeOf(figure), canvas, float64(width), float64(height), palette)
		}
	case section.Kind == reports.BudgetTile && len(figure.Parts) > 1:
		width, height = 400, 30
		draw = func(canvas chart.Canvas, palette chart.Palette) {
			chart.DrawShares(reports.SharesOf(figure), canvas, float64(width), float64(height), palette)
		}
	case figure.Trend != nil:
		name += ", " + strings.Join(figure.Trend.Categories, ", ")
		draw = func(canvas chart.Canvas, palette chart.Palette) {
			chart.DrawSparkline(figure.Trend, canvas, float64(width), float64(height), palette)
		}
	default:
		return nil
	}
	var drawn []template.HTML
	for _, look := range []string{"light", "dark"} {
		svg := chart.FigureSVG(name, width, height, func(canvas chart.Canvas) { draw(canvas, looks()[look]) })
		drawn = append(drawn, withClass(svg, "picture "+look))
	}
	return drawn
}

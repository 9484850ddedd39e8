package app

import (
	"image/color"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// discard is a chart's canvas that draws nothing: it serves to learn where the
// marks of a chart are.
type discard struct{}

var _ chart.Canvas = discard{}

// Rectangle draws nothing.
func (discard) Rectangle(chart.Box, color.RGBA) {}

// Line draws nothing.
func (discard) Line([]chart.XY, chart.Stroke) {}

// Polygon draws nothing.
func (discard) Polygon([]chart.XY, color.RGBA) {}

// Circle draws nothing.
func (discard) Circle(chart.XY, float64, color.RGBA, chart.Stroke) {}

// Text draws nothing.
func (discard) Text(chart.XY, string, chart.TextStyle) {}

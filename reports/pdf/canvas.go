package pdf

import (
	"image/color"
	"strings"

	"github.com/schoolbench/schoolbench/assets/fonts"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// canvas is a part of a page on which a chart is drawn.
type canvas struct {
	*painter
	x, y float64
}

func (c chartItem) paint(p *painter) {
	chart.Draw(c.chart.Legible(p.faces.can), canvas{p, c.x, c.y}, c.width, c.height, chart.Light())
	// Joints and dashes are the chart's alone.
	p.pdf.SetLineJoinStyle("miter")
	p.pdf.SetLineCapStyle("butt")
	p.pdf.SetDashPattern(nil, 0)
}

// Rectangle fills a box.
func (c canvas) Rectangle(box chart.Box, fill color.RGBA) {
	c.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
	c.pdf.Rect(c.x+box.X, c.y+box.Y, box.Width, box.Height, "F")
}

// Line draws a line through these places.
func (c canvas) Line(places []chart.XY, stroke chart.Stroke) {
	if len(places) < 2 || stroke.Width <= 0 {
		return
	}
	c.stroke(stroke)
	c.pdf.MoveTo(c.x+places[0].X, c.y+places[0].Y)
	for _, at := range places[1:] {
		c.pdf.LineTo(c.x+at.X, c.y+at.Y)
	}
	c.pdf.DrawPath("D")
}

// Polygon fills the area inside these places.
func (c canvas) Polygon(places []chart.XY, fill color.RGBA) {
	if len(places) < 3 {
		return
	}
	c.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
	c.pdf.MoveTo(c.x+places[0].X, c.y+places[0].Y)
	for _, at := range places[1:] {
		c.pdf.LineTo(c.x+at.X, c.y+at.Y)
	}
	c.pdf.ClosePath()
	c.pdf.DrawPath("F")
}

// Circle fills a circle and draws its edge.
func (c canvas) Circle(centre chart.XY, radius float64, fill color.RGBA, edge chart.Stroke) {
	style := "F"
	if edge.Width > 0 {
		c.stroke(edge)
		style = "FD"
	}
	c.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
	c.pdf.Circle(c.x+centre.X, c.y+centre.Y, radius, style)
}

// Text writes one line of text.
func (c canvas) Text(at chart.XY, text string, style chart.TextStyle) {
	text = fonts.Visual(strings.ReplaceAll(c.faces.clean(text), "\n", " "), c.faces.can)
	x := c.x + at.X
	switch style.Anchor {
	case chart.Middle:
		x -= c.faces.width(text, style.Size, style.Bold) / 2
	case chart.End:
		x -= c.faces.width(text, style.Size, style.Bold)
	}
	c.text(text, x, c.y+at.Y, textStyle{size: style.Size, bold: style.Bold, color: style.Color})
}

func (c canvas) stroke(stroke chart.Stroke) {
	c.pdf.SetDrawColor(int(stroke.Color.R), int(stroke.Color.G), int(stroke.Color.B))
	c.pdf.SetLineWidth(stroke.Width)
	c.pdf.SetLineJoinStyle("round")
	c.pdf.SetDashPattern(stroke.Dash, 0)
}

var _ chart.Canvas = canvas{}

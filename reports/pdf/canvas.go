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
	// clear leaves out what a chart paints behind itself: paper is white.
	clear bool
	// scale makes everything on it smaller; 0 is as large as it says.
	scale float64
}

func (c canvas) size(of float64) float64 {
	if c.scale == 0 {
		return of
	}
	return of * c.scale
}

func (c chartItem) paint(p *painter) {
	scale := c.scale
	if scale == 0 {
		scale = 1
	}
	if c.of != nil {
		p.tags.begin(c.of)
		defer p.tags.end()
	}
	chart.Draw(c.chart.Legible(p.faces.can), canvas{p, c.x, c.y, true, scale}, c.width/scale, c.height/scale, chart.Light())
	// Joints and dashes are the chart's alone.
	p.pdf.SetLineJoinStyle("miter")
	p.pdf.SetLineCapStyle("butt")
	p.pdf.SetDashPattern(nil, 0)
}

// Rectangle fills a box.
func (c canvas) Rectangle(box chart.Box, fill color.RGBA) {
	if c.clear && fill == chart.Light().Background {
		return
	}
	c.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
	c.pdf.Rect(c.x+c.size(box.X), c.y+c.size(box.Y), c.size(box.Width), c.size(box.Height), "F")
}

// Line draws a line through these places.
func (c canvas) Line(places []chart.XY, stroke chart.Stroke) {
	if len(places) < 2 || stroke.Width <= 0 {
		return
	}
	c.stroke(stroke)
	c.pdf.MoveTo(c.x+c.size(places[0].X), c.y+c.size(places[0].Y))
	for _, at := range places[1:] {
		c.pdf.LineTo(c.x+c.size(at.X), c.y+c.size(at.Y))
	}
	c.pdf.DrawPath("D")
}

// Polygon fills the area inside these places.
func (c canvas) Polygon(places []chart.XY, fill color.RGBA) {
	if len(places) < 3 {
		return
	}
	c.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
	c.pdf.MoveTo(c.x+c.size(places[0].X), c.y+c.size(places[0].Y))
	for _, at := range places[1:] {
		c.pdf.LineTo(c.x+c.size(at.X), c.y+c.size(at.Y))
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
	c.pdf.Circle(c.x+c.size(centre.X), c.y+c.size(centre.Y), c.size(radius), style)
}

// Text writes one line of text.
func (c canvas) Text(at chart.XY, text string, style chart.TextStyle) {
	text = fonts.Visual(strings.ReplaceAll(c.faces.clean(text), "\n", " "), c.faces.can)
	x := c.x + c.size(at.X)
	style.Size = c.size(style.Size)
	switch style.Anchor {
	case chart.Middle:
		x -= c.faces.width(text, style.Size, style.Bold) / 2
	case chart.End:
		x -= c.faces.width(text, style.Size, style.Bold)
	}
	c.text(text, x, c.y+c.size(at.Y), textStyle{size: style.Size, bold: style.Bold, color: style.Color})
}

func (c canvas) stroke(stroke chart.Stroke) {
	c.pdf.SetDrawColor(int(stroke.Color.R), int(stroke.Color.G), int(stroke.Color.B))
	c.pdf.SetLineWidth(c.size(stroke.Width))
	c.pdf.SetLineJoinStyle("round")
	c.pdf.SetDashPattern(stroke.Dash, 0)
}

var _ chart.Canvas = canvas{}

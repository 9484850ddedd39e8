package chart

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
)

// Tone is what a stretch of a scale means.
type Tone uint8

// The tones. Plain means nothing in particular.
const (
	Plain Tone = iota
	Good
	Watch
	Act
)

// Gauge is one number on a scale.
type Gauge struct {
	Text  string // the number as people read it
	Value float64
	Known bool // false draws no needle
	Bands []GaugeBand
	// Target is marked on the scale, if HasTarget.
	Target     float64
	HasTarget  bool
	TargetText string
	// LowText and HighText stand at the ends of the scale.
	LowText, HighText string
}

// GaugeBand is a stretch of the scale.
type GaugeBand struct {
	From, To float64
	Label    string
	Tone     Tone
}

// Span is where the scale begins and ends.
func (g Gauge) Span() (low, high float64) {
	if len(g.Bands) == 0 {
		return 0, 1
	}
	low, high = g.Bands[0].From, g.Bands[0].To
	for _, band := range g.Bands {
		low, high = min(low, band.From), max(high, band.To)
	}
	if !(high > low) {
		high = low + 1
	}
	return low, high
}

// toneColor is the colour of a tone. They differ in lightness too.
func (p Palette) toneColor(tone Tone) color.RGBA {
	switch tone {
	case Good:
		return p.Series[2]
	case Watch:
		return p.Series[1]
	case Act:
		return p.Series[4]
	}
	return p.Axis
}

// figureLettering is the size of the words at a gauge or a small line.
const figureLettering = 8.5

// DrawGauge draws the dial of a number that stands in words beside it: the
// bands with what they mean, the target, the needle and the ends of the scale.
// A number beyond an end stands at that end; its text says what it is.
func DrawGauge(g Gauge, canvas Canvas, width, height float64, palette Palette) {
	const edge, lettering = 10.0, 10.0
	radius := math.Min(width/2-edge-30, height-edge-34)
	if radius < 12 || len(palette.Series) < 5 {
		return
	}
	low, high := g.Span()
	c := &Chart{Kind: Dial, Bands: g.Bands}
	if g.HasTarget {
		c.Target = &g.Target
	}
	d := &sketch{chart: c, canvas: canvas, palette: palette, width: width, height: height}
	s := scale{low: low, high: high}
	centre := XY{width / 2, edge + lettering + radius}
	d.dial(s, sound(Point{Value: g.Value, Known: g.Known}), centre, radius)
	muted := TextStyle{Size: figureLettering, Color: palette.Muted, Anchor: Middle}
	ring := radius * (1 + dialHole) / 2
	d.textIfFree(XY{centre.X - ring, centre.Y + 13}, g.LowText, muted)
	d.textIfFree(XY{centre.X + ring, centre.Y + 13}, g.HighText, muted)
	for _, band := range g.Bands {
		d.bandLabel(band, (angle(s, band.From)+angle(s, band.To))/2, centre, radius)
	}
}

// bandLabel writes what a band means, outside the ring at its middle.
func (d *sketch) bandLabel(band GaugeBand, turn float64, centre XY, radius float64) {
	place := XY{centre.X + (radius+6)*math.Cos(turn), centre.Y + (radius+6)*math.Sin(turn)}
	style := TextStyle{Size: figureLettering, Color: d.palette.Muted, Anchor: Middle}
	room := d.width - 4
	switch cos := math.Cos(turn); {
	case cos > 0.35:
		style.Anchor, room = Start, d.width-place.X-2
	case cos < -0.35:
		style.Anchor, room = End, place.X-2
	}
	d.textIfFree(place, Fit(band.Label, style.Size, false, room), style)
}

// DrawSparkline draws the first series of a chart as a line without axes, with
// its last number as a dot and the first and last category beneath.
func DrawSparkline(c *Chart, canvas Canvas, width, height float64, palette Palette) {
	const side, foot = 5.0, 14.0
	if c == nil || len(c.Series) == 0 || len(c.Categories) < 2 || len(palette.Series) == 0 {
		return
	}
	d := &sketch{chart: c, canvas: canvas, palette: palette, width: width, height: height}
	if !d.lastKnown(0).Known {
		return
	}
	d.sparkline(0, Box{X: side, Y: 1, Width: width - 2*side, Height: height - foot - 1})
	half := width/2 - side - 2
	style := TextStyle{Size: figureLettering, Color: palette.Muted, Anchor: Start}
	d.textIfFree(XY{side, height - 3}, Fit(c.Categories[0], style.Size, false, half), style)
	style.Anchor = End
	d.textIfFree(XY{width - side, height - 3}, Fit(c.Categories[len(c.Categories)-1], style.Size, false, half), style)
}

// Share is a part of a whole, as a fraction of it.
type Share struct {
	Label, Text string
	Fraction    float64
}

// DrawShares draws parts of a whole as one level bar with a line at the whole.
// Parts that come to more than the whole run over that line.
func DrawShares(parts []Share, canvas Canvas, width, height float64, palette Palette) {
	used := 0.0
	for _, part := range parts {
		used += max(0, part.Fraction)
	}
	scale := (width - 4) / max(1, used)
	const top = 3.0
	bar := height - 2*top
	canvas.Rectangle(Box{2, top, scale, bar}, palette.Grid)
	x := 2.0
	for i, part := range parts {
		long := max(0, part.Fraction) * scale
		if long > 0 {
			canvas.Rectangle(Box{x, top, long, bar}, palette.color([]int{0, 3, 5, 7}[i%4]))
		}
		x += long
	}
	canvas.Line([]XY{{2 + scale, 0}, {2 + scale, height}}, Stroke{Color: palette.Text, Width: 1.6})
}

// FigureSVG draws something on an SVG element of width by height points that
// scales with the page. The name is what screen readers say.
func FigureSVG(name string, width, height int, draw func(Canvas)) []byte {
	canvas := &svgCanvas{}
	draw(canvas)
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s"`, width, height, width, height, escaped(name))
	out.WriteString(` font-family="'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif">`)
	out.Write(canvas.body.Bytes())
	out.WriteString("</svg>")
	return out.Bytes()
}

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

// DrawGauge draws a half circle from the low end on the left to the high end on
// the right, with a needle. A number beyond an end stands at that end; its text
// says what it is.
func DrawGauge(g Gauge, canvas Canvas, width, height float64, palette Palette) {
	const edge, lettering = 10.0, 10.0
	radius := min(width/2-edge-30, height-edge-34)
	if radius < 12 || len(palette.Series) < 5 {
		return
	}
	thick := radius * 0.2
	centre := XY{width / 2, edge + lettering + radius}
	low, high := g.Span()
	angle := func(value float64) float64 {
		return math.Pi * (1 - (min(max(value, low), high)-low)/(high-low))
	}
	at := func(turn, distance float64) XY {
		return XY{centre.X + distance*math.Cos(turn), centre.Y - distance*math.Sin(turn)}
	}
	middle := radius - thick/2
	bands := g.Bands
	if len(bands) == 0 {
		bands = []GaugeBand{{From: low, To: high}}
	}
	for i, band := range bands {
		from, to := angle(band.From), angle(band.To)
		gap := 0.0
		if i > 0 {
			gap = 1.5 / middle // a sliver keeps the bands apart in grey
		}
		arc(canvas, at, from-gap, to, radius-thick, radius, palette.toneColor(band.Tone))
		if band.Label == "" {
			continue
		}
		turn := (from + to) / 2
		place := at(turn, radius+6)
		anchor := Middle
		switch {
		case math.Cos(turn) > 0.35:
			anchor = Start
		case math.Cos(turn) < -0.35:
			anchor = End
		}
		room := width/2 - 4
		if anchor == Start {
			room = width - place.X - 2
		} else if anchor == End {
			room = place.X - 2
		}
		canvas.Text(place, Fit(band.Label, 8.5, false, room), TextStyle{Size: 8.5, Color: palette.Muted, Anchor: anchor})
	}
	if g.HasTarget {
		turn := angle(g.Target)
		canvas.Line([]XY{at(turn, radius-thick-3), at(turn, radius+3)}, Stroke{Color: palette.Text, Width: 2})
	}
	canvas.Text(XY{centre.X - middle, centre.Y + 13}, g.LowText, TextStyle{Size: 8.5, Color: palette.Muted, Anchor: Middle})
	canvas.Text(XY{centre.X + middle, centre.Y + 13}, g.HighText, TextStyle{Size: 8.5, Color: palette.Muted, Anchor: Middle})
	if g.Known && !math.IsNaN(g.Value) {
		turn := angle(g.Value)
		canvas.Line([]XY{centre, at(turn, radius-thick-4)}, Stroke{Color: palette.Text, Width: 2.6})
		canvas.Circle(centre, 4.5, palette.Text, Stroke{})
	}
}

// arc fills a part of a ring. A canvas fills upright boxes and circles only, so
// it is drawn as thin spokes side by side.
func arc(canvas Canvas, at func(turn, distance float64) XY, from, to, inner, outer float64, fill color.RGBA) {
	steps := max(2, int(math.Ceil((from-to)*outer/1.2)))
	step := (from - to) / float64(steps)
	for i := range steps {
		turn := from - step*(float64(i)+0.5)
		canvas.Line([]XY{at(turn, inner), at(turn, outer)}, Stroke{Color: fill, Width: step*outer + 0.5})
	}
}

// DrawSparkline draws the first series of a chart as a line without axes, with
// its last number as a dot and the first and last category beneath.
func DrawSparkline(c *Chart, canvas Canvas, width, height float64, palette Palette) {
	if c == nil || len(c.Series) == 0 || len(c.Categories) < 2 {
		return
	}
	points := c.Series[0].Points
	low, high, known := math.Inf(1), math.Inf(-1), false
	for _, point := range points {
		if point.Known && !math.IsNaN(point.Value) && !math.IsInf(point.Value, 0) {
			low, high, known = min(low, point.Value), max(high, point.Value), true
		}
	}
	if !known {
		return
	}
	const side, top, foot = 5.0, 6.0, 14.0
	plot := Box{side, top, width - 2*side, height - top - foot}
	place := func(i int) XY {
		share := 0.5
		if high > low {
			share = (points[i].Value - low) / (high - low)
		}
		return XY{plot.X + plot.Width*float64(i)/float64(max(1, len(points)-1)), plot.Y + plot.Height*(1-share)}
	}
	var line []XY
	flush := func() {
		if len(line) > 1 {
			canvas.Line(line, Stroke{Color: palette.Series[0], Width: 2})
		} else if len(line) == 1 {
			canvas.Circle(line[0], 2, palette.Series[0], Stroke{})
		}
		line = nil
	}
	last := -1
	for i, point := range points {
		if !point.Known {
			flush()
			continue
		}
		line = append(line, place(i))
		last = i
	}
	flush()
	canvas.Circle(place(last), 3.2, palette.Series[0], Stroke{Color: palette.Background, Width: 1})
	half := width/2 - side - 2
	style := TextStyle{Size: 8.5, Color: palette.Muted, Anchor: Start}
	canvas.Text(XY{side, height - 3}, Fit(c.Categories[0], style.Size, false, half), style)
	style.Anchor = End
	canvas.Text(XY{width - side, height - 3}, Fit(c.Categories[len(c.Categories)-1], style.Size, false, half), style)
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

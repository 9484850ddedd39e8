package chart

import (
	"image/color"
	"math"
)

// dialHole is how much of a dial's radius is inside its ring.
const dialHole = 0.68

// gaugeGrid is how gauges stand: how many beside one another, on how many lines.
func gaugeGrid(gauges int, width, height float64) (columns, lines int) {
	gauges = max(1, gauges)
	best := 0.0
	for n := 1; n <= gauges; n++ {
		down := (gauges + n - 1) / n
		if size := math.Min(width/float64(n), 1.5*height/float64(down)); size > best*1.001 {
			best, columns, lines = size, n, down
		}
	}
	return max(1, columns), max(1, lines)
}

// gauges draw each number on a scale of its whole range, as on a speedometer,
// with the bands that say what it means. The scale is even and starts where
// the range does, so that the needle tells the truth.
func (d *sketch) gauges() {
	scale := d.gaugeScale()
	d.bandNames(scale)
	type each struct{ series, category int }
	var numbers []each
	d.each(func(series, category int, point Point) {
		if point.Known || point.Withheld {
			numbers = append(numbers, each{series, category})
		}
	})
	columns, lines := gaugeGrid(len(numbers), d.right-d.left, d.bottom-d.top)
	width, height := (d.right-d.left)/float64(columns), (d.bottom-d.top)/float64(lines)
	d.layout.Plot = Box{X: d.left, Y: d.top, Width: d.right - d.left, Height: d.bottom - d.top}
	for i, number := range numbers {
		room := Box{X: d.left + width*float64(i%columns), Y: d.top + height*float64(i/columns), Width: width, Height: height}
		d.gauge(scale, number.series, number.category, room, len(numbers) > 1)
	}
}

// gaugeScale is the range that all gauges of the chart share.
func (d *sketch) gaugeScale() scale {
	if r := d.chart.Range; r != nil && r.High > r.Low && !math.IsInf(r.High-r.Low, 0) {
		return niceEnds(r.Low, r.High)
	}
	low, high := 0.0, 0.0
	cover := func(value float64) {
		if !math.IsNaN(value) && !math.IsInf(value, 0) {
			low, high = math.Min(low, tamed(value)), math.Max(high, tamed(value))
		}
	}
	d.each(func(_, _ int, point Point) {
		if point.Known {
			cover(point.Value)
		}
	})
	for _, band := range d.chart.Bands {
		cover(band.From)
		cover(band.To)
	}
	if d.chart.Target != nil {
		cover(*d.chart.Target)
	}
	if d.chart.Percent && low == 0 && high <= 1 {
		return niceEnds(0, 1)
	}
	nice := niceScale(low, high, 5, d.wholeSteps())
	return niceEnds(nice.low, nice.high)
}

func niceEnds(low, high float64) scale {
	return scale{low: tamed(low), high: tamed(high), step: niceScale(low, high, 4, false).step}
}

// angle is where a number lies on the dial, from pi at its left end to 2 pi.
func angle(s scale, value float64) float64 {
	share := (tamed(value) - s.low) / (s.high - s.low)
	return math.Pi + math.Pi*math.Max(0, math.Min(1, share))
}

// bandNames say over the dials what the bands mean.
func (d *sketch) bandNames(s scale) {
	if len(d.chart.Bands) == 0 || d.bottom-d.top < 120 {
		return
	}
	x, y := d.left, d.top+legendSize
	for i, band := range d.chart.Bands {
		name := s.tickText(band.From, d.chart.Percent) + " to " + s.tickText(band.To, d.chart.Percent)
		if band.Label != "" {
			name = band.Label + ": " + name
		}
		name = Fit(name, legendSize, false, d.right-d.left-swatch-6)
		width := swatch + 6 + Measure(name, legendSize, false)
		if x > d.left && x+width > d.right {
			x, y = d.left, y+legendSize*1.6
		}
		if y > d.top+(d.bottom-d.top)*0.35 {
			break
		}
		d.canvas.Rectangle(Box{X: x, Y: y - swatch + 1, Width: swatch, Height: swatch}, d.bandColor(i))
		d.textIfFree(XY{x + swatch + 6, y}, name, TextStyle{Size: legendSize, Color: d.palette.Text})
		x += width + 18
	}
	d.top = y + 10
}

// bandColor is the colour of what a band means; bands that mean nothing in
// particular share one colour in steps of lightness. Their names and limits are
// written in any case.
func (d *sketch) bandColor(band int) color.RGBA {
	if tone := d.chart.Bands[band].Tone; tone != Plain {
		return d.palette.toneColor(tone)
	}
	if len(d.chart.Bands) < 2 {
		return d.shade(0.15)
	}
	return d.shade(0.05 + 0.7*float64(band)/float64(len(d.chart.Bands)-1))
}

// gauge draws one dial.
func (d *sketch) gauge(s scale, series, category int, room Box, named bool) {
	point := d.point(series, category)
	beneath := 36.0
	if d.someCounted() {
		beneath += labelSize * 1.3
	}
	if named {
		beneath += labelSize * 1.4
	}
	if d.chart.Target != nil {
		beneath += labelSize * 1.3
	}
	radius := math.Min((room.Width-40)/2, room.Height-beneath-18)
	radius = math.Min(radius, 150)
	if radius < 18 {
		d.described(series, category, point.Text, d.onCanvas(room), func() {})
		d.textIfFree(XY{room.X + room.Width/2, room.Y + room.Height/2}, Fit(point.Text, labelSize, true, room.Width), TextStyle{Size: labelSize, Bold: true, Color: d.palette.Text, Anchor: Middle})
		return
	}
	slack := math.Max(0, room.Height-radius-beneath-18)
	centre := XY{room.X + room.Width/2, room.Y + 14 + slack/2 + radius}
	words := point.Text
	if point.Withheld {
		words = d.chart.say("withheld")
	}
	box := Box{X: centre.X - radius, Y: centre.Y - radius, Width: 2 * radius, Height: radius}
	d.described(series, category, words, box, func() { d.dial(s, point, centre, radius) })
	d.dialWords(s, point, series, category, centre, radius, room, named)
}

// someCounted reports whether n stands beneath any of the dials.
func (d *sketch) someCounted() bool {
	some := false
	d.each(func(_, _ int, point Point) { some = some || point.Known && point.N > 0 })
	return some
}

// dial draws the ring with its bands, the target, the interval and the needle.
func (d *sketch) dial(s scale, point Point, centre XY, radius float64) {
	inner := radius * dialHole
	d.canvas.Polygon(sector(centre, inner, radius, math.Pi, 2*math.Pi), d.palette.Grid)
	for i, band := range d.chart.Bands {
		start, end := angle(s, band.From), angle(s, band.To)
		if end > start {
			d.canvas.Polygon(sector(centre, inner, radius, start, end), d.bandColor(i))
		}
	}
	spoke := func(at, from, to float64, stroke Stroke) {
		cos, sin := math.Cos(at), math.Sin(at)
		d.canvas.Line([]XY{{centre.X + from*cos, centre.Y + from*sin}, {centre.X + to*cos, centre.Y + to*sin}}, stroke)
	}
	for _, band := range d.chart.Bands {
		spoke(angle(s, band.From), inner, radius, Stroke{Color: d.palette.Background, Width: 1.4})
	}
	if target := d.chart.Target; target != nil && !math.IsNaN(*target) {
		spoke(angle(s, *target), inner-4, radius+5, Stroke{Color: d.palette.Text, Width: 2, Dash: []float64{4, 2}})
	}
	if point.Withheld {
		size := math.Min(30, inner*0.5)
		d.hatch(Box{X: centre.X - size/2, Y: centre.Y - size - 2, Width: size, Height: size})
		return
	}
	if point.Interval {
		d.innerArc(centre, inner-4, angle(s, point.Low), angle(s, point.High))
	}
	at := angle(s, point.Value)
	if !point.Known {
		return
	}
	if len(d.chart.Bands) == 0 {
		// Without bands the ring is filled up to the number.
		d.canvas.Polygon(sector(centre, inner, radius, angle(s, math.Max(s.low, math.Min(0, s.high))), at), d.palette.color(0))
	}
	cos, sin := math.Cos(at), math.Sin(at)
	tip, base := radius*0.94, math.Max(2.5, radius*0.035)
	d.canvas.Polygon([]XY{
		{centre.X + tip*cos, centre.Y + tip*sin},
		{centre.X - base*sin, centre.Y + base*cos},
		{centre.X + base*sin, centre.Y - base*cos},
	}, d.palette.Text)
	d.canvas.Circle(centre, base*1.7, d.palette.Text, Stroke{})
}

// innerArc draws a thin line along the inside of a ring.
func (d *sketch) innerArc(centre XY, radius, start, end float64) {
	line := sector(centre, 0, radius, start, end)
	line = line[:len(line)-1]
	d.canvas.Line(line, Stroke{Color: d.palette.Text, Width: 1.4})
}

// dialWords write the ends of the scale, the limits of the bands, the number
// and whose it is.
func (d *sketch) dialWords(s scale, point Point, series, category int, centre XY, radius float64, room Box, named bool) {
	muted := TextStyle{Size: valueSize, Color: d.palette.Muted, Anchor: Middle}
	ring := radius * (1 + dialHole) / 2
	for _, end := range []struct{ x, value float64 }{{centre.X - ring, s.low}, {centre.X + ring, s.high}} {
		d.textIfFree(XY{end.x, centre.Y + valueSize + 4}, s.tickText(end.value, d.chart.Percent), muted)
	}
	for i, band := range d.chart.Bands {
		if i > 0 && band.From > s.low && band.From < s.high {
			d.dialLimit(s, band.From, centre, radius)
		}
	}
	y := centre.Y + 30
	text, size := point.Text, 18.0
	if point.Withheld {
		text = d.chart.say("withheld")
	}
	if Measure(text, size, true) > room.Width-8 {
		size = labelSize + 1
	}
	d.textIfFree(XY{centre.X, y}, Fit(text, size, true, room.Width-8), TextStyle{Size: size, Bold: true, Color: d.palette.Text, Anchor: Middle})
	y += labelSize * 1.5
	line := func(text string, color color.RGBA) {
		if d.textIfFree(XY{centre.X, y}, Fit(text, labelSize, false, room.Width-8), TextStyle{Size: labelSize, Color: color, Anchor: Middle}) {
			y += labelSize * 1.3
		}
	}
	if named {
		name := d.chart.Categories[category]
		if len(d.chart.Categories) == 1 {
			name = d.chart.Series[series].Name
		}
		line(name, d.palette.Text)
	}
	if words := d.bandOf(point); words != "" && !named {
		line(words, d.palette.Text)
	}
	if point.Known && (point.Value < s.low || point.Value > s.high) {
		line(d.chart.say("beyond the scale"), d.palette.Text)
	}
	if point.Known && point.N > 0 {
		line(countText(point.N), d.palette.Muted)
	}
	if d.chart.Target != nil {
		line(d.chart.say("target %s", d.numberText(*d.chart.Target)), d.palette.Muted)
	}
}

// dialLimit writes where a band begins, outside the ring.
func (d *sketch) dialLimit(s scale, value float64, centre XY, radius float64) {
	at := angle(s, value)
	place := XY{centre.X + (radius+7)*math.Cos(at), centre.Y + (radius+7)*math.Sin(at)}
	style := TextStyle{Size: valueSize, Color: d.palette.Muted, Anchor: Middle}
	switch cos := math.Cos(at); {
	case cos < -0.25:
		style.Anchor = End
	case cos > 0.25:
		style.Anchor = Start
	}
	d.textIfFree(XY{place.X, place.Y + valueSize*0.2}, s.tickText(value, d.chart.Percent), style)
}

// bandOf is what a number means.
func (d *sketch) bandOf(point Point) string {
	if !point.Known {
		return ""
	}
	for i, band := range d.chart.Bands {
		if point.Value >= band.From && (point.Value < band.To || i == len(d.chart.Bands)-1 && point.Value <= band.To) {
			return band.Label
		}
	}
	return ""
}

package chart

import "math"

// scatter draws a dot for each category: one measure upwards, the other
// across. What is withheld lies in a strip along the axis that it has no place
// on.
func (d *sketch) scatter() {
	if d.chart.Across.Title != "" && d.bottom-d.top > 100 {
		title := Fit(d.chart.say("%s (across)", d.chart.Across.Title), labelSize, false, d.right-d.left)
		d.text(XY{(d.left + d.right) / 2, d.bottom - 1}, title, TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Middle})
		d.bottom -= labelSize * 1.7
	}
	f := d.upAxisFrame(labelSize*1.25 + 8)
	low, high := d.spanAcross()
	whole := d.chart.Across.Decimals == 0 && !d.chart.Across.Percent
	across := niceScale(low, high, max(2, min(8, int(f.plot.Width/80))), whole)
	ticks := across.ticks()
	inset := 0.0
	if len(ticks) > 0 {
		inset = Measure(across.tickText(ticks[len(ticks)-1], d.chart.Across.Percent), labelSize, false) / 2
	}
	across.from, across.to = f.plot.X+8, f.plot.X+f.plot.Width-math.Max(8, inset)
	d.levelAxis(across, f.plot, d.chart.Across.Percent)

	radius := 4.2
	if len(d.chart.Categories)*len(d.chart.Series) > 80 {
		radius = 3
	}
	var dots []scatterDot
	d.each(func(series, category int, up Point) {
		level := d.across(series, category)
		switch {
		case up.Known && level.Known:
			at := XY{across.place(level.Value), f.axis.place(up.Value)}
			dots = append(dots, scatterDot{at, category})
			d.described(series, category, level.Text+" across, "+up.Text+" upwards", around(at, 6), func() { d.dot(at, radius, series) })
		case up.Known && level.Withheld, up.Withheld && level.Known, up.Withheld && level.Withheld:
			box := Box{X: f.plot.X, Y: f.plot.Y + f.plot.Height - 8, Width: 8, Height: 8}
			if up.Known {
				box.Y = f.axis.place(up.Value) - 4
			}
			if level.Known {
				box.X = across.place(level.Value) - 4
			}
			d.described(series, category, d.chart.say("withheld"), box, func() { d.hatch(box) })
		}
	})
	d.nameDots(f, dots, radius)
}

type scatterDot struct {
	at       XY
	category int
}

// nameDots writes the names of the dots where they touch neither one another
// nor a dot. Those with no room stay without: pointing at a dot names it.
func (d *sketch) nameDots(f frame, dots []scatterDot, radius float64) {
	if len(dots) > 120 {
		return
	}
	style := TextStyle{Size: valueSize, Color: d.palette.Text}
	for _, dot := range dots {
		name := Fit(d.chart.Categories[dot.category], valueSize, false, 120)
		for _, place := range []struct {
			dx, dy float64
			anchor Anchor
		}{{radius + 3, 3.2, Start}, {-radius - 3, 3.2, End}, {0, -radius - 3, Middle}, {0, radius + 10, Middle}} {
			at := XY{dot.at.X + place.dx, dot.at.Y + place.dy}
			style.Anchor = place.anchor
			box := textBox(at, name, style)
			roomy := Box{X: box.X - 3, Y: box.Y - 1, Width: box.Width + 6, Height: box.Height + 2}
			if !d.free(roomy) || box.X < f.plot.X+2 || box.X+box.Width > f.plot.X+f.plot.Width || box.Y < f.plot.Y-6 || box.Y+box.Height > f.plot.Y+f.plot.Height || covers(box, dots, radius) {
				continue
			}
			if d.textIfFree(at, name, style) {
				break
			}
		}
	}
}

func covers(box Box, dots []scatterDot, radius float64) bool {
	for _, dot := range dots {
		if box.Overlaps(around(dot.at, radius)) {
			return true
		}
	}
	return false
}

// spanAcross is what the level axis of a scatter chart has to cover.
func (d *sketch) spanAcross() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	d.each(func(series, category int, _ Point) {
		if point := d.across(series, category); point.Known {
			low, high = math.Min(low, tamed(point.Value)), math.Max(high, tamed(point.Value))
		}
	})
	if low > high {
		return 0, 1
	}
	if low < 0.6*high || low == high {
		low = math.Min(low, 0)
	}
	if low == high || high < 0 && high > 0.6*low {
		high = math.Max(high, 0)
	}
	return low, high
}

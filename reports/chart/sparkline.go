package chart

import "math"

// sparklines draw a small line for each series between its name and its last
// number. Each has a scale of its own, since they show shapes.
func (d *sketch) sparklines() {
	names, values := 0.0, 0.0
	for _, series := range d.shown {
		names = math.Max(names, Measure(d.chart.Series[series].Name, labelSize, false))
		values = math.Max(values, Measure(d.lastKnown(series).Text, labelSize, true))
	}
	names = math.Min(names, (d.right-d.left)*0.34)
	values = math.Min(values, (d.right-d.left)*0.25)
	plot := Box{X: d.left + names + 12, Y: d.top + labelSize*1.6, Width: d.right - d.left - names - values - 26}
	plot.Height = d.bottom - plot.Y
	if plot.Width < 40 || len(d.chart.Categories) == 0 {
		d.quiet("Too small to draw.")
		return
	}
	d.layout.Plot = plot
	last := len(d.chart.Categories) - 1
	style := TextStyle{Size: valueSize, Color: d.palette.Muted}
	d.textIfFree(XY{plot.X, d.top + valueSize}, Fit(d.chart.Categories[0], valueSize, false, plot.Width*0.48), style)
	style.Anchor = End
	d.textIfFree(XY{plot.X + plot.Width, d.top + valueSize}, Fit(d.chart.Categories[last], valueSize, false, plot.Width*0.48), style)
	slot := plot.Height / math.Max(1, float64(len(d.shown)))
	every := max(1, int(math.Ceil(labelSize*1.15/slot)))
	for i, series := range d.shown {
		row := Box{X: plot.X, Y: plot.Y + slot*float64(i), Width: plot.Width, Height: slot}
		d.sparkline(series, row)
		if i%every != 0 {
			continue
		}
		middle := row.Y + slot/2 + labelSize*0.35
		d.textIfFree(XY{d.left, middle}, Fit(d.chart.Series[series].Name, labelSize, false, names), TextStyle{Size: labelSize, Color: d.palette.Text})
		d.textIfFree(XY{d.right, middle}, Fit(d.lastKnown(series).Text, labelSize, true, values), TextStyle{Size: labelSize, Bold: true, Color: d.palette.Text, Anchor: End})
	}
}

// lastKnown is the last number of a series.
func (d *sketch) lastKnown(series int) Point {
	for category := len(d.chart.Categories) - 1; category >= 0; category-- {
		if point := d.point(series, category); point.Known {
			return point
		}
	}
	return Point{}
}

func (d *sketch) sparkline(series int, row Box) {
	low, high := math.Inf(1), math.Inf(-1)
	for category := range d.chart.Categories {
		if point := d.point(series, category); point.Known {
			low, high = math.Min(low, tamed(point.Value)), math.Max(high, tamed(point.Value))
		}
	}
	inset := math.Min(5, row.Height*0.2)
	low, high = sparklineSpan(low, high)
	axis := scale{low: low, high: high, from: row.Y + row.Height - inset, to: row.Y + inset}
	step := row.Width / math.Max(1, float64(len(d.chart.Categories)-1))
	place := func(category int) XY {
		return XY{row.X + step*float64(category), axis.place(d.point(series, category).Value)}
	}
	known := func(category int) bool { return d.point(series, category).Known }
	stroke := Stroke{Color: d.palette.color(0), Width: 1.6}
	for _, run := range runs(len(d.chart.Categories), known) {
		var line []XY
		for category := run[0]; category <= run[1]; category++ {
			line = append(line, place(category))
		}
		if len(line) == 1 {
			d.canvas.Circle(line[0], 1.6, stroke.Color, Stroke{})
			continue
		}
		d.canvas.Line(line, stroke)
	}
	last := -1
	for category := range d.chart.Categories {
		point := d.point(series, category)
		switch {
		case point.Withheld:
			at := XY{row.X + step*float64(category), row.Y + row.Height/2}
			box := around(at, math.Min(3.5, row.Height/2))
			d.described(series, category, d.chart.say("withheld"), box, func() { d.hatch(box) })
		case point.Known:
			last = category
			box := Box{X: place(category).X - step/2, Y: row.Y, Width: step, Height: row.Height}
			d.described(series, category, point.Text, d.onCanvas(box), func() {})
		}
	}
	if last >= 0 {
		d.canvas.Circle(place(last), math.Min(3, row.Height*0.3), d.palette.Text, Stroke{})
	}
}

// sparklineSpan is what a sparkline's height stands for: from the smallest to
// the largest number, and at least a tenth of their size around their middle,
// so that a change of one in a hundred does not look like a fall from top to
// bottom. Numbers that are all equal make a level line in the middle.
func sparklineSpan(low, high float64) (from, to float64) {
	if low > high {
		return 0, 1 // no number is known
	}
	middle, least := low/2+high/2, math.Max(math.Abs(low), math.Abs(high))/10
	if least == 0 {
		return -1, 1
	}
	if high-low >= least {
		return low, high
	}
	return middle - least/2, middle + least/2
}

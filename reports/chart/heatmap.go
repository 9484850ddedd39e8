package chart

import (
	"image/color"
	"math"
)

// heatMap draws a shaded field for each category and series, the number in it
// where there is room, and the scale of the shades beneath.
func (d *sketch) heatMap() {
	d.low, d.high = d.plainSpan()
	columns := float64(max(1, len(d.shown)))
	named := len(d.chart.Series) > 1
	if named {
		d.top += labelSize*1.2*float64(d.columnNameLines()-1) + 2
	}
	f := d.lyingPlot(labelSize * 2.4)
	width := f.plot.Width / columns
	if named {
		d.columnNames(f, width)
	}
	gap := math.Min(1.5, math.Min(width, f.slot)*0.12)
	d.each(func(series, category int, point Point) {
		box := Box{X: f.plot.X + width*float64(d.place(series)), Y: f.plot.Y + f.slot*float64(category), Width: width - gap, Height: f.slot - gap}
		at := XY{box.X + box.Width/2, box.Y + box.Height/2 + valueSize*0.35}
		roomy := box.Height > valueSize+1
		switch {
		case point.Withheld:
			d.described(series, category, d.chart.say("withheld"), grown(box), func() { d.hatchWithStar(box) })
		case point.Known:
			fill := d.heat(point.Value)
			d.described(series, category, point.Text, grown(box), func() { d.canvas.Rectangle(box, fill) })
			if roomy && Measure(point.Text, valueSize, false) < box.Width-4 {
				d.textIfFree(at, point.Text, TextStyle{Size: valueSize, Color: inkOn(fill), Anchor: Middle})
			}
		}
	})
	d.heatScale(f)
}

// plainSpan is the smallest and the largest number.
func (d *sketch) plainSpan() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	d.each(func(_, _ int, point Point) {
		if point.Known {
			low, high = math.Min(low, tamed(point.Value)), math.Max(high, tamed(point.Value))
		}
	})
	if low > high {
		return 0, 0
	}
	return low, high
}

// heat is the shade of a number. Numbers below zero have a colour of their
// own, whenever there are some.
func (d *sketch) heat(value float64) color.RGBA {
	value = tamed(value)
	if d.low < 0 {
		reach := math.Max(math.Abs(d.low), math.Abs(d.high))
		if value < 0 {
			return d.counterShade(-value / reach)
		}
		return d.shade(value / reach)
	}
	if d.high <= d.low {
		return d.shade(0.4)
	}
	return d.shade((value - d.low) / (d.high - d.low))
}

// columnNameLines is how many lines the names of the series take.
func (d *sketch) columnNameLines() int {
	room := (d.right-d.left)*0.8/float64(max(1, len(d.shown))) - 4
	for _, series := range d.shown {
		if Measure(d.chart.Series[series].Name, labelSize, false) > room {
			return 2
		}
	}
	return 1
}

// columnNames writes the names of the series over their columns, on two lines
// at most; where they have no room, every second, third, ... is named.
func (d *sketch) columnNames(f frame, width float64) {
	every := 1
	for every < len(d.shown) && width*float64(every) < 34 {
		every++
	}
	for i := 0; i < len(d.shown); i += every {
		name := d.chart.Series[d.shown[i]].Name
		lines := Wrap(name, labelSize, false, width*float64(every)-4, 2)
		x := f.plot.X + width*(float64(i)+0.5)
		for k, line := range lines {
			y := f.plot.Y - 5 - labelSize*1.2*float64(len(lines)-1-k)
			d.textIfFree(XY{x, y}, line, TextStyle{Size: labelSize, Color: d.palette.Text, Anchor: Middle})
		}
	}
}

// heatScale draws the shades from the smallest to the largest number.
func (d *sketch) heatScale(f frame) {
	if d.low == 0 && d.high == 0 || f.plot.Height < 40 {
		return
	}
	const steps = 24
	low, high := d.numberText(d.low), d.numberText(d.high)
	y := f.plot.Y + f.plot.Height + labelSize*1.1
	style := TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Start}
	x := f.plot.X
	if d.low == d.high {
		d.textIfFree(XY{x, y + labelSize*0.8}, d.chart.say("All are %s.", low), style)
		return
	}
	start := x + Measure(low, labelSize, false) + 8
	width := math.Min(160, f.plot.X+f.plot.Width-start-Measure(high, labelSize, false)-8)
	if width < 30 {
		return
	}
	d.textIfFree(XY{x, y + labelSize*0.8}, low, style)
	for i := range steps {
		value := d.low + (d.high-d.low)*(float64(i)+0.5)/steps
		d.canvas.Rectangle(Box{X: start + width*float64(i)/steps, Y: y, Width: width / steps, Height: 8}, d.heat(value))
	}
	d.textIfFree(XY{start + width + 8, y + labelSize*0.8}, high, style)
}

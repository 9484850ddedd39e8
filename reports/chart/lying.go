package chart

import (
	"math"
	"strings"
)

// namesTooLong reports whether the categories' names do not fit beneath
// upright bars, even on two lines.
func (d *sketch) namesTooLong() bool {
	slot := d.slotGuess() - 6
	for _, label := range d.chart.Categories {
		lines := Wrap(label, labelSize, false, slot, 2)
		if strings.Join(lines, " ") != strings.Join(strings.Fields(label), " ") {
			return true
		}
	}
	return false
}

// wantsLyingBars reports whether bars should lie, so that long names can be
// read, and whether there is height for them.
func (d *sketch) wantsLyingBars() bool {
	return d.namesTooLong() && (d.bottom-d.top-30)/float64(len(d.chart.Categories)) >= 12.5
}

// lying draws bars from left to right, the categories one beneath the other.
func (d *sketch) lying(low, high float64) {
	if d.chart.CategoryTitle != "" && d.bottom-d.top > 100 {
		d.text(XY{d.left, d.top + labelSize - 4}, Fit(d.chart.CategoryTitle, labelSize, false, d.right-d.left), TextStyle{Size: labelSize, Color: d.palette.Muted})
		d.top += labelSize*1.5 - 2
	}
	names := 0.0
	for _, label := range d.chart.Categories {
		names = math.Max(names, Measure(label, labelSize, false))
	}
	names = math.Min(names, (d.right-d.left)*0.4)
	plot := Box{X: d.left + names + 8, Y: d.top, Height: d.bottom - labelSize*1.6 - d.top}
	plot.Width = d.right - plot.X
	slot := plot.Height / float64(len(d.chart.Categories))
	shape := d.barShape(slot)

	// Values beside the bars need room beyond the longest one on either side.
	labelled, rightRoom, leftRoom := d.lyingValueRoom(shape.thickness)
	if plot.Width-rightRoom-leftRoom < 60 {
		labelled, rightRoom, leftRoom = false, 0, 0
	}
	axis := niceScale(low, high, max(2, min(6, int((plot.Width-rightRoom-leftRoom)/80))), d.wholeSteps())
	axis = axis.trimmed(low, high)
	ticks := axis.ticks()
	lastTick := Measure(axis.tickText(ticks[len(ticks)-1], d.chart.Percent), labelSize, false) / 2
	axis.from, axis.to = plot.X+leftRoom, plot.X+plot.Width-math.Max(rightRoom, lastTick)
	d.layout.Plot = plot

	for _, tick := range ticks {
		x := axis.place(tick)
		stroke := Stroke{Color: d.palette.Grid, Width: 1}
		if tick == 0 {
			stroke.Color = d.palette.Axis
		}
		d.canvas.Line([]XY{{x, plot.Y}, {x, plot.Y + plot.Height}}, stroke)
		d.textIfFree(XY{x, plot.Y + plot.Height + labelSize*1.4}, axis.tickText(tick, d.chart.Percent), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Middle})
	}
	for i, label := range d.chart.Categories {
		y := plot.Y + slot*(float64(i)+0.5)
		d.text(XY{plot.X - 8, y + labelSize*0.35}, Fit(label, labelSize, false, names), TextStyle{Size: labelSize, Color: d.palette.Text, Anchor: End})
	}
	d.lyingBars(axis, plot, slot, shape, labelled)
}

// lyingValueRoom tells whether values are written beside the bars, and how
// much room they take on the right and on the left.
func (d *sketch) lyingValueRoom(thickness float64) (labelled bool, right, left float64) {
	if d.kind == Stacked || thickness < valueSize-1 {
		return false, 0, 0
	}
	d.each(func(_, _ int, point Point) {
		room := Measure(point.Text, valueSize, false) + 6
		switch {
		case !point.Known:
		case point.Value < 0:
			left = math.Max(left, room)
		default:
			right = math.Max(right, room)
		}
	})
	return true, right, left
}

func (d *sketch) lyingBars(axis scale, plot Box, slot float64, shape shape, labelled bool) {
	zero := axis.place(0)
	sums := make([]float64, len(d.chart.Categories))
	d.each(func(series, category int, point Point) {
		y := plot.Y + slot*float64(category) + shape.offset(series)
		if point.Withheld {
			box := Box{X: zero, Y: y, Width: 9, Height: shape.thickness}
			d.described(series, category, "withheld", grown(box), func() {
				if d.kind != Stacked || sums[category] == 0 {
					d.hatch(box)
					d.textIfFree(XY{box.X + 13, y + shape.thickness/2 + valueSize*0.5}, "*", TextStyle{Size: valueSize, Color: d.palette.Muted})
				}
			})
			return
		}
		if !point.Known {
			return
		}
		value := tamed(point.Value)
		from, to := zero, axis.place(value)
		if d.kind == Stacked {
			from = axis.place(sums[category])
			sums[category] = tamed(sums[category] + value)
			to = axis.place(sums[category])
		}
		box := Box{X: math.Min(from, to), Y: y, Width: math.Abs(from - to), Height: shape.thickness}
		d.described(series, category, point.Text, grown(box), func() { d.lyingBar(box, series) })
		middle := y + shape.thickness/2 + valueSize*0.35
		switch {
		case d.kind == Stacked:
			if box.Height > valueSize+1 && Measure(point.Text, valueSize, false) < box.Width-6 {
				d.text(XY{box.X + box.Width/2, middle}, point.Text, TextStyle{Size: valueSize, Color: inkOn(d.palette.color(series)), Anchor: Middle})
			}
		case labelled && value < 0:
			d.textIfFree(XY{box.X - 4, middle}, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text, Anchor: End})
		case labelled:
			d.textIfFree(XY{box.X + box.Width + 4, middle}, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text})
		}
	})
}

func (d *sketch) lyingBar(box Box, series int) {
	if box.Height <= 0 || box.Width <= 0 {
		return
	}
	d.canvas.Rectangle(box, d.palette.color(series))
	if d.kind == Stacked && box.Width > 3 {
		d.canvas.Line([]XY{{box.X + box.Width, box.Y}, {box.X + box.Width, box.Y + box.Height}}, Stroke{Color: d.palette.Background, Width: 0.8})
	}
}

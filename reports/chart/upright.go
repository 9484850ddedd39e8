package chart

import "math"

// upright draws a chart whose categories run from left to right: upright bars,
// or lines.
func (d *sketch) upright(low, high float64, lines bool) {
	if d.chart.CategoryTitle != "" && d.bottom-d.top > 100 {
		d.text(XY{(d.left + d.right) / 2, d.bottom - 1}, Fit(d.chart.CategoryTitle, labelSize, false, d.right-d.left), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Middle})
		d.bottom -= labelSize * 1.7
	}
	labelLines := d.uprightLabelLines()
	axisRoom := labelSize*1.25*float64(labelLines) + 8
	plotBottom := d.bottom - axisRoom
	axis := niceScale(low, high, max(2, min(6, int((plotBottom-d.top)/46))), d.wholeSteps())
	axis.from, axis.to = plotBottom, d.top
	if lines && low > 0 && low-axis.low < axis.step/4 && axis.low >= axis.step {
		// The lowest point does not lie on the edge.
		axis.low -= axis.step
	}
	widest := 0.0
	for _, tick := range axis.ticks() {
		widest = math.Max(widest, Measure(axis.tickText(tick, d.chart.Percent), labelSize, false))
	}
	plot := Box{X: d.left + widest + 8, Y: d.top, Height: plotBottom - d.top}
	plot.Width = d.right - plot.X
	d.layout.Plot = plot

	// The grid lies behind everything and the zero line before it.
	for _, tick := range axis.ticks() {
		y := axis.place(tick)
		stroke := Stroke{Color: d.palette.Grid, Width: 1}
		if tick == 0 {
			stroke.Color = d.palette.Axis
		}
		d.canvas.Line([]XY{{plot.X, y}, {plot.X + plot.Width, y}}, stroke)
		d.textIfFree(XY{plot.X - 8, y + labelSize*0.35}, axis.tickText(tick, d.chart.Percent), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: End})
	}
	slot := plot.Width / float64(len(d.chart.Categories))
	d.uprightLabels(plot, slot, labelLines)
	if lines {
		d.lines(axis, plot, slot)
	} else {
		d.uprightBars(axis, plot, slot)
	}
}

// wholeSteps reports whether a fraction on the axis would be absurd.
func (d *sketch) wholeSteps() bool { return d.chart.Decimals == 0 && !d.chart.Percent }

// uprightLabelLines is 2 when some label needs a second line and all then fit.
func (d *sketch) uprightLabelLines() int {
	slot := d.slotGuess() - 6
	lines := 1
	for _, label := range d.chart.Categories {
		if Measure(label, labelSize, false) > slot && len(Wrap(label, labelSize, false, slot, 2)) > 1 {
			lines = 2
		}
	}
	return lines
}

// slotGuess is the room for one category before the axis is known.
func (d *sketch) slotGuess() float64 {
	return (d.right - d.left - 44) / math.Max(1, float64(len(d.chart.Categories)))
}

// uprightLabels writes the categories beneath the plot. Where they do not fit,
// only every second, third, ... is written.
func (d *sketch) uprightLabels(plot Box, slot float64, lines int) {
	every := 1
	for every < len(d.chart.Categories) && slot*float64(every) < d.labelNeed(lines, slot*float64(every)) {
		every++
	}
	style := TextStyle{Size: labelSize, Color: d.palette.Text, Anchor: Middle}
	for i := 0; i < len(d.chart.Categories); i += every {
		x := plot.X + slot*(float64(i)+0.5)
		room := slot*float64(every) - 6
		// The outermost labels must stay on the canvas.
		room = math.Min(room, 2*math.Min(x-2, d.width-2-x))
		for k, line := range Wrap(d.chart.Categories[i], labelSize, false, room, lines) {
			d.text(XY{x, plot.Y + plot.Height + 6 + labelSize + float64(k)*labelSize*1.25}, line, style)
		}
	}
}

// labelNeed is the room that a label wants to be read: all of it, or as much
// as tells it from others.
func (d *sketch) labelNeed(lines int, room float64) float64 {
	need := 0.0
	for _, label := range d.chart.Categories {
		width := Measure(label, labelSize, false)
		if lines > 1 && len(Wrap(label, labelSize, false, room-6, 2)) > 1 {
			width /= 2
		}
		need = math.Max(need, width)
	}
	return math.Min(need, 84) + 6
}

func (d *sketch) uprightBars(axis scale, plot Box, slot float64) {
	shape := d.barShape(slot)
	labelled := d.valuesFit(shape.thickness+shape.gap, slot)
	sums := make([]float64, len(d.chart.Categories))
	zero := axis.place(0)
	var after []func() // value labels lie over all bars
	d.each(func(series, category int, point Point) {
		x := plot.X + slot*float64(category) + shape.offset(series)
		if point.Withheld {
			d.withheldUpright(series, category, Box{X: x, Y: zero - 9, Width: shape.thickness, Height: 9}, sums[category] == 0 || d.kind != Stacked)
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
		box := Box{X: x, Y: math.Min(from, to), Width: shape.thickness, Height: math.Abs(from - to)}
		d.described(series, category, point.Text, grown(box), func() { d.bar(box, series) })
		switch {
		case d.kind == Stacked:
			if box.Height > valueSize+5 && Measure(point.Text, valueSize, false) < box.Width-4 {
				d.text(XY{box.X + box.Width/2, box.Y + box.Height/2 + valueSize*0.35}, point.Text, TextStyle{Size: valueSize, Color: inkOn(d.palette.color(series)), Anchor: Middle})
			}
		case labelled:
			at := XY{box.X + box.Width/2, box.Y - 4}
			if value < 0 {
				at.Y = box.Y + box.Height + valueSize + 2
			}
			after = append(after, func() {
				d.textIfFree(at, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text, Anchor: Middle})
			})
		}
	})
	for _, label := range after {
		label()
	}
}

// withheldUpright draws the mark for a withheld number on the zero line. In a
// stack that has begun there is no place of its own, and only the star is
// drawn.
func (d *sketch) withheldUpright(series, category int, box Box, framed bool) {
	d.described(series, category, "withheld", grown(box), func() {
		if framed {
			d.hatch(box)
			d.textIfFree(XY{box.X + box.Width/2, box.Y - 1}, "*", TextStyle{Size: valueSize, Color: d.palette.Muted, Anchor: Middle})
		}
	})
}

// bar fills one bar; a bar too thin to see keeps a hair's breadth, except at
// zero, which has no length.
func (d *sketch) bar(box Box, series int) {
	if box.Height <= 0 || box.Width <= 0 {
		return
	}
	d.canvas.Rectangle(box, d.palette.color(series))
	if d.kind == Stacked && box.Height > 3 && box.Width > 3 {
		// A hair of background parts the pieces of a stack.
		d.canvas.Line([]XY{{box.X, box.Y}, {box.X + box.Width, box.Y}}, Stroke{Color: d.palette.Background, Width: 0.8})
	}
}

// grown is a box large enough to be pointed at.
func grown(box Box) Box {
	if extra := 8 - box.Height; extra > 0 {
		box.Y, box.Height = box.Y-extra/2, 8
	}
	if extra := 6 - box.Width; extra > 0 {
		box.X, box.Width = box.X-extra/2, 6
	}
	return box
}

// shape is how bars stand in the room of a category.
type shape struct {
	thickness, gap, start float64
	stacked               bool
}

func (d *sketch) barShape(slot float64) shape {
	abreast := float64(len(d.chart.Series))
	if d.kind == Stacked {
		abreast = 1
	}
	s := shape{stacked: d.kind == Stacked}
	if abreast > 1 && slot*0.76/abreast > 6 {
		s.gap = 1.5
	}
	s.thickness = math.Max(0.5, math.Min(mostBar, (slot*0.76-s.gap*(abreast-1))/abreast))
	used := s.thickness*abreast + s.gap*(abreast-1)
	s.start = (slot - used) / 2
	return s
}

func (s shape) offset(series int) float64 {
	if s.stacked {
		return s.start
	}
	return s.start + float64(series)*(s.thickness+s.gap)
}

// valuesFit reports whether every value can be written at its bar.
func (d *sketch) valuesFit(room, slot float64) bool {
	if d.kind == Stacked || len(d.chart.Categories)*len(d.chart.Series) > 32 {
		return false
	}
	if len(d.chart.Series) == 1 {
		room = slot - 4
	}
	fits := true
	d.each(func(_, _ int, point Point) {
		fits = fits && (!point.Known || Measure(point.Text, valueSize, false) <= room)
	})
	return fits
}

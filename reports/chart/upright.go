package chart

import "math"

// frame is the part of a chart inside its axes.
type frame struct {
	axis scale
	plot Box
	slot float64 // the room of a category, across or down
}

// middle is where the middle of a category lies.
func (f frame) middle(category int) float64 { return f.slot * (float64(category) + 0.5) }

// uprightFrame draws the axes of a chart whose categories run from left to
// right.
func (d *sketch) uprightFrame() frame {
	if d.chart.CategoryTitle != "" && d.bottom-d.top > 100 && d.kind != SmallMultiples {
		d.text(XY{(d.left + d.right) / 2, d.bottom - 1}, Fit(d.chart.CategoryTitle, labelSize, false, d.right-d.left), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Middle})
		d.bottom -= labelSize * 1.7
	}
	lines := d.uprightLabelLines()
	plot := d.upAxisFrame(labelSize*1.25*float64(lines+d.countLines()) + 8)
	d.uprightLabels(plot.plot, plot.slot, lines)
	return plot
}

// upAxisFrame draws the upright axis with its grid, and leaves this much room
// for labels beneath it.
func (d *sketch) upAxisFrame(beneath float64) frame {
	plotBottom := d.bottom - beneath
	axis := niceScale(d.low, d.high, max(2, min(6, int((plotBottom-d.top)/46))), d.wholeSteps())
	axis.from, axis.to = plotBottom, d.top
	if !d.plan.zero && d.low > 0 && d.low-axis.low < axis.step/4 && axis.low >= axis.step {
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
		d.canvas.Line([]XY{{plot.X, y}, {plot.X + plot.Width, y}}, d.gridStroke(tick))
		d.textIfFree(XY{plot.X - 8, y + labelSize*0.35}, axis.tickText(tick, d.chart.Percent), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: End})
	}
	return frame{axis: axis, plot: plot, slot: plot.Width / math.Max(1, float64(len(d.chart.Categories)))}
}

func (d *sketch) gridStroke(tick float64) Stroke {
	if tick == 0 {
		return Stroke{Color: d.palette.Axis, Width: 1}
	}
	return Stroke{Color: d.palette.Grid, Width: 1}
}

// wholeSteps reports whether a fraction on the axis would be absurd.
func (d *sketch) wholeSteps() bool { return d.chart.Decimals == 0 && !d.chart.Percent }

// countLines is how many lines n takes beneath the categories.
func (d *sketch) countLines() int {
	if d.counted {
		return 1
	}
	return 0
}

// uprightLabelLines is how many lines the labels need: 2 when some label needs
// a second one and has it, or 3 for the names of things, of which none is left
// out.
func (d *sketch) uprightLabelLines() int {
	slot := d.slotGuess() - 6
	most := 2
	if !d.maySkip() && d.bottom-d.top > 90 {
		most = 3
	}
	lines := 1
	for _, label := range d.chart.Categories {
		if Measure(label, labelSize, false) > slot {
			lines = max(lines, len(Wrap(label, labelSize, false, slot, most)))
		}
	}
	return lines
}

// maySkip reports whether a reader can tell the labels that are left out from
// those beside them: those of times and of the limits of numbers, but not names.
func (d *sketch) maySkip() bool {
	return d.chart.Times || d.kind == Histogram
}

// slotGuess is the room for one category before the axis is known.
func (d *sketch) slotGuess() float64 {
	return (d.right - d.left - 44) / math.Max(1, float64(len(d.chart.Categories)))
}

// uprightLabels writes the categories beneath the plot. Where they do not fit,
// only every second, third, ... time is written; names are shortened instead,
// down to their first letters.
func (d *sketch) uprightLabels(plot Box, slot float64, lines int) {
	every := 1
	need := func(room float64) float64 {
		if d.maySkip() {
			return d.labelNeed(lines, room)
		}
		return math.Min(d.labelNeed(lines, room), leastName)
	}
	for every < len(d.chart.Categories) && slot*float64(every) < need(slot*float64(every)) {
		every++
	}
	style := TextStyle{Size: labelSize, Color: d.palette.Text, Anchor: Middle}
	for i := 0; i < len(d.chart.Categories); i += every {
		x := plot.X + slot*(float64(i)+0.5)
		room := slot*float64(every) - math.Min(6, slot*0.12)
		// The outermost labels must stay on the canvas.
		room = math.Min(room, 2*math.Min(x-2, d.width-2-x))
		y := plot.Y + plot.Height + 6 + labelSize
		for _, line := range Wrap(d.chart.Categories[i], labelSize, false, room, lines) {
			d.textIfFree(XY{x, y}, line, style)
			y += labelSize * 1.25
		}
		if d.counted && every == 1 {
			text := countText(d.chart.Counts[i])
			if Measure(text, valueSize, false) <= room+4 {
				d.textIfFree(XY{x, y}, text, TextStyle{Size: valueSize, Color: d.palette.Muted, Anchor: Middle})
			}
		}
	}
}

// leastName is the room in which two letters and an ellipsis can be written.
// Bars closer to one another than that lie on their sides wherever there is
// height for it.
const leastName = 20.0

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

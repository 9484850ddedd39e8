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

// Rooms for the names of categories beneath one another.
const (
	easySlot  = 12.5 // names are read with ease
	leastSlot = 7.5  // names in the smallest type
	leastType = 6.5
)

// wantsLyingBars reports whether bars should lie, so that long names can be
// read, and whether there is height for them.
func (d *sketch) wantsLyingBars() bool {
	if !d.namesTooLong() {
		return false
	}
	slot := (d.bottom - d.top - lyingAxis) / float64(len(d.chart.Categories))
	return slot >= easySlot || slot >= leastSlot && d.slotGuess() < 3*leastName && !d.maySkip()
}

// lyingAxis is the room for the axis of lying bars and the title of their names.
const lyingAxis = 30.0

// LeastHeight is the height in points from which on every name of a chart with
// its names beneath one another is written in full size. It is 0 for charts
// whose names stand side by side.
func LeastHeight(c *Chart, width float64) float64 {
	d := &sketch{chart: c, width: width, height: 400, left: padding, right: width - padding}
	d.shown = d.all()
	d.kind, _ = Settled(c)
	d.plan = planOf(d.kind)
	switch d.kind {
	case Bar, Grouped, Stacked:
		if !d.namesTooLong() {
			return 0
		}
	case Boxes, DotPlot, Horizontal, Likert, HeatMap, FullStacked:
	default:
		return 0
	}
	height := 2*padding + legendSize*1.5 + 14 + lyingAxis + easySlot*float64(len(c.Categories))
	if len(c.Series) > 1 || d.hasWithheld() {
		height += legendSize * 1.65 * 2
	}
	if c.Note != "" || len(c.Counts) > 0 {
		height += noteSize*1.4 + 4
	}
	return height
}

// lyingPlot writes the categories' names one beneath the other at the left and
// returns what is left beside them, with room for an axis beneath.
func (d *sketch) lyingPlot(beneath float64) frame {
	if d.chart.CategoryTitle != "" && d.bottom-d.top > 100 {
		d.text(XY{d.left, d.top + labelSize - 4}, Fit(d.chart.CategoryTitle, labelSize, false, d.titleRoom()), TextStyle{Size: labelSize, Color: d.palette.Muted})
		d.top += labelSize*1.5 - 2
	}
	names, counts := 0.0, 0.0
	for i, label := range d.chart.Categories {
		names = math.Max(names, Measure(label, labelSize, false))
		if d.counted {
			counts = math.Max(counts, Measure(countText(d.chart.Counts[i]), valueSize, false)+8)
		}
	}
	if d.kind == HeatMap {
		// The title of the names stands on one line with those of the columns.
		names = math.Max(names, Measure(d.chart.CategoryTitle, labelSize, false))
	}
	names = math.Min(names, (d.right-d.left)*0.4-counts)
	plot := Box{X: d.left + names + counts + 8, Y: d.top, Height: d.bottom - beneath - d.top}
	plot.Width = d.right - plot.X
	d.layout.Plot = plot
	slot := plot.Height / math.Max(1, float64(len(d.chart.Categories)))
	size, every := d.lyingType(slot)
	for i := 0; i < len(d.chart.Categories); i += every {
		y := plot.Y + slot*(float64(i)+0.5) + size*0.35
		d.textIfFree(XY{plot.X - 8 - counts, y}, fitParts(d.chart.Categories[i], size, names), TextStyle{Size: size, Color: d.palette.Text, Anchor: End})
		if d.counted {
			d.textIfFree(XY{plot.X - 8, y}, countText(d.chart.Counts[i]), TextStyle{Size: math.Min(size, valueSize), Color: d.palette.Muted, Anchor: End})
		}
	}
	return frame{plot: plot, slot: slot}
}

// lyingType is the size in which names are written one beneath the other:
// smaller where they are many, before any of them is left out. Of times, every
// second, third, ... is named in full size.
func (d *sketch) lyingType(slot float64) (size float64, every int) {
	size = labelSize
	if !d.maySkip() {
		size = math.Max(leastType, math.Min(labelSize, slot/1.15))
	}
	return size, max(1, int(math.Ceil(size*1.15/slot-1e-9)))
}

// titleRoom is how wide the title over the categories' names may be.
func (d *sketch) titleRoom() float64 {
	if d.kind == HeatMap {
		return (d.right - d.left) * 0.4
	}
	return d.right - d.left
}

// lyingFrame draws the axes of a chart whose categories lie one beneath the
// other, with room for words beyond either end of the axis.
func (d *sketch) lyingFrame(leftRoom, rightRoom float64, trim bool) frame {
	f := d.lyingPlot(labelSize * 1.6)
	if f.plot.Width-rightRoom-leftRoom < 60 {
		rightRoom, leftRoom = 0, 0
	}
	f.axis = niceScale(d.low, d.high, max(2, min(6, int((f.plot.Width-rightRoom-leftRoom)/80))), d.wholeSteps())
	if trim {
		f.axis = f.axis.trimmed(d.low, d.high)
	}
	ticks := f.axis.ticks()
	lastTick := 0.0
	if len(ticks) > 0 {
		lastTick = Measure(f.axis.tickText(ticks[len(ticks)-1], d.chart.Percent), labelSize, false) / 2
	}
	f.axis.from, f.axis.to = f.plot.X+leftRoom, f.plot.X+f.plot.Width-math.Max(rightRoom, lastTick)
	d.levelAxis(f.axis, f.plot, d.chart.Percent)
	return f
}

// levelAxis draws the lines and numbers of an axis that runs from left to right.
func (d *sketch) levelAxis(axis scale, plot Box, percent bool) {
	for _, tick := range axis.ticks() {
		x := axis.place(tick)
		d.canvas.Line([]XY{{x, plot.Y}, {x, plot.Y + plot.Height}}, d.gridStroke(tick))
		d.textIfFree(XY{x, plot.Y + plot.Height + labelSize*1.4}, axis.tickText(tick, percent), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Middle})
	}
}

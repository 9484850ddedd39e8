package chart

import "math"

// panelColumns is how many panels stand beside one another.
func (d *sketch) panelColumns() int {
	return max(1, min(4, len(d.chart.Series), int((d.right-d.left)/190)))
}

// smallMultiples draws a small chart for each series, all to one scale: lines
// along times, and bars otherwise.
func (d *sketch) smallMultiples() {
	whole := Box{X: d.left, Y: d.top, Width: d.right - d.left, Height: d.bottom - d.top}
	columns := d.panelColumns()
	lines := int(math.Ceil(float64(len(d.chart.Series)) / float64(columns)))
	const gapAcross, gapDown = 14.0, 10.0
	width := (whole.Width - gapAcross*float64(columns-1)) / float64(columns)
	height := (whole.Height - gapDown*float64(lines-1)) / float64(lines)
	if width < 80 || height < 60 {
		d.kind, d.plan = HeatMap, planOf(HeatMap)
		d.heatMap()
		return
	}
	d.mono, d.counted = true, false
	lying, names := d.lyingPanels(width, height)
	if lying {
		width = (whole.Width - names - gapAcross*float64(columns)) / float64(columns)
	}
	for i := range d.chart.Series {
		d.shown = []int{i}
		d.left = whole.X + float64(i%columns)*(width+gapAcross)
		d.top = whole.Y + float64(i/columns)*(height+gapDown)
		if lying {
			d.left += names + gapAcross
		}
		d.right, d.bottom = d.left+width, d.top+height
		name := Fit(d.chart.Series[i].Name, labelSize, true, width)
		d.textIfFree(XY{d.left, d.top + labelSize}, name, TextStyle{Size: labelSize, Bold: true, Color: d.palette.Text})
		d.top += labelSize * 2.3
		if lying {
			d.lyingPanel(names, i%columns == 0)
			continue
		}
		f := d.uprightFrame()
		if d.chart.Times {
			d.lines(f)
		} else {
			d.uprightBars(f)
		}
	}
	d.shown, d.mono = d.all(), false
	d.left, d.right, d.top, d.bottom = whole.X, whole.X+whole.Width, whole.Y, whole.Y+whole.Height
	d.layout.Plot = whole
}

// lyingPanels reports whether the panels' bars should lie, with the names of
// the categories once on each line, and how wide those names are.
func (d *sketch) lyingPanels(width, height float64) (lying bool, names float64) {
	if d.chart.Times || (height-labelSize*4)/float64(len(d.chart.Categories)) < labelSize*1.15 {
		return false, 0
	}
	panel := *d
	panel.left, panel.right = 0, width
	if !panel.namesTooLong() {
		return false, 0
	}
	for _, label := range d.chart.Categories {
		names = math.Max(names, Measure(label, labelSize, false))
	}
	return true, math.Min(names, (d.right-d.left)*0.28)
}

// lyingPanel draws one panel of lying bars, with the categories' names to its
// left if it is the first of its line.
func (d *sketch) lyingPanel(names float64, first bool) {
	plot := Box{X: d.left, Y: d.top, Width: d.right - d.left, Height: d.bottom - d.top - labelSize*1.6}
	f := frame{plot: plot, slot: plot.Height / float64(len(d.chart.Categories))}
	labelled, right, left := d.lyingValueRoom(d.barShape(f.slot).thickness)
	if plot.Width-right-left < 40 {
		labelled, right, left = false, 0, 0
	}
	f.axis = niceScale(d.low, d.high, max(1, int((plot.Width-right-left)/60)), d.wholeSteps())
	f.axis.from, f.axis.to = plot.X+left, plot.X+plot.Width-math.Max(12, right)
	d.levelAxis(f.axis, plot, d.chart.Percent)
	if first {
		for i, label := range d.chart.Categories {
			at := XY{plot.X - 8, plot.Y + f.middle(i) + labelSize*0.35}
			d.textIfFree(at, fitParts(label, labelSize, names), TextStyle{Size: labelSize, Color: d.palette.Text, Anchor: End})
		}
	}
	d.lyingBars(f, labelled)
}

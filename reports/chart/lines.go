package chart

import "math"

// lineChart draws a line a series, named at its end where there is room.
func (d *sketch) lineChart() {
	names := d.makeRoomBeside()
	f := d.uprightFrame()
	d.lines(f)
	if names > 0 {
		d.nameLines(f, func(series int) (XY, bool) { return d.lastPlace(f, series) })
	}
}

// makeRoomBeside keeps room at the right for the names of the lines.
func (d *sketch) makeRoomBeside() float64 {
	if !d.beside {
		return 0
	}
	widest := 0.0
	for _, series := range d.chart.Series {
		widest = math.Max(widest, Measure(series.Name, labelSize, false))
	}
	d.right -= widest + 20
	return widest
}

// nameLines writes the names of the series beside the plot, each as near as
// may be to the end of its line, with a thread between the two.
func (d *sketch) nameLines(f frame, end func(series int) (XY, bool)) {
	var series []int
	var ends []XY
	var wanted []float64
	for i := range d.chart.Series {
		if at, has := end(i); has {
			series, ends, wanted = append(series, i), append(ends, at), append(wanted, at.Y)
		}
	}
	placed := apart(wanted, labelSize*1.3, f.plot.Y, f.plot.Y+f.plot.Height)
	right := f.plot.X + f.plot.Width
	for k, y := range placed {
		color := d.ink(series[k])
		d.canvas.Line([]XY{{ends[k].X + 5, ends[k].Y}, {right + 4, y}, {right + 12, y}}, Stroke{Color: color, Width: 1})
		d.textIfFree(XY{right + 15, y + labelSize*0.35}, d.chart.Series[series[k]].Name, TextStyle{Size: labelSize, Color: d.palette.Text})
	}
}

// linePlace is where a number of a line lies.
func linePlace(f frame, category int, value float64) XY {
	return XY{f.plot.X + f.middle(category), f.axis.place(value)}
}

// lastPlace is where a line ends.
func (d *sketch) lastPlace(f frame, series int) (XY, bool) {
	for category := len(d.chart.Categories) - 1; category >= 0; category-- {
		if point := d.point(series, category); point.Known {
			return linePlace(f, category, point.Value), true
		}
	}
	return XY{}, false
}

// lines draws a line a series. Where a number is not known the line is broken,
// and a number between two gaps is a dot of its own.
func (d *sketch) lines(f frame) {
	dots := f.slot >= 9
	for _, series := range d.shown {
		var run []XY
		stroke := Stroke{Color: d.ink(series), Width: 2.2, Dash: dashOf(series)}
		if d.mono {
			stroke.Dash = nil
		}
		end := func() {
			if len(run) > 1 {
				d.canvas.Line(run, stroke)
			} else if len(run) == 1 && !dots {
				d.canvas.Circle(run[0], 2, stroke.Color, Stroke{})
			}
			run = nil
		}
		for category := range d.chart.Categories {
			point := d.point(series, category)
			if !point.Known {
				end()
				continue
			}
			run = append(run, linePlace(f, category, point.Value))
		}
		end()
	}

	// Dots lie over every line, and values over the dots.
	d.each(func(series, category int, point Point) {
		at := linePlace(f, category, point.Value)
		switch {
		case point.Known:
			if point.Interval && f.slot >= 9 {
				d.interval(XY{at.X, f.axis.place(point.Low)}, XY{at.X, f.axis.place(point.High)})
			}
			d.described(series, category, point.Text, around(at, 6), func() {
				if dots {
					d.canvas.Circle(at, dotRadius, d.ink(series), Stroke{Color: d.palette.Background, Width: 1.2})
				}
			})
		case point.Withheld:
			d.withheldBeneath(f, series, category)
		}
	})
	if len(d.shown) == 1 && d.valuesFit(f.slot, f.slot) && len(d.chart.Categories) <= 16 {
		d.lineValues(f)
	}
}

// withheldBeneath draws the mark for a withheld number of a line at the foot
// of the plot. Marks of several series stand on one another.
func (d *sketch) withheldBeneath(f frame, series, category int) {
	before := 0
	for _, other := range d.shown {
		if other < series && d.point(other, category).Withheld {
			before++
		}
	}
	at := XY{f.plot.X + f.middle(category), f.plot.Y + f.plot.Height - 5 - 10*float64(before)}
	box := Box{X: at.X - 4, Y: math.Max(f.plot.Y, at.Y-4), Width: 8, Height: 9}
	d.described(series, category, d.chart.say("withheld"), box, func() {
		if f.slot >= 9 {
			d.hatch(box)
			d.star(XY{at.X + 6, box.Y + 8}, Start)
		}
	})
}

func (d *sketch) lineValues(f frame) {
	d.each(func(_, category int, point Point) {
		if !point.Known {
			return
		}
		at := linePlace(f, category, point.Value)
		above, below := at.Y, at.Y
		if point.Interval {
			above, below = math.Min(above, f.axis.place(point.High)), math.Max(below, f.axis.place(point.Low))
		}
		if at.Y = above - 8; d.isValley(category) && below+8+valueSize*1.8 < f.plot.Y+f.plot.Height {
			at.Y = below + 8 + valueSize*0.8
		}
		d.textIfFree(at, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text, Anchor: Middle})
	})
}

// isValley reports whether the line comes down to this number and goes up
// again, so that its value is better written beneath it.
func (d *sketch) isValley(category int) bool {
	if category == 0 || category == len(d.chart.Categories)-1 {
		return false
	}
	series := d.shown[0]
	before, here, after := d.point(series, category-1), d.point(series, category), d.point(series, category+1)
	return before.Known && after.Known && before.Value > here.Value && after.Value > here.Value
}

// dashOf tells lines apart without colour: the first few are solid, dashed and
// dotted in turn.
func dashOf(series int) []float64 {
	switch series % 4 {
	case 1:
		return []float64{7, 3}
	case 2:
		return []float64{2, 3}
	case 3:
		return []float64{9, 3, 2, 3}
	}
	return nil
}

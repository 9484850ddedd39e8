package chart

import "math"

// slopeEnds are the two numbers that a slope goes between, as the places of
// their points.
type slopeEnds struct {
	name     string
	from, to [2]int // series, category
}

// slope draws a line from a first number to a last one for each member, with
// names and numbers at both ends. Lines that fall are dashed.
func (d *sketch) slope() {
	slopes, first, last := d.slopes()
	if len(slopes) == 0 {
		d.quiet("There are no numbers to draw.")
		return
	}
	leftRoom, rightRoom := 0.0, 0.0
	for _, each := range slopes {
		leftRoom = math.Max(leftRoom, Measure(d.endText(each, each.from), labelSize, false))
		rightRoom = math.Max(rightRoom, Measure(d.endText(each, each.to), labelSize, false))
	}
	most := (d.right - d.left) * 0.36
	leftRoom, rightRoom = math.Min(leftRoom, most), math.Min(rightRoom, most)
	top := d.top + labelSize*1.9
	plot := Box{X: d.left + leftRoom + 12, Y: top, Height: d.bottom - top - 8}
	plot.Width = d.right - rightRoom - 12 - plot.X
	d.layout.Plot = plot
	low, high := d.slopeSpan(slopes)
	axis := scale{low: low, high: high, from: plot.Y + plot.Height - 4, to: plot.Y + 4}
	if d.hasWithheld() {
		axis.from -= 20 // what is withheld stands beneath the scale
	}
	heading := TextStyle{Size: labelSize, Bold: true, Color: d.palette.Text, Anchor: End}
	d.textIfFree(XY{plot.X, d.top + labelSize}, Fit(first, labelSize, true, leftRoom+12+plot.Width/2-6), heading)
	heading.Anchor = Start
	d.textIfFree(XY{plot.X + plot.Width, d.top + labelSize}, Fit(last, labelSize, true, rightRoom+12), heading)
	for _, x := range []float64{plot.X, plot.X + plot.Width} {
		d.canvas.Line([]XY{{x, plot.Y}, {x, plot.Y + plot.Height}}, Stroke{Color: d.palette.Grid, Width: 1})
	}
	for _, each := range slopes {
		from, to := d.point(each.from[0], each.from[1]), d.point(each.to[0], each.to[1])
		if from.Known && to.Known {
			stroke := Stroke{Color: d.palette.color(0), Width: 2}
			if to.Value < from.Value {
				stroke = Stroke{Color: d.palette.color(4), Width: 2, Dash: []float64{6, 3}}
			}
			d.canvas.Line([]XY{{plot.X, axis.place(from.Value)}, {plot.X + plot.Width, axis.place(to.Value)}}, stroke)
		}
	}
	d.slopeColumn(slopes, axis, plot.X, leftRoom, true)
	d.slopeColumn(slopes, axis, plot.X+plot.Width, rightRoom, false)
}

// slopes lists the lines and names both ends.
func (d *sketch) slopes() (found []slopeEnds, first, last string) {
	if slopesAlong(d.chart) {
		end := len(d.chart.Categories) - 1
		for i, series := range d.chart.Series {
			found = append(found, slopeEnds{series.Name, [2]int{i, 0}, [2]int{i, end}})
		}
		return found, d.chart.Categories[0], d.chart.Categories[end]
	}
	for i, category := range d.chart.Categories {
		found = append(found, slopeEnds{category, [2]int{0, i}, [2]int{1, i}})
	}
	return found, d.chart.Series[0].Name, d.chart.Series[1].Name
}

// slopeSpan covers both ends of all lines.
func (d *sketch) slopeSpan(slopes []slopeEnds) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, each := range slopes {
		for _, end := range [][2]int{each.from, each.to} {
			if point := d.point(end[0], end[1]); point.Known {
				low, high = math.Min(low, tamed(point.Value)), math.Max(high, tamed(point.Value))
			}
		}
	}
	if low > high {
		return 0, 1
	}
	if high-low <= math.Abs(high)*1e-9 {
		return math.Min(0, low), math.Max(low, math.Max(0, high)) + map[bool]float64{true: 1}[high <= 0 && low >= 0]
	}
	return low, high
}

// endText is what stands at the end of a line: whose it is and the number.
func (d *sketch) endText(each slopeEnds, end [2]int) string {
	point := d.point(end[0], end[1])
	switch {
	case point.Withheld:
		return each.name + "  *"
	case point.Known:
		return each.name + "  " + point.Text
	}
	return ""
}

// slopeColumn draws the dots and words at one end of all lines.
func (d *sketch) slopeColumn(slopes []slopeEnds, axis scale, x, room float64, left bool) {
	var ends []int
	var wanted []float64
	for i, each := range slopes {
		end := each.to
		if left {
			end = each.from
		}
		point := d.point(end[0], end[1])
		at := XY{x, axis.from + 18}
		switch {
		case point.Known:
			at.Y = axis.place(point.Value)
			d.described(end[0], end[1], point.Text, around(at, 6), func() { d.canvas.Circle(at, 3.4, d.palette.Text, Stroke{}) })
		case point.Withheld:
			box := around(at, 4)
			d.described(end[0], end[1], d.chart.say("withheld"), box, func() { d.hatch(box) })
		default:
			continue
		}
		ends, wanted = append(ends, i), append(wanted, at.Y)
	}
	placed := apart(wanted, labelSize*1.25, axis.to-6, d.layout.Plot.Y+d.layout.Plot.Height+2)
	for k, y := range placed {
		each := slopes[ends[k]]
		end, side, anchor := each.to, 1.0, Start
		if left {
			end, side, anchor = each.from, -1, End
		}
		if math.Abs(y-wanted[k]) > 3 {
			d.canvas.Line([]XY{{x + side*4, wanted[k]}, {x + side*9, y}}, Stroke{Color: d.palette.Axis, Width: 0.7})
		}
		// The number is kept whole, and the name gives way.
		text := d.endText(each, end)
		if over := Measure(text, labelSize, false) - room; over > 0 {
			number := text[len(each.name):]
			text = Fit(each.name, labelSize, false, room-Measure(number, labelSize, false)) + number
		}
		d.textIfFree(XY{x + side*11, y + labelSize*0.35}, Fit(text, labelSize, false, room), TextStyle{Size: labelSize, Color: d.palette.Text, Anchor: anchor})
	}
}

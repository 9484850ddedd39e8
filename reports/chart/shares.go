package chart

import "math"

// whole is what the parts of a category come to. It is not known where a part
// is withheld, unless the parts are shares themselves: then what is left of
// the whole is all that the withheld parts can be.
func (d *sketch) whole(category int) (whole float64, known bool) {
	withheld := false
	for _, series := range d.shown {
		point := d.point(series, category)
		withheld = withheld || point.Withheld
		if point.Known {
			whole = tamed(whole + tamed(point.Value))
		}
	}
	if withheld && d.chart.Percent && whole < 1 {
		return 1, true
	}
	return whole, !withheld && whole > 0
}

// share is how much of the whole a number is, from 0 to 1.
func share(point Point, whole float64) float64 {
	return math.Max(0, math.Min(1, tamed(point.Value)/whole))
}

// shareText writes the share that a point has of its whole.
func (d *sketch) shareText(point Point, whole float64) string {
	if d.chart.Percent {
		return point.Text
	}
	return fixedText(share(point, whole)*100, 0) + "%"
}

// shareWords describe a part: its number and its share.
func (d *sketch) shareWords(point Point, whole float64) string {
	if d.chart.Percent {
		return point.Text
	}
	return point.Text + ", " + d.shareText(point, whole)
}

// fullStacked draws bars of equal length that lie, each cut into the shares of
// its whole.
func (d *sketch) fullStacked() {
	d.low, d.high = 0, 1
	axis := scale{low: 0, high: 1, step: 0.25}
	f := d.shareFrame(axis, func(tick float64) string { return axis.tickText(tick, true) })
	d.eachShare(f, func(_ int, before float64) float64 { return before })
}

// shareFrame draws the frame of lying bars with an axis of shares.
func (d *sketch) shareFrame(axis scale, text func(float64) string) frame {
	f := d.lyingPlot(labelSize * 1.6)
	f.axis = axis
	last := Measure(text(axis.high), labelSize, false) / 2
	first := Measure(text(axis.low), labelSize, false) / 2
	f.axis.from, f.axis.to = f.plot.X+math.Max(0, first-6), f.plot.X+f.plot.Width-last
	for _, tick := range f.axis.ticks() {
		x := f.axis.place(tick)
		d.canvas.Line([]XY{{x, f.plot.Y}, {x, f.plot.Y + f.plot.Height}}, d.gridStroke(tick))
		d.textIfFree(XY{x, f.plot.Y + f.plot.Height + labelSize*1.4}, text(tick), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Middle})
	}
	return f
}

// eachShare draws the parts of every category. Place tells where on the axis a
// part begins that has these shares of its category before it.
func (d *sketch) eachShare(f frame, place func(category int, before float64) float64) {
	shape := d.barShape(f.slot)
	for category := range d.chart.Categories {
		y := f.plot.Y + f.slot*float64(category) + shape.start
		whole, known := d.whole(category)
		if !known {
			d.unknownWhole(f, category, y, shape.thickness)
			continue
		}
		before, hidden := 0.0, 0
		rest := 1.0
		for _, series := range d.shown {
			point := d.point(series, category)
			if point.Withheld {
				hidden++
			}
			if point.Known {
				rest -= share(point, whole)
			}
		}
		for _, series := range d.shown {
			point := d.point(series, category)
			length, words := 0.0, ""
			switch {
			case point.Known:
				length, words = share(point, whole), d.shareWords(point, whole)
			case point.Withheld:
				length, words = math.Max(0, rest)/float64(hidden), d.chart.say("withheld")
			default:
				continue
			}
			after := math.Min(1, before+length)
			x0, x1 := f.axis.place(place(category, before)), f.axis.place(place(category, after))
			before = after
			box := Box{X: math.Min(x0, x1), Y: y, Width: math.Abs(x1 - x0), Height: shape.thickness}
			d.described(series, category, words, grown(box), func() {
				if point.Withheld {
					d.hatchWithStar(box)
					return
				}
				d.part(box, series)
				d.partText(box, series, point, whole)
			})
		}
	}
}

func (d *sketch) part(box Box, series int) {
	if box.Width <= 0 || box.Height <= 0 {
		return
	}
	fill := d.fill(series)
	if d.kind == Likert {
		fill = d.answerColor(series)
	}
	if d.kind == Likert {
		d.canvas.Rectangle(box, fill)
	} else {
		d.filled(box, series, fill)
	}
	if box.Width > 3 {
		d.canvas.Line([]XY{{box.X + box.Width, box.Y}, {box.X + box.Width, box.Y + box.Height}}, Stroke{Color: d.palette.Background, Width: 0.8})
	}
}

func (d *sketch) partText(box Box, series int, point Point, whole float64) {
	text, fill := d.shareText(point, whole), d.fill(series)
	if d.kind == Likert {
		fill = d.answerColor(series)
	}
	if box.Height > valueSize+1 && Measure(text, valueSize, false) < box.Width-6 {
		at := XY{box.X + box.Width/2, box.Y + box.Height/2 + valueSize*0.35}
		if d.kind == Likert {
			series = 0
		}
		d.onFill(at, text, series, fill)
	}
}

// unknownWhole draws a category whose parts cannot be cut: hatched where a
// part is withheld, and nothing where all of them are zero or missing.
func (d *sketch) unknownWhole(f frame, category int, y, thickness float64) {
	withheld := false
	for _, series := range d.shown {
		withheld = withheld || d.point(series, category).Withheld
	}
	x0, x1 := f.axis.place(f.axis.low), f.axis.place(f.axis.high)
	if d.kind == Likert {
		x0, x1 = f.axis.place(-0.5), f.axis.place(0.5)
	}
	box := Box{X: x0, Y: y, Width: x1 - x0, Height: thickness}
	drawn := false
	for _, series := range d.shown {
		point := d.point(series, category)
		if !point.Known && !point.Withheld {
			continue
		}
		words := point.Text
		if point.Withheld {
			words = d.chart.say("withheld")
		}
		d.described(series, category, words, grown(box), func() {
			if withheld && !drawn {
				d.hatch(box)
				drawn = true
			}
		})
	}
	if withheld {
		d.star(XY{box.X + box.Width + 3, y + thickness/2 + valueSize*0.5}, Start)
	}
}

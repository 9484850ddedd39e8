package chart

import "math"

// bars draws upright bars, or lying ones where the names are too long to stand
// beneath them.
func (d *sketch) bars() {
	if d.wantsLyingBars() {
		d.horizontal()
		return
	}
	f := d.uprightFrame()
	d.uprightBars(f)
}

func (d *sketch) uprightBars(f frame) {
	shape := d.barShape(f.slot)
	labelled := d.valuesFit(shape.thickness+shape.gap, f.slot)
	sums := make([]float64, len(d.chart.Categories))
	zero := f.axis.place(0)
	var after []func() // value labels lie over all bars
	d.each(func(series, category int, point Point) {
		x := f.plot.X + f.slot*float64(category) + shape.offset(d.place(series))
		if point.Withheld {
			box := Box{X: x, Y: zero - 9, Width: shape.thickness, Height: 9}
			d.withheldUpright(series, category, box, f)
			return
		}
		if !point.Known {
			return
		}
		value := tamed(point.Value)
		from, to := zero, f.axis.place(value)
		if d.stacked() {
			from = f.axis.place(sums[category])
			sums[category] = tamed(sums[category] + value)
			to = f.axis.place(sums[category])
		}
		box := Box{X: x, Y: math.Min(from, to), Width: shape.thickness, Height: math.Abs(from - to)}
		d.described(series, category, point.Text, grown(box), func() { d.bar(box, series, true) })
		middle := box.X + box.Width/2
		if d.stacked() {
			if box.Height > valueSize+5 && Measure(point.Text, valueSize, false) < box.Width-4 {
				d.onFill(XY{middle, box.Y + box.Height/2 + valueSize*0.35}, point.Text, series, d.fill(series))
			}
			return
		}
		above, below := box.Y, box.Y+box.Height
		if point.Interval {
			low, high := f.axis.place(point.Low), f.axis.place(point.High)
			after = append(after, func() { d.interval(XY{middle, low}, XY{middle, high}) })
			above, below = math.Min(above, high), math.Max(below, low)
		}
		if labelled {
			at := XY{middle, above - 4}
			if value < 0 {
				at.Y = below + valueSize + 2
			}
			after = append(after, func() {
				d.textIfFree(at, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text, Anchor: Middle})
			})
		}
	})
	for _, draw := range after {
		draw()
	}
}

// withheldUpright draws the mark for a withheld number: hatched on the zero
// line, or above a stack, which is then higher than what is drawn by nobody
// knows how much.
func (d *sketch) withheldUpright(series, category int, box Box, f frame) {
	if d.stacked() {
		// Parts that are withheld stand above all that are known.
		total, before := 0.0, 0
		for _, other := range d.shown {
			point := d.point(other, category)
			if point.Known {
				total = tamed(total + tamed(point.Value))
			}
			if point.Withheld && other < series {
				before++
			}
		}
		box.Y = math.Max(d.top-8, f.axis.place(total)-9*float64(before+1))
	}
	d.described(series, category, d.chart.say("withheld"), grown(box), func() {
		d.hatch(box)
		d.star(XY{box.X + box.Width/2, box.Y - 1}, Middle)
	})
}

// bar fills one bar; a bar too thin to see keeps a hair's breadth, except at
// zero, which has no length.
func (d *sketch) bar(box Box, series int, upright bool) {
	if box.Height <= 0 || box.Width <= 0 {
		return
	}
	d.filled(box, series, d.fill(series))
	if !d.stacked() {
		return
	}
	// A hair of background parts the pieces of a stack.
	hair := Stroke{Color: d.palette.Background, Width: 0.8}
	switch {
	case upright && box.Height > 3 && box.Width > 3:
		d.canvas.Line([]XY{{box.X, box.Y}, {box.X + box.Width, box.Y}}, hair)
	case !upright && box.Width > 3:
		d.canvas.Line([]XY{{box.X + box.Width, box.Y}, {box.X + box.Width, box.Y + box.Height}}, hair)
	}
}

// horizontal draws bars from left to right, the categories one beneath the
// other.
func (d *sketch) horizontal() {
	// The thickness is known only when the frame is; the room for values is
	// wanted before.
	slot := (d.bottom - d.top - 32) / math.Max(1, float64(len(d.chart.Categories)))
	labelled, right, left := d.lyingValueRoom(d.barShape(slot).thickness)
	f := d.lyingFrame(left, right, true)
	const hair = 0.01
	if f.axis.from-f.plot.X < left-hair || f.plot.X+f.plot.Width-f.axis.to < right-hair {
		labelled = false
	}
	d.lyingBars(f, labelled)
}

// lyingValueRoom tells whether values are written beside the bars, and how
// much room they take on the right and on the left.
func (d *sketch) lyingValueRoom(thickness float64) (labelled bool, right, left float64) {
	if d.stacked() {
		// What is withheld stands behind the known parts.
		for category := range d.chart.Categories {
			hidden := 0
			for _, series := range d.shown {
				if d.point(series, category).Withheld {
					hidden++
				}
			}
			right = math.Max(right, 9*float64(hidden)+float64(min(hidden, 1))*8)
		}
		return false, right, 0
	}
	if thickness < valueSize-1 {
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

func (d *sketch) lyingBars(f frame, labelled bool) {
	shape := d.barShape(f.slot)
	zero := f.axis.place(0)
	sums := make([]float64, len(d.chart.Categories))
	behind := make([]float64, len(d.chart.Categories)) // how far marks reach behind a stack
	var hidden []func()
	d.each(func(series, category int, point Point) {
		y := f.plot.Y + f.slot*float64(category) + shape.offset(d.place(series))
		if point.Withheld {
			hidden = append(hidden, func() {
				at := zero
				if d.stacked() {
					at = f.axis.place(sums[category]) + behind[category] + 1
					behind[category] += 9
				}
				box := Box{X: math.Min(at, d.width-10), Y: y, Width: 9, Height: shape.thickness}
				d.described(series, category, d.chart.say("withheld"), grown(box), func() {
					d.hatch(box)
					d.star(XY{box.X + 13, y + shape.thickness/2 + valueSize*0.5}, Start)
				})
			})
			return
		}
		if !point.Known {
			return
		}
		value := tamed(point.Value)
		from, to := zero, f.axis.place(value)
		if d.stacked() {
			from = f.axis.place(sums[category])
			sums[category] = tamed(sums[category] + value)
			to = f.axis.place(sums[category])
		}
		box := Box{X: math.Min(from, to), Y: y, Width: math.Abs(from - to), Height: shape.thickness}
		d.described(series, category, point.Text, grown(box), func() { d.bar(box, series, false) })
		d.lyingValue(f, box, series, point, labelled)
	})
	for _, draw := range hidden {
		draw()
	}
}

// lyingValue writes the number of a lying bar, and draws its interval.
func (d *sketch) lyingValue(f frame, box Box, series int, point Point, labelled bool) {
	level := box.Y + box.Height/2
	baseline := level + valueSize*0.35
	if d.stacked() {
		if box.Height > valueSize+1 && Measure(point.Text, valueSize, false) < box.Width-6 {
			d.onFill(XY{box.X + box.Width/2, baseline}, point.Text, series, d.fill(series))
		}
		return
	}
	left, right := box.X, box.X+box.Width
	if point.Interval {
		low, high := f.axis.place(point.Low), f.axis.place(point.High)
		d.interval(XY{low, level}, XY{high, level})
		left, right = math.Min(left, low), math.Max(right, high)
	}
	switch {
	case labelled && point.Value < 0:
		d.textIfFree(XY{left - 4, baseline}, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text, Anchor: End})
	case labelled:
		d.textIfFree(XY{right + 4, baseline}, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text})
	}
}

// place is which of the drawn series this one is.
func (d *sketch) place(series int) int {
	for i, shown := range d.shown {
		if shown == series {
			return i
		}
	}
	return 0
}

// shape is how bars stand in the room of a category.
type shape struct {
	thickness, gap, start float64
	stacked               bool
}

func (d *sketch) barShape(slot float64) shape {
	abreast := math.Max(1, float64(len(d.shown)))
	if d.stacked() {
		abreast = 1
	}
	s := shape{stacked: d.stacked()}
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
	if d.stacked() || len(d.chart.Categories)*len(d.shown) > 32 {
		return false
	}
	if len(d.shown) == 1 {
		room = slot - 4
	}
	fits := true
	d.each(func(_, _ int, point Point) {
		fits = fits && (!point.Known || Measure(point.Text, valueSize, false) <= room)
	})
	return fits
}

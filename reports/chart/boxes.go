package chart

import "math"

// boxes draws how the values of each category lie: a box for the middle half,
// a line for the median, and whiskers to the smallest and the largest.
func (d *sketch) boxes() {
	right := 8.0
	single := len(d.shown) == 1
	if single {
		d.each(func(_, _ int, point Point) {
			if point.Known {
				right = math.Max(right, Measure(point.Text, valueSize, false)+8)
			}
		})
	}
	f := d.lyingFrame(8, right, false)
	room := f.slot * 0.8 / float64(max(1, len(d.shown)))
	thickness := math.Max(0.5, math.Min(18, room*0.8))
	d.each(func(series, category int, point Point) {
		level := f.plot.Y + f.slot*float64(category) + f.slot*0.1 + room*(float64(d.place(series))+0.5)
		spread := d.spread(series, category)
		switch {
		case spread.Withheld:
			box := Box{X: f.plot.X + 1, Y: level - thickness/2, Width: 9, Height: thickness}
			d.described(series, category, d.chart.say("withheld"), grown(box), func() {
				d.hatch(box)
				d.star(XY{box.X + 13, level + valueSize*0.5}, Start)
			})
		case spread.Known:
			d.spreadMark(f, series, category, level, thickness, spread)
			if single && f.slot >= valueSize+1 {
				at := XY{f.axis.place(spread.Largest) + 5, level + valueSize*0.35}
				d.textIfFree(at, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text})
			}
		}
	})
}

func (d *sketch) spreadMark(f frame, series, category int, level, thickness float64, spread Spread) {
	smallest, largest := f.axis.place(spread.Smallest), f.axis.place(spread.Largest)
	lower, upper := f.axis.place(spread.LowerQuartile), f.axis.place(spread.UpperQuartile)
	median := f.axis.place(spread.Median)
	box := Box{X: lower, Y: level - thickness/2, Width: math.Max(1, upper-lower), Height: thickness}
	extent := Box{X: smallest, Y: box.Y, Width: largest - smallest, Height: thickness}
	write := func(value float64) string { return d.numberText(value) }
	words := d.chart.say("median %s, half of them from %s to %s, all from %s to %s",
		write(spread.Median), write(spread.LowerQuartile), write(spread.UpperQuartile), write(spread.Smallest), write(spread.Largest))
	if spread.N > 0 {
		words += ", " + countText(spread.N)
	}
	d.described(series, category, words, grown(extent), func() {
		whisker := Stroke{Color: d.palette.Text, Width: 1}
		d.canvas.Line([]XY{{smallest, level}, {largest, level}}, whisker)
		for _, x := range []float64{smallest, largest} {
			d.canvas.Line([]XY{{x, level - thickness*0.3}, {x, level + thickness*0.3}}, whisker)
		}
		d.canvas.Rectangle(box, d.fill(series))
		d.canvas.Line([]XY{{median, box.Y}, {median, box.Y + box.Height}}, Stroke{Color: inkOn(d.fill(series)), Width: 2})
	})
}

// numberText writes a number as the chart's values are written.
func (d *sketch) numberText(value float64) string {
	if math.Abs(value) >= 1e15 {
		return scale{low: value, high: value, step: 1}.tickText(value, false)
	}
	if d.chart.Percent {
		return fixedText(value*100, min(d.chart.Decimals, 6)) + "%"
	}
	return fixedText(value, max(0, min(d.chart.Decimals, 6)))
}

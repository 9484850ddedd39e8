package chart

import "math"

// likert draws ordered answers to both sides of a middle line: the first half
// of them to its left, the second to its right, and a middle answer on it.
func (d *sketch) likert() {
	reach := 0.25
	for category := range d.chart.Categories {
		left := d.leftShare(category)
		reach = math.Max(reach, math.Max(left, 1-left))
	}
	reach = math.Min(1, math.Ceil(reach*20)/20)
	axis := scale{low: -reach, high: reach, step: 0.25}
	f := d.shareFrame(axis, func(tick float64) string { return axis.tickText(math.Abs(tick), true) })
	// The middle line lies behind the bars, so that it hides no number.
	middle := f.axis.place(0)
	d.canvas.Line([]XY{{middle, f.plot.Y}, {middle, f.plot.Y + f.plot.Height}}, Stroke{Color: d.palette.Text, Width: 1.2})
	d.eachShare(f, func(category int, before float64) float64 { return before - d.leftShare(category) })
}

// leftShare is how much of a category lies to the left of the middle line:
// the first half of the answers, and half of a middle one.
func (d *sketch) leftShare(category int) float64 {
	whole, known := d.whole(category)
	if !known {
		return 0.5
	}
	answers := len(d.chart.Series)
	left, rest, hidden := 0.0, 1.0, 0
	weight := func(series int) float64 {
		switch {
		case series < answers/2:
			return 1
		case answers%2 == 1 && series == answers/2:
			return 0.5
		}
		return 0
	}
	hiddenWeight := 0.0
	for _, series := range d.shown {
		point := d.point(series, category)
		switch {
		case point.Known:
			left += weight(series) * share(point, whole)
			rest -= share(point, whole)
		case point.Withheld:
			hidden++
			hiddenWeight += weight(series)
		}
	}
	if hidden > 0 {
		left += math.Max(0, rest) * hiddenWeight / float64(hidden)
	}
	return math.Max(0, math.Min(1, left))
}

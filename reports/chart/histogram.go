package chart

import "math"

// histogram draws how many values lie in each class, as bars that touch, with
// the limits of the classes beneath them.
func (d *sketch) histogram() {
	title := d.chart.Across.Title
	if title == "" {
		title = d.chart.CategoryTitle
	}
	if title != "" && d.bottom-d.top > 100 {
		d.text(XY{(d.left + d.right) / 2, d.bottom - 1}, Fit(title, labelSize, false, d.right-d.left), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Middle})
		d.bottom -= labelSize * 1.7
	}
	f := d.upAxisFrame(labelSize*1.25 + 8)
	edges := d.chart.Edges
	limits := scale{low: edges[0], high: edges[len(edges)-1], step: edges[1] - edges[0]}
	// The last limit's number stays on the canvas.
	last := Measure(limits.tickText(limits.high, d.chart.Across.Percent), labelSize, false) / 2
	f.plot.Width -= math.Max(0, last-padding)
	limits.from, limits.to = f.plot.X, f.plot.X+f.plot.Width
	every := 1
	for every < len(edges) && d.widestLimit(limits)+8 > f.plot.Width*float64(every)/float64(len(edges)-1) {
		every++
	}
	for i, edge := range edges {
		x := limits.place(edge)
		d.canvas.Line([]XY{{x, f.plot.Y + f.plot.Height}, {x, f.plot.Y + f.plot.Height + 3}}, Stroke{Color: d.palette.Axis, Width: 1})
		if i%every == 0 {
			d.textIfFree(XY{x, f.plot.Y + f.plot.Height + 5 + labelSize}, limits.tickText(edge, d.chart.Across.Percent), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: Middle})
		}
	}
	zero := f.axis.place(0)
	f.slot = f.plot.Width / float64(len(edges)-1)
	labelled := d.valuesFit(f.slot, f.slot)
	d.each(func(series, category int, point Point) {
		from, to := limits.place(edges[category]), limits.place(edges[category+1])
		box := Box{X: from + 0.4, Width: math.Max(0.2, to-from-0.8), Y: zero}
		switch {
		case point.Withheld:
			box.Y, box.Height = zero-9, 9
			d.described(series, category, d.chart.say("withheld"), grown(box), func() {
				d.hatch(box)
				d.star(XY{box.X + box.Width/2, box.Y - 1}, Middle)
			})
		case point.Known:
			top := f.axis.place(point.Value)
			box.Y, box.Height = top, zero-top
			d.described(series, category, point.Text, grown(box), func() { d.bar(box, series, true) })
			if labelled {
				d.textIfFree(XY{box.X + box.Width/2, top - 4}, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text, Anchor: Middle})
			}
		}
	})
}

func (d *sketch) widestLimit(limits scale) float64 {
	widest := 0.0
	for _, edge := range d.chart.Edges {
		widest = math.Max(widest, Measure(limits.tickText(edge, d.chart.Across.Percent), labelSize, false))
	}
	return widest
}

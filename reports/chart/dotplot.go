package chart

import "math"

// dotPlot draws a dot for each number on a level line. Its place says the
// number, not its length, so that the scale need not start at zero.
func (d *sketch) dotPlot() {
	left, right := 8.0, 8.0
	single := len(d.shown) == 1
	hidden := map[int]int{}
	most := 0
	d.each(func(_, category int, point Point) {
		if single && point.Known {
			right = math.Max(right, Measure(point.Text, valueSize, false)+10)
		}
		if point.Withheld {
			hidden[category]++
			most = max(most, hidden[category])
		}
	})
	if most > 0 {
		left = 10*float64(min(most, 8)) + 10
	}
	f := d.lyingFrame(left, right, false)
	radius := math.Max(1.2, math.Min(4.5, f.slot*0.3))
	size := math.Max(1, math.Min(9, f.slot*0.8))
	clear(hidden)
	for category := range d.chart.Categories {
		level := f.plot.Y + f.middle(category)
		d.canvas.Line([]XY{{f.plot.X, level}, {f.plot.X + f.plot.Width, level}}, Stroke{Color: d.palette.Grid, Width: 1})
		if from, to, some := d.dotSpan(f, category); some {
			d.canvas.Line([]XY{{from, level}, {to, level}}, Stroke{Color: d.palette.Axis, Width: 1.6})
		}
		for _, series := range d.shown {
			point := d.point(series, category)
			switch {
			case point.Withheld:
				box := Box{X: math.Min(f.plot.X+2+10*float64(hidden[category]), d.width-size), Y: level - size/2, Width: size, Height: size}
				hidden[category]++
				d.described(series, category, d.chart.say("withheld"), grown(box), func() { d.hatch(box) })
				if hidden[category] == most && most == 1 {
					d.star(XY{box.X + size + 2, level + valueSize*0.5}, Start)
				}
			case point.Known:
				at := XY{f.axis.place(point.Value), level}
				end := at.X
				if point.Interval {
					d.interval(XY{f.axis.place(point.Low), level}, XY{f.axis.place(point.High), level})
					end = math.Max(end, f.axis.place(point.High))
				}
				d.described(series, category, point.Text, around(at, 6), func() { d.dot(at, radius, series) })
				if single && f.slot >= valueSize+1 {
					d.textIfFree(XY{end + radius + 4, level + valueSize*0.35}, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text})
				}
			}
		}
	}
}

// dotSpan is where the first and the last dot of a category lie.
func (d *sketch) dotSpan(f frame, category int) (from, to float64, some bool) {
	from, to = math.Inf(1), math.Inf(-1)
	for _, series := range d.shown {
		if point := d.point(series, category); point.Known {
			x := f.axis.place(point.Value)
			from, to, some = math.Min(from, x), math.Max(to, x), true
		}
	}
	return from, to, some
}

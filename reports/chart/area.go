package chart

// area draws what is under a line or, of several series, under lines that are
// stacked. Where a number is not known there is a gap, in a stack through all
// of it: what lies above an unknown number is not known either.
func (d *sketch) area() {
	d.makeRoomBeside()
	f := d.uprightFrame()
	floor := make([]float64, len(d.chart.Categories))
	tops := make([][]float64, len(d.chart.Series))
	for series := range d.chart.Series {
		tops[series] = make([]float64, len(floor))
		for category := range floor {
			floor[category] = tamed(floor[category] + tamed(d.point(series, category).Value*known(d.point(series, category))))
			tops[series][category] = floor[category]
		}
	}
	whole := func(category int) bool {
		for series := range d.chart.Series {
			if !d.point(series, category).Known {
				return false
			}
		}
		return true
	}
	for series := range d.chart.Series {
		for _, run := range runs(len(floor), whole) {
			d.areaRun(f, series, tops, run)
		}
	}
	d.each(func(series, category int, point Point) {
		at := linePlace(f, category, tops[series][category])
		switch {
		case point.Withheld:
			d.withheldBeneath(f, series, category)
		case point.Known:
			d.described(series, category, point.Text, around(at, 6), func() {
				if f.slot >= 9 && (len(d.chart.Series) == 1 || !whole(category)) {
					d.canvas.Circle(at, dotRadius, d.fill(series), Stroke{Color: d.palette.Background, Width: 1.2})
				}
			})
		}
	})
	if len(d.chart.Series) == 1 && d.areaLabelsFit(f) {
		d.lineValues(f)
	}
	if d.beside {
		d.nameLines(f, func(series int) (XY, bool) { return d.bandMiddle(f, tops, series, whole) })
	}
}

// bandMiddle is the middle of a stacked area at its right end.
func (d *sketch) bandMiddle(f frame, tops [][]float64, series int, whole func(int) bool) (XY, bool) {
	for category := len(d.chart.Categories) - 1; category >= 0; category-- {
		if whole(category) {
			floor := 0.0
			if series > 0 {
				floor = tops[series-1][category]
			}
			return linePlace(f, category, (tops[series][category]+floor)/2), true
		}
	}
	return XY{}, false
}

func (d *sketch) areaLabelsFit(f frame) bool {
	return len(d.chart.Categories) <= 16 && len(d.chart.Categories)*len(d.shown) <= 32 && f.slot > 24
}

// known is 1 for a number that is known and 0 for one that is not.
func known(point Point) float64 {
	if point.Known {
		return 1
	}
	return 0
}

// runs are the stretches of 0..n in which has holds, each from its first to
// its last.
func runs(n int, has func(int) bool) [][2]int {
	var found [][2]int
	start := -1
	for i := range n + 1 {
		switch {
		case i < n && has(i):
			if start < 0 {
				start = i
			}
		case start >= 0:
			found = append(found, [2]int{start, i - 1})
			start = -1
		}
	}
	return found
}

// areaRun fills a stretch of one series between its own line and the one
// beneath it.
func (d *sketch) areaRun(f frame, series int, tops [][]float64, run [2]int) {
	var above, beneath []XY
	for category := run[0]; category <= run[1]; category++ {
		floor := 0.0
		if series > 0 {
			floor = tops[series-1][category]
		}
		above = append(above, linePlace(f, category, tops[series][category]))
		beneath = append([]XY{linePlace(f, category, floor)}, beneath...)
	}
	if len(above) == 1 {
		// A single point has no area; a thin upright line shows it.
		d.canvas.Line([]XY{above[0], beneath[0]}, Stroke{Color: d.fill(series), Width: 3})
		return
	}
	fill := d.fill(series)
	if len(d.chart.Series) == 1 {
		fill = mixed(d.palette.Background, fill, 0.3)
	}
	d.canvas.Polygon(append(append([]XY{}, above...), beneath...), fill)
	edge := Stroke{Color: d.palette.Background, Width: 1}
	if len(d.chart.Series) == 1 {
		edge = Stroke{Color: d.fill(series), Width: 2.2}
	}
	d.canvas.Line(above, edge)
}

package chart

import "math"

// slice is one part of a pie.
type slice struct {
	series, category int
	name             string
	point            Point
	share            float64
}

// slices lists the parts of the whole.
func (d *sketch) slices() []slice {
	var found []slice
	sum := 0.0
	d.each(func(series, category int, point Point) {
		if !point.Known {
			return
		}
		name := d.chart.Categories[category]
		if len(d.chart.Categories) == 1 && len(d.chart.Series) > 1 {
			name = d.chart.Series[series].Name
		}
		found = append(found, slice{series: series, category: category, name: name, point: point})
		sum = tamed(sum + tamed(point.Value))
	})
	rest := 1.0
	for i := range found {
		found[i].share = math.Min(rest, share(found[i].point, sum))
		rest -= found[i].share
	}
	return found
}

// pie draws the parts of one whole from twelve o'clock onwards, each named
// beside its slice.
func (d *sketch) pie() {
	slices := d.slices()
	width, height := d.right-d.left, d.bottom-d.top
	names := math.Min(210, width*0.33)
	radius := math.Min(height/2-6, width/2-names-16)
	if radius < 24 {
		d.kind, d.plan = Bar, planOf(Bar)
		d.bars()
		return
	}
	centre := XY{d.left + width/2, d.top + height/2}
	d.layout.Plot = around(centre, radius)
	turn := -math.Pi / 2
	sides := map[bool][]int{}
	wanted := make([]float64, len(slices))
	edge := make([]XY, len(slices))
	for i, each := range slices {
		start, end := turn, turn+2*math.Pi*each.share
		turn = end
		middle := (start + end) / 2
		edge[i] = XY{centre.X + radius*math.Cos(middle), centre.Y + radius*math.Sin(middle)}
		inner := XY{centre.X + radius*0.6*math.Cos(middle), centre.Y + radius*0.6*math.Sin(middle)}
		right := math.Cos(middle) >= 0
		sides[right] = append(sides[right], i)
		wanted[i] = centre.Y + (radius+6)*math.Sin(middle)
		d.described(each.series, each.category, each.point.Text+", "+d.partShare(each), around(inner, math.Max(8, radius*0.25)), func() {
			if each.share > 0 {
				d.canvas.Polygon(sector(centre, 0, radius, start, end), d.palette.color(i))
			}
		})
	}
	// Slices are parted by lines of the background.
	turn = -math.Pi / 2
	for _, each := range slices {
		if len(slices) > 1 && each.share > 0 && each.share < 1 {
			d.canvas.Line([]XY{centre, {centre.X + radius*math.Cos(turn), centre.Y + radius*math.Sin(turn)}}, Stroke{Color: d.palette.Background, Width: 1.6})
		}
		turn += 2 * math.Pi * each.share
	}
	for right, members := range sides {
		d.nameSlices(slices, members, wanted, edge, centre, radius, names, right)
	}
}

func (d *sketch) partShare(each slice) string {
	if d.chart.Percent {
		return each.point.Text
	}
	return fixedText(each.share*100, 0) + "%"
}

// nameSlices writes names and shares beside one half of a pie.
func (d *sketch) nameSlices(slices []slice, members []int, wanted []float64, edge []XY, centre XY, radius, room float64, right bool) {
	places := make([]float64, len(members))
	for k, i := range members {
		places[k] = wanted[i]
	}
	side, anchor := 1.0, Start
	if !right {
		side, anchor = -1, End
	}
	x := centre.X + side*(radius+14)
	for k, y := range apart(places, labelSize*2.7, d.top+labelSize, d.bottom-labelSize*1.4) {
		each := slices[members[k]]
		at := edge[members[k]]
		d.canvas.Line([]XY{at, {x - side*4, y}}, Stroke{Color: d.palette.Axis, Width: 0.8})
		d.textIfFree(XY{x, y}, Fit(each.name, labelSize, true, room), TextStyle{Size: labelSize, Bold: true, Color: d.palette.Text, Anchor: anchor})
		number := each.point.Text
		if !d.chart.Percent {
			number = d.partShare(each) + " (" + number + ")"
		}
		d.textIfFree(XY{x, y + labelSize*1.2}, Fit(number, labelSize, false, room), TextStyle{Size: labelSize, Color: d.palette.Muted, Anchor: anchor})
	}
}

// sector is the outline of a part of a ring, or of a disc where inner is 0,
// between two angles.
func sector(centre XY, inner, outer, start, end float64) []XY {
	steps := max(2, int(math.Ceil(math.Abs(end-start)/(math.Pi/90))))
	var places []XY
	at := func(radius, angle float64) XY {
		return XY{centre.X + radius*math.Cos(angle), centre.Y + radius*math.Sin(angle)}
	}
	for i := range steps + 1 {
		places = append(places, at(outer, start+(end-start)*float64(i)/float64(steps)))
	}
	if inner <= 0 {
		return append(places, centre)
	}
	for i := steps; i >= 0; i-- {
		places = append(places, at(inner, start+(end-start)*float64(i)/float64(steps)))
	}
	return places
}

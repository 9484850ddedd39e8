package chart

// lines draws a line a series. Where a number is not known the line is broken,
// and a number between two gaps is a dot of its own.
func (d *sketch) lines(axis scale, plot Box, slot float64) {
	place := func(category int, value float64) XY {
		return XY{plot.X + slot*(float64(category)+0.5), axis.place(value)}
	}
	dots := slot >= 9
	for series := range d.chart.Series {
		var run []XY
		stroke := Stroke{Color: d.palette.color(series), Width: 2.2, Dash: dashOf(series)}
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
			run = append(run, place(category, point.Value))
		}
		end()
	}

	// Dots lie over every line, and values over the dots.
	d.each(func(series, category int, point Point) {
		at := place(category, point.Value)
		box := Box{X: at.X - 6, Y: at.Y - 6, Width: 12, Height: 12}
		switch {
		case point.Known:
			d.described(series, category, point.Text, box, func() {
				if dots {
					d.canvas.Circle(at, dotRadius, d.palette.color(series), Stroke{Color: d.palette.Background, Width: 1.2})
				}
			})
		case point.Withheld:
			at.Y = plot.Y + plot.Height - 5
			box = Box{X: at.X - 4, Y: at.Y - 4, Width: 8, Height: 9}
			d.described(series, category, "withheld", box, func() {
				if slot >= 9 {
					d.hatch(box)
					d.textIfFree(XY{at.X, box.Y - 1}, "*", TextStyle{Size: valueSize, Color: d.palette.Muted, Anchor: Middle})
				}
			})
		}
	})
	if len(d.chart.Series) == 1 && d.valuesFit(slot, slot) && len(d.chart.Categories) <= 16 {
		d.each(func(_, category int, point Point) {
			if point.Known {
				at := place(category, point.Value)
				if at.Y -= 8; d.isValley(category) && at.Y+16+valueSize < plot.Y+plot.Height {
					at.Y += 16 + valueSize*0.8
				}
				d.textIfFree(at, point.Text, TextStyle{Size: valueSize, Color: d.palette.Text, Anchor: Middle})
			}
		})
	}
}

// isValley reports whether the line comes down to this number and goes up
// again, so that its value is better written beneath it.
func (d *sketch) isValley(category int) bool {
	if category == 0 || category == len(d.chart.Categories)-1 {
		return false
	}
	before, here, after := d.point(0, category-1), d.point(0, category), d.point(0, category+1)
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

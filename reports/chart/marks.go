package chart

import (
	"image/color"
	"math"
)

// hatch draws the mark for a withheld value: an empty frame with slanted lines.
func (d *sketch) hatch(box Box) {
	stroke := Stroke{Color: d.palette.Muted, Width: 0.8}
	d.canvas.Rectangle(box, d.palette.Background)
	d.canvas.Line([]XY{{box.X, box.Y}, {box.X + box.Width, box.Y}, {box.X + box.Width, box.Y + box.Height}, {box.X, box.Y + box.Height}, {box.X, box.Y}}, stroke)
	// A large frame has fewer lines.
	d.slant(box, math.Max(4, (box.Width+box.Height)/60), stroke)
}

// slant draws slanted lines across a box. They start along the top edge's
// extension and are cut at the edges on both sides.
func (d *sketch) slant(box Box, step float64, stroke Stroke) {
	for offset := step; offset < box.Width+box.Height; offset += step {
		x0, y0 := box.X+offset, box.Y
		if offset > box.Width {
			x0, y0 = box.X+box.Width, box.Y+offset-box.Width
		}
		x1, y1 := box.X, box.Y+offset
		if offset > box.Height {
			x1, y1 = box.X+offset-box.Height, box.Y+box.Height
		}
		d.canvas.Line([]XY{{x0, y0}, {x1, y1}}, stroke)
	}
}

// hatchWithStar draws the mark for a withheld value with its sign in the
// middle, on a patch where it can be read, if there is room for it.
func (d *sketch) hatchWithStar(box Box) {
	d.hatch(box)
	if box.Height < valueSize+1 || box.Width < 14 {
		return
	}
	middle := XY{box.X + box.Width/2, box.Y + box.Height/2}
	d.canvas.Rectangle(around(middle, 5), d.palette.Background)
	d.star(XY{middle.X, middle.Y + 5}, Middle)
}

// patterned is the number of series from which on colour alone does not tell
// them apart.
const patterned = 4

// filled draws a bar or a piece of one, with slanted lines for late series.
func (d *sketch) filled(box Box, series int, fill color.RGBA) {
	d.canvas.Rectangle(box, fill)
	if series >= patterned && !d.mono && box.Width > 3 && box.Height > 3 {
		d.slant(box, math.Max(7, (box.Width+box.Height)/80), Stroke{Color: mixed(fill, d.palette.Background, 0.6), Width: 0.8})
	}
}

// onFill writes a number on a bar, in a colour that can be read there.
func (d *sketch) onFill(at XY, text string, series int, fill color.RGBA) {
	style := TextStyle{Size: valueSize, Color: inkOn(fill), Anchor: Middle}
	if box := textBox(at, text, style); series >= patterned && !d.mono && d.free(box) {
		d.canvas.Rectangle(Box{X: box.X - 2, Y: box.Y - 1, Width: box.Width + 4, Height: box.Height + 2}, fill)
	}
	d.textIfFree(at, text, style)
}

// ink is the colour of a series' lines and dots: darker or brighter than that
// of its bars where thin lines would be lost on the background.
func (d *sketch) ink(series int) color.RGBA {
	fill := d.fill(series)
	for range 8 {
		if contrastOf(fill, d.palette.Background) >= 3 {
			break
		}
		fill = mixed(fill, d.palette.Text, 0.12)
	}
	return fill
}

// star writes the sign for a withheld value, where there is room.
func (d *sketch) star(at XY, anchor Anchor) {
	d.textIfFree(at, "*", TextStyle{Size: valueSize, Color: d.palette.Muted, Anchor: anchor})
}

// described draws something with a description where the canvas keeps one, and
// remembers its box as a mark.
func (d *sketch) described(series, category int, text string, box Box, draw func()) {
	d.layout.Marks = append(d.layout.Marks, Mark{Series: series, Category: category, Box: d.onCanvas(box)})
	describer, can := d.canvas.(Describer)
	if !can {
		draw()
		return
	}
	words := d.chart.Categories[category]
	if len(d.chart.Series) > 1 {
		words += ", " + d.chart.Series[series].Name
	}
	if point := d.point(series, category); point.N > 0 && !point.Withheld {
		text += ", " + countText(point.N)
	}
	describer.Describe(words + ": " + text)
	draw()
	describer.Undescribe()
}

// onCanvas cuts a box at the edges of the canvas.
func (d *sketch) onCanvas(box Box) Box {
	x0, y0 := math.Max(0, box.X), math.Max(0, box.Y)
	x1, y1 := math.Min(d.width, box.X+box.Width), math.Min(d.height, box.Y+box.Height)
	return Box{X: x0, Y: y0, Width: math.Max(0, x1-x0), Height: math.Max(0, y1-y0)}
}

// grown is a box large enough to be pointed at.
func grown(box Box) Box {
	if extra := 8 - box.Height; extra > 0 {
		box.Y, box.Height = box.Y-extra/2, 8
	}
	if extra := 6 - box.Width; extra > 0 {
		box.X, box.Width = box.X-extra/2, 6
	}
	return box
}

// around is a box of this half width about a place.
func around(at XY, half float64) Box {
	return Box{X: at.X - half, Y: at.Y - half, Width: 2 * half, Height: 2 * half}
}

// dot draws a dot of a series. Every second series has hollow dots, so that
// they can be told apart in grey.
func (d *sketch) dot(at XY, radius float64, series int) {
	ink := d.ink(series)
	if series%2 == 1 && !d.mono {
		d.canvas.Circle(at, radius, d.palette.Background, Stroke{Color: ink, Width: 1.8})
		return
	}
	d.canvas.Circle(at, radius, ink, Stroke{Color: d.palette.Background, Width: 1})
}

// interval draws what chance leaves open, upright or level, with a bar at
// either end.
func (d *sketch) interval(from, to XY) {
	const cap = 3.0
	stroke := Stroke{Color: d.palette.Text, Width: 1.1}
	d.canvas.Line([]XY{from, to}, stroke)
	across := XY{X: cap}
	if from.Y == to.Y {
		across = XY{Y: cap}
	}
	for _, end := range []XY{from, to} {
		d.canvas.Line([]XY{{end.X - across.X, end.Y - across.Y}, {end.X + across.X, end.Y + across.Y}}, stroke)
	}
}

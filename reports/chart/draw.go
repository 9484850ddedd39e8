package chart

import (
	"image/color"
	"math"
	"strings"
)

// Sizes of type and space, in points.
const (
	padding    = 18.0
	titleSize  = 15.0
	legendSize = 10.5
	labelSize  = 10.0
	valueSize  = 9.5
	noteSize   = 9.0
	swatch     = 10.0
	dotRadius  = 3.2
	mostBar    = 46.0 // a bar is no thicker
)

// Draw lays a chart out in a rectangle of this size and draws it. It never
// fails: a chart without numbers says so, and numbers that are not finite count
// as unknown. Bars always start at zero.
func Draw(c *Chart, canvas Canvas, width, height float64, palette Palette) Layout {
	d := &sketch{chart: c, canvas: canvas, palette: palette, width: width, height: height}
	canvas.Rectangle(Box{Width: width, Height: height}, palette.Background)
	if width < 2*padding || height < 2*padding {
		return d.layout
	}
	d.kind = c.Kind
	if d.kind == Stacked && d.hasNegative() {
		d.kind = Bar
		d.extraNote = "Negative numbers cannot be stacked; the bars stand side by side."
	}
	low, high, known := d.span()
	if d.kind == Line && low > 0 {
		d.extraNote = "The scale does not start at zero."
	}
	d.heading()
	d.footing()
	switch {
	case !known:
		d.quiet("There are no numbers to draw.")
	case d.bottom-d.top < 60 || d.right-d.left < 80:
		d.quiet("Too small to draw.")
	case d.kind == Line:
		d.upright(low, high, true)
	case d.wantsLyingBars():
		d.lying(low, high)
	default:
		d.upright(low, high, false)
	}
	return d.layout
}

// Height is a height in points at which a chart of this width looks well: more
// for many bars with long names, which lie on their sides.
func Height(c *Chart, width float64) float64 {
	d := &sketch{chart: c, width: width, height: 400, left: padding, right: width - padding}
	d.kind = c.Kind
	usual := math.Max(260, math.Min(420, width*0.55))
	if c.Kind == Line || !d.namesTooLong() {
		return usual
	}
	thickness := 22.0
	if c.Kind != Stacked && len(c.Series) > 1 {
		thickness = math.Max(22, 10*float64(len(c.Series))+8)
	}
	return math.Max(240, math.Min(1000, 130+thickness*float64(len(c.Categories))))
}

// sketch is the state of one Draw. The rectangle left..right, top..bottom is
// what is still free.
type sketch struct {
	chart         *Chart
	canvas        Canvas
	palette       Palette
	kind          Kind
	width, height float64
	left, right   float64
	top, bottom   float64
	extraNote     string
	layout        Layout
}

// point returns a number of the chart; what is not finite is not known.
func (d *sketch) point(series, category int) Point {
	points := d.chart.Series[series].Points
	if category >= len(points) {
		return Point{}
	}
	point := points[category]
	if point.Withheld {
		point.Known = false
	}
	if math.IsNaN(point.Value) || math.IsInf(point.Value, 0) {
		point.Known = false
	}
	return point
}

// each calls visit for every number of the chart.
func (d *sketch) each(visit func(series, category int, point Point)) {
	for category := range d.chart.Categories {
		for series := range d.chart.Series {
			visit(series, category, d.point(series, category))
		}
	}
}

func (d *sketch) hasNegative() bool {
	negative := false
	d.each(func(_, _ int, point Point) { negative = negative || point.Known && point.Value < 0 })
	return negative
}

func (d *sketch) hasWithheld() bool {
	withheld := false
	d.each(func(_, _ int, point Point) { withheld = withheld || point.Withheld })
	return withheld
}

// span returns the span of what is to be drawn, zero included wherever bars
// stand on it.
func (d *sketch) span() (low, high float64, known bool) {
	sums := make([]float64, len(d.chart.Categories))
	low, high = math.Inf(1), math.Inf(-1)
	anything := false
	d.each(func(_, category int, point Point) {
		anything = anything || point.Withheld
		if !point.Known {
			return
		}
		value := tamed(point.Value)
		if d.kind == Stacked {
			sums[category] = tamed(sums[category] + value)
			value = sums[category]
		}
		low, high, known = math.Min(low, value), math.Max(high, value), true
	})
	if !known {
		return 0, 1, anything
	}
	flat := low == high
	// Bars stand on zero. A line may leave zero out where it would be pressed
	// flat.
	if d.kind != Line || low < 0.6*high || flat {
		low = math.Min(low, 0)
	}
	if d.kind != Line || flat {
		high = math.Max(high, 0)
	}
	return low, high, true
}

// heading writes the title, what the values are, and the legend, and takes
// their room from the top.
func (d *sketch) heading() {
	d.left, d.right = padding, d.width-padding
	d.top, d.bottom = padding, d.height-padding
	free := d.right - d.left
	// On a very small canvas the numbers come first, and words give way.
	room := func() float64 { return d.bottom - d.top }
	if d.chart.Title != "" && room() > 2*titleSize {
		most := 2
		if room() < 120 {
			most = 1
		}
		for _, line := range Wrap(d.chart.Title, titleSize, true, free, most) {
			d.text(XY{d.left, d.top + titleSize}, line, TextStyle{Size: titleSize, Bold: true, Color: d.palette.Text})
			d.top += titleSize * 1.3
		}
		d.top += 2
	}
	if d.chart.ValueTitle != "" && d.chart.ValueTitle != d.chart.Title && room() > 100 {
		d.text(XY{d.left, d.top + legendSize}, Fit(d.chart.ValueTitle, legendSize, false, free), TextStyle{Size: legendSize, Color: d.palette.Muted})
		d.top += legendSize * 1.5
	}
	if room() > 100 {
		d.legend()
		d.top += 4
	}
	d.top += 10
}

// legend names the series, in rows; the mark for withheld values joins it.
func (d *sketch) legend() {
	type entry struct {
		name   string
		series int
	}
	var entries []entry
	if len(d.chart.Series) > 1 {
		for i, series := range d.chart.Series {
			entries = append(entries, entry{Fit(series.Name, legendSize, false, 190), i})
		}
	}
	if d.hasWithheld() {
		entries = append(entries, entry{"withheld", -1})
	}
	if len(entries) == 0 {
		return
	}
	x, y := d.left, d.top+legendSize+4
	for _, entry := range entries {
		width := swatch + 6 + Measure(entry.name, legendSize, false)
		if x > d.left && x+width > d.right {
			x, y = d.left, y+legendSize*1.65
		}
		if y > d.top+(d.bottom-d.top)*0.4 {
			break
		}
		box := Box{X: x, Y: y - swatch + 1, Width: swatch, Height: swatch}
		if entry.series < 0 {
			d.hatch(box)
		} else {
			d.canvas.Rectangle(box, d.palette.color(entry.series))
		}
		name := Fit(entry.name, legendSize, false, d.right-x-swatch-6)
		d.text(XY{x + swatch + 6, y}, name, TextStyle{Size: legendSize, Color: d.palette.Text})
		x += width + 18
	}
	d.top = y + 6
}

// footing writes the note and the name of the categories, and takes their room
// from the bottom.
func (d *sketch) footing() {
	note := strings.TrimSpace(d.chart.Note + " " + d.extraNote)
	if note != "" && d.bottom-d.top > 100 {
		lines := Wrap(note, noteSize, false, d.right-d.left, 2)
		for i := len(lines) - 1; i >= 0; i-- {
			d.text(XY{d.left, d.bottom - 1}, lines[i], TextStyle{Size: noteSize, Color: d.palette.Muted})
			d.bottom -= noteSize * 1.4
		}
		d.bottom -= 4
	}
}

// quiet says a sentence in the middle of the free room.
func (d *sketch) quiet(sentence string) {
	sentence = Fit(sentence, labelSize+1, false, d.right-d.left)
	if sentence == "" || d.bottom-d.top < labelSize {
		return
	}
	at := XY{(d.left + d.right) / 2, (d.top + d.bottom + labelSize) / 2}
	d.text(at, sentence, TextStyle{Size: labelSize + 1, Color: d.palette.Muted, Anchor: Middle})
}

// text writes and remembers the box that the text takes.
func (d *sketch) text(at XY, text string, style TextStyle) {
	if text == "" {
		return
	}
	d.layout.Labels = append(d.layout.Labels, textBox(at, text, style))
	d.canvas.Text(at, text, style)
}

// textIfFree writes unless the text would touch another or leave the canvas.
func (d *sketch) textIfFree(at XY, text string, style TextStyle) {
	box := textBox(at, text, style)
	if box.X < 0 || box.Y < 0 || box.X+box.Width > d.width || box.Y+box.Height > d.height {
		return
	}
	for _, other := range d.layout.Labels {
		if box.Overlaps(other) {
			return
		}
	}
	d.text(at, text, style)
}

func textBox(at XY, text string, style TextStyle) Box {
	width := Measure(text, style.Size, style.Bold)
	box := Box{X: at.X, Y: at.Y - style.Size*0.8, Width: width, Height: style.Size}
	switch style.Anchor {
	case Middle:
		box.X -= width / 2
	case End:
		box.X -= width
	}
	return box
}

// hatch draws the mark for a withheld value: an empty frame with slanted lines.
func (d *sketch) hatch(box Box) {
	stroke := Stroke{Color: d.palette.Muted, Width: 0.8}
	d.canvas.Rectangle(box, d.palette.Background)
	d.canvas.Line([]XY{{box.X, box.Y}, {box.X + box.Width, box.Y}, {box.X + box.Width, box.Y + box.Height}, {box.X, box.Y + box.Height}, {box.X, box.Y}}, stroke)
	// Slanted lines start along the top edge's extension and are cut at the
	// frame on both sides.
	for offset := 4.0; offset < box.Width+box.Height; offset += 4 {
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

// described draws something with a description where the canvas keeps one, and
// remembers its box as a mark.
func (d *sketch) described(series, category int, text string, box Box, draw func()) {
	d.layout.Marks = append(d.layout.Marks, Mark{Series: series, Category: category, Box: box})
	describer, can := d.canvas.(Describer)
	if !can {
		draw()
		return
	}
	words := d.chart.Categories[category]
	if len(d.chart.Series) > 1 {
		words += ", " + d.chart.Series[series].Name
	}
	describer.Describe(words + ": " + text)
	draw()
	describer.Undescribe()
}

// Wrap breaks a text into at most this many lines of a width in points, at
// spaces; the last line is shortened with an ellipsis if need be.
func Wrap(text string, size float64, bold bool, width float64, most int) []string {
	words := strings.Fields(text)
	var lines []string
	for len(words) > 0 && len(lines) < most {
		n := 1
		for n < len(words) && Measure(strings.Join(words[:n+1], " "), size, bold) <= width {
			n++
		}
		if len(lines) == most-1 {
			n = len(words)
		}
		if line := Fit(strings.Join(words[:n], " "), size, bold, width); line != "" {
			lines = append(lines, line)
		}
		words = words[n:]
	}
	return lines
}

// inkOn returns the colour in which text is legible on a fill.
func inkOn(fill color.RGBA) color.RGBA {
	if luminance(fill) > 0.32 {
		return rgb(0x11161d)
	}
	return rgb(0xffffff)
}

// luminance is the relative luminance of a colour, from 0 to 1.
func luminance(c color.RGBA) float64 {
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}

package chart

import (
	"image/color"
	"math"
	"sort"
	"strings"
)

// text writes and remembers the box that the text takes.
func (d *sketch) text(at XY, text string, style TextStyle) {
	if text == "" {
		return
	}
	d.layout.Labels = append(d.layout.Labels, textBox(at, text, style))
	d.canvas.Text(at, text, style)
}

// textIfFree writes unless the text would touch another or leave the canvas,
// and reports whether it did.
func (d *sketch) textIfFree(at XY, text string, style TextStyle) bool {
	if text == "" || !d.free(textBox(at, text, style)) {
		return false
	}
	d.text(at, text, style)
	return true
}

// free reports whether a box touches no text and lies on the canvas.
func (d *sketch) free(box Box) bool {
	if box.X < 0 || box.Y < 0 || box.X+box.Width > d.width || box.Y+box.Height > d.height {
		return false
	}
	for _, other := range d.layout.Labels {
		if box.Overlaps(other) {
			return false
		}
	}
	return true
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

// apart moves places on a line, each wanted somewhere between low and high, so
// that neighbours are at least gap away from one another. It returns nil if
// there is no room.
func apart(wanted []float64, gap, low, high float64) []float64 {
	if float64(len(wanted)-1)*gap > high-low {
		return nil
	}
	order := make([]int, len(wanted))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return wanted[order[a]] < wanted[order[b]] })
	placed := make([]float64, len(wanted))
	next := low
	for _, i := range order {
		placed[i] = math.Max(next, math.Min(high, wanted[i]))
		next = placed[i] + gap
	}
	// What was pushed beyond the end pushes back.
	last := high
	for k := len(order) - 1; k >= 0; k-- {
		i := order[k]
		placed[i] = math.Min(placed[i], last)
		last = placed[i] - gap
	}
	return placed
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
	dark, bright := rgb(0x11161d), rgb(0xffffff)
	if contrastOf(fill, dark) >= contrastOf(fill, bright) {
		return dark
	}
	return bright
}

// contrastOf is how much two colours differ in lightness, from 1 to 21.
func contrastOf(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
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

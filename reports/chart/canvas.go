package chart

import "image/color"

// XY is a place on a canvas, in points from its top left corner.
type XY struct{ X, Y float64 }

// Box is an upright rectangle on a canvas, in points.
type Box struct{ X, Y, Width, Height float64 }

// Overlaps reports whether two boxes share more than an edge.
func (b Box) Overlaps(other Box) bool {
	return b.X < other.X+other.Width && other.X < b.X+b.Width && b.Y < other.Y+other.Height && other.Y < b.Y+b.Height
}

// Contains reports whether a place lies in the box.
func (b Box) Contains(at XY) bool {
	return at.X >= b.X && at.X <= b.X+b.Width && at.Y >= b.Y && at.Y <= b.Y+b.Height
}

// Stroke is how a line is drawn. Dash holds the lengths of dashes and gaps in
// turn, in points; empty is a solid line.
type Stroke struct {
	Color color.RGBA
	Width float64
	Dash  []float64
}

// Anchor says which part of a text stands at its place.
type Anchor uint8

// The anchors.
const (
	Start  Anchor = iota // the text begins there
	Middle               // the text is centred there
	End                  // the text ends there
)

// TextStyle is how a text is drawn. Size is in points. Text is never turned.
type TextStyle struct {
	Size   float64
	Bold   bool
	Color  color.RGBA
	Anchor Anchor
}

// Canvas is a surface that a chart is drawn on. All measures are in points (72
// to the inch), x to the right and y downwards, and none of them is NaN or
// infinite. Colours are opaque. Text is set in Noto Sans, which Measure
// measures; its place is on the baseline.
//
// A canvas is used from one goroutine.
type Canvas interface {
	// Rectangle fills a box.
	Rectangle(box Box, fill color.RGBA)
	// Line draws a line through these places, with round joints.
	Line(places []XY, stroke Stroke)
	// Polygon fills the area inside these places, which may turn back on
	// themselves.
	Polygon(places []XY, fill color.RGBA)
	// Circle fills a circle and draws its edge, unless edge.Width is 0.
	Circle(centre XY, radius float64, fill color.RGBA, edge Stroke)
	// Text writes one line of text.
	Text(at XY, text string, style TextStyle)
}

// Describer is a Canvas that can keep a description beside what is drawn, for
// screen readers and pointers.
type Describer interface {
	// Describe names everything that is drawn until Undescribe is called:
	// "Lincoln, 2018-19: 412".
	Describe(text string)
	// Undescribe ends the description.
	Undescribe()
}

// Mark is where a number was drawn: for pointing at it and opening it.
type Mark struct {
	// Series and Category are the number's place in the chart.
	Series, Category int
	// Box encloses the bar or dot, with room enough to be pointed at.
	Box Box
}

// Layout is what was drawn where.
type Layout struct {
	Marks []Mark
	// Labels are the boxes of all text, which do not overlap.
	Labels []Box
	// Plot is the area inside the axes.
	Plot Box
}

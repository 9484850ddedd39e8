package chart_test

import (
	"fmt"
	"image/color"
	"math"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// recorder is a Canvas that remembers what it was asked to draw and complains
// about what no canvas could.
type recorder struct {
	width, height float64
	described     string
	bars          map[string]chart.Box // rectangles, by description
	texts         []string
	lines         int
	faults        []string
}

func newRecorder(width, height float64) *recorder {
	return &recorder{width: width, height: height, bars: map[string]chart.Box{}}
}

func (r *recorder) check(what string, numbers ...float64) {
	for _, number := range numbers {
		if math.IsNaN(number) || math.Abs(number) > 1e5 {
			r.faults = append(r.faults, fmt.Sprintf("%s at %v", what, numbers))
			return
		}
	}
}

func (r *recorder) inside(what string, at chart.XY) {
	if at.X < -1 || at.Y < -1 || at.X > r.width+1 || at.Y > r.height+1 {
		r.faults = append(r.faults, fmt.Sprintf("%s at %v lies outside %g by %g", what, at, r.width, r.height))
	}
}

func (r *recorder) Rectangle(box chart.Box, _ color.RGBA) {
	r.check("rectangle", box.X, box.Y, box.Width, box.Height)
	if box.Width < 0 || box.Height < 0 {
		r.faults = append(r.faults, fmt.Sprintf("a rectangle of negative size: %v", box))
	}
	r.inside("rectangle", chart.XY{X: box.X, Y: box.Y})
	r.inside("rectangle", chart.XY{X: box.X + box.Width, Y: box.Y + box.Height})
	if r.described != "" {
		r.bars[r.described] = box
	}
}

func (r *recorder) Line(places []chart.XY, stroke chart.Stroke) {
	r.lines++
	for _, at := range places {
		r.check("line", at.X, at.Y, stroke.Width)
		r.inside("line", at)
	}
}

func (r *recorder) Polygon(places []chart.XY, _ color.RGBA) {
	for _, at := range places {
		r.check("polygon", at.X, at.Y)
		r.inside("polygon", at)
	}
}

func (r *recorder) Circle(centre chart.XY, radius float64, _ color.RGBA, _ chart.Stroke) {
	r.check("circle", centre.X, centre.Y, radius)
	r.inside("circle", centre)
}

func (r *recorder) Text(at chart.XY, text string, style chart.TextStyle) {
	r.check("text", at.X, at.Y, style.Size)
	r.inside("text", at)
	r.texts = append(r.texts, text)
}

func (r *recorder) Describe(text string) { r.described = text }
func (r *recorder) Undescribe()          { r.described = "" }

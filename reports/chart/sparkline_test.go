package chart_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// lineHeights is a Canvas that remembers how high the lines on it are.
type lineHeights struct {
	*recorder
	low, high float64
}

func (l *lineHeights) Line(places []chart.XY, stroke chart.Stroke) {
	l.recorder.Line(places, stroke)
	for _, at := range places {
		l.low, l.high = math.Min(l.low, at.Y), math.Max(l.high, at.Y)
	}
}

// Ensure that a small change looks small on a sparkline, a large one large, and
// none level.
func TestSparklineSpan(t *testing.T) {
	for name, test := range map[string]struct {
		values      []float64
		least, most float64 // the height of the line, of the height there is
	}{
		"a point in a hundred":     {[]float64{0.953, 0.943}, 0.02, 0.1},
		"the same, negative":       {[]float64{-0.953, -0.943}, 0.02, 0.1},
		"to half":                  {[]float64{0.9, 0.45}, 0.45, 1},
		"a tenth":                  {[]float64{100, 89}, 0.45, 1},
		"from nothing":             {[]float64{0, 3}, 0.45, 1},
		"from loss to gain":        {[]float64{-2, 2}, 0.45, 1},
		"equal":                    {[]float64{5, 5, 5}, 0, 0.001},
		"nothing at all":           {[]float64{0, 0}, 0, 0.001},
		"as large as numbers come": {[]float64{math.MaxFloat64, math.MaxFloat64 * 0.999}, 0, 0.2},
	} {
		t.Run(name, func(t *testing.T) {
			c := &chart.Chart{Series: []chart.Series{{Name: "Attendance"}}}
			for i, value := range test.values {
				c.Categories = append(c.Categories, fmt.Sprint(2020+i))
				c.Series[0].Points = append(c.Series[0].Points, chart.Point{Known: true, Value: value, Text: "x"})
			}
			const height = 50
			canvas := &lineHeights{recorder: newRecorder(200, height), low: math.Inf(1), high: math.Inf(-1)}
			chart.DrawSparkline(c, canvas, 200, height, chart.Light())
			if len(canvas.faults) > 0 || canvas.lines == 0 {
				t.Fatalf("%d lines, faults %v", canvas.lines, canvas.faults)
			}
			if got := (canvas.high - canvas.low) / height; got < test.least || got > test.most {
				t.Errorf("the line is %.2f of the height, want %.2f to %.2f", got, test.least, test.most)
			}
		})
	}
}

package chart_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// schools is a chart of a rate by school, with names as long as they are.
func schools(kind chart.Kind, n int) *chart.Chart {
	names := []string{"Bay Laurel Hill Elementary School", "Condor Commons Middle School", "Coyote Point Elementary School", "Fern Knoll Elementary School", "Poppy Glen High School"}
	c := &chart.Chart{Kind: kind, CategoryTitle: "School", ValueTitle: "Chronic absence rate", Percent: true, Decimals: 1, Series: []chart.Series{{Name: "Rate"}}}
	for i := range n {
		c.Categories = append(c.Categories, fmt.Sprintf("%c%c %s", 'A'+i/26, 'a'+i%26, names[i%len(names)]))
		c.Series[0].Points = append(c.Series[0].Points, chart.Point{Value: 0.18 + float64(i%7)/50, Text: "18.0%", Known: true, N: 120})
	}
	return c
}

// Ensure that no bar is without the name it stands for, whether bars stand or
// lie, in a chart as low and narrow as a tile on paper.
func TestEveryBarIsNamed(t *testing.T) {
	for name, test := range map[string]struct {
		kind          chart.Kind
		schools       int
		width, height float64
	}{
		"a low tile":           {chart.Bar, 5, 320, 110},
		"half a page":          {chart.Bar, 5, 320, 180},
		"a wide tile":          {chart.Bar, 8, 660, 120},
		"lying":                {chart.Horizontal, 12, 320, 0},
		"standing, many":       {chart.Bar, 30, 320, 0},
		"a district of 86":     {chart.Bar, 86, 660, 860},
		"a district, lying":    {chart.Horizontal, 86, 660, 860},
		"as low as it is good": {chart.Bar, 5, 320, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := schools(test.kind, test.schools)
			height := test.height
			if height == 0 {
				height = chart.LeastHeight(c, test.width)
			}
			if err := sound(c, test.width, height); err != nil {
				t.Fatal(err)
			}
			canvas := newRecorder(test.width, height)
			chart.Draw(c, canvas, test.width, height, chart.Light())
			for _, category := range c.Categories {
				if !slices.ContainsFunc(canvas.texts, func(text string) bool { return strings.HasPrefix(text, category[:2]) }) {
					t.Errorf("%q is not named at %g by %g; written is %q", category, test.width, height, canvas.texts)
				}
			}
		})
	}
}

// Ensure that the number and the dial or line beside it keep their words apart
// and on the canvas, and draw no needle where there is no number.
func TestFiguresAreSound(t *testing.T) {
	gauge := chart.Gauge{
		Value: 0.26, Known: true, LowText: "0%", HighText: "40%", Target: 0.05, HasTarget: true,
		Bands: []chart.GaugeBand{{From: 0, To: 0.05, Label: "On track", Tone: chart.Good}, {From: 0.05, To: 0.1, Label: "Keep an eye on", Tone: chart.Watch}, {From: 0.1, To: 0.4, Label: "Act", Tone: chart.Act}},
	}
	line := &chart.Chart{Times: true, Categories: []string{"2023-24", "2024-25"}, Series: []chart.Series{{Points: []chart.Point{{Value: 1, Text: "1", Known: true}, {Value: 2, Text: "2", Known: true}}}}}
	for _, width := range []float64{80, 170, 230} {
		canvas := newRecorder(width, width*0.56)
		chart.DrawGauge(gauge, canvas, width, width*0.56, chart.Light())
		small := newRecorder(width, 42)
		chart.DrawSparkline(line, small, width, 42, chart.Light())
		if faults := append(canvas.faults, small.faults...); len(faults) > 0 {
			t.Errorf("%g wide: %s", width, strings.Join(faults, "; "))
		}
		if !slices.Equal(small.texts, line.Categories) {
			t.Errorf("%g wide, a line says %q", width, small.texts)
		}
	}
	known, unknown := newRecorder(230, 130), newRecorder(230, 130)
	chart.DrawGauge(gauge, known, 230, 130, chart.Light())
	gauge.Known = false
	chart.DrawGauge(gauge, unknown, 230, 130, chart.Light())
	if !slices.Equal(known.texts, unknown.texts) || !slices.Contains(known.texts, "Act") {
		t.Errorf("a dial says %q, and without a number %q", known.texts, unknown.texts)
	}
}

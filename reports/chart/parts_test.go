package chart_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// Names of two parts that are too long for a chart keep some of both: the
// second is what tells neighbours apart.
func TestLongNamesKeepBothParts(t *testing.T) {
	c := &chart.Chart{Kind: chart.Bar, Categories: []string{}}
	var numbers []float64
	for _, group := range []string{"American Indian or Alaska Native", "Two or More Races"} {
		for _, gender := range []string{"Female", "Male", "Not stated on the form"} {
			c.Categories = append(c.Categories, group+" · "+gender)
			numbers = append(numbers, float64(10+len(numbers)))
		}
	}
	c.Series = []chart.Series{series("Students", numbers...)}
	drawn := string(chart.SVG(c, 280, 300, chart.Light()))
	for _, want := range []string{"… · Female<", "… · Male<", "… · Not st"} {
		if got := strings.Count(drawn, want); got != 2 {
			t.Errorf("%q stands on the chart %d times, want 2", want, got)
		}
	}
}

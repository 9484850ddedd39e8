package chart_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// Of a category whose number is withheld, n says nothing: "n = 0" would be
// untrue.
func TestWithheldHasNoCount(t *testing.T) {
	c := kinds()["bar"]
	c.Counts = append([]int{}, c.Counts...)
	c.Counts[2] = 0
	canvas := newRecorder(720, 400)
	chart.Draw(c, canvas, 720, 400, chart.Light())
	words := strings.Join(canvas.texts, "|")
	if strings.Contains(words, "n = 0") || !strings.Contains(words, "n = 412") {
		t.Errorf("%s", words)
	}
}

// Every kind is drawn as itself in its sample, and refused with a sentence
// where it would mislead.
func TestFits(t *testing.T) {
	for name, c := range kinds() {
		fits, reason := chart.Fits(c.Kind, c)
		if want := name != "pie-refused"; fits != want {
			t.Errorf("%s fits %t: %s", name, fits, reason)
		}
		if fits != (reason == "") || !fits && !strings.HasSuffix(reason, ".") {
			t.Errorf("%s: %t, %q", name, fits, reason)
		}
	}
	bars := func(adds chart.Addition, values ...float64) *chart.Chart {
		return &chart.Chart{Categories: []string{"a", "b", "c"}[:len(values)], CategoriesAdd: adds, SeriesAdd: adds, Series: []chart.Series{series("s", values...)}}
	}
	many := bars(chart.Whole, 1)
	many.Categories = strings.Split("a b c d e f g", " ")
	many.Series[0] = series("s", 1, 2, 3, 4, 5, 6, 7)
	withheld := bars(chart.Whole, 1, 2, 3)
	withheld.Series[0].Points[1] = chart.Point{Text: "*", Withheld: true}
	two := bars(chart.Apart, 1, 2, 3)
	two.Series = append(two.Series, series("t", 1, 2, 3))
	for name, each := range map[string]struct {
		kind chart.Kind
		c    *chart.Chart
		want string
	}{
		"negative pie":      {chart.Pie, bars(chart.Whole, 1, -2, 3), "A pie has no slice for a negative number."},
		"pie of parts":      {chart.Pie, bars(chart.Adds, 1, 2, 3), "A pie shows all parts of one whole, and this measure does not add up to one."},
		"pie of many":       {chart.Pie, many, "A pie of 7 slices cannot be read; bars can."},
		"pie with a secret": {chart.Pie, withheld, "A pie would hide that a part is withheld: the others would look larger than they are."},
		"pie of nothing":    {chart.Pie, bars(chart.Whole, 0, 0, 0), "There is nothing to cut a pie from: all numbers are zero."},
		"stacked means":     {chart.Stacked, two, "This measure cannot be stacked, because its parts do not add up."},
		"shares of means":   {chart.FullStacked, two, "This measure cannot be cut into shares, because its series are not all the parts of one whole."},
		"one series":        {chart.Grouped, bars(chart.Adds, 1, 2, 3), "Bars are grouped where there are several series, and there is one."},
		"scatter of one":    {chart.Scatter, bars(chart.Adds, 1, 2, 3), "A scatter chart needs two measures, such as mean(Score) and mean(Days Absent)."},
		"box of sums":       {chart.Boxes, bars(chart.Adds, 1, 2, 3), "A box plot needs the values of a column of numbers: its quartiles come from the rows."},
		"sparks of names":   {chart.Sparkline, bars(chart.Adds, 1, 2, 3), "Sparklines run along times, such as school years, and the rows are not times."},
		"many gauges":       {chart.Dial, many, "A gauge shows one number, and 6 at most beside one another; there are 7."},
		"unheard of":        {"radar", bars(chart.Adds, 1, 2, 3), "There is no kind of chart called \"radar\"."},
	} {
		if fits, reason := chart.Fits(each.kind, each.c); fits || reason != each.want {
			t.Errorf("%s: %t, %q", name, fits, reason)
		}
	}
}

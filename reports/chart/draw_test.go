package chart_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// sound draws a chart and returns what is wrong with the drawing.
func sound(c *chart.Chart, width, height float64) error {
	canvas := newRecorder(width, height)
	layout := chart.Draw(c, canvas, width, height, chart.Light())
	if len(canvas.faults) > 0 {
		return fmt.Errorf("%s", strings.Join(canvas.faults[:min(3, len(canvas.faults))], "; "))
	}
	for i, a := range layout.Labels {
		if a.X < -0.5 || a.Y < -0.5 || a.X+a.Width > width+0.5 || a.Y+a.Height > height+0.5 {
			return fmt.Errorf("%q at %v lies outside", canvas.texts[i], a)
		}
		for j, b := range layout.Labels[:i] {
			if a.Overlaps(b) {
				return fmt.Errorf("%q at %v overlaps %q at %v", canvas.texts[i], a, canvas.texts[j], b)
			}
		}
	}
	if layout.Plot.Width > 0 {
		if err := allMarked(c, layout); err != nil {
			return err
		}
	}
	for _, mark := range layout.Marks {
		if box := mark.Box; box.X < -0.5 || box.Y < -0.5 || box.X+box.Width > width+0.5 || box.Y+box.Height > height+0.5 {
			return fmt.Errorf("a mark at %v lies outside", box)
		}
		if mark.Series >= len(c.Series) || mark.Category >= len(c.Categories) {
			return fmt.Errorf("a mark for nothing: %+v", mark)
		}
	}
	return nil
}

// allMarked checks that every number that is to be drawn has a mark, and no
// other.
func allMarked(c *chart.Chart, layout chart.Layout) error {
	type place struct{ series, category int }
	marked := map[place]int{}
	for _, mark := range layout.Marks {
		marked[place{mark.Series, mark.Category}]++
	}
	kind := c.Kind
	if fits, _ := chart.Fits(kind, c); !fits {
		kind = chart.Bar
	}
	finite := func(point chart.Point) bool {
		return point.Withheld || point.Known && !math.IsNaN(point.Value) && !math.IsInf(point.Value, 0)
	}
	for s, series := range c.Series {
		for i := range c.Categories {
			want := i < len(series.Points) && finite(series.Points[i])
			switch kind {
			case chart.Slope:
				// Between the first and the last nothing is drawn.
				want = want && (!c.Times || i == 0 || i == len(c.Categories)-1)
			case chart.Scatter:
				want = want && i < len(series.Across) && finite(series.Across[i])
			case chart.Boxes:
				want = series.Spreads[i].Withheld || series.Spreads[i].Known
			}
			if got := marked[place{s, i}]; want && got != 1 || !want && got != 0 {
				return fmt.Errorf("series %d, category %d has %d marks, want %t", s, i, got, want)
			}
		}
	}
	return nil
}

func TestShapesAreSound(t *testing.T) {
	for name, c := range shapes() {
		for _, size := range [][2]float64{{720, chart.Height(c, 720)}, {360, chart.Height(c, 360)}, {1200, 500}, {300, 200}, {120, 90}, {20, 20}} {
			if err := sound(c, size[0], size[1]); err != nil {
				t.Errorf("%s at %v: %v", name, size, err)
			}
		}
	}
}

// randomChart makes a chart of anything that might arrive.
func randomChart(random *rand.Rand) *chart.Chart {
	names := []string{"K", "Lincoln", "Washington Middle School", "a", "", "学校", "Trường Nguyễn Đình Chiểu", strings.Repeat("long ", 20), strings.Repeat("x", 60)}
	c := &chart.Chart{
		Kind: chart.Kinds()[random.IntN(len(chart.Kinds()))], Title: names[random.IntN(len(names))], ValueTitle: names[random.IntN(len(names))],
		CategoryTitle: names[random.IntN(len(names))], Decimals: random.IntN(3), Percent: random.IntN(4) == 0,
	}
	if random.IntN(3) == 0 {
		c.Note = strings.Repeat("A note. ", 1+random.IntN(40))
	}
	if random.IntN(20) == 0 {
		c.Kind = "unknown"
	}
	for range random.IntN(35) {
		c.Categories = append(c.Categories, names[random.IntN(len(names))])
	}
	magnitude := math.Pow(10, float64(random.IntN(40)-20))
	strange := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1e15, 1}
	for range random.IntN(9) {
		s := chart.Series{Name: names[random.IntN(len(names))]}
		for range len(c.Categories) - random.IntN(2) {
			value := (random.Float64() - 0.3) * magnitude
			if random.IntN(15) == 0 {
				value = strange[random.IntN(len(strange))]
			}
			point := chart.Point{Value: value, Text: fmt.Sprintf("%.4g", value), Known: random.IntN(8) > 0, N: random.IntN(300)}
			if random.IntN(6) == 0 {
				point.Low, point.High, point.Interval = value-random.Float64()*magnitude, value+random.Float64()*magnitude, true
			}
			if random.IntN(10) == 0 {
				point = chart.Point{Text: "*", Withheld: true}
			}
			s.Points = append(s.Points, point)
		}
		c.Series = append(c.Series, s)
	}
	enrich(c, random, magnitude)
	return c
}

// enrich gives a random chart what some of the kinds need.
func enrich(c *chart.Chart, random *rand.Rand, magnitude float64) {
	one := func(n int) bool { return random.IntN(n) == 0 }
	c.Times, c.SeriesAdd, c.CategoriesAdd = one(2), chart.Addition(random.IntN(3)), chart.Addition(random.IntN(3))
	if one(3) {
		for range c.Categories {
			c.Counts = append(c.Counts, random.IntN(5000))
		}
	}
	if one(3) {
		// Kinds that take no negative numbers get none.
		for s := range c.Series {
			for i := range c.Series[s].Points {
				c.Series[s].Points[i].Value = math.Abs(c.Series[s].Points[i].Value)
			}
		}
	}
	if one(3) && len(c.Series) > 0 {
		c.Series = c.Series[:1]
	}
	if one(3) && len(c.Categories) > 0 {
		c.Categories = c.Categories[:1+random.IntN(min(6, len(c.Categories)))]
		if len(c.Counts) > 0 {
			c.Counts = c.Counts[:len(c.Categories)]
		}
	}
	for s := range c.Series {
		for i := range c.Categories {
			x := random.NormFloat64() * magnitude
			c.Series[s].Across = append(c.Series[s].Across, chart.Point{Value: x, Text: fmt.Sprintf("%.3g", x), Known: !one(8), Withheld: one(12)})
			low := (random.Float64() - 0.4) * magnitude
			step := func() float64 { return random.Float64() * magnitude * float64(random.IntN(3)) }
			a := low + step()
			b := a + step()
			d := b + step()
			spread := chart.Spread{Smallest: low, LowerQuartile: a, Median: b, UpperQuartile: d, Largest: d + step(), N: i, Known: !one(7), Withheld: one(9)}
			c.Series[s].Spreads = append(c.Series[s].Spreads, spread)
		}
	}
	if len(c.Categories) > 0 && one(2) {
		for i := range len(c.Categories) + 1 {
			c.Edges = append(c.Edges, (float64(i)-3)*magnitude)
		}
	}
	if one(2) {
		target := random.Float64() * magnitude
		c.Target = &target
		for i := range random.IntN(5) {
			c.Bands = append(c.Bands, chart.GaugeBand{From: float64(i) * magnitude, To: float64(i+1) * magnitude, Label: "band"})
		}
	}
	if one(4) {
		c.Range = &chart.Range{Low: random.NormFloat64() * magnitude, High: random.NormFloat64() * magnitude}
	}
}

func TestRandomChartsAreSound(t *testing.T) {
	started := time.Now()
	for seed := range uint64(3000) {
		random := rand.New(rand.NewPCG(seed, 5))
		c := randomChart(random)
		width, height := 40+random.Float64()*1200, 40+random.Float64()*900
		if err := sound(c, width, height); err != nil {
			t.Fatalf("seed %d, %s of %d by %d at %.0f by %.0f: %v", seed, c.Kind, len(c.Categories), len(c.Series), width, height, err)
		}
	}
	if took := time.Since(started); took > time.Minute {
		t.Errorf("3000 charts took %v", took)
	}
}

// A bar's length must be in proportion to its value: it starts at zero.
func TestBarsStandOnZero(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 6))
		c := &chart.Chart{Kind: chart.Bar, Decimals: 2}
		longNames := seed%2 == 0
		var s chart.Series
		base := math.Pow(10, float64(random.IntN(9)))
		for i := range 2 + random.IntN(8) {
			name := fmt.Sprintf("C%d", i)
			if longNames {
				name = strings.Repeat("name ", 60) + name
			}
			c.Categories = append(c.Categories, name)
			value := base * (1 + random.Float64()*0.01)
			if random.IntN(3) == 0 {
				value = -value
			}
			s.Points = append(s.Points, chart.Point{Value: value, Text: fmt.Sprint(value), Known: true})
		}
		c.Series = []chart.Series{s}
		canvas := newRecorder(800, 500)
		chart.Draw(c, canvas, 800, 500, chart.Light())
		ratio := 0.0
		for i, name := range c.Categories {
			box, drawn := canvas.bars[name+": "+s.Points[i].Text]
			if !drawn {
				t.Fatalf("seed %d: no bar for %s", seed, name)
			}
			length := box.Height
			if longNames {
				length = box.Width
			}
			each := length / math.Abs(s.Points[i].Value)
			if ratio == 0 {
				ratio = each
			}
			if math.Abs(each-ratio) > 1e-6*ratio || length < 20 {
				t.Errorf("seed %d: %s is %g long for %g, in proportion %g to %g", seed, name, length, s.Points[i].Value, each, ratio)
			}
		}
	}
}

func TestStackAddsUp(t *testing.T) {
	c := shapes()["stacked"]
	canvas := newRecorder(720, 400)
	chart.Draw(c, canvas, 720, 400, chart.Light())
	perUnit := canvas.bars["Lincoln, Girls: 212"].Height / 212
	for i, category := range c.Categories {
		bottom := canvas.bars[fmt.Sprintf("%s, Girls: %s", category, c.Series[0].Points[i].Text)]
		total := 0.0
		for _, series := range c.Series {
			box := canvas.bars[fmt.Sprintf("%s, %s: %s", category, series.Name, series.Points[i].Text)]
			if series.Points[i].Value == 0 {
				continue // has no length and is not drawn
			}
			total += series.Points[i].Value
			if got, want := bottom.Y+bottom.Height-box.Y, total*perUnit; math.Abs(got-want) > 0.01 {
				t.Errorf("%s up to %s reaches %g, want %g", category, series.Name, got, want)
			}
		}
	}
}

func TestUnknownIsNotZero(t *testing.T) {
	c := shapes()["withheld"]
	canvas := newRecorder(720, 400)
	layout := chart.Draw(c, canvas, 720, 400, chart.Light())
	if len(layout.Marks) != 4 {
		t.Errorf("%d marks, want 3 numbers and 1 withheld", len(layout.Marks))
	}
	if _, drawn := canvas.bars["Niños Héroes: withheld"]; !drawn {
		t.Error("the withheld number has no mark")
	}
	words := strings.Join(canvas.texts, "|")
	for _, want := range []string{"withheld", "12.3%", "*", "0.0%"} {
		if !strings.Contains(words, want) {
			t.Errorf("the chart does not say %q: %s", want, words)
		}
	}
}

func TestLinesHaveGaps(t *testing.T) {
	known := func(v float64) chart.Point { return chart.Point{Value: v, Text: "v", Known: true} }
	c := &chart.Chart{Kind: chart.Line, Categories: []string{"a", "b", "c", "d", "e"}, Series: []chart.Series{{Points: []chart.Point{known(1), known(2), {}, known(3), known(4)}}}}
	whole := &chart.Chart{Kind: chart.Line, Categories: c.Categories, Series: []chart.Series{{Points: []chart.Point{known(1), known(2), known(2.5), known(3), known(4)}}}}
	broken, unbroken := newRecorder(600, 300), newRecorder(600, 300)
	chart.Draw(c, broken, 600, 300, chart.Light())
	chart.Draw(whole, unbroken, 600, 300, chart.Light())
	if broken.lines != unbroken.lines+1 {
		t.Errorf("%d lines with a gap, %d without", broken.lines, unbroken.lines)
	}
}

func TestSaysWhatItCannotDraw(t *testing.T) {
	for name, each := range map[string]struct {
		chart *chart.Chart
		want  string
	}{
		"nothing":        {&chart.Chart{Kind: chart.Bar, Title: "x"}, "There are no numbers to draw."},
		"only NaN":       {&chart.Chart{Kind: chart.Line, Categories: []string{"a"}, Series: []chart.Series{series("s", math.NaN())}}, "There are no numbers to draw."},
		"negative stack": {shapes()["negative"], "Negative numbers cannot be stacked; the bars stand side by side."},
		"cut scale":      {shapes()["line-one"], "The scale does not start at zero."},
	} {
		canvas := newRecorder(720, 400)
		chart.Draw(each.chart, canvas, 720, 400, chart.Light())
		if !strings.Contains(strings.Join(canvas.texts, "|"), each.want) {
			t.Errorf("%s: %q", name, canvas.texts)
		}
	}
}

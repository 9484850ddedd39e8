package chart

import (
	"image/color"
	"math"
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
// fails: a chart without numbers says so, numbers that are not finite count as
// unknown, and a kind that does not fit the numbers gives way to one that
// does, with the reason beneath. Bars always start at zero.
func Draw(c *Chart, canvas Canvas, width, height float64, palette Palette) Layout {
	d := &sketch{
		chart: c, canvas: canvas, palette: palette, width: width, height: height,
		left: padding, right: width - padding, top: padding, bottom: height - padding,
	}
	canvas.Rectangle(Box{Width: width, Height: height}, palette.Background)
	if width < 2*padding || height < 2*padding {
		return d.layout
	}
	d.shown = d.all()
	facts := factsOf(c)
	var reason string
	if d.kind, reason = Settled(c); reason != "" {
		d.remark(reason)
	}
	d.plan = planOf(d.kind)
	low, high, known := d.span()
	d.low, d.high = low, high
	if !d.plan.zero && d.kind != Slope && d.kind != Sparkline && d.kind != Scatter && d.kind != Dial && (low > 0 || high < 0) && d.kind != HeatMap {
		d.remark("The scale does not start at zero.")
	}
	d.beside = d.namesFitBeside()
	d.settleCounts()
	d.remarkOnKind(facts)
	d.heading()
	d.footing()
	switch {
	case !known:
		d.quiet("There are no numbers to draw.")
	case d.bottom-d.top < 60 || d.right-d.left < 80:
		d.quiet("Too small to draw.")
	default:
		d.plan.draw(d)
	}
	return d.layout
}

// Settled is the kind that Draw draws: the one wanted if it fits, and otherwise
// one that does, with a sentence that says why.
func Settled(c *Chart) (kind Kind, reason string) {
	fits, reason := Fits(c.Kind, c)
	if fits {
		return c.Kind, ""
	}
	instead, words := Bar, "; the bars stand side by side."
	if c.Kind == Area || c.Kind == Sparkline && c.Times {
		instead, words = Line, "; lines are drawn instead."
	} else if c.Kind != Stacked || len(c.Series) < 2 {
		words = "; bars are drawn instead."
	}
	return instead, reason[:len(reason)-1] + c.translate(words)
}

// Height is a height in points at which a chart of this width looks well: more
// for many bars with long names, which lie on their sides.
func Height(c *Chart, width float64) float64 {
	d := &sketch{chart: c, width: width, height: 400, left: padding, right: width - padding}
	d.shown = d.all()
	d.kind, _ = Settled(c)
	d.plan = planOf(d.kind)
	usual := math.Max(260, math.Min(420, width*0.55))
	rows, thickness := len(c.Categories), 24.0
	switch d.kind {
	case Slope:
		lines := len(c.Categories)
		if slopesAlong(c) {
			lines = len(c.Series)
		}
		return math.Max(usual, math.Min(900, 130+13*float64(lines)))
	case Sparkline:
		return math.Max(120, math.Min(1400, 120+34*float64(len(c.Series))))
	case SmallMultiples:
		columns := d.panelColumns()
		return math.Max(240, math.Min(1400, 120+165*math.Ceil(float64(len(c.Series))/float64(columns))))
	case Dial:
		columns, lines := gaugeGrid(factsOf(c).numbers, width-2*padding, usual)
		return math.Max(250, math.Min(900, 100+float64(lines)*math.Min(230, (width/float64(columns))*0.62+50)))
	case Boxes, DotPlot, Horizontal, Likert, HeatMap:
		// These always list their categories one beneath the other.
	case Line, Area, Scatter, Histogram, Pie:
		return usual
	default:
		if !d.namesTooLong() {
			return usual
		}
	}
	if d.kind != Stacked && d.kind != FullStacked && d.kind != Likert && d.kind != HeatMap && d.kind != DotPlot && len(c.Series) > 1 {
		thickness = math.Max(24, 12*float64(len(c.Series))+8)
	}
	return math.Max(240, math.Min(1000, 150+thickness*float64(rows)))
}

// sketch is the state of one Draw. The rectangle left..right, top..bottom is
// what is still free.
type sketch struct {
	chart         *Chart
	canvas        Canvas
	palette       Palette
	kind          Kind
	plan          plan
	low, high     float64 // what the numbers span, with zero where they stand on it
	width, height float64
	left, right   float64
	top, bottom   float64
	shown         []int // the series that are being drawn
	mono          bool  // draws every series in the first colour
	beside        bool  // names the series beside their ends, not in a legend
	counted       bool  // writes n at each category
	remarks       []string
	layout        Layout
}

// remark adds a sentence to those beneath the chart.
func (d *sketch) remark(sentence string) {
	d.remarks = append(d.remarks, d.chart.translate(sentence))
}

func (d *sketch) all() []int {
	all := make([]int, len(d.chart.Series))
	for i := range all {
		all[i] = i
	}
	return all
}

// point returns a number of the chart; what is not finite is not known.
func (d *sketch) point(series, category int) Point {
	points := d.chart.Series[series].Points
	if category >= len(points) {
		return Point{}
	}
	return sound(points[category])
}

// spread returns how the values of a category lie.
func (d *sketch) spread(series, category int) Spread {
	spreads := d.chart.Series[series].Spreads
	if category >= len(spreads) {
		return Spread{}
	}
	spread := spreads[category]
	spread.Known = spread.sound()
	return spread
}

// across returns where a point lies on the level axis.
func (d *sketch) across(series, category int) Point {
	points := d.chart.Series[series].Across
	if category >= len(points) {
		return Point{}
	}
	return sound(points[category])
}

// each calls visit for every number of the series that are drawn.
func (d *sketch) each(visit func(series, category int, point Point)) {
	for category := range d.chart.Categories {
		for _, series := range d.shown {
			visit(series, category, d.point(series, category))
		}
	}
}

// stacked reports whether the numbers of a category lie on one another.
func (d *sketch) stacked() bool { return d.plan.stacks }

// fill returns the colour of a series.
func (d *sketch) fill(series int) color.RGBA {
	if d.mono {
		series = 0
	}
	return d.palette.color(series)
}

func (d *sketch) hasWithheld() bool {
	withheld := false
	d.each(func(series, category int, point Point) {
		withheld = withheld || point.Withheld || d.kind == Boxes && d.spread(series, category).Withheld ||
			d.kind == Scatter && d.across(series, category).Withheld
	})
	return withheld
}

// span returns the span of what is to be drawn, zero included wherever bars
// stand on it.
func (d *sketch) span() (low, high float64, known bool) {
	sums := make([]float64, len(d.chart.Categories))
	low, high = math.Inf(1), math.Inf(-1)
	anything := false
	cover := func(value float64) {
		value = tamed(value)
		low, high, known = math.Min(low, value), math.Max(high, value), true
	}
	d.each(func(series, category int, point Point) {
		if d.kind == Boxes {
			spread := d.spread(series, category)
			anything = anything || spread.Withheld
			if spread.Known {
				cover(spread.Smallest)
				cover(spread.Largest)
			}
			return
		}
		anything = anything || point.Withheld
		if !point.Known {
			return
		}
		value := tamed(point.Value)
		if d.stacked() {
			sums[category] = tamed(sums[category] + value)
			value = sums[category]
		}
		cover(value)
		if point.Interval && !d.stacked() {
			cover(point.Low)
			cover(point.High)
		}
	})
	if !known {
		return 0, 1, anything
	}
	flat := low == high
	// Bars stand on zero. A line may leave zero out where it would be pressed
	// flat.
	if d.plan.zero || low < 0.6*high || flat {
		low = math.Min(low, 0)
	}
	if d.plan.zero || flat || high < 0 && high > 0.6*low {
		high = math.Max(high, 0)
	}
	return low, high, true
}

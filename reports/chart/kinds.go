package chart

// Kind is a kind of chart.
type Kind string

// The kinds of chart.
const (
	None           Kind = "none"
	Bar            Kind = "bar"             // one bar a category, side by side when there are several series
	Horizontal     Kind = "horizontal"      // bars that lie, with their names at the left
	Grouped        Kind = "grouped"         // a bar for each series in every category
	Stacked        Kind = "stacked"         // one bar a category, the series on top of one another
	FullStacked    Kind = "stacked100"      // bars of equal length, cut into shares of the whole
	Line           Kind = "line"            // a line a series; missing values are gaps
	Area           Kind = "area"            // what is under a line, or under stacked lines
	Scatter        Kind = "scatter"         // one measure against another, a dot a category
	Histogram      Kind = "histogram"       // how many values lie in each class
	Boxes          Kind = "box"             // quartiles, median, smallest and largest of each category
	HeatMap        Kind = "heatmap"         // a shaded field for each category and series
	DotPlot        Kind = "dot"             // a dot for each number on a level line
	Slope          Kind = "slope"           // a line from a first number to a last
	Dial           Kind = "gauge"           // a number on a scale with bands
	Sparkline      Kind = "sparkline"       // a small line for each series beside its last number
	SmallMultiples Kind = "small-multiples" // a small chart for each series, all to one scale
	Likert         Kind = "likert"          // ordered answers to both sides of a middle line
	Pie            Kind = "pie"             // a few parts of one whole
)

// Kinds lists the kinds that can be drawn, in the order a menu should offer them.
func Kinds() []Kind {
	return []Kind{
		Bar, Horizontal, Grouped, Stacked, FullStacked, Line, Area, DotPlot, Slope, Scatter,
		Histogram, Boxes, HeatMap, SmallMultiples, Sparkline, Dial, Likert, Pie,
	}
}

// Title is what a menu calls the kind.
func (k Kind) Title() string {
	switch k {
	case None:
		return "No chart"
	case Bar:
		return "Bars"
	case Horizontal:
		return "Horizontal bars"
	case Grouped:
		return "Grouped bars"
	case Stacked:
		return "Stacked bars"
	case FullStacked:
		return "Stacked to 100 %"
	case Line:
		return "Lines"
	case Area:
		return "Area"
	case Scatter:
		return "Scatter"
	case Histogram:
		return "Histogram"
	case Boxes:
		return "Box plot"
	case HeatMap:
		return "Heat map"
	case DotPlot:
		return "Dot plot"
	case Slope:
		return "Slope"
	case Dial:
		return "Gauge"
	case Sparkline:
		return "Sparklines"
	case SmallMultiples:
		return "Small multiples"
	case Likert:
		return "Answers to both sides"
	case Pie:
		return "Pie"
	}
	return string(k)
}

// plan is how a kind is drawn.
type plan struct {
	draw func(d *sketch)
	// zero is true for marks whose length says the number, which must start at
	// zero.
	zero bool
	// stacks is true where the numbers of a category lie on one another.
	stacks bool
	// unlabelled is true where series are named without a legend.
	unlabelled bool
}

func planOf(kind Kind) plan {
	switch kind {
	case Horizontal:
		return plan{draw: (*sketch).horizontal, zero: true}
	case Stacked:
		return plan{draw: (*sketch).bars, zero: true, stacks: true}
	case FullStacked:
		return plan{draw: (*sketch).fullStacked, zero: true, stacks: true}
	case Line:
		return plan{draw: (*sketch).lineChart}
	case Area:
		return plan{draw: (*sketch).area, zero: true, stacks: true}
	case Scatter:
		return plan{draw: (*sketch).scatter}
	case Histogram:
		return plan{draw: (*sketch).histogram, zero: true, unlabelled: true}
	case Boxes:
		return plan{draw: (*sketch).boxes}
	case HeatMap:
		return plan{draw: (*sketch).heatMap, unlabelled: true}
	case DotPlot:
		return plan{draw: (*sketch).dotPlot}
	case Slope:
		return plan{draw: (*sketch).slope, unlabelled: true}
	case Dial:
		return plan{draw: (*sketch).gauges, unlabelled: true}
	case Sparkline:
		return plan{draw: (*sketch).sparklines, unlabelled: true}
	case SmallMultiples:
		return plan{draw: (*sketch).smallMultiples, zero: true, unlabelled: true}
	case Likert:
		return plan{draw: (*sketch).likert, zero: true, stacks: true}
	case Pie:
		return plan{draw: (*sketch).pie, zero: true, unlabelled: true}
	}
	return plan{draw: (*sketch).bars, zero: true}
}

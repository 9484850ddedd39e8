package chart

// Kind is a kind of chart.
type Kind string

// The kinds of chart.
const (
	None    Kind = "none"
	Bar     Kind = "bar"     // one bar a category, side by side when there are several series
	Stacked Kind = "stacked" // one bar a category, the series on top of one another
	Line    Kind = "line"    // a line a series; missing values are gaps
)

// Kinds lists the kinds that can be drawn, in the order a menu should offer them.
func Kinds() []Kind { return []Kind{Bar, Stacked, Line} }

// Chart is what is to be drawn: numbers and words, no positions.
type Chart struct {
	Kind  Kind
	Title string
	// CategoryTitle and ValueTitle name the axes, with the unit.
	CategoryTitle, ValueTitle string
	Categories                []string
	Series                    []Series
	// Decimals and Percent say how values are written on the axis and on labels.
	Decimals int
	Percent  bool
	// Note is a line beneath the chart, such as "The first 30 of 210 locations are drawn."
	Note string
}

// Series is one row of numbers, one a category.
type Series struct {
	Name   string
	Points []Point
}

// Point is one number to draw.
type Point struct {
	Value    float64
	Text     string // Value as people read it
	Known    bool   // false draws nothing, which is not the same as zero
	Withheld bool   // draws the mark for withheld values
}

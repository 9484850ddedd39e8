package chart

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

	// Language is that of what is said of the chart: "en", "es"; empty is English.
	Language string

	// Times is true when the categories are times, one after the other.
	Times bool
	// SeriesAdd tells whether the numbers of one category's series may be added
	// up, and CategoriesAdd whether those of one series' categories may.
	SeriesAdd, CategoriesAdd Addition
	// Counts is how many people or rows are behind each category, as n; nil
	// where that goes without saying, as it does for counts.
	Counts []int
	// Across names the level axis of a scatter chart.
	Across Axis
	// Edges are the limits of a histogram's classes: one more than there are
	// categories, ascending.
	Edges []float64
	// Range is what a gauge's scale covers; nil leaves it to the number: 0 to
	// 100 % for a share, otherwise from 0 to a round number beyond it.
	Range *Range
	// Bands are stretches of a gauge's scale, ascending.
	Bands []GaugeBand
	// Target is what the numbers of a gauge should come to; nil draws none.
	Target *float64
}

// Addition tells whether numbers that stand beside one another may be added.
type Addition uint8

// The ways in which numbers add up.
const (
	Adds  Addition = iota // they may be added, and may be all there is or not
	Apart                 // their sum means nothing, as with means
	Whole                 // together they are all of one whole
)

// Axis is what an axis measures and how its numbers are written.
type Axis struct {
	Title    string
	Decimals int
	Percent  bool
}

// Range is a stretch of numbers.
type Range struct{ Low, High float64 }

// Series is one row of numbers, one a category.
type Series struct {
	Name   string
	Points []Point
	// Across is where each point of a scatter chart lies on the level axis.
	Across []Point
	// Spreads are what a box chart draws, one a category.
	Spreads []Spread
}

// Point is one number to draw.
type Point struct {
	Value    float64
	Text     string // Value as people read it
	Known    bool   // false draws nothing, which is not the same as zero
	Withheld bool   // draws the mark for withheld values
	// Low and High are what chance leaves open, if Interval.
	Low, High float64
	Interval  bool
	// N is how many people or rows are behind the number; 0 says nothing.
	N int
	// Row and Column are the number's place in the table that the chart was
	// made from, counted from 1; 0 is no place.
	Row, Column int
}

// Spread is how the values of a category lie: five of them and how many there
// are. Each is evaluated from the values themselves.
type Spread struct {
	Smallest, LowerQuartile, Median, UpperQuartile, Largest float64
	N                                                       int
	Known, Withheld                                         bool
}

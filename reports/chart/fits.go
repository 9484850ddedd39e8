package chart

import (
	"fmt"
	"math"
)

// How much a kind can hold and still be read.
const (
	mostSlices     = 6
	mostGauges     = 6
	mostSlopes     = 40
	mostSparklines = 40
	mostPanels     = 24
)

// Fits reports whether a kind shows these numbers truthfully and legibly, and
// if not, why not, in a sentence. Draw goes by it: a chart of a kind that does
// not fit is drawn as bars, and the sentence stands beneath it. A chart
// without any numbers fits every kind.
func Fits(kind Kind, c *Chart) (fits bool, reason string) {
	f := factsOf(c)
	reason = c.translate(misfit(kind, c, f))
	return reason == "", reason
}

func misfit(kind Kind, c *Chart, f facts) string {
	if !f.any && kind != Boxes && kind != Histogram {
		return ""
	}
	switch kind {
	case Bar, Horizontal, HeatMap, DotPlot, None:
		return ""
	case Grouped:
		if len(c.Series) < 2 {
			return "Bars are grouped where there are several series, and there is one."
		}
	case Stacked:
		return stackMisfit(c, f)
	case FullStacked:
		return fullStackMisfit(c, f)
	case Line:
		return ""
	case Area:
		if len(c.Categories) < 2 {
			return "An area needs two or more points, and there is one."
		}
		return stackMisfit(c, f)
	case Scatter:
		if !f.across {
			return "A scatter chart needs two measures, such as mean(Score) and mean(Days Absent)."
		}
	case Histogram:
		if len(c.Edges) < 2 || len(c.Edges) != len(c.Categories)+1 || len(c.Series) != 1 || f.negative || !ascending(c.Edges) {
			return "A histogram needs the values of one column of numbers."
		}
	case Boxes:
		if !f.spread {
			return "A box plot needs the values of a column of numbers: its quartiles come from the rows."
		}
	case Slope:
		return slopeMisfit(c)
	case Dial:
		if f.numbers > mostGauges || len(c.Series) != 1 && len(c.Categories) != 1 {
			return fmt.Sprintf("A gauge shows one number, and %d at most beside one another; there are %d.", mostGauges, f.numbers)
		}
	case Sparkline:
		switch {
		case !c.Times || len(c.Categories) < 2:
			return "Sparklines run along times, such as school years, and the rows are not times."
		case len(c.Series) > mostSparklines:
			return fmt.Sprintf("There are %d series, and %d sparklines at most can be told apart.", len(c.Series), mostSparklines)
		}
	case SmallMultiples:
		switch {
		case len(c.Series) < 2:
			return "Small multiples have a panel for each series, and there is one."
		case len(c.Series) > mostPanels:
			return fmt.Sprintf("There are %d series, and %d panels at most can be read.", len(c.Series), mostPanels)
		}
	case Likert:
		if len(c.Series) < 2 {
			return "Answers lie to both sides where there are several, in order, and there is one series."
		}
		return fullStackMisfit(c, f)
	case Pie:
		return pieMisfit(c, f)
	default:
		return fmt.Sprintf("There is no kind of chart called %q.", string(kind))
	}
	return ""
}

func stackMisfit(c *Chart, f facts) string {
	switch {
	case f.negative:
		return "Negative numbers cannot be stacked."
	case c.SeriesAdd == Apart && len(c.Series) > 1:
		return fmt.Sprintf("%s cannot be stacked, because its parts do not add up.", subject(c))
	}
	return ""
}

func fullStackMisfit(c *Chart, f facts) string {
	switch {
	case len(c.Series) < 2:
		return "Shares of a whole need several series, and there is one."
	case f.negative:
		return "Negative numbers have no share of a whole."
	case c.SeriesAdd != Whole:
		return fmt.Sprintf("%s cannot be cut into shares, because its series are not all the parts of one whole.", subject(c))
	}
	return ""
}

func slopeMisfit(c *Chart) string {
	ends, lines := len(c.Series), len(c.Categories)
	if slopesAlong(c) {
		ends, lines = len(c.Categories), len(c.Series)
	}
	switch {
	case ends < 2:
		return "A slope goes from a first number to a last, and there is one."
	case ends > 2 && !c.Times:
		return fmt.Sprintf("A slope goes from one number to another, and there are %d that are not times.", ends)
	case lines > mostSlopes:
		return fmt.Sprintf("There are %d slopes, and %d at most can be told apart.", lines, mostSlopes)
	}
	return ""
}

func pieMisfit(c *Chart, f facts) string {
	parts, adds := len(c.Categories), c.CategoriesAdd
	if len(c.Categories) == 1 && len(c.Series) > 1 {
		parts, adds = len(c.Series), c.SeriesAdd
	} else if len(c.Series) != 1 {
		return fmt.Sprintf("A pie shows the parts of one whole, and there are %d series.", len(c.Series))
	}
	switch {
	case f.negative:
		return "A pie has no slice for a negative number."
	case adds != Whole:
		return fmt.Sprintf("A pie shows all parts of one whole, and %s does not add up to one.", lowerSubject(c))
	case f.withheld:
		return "A pie would hide that a part is withheld: the others would look larger than they are."
	case parts > mostSlices:
		return fmt.Sprintf("A pie of %d slices cannot be read; bars can.", parts)
	case parts < 2:
		return "A pie of one slice says nothing."
	case f.sum <= 0:
		return "There is nothing to cut a pie from: all numbers are zero."
	}
	return ""
}

func subject(c *Chart) string {
	if c.ValueTitle != "" {
		return c.ValueTitle
	}
	if c.Title != "" {
		return c.Title
	}
	return "This measure"
}

func lowerSubject(c *Chart) string {
	if c.ValueTitle == "" && c.Title == "" {
		return "this measure"
	}
	return subject(c)
}

// slopesAlong reports whether slopes go from the first category to the last,
// a line a series, and not from the first series to the last.
func slopesAlong(c *Chart) bool {
	if c.Times {
		return true
	}
	return len(c.Series) != 2 && len(c.Categories) == 2
}

// facts are what Fits looks at.
type facts struct {
	any, negative, withheld bool
	across, spread          bool
	numbers                 int
	sum                     float64
}

func factsOf(c *Chart) facts {
	var f facts
	for _, series := range c.Series {
		for i, point := range series.Points[:min(len(series.Points), len(c.Categories))] {
			point = sound(point)
			f.any = f.any || point.Known || point.Withheld
			f.withheld = f.withheld || point.Withheld
			if point.Known || point.Withheld {
				f.numbers++
			}
			if point.Known {
				f.negative = f.negative || point.Value < 0
				f.sum = tamed(f.sum + tamed(point.Value))
			}
			f.across = f.across || i < len(series.Across) && (sound(series.Across[i]).Known || series.Across[i].Withheld)
		}
		for _, spread := range series.Spreads[:min(len(series.Spreads), len(c.Categories))] {
			f.spread = f.spread || spread.sound() || spread.Withheld
		}
	}
	return f
}

// sound returns a point that is not known if it is not finite or withheld.
func sound(point Point) Point {
	if point.Withheld || math.IsNaN(point.Value) || math.IsInf(point.Value, 0) {
		point.Known = false
	}
	if math.IsNaN(point.Low) || math.IsNaN(point.High) || math.IsInf(point.Low, 0) || math.IsInf(point.High, 0) || point.Low > point.High {
		point.Interval = false
	}
	return point
}

// sound reports whether the spread can be drawn.
func (s Spread) sound() bool {
	values := []float64{s.Smallest, s.LowerQuartile, s.Median, s.UpperQuartile, s.Largest}
	for i, value := range values {
		if math.IsNaN(value) || math.IsInf(value, 0) || i > 0 && value < values[i-1] {
			return false
		}
	}
	return s.Known && !s.Withheld
}

func ascending(edges []float64) bool {
	for i, edge := range edges {
		if math.IsNaN(edge) || math.IsInf(edge, 0) || i > 0 && edge <= edges[i-1] {
			return false
		}
	}
	return true
}

package crosstab

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// maxBands is how many bands a field may be cut into.
const maxBands = 100

// Bands cut the numbers of a field into stretches. One of the three says how.
type Bands struct {
	// At are the numbers at which a new band begins, ascending: a number that
	// is one of them belongs to the band above.
	At []float64 `json:"at,omitempty"`
	// Equal is how many bands of the same width there are between the smallest
	// and the largest number of the dataset.
	Equal int `json:"equal,omitempty"`
	// Quantile is how many bands with about the same number of the dataset's
	// values there are.
	Quantile int `json:"quantile,omitempty"`
}

// Group is some members of a dimension that are made into one.
type Group struct {
	Label   string   `json:"label"`
	Members []string `json:"members"`
}

// resolveMembers checks how the members are made from values.
func (d Dimension) resolveMembers(kind table.Type) error {
	if err := d.resolveSplit(kind); err != nil {
		return err
	}
	if d.Bands != nil {
		if len(d.Groups) > 0 {
			return problem(codeBands, fmt.Sprintf("%s cannot be cut into bands and grouped by hand at once.", d.Field), "Use one of them.")
		}
		if kind != table.Integer && kind != table.Decimal && kind != table.Grade {
			return problem(codeBands, fmt.Sprintf("Bands need numbers, and %q holds %s.", d.Field, kindName(kind)), "Group its members by hand instead.")
		}
		return d.Bands.check()
	}
	groupOf := map[string]string{}
	for _, g := range d.Groups {
		if strings.TrimSpace(g.Label) == "" {
			return problem(codeBands, fmt.Sprintf("A group of %s has no name.", d.Field), "Name it.")
		}
		for _, m := range g.Members {
			if other, taken := groupOf[m]; taken && other != g.Label {
				return problem(codeBands, fmt.Sprintf("%q is in two groups, %s and %s.", m, other, g.Label), "Leave it in one.")
			}
			groupOf[m] = g.Label
		}
	}
	return nil
}

func (b Bands) check() error {
	ways := 0
	for _, used := range []bool{len(b.At) > 0, b.Equal != 0, b.Quantile != 0} {
		if used {
			ways++
		}
	}
	if ways != 1 {
		return problem(codeBands, "Bands are cut in one way.", "Give the numbers at which they begin, or how many of equal width, or how many quantiles.")
	}
	for _, n := range []int{b.Equal, b.Quantile, len(b.At) + 1} {
		if n != 0 && (n < 1 || n > maxBands) {
			return problem(codeBands, fmt.Sprintf("There cannot be %d bands.", n), fmt.Sprintf("Use 1 to %d.", maxBands))
		}
	}
	for i, at := range b.At {
		if math.IsNaN(at) || math.IsInf(at, 0) || i > 0 && at <= b.At[i-1] {
			return problem(codeBands, "The numbers at which bands begin do not ascend.", "List each once, the smallest first.")
		}
	}
	return nil
}

// starts returns the numbers at which a new band begins, given how often each
// number occurs.
func (b Bands) starts(values []float64, counts []uint32) []float64 {
	if len(values) == 0 {
		return nil
	}
	var starts []float64
	if b.Equal > 0 {
		low, high := values[0], values[len(values)-1]
		for i := 1; i < b.Equal; i++ {
			starts = append(starts, low+(high-low)*float64(i)/float64(b.Equal))
		}
	} else {
		for i := 1; i < b.Quantile; i++ {
			starts = append(starts, quantileOf(counts, values, float64(i)/float64(b.Quantile)))
		}
	}
	starts = slices.DeleteFunc(starts, func(start float64) bool { return start <= values[0] })
	for i, start := range starts {
		starts[i] = shortStart(start, values)
	}
	// Where many values are equal, fewer bands are left.
	return slices.Compact(starts)
}

// shortStart is a number near a start, with as few digits after the point
// beyond two as may be, that parts the values as the start does: below 2.58
// rather than below 2.583333. The values ascend; the start lies above the first
// of them and not above the last.
func shortStart(start float64, values []float64) float64 {
	above, _ := slices.BinarySearch(values, start)
	for decimals := 2; decimals < mostDecimals; decimals++ {
		nearest, step := table.Round(start, decimals), math.Pow10(-decimals)
		for _, short := range []float64{nearest, table.Round(nearest-step, decimals), table.Round(nearest+step, decimals)} {
			if values[above-1] < short && short <= values[above] {
				return short
			}
		}
	}
	return start
}

// banded returns the member of each number: its place among the bands, and the
// band as people read it.
func banded(starts []float64, decimals int) func(table.Value) table.Value {
	labels := make([]string, len(starts)+1)
	write := func(n float64) string { return table.FormatNumber(n, max(decimals, decimalsNeeded(n))) }
	for i := range labels {
		switch {
		case len(starts) == 0:
			labels[i] = "all"
		case i == 0:
			labels[i] = "below " + write(starts[0])
		case i == len(starts):
			labels[i] = write(starts[i-1]) + " and more"
		default:
			labels[i] = write(starts[i-1]) + " to below " + write(starts[i])
		}
	}
	return func(v table.Value) table.Value {
		if v.State != table.Reported {
			return v
		}
		place, exact := slices.BinarySearch(starts, v.Number)
		if exact {
			place++
		}
		return table.Value{Number: float64(place), Text: labels[place]}
	}
}

// mostDecimals is how many digits after the point a limit of a band shows at
// most.
const mostDecimals = 6

// decimalsNeeded is how many digits after the point a number has, up to the
// most that are shown.
func decimalsNeeded(n float64) int {
	for decimals := range mostDecimals {
		if table.Round(n, decimals) == n {
			return decimals
		}
	}
	return mostDecimals
}

// groupedByHand returns the member of each value where some are grouped by hand. A
// group of numbers, days or years stands where its first member would.
func groupedByHand(groups []Group, column table.Column, dictionary []table.Value) func(table.Value) table.Value {
	memberOf := map[string]table.Value{}
	for _, g := range groups {
		member := table.TextValue(strings.TrimSpace(g.Label))
		if !column.Type.IsText() {
			member.Number = math.Inf(1)
			for _, v := range dictionary {
				if v.State == table.Reported && slices.Contains(g.Members, column.Display(v)) {
					member.Number = min(member.Number, v.Number)
				}
			}
		}
		for _, label := range g.Members {
			memberOf[label] = member
		}
	}
	return func(v table.Value) table.Value {
		if member, listed := memberOf[column.Display(v)]; listed && v.State == table.Reported {
			return member
		}
		return v
	}
}

// deriveMembers returns how values become members; nil if each is its own.
func deriveMembers(a arrangement, column table.Column, codes table.Codes, dictionary []table.Value) func(table.Value) table.Value {
	switch {
	case a.bands != nil:
		starts := a.bands.At
		if len(starts) == 0 {
			starts = a.bands.starts(frequencies(codes, dictionary))
		}
		decimals := 0
		if column.Type == table.Decimal {
			decimals = min(column.Decimals, 2)
		}
		return banded(starts, decimals)
	case len(a.groups) > 0:
		return groupedByHand(a.groups, column, dictionary)
	}
	return nil
}

// frequencies lists the reported numbers that occur, ascending, and how often
// each does.
func frequencies(codes table.Codes, dictionary []table.Value) (values []float64, counts []uint32) {
	times := make([]uint32, len(dictionary))
	for row := range codes.Len() {
		times[codes.At(row)]++
	}
	var order []int
	for code, v := range dictionary {
		if v.State == table.Reported && times[code] > 0 {
			order = append(order, code)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return dictionary[i].Compare(dictionary[j]) })
	for _, code := range order {
		values, counts = append(values, dictionary[code].Number), append(counts, times[code])
	}
	return values, counts
}

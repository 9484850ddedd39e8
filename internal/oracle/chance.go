package oracle

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// group is what is behind a share or a mean that is tested.
type group struct {
	share, known      bool
	n, size, variance float64
}

// groupOf tells what is behind a measure in one cell; false for measures that
// are neither a share nor a mean.
func (o *Oracle) groupOf(m crosstab.Measure, row, column int) (group, bool) {
	if m.Show != crosstab.NoShow {
		return group{}, false
	}
	number := o.based(m, row, column)
	g := group{known: number.State == table.Reported, size: number.Value, n: float64(number.Used)}
	among := func(whole crosstab.Number) (group, bool) {
		g.share, g.n = true, whole.Value
		return g, true
	}
	yesNo := m.Field == "EL"
	switch {
	case m.Function == crosstab.Count && m.Base != crosstab.NoBase:
		return among(o.whole(m, row, column))
	case m.Base != crosstab.NoBase:
		return group{}, false
	case m.Function == crosstab.Rate:
		of, over := parts(m)
		if of.Function == crosstab.Count && over.Function == crosstab.Count && over.Field == "" {
			return among(o.measure(over, row, column))
		}
	case m.Function == crosstab.Yes, m.Function == crosstab.Mean && yesNo:
		g.share = true
		return g, true
	case m.Function == crosstab.Mean:
		deviation := o.measure(crosstab.Measure{Function: crosstab.Deviation, Field: m.Field}, row, column)
		g.variance = deviation.Value * deviation.Value
		return g, true
	}
	return group{}, false
}

// chance checks what a number says about chance.
func (o *Oracle) chance(m crosstab.Measure, row, column int, got crosstab.Number) bool {
	g, tested := o.groupOf(m, row, column)
	asked := o.spec.Confidence > 0 || o.spec.Differ != crosstab.NoTests
	if !tested || !g.known || !asked {
		return !got.Interval && !got.Small && got.Higher == ""
	}
	if got.Small != (g.n < 10) {
		return false
	}
	low, high, known := o.interval(g)
	if m.Base != crosstab.NoBase {
		// What is the whole itself is all of it whatever the rows say.
		if wholeRow, wholeColumn := o.wholeAt(m, row, column); wholeRow == row && wholeColumn == column {
			low, high, known = 0, 0, false
		}
	}
	if got.Interval != known {
		return false
	}
	near := func(x, y, size float64) bool { return math.Abs(x-y) <= max(1e-9, o.Tolerance)*max(size, math.Abs(y)) }
	size := max(math.Abs(low), math.Abs(high))
	return !known || near(got.Low, low, size) && near(got.High, high, size)
}

// interval is Wilson's of a share, and Student's of a mean.
func (o *Oracle) interval(g group) (low, high float64, known bool) {
	confidence := o.spec.Confidence
	if confidence == 0 || !g.share && g.n < 2 {
		return 0, 0, false
	}
	if !g.share {
		half := quantileWithin(g.n-1, confidence) * math.Sqrt(g.variance/g.n)
		return g.size - half, g.size + half, true
	}
	// Those shares p for which the one that was seen is within z standard
	// errors: the roots of (p - seen)² = z² p (1 - p) / n.
	z := quantileWithin(math.Inf(1), confidence)
	a, b, c := 1+z*z/g.n, -(2*g.size + z*z/g.n), g.size*g.size
	root := math.Sqrt(max(0, b*b-4*a*c))
	return (-b - root) / (2 * a), (-b + root) / (2 * a), true
}

// quantileWithin is the t within which a share of Student's distribution lies;
// of the normal one for infinite freedom.
func quantileWithin(freedom, share float64) float64 {
	// Newton's method from below, where what is outside curves towards the root.
	t := 0.0
	for range 60 {
		slope := 2 / math.Sqrt(2*math.Pi) * math.Exp(-t*t/2)
		if !math.IsInf(freedom, 1) {
			// The cosine of the angle is the root of freedom / (freedom + t²).
			slope = math.Pow(freedom/(freedom+t*t), (freedom+1)/2) / (area(freedom, 0) * math.Sqrt(freedom))
		}
		step := (outside(freedom, t) - (1 - share)) / slope
		if t += step; math.Abs(step) <= 1e-15*t {
			break
		}
	}
	return t
}

// outside is the share of Student's distribution beyond t on both sides. With
// t = tan(angle) times the root of the freedom, its density is a power of the
// cosine, which is added up by Gauss and Legendre's rule.
func outside(freedom, t float64) float64 {
	if math.IsInf(freedom, 1) {
		return math.Erfc(t / math.Sqrt2)
	}
	return area(freedom, math.Atan(t/math.Sqrt(freedom))) / area(freedom, 0)
}

// area is that under the power of the cosine from an angle to the right one.
func area(freedom, from float64) float64 {
	const parts = 8
	nodes, weights := gauss()
	half := (math.Pi/2 - from) / parts / 2
	total := 0.0
	for part := range parts {
		middle := from + half*float64(2*part+1)
		for i, node := range nodes {
			total += weights[i] * math.Pow(math.Cos(middle+half*node), freedom-1)
		}
	}
	return total * half
}

// gauss finds the places and weights of Gauss and Legendre's rule with sixteen
// points, by Newton's method on the polynomial.
var gauss = sync.OnceValues(func() (nodes, weights []float64) {
	const n = 16
	for i := range n {
		x := math.Cos(math.Pi * (float64(i) + 0.75) / (n + 0.5))
		slope := 0.0
		for range 50 {
			before, value := 1.0, x
			for k := 2.0; k <= n; k++ {
				before, value = value, ((2*k-1)*x*value-(k-1)*before)/k
			}
			slope = n * (x*value - before) / (x*x - 1)
			x -= value / slope
		}
		nodes, weights = append(nodes, x), append(weights, 2/((1-x*x)*slope*slope))
	}
	return nodes, weights
})

// letters says for each column of a row which columns its number is higher than.
func (o *Oracle) letters(m crosstab.Measure, row int, columns []int) []string {
	higher := make([]string, len(columns))
	if o.spec.Differ == crosstab.NoTests || slices.ContainsFunc(o.spec.Columns, func(d crosstab.Dimension) bool { return d.Split != "" }) {
		return higher
	}
	type found struct {
		high, low int
		p         float64
	}
	names := o.columnLetters(columns)
	var pairs []found
	for j, y := range columns {
		for i, x := range columns[:j] {
			if names[i] == "" || names[j] == "" || o.cols.nodes[x].parent != o.cols.nodes[y].parent {
				continue
			}
			a, tested := o.groupOf(m, row, x)
			b, _ := o.groupOf(m, row, y)
			if p, able := differ(a, b); tested && able {
				if a.size > b.size {
					pairs = append(pairs, found{i, j, p})
				} else {
					pairs = append(pairs, found{j, i, p})
				}
			}
		}
	}
	allowed := 0.05
	if o.spec.Confidence > 0 {
		allowed = 1 - o.spec.Confidence
	}
	// Bonferroni multiplies by the number of tests; Benjamini and Hochberg by that
	// divided by the rank, and take the least of those from there on.
	slices.SortFunc(pairs, func(a, b found) int { return cmp.Compare(b.p, a.p) })
	least := math.Inf(1)
	for i, one := range pairs {
		adjusted := one.p * float64(len(pairs))
		if o.spec.Differ == crosstab.BenjaminiHochberg {
			least = min(least, adjusted/float64(len(pairs)-i))
			adjusted = least
		}
		if adjusted <= allowed {
			higher[one.high] += names[one.low] + " "
		}
	}
	for i, text := range higher {
		words := strings.Fields(text)
		slices.SortFunc(words, func(x, y string) int { return slices.Index(names, x) - slices.Index(names, y) })
		higher[i] = strings.Join(words, " ")
	}
	return higher
}

// differ is how often two groups would be at least as far apart by chance.
func differ(a, b group) (p float64, able bool) {
	if !a.known || !b.known || a.n < 10 || b.n < 10 {
		return 0, false
	}
	if a.share {
		yes := a.size*a.n + b.size*b.n
		no := a.n + b.n - yes
		if least := min(a.n, b.n) * min(yes, no) / (a.n + b.n); least < 5-1e-9 {
			return 0, false
		}
		// Chi-square of the table of two by two.
		cross := a.size*a.n*(1-b.size)*b.n - b.size*b.n*(1-a.size)*a.n
		chi := cross * cross * (a.n + b.n) / (a.n * b.n * yes * no)
		return math.Erfc(math.Sqrt(chi / 2)), true
	}
	x, y := a.variance/a.n, b.variance/b.n
	if x+y == 0 {
		return 0, a.size != b.size
	}
	freedom := (x + y) * (x + y) / (x*x/(a.n-1) + y*y/(b.n-1))
	return outside(freedom, math.Abs(a.size-b.size)/math.Sqrt(x+y)), true
}

// columnLetters names the columns that are no totals, beginning anew in every
// group.
func (o *Oracle) columnLetters(columns []int) []string {
	names := make([]string, len(columns))
	if len(o.cols.levels) == 0 {
		return names
	}
	count := map[int]int{}
	for i, at := range columns {
		n := o.cols.nodes[at]
		if n.depth < len(o.cols.levels) {
			continue
		}
		place := count[n.parent]
		count[n.parent]++
		names[i] = string(rune('A' + place%26))
		if place >= 26 {
			names[i] = string(rune('A'+place/26-1)) + names[i]
		}
	}
	return names
}

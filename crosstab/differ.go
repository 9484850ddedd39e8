package crosstab

import (
	"cmp"
	"math"
	"slices"
)

// letters are what a row's columns are higher than, by measure and cell.
type letters struct {
	columns []string // the letter of each column; empty for totals
	higher  map[[2]int]string
}

// columnLetters gives the columns that are compared a letter each: those beside
// one another under the same member of the field further out.
func (a *axis) columnLetters() (names []string, groups [][]int) {
	names = make([]string, len(a.headers))
	if len(a.keys) == 0 || a.splits() { // answers of the same rows are not apart
		return names, nil
	}
	at := map[string]int{}
	for i, h := range a.headers[:a.shown] {
		if h.total {
			continue
		}
		outer := pathText(h.path[:len(h.path)-1], -1, 0)
		group, known := at[outer]
		if !known {
			group = len(groups)
			at[outer] = group
			groups = append(groups, nil)
		}
		names[i] = letter(len(groups[group]))
		groups[group] = append(groups[group], i)
	}
	return names, groups
}

// letter is the n-th of A, B ... Z, AA, AB ...
func letter(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return letter(n/26-1) + letter(n%26)
}

// differ tests which columns differ, row by row: every pair of columns beside
// one another, for every measure that is a share or a mean.
func (r *Result) differ() {
	if r.plan.spec.Differ == NoTests {
		return
	}
	names, groups := r.plan.columns.columnLetters()
	r.letters = &letters{columns: names, higher: map[[2]int]string{}}
	allowed := 0.05
	if r.plan.spec.Confidence > 0 {
		allowed = 1 - r.plan.spec.Confidence
	}
	for k, m := range r.plan.measures {
		for row := range r.plan.rows.headers[:r.plan.rows.shown] {
			var pairs []pair
			for _, group := range groups {
				pairs = append(pairs, r.pairs(m, row, group)...)
			}
			for _, p := range significant(pairs, allowed, r.plan.spec.Differ) {
				cell := [2]int{k, r.at(row, p.higher)}
				if r.letters.higher[cell] != "" {
					r.letters.higher[cell] += " "
				}
				r.letters.higher[cell] += names[p.lower]
			}
		}
	}
}

// pair is two columns of a row and how often they would differ as much by
// chance.
type pair struct {
	higher, lower int
	p             float64
}

// pairs tests the columns of one group.
func (r *Result) pairs(m *planned, row int, columns []int) []pair {
	var pairs []pair
	samples := make([]sample, len(columns))
	for i, column := range columns {
		samples[i] = r.sample(m, r.based(m, row, column), r.at(row, column))
	}
	for i, a := range samples {
		for j, b := range samples[:i] {
			p, able := apart(a, b)
			if !able {
				continue
			}
			if a.size() > b.size() {
				pairs = append(pairs, pair{columns[i], columns[j], p})
			} else {
				pairs = append(pairs, pair{columns[j], columns[i], p})
			}
		}
	}
	return pairs
}

// size is the share or the mean.
func (s sample) size() float64 {
	if s.share {
		return float64(s.successes) / float64(s.n)
	}
	return s.mean
}

// apart is how often two samples of one population would be at least as far
// apart: for shares by the z test with a pooled share, which is chi-square of
// the two by two table, for means by Welch's t test. It is not able to say for
// small groups, nor for shares where fewer than five would be expected.
func apart(a, b sample) (p float64, able bool) {
	if !a.comparable || !b.comparable || !a.reported || !b.reported || min(a.n, b.n) < SmallGroup {
		return 0, false
	}
	first, second := float64(a.n), float64(b.n)
	if a.share {
		pooled := float64(a.successes+b.successes) / (first + second)
		if min(first, second)*min(pooled, 1-pooled) < 5 {
			return 0, false
		}
		z := math.Abs(a.size()-b.size()) / math.Sqrt(pooled*(1-pooled)*(1/first+1/second))
		return math.Erfc(z / math.Sqrt2), true
	}
	x, y := a.deviation*a.deviation/first, b.deviation*b.deviation/second
	if x+y == 0 {
		return 0, a.mean != b.mean // values without any spread
	}
	t := math.Abs(a.mean-b.mean) / math.Sqrt(x+y)
	freedom := (x + y) * (x + y) / (x*x/(first-1) + y*y/(second-1))
	return student{freedom}.outside(t), true
}

// significant keeps the pairs that differ when so many were tested.
func significant(pairs []pair, allowed float64, correction Correction) []pair {
	tested := float64(len(pairs))
	limit := 0.0
	if correction == Bonferroni {
		limit = allowed / tested
	} else {
		// The largest p that is below its share of what is allowed, and all
		// smaller ones.
		ordered := slices.Clone(pairs)
		slices.SortFunc(ordered, func(a, b pair) int { return cmp.Compare(a.p, b.p) })
		limit = -1
		for i, p := range ordered {
			if p.p <= allowed*float64(i+1)/tested {
				limit = p.p
			}
		}
	}
	kept := slices.DeleteFunc(slices.Clone(pairs), func(p pair) bool { return p.p > limit })
	slices.SortStableFunc(kept, func(a, b pair) int { return cmp.Compare(a.lower, b.lower) })
	return kept
}

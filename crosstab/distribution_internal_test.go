package crosstab

import (
	"math"
	"testing"
)

// The figures were computed with fifty digits from the incomplete gamma and
// beta functions, and from the densities themselves.

func closeTo(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s is %.17g, want %.17g: off by %.1e", what, got, want, math.Abs(got-want)/math.Abs(want))
	}
}

func TestChiSquareTail(t *testing.T) {
	for _, c := range []struct{ freedom, x, p float64 }{
		{1, 3.841458820694124, 0.050000000000000057},
		{1, 50.5, 1.1916479393546043e-12},
		{2, 30.0701, 2.953661688446649e-7},
		{3, 0.05, 0.99707066723538007},
		{10, 18.307, 0.05000058909139812},
		{10, 200, 1.6139305336977305e-37},
		{57, 80.25, 0.022899634639598183},
		{400, 399.5, 0.49765005576912774},
		{400, 520, 4.7500124443008756e-5},
		{5000, 5250.75, 0.0066915757021046505},
		{100000, 101234.5, 0.0029739752064548523},
		{2000000, 2003000, 0.066861104235897762},
		{2000000, 1998000, 0.84134478642569635},
	} {
		closeTo(t, "p", upperGamma(c.freedom/2, c.x/2), c.p, 1e-11)
	}
}

func TestStudentTail(t *testing.T) {
	for _, c := range []struct{ freedom, t, p float64 }{
		{1, 12.7, 0.05002432768934416},
		{1, 0.3, 0.81445284184451532},
		{2.5, 4.303, 0.033100023492256461},
		{9, 1.9, 0.089888089016268669},
		{9, 2.1, 0.065118282412152042},
		{9, 60, 5.0011904716729044e-13},
		{28.75, 2.5, 0.018380181893394532},
		{100, 1.99, 0.049321069277153062},
		{100, 5.5, 2.9234214544293747e-7},
		{12345.5, 1.96, 0.050018251706244769},
		{12345.5, 6.5, 8.3410633310083806e-11},
		{9999999, 0.001, 0.999202115592125},
		{9999999, 1.96, 0.049995818025316965},
		{9999999, 3.3, 0.00096685166419330322},
		{9999999, 8, 1.2443234802938157e-15},
	} {
		closeTo(t, "p", student{c.freedom}.outside(c.t), c.p, 1e-10)
	}
	for _, c := range []struct{ freedom, share, t float64 }{
		{1, 0.95, 12.706204736174693},
		{1, 0.999, 636.61924876871905},
		{4, 0.95, 2.7764451051977935},
		{9, 0.5, 0.70272214675132637},
		{19, 0.95, 2.0930240544083093},
		{146, 0.95, 1.9763456545938129},
		{9999, 0.99, 2.5763210958565974},
		{9999999, 0.95, 1.9599642217672288},
	} {
		closeTo(t, "t", student{c.freedom}.quantile(c.share), c.t, 1e-11)
	}
}

func TestWilsonToManyDigits(t *testing.T) {
	for _, c := range []struct {
		successes, n          int
		confidence, low, high float64
	}{
		{7, 20, 0.95, 0.18119182410108207, 0.56714572331476373},
		{0, 13, 0.95, 0, 0.22809537235419835},
		{13, 13, 0.9, 0.82773321649115485, 1},
		{1, 1_000_000, 0.99, 1.1740547499963234e-7, 8.5174338347555946e-6},
		{4_999_999, 10_000_000, 0.95, 0.49969000254340905, 0.50030979745666778},
	} {
		low, high := Wilson(c.successes, c.n, c.confidence)
		closeTo(t, "low", low, c.low, 1e-11)
		closeTo(t, "high", high, c.high, 1e-11)
	}
}

package crosstab

import "math"

// precision is where the series and fractions below stop.
const precision = 1e-16

// upperGamma is the regularized upper incomplete gamma function Q(a, x): the
// share of a gamma distribution that lies above x.
func upperGamma(a, x float64) float64 {
	if x <= 0 {
		return 1
	}
	logGamma, _ := math.Lgamma(a)
	scale := math.Exp(a*math.Log(x) - x - logGamma)
	if x < a+1 {
		// The series of the lower function converges quickly here.
		term := 1 / a
		sum := term
		for n := a + 1; term > sum*precision; n++ {
			term *= x / n
			sum += term
		}
		return max(0, 1-scale*sum)
	}
	// And the continued fraction of the upper one here.
	return scale * fraction(x+1-a, func(i float64) (numerator, denominator float64) {
		return -i * (i - a), x + 1 - a + 2*i
	})
}

// fraction evaluates 1/(first + n1/(d1 + n2/(d2 + ...))) by Lentz's method.
func fraction(first float64, term func(i float64) (numerator, denominator float64)) float64 {
	const tiny = 1e-300
	if first == 0 {
		first = tiny
	}
	c, d := 1/tiny, 1/first
	result := d
	for i := 1.0; i < 100_000; i++ {
		numerator, denominator := term(i)
		if d = denominator + numerator*d; d == 0 {
			d = tiny
		}
		if c = denominator + numerator/c; c == 0 {
			c = tiny
		}
		d = 1 / d
		step := c * d
		result *= step
		if math.Abs(step-1) < precision*8 {
			break
		}
	}
	return result
}

// studentWithin is the share of Student's t distribution that lies between -t
// and t.
func studentWithin(freedom, t float64) float64 {
	return 1 - beta(freedom/2, 0.5, freedom/(freedom+t*t))
}

// beta is the regularized incomplete beta function.
func beta(a, b, x float64) float64 {
	if x <= 0 || x >= 1 {
		return min(1, max(0, x))
	}
	if x > (a+1)/(a+b+2) {
		return 1 - beta(b, a, 1-x)
	}
	whole, _ := math.Lgamma(a + b)
	left, _ := math.Lgamma(a)
	right, _ := math.Lgamma(b)
	scale := math.Exp(whole-left-right+a*math.Log(x)+b*math.Log1p(-x)) / a
	return scale * fraction(1, func(i float64) (numerator, denominator float64) {
		m := math.Floor(i / 2)
		if i == 2*m {
			return m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)), 1
		}
		return -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1)), 1
	})
}

// studentQuantile is the t within which a share of the distribution lies.
func studentQuantile(freedom, share float64) float64 {
	low, high := 0.0, 1.0
	for studentWithin(freedom, high) < share && high < 1e300 {
		high *= 2
	}
	for range 200 {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			break
		}
		if studentWithin(freedom, middle) < share {
			low = middle
		} else {
			high = middle
		}
	}
	return low + (high-low)/2
}

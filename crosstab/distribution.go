package crosstab

import "math"

// precision is where the series and fractions below stop.
const precision = 1e-16

// stirling is what Stirling's formula lacks of the logarithm of the gamma
// function. Powers and gamma functions of large numbers nearly cancel each other
// out; taken apart with it, nothing is lost.
func stirling(z float64) float64 {
	if z < 16 {
		logGamma, _ := math.Lgamma(z)
		return logGamma - ((z-0.5)*math.Log(z) - z + 0.5*math.Log(2*math.Pi))
	}
	square := z * z
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-(1.0/1188-691.0/360360/square)/square)/square)/square)/square) / z
}

// upperGamma is the regularized upper incomplete gamma function Q(a, x): the
// share of a gamma distribution that lies above x.
func upperGamma(a, x float64) float64 {
	if x <= 0 {
		return 1
	}
	// x^a e^-x / Γ(a)
	scale := math.Sqrt(a/(2*math.Pi)) * math.Exp(a*math.Log1p((x-a)/a)-(x-a)-stirling(a))
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

// student is Student's t distribution with so many degrees of freedom, seen as a
// beta distribution.
type student struct{ freedom float64 }

// power is x^a y^(1/2) / B(a, 1/2), where a is half the freedom, x the share of
// the freedom in freedom + t² and y that of t².
func (s student) power(t float64) float64 {
	a, n := s.freedom/2, s.freedom/2+0.5
	whole := s.freedom + t*t
	x, y := s.freedom/whole, t*t/whole
	apart := x/2 - a*y // x(a + 1/2) - a without rounding
	return math.Sqrt(a/(4*math.Pi*n)) * math.Exp(stirling(n)-stirling(a)-stirling(0.5)+a*math.Log1p(apart/a)+0.5*math.Log1p(-2*apart))
}

// outside is the share of the distribution beyond t on both sides.
func (s student) outside(t float64) float64 {
	a := s.freedom / 2
	whole := s.freedom + t*t
	x, y := s.freedom/whole, t*t/whole
	if t == 0 {
		return 1
	}
	if t*t < 4 {
		// Within t, the series has terms above zero alone.
		term, sum := 1.0, 1.0
		for n := 1.0; term > sum*precision; n++ {
			term *= (a + n - 0.5) / (n + 0.5) * y
			sum += term
		}
		return 1 - 2*s.power(t)*sum
	}
	const b = 0.5
	return s.power(t) / a * fraction(1, func(i float64) (numerator, denominator float64) {
		m := math.Floor(i / 2)
		if i == 2*m {
			return m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)), 1
		}
		return -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1)), 1
	})
}

// quantile is the t within which a share of the distribution lies: by Newton's
// method, and by halves where that leads astray.
func (s student) quantile(share float64) float64 {
	low, high := 0.0, math.Inf(1)
	t := math.Sqrt2 * math.Erfinv(share)
	for range 200 {
		excess := 1 - share - s.outside(t)
		if excess < 0 {
			low = t
		} else {
			high = t
		}
		next := t - excess*t/(2*s.power(t))
		if !(next > low && next < high) {
			if next = 2 * t; !math.IsInf(high, 1) {
				next = low + (high-low)/2
			}
		}
		if math.Abs(next-t) <= 1e-15*t {
			return next
		}
		t = next
	}
	return t
}

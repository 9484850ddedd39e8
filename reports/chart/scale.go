package chart

import (
	"math"
	"strconv"
	"strings"
)

// Numbers beyond these cannot be drawn to scale and are drawn at the limit.
const (
	largest  = 1e300
	smallest = 1e-290
)

// scale turns values into places along an axis.
type scale struct {
	low, high float64 // values at the ends of the axis
	step      float64
	from, to  float64 // places of low and high
}

// place returns where a value lies along the axis.
func (s scale) place(value float64) float64 {
	share := (tamed(value) - s.low) / (s.high - s.low)
	return s.from + share*(s.to-s.from)
}

// ticks returns the values at which the axis has lines.
func (s scale) ticks() []float64 {
	var values []float64
	first := math.Ceil(s.low/s.step - 1e-6)
	for i := range 40 {
		value := (first + float64(i)) * s.step
		if value > s.high+s.step*1e-6 {
			break
		}
		if math.Abs(value) < s.step*1e-6 {
			value = 0
		}
		values = append(values, value)
	}
	return values
}

// trimmed ends the axis where the values end, rather than at the next step, as
// long as two lines remain to judge by.
func (s scale) trimmed(low, high float64) scale {
	cut := s
	cut.low, cut.high = math.Max(s.low, tamed(low)), math.Min(s.high, tamed(high))
	if len(cut.ticks()) < 2 {
		return s
	}
	return cut
}

// tamed keeps a value within what can be reckoned with.
func tamed(value float64) float64 {
	if math.IsNaN(value) || math.Abs(value) < smallest {
		return 0
	}
	return math.Max(-largest, math.Min(largest, value))
}

// niceScale returns a scale of about count steps of 1, 2, 2.5 or 5 times a
// power of ten that covers low to high. Whole numbers get whole steps.
func niceScale(low, high float64, count int, whole bool) scale {
	low, high = tamed(low), tamed(high)
	if high < low {
		low, high = high, low
	}
	if width := math.Max(math.Abs(low), math.Abs(high)); high-low <= width*1e-9 {
		switch {
		case width == 0:
			high = 1
		case low > 0:
			low = 0
		case high < 0:
			high = 0
		}
	}
	rough := (high - low) / float64(max(1, count))
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * power
	for _, nice := range []float64{1, 2, 2.5, 5} {
		if nice*power >= rough*0.999999 {
			step = nice * power
			break
		}
	}
	if whole {
		step = math.Max(1, math.Ceil(step))
	}
	s := scale{low: math.Floor(low/step+1e-9) * step, high: math.Ceil(high/step-1e-9) * step, step: step}
	if s.high <= s.low {
		// All of it lies within a hair of one step.
		s.high = s.low + step
	}
	return s
}

// tickText writes a value on the axis in as few characters as tell it apart
// from its neighbours: 25K, 1.5M, 40%.
func (s scale) tickText(value float64, percent bool) string {
	widest := math.Max(math.Abs(s.low), math.Abs(s.high))
	if value == 0 && percent {
		return "0%"
	}
	if value == 0 {
		return "0"
	}
	if widest >= 1e15 || widest < 1e-6 {
		return strings.Replace(strconv.FormatFloat(value, 'g', 3, 64), "e+", "e", 1)
	}
	if percent {
		return fixedText(value*100, decimalsOf(s.step*100)) + "%"
	}
	for _, unit := range []struct {
		size   float64
		letter string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}} {
		// 250M is easier to read than 0.25B.
		if widest >= unit.size && widest >= 1e4 && decimalsOf(s.step/unit.size) <= 1 {
			return fixedText(value/unit.size, decimalsOf(s.step/unit.size)) + unit.letter
		}
	}
	return fixedText(value, decimalsOf(s.step))
}

// decimalsOf is how many decimals a step needs.
func decimalsOf(step float64) int {
	for decimals := range 12 {
		scaled := step * math.Pow10(decimals)
		if math.Abs(scaled-math.Round(scaled)) < 1e-6*math.Max(1, scaled) && scaled >= 0.5 {
			return decimals
		}
	}
	return 12
}

func fixedText(value float64, decimals int) string {
	text := strconv.FormatFloat(value, 'f', decimals, 64)
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

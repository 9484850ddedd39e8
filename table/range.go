package table

import (
	"math"
	"strconv"
	"strings"
)

// Range is what a withheld value still tells: that it lies between two bounds.
// An end without a bound is infinite.
type Range struct {
	Low, High float64
	// LowOpen and HighOpen tell that the bound itself is outside: "<11".
	LowOpen, HighOpen bool
	Percent           bool // the bounds were written with a percent sign
}

// ParseRange reads a range or a bound as publishers of figures write them in
// place of a number: 20-24, 6-10%, <11, n<10, ≤5%, GE95, LT 50, "fewer than 11",
// "10 or less". A range is never a number: nobody knows where in it the value
// is.
func ParseRange(text string) (Range, bool) {
	if len(text) < 2 || len(text) > 32 {
		return Range{}, false
	}
	if r, ok := parseSpan(text); ok {
		return r, true
	}
	return parseBound(text)
}

// Range returns the bounds of a withheld value whose text tells them.
func (v Value) Range() (Range, bool) {
	if v.State != Withheld {
		return Range{}, false
	}
	return ParseRange(v.Text)
}

// parseSpan reads 20-24, 20%-24%, 20 – 24 and "20 to 24".
func parseSpan(text string) (Range, bool) {
	if text[0] < '0' || text[0] > '9' {
		return Range{}, false
	}
	for _, between := range []string{"-", "–", "—", " to "} {
		first, second, found := strings.Cut(text, between)
		if !found {
			continue
		}
		low, lowPercent, okLow := parseBoundNumber(strings.TrimSpace(first))
		high, highPercent, okHigh := parseBoundNumber(strings.TrimSpace(second))
		if !okLow || !okHigh || low >= high || (lowPercent && !highPercent) {
			return Range{}, false
		}
		return Range{Low: low, High: high, Percent: highPercent}, true
	}
	return Range{}, false
}

// comparison is a way to write a bound.
type comparison struct {
	words string // in small letters
	below bool
	open  bool
}

// comparisonSigns stand before the number; the longer come first.
func comparisonSigns() []comparison {
	return []comparison{
		{"<=", true, false},
		{"≤", true, false},
		{"=<", true, false},
		{"<", true, true},
		{">=", false, false},
		{"≥", false, false},
		{"=>", false, false},
		{">", false, true},
		{"le", true, false},
		{"lt", true, true},
		{"ge", false, false},
		{"gt", false, true},
		{"less than ", true, true},
		{"fewer than ", true, true},
		{"under ", true, true},
		{"at most ", true, false},
		{"up to ", true, false},
		{"more than ", false, true},
		{"greater than ", false, true},
		{"over ", false, true},
		{"at least ", false, false},
	}
}

// comparisonEndings stand behind the number.
func comparisonEndings() []comparison {
	return []comparison{
		{" or less", true, false},
		{" or fewer", true, false},
		{" or below", true, false},
		{" or lower", true, false},
		{" or more", false, false},
		{" or above", false, false},
		{" or higher", false, false},
		{" or greater", false, false},
		{"+", false, false},
	}
}

func parseBound(text string) (Range, bool) {
	switch c := text[0]; {
	case c == '<' || c == '>' || c == '=' || c >= 0x80 || (c >= '0' && c <= '9'):
	case (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'):
	default:
		return Range{}, false
	}
	bare := strings.ToLower(text)
	// "n<10" names what is counted.
	if rest, found := strings.CutPrefix(bare, "n"); found {
		rest = strings.TrimLeft(rest, " ")
		if rest == "" || (rest[0] != '<' && rest[0] != '>' && rest[0] < 0x80) {
			return Range{}, false
		}
		bare = rest
	}
	for _, sign := range comparisonSigns() {
		if rest, found := strings.CutPrefix(bare, sign.words); found {
			return sign.bound(strings.TrimLeft(rest, " "))
		}
	}
	for _, ending := range comparisonEndings() {
		if rest, found := strings.CutSuffix(bare, ending.words); found {
			return ending.bound(rest)
		}
	}
	return Range{}, false
}

func (c comparison) bound(text string) (Range, bool) {
	number, percent, ok := parseBoundNumber(text)
	if !ok {
		return Range{}, false
	}
	if c.below {
		return Range{Low: math.Inf(-1), High: number, HighOpen: c.open, Percent: percent}, true
	}
	return Range{Low: number, High: math.Inf(1), LowOpen: c.open, Percent: percent}, true
}

// parseBoundNumber reads 10, 1,000, 99.9 and 95%.
func parseBoundNumber(text string) (number float64, percent, ok bool) {
	text, percent = strings.CutSuffix(text, "%")
	if percent {
		text = strings.TrimRight(text, " ")
	}
	whole, fraction, hasPoint := strings.Cut(text, ".")
	if whole == "" || len(whole) > 9 || (hasPoint && fraction == "") || strings.Trim(fraction, "0123456789") != "" {
		return 0, false, false
	}
	if head, tail, found := strings.Cut(whole, ","); found {
		if head == "" || len(head) > 3 || len(tail) != 3 {
			return 0, false, false
		}
		whole = head + tail
	}
	if strings.Trim(whole, "0123456789") != "" {
		return 0, false, false
	}
	number, err := strconv.ParseFloat(whole+"."+fraction+"0", 64)
	return number, percent, err == nil
}

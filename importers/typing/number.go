package typing

import (
	"math"
	"strconv"
	"strings"
)

// number is what a text says when it is read as a number.
type number struct {
	value       float64
	decimals    int  // digits after the decimal point
	digits      int  // digits before it
	leadingZero bool // as in "007"
	onlyDigits  bool // nothing but 0-9
	percent     bool
	decorated   bool // signs beside the minus, separators, an exponent
	canonical   bool // the shortest decimal form of value is the text itself
}

// longestNumber is the number of characters beyond which no text is a number.
const longestNumber = 48

// readNumber reads a number as people and systems write them: 12, -3.50,
// 1,234, $5, (7.25) and 7.25- for a negative one, 12.5%, 1.5E+6. The value of
// 12.5% is 12.5.
func readNumber(text string) (number, bool) {
	if text == "" || len(text) > longestNumber {
		return number{}, false
	}
	if n, ok := readDigits(text); ok {
		return n, true
	}
	n := number{}
	body, negative, decorated := undecorate(text, &n)
	whole, fraction, exponent, ok := splitNumber(body)
	if !ok {
		return number{}, false
	}
	if strings.Contains(whole, ",") {
		if !areThousands(whole) {
			return number{}, false
		}
		whole, decorated = strings.ReplaceAll(whole, ",", ""), true
	}
	clean := whole + "." + fraction
	if exponent != "" {
		clean += "e" + exponent
	}
	value, err := strconv.ParseFloat(clean, 64)
	if err != nil || math.IsInf(value, 0) {
		return number{}, false
	}
	n.value, n.digits, n.decimals = value, len(whole), len(fraction)
	if exponent != "" {
		shift, _ := strconv.Atoi(exponent) // splitNumber saw to it that it is one
		n.decimals = max(0, n.decimals-shift)
		if n.digits = max(0, n.digits+shift); n.digits > 300 {
			return number{}, false
		}
	}
	n.leadingZero = exponent == "" && len(whole) > 1 && whole[0] == '0'
	if negative {
		n.value = -n.value
	}
	n.decorated = decorated || exponent != "" || n.leadingZero || whole == "" || strings.HasSuffix(body, ".")
	n.canonical = !decorated && exponent == "" && !n.leadingZero && whole != "" && n.value != 0 &&
		len(whole)+len(fraction) <= 15 && (fraction == "" || fraction[len(fraction)-1] != '0') && !strings.HasSuffix(body, ".")
	return n, true
}

// readDigits is readNumber for the commonest case by far.
func readDigits(text string) (number, bool) {
	value := 0.0
	for i := range len(text) {
		c := text[i]
		if c < '0' || c > '9' {
			return number{}, false
		}
		value = value*10 + float64(c-'0')
	}
	n := number{value: value, digits: len(text), onlyDigits: true, leadingZero: len(text) > 1 && text[0] == '0'}
	n.canonical = len(text) <= 15 && !n.leadingZero
	if len(text) > 15 {
		// Adding digit by digit has rounded more than once.
		n.value, _ = strconv.ParseFloat(text, 64)
	}
	return n, true
}

// undecorate takes signs, parentheses, currency and percent signs off.
func undecorate(text string, n *number) (body string, negative, decorated bool) {
	body = text
	if len(body) > 2 && body[0] == '(' && body[len(body)-1] == ')' {
		body, negative, decorated = body[1:len(body)-1], true, true
	}
	sign := func() {
		if negative || body == "" {
			return
		}
		switch {
		case body[0] == '-':
			body, negative = body[1:], true
		case body[0] == '+':
			body, decorated = body[1:], true
		case strings.HasPrefix(body, "−"):
			body, negative, decorated = strings.TrimPrefix(body, "−"), true, true
		}
	}
	sign()
	if after, found := strings.CutPrefix(body, "$"); found {
		body, decorated = strings.TrimLeft(after, " "), true
		sign()
	}
	if before, found := strings.CutSuffix(body, "%"); found {
		body, decorated = strings.TrimRight(before, " "), true
		n.percent = true
	}
	if before, found := strings.CutSuffix(body, "-"); found && !negative {
		body, negative, decorated = before, true, true
	}
	return body, negative, decorated
}

// splitNumber splits the bare text of a number. An exponent counts only beside
// a decimal point or a sign of its own: 12E3 is more often a course than a
// number.
func splitNumber(body string) (whole, fraction, exponent string, ok bool) {
	mantissa := body
	if i := strings.IndexAny(body, "eE"); i >= 0 {
		mantissa, exponent = body[:i], body[i+1:]
		digits := strings.TrimLeft(exponent, "+-")
		signed := len(exponent) == len(digits)+1
		if !allDigits(digits) || len(digits) > 3 || len(exponent) > len(digits)+1 || (!signed && !strings.Contains(mantissa, ".")) {
			return "", "", "", false
		}
	}
	whole, fraction, _ = strings.Cut(mantissa, ".")
	if whole == "" && fraction == "" {
		return "", "", "", false
	}
	for i := range len(whole) {
		if (whole[i] < '0' || whole[i] > '9') && (whole[i] != ',' || i == 0) {
			return "", "", "", false
		}
	}
	return whole, fraction, exponent, fraction == "" || allDigits(fraction)
}

// areThousands reports whether commas stand where they do in 1,234,567.
func areThousands(whole string) bool {
	groups := strings.Split(whole, ",")
	for i, group := range groups {
		if (i > 0 && len(group) != 3) || len(group) == 0 || len(group) > 3 {
			return false
		}
	}
	return true
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

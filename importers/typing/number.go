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
	currency    string // the sign or code beside it
	decorated   bool   // signs beside the minus, separators, an exponent
	canonical   bool   // the shortest decimal form of value is the text itself
	// rounded tells that an exponent stands for digits that are not there:
	// 1.23457E+13.
	rounded bool
}

// longestNumber is the number of characters beyond which no text is a number.
const longestNumber = 48

// readNumber reads a number as people and systems write them: 12, -3.50,
// 1,234, 1 234, $5, (7.25) and 7.25- for a negative one, 12.5%, 5 €, 1.5E+6.
// The value of 12.5% is 12.5.
func readNumber(text string) (number, bool) {
	if text == "" || len(text) > longestNumber {
		return number{}, false
	}
	if n, ok := readDigits(text); ok {
		return n, true
	}
	if n, ok := readPlain(text); ok {
		return n, true
	}
	if !mayBeNumber(text) {
		return number{}, false
	}
	return readDecorated(text)
}

// readDecorated is readNumber for whatever may stand beside the digits.
func readDecorated(text string) (number, bool) {
	n := number{}
	body, negative, decorated := undecorate(text, &n)
	whole, fraction, exponent, ok := splitNumber(body)
	if !ok {
		return number{}, false
	}
	if groups, grouped, ok := ungroup(whole); !ok {
		return number{}, false
	} else if grouped {
		whole, decorated = groups, true
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
		n.rounded = shift > len(fraction) && shift >= 9
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

// mayBeNumber refuses what is not worth a closer look: a text without a digit,
// and one that begins with a letter that is no currency's.
func mayBeNumber(text string) bool {
	if c := text[0] | 0x20; c >= 'a' && c <= 'z' && c != 'u' && c != 'e' {
		return false
	}
	return strings.ContainsAny(text, "0123456789")
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

// readPlain is readNumber for what most columns of figures hold: 12.50, $12.50
// and 7.5%, of no more digits than a float64 holds exactly.
func readPlain(text string) (number, bool) {
	n := number{}
	body := text
	if body[0] == '$' {
		body, n.currency, n.decorated = body[1:], "$", true
	}
	if last := len(body) - 1; last > 0 && body[last] == '%' {
		body, n.percent, n.decorated = body[:last], true, true
	}
	if len(body) > longestExact+1 {
		return number{}, false
	}
	whole, point := int64(0), -1
	for i := range len(body) {
		switch c := body[i]; {
		case c >= '0' && c <= '9':
			whole = whole*10 + int64(c-'0')
		case c == '.' && point < 0 && i > 0 && i+1 < len(body):
			point = i
		default:
			return number{}, false
		}
	}
	if point < 0 {
		point = len(body)
	} else {
		n.decimals = len(body) - point - 1
	}
	if n.digits = point; point == 0 || point+n.decimals > longestExact || n.decimals >= len(powersOfTen) {
		return number{}, false
	}
	// Both are exact, and so the quotient is the float64 nearest to the number.
	n.value = float64(whole) / powersOfTen[n.decimals]
	n.leadingZero = point > 1 && body[0] == '0'
	n.canonical = !n.decorated && !n.leadingZero && n.value != 0 && (n.decimals == 0 || body[len(body)-1] != '0')
	n.decorated = n.decorated || n.leadingZero
	return n, true
}

// currencySigns stand before or after an amount of money; the longer first.
func currencySigns() []string { return []string{"US$", "USD", "EUR", "$", "€", "£", "¥"} }

// undecorate takes signs, parentheses, currency and percent signs off.
func undecorate(text string, n *number) (body string, negative, decorated bool) {
	body = text
	currency := func() {
		for _, sign := range currencySigns() {
			if after, found := strings.CutPrefix(body, sign); found {
				body, n.currency, decorated = strings.TrimLeft(after, " "), sign, true
				return
			}
			if before, found := strings.CutSuffix(body, sign); found {
				body, n.currency, decorated = strings.TrimRight(before, " \u00a0\u202f"), sign, true
				return
			}
		}
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
	brackets := func() {
		if len(body) > 2 && body[0] == '(' && body[len(body)-1] == ')' {
			body, negative, decorated = body[1:len(body)-1], true, true
		}
	}
	if last := text[len(text)-1]; text[0] >= '0' && text[0] <= '9' && last >= '0' && last <= '9' {
		return body, false, false
	}
	brackets()
	sign()
	currency()
	if !negative {
		brackets()
	}
	sign()
	if before, found := strings.CutSuffix(body, "%"); found {
		body, decorated = strings.TrimRight(before, " \u00a0\u202f"), true
		n.percent = true
	}
	if before, found := strings.CutSuffix(body, "-"); found && !negative {
		body, negative, decorated = before, true, true
	}
	if !negative {
		brackets()
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
	return whole, fraction, exponent, fraction == "" || allDigits(fraction)
}

// ungroup takes the separators out of 1,234,567, 1 234 567 and 1'234'567, if
// they stand where they do in these.
func ungroup(whole string) (digits string, grouped, ok bool) {
	if whole == "" || allDigits(whole) {
		return whole, false, true
	}
	separator := ""
	for _, possible := range []string{",", " ", "'", "\u00a0", "\u202f", "\u2009", "’"} {
		if strings.Contains(whole, possible) {
			separator = possible
			break
		}
	}
	if separator == "" {
		return "", false, false
	}
	groups := strings.Split(whole, separator)
	for i, group := range groups {
		if (i > 0 && len(group) != 3) || len(group) > 3 || !allDigits(group) {
			return "", false, false
		}
	}
	return strings.Join(groups, ""), true, true
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// Number reads a single text as a number, as a column of numbers would:
// 1,234, $5, (7.25), 12.5%. ok is false for what is none, and for marks.
func Number(raw []byte) (value float64, ok bool) {
	value, _, ok = NumberDecimals(raw)
	return value, ok
}

// NumberDecimals is Number with the count of digits after the decimal point,
// for adding up without the noise of binary fractions.
func NumberDecimals(raw []byte) (value float64, decimals int, ok bool) {
	raw = trim(raw)
	if len(raw) == 0 || len(raw) > longestNumber {
		return 0, 0, false
	}
	if value, ok := plainInteger(raw); ok {
		return value, 0, true
	}
	n, ok := readNumber(string(raw))
	return n.value, n.decimals, ok
}

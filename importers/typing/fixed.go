package typing

import "strings"

// fixedForm is how most columns of numbers are written: so many decimals,
// perhaps between fixed texts, as in $12.50 and 7.5%. Numbers of just this
// form are read without trying whether they would be written so again.
type fixedForm struct {
	prefix, suffix string
	decimals       int
}

// longestExact is the number of digits that a float64 holds exactly, and so do
// their powers of ten.
const longestExact = 15

// fixedFormOf returns the form that a layout writes, if it has one.
func fixedFormOf(layout string) (form fixedForm, ok bool) {
	rest := layout
	for _, prefix := range []string{"$ ", "$"} {
		if form.prefix == "" && strings.HasPrefix(rest, prefix) {
			form.prefix, rest = prefix, rest[len(prefix):]
		}
	}
	rest, found := strings.CutPrefix(rest, "0")
	if !found {
		return fixedForm{}, false
	}
	if after, found := strings.CutPrefix(rest, "."); found {
		rest = strings.TrimLeft(after, "0")
		if form.decimals = len(after) - len(rest); form.decimals == 0 {
			return fixedForm{}, false
		}
	}
	form.suffix = rest
	return form, form.decimals < len(powersOfTen) && (rest == "" || rest == "%" || rest == " %")
}

// read reads a number that the form writes just so again.
func (f fixedForm) read(raw []byte) (float64, bool) {
	least := len(f.prefix) + len(f.suffix) + 1
	if f.decimals > 0 {
		least += f.decimals + 1
	}
	if len(raw) < least || len(raw) > least+longestExact || string(raw[:len(f.prefix)]) != f.prefix || string(raw[len(raw)-len(f.suffix):]) != f.suffix {
		return 0, false
	}
	body := raw[len(f.prefix) : len(raw)-len(f.suffix)]
	point := len(body)
	if f.decimals > 0 {
		if point -= f.decimals + 1; body[point] != '.' {
			return 0, false
		}
	}
	if (body[0] == '0' && point > 1) || point+f.decimals > longestExact {
		return 0, false
	}
	whole := int64(0)
	for i, c := range body {
		if i == point {
			continue
		}
		if c < '0' || c > '9' {
			return 0, false
		}
		whole = 10*whole + int64(c-'0')
	}
	// Both are exact, and so the quotient is the float64 nearest to the number.
	return float64(whole) / powersOfTen[f.decimals], true
}

var powersOfTen = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

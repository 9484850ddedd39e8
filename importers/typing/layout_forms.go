package typing

import "strings"

// numberForm is what decides about the layouts of a number. Two numbers of one
// form are written alike by every layout, or not, both.
type numberForm struct {
	prefix, suffix string
	decimals       int
	comma          bool
	negative, zero bool
	separated      bool // there are thousands separators
	wide           bool // there might be
	bare           bool // no digit before the point
	padded         bool // the last decimal is 0
}

// mostForms bounds the forms of a column that are remembered.
const mostForms = 64

// formOf returns the form of a number. There is none for numbers with digits
// that may be lost in a float64, leading zeros or an exponent.
func formOf(text string, n number, comma bool) (numberForm, bool) {
	if n.digits+n.decimals > longestExact || n.leadingZero {
		return numberForm{}, false
	}
	first, last := -1, -1
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			if last = i; first < 0 {
				first = i
			}
		case c|0x20 == 'e':
			return numberForm{}, false
		}
	}
	if first < 0 {
		return numberForm{}, false
	}
	separator := byte(',')
	if comma {
		separator = '.'
	}
	digits := text[first : last+1]
	return numberForm{
		prefix: text[:first], suffix: text[last+1:], decimals: n.decimals, comma: comma,
		negative: n.value < 0, zero: n.value == 0, separated: strings.IndexByte(digits, separator) >= 0,
		wide: n.digits > 3, bare: n.digits == 0, padded: n.decimals > 0 && digits[len(digits)-1] == '0',
	}, true
}

// formTally counts the numbers of a form.
type formTally struct {
	form    numberForm
	layouts []string
	count   int
}

// tallyOf returns the tally of a number's form; nil if it has none, or there are
// too many.
func (l *layoutTallies) tallyOf(text string, n number, comma bool) *formTally {
	form, ok := formOf(text, n, comma)
	if !ok {
		return nil
	}
	if l.latest != nil && l.latest.form == form {
		return l.latest
	}
	tally := l.forms[form]
	if tally == nil {
		if len(l.forms) >= mostForms {
			return nil
		}
		if l.forms == nil {
			l.forms = map[numberForm]*formTally{}
		}
		form.prefix, form.suffix = strings.Clone(form.prefix), strings.Clone(form.suffix)
		tally = &formTally{form: form, layouts: layoutsOf(text, n, comma)}
		l.forms[form] = tally
	}
	l.latest = tally
	return tally
}

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
	if n.digits+n.decimals > 15 || n.leadingZero || strings.ContainsAny(text, "eE") {
		return numberForm{}, false
	}
	first, last := strings.IndexAny(text, "0123456789"), strings.LastIndexAny(text, "0123456789")
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

// layoutsOf is the function of that name, remembering.
func (l *layoutTallies) layoutsOf(text string, n number, comma bool) []string {
	form, ok := formOf(text, n, comma)
	if !ok {
		return layoutsOf(text, n, comma)
	}
	layouts, known := l.forms[form]
	if !known {
		layouts = layoutsOf(text, n, comma)
		if l.forms == nil {
			l.forms = map[numberForm][]string{}
		}
		if len(l.forms) < mostForms {
			form.prefix, form.suffix = strings.Clone(form.prefix), strings.Clone(form.suffix)
			l.forms[form] = layouts
		}
	}
	return layouts
}

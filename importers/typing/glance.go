package typing

import "unicode/utf8"

// Look is what a single text looks like, without knowing its column.
type Look uint8

// The looks.
const (
	LooksBlank Look = iota
	LooksText
	LooksTyped // a number or a date
	LooksYear  // a calendar year: it may well be a column's name
	LooksMark  // stands for a missing or withheld value
)

// Glance returns what a text looks like by itself.
func Glance(raw []byte) Look {
	value := trim(raw)
	if len(value) == 0 {
		return LooksBlank
	}
	if len(value) > longestNumber || !utf8.Valid(value) {
		return LooksText
	}
	text := string(value)
	if _, isMark := markOf(text); isMark {
		return LooksMark
	}
	if n, ok := readNumber(text); ok {
		if n.onlyDigits && n.digits == 4 && n.value >= 1900 && n.value <= 2100 {
			return LooksYear
		}
		return LooksTyped
	}
	if _, ok := readDate(text, dateRules{pivot: usualPivot}); ok {
		return LooksTyped
	}
	if _, ok := readDate(text, dateRules{pivot: usualPivot, dayFirst: true}); ok {
		return LooksTyped
	}
	return LooksText
}

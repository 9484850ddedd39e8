package typing

import (
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// mark is what a text that is no value stands for.
type mark struct {
	state table.State
	// plain marks are marks even among free text; the others only where
	// numbers, dates or codes are expected.
	plain bool
}

// markOf returns what a text stands for, if it can be a mark.
func markOf(text string) (mark, bool) {
	if len(text) == 0 || len(text) > 16 || (text[0] >= '0' && text[0] <= '9') && text != "00/00/0000" && text != "0000-00-00" {
		return mark{}, false
	}
	switch text {
	case "N/A", "n/a", "#N/A", "NULL", "\\N", "--":
		return mark{state: table.Missing, plain: true}, true
	case "NA", "Na", "na", "null", "Null", "N.A.", "n.a.", "-", "---", ".", "..", "–", "—", "NaN", "nan", "(blank)", "None", "none",
		"#VALUE!", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "00/00/0000", "0000-00-00":
		return mark{state: table.Missing}, true
	case "*", "**", "***", "†", "‡":
		return mark{state: table.Withheld, plain: true}, true
	case "PS", "s", "S", "DS", "Suppressed", "suppressed", "Redacted", "redacted", "^":
		return mark{state: table.Withheld}, true
	}
	return mark{state: table.Withheld}, isBound(text) || isWordedBound(text)
}

// isWordedBound recognises GE95, LE5 and LT 50%: greater or less than, or
// equal.
func isWordedBound(text string) bool {
	if len(text) < 3 || (text[0]|0x20 != 'g' && text[0]|0x20 != 'l') || (text[1]|0x20 != 'e' && text[1]|0x20 != 't') {
		return false
	}
	bare := strings.TrimSuffix(strings.TrimLeft(text[2:], " "), "%")
	return allDigits(bare) && len(bare) <= 3
}

// isRange recognises 20-24 and 6-10%, which stand for a number that is
// withheld. 18-19 is more often a school year.
func isRange(text string) bool {
	if len(text) < 3 || len(text) > 9 || text[0] < '0' || text[0] > '9' {
		return false
	}
	low, high, found := strings.Cut(strings.TrimSuffix(text, "%"), "-")
	low, high = strings.TrimSpace(strings.TrimSuffix(low, "%")), strings.TrimSpace(high)
	if !found || !allDigits(low) || !allDigits(high) || len(low) > 3 || len(high) > 3 || (len(low) > 1 && low[0] == '0') || high[0] == '0' {
		return false
	}
	from, to := digitsValue(low), digitsValue(high)
	return from < to && to <= 100 && (to != from+1 || to < 10)
}

// isBound reports whether the text says only that a value is below or above a
// bound, as in "<11", "< 10", "n<10" and ">95%".
func isBound(text string) bool {
	if first := text[0]; first > '>' && first < 0x80 && first != 'n' && first != 'N' {
		return false
	}
	rest := strings.TrimLeft(text, "nN")
	if len(text)-len(rest) > 1 {
		return false
	}
	bare := strings.TrimLeft(rest, "<>=≤≥")
	if bare == rest || strings.TrimLeft(rest, "=") != rest {
		return false
	}
	bare = strings.TrimSuffix(strings.TrimLeft(bare, " "), "%")
	whole, fraction, hasPoint := strings.Cut(bare, ".")
	return allDigits(whole) && len(whole) <= 6 && (!hasPoint || allDigits(fraction))
}

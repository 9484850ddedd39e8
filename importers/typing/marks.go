package typing

import (
	"math"
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

// longestMark is the length in bytes beyond which no text is a mark.
const longestMark = 24

// markOf returns what a text stands for, if it can be a mark.
func markOf(text string) (mark, bool) {
	if len(text) == 0 || len(text) > longestMark || (text[0] >= '0' && text[0] <= '9') {
		return mark{state: table.Missing}, text == "00/00/0000" || text == "0000-00-00"
	}
	switch text {
	case "N/A", "n/a", "NULL", "\\N", "--",
		"#N/A", "#VALUE!", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!":
		return mark{state: table.Missing, plain: true}, true
	case "NA", "Na", "na", "null", "Null", "N.A.", "n.a.", "-", "---", ".", "..", "...", "–", "—", "NaN", "nan", "(blank)", "None", "none", "z", "ND", "n.d.",
		"$-", "$ -", "No data", "no data", "Not available", "not available", "Not applicable", "not applicable":
		return mark{state: table.Missing}, true
	case "*", "**", "***", "****", "†", "‡", "(*)":
		return mark{state: table.Withheld, plain: true}, true
	case "PS", "s", "S", "DS", "c", "Suppressed", "suppressed", "SUPPRESSED", "Redacted", "redacted", "^", "Withheld", "withheld", "Too few", "too few", "low":
		return mark{state: table.Withheld}, true
	}
	_, ok := table.ParseRange(text)
	return mark{state: table.Withheld}, ok
}

// isRange recognises 20-24 and 6-10%, which stand for a number that is
// withheld. 18-19 is more often a school year, 3-14 a date, 9-12 the grades of a
// school under a header that says so.
func isRange(text string) bool {
	if len(text) < 3 || len(text) > longestMark || text[0] < '0' || text[0] > '9' || isFigures(text) {
		return false
	}
	r, ok := table.ParseRange(text)
	if !ok || hasLeadingZero(text) {
		return false
	}
	if math.IsInf(r.High, 0) || math.IsInf(r.Low, 0) {
		return true // 10 or fewer, 95+
	}
	if r.High > 100 {
		return false
	}
	return r.Percent || r.High != r.Low+1 || r.High < 10
}

// isFigures reports whether a text is nothing but digits and points: neither of
// the two ends of a range.
func isFigures(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && c != '.' {
			return false
		}
	}
	return true
}

// hasLeadingZero reports whether a number in a text begins with a nought that
// is not all of it.
func hasLeadingZero(text string) bool {
	for i := range len(text) - 1 {
		before := i == 0 || text[i-1] < '0' || text[i-1] > '9'
		if before && text[i] == '0' && text[i+1] >= '0' && text[i+1] <= '9' && (i == 0 || text[i-1] != '.') {
			return true
		}
	}
	return false
}

// isReservedCode recognises negative numbers that public files use for data
// that are missing or withheld; sure ones are hardly ever anything else.
func isReservedCode(text string) (state table.State, sure, known bool) {
	switch strings.TrimSuffix(text, ".0") {
	case "-3":
		return table.Withheld, false, true
	case "-1", "-2", "-4", "-5", "-6", "-7", "-8", "-9", "-11", "-12", "-13":
		return table.Missing, false, true
	case "-77", "-88", "-98", "-99", "-888", "-999", "-9999", "-99999":
		return table.Missing, true, true
	}
	return table.Missing, false, false
}

// markState is what a mark stands for in a column: what the file says, or
// else what is usual.
func (t *tally) markState(text string) (state table.State, plain bool) {
	if state, known := t.legend.State(text); known {
		return state, true
	}
	if m, known := markOf(text); known {
		return m.state, m.plain
	}
	return table.Withheld, false // a range
}

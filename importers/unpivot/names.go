package unpivot

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/schoolbench/schoolbench/table"
)

// tokens parts a header into years, numbers, words and what stands between
// them, so that together they are the header again.
func tokens(name string) []string {
	var parts []string
	runes := []rune(name)
	for i := 0; i < len(runes); {
		if year := yearAt(runes[i:], i == 0 || !isAlphanumeric(runes[i-1])); year > 0 {
			parts, i = append(parts, string(runes[i:i+year])), i+year
			continue
		}
		end := i + 1
		for end < len(runes) && sameToken(runes, i, end) {
			end++
		}
		parts, i = append(parts, string(runes[i:end])), end
	}
	return parts
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// sameToken reports whether the rune at end belongs to the token begun at
// start: digits to digits, letters to letters up to the next capital.
func sameToken(runes []rune, start, end int) bool {
	first, r := runes[start], runes[end]
	switch {
	case unicode.IsDigit(first):
		return unicode.IsDigit(r)
	case unicode.IsLetter(first):
		return unicode.IsLetter(r) && (!unicode.IsUpper(r) || unicode.IsUpper(runes[end-1]))
	}
	return !isAlphanumeric(r)
}

// yearAt returns the length of a school year or calendar year at the beginning
// of the runes, or 0.
func yearAt(runes []rune, apart bool) int {
	if !apart || !unicode.IsDigit(runes[0]) {
		return 0
	}
	for _, length := range []int{9, 7, 5} {
		if len(runes) >= length && (len(runes) == length || !isAlphanumeric(runes[length])) {
			if _, _, ok := table.ParseSchoolYear(string(runes[:length])); ok {
				return length
			}
		}
	}
	if len(runes) >= 4 && (len(runes) == 4 || !unicode.IsDigit(runes[4])) {
		if n, err := strconv.Atoi(string(runes[:4])); err == nil && n >= 1950 && n <= 2100 {
			return 4
		}
	}
	return 0
}

// keyKind is what the changing part of the names is.
type keyKind uint8

const (
	ofWords keyKind = iota
	ofNumbers
	ofGrades
	ofYears
)

// kindsOf says what a part of a name may be; nothing for what stands between
// words. A grade may be a number, too, and so may a year not.
func kindsOf(part string) []keyKind {
	if !isAlphanumeric([]rune(part)[0]) {
		return nil
	}
	if yearAt([]rune(part), true) > 0 {
		return []keyKind{ofYears}
	}
	kinds := []keyKind{ofWords}
	if _, err := strconv.Atoi(part); err == nil {
		kinds[0] = ofNumbers
	}
	if _, ok := table.ParseGrade(part); ok {
		kinds = append(kinds, ofGrades)
	}
	return kinds
}

// kindOf says what keys are, if they are all of a kind. Grades that are all
// numbers are numbers.
func kindOf(keys []string) keyKind {
	counts := map[keyKind]int{}
	for _, key := range keys {
		for _, kind := range kindsOf(key) {
			counts[kind]++
		}
	}
	for _, kind := range []keyKind{ofYears, ofNumbers, ofGrades} {
		if counts[kind] == len(keys) {
			return kind
		}
	}
	return ofWords
}

// name returns what the column of keys is called.
func (k keyKind) name() string {
	switch k {
	case ofYears:
		return "Year"
	case ofGrades:
		return "Grade"
	case ofNumbers:
		return "Number"
	}
	return "Measure"
}

// stemName returns what is left of a header without its changing part.
func stemName(before, after string) string {
	name := strings.Trim(strings.Trim(before, " _-.#/:(")+" "+strings.Trim(after, " _-.#/:)"), " ")
	if strings.Contains(after, ")") && strings.Contains(name, "(") && !strings.Contains(name, ")") {
		name += ")"
	}
	return name
}

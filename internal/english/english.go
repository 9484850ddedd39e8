// Package english writes numbers of things as sentences have them.
package english

import (
	"strconv"
)

// Number writes a whole number with commas: 12,000.
func Number(n int) string {
	text := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, text = "-", text[1:]
	}
	const group = 3
	for at := len(text) - group; at > 0; at -= group {
		text = text[:at] + "," + text[at:]
	}
	return sign + text
}

// Plural is one of two words, by the number of what they name.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Counted writes "1 row" or "12,000 rows".
func Counted(n int, one, many string) string {
	return Number(n) + " " + Plural(n, one, many)
}

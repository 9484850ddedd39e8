package workbench

import (
	"strings"
	"unicode"
)

// headerWords takes a header apart into its words, in lower case: "StudentID",
// "student_id" and "Student ID" have the same.
func headerWords(header string) []string {
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, strings.ToLower(word.String()))
			word.Reset()
		}
	}
	runes := []rune(header)
	for i, r := range runes {
		switch {
		case r == '#':
			end()
			words = append(words, "number")
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		case i > 0 && unicode.IsUpper(r) && startsWord(runes, i):
			end()
		case i > 0 && unicode.IsDigit(r) != unicode.IsDigit(runes[i-1]):
			end()
		}
		word.WriteRune(r)
	}
	end()
	return words
}

// startsWord reports whether a capital begins a word: after a small letter, or
// before one at the end of several capitals, as the N of IDNumber.
func startsWord(runes []rune, i int) bool {
	if unicode.IsLower(runes[i-1]) {
		return true
	}
	return unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
}

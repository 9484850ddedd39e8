package profiles

import (
	"strings"
	"unicode"
)

// fold makes headers comparable: case, spaces, quotes, hyphens and byte-order
// marks do not matter. A percent or number sign does: the count and the rate of
// the same thing stand beside one another.
func fold(header string) string {
	var out strings.Builder
	for _, r := range header {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			out.WriteRune(unicode.ToLower(r))
		case r == '%':
			out.WriteString("percent")
		case r == '#':
			out.WriteString("number")
		}
	}
	return out.String()
}

// matcher compares headers with one column of a profile.
type matcher struct {
	names    []string   // folded, the first being the column's own
	patterns [][]string // pieces of names with wildcards between them
}

// The wildcards of column names.
const (
	anyNumber = "{n}"
	anyText   = "*"
)

func newMatcher(column Column) matcher {
	var m matcher
	for _, name := range append([]string{column.Name}, column.Synonyms...) {
		if strings.Contains(name, anyNumber) || strings.Contains(name, anyText) {
			m.patterns = append(m.patterns, cutPattern(name))
		} else {
			m.names = append(m.names, fold(name))
		}
	}
	return m
}

// cutPattern returns the folded texts of a name and the wildcards between them.
func cutPattern(name string) []string {
	var pieces []string
	for name != "" {
		at, wildcard := len(name), ""
		for _, one := range []string{anyNumber, anyText} {
			if i := strings.Index(name, one); i >= 0 && i < at {
				at, wildcard = i, one
			}
		}
		if literal := fold(name[:at]); literal != "" {
			pieces = append(pieces, literal)
		}
		if wildcard == "" {
			break
		}
		pieces = append(pieces, wildcard)
		name = name[at+len(wildcard):]
	}
	return pieces
}

// matchesPattern reports whether a folded header has the form of one of the
// column's patterns.
func (m matcher) matchesPattern(folded string) bool {
	for _, pattern := range m.patterns {
		if fits(folded, pattern) {
			return true
		}
	}
	return false
}

func fits(text string, pattern []string) bool {
	if len(pattern) == 0 {
		return text == ""
	}
	switch pattern[0] {
	case anyNumber:
		digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
		for n := digits; n > 0; n-- {
			if fits(text[n:], pattern[1:]) {
				return true
			}
		}
		return false
	case anyText:
		if len(pattern) == 1 {
			return text != ""
		}
		for n := 1; n <= len(text); n++ {
			if fits(text[n:], pattern[1:]) {
				return true
			}
		}
		return false
	}
	rest, found := strings.CutPrefix(text, pattern[0])
	return found && fits(rest, pattern[1:])
}

package crosstab

import (
	"fmt"
	"strings"
)

// showName writes how a measure is compared, as withShow reads it.
func (m Measure) showName() string {
	if m.Show == NoShow {
		return ""
	}
	text := " " + string(m.Show)
	switch m.Show {
	case Difference, Change:
		text += " from "
	case Index:
		text += " of "
	default:
		return text + " in " + plainOrBracketed(m.In)
	}
	switch {
	case m.LastYear:
		return text + "last year in " + plainOrBracketed(m.In)
	case m.In == "":
		return text + "total"
	case m.Member == "":
		return text + "previous " + plainOrBracketed(m.In)
	}
	return text + bracketed(m.In) + " = " + bracketed(m.Member)
}

// cutShow separates a measure from the clause that says how it is compared.
// Words within parentheses, brackets and quotes are none of it.
func cutShow(text string) (measure, clause string) {
	outside := strings.ToLower(outsideText(text))
	if len(outside) != len(text) {
		return text, ""
	}
	at := -1
	for _, words := range []string{" difference from ", " change from ", " index of ", " rank in ", " running in "} {
		if i := strings.Index(outside, words); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 {
		return text, ""
	}
	return text[:at], strings.TrimSpace(text[at:])
}

// outsideText blanks out what stands in parentheses and brackets and all that
// is not plain letters, byte by byte.
func outsideText(text string) string {
	depth := 0
	plain := []byte(text)
	for i, c := range plain {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		}
		if depth > 0 || c >= 0x80 {
			plain[i] = '.'
		}
	}
	return string(plain)
}

// withShow reads the clause that says how a measure is compared, such as
//
//	difference from previous Year, change from Year = 2017-18,
//	difference from total, index of School = "Lincoln", rank in School,
//	change from last year in Date, which is the same school day of that year
func (m Measure) withShow(clause string) (Measure, error) {
	word, rest, _ := strings.Cut(clause, " ")
	m.Show = Show(strings.ToLower(word))
	_, rest, _ = strings.Cut(strings.TrimSpace(rest), " ") // from, of or in
	rest = strings.TrimSpace(rest)
	if m.Show == Rank || m.Show == Running {
		m.In = unbracketed(rest)
		return m, m.wantsField(clause)
	}
	if strings.EqualFold(rest, "total") {
		return m, nil
	}
	if first, field, found := strings.Cut(rest, " "); found && strings.EqualFold(first, "previous") {
		m.In = unbracketed(strings.TrimSpace(field))
		return m, m.wantsField(clause)
	}
	for _, words := range []string{"last year in ", "same school day last year in "} {
		if len(rest) > len(words) && strings.EqualFold(rest[:len(words)], words) {
			m.LastYear, m.In = true, unbracketed(strings.TrimSpace(rest[len(words):]))
			return m, m.wantsField(clause)
		}
	}
	parts, closed := split(rest, '=')
	if !closed || len(parts) != 2 || parts[1] == "" {
		return m, problem(codeComparison, fmt.Sprintf("%q does not say what to compare with.", clause), "Write from previous Year, from Year = 2017-18 or from total.")
	}
	m.In, m.Member = unbracketed(parts[0]), strings.TrimSpace(unbracketed(unquoted(parts[1])))
	return m, m.wantsField(clause)
}

func (m Measure) wantsField(clause string) error {
	if m.In != "" {
		return nil
	}
	return problem(codeComparison, fmt.Sprintf("%q names no field.", clause), "Name a field that is on the rows or columns.")
}

// unquoted takes the quotes off a text that is all in quotes.
func unquoted(text string) string {
	if n := len(text); n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		return text[1 : n-1]
	}
	return text
}

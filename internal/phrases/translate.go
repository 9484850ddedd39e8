package phrases

import (
	"strings"
	"unicode"
)

// Translate writes a finished English text of the program in the book's
// language: the text that it was made from is found, and its arguments are put
// into the other one. Arguments in quotation marks are words of the data and
// stay as they are; others are translated if they are texts of the program
// themselves, such as "12 rows". A text that is not known, in whole or
// sentence by sentence, stays as it is.
func (b *Book) Translate(text string) string {
	if b == nil || text == "" {
		return text
	}
	translated, _ := b.translate(text, mostNested)
	return translated
}

// mostNested is how deep texts stand within one another.
const mostNested = 6

// translate reports whether it knew the text.
func (b *Book) translate(text string, nested int) (string, bool) {
	if nested == 0 || !hasLetter(text) {
		return text, false
	}
	if translated, known := b.whole(text, nested); known {
		return translated, true
	}
	return b.pieces(text, nested)
}

// whole translates a text that was made from one of the book's.
func (b *Book) whole(text string, nested int) (string, bool) {
	if other, has := b.texts[text]; has && len(other.holes) == 0 {
		return other.fill(nil), true
	}
	for _, entry := range b.forms {
		if len(entry.english.holes) == 0 || entry.english.own() == 0 {
			continue
		}
		values, matches := entry.english.match(text)
		if !matches || len(values) == 1 && values[0] == text {
			continue
		}
		return entry.other.fill(b.values(entry, values, nested)), true
	}
	return text, false
}

// values translates the arguments of a text.
func (b *Book) values(entry known, values []string, nested int) []string {
	lists := map[int]bool{}
	for _, hole := range entry.other.holes {
		lists[hole.index] = lists[hole.index] || hole.verb[len(hole.verb)-1] == list
	}
	for i, hole := range entry.english.holes {
		quoted := hole.verb == "%q" || strings.HasSuffix(entry.english.parts[i], "“")
		value := values[hole.index]
		switch {
		case quoted:
		case lists[hole.index]:
			values[hole.index] = b.list(value, nested-1)
		default:
			values[hole.index], _ = b.translate(value, nested-1)
		}
	}
	return values
}

// list translates "a, b and c" with what is in it.
func (b *Book) list(text string, nested int) string {
	before, last, several := cutLast(text, " and ")
	if !several {
		translated, _ := b.translate(text, nested)
		return translated
	}
	words := append(strings.Split(before, ", "), last)
	for i, word := range words {
		words[i], _ = b.translate(word, nested)
	}
	return b.List(words)
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(separator):], true
}

// pieces translates a text of several: it is cut where one may end, such that
// the first piece is as long as can be and all are known.
func (b *Book) pieces(text string, nested int) (string, bool) {
	for at := len(text) - 1; at > 0; at-- {
		if !mayEnd(text, at) {
			continue
		}
		first, known := b.whole(text[:at], nested)
		if !known {
			continue
		}
		if text[at] == ' ' {
			// A piece that goes on has its blank or has it from elsewhere.
			if rest, known := b.translate(text[at:], nested-1); known {
				return first + rest, true
			}
			if rest, known := b.translate(text[at+1:], nested-1); known {
				return first + " " + rest, true
			}
			continue
		}
		if rest, known := b.translate(text[at:], nested-1); known {
			return first + rest, true
		}
	}
	return text, false
}

// mayEnd reports whether a text may be cut before this place: behind a
// sentence, or before a mark that goes on with it.
func mayEnd(text string, at int) bool {
	switch text[at] {
	case ' ':
		return strings.IndexByte(".!?:;,)", text[at-1]) >= 0 || at+1 < len(text) && text[at+1] == '('
	case ',', ';', ':', '.':
		return true
	}
	return false
}

func hasLetter(text string) bool { return strings.IndexFunc(text, unicode.IsLetter) >= 0 }

package phrases

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// form is a text with holes: parts[0] hole parts[1] hole … parts[n].
type form struct {
	text  string
	parts []string
	holes []hole
}

// hole is where an argument stands.
type hole struct {
	// index is the argument's place, counted from 0.
	index int
	// verb is how it is written, such as "%q", without a place.
	verb string
}

// The verbs beyond those of fmt, for the texts in another language: list is for
// a list whose last "and" is to be translated.
const list = 'l'

var verbs = regexp.MustCompile(`%(?:\[(\d+)\])?([-+#0]*[\d.]*)([a-zA-Z%])`)

// parse reads a format as fmt does, as far as sentences need it.
func parse(text string) form {
	f := form{text: text}
	next, from := 0, 0
	var part strings.Builder
	for _, at := range verbs.FindAllStringSubmatchIndex(text, -1) {
		part.WriteString(text[from:at[0]])
		from = at[1]
		verb := text[at[6]:at[7]]
		if verb == "%" {
			part.WriteByte('%')
			continue
		}
		if at[2] >= 0 {
			n, _ := strconv.Atoi(text[at[2]:at[3]])
			next = n - 1
		}
		f.parts = append(f.parts, part.String())
		part.Reset()
		f.holes = append(f.holes, hole{next, "%" + text[at[4]:at[5]] + verb})
		next++
	}
	part.WriteString(text[from:])
	f.parts = append(f.parts, part.String())
	return f
}

// fill puts the arguments into the holes.
func (f form) fill(values []string) string {
	var out strings.Builder
	for i, part := range f.parts {
		out.WriteString(part)
		if i < len(f.holes) && f.holes[i].index >= 0 && f.holes[i].index < len(values) {
			out.WriteString(values[f.holes[i].index])
		}
	}
	return out.String()
}

// own is how many letters of its own a text has.
func (f form) own() int {
	letters := 0
	for _, part := range f.parts {
		for _, r := range part {
			if unicode.IsLetter(r) {
				letters += 2
			} else if !unicode.IsSpace(r) {
				letters++
			}
		}
	}
	return letters
}

// match finds the arguments that make this text of the form.
func (f form) match(text string) ([]string, bool) {
	rest, found := strings.CutPrefix(text, f.parts[0])
	if !found {
		return nil, false
	}
	if len(f.holes) == 0 {
		return nil, rest == ""
	}
	values := make([]string, f.most()+1)
	return values, f.matchFrom(0, rest, values)
}

func (f form) most() int {
	most := 0
	for _, hole := range f.holes {
		most = max(most, hole.index)
	}
	return most
}

// matchFrom matches the holes from i on with what is left of a text.
func (f form) matchFrom(i int, rest string, values []string) bool {
	after := f.parts[i+1]
	if i == len(f.holes)-1 {
		value, found := strings.CutSuffix(rest, after)
		if !found || !f.holes[i].takes(value) {
			return false
		}
		values[f.holes[i].index] = value
		return true
	}
	for from := 0; from <= len(rest); {
		at := strings.Index(rest[from:], after)
		if at < 0 {
			return false
		}
		at += from
		if value := rest[:at]; f.holes[i].takes(value) {
			values[f.holes[i].index] = value
			if f.matchFrom(i+1, rest[at+len(after):], values) {
				return true
			}
		}
		from = at + 1
	}
	return false
}

// takes reports whether a hole's verb may have written a value.
func (h hole) takes(value string) bool {
	switch h.verb[len(h.verb)-1] {
	case 'd':
		_, err := strconv.Atoi(value)
		return err == nil
	case 'g', 'f', 'e':
		_, err := strconv.ParseFloat(value, 64)
		return err == nil
	case 'q':
		_, err := strconv.Unquote(value)
		return err == nil
	}
	return !strings.ContainsRune(value, '\n')
}

// Capital writes a text with a capital at its beginning.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

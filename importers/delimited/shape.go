package delimited

import "bytes"

// kind is what a value looks like at first sight.
type kind uint8

const (
	kindNumber  kind = iota // digits and what numbers are written with
	kindDate                // digits with / - or : between them
	kindCode                // letters and digits
	kindWord                // one word
	kindText                // several words
	kindAddress             // of a web page or a mailbox
	kindMark                // neither letters nor digits
	kinds                   // how many there are
)

// longestShape bounds the values whose characters are compared one by one.
const longestShape = 32

// shape is the form of a value: 22/03/2019 is 99/99/9999 exactly and 9/9/9
// loosely.
type shape struct {
	exact, loose string // empty for all that are long
	kind         kind
}

func shapeOf(text []byte) shape {
	s := shape{kind: kindOf(text)}
	if len(text) > longestShape {
		return s
	}
	var exact, loose [longestShape]byte
	n := 0
	for i, c := range text {
		exact[i] = form(c)
		if n == 0 || exact[i] != loose[n-1] || !isFormByte(exact[i]) {
			loose[n] = exact[i]
			n++
		}
	}
	s.exact, s.loose = string(exact[:len(text)]), string(loose[:n])
	return s
}

// form puts one character for all of its sort.
func form(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return '9'
	case c >= 'A' && c <= 'Z':
		return 'A'
	case (c >= 'a' && c <= 'z') || c >= 0x80:
		return 'a'
	}
	return c
}

func isFormByte(c byte) bool { return c == '9' || c == 'A' || c == 'a' }

func kindOf(text []byte) kind {
	digits, letters, spaces, between, others := 0, 0, 0, 0, 0
	for i, c := range text {
		switch form(c) {
		case '9':
			digits++
		case 'A', 'a':
			letters++
		case ' ', '\t', '\n', '\r':
			spaces++
		case '/', '-', ':':
			others++
			if i > 0 && i < len(text)-1 && form(text[i-1]) == '9' && form(text[i+1]) == '9' {
				between++
			}
		default:
			others++
		}
	}
	switch {
	case letters == 0 && digits == 0:
		return kindMark
	case letters == 0 && between > 0 && between == others:
		return kindDate
	case letters == 0:
		return kindNumber
	case spaces > 0:
		return kindText
	case bytes.Contains(text, []byte("://")) || bytes.IndexByte(text, '@') > 0:
		return kindAddress
	case digits > 0:
		return kindCode
	}
	return kindWord
}

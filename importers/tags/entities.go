package tags

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// AppendDecoded appends text with its entities replaced. What is no entity of
// XML's own is kept as it stands, and what is no letter in UTF-8 becomes U+FFFD,
// so that a damaged text is the same wherever it is shown.
func AppendDecoded(to, text []byte) []byte {
	text = valid(text)
	for {
		at := bytes.IndexByte(text, '&')
		if at < 0 {
			return append(to, text...)
		}
		to = append(to, text[:at]...)
		text = text[at:]
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		r, ok := rune(0), false
		if end > 0 {
			r, ok = entity(string(text[1:end]))
		}
		if !ok {
			to, text = append(to, '&'), text[1:]
			continue
		}
		to, text = utf8.AppendRune(to, r), text[end+1:]
	}
}

// valid returns text without what is no UTF-8.
func valid(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD"))
}

func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, numeric := strings.CutPrefix(name, "#")
	if !numeric {
		return 0, false
	}
	base := 10
	if rest, hex := strings.CutPrefix(digits, "x"); hex {
		digits, base = rest, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}

// AppendText appends what a text token says.
func AppendText(to []byte, tok Token) []byte {
	if tok.Literal {
		return append(to, valid(tok.Text)...)
	}
	return AppendDecoded(to, tok.Text)
}

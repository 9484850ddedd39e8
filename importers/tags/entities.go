package tags

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// AppendDecoded appends text with its entities replaced. What is no entity of
// XML's own is kept as it stands. What is not UTF-8 is read as Windows-1252, which
// some programs write whatever they say at the top, some for a few texts only.
func AppendDecoded(to, text []byte) []byte {
	text = readable(text)
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

// readable is a text in UTF-8, letter by letter.
func readable(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	whole := make([]byte, 0, len(text)+utf8.UTFMax)
	for len(text) > 0 {
		letter, size := utf8.DecodeRune(text)
		if letter == utf8.RuneError && size == 1 {
			letter = charmap.Windows1252.DecodeByte(text[0])
		}
		whole, text = utf8.AppendRune(whole, letter), text[size:]
	}
	return whole
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
		return append(to, readable(tok.Text)...)
	}
	return AppendDecoded(to, tok.Text)
}

package typing

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// trim takes off the space around a value, no-break spaces included. It is the
// commonest call of all, so the usual case is settled by two comparisons.
func trim(raw []byte) []byte {
	if len(raw) == 0 {
		return raw
	}
	first, last := raw[0], raw[len(raw)-1]
	if first > ' ' && first < utf8.RuneSelf && last > ' ' && last < utf8.RuneSelf {
		return raw
	}
	return bytes.TrimSpace(raw)
}

// trimText is trim for strings.
func trimText(raw string) string {
	if raw == "" {
		return raw
	}
	first, last := raw[0], raw[len(raw)-1]
	if first > ' ' && first < utf8.RuneSelf && last > ' ' && last < utf8.RuneSelf {
		return raw
	}
	return strings.TrimSpace(raw)
}

// unquote takes double quotes off that stand around a text.
func unquote(text string) string {
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		return text[1 : len(text)-1]
	}
	return text
}

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

package excel

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// unescape replaces _x000D_ and its like, by which spreadsheets write
// characters that XML cannot hold, in place.
func unescape(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) {
		return text
	}
	to := text[:0]
	for i := 0; i < len(text); i++ {
		if r, ok := escapedRune(text[i:]); ok {
			// The replacement is never longer than the escape's seven bytes.
			to = utf8.AppendRune(to, r)
			i += 6
			continue
		}
		to = append(to, text[i])
	}
	return to
}

func escapedRune(text []byte) (rune, bool) {
	if len(text) < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	if err != nil || (n >= 0xD800 && n <= 0xDFFF) {
		return 0, false
	}
	return rune(n), true
}

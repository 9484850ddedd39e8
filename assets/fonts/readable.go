package fonts

import (
	"fmt"
	"strings"
	"unicode"
)

// Readable writes a text with the numbers of those characters that no font at
// hand can draw, so that none of them becomes an empty box: "[U+738B U+5C0F]".
// The numbers are those by which the characters can be looked up. Can tells
// whether a character can be drawn.
func Readable(text string, can func(rune) bool) string {
	plain := true
	for _, letter := range text {
		if !can(letter) && !unseen(letter) {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	var written strings.Builder
	inside := false
	for _, letter := range text {
		lacking := !can(letter) && !unseen(letter)
		switch {
		case lacking && inside:
			fmt.Fprintf(&written, " U+%04X", letter)
		case lacking:
			fmt.Fprintf(&written, "[U+%04X", letter)
		case inside:
			written.WriteByte(']')
			fallthrough
		default:
			written.WriteRune(letter)
		}
		inside = lacking
	}
	if inside {
		written.WriteByte(']')
	}
	return written.String()
}

// unseen tells the characters that are not drawn anyway: ends of lines and
// signs that only say how others are set.
func unseen(letter rune) bool {
	return unicode.IsControl(letter) || unicode.Is(unicode.Cf, letter) || unicode.IsSpace(letter)
}

package chart

import (
	"strings"
	"sync"

	"github.com/golang/freetype/truetype"
	"github.com/schoolbench/schoolbench/assets/fonts"
	"golang.org/x/image/math/fixed"
)

// face is one weight of the typeface, parsed once.
type face struct {
	parse func() (*truetype.Font, error)
}

var (
	regularFace = face{parse: sync.OnceValues(func() (*truetype.Font, error) { return truetype.Parse(fonts.Regular()) })}
	boldFace    = face{parse: sync.OnceValues(func() (*truetype.Font, error) { return truetype.Parse(fonts.Bold()) })}
)

func faceOf(bold bool) face {
	if bold {
		return boldFace
	}
	return regularFace
}

// Measure returns the width of one line of text in points. A character that
// the typeface lacks, such as a Chinese one, counts as wide as it is high. It
// is safe for any number of goroutines.
func Measure(text string, size float64, bold bool) float64 {
	font, err := faceOf(bold).parse()
	if err != nil {
		return 0.6 * size * float64(len(text))
	}
	width := 0.0
	em := float64(font.FUnitsPerEm())
	for _, letter := range text {
		glyph := font.Index(letter)
		if glyph == 0 {
			width += size
			continue
		}
		width += float64(font.HMetric(fixed.Int26_6(font.FUnitsPerEm()), glyph).AdvanceWidth) / em * size
	}
	return width
}

// Fit shortens a text to a width in points, with an ellipsis for what is left
// out. A text for which not even the ellipsis has room becomes empty.
func Fit(text string, size float64, bold bool, width float64) string {
	if Measure(text, size, bold) <= width {
		return text
	}
	letters := []rune(text)
	low, high := 0, len(letters)
	for low < high {
		middle := (low + high + 1) / 2
		if Measure(string(letters[:middle])+"…", size, bold) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low == 0 {
		if Measure("…", size, bold) <= width {
			return "…"
		}
		return ""
	}
	return string(letters[:low]) + "…"
}

// fitParts shortens a name of several parts from its first: in "American
// Indian or Alaska Native · F" it is the last that tells it from its neighbour.
func fitParts(text string, size, width float64) string {
	if at := strings.LastIndex(text, " · "); at > 0 && Measure(text, size, false) > width {
		last := text[at:]
		if room := width - Measure(last, size, false); room >= 4*size {
			return Fit(text[:at], size, false, room) + last
		}
	}
	return Fit(text, size, false, width)
}

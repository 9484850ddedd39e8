package pdf

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/golang/freetype/truetype"
	"github.com/schoolbench/schoolbench/assets/fonts"
	"github.com/schoolbench/schoolbench/reports"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// The names of the fonts inside a file.
const (
	mainFamily     = "main"
	fallbackFamily = "fallback"
)

// undrawable stands for a character that no font can draw.
const undrawable = '?'

// face is one font with what it measures.
type face struct {
	family, style string
	file          []byte
	font          *truetype.Font
	// advances holds the width of each character that was asked for, in
	// thousandths of the size, and -1 for one that the font lacks.
	advances map[rune]float64
}

func newFace(family, style string, file []byte) (*face, error) {
	font, err := truetype.Parse(file)
	if err != nil {
		return nil, err
	}
	return &face{family: family, style: style, file: file, font: font, advances: map[rune]float64{}}, nil
}

// advance is the width of a character, or false if the font lacks it.
func (f *face) advance(r rune) (float64, bool) {
	width, known := f.advances[r]
	if !known {
		width = -1
		// The PDF library writes characters of the basic plane only.
		if glyph := f.font.Index(r); glyph != 0 && r <= 0xFFFF {
			em := f.font.FUnitsPerEm()
			width = float64(f.font.HMetric(fixed.Int26_6(em), glyph).AdvanceWidth) / float64(em)
		}
		f.advances[r] = width
	}
	return max(width, 0), width >= 0
}

// faces are the fonts of one file. They are used from one goroutine.
type faces struct {
	regular, bold *face
	// fallbacks are fonts of this computer for what the typeface lacks.
	fallbacks []*face
	missing   []rune
}

// loadFaces loads the fonts that a document needs.
func loadFaces(document *reports.Document) (*faces, error) {
	return loadFacesFor(func(visit func(string)) { eachText(document, visit) })
}

// loadFacesFor loads the fonts that these texts need and finds out which of
// their characters none of them has.
func loadFacesFor(each func(visit func(string))) (*faces, error) {
	regular, err := newFace(mainFamily, "", fonts.Regular())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fonts.Family, err)
	}
	bold, err := newFace(mainFamily, "B", fonts.Bold())
	if err != nil {
		return nil, fmt.Errorf("%s bold: %w", fonts.Family, err)
	}
	loaded := &faces{regular: regular, bold: bold}
	lacking := map[rune]bool{}
	each(func(text string) {
		for _, r := range clean(text) {
			if _, has := regular.advance(r); !has {
				lacking[r] = true
			}
		}
	})
	delete(lacking, '\n')
	for len(lacking) > 0 && len(loaded.fallbacks) < mostFallbacks {
		next := bestFallback(lacking, len(loaded.fallbacks))
		if next == nil {
			break
		}
		loaded.fallbacks = append(loaded.fallbacks, next)
		for r := range lacking {
			if _, has := next.advance(r); has {
				delete(lacking, r)
			}
		}
	}
	for r := range lacking {
		loaded.missing = append(loaded.missing, r)
	}
	slices.Sort(loaded.missing)
	return loaded, nil
}

// mostFallbacks is how many fonts of the computer a file may embed: names in a
// few scripts, such as Chinese and Arabic.
const mostFallbacks = 3

// can reports whether some font of the file draws a character.
func (f *faces) can(r rune) bool {
	_, has := f.regular.advance(r)
	for _, fallback := range f.fallbacks {
		if !has {
			_, has = fallback.advance(r)
		}
	}
	return has
}

// clean prepares text for drawing, with the numbers of characters that no font
// can draw in their places.
func (f *faces) clean(text string) string { return fonts.Readable(clean(text), f.can) }

// bestFallback returns the font of this computer that has the most of these
// characters, or nil. A font that cannot be read is passed over: it is not ours.
func bestFallback(lacking map[rune]bool, number int) *face {
	var best *face
	most := 0
	for _, path := range fonts.SystemFallbacks() {
		file, err := os.ReadFile(path)
		// Collections and fonts with other outlines cannot be embedded.
		if err != nil || !strings.HasPrefix(string(file), "\x00\x01\x00\x00") {
			continue
		}
		candidate, err := newFace(fmt.Sprint(fallbackFamily, number), "", file)
		if err != nil {
			continue
		}
		has := 0
		for r := range lacking {
			if _, drawn := candidate.advance(r); drawn {
				has++
			}
		}
		if has > most {
			best, most = candidate, has
		}
	}
	return best
}

// run is a piece of text that one font draws.
type run struct {
	face *face
	text string
}

// runs splits a line by the fonts that draw it, with a question mark for what
// none does.
func (f *faces) runs(text string, bold bool) []run {
	var pieces []run
	var current *face
	var written strings.Builder
	flush := func() {
		if written.Len() > 0 {
			pieces = append(pieces, run{current, written.String()})
			written.Reset()
		}
	}
	for _, r := range text {
		drawn, by := f.drawn(r, bold)
		if by != current {
			flush()
			current = by
		}
		written.WriteRune(drawn)
	}
	flush()
	return pieces
}

// drawn tells what is drawn for a character, and by which font.
func (f *faces) drawn(r rune, bold bool) (rune, *face) {
	weight := f.regular
	if bold {
		weight = f.bold
	}
	if _, has := weight.advance(r); has {
		return r, weight
	}
	for _, fallback := range f.fallbacks {
		if _, has := fallback.advance(r); has {
			return r, fallback
		}
	}
	return undrawable, weight
}

// width measures a line of text in points.
func (f *faces) width(text string, size float64, bold bool) float64 {
	total := 0.0
	for _, r := range text {
		drawn, by := f.drawn(r, bold)
		advance, _ := by.advance(drawn)
		total += advance
	}
	return total * size
}

// clean prepares text for drawing: composed characters, spaces for tabs, and
// nothing that cannot be seen except the ends of lines.
func clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, string(undrawable)))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\u00a0', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}

// eachText visits every text of a document, if there is one.
func eachText(document *reports.Document, visit func(string)) {
	if document != nil {
		document.EachText(visit)
	}
}

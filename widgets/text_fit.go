package widgets

import (
	"fyne.io/fyne/v2"
)

// ellipsis ends a text that had to be cut.
const ellipsis = "…"

// probeText is measured to notice that the font or its size changed.
const probeText = "Hamburgefonstiv 0123456789"

// textFit cuts texts to a width. Shaping every visible text on every scroll step would take most of a frame, so it adds
// up the advances of single letters, which are measured once, and asks the font itself only for scripts whose
// letters join or stack. The sum ignores kerning and so errs by a fraction of a pixel, less than a cell's padding.
type textFit struct {
	size     float32
	probe    float32
	advances map[fyne.TextStyle]*advances
}

// advances holds letter widths of one style; the first 256 letters sit in an array, since nearly all text is made of them.
type advances struct {
	latin [256]float32
	other map[rune]float32
}

// use prepares for texts of the given size and forgets what was measured in another font.
func (f *textFit) use(size float32) {
	probe := fyne.MeasureText(probeText, size, fyne.TextStyle{}).Width
	if f.advances == nil || f.size != size || f.probe != probe {
		f.size, f.probe = size, probe
		f.advances = make(map[fyne.TextStyle]*advances)
	}
}

// height is the height of a line of text.
func (f *textFit) height() float32 {
	return fyne.MeasureText("Mg", f.size, fyne.TextStyle{}).Height
}

// width is the width of the text.
func (f *textFit) width(text string, style fyne.TextStyle) float32 {
	table := f.table(style)
	var sum float32
	for _, letter := range text {
		if joins(letter) {
			return fyne.MeasureText(text, f.size, style).Width
		}
		sum += f.advance(table, letter, style)
	}
	return sum
}

// joins reports whether a letter's width depends on its neighbours: combining marks, and scripts from Hebrew to Mongolian.
func joins(letter rune) bool {
	return letter >= 0x300 && letter <= 0x36f || letter >= 0x590 && letter < 0x2000 || letter >= 0xfb00
}

// cut answers the text, shortened and ended with an ellipsis when it is wider than the limit.
func (f *textFit) cut(text string, limit float32, style fyne.TextStyle) string {
	if text == "" || limit <= 0 {
		return ""
	}
	text = firstLine(text)

	// Even the narrowest letters take a few units, so a long text is first cut to what could possibly fit.
	text = clip(text, int(limit)+2)
	if f.width(text, style) <= limit {
		return text
	}

	table := f.table(style)
	room := limit - f.advance(table, '…', style)
	if room <= 0 {
		return ellipsis
	}
	var sum float32
	for i, letter := range text {
		sum += f.advance(table, letter, style)
		if sum > room {
			return text[:i] + ellipsis
		}
	}
	return text
}

// table is the letter widths of a style.
func (f *textFit) table(style fyne.TextStyle) *advances {
	table := f.advances[style]
	if table == nil {
		table = &advances{other: make(map[rune]float32)}
		f.advances[style] = table
	}
	return table
}

// advance is the width of one letter, measured the first time it is met.
func (f *textFit) advance(table *advances, letter rune, style fyne.TextStyle) float32 {
	if letter < 256 {
		if width := table.latin[letter]; width > 0 {
			return width
		}
	} else if width, ok := table.other[letter]; ok {
		return width
	}

	// A letter measured alone is rounded up to whole units; ten of them in a row show its true advance.
	const repeat = 10
	run := make([]rune, repeat)
	for i := range run {
		run[i] = letter
	}
	width := fyne.MeasureText(string(run), f.size, style).Width / repeat
	if letter < 256 {
		table.latin[letter] = width
	} else {
		table.other[letter] = width
	}
	return width
}

// firstLine is the text up to its first line break, marked as cut when more follows.
func firstLine(text string) string {
	for i := range len(text) {
		if text[i] == '\n' || text[i] == '\r' {
			return text[:i] + ellipsis
		}
	}
	return text
}

// clip keeps at most count letters.
func clip(text string, count int) string {
	if len(text) <= count {
		return text
	}
	seen := 0
	for i := range text {
		if seen == count {
			return text[:i]
		}
		seen++
	}
	return text
}

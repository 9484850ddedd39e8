package pdf

import (
	"math"
	"strings"
)

// wrap breaks text into lines no wider than width, at spaces where it can and
// within a word where it must. It returns at least one line.
func (f *faces) wrap(text string, size float64, bold bool, width float64) []string {
	text = f.clean(text)
	// A hair of tolerance keeps text on one line in a column made to fit it.
	width += size / 1000
	if !strings.Contains(text, "\n") && f.width(text, size, bold) <= width {
		return []string{text}
	}
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = append(lines, f.wrapParagraph(paragraph, size, bold, width)...)
	}
	return lines
}

func (f *faces) wrapParagraph(paragraph string, size float64, bold bool, width float64) []string {
	var lines []string
	line, used := "", 0.0
	space := f.width(" ", size, bold)
	for _, word := range boundWords(paragraph) {
		needed := f.width(word, size, bold)
		if line != "" && used+space+needed <= width {
			line += " " + word
			used += space + needed
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for needed > width {
			head := f.head(word, size, bold, width)
			if head == word {
				break
			}
			lines = append(lines, strings.TrimSpace(head))
			word = strings.TrimSpace(word[len(head):])
			needed = f.width(word, size, bold)
		}
		line, used = word, needed
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// boundWords cuts a text at its spaces, but not around an equals sign: n = 605 is
// read as one.
func boundWords(text string) []string {
	words := strings.Fields(text)
	for i := 1; i+1 < len(words); i++ {
		if words[i] == "=" {
			words[i-1] += " = " + words[i+1]
			words = append(words[:i], words[i+2:]...)
		}
	}
	return words
}

// head is the longest beginning of a word that fits, at least one character.
func (f *faces) head(word string, size float64, bold bool, width float64) string {
	used := 0.0
	for i, r := range word {
		used += f.width(string(r), size, bold)
		if used > width && i > 0 {
			return word[:i]
		}
	}
	return word
}

// longestWord is the width of the widest word of a text.
func (f *faces) longestWord(text string, size float64, bold bool) float64 {
	widest := 0.0
	for word := range strings.FieldsSeq(f.clean(text)) {
		widest = max(widest, f.width(word, size, bold))
	}
	return widest
}

// widestLine is the width of the widest line of a text that is not wrapped.
func (f *faces) widestLine(text string, size float64, bold bool) float64 {
	widest := 0.0
	for line := range strings.SplitSeq(f.clean(text), "\n") {
		widest = max(widest, f.width(line, size, bold))
	}
	return widest
}

// widthForLines is about the least width in which text takes at most so many
// lines, without breaking a word.
func (f *faces) widthForLines(text string, size float64, bold bool, lines int) float64 {
	low := f.longestWord(text, size, bold)
	high := max(low, f.widestLine(text, size, bold))
	for low < high && len(f.wrap(text, size, bold, low)) > lines {
		low = min(high, low+math.Max(1, size/2))
	}
	return low
}

// shorten cuts a line to a width, with an ellipsis for what is left out. It is
// for what stands in full elsewhere.
func (f *faces) shorten(text string, size float64, width float64) string {
	text = strings.ReplaceAll(text, "\n", " ")
	if f.width(text, size, false) <= width {
		return text
	}
	return f.head(text, size, false, width-f.width("…", size, false)) + "…"
}

package pollock

import (
	"slices"
	"strings"
)

// cell is one value as it stands in a file.
type cell struct {
	text   string
	quoted bool
	stray  bool // a quotation mark stands before the text that is not escaped
}

// value is the text that a reader should find.
func (c cell) value() string {
	if c.stray {
		return `"` + c.text
	}
	return c.text
}

// line is one record of a file.
type line struct {
	cells []cell
	// delimiters stand before each cell; the first is empty in a clean line.
	delimiters []string
	end        string
}

func newLine(cells []cell, delimiter, end string) line {
	l := line{cells: cells, delimiters: make([]string, len(cells)), end: end}
	for i := 1; i < len(cells); i++ {
		l.delimiters[i] = delimiter
	}
	return l
}

func (l line) values() []string {
	values := make([]string, len(l.cells))
	for i, c := range l.cells {
		values[i] = c.value()
	}
	return values
}

// sheet is a whole file on its way to being spoilt: what is written and what a
// reader should find.
type sheet struct {
	titles []line
	header []line // joined column by column, with a space
	data   []line
	others []line // of further tables, which are not asked for
	quote  string
	escape string // stands before a quotation mark inside a text
}

func (s sheet) clone() sheet {
	for _, lines := range []*[]line{&s.titles, &s.header, &s.data, &s.others} {
		*lines = slices.Clone(*lines)
		for i := range *lines {
			(*lines)[i].cells = slices.Clone((*lines)[i].cells)
			(*lines)[i].delimiters = slices.Clone((*lines)[i].delimiters)
		}
	}
	return s
}

// lines calls change for every line of the first table, with its place.
func (s *sheet) lines(change func(i int, l *line)) {
	for i := range s.header {
		change(i, &s.header[i])
	}
	for i := range s.data {
		change(len(s.header)+i, &s.data[i])
	}
}

func (s *sheet) line(i int) *line {
	if i < len(s.header) {
		return &s.header[i]
	}
	return &s.data[i-len(s.header)]
}

// content is the text of the file.
func (s sheet) content() []byte {
	var text strings.Builder
	for _, lines := range [][]line{s.titles, s.header, s.data, s.others} {
		for _, l := range lines {
			for i, c := range l.cells {
				text.WriteString(l.delimiters[i])
				s.write(&text, c)
			}
			text.WriteString(l.end)
		}
	}
	return []byte(text.String())
}

func (s sheet) write(text *strings.Builder, c cell) {
	if c.quoted {
		text.WriteString(s.quote)
	}
	if c.stray {
		text.WriteByte('"')
	}
	text.WriteString(strings.ReplaceAll(c.text, `"`, s.escape+`"`))
	if c.quoted {
		text.WriteString(s.quote)
	}
}

// table is what a reader should find: the header, when there is one, and the
// rows of the first table.
func (s sheet) table() [][]string {
	var table [][]string
	if len(s.header) > 0 {
		names := make([][]string, len(s.header[0].cells))
		for _, l := range s.header {
			for i, value := range l.values() {
				names[i] = append(names[i], value)
			}
		}
		joined := make([]string, len(names))
		for i, parts := range names {
			joined[i] = strings.Join(parts, " ")
		}
		table = append(table, joined)
	}
	for _, l := range s.data {
		table = append(table, l.values())
	}
	return table
}

package markup

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/net/html"

	"github.com/schoolbench/schoolbench/importers/rows"
)

// longestToken bounds the memory for one tag or text.
const longestToken = 64 << 20

// readPage finds the tables of a web page. A table inside another's cell is a
// table of its own.
func (p *page) readPage(text []byte) error {
	b := &builder{page: p}
	tokens := html.NewTokenizer(bytes.NewReader(text))
	tokens.SetMaxBuf(longestToken)
	for {
		kind := tokens.Next()
		switch kind {
		case html.ErrorToken:
			if err := tokens.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return b.end()
		case html.TextToken:
			b.text(tokens.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := tokens.TagName()
			tag := string(name)
			across, down := 1, 1
			for more {
				var key, value []byte
				key, value, more = tokens.TagAttr()
				switch string(key) {
				case "colspan":
					across = span(value)
				case "rowspan":
					down = span(value)
				}
			}
			if err := b.open(tag, across, down); err != nil {
				return err
			}
			if kind == html.SelfClosingTagToken {
				if err := b.close(tag); err != nil {
					return err
				}
			}
		case html.EndTagToken:
			name, _ := tokens.TagName()
			if err := b.close(string(name)); err != nil {
				return err
			}
		}
	}
}

// span reads how many rows or columns a cell takes; nonsense is one.
func span(value []byte) int {
	n, err := strconv.Atoi(string(bytes.TrimSpace(value)))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, mostColumns)
}

// builder makes tables of tags.
type builder struct {
	page   *page
	stack  []*level // the tables that are open, inside one another
	silent string   // the tag whose text is none: a script, a style
	prose  []byte   // the text around the tables
	found  int
}

// level is an open table.
type level struct {
	grid    *grid
	caption []byte
	naming  bool // inside the caption
	row     [][]byte
	spans   []rows.Span
	inRow   bool
	number  int
	cell    []byte
	inCell  bool
	across  int
	down    int
	taken   []int // for each column, how many rows below are taken by a cell above
}

func (b *builder) top() *level {
	if len(b.stack) == 0 {
		return nil
	}
	return b.stack[len(b.stack)-1]
}

func (b *builder) open(tag string, across, down int) error {
	top := b.top()
	switch tag {
	case "script", "style", "noscript", "template", "title", "option":
		b.silent = tag
	case "table":
		// Where the table stands is its place among the sheets.
		b.found++
		b.stack = append(b.stack, &level{grid: b.page.add(fmt.Sprintf("Table %d", b.found))})
	case "caption":
		if top != nil {
			top.naming = true
		}
	case "tr":
		if top != nil {
			if err := top.endRow(); err != nil {
				return err
			}
			top.inRow = true
		}
	case "td", "th":
		if top != nil {
			if err := top.endCell(); err != nil {
				return err
			}
			top.inRow, top.inCell = true, true
			top.across, top.down = across, down
		}
	case "br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6":
		b.text([]byte("\x00"))
	}
	return nil
}

func (b *builder) close(tag string) error {
	top := b.top()
	if tag == b.silent {
		b.silent = ""
	}
	if top == nil {
		switch tag {
		case "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr":
			b.text([]byte("\x00"))
		}
		return nil
	}
	switch tag {
	case "caption":
		top.naming = false
	case "td", "th":
		return top.endCell()
	case "tr", "thead", "tbody", "tfoot":
		return top.endRow()
	case "table":
		b.stack = b.stack[:len(b.stack)-1]
		return b.finish(top)
	}
	return nil
}

// text adds to the cell, the caption, or the text around the tables. A zero
// stands for the end of a line, which line ends in the text are not.
func (b *builder) text(text []byte) {
	if b.silent != "" {
		return
	}
	line := bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\n"), []byte(" ")), []byte("\x00"), []byte("\n"))
	top := b.top()
	switch {
	case top == nil:
		b.prose = append(b.prose, line...)
	case top.naming:
		top.caption = append(top.caption, line...)
	case top.inCell:
		top.cell = append(top.cell, line...)
	default:
		b.prose = append(b.prose, line...)
	}
}

// endCell puts the cell in its place.
func (l *level) endCell() error {
	if !l.inCell {
		return nil
	}
	l.inCell = false
	column := len(l.row)
	for column < len(l.taken) && l.taken[column] > 0 {
		column++
	}
	if column+l.across > mostColumns {
		return errTooWide
	}
	for len(l.row) < column+l.across {
		l.row = append(l.row, nil)
	}
	l.row[column] = tidy(l.cell)
	if l.across > 1 || l.down > 1 {
		l.spans = append(l.spans, rows.Span{Column: column, Columns: l.across, Rows: l.down})
	}
	l.cell = nil
	for len(l.taken) < len(l.row) {
		l.taken = append(l.taken, 0)
	}
	for i := range l.across {
		l.taken[column+i] = l.down
	}
	return nil
}

// endRow adds the row to the table.
func (l *level) endRow() error {
	if err := l.endCell(); err != nil {
		return err
	}
	if !l.inRow {
		return nil
	}
	l.inRow = false
	l.number++
	for i := range l.taken {
		l.taken[i] = max(0, l.taken[i]-1)
	}
	if len(l.row) > 0 {
		l.grid.rows = append(l.grid.rows, gridRow{number: l.number, cells: l.row, spans: l.spans})
	}
	l.row, l.spans = nil, nil
	return nil
}

// finish ends a table. Its caption names it.
func (b *builder) finish(l *level) error {
	if err := l.endRow(); err != nil {
		return err
	}
	const longest = 60
	if caption := string(bytes.ReplaceAll(tidy(l.caption), []byte("\n"), []byte(" "))); caption != "" {
		if len([]rune(caption)) <= longest && b.page.names[caption] == 0 {
			b.page.names[caption]++
			l.grid.Name = caption
		} else {
			b.prose = append(append(b.prose, '\n'), caption...)
		}
	}
	return nil
}

// end finishes what the page leaves open, and keeps the text around the tables
// as a sheet of notes.
func (b *builder) end() error {
	for i := len(b.stack) - 1; i >= 0; i-- {
		b.stack[i].grid.unclosed = true
		if err := b.finish(b.stack[i]); err != nil {
			return err
		}
	}
	number := 0
	var notes *grid
	for _, line := range bytes.Split(b.prose, []byte("\n")) {
		if line = tidy(line); len(line) == 0 {
			continue
		}
		if notes == nil {
			notes = b.page.add("Text of the page")
			notes.prose = true
		}
		number++
		notes.rows = append(notes.rows, gridRow{number: number, cells: [][]byte{line}})
	}
	return nil
}

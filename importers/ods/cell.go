package ods

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/importers/tags"
)

// cellValue is what the tag of a cell says.
type cellValue struct {
	kind  string // "float", "date", ...
	value string
	text  string // of a string that is not written out
}

func readCellTag(tok tags.Token) cellValue {
	cell := cellValue{}
	tags.EachAttribute(tok.Attributes, func(name, value []byte) {
		switch string(name) {
		case "value-type":
			// Errors are a type of another vocabulary, beside the usual one.
			if cell.kind != "error" {
				cell.kind = string(value)
			}
		case "value", "date-value", "time-value", "boolean-value":
			cell.value = string(tags.AppendDecoded(nil, value))
		case "string-value":
			cell.text = string(tags.AppendDecoded(nil, value))
		}
	})
	return cell
}

// readCell reads a cell and appends its text to the scanner's.
func (s *sheetScanner) readCell(tok tags.Token) error {
	name := string(tok.Name)
	cell := readCellTag(tok)
	from := len(s.texts)
	if tok.Kind == tags.Open {
		if err := s.readShown(name); err != nil {
			return err
		}
	}
	shown := s.texts[from:]
	switch cell.kind {
	case "error":
	case "float", "currency", "percentage":
		if cell.value != "" && !showsZeros(shown, cell.value) {
			s.texts = sheets.AppendNumber(s.texts[:from], []byte(cell.value), sheets.Format{}, false)
		}
	case "date":
		if cell.value != "" {
			s.texts = append(s.texts[:from], dayAndTime(cell.value)...)
		}
	case "time":
		if cell.value != "" {
			s.texts = append(s.texts[:from], clock(cell.value)...)
		}
	case "boolean":
		if cell.value != "" {
			s.texts = append(s.texts[:from], strings.ToUpper(cell.value)...)
		}
	default:
		if len(shown) == 0 {
			s.texts = append(s.texts, cell.text...)
		}
	}
	return nil
}

// showsZeros reports whether what is shown for a number is that number with
// zeros before it.
func showsZeros(shown []byte, value string) bool {
	return len(shown) > len(value) && shown[0] == '0' && strings.Trim(string(shown), "0123456789") == "" && strings.TrimLeft(string(shown), "0") == strings.TrimLeft(value, "0")
}

// readShown appends the text that a cell shows: its paragraphs one to a line,
// without comments and drawings.
func (s *sheetScanner) readShown(cell string) error {
	paragraphs, inside, aside := 0, 0, 0
	start := len(s.texts) // of the paragraph
	for {
		tok, err := s.tokens.Next()
		if err != nil {
			return unexpected(err)
		}
		if tok.Kind == tags.Text {
			if inside > 0 && aside == 0 {
				s.texts = appendCollapsed(s.texts, start, tok)
			}
			continue
		}
		switch name := string(tok.Name); {
		case name == cell && tok.Kind == tags.Close && aside == 0:
			return nil
		case name == "annotation" && tok.Kind == tags.Open && aside == 0:
			if err := s.readComment(); err != nil {
				return err
			}
		case isAside(name):
			switch tok.Kind {
			case tags.Open:
				aside++
			case tags.Close:
				aside = max(0, aside-1)
			}
		case aside > 0:
		case name == "p" || name == "h":
			if tok.Kind == tags.Close {
				inside--
				continue
			}
			if paragraphs++; paragraphs > 1 {
				s.texts = append(s.texts, '\n')
			}
			start = len(s.texts)
			if tok.Kind == tags.Open {
				inside++
			}
		case name == "a" && tok.Kind == tags.Open && inside > 0:
			s.note(importers.NoteLink, "", tok.Attribute("href"))
		case tok.Kind != tags.Close && inside > 0:
			s.texts = appendSpecial(s.texts, name, tok)
		}
	}
}

// isAside tells elements whose text is not the cell's: comments, drawings and
// hints on how characters are spoken.
func isAside(name string) bool {
	switch name {
	case "annotation", "frame", "custom-shape", "shapes", "text-box", "rect", "ellipse", "circle", "line", "connector", "caption", "g", "control", "ruby-text", "detective":
		return true
	}
	return false
}

// appendSpecial appends what an element inside a paragraph stands for.
func appendSpecial(to []byte, name string, tok tags.Token) []byte {
	switch name {
	case "s":
		const mostSpaces = 32767 // the length of a cell
		count, err := strconv.Atoi(tok.Attribute("c"))
		if err != nil {
			count = 1
		}
		return append(to, bytes.Repeat([]byte{' '}, min(max(count, 1), mostSpaces))...)
	case "tab":
		return append(to, '\t')
	case "line-break":
		return append(to, '\n')
	}
	return to
}

// appendCollapsed appends a text as the format reads it: spaces and line ends
// in a row are one space, and none at the beginning of a paragraph. Spaces that
// count are elements.
func appendCollapsed(to []byte, start int, tok tags.Token) []byte {
	from := len(to)
	to = tags.AppendText(to, tok)
	kept := from
	for _, c := range to[from:] {
		if c == ' ' || c == '\n' || c == '\r' || c == '\t' {
			if kept == start || kept > from && to[kept-1] == ' ' {
				continue
			}
			c = ' '
		}
		to[kept] = c
		kept++
	}
	return to[:kept]
}

// dayAndTime writes a date such as 2026-11-22T08:30:00 with a space, and
// without a time that is midnight or smaller than can be meant.
func dayAndTime(value string) string {
	day, time, found := strings.Cut(value, "T")
	if !found {
		return day
	}
	whole, fraction, _ := strings.Cut(time, ".")
	if whole == "00:00:00" && strings.Trim(fraction, "0") == "" {
		return day
	}
	const milliseconds = 3
	if fraction = strings.TrimRight(fraction[:min(len(fraction), milliseconds)], "0"); fraction != "" {
		whole += "." + fraction
	}
	return day + " " + whole
}

// clock writes a duration such as PT08H30M00S as a time; what it cannot read
// stays as it is.
func clock(value string) string {
	sign, rest := "", value
	if after, negative := strings.CutPrefix(rest, "-"); negative {
		sign, rest = "-", after
	}
	rest, ok := strings.CutPrefix(rest, "P")
	days, rest2, hasTime := strings.Cut(rest, "T")
	if !ok || !hasTime {
		return value
	}
	hours, minutes, seconds := 0, 0, "00"
	if days != "" {
		n, err := strconv.Atoi(strings.TrimSuffix(days, "D"))
		if err != nil {
			return value
		}
		hours = 24 * n
	}
	for rest2 != "" {
		end := strings.IndexAny(rest2, "HMS")
		if end < 0 {
			return value
		}
		part := rest2[:end]
		n, err := strconv.Atoi(strings.SplitN(strings.Replace(part, ",", ".", 1), ".", 2)[0])
		if err != nil {
			return value
		}
		switch rest2[end] {
		case 'H':
			hours += n
		case 'M':
			minutes = n
		case 'S':
			seconds = secondsText(n, part)
		}
		rest2 = rest2[end+1:]
	}
	return sign + twoDigits(hours) + ":" + twoDigits(minutes) + ":" + seconds
}

// secondsText writes seconds with up to three digits behind the point.
func secondsText(whole int, part string) string {
	const milliseconds = 3
	_, fraction, _ := strings.Cut(strings.Replace(part, ",", ".", 1), ".")
	fraction = strings.TrimRight(fraction[:min(len(fraction), milliseconds)], "0")
	if fraction == "" {
		return twoDigits(whole)
	}
	return twoDigits(whole) + "." + fraction
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

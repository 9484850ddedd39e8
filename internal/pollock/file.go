package pollock

import (
	"fmt"
	"strings"
)

// File is one spoilt file.
type File struct {
	Name string
	// Kind is the sort of pollution: the name without rows and columns.
	Kind string
	// Weight is how often the pollution was met among the files of public
	// data portals, as published.
	Weight  float64
	Content []byte
	// Want is the table that is in it: first the header, when it has one.
	Want [][]string
}

// Files returns the source and the files made of it, in the order of their
// kinds.
func Files(source Source) []File {
	p := polluter{clean: source.sheet}
	p.whole()
	p.dialects()
	for row := range len(p.clean.header) + len(p.clean.data) {
		p.row(row)
	}
	return p.files
}

type polluter struct {
	clean sheet
	files []File
}

func (p *polluter) add(name, kind string, weight float64, pollute func(*sheet)) {
	s := p.clean.clone()
	pollute(&s)
	p.files = append(p.files, File{Name: name, Kind: kind, Weight: weight, Content: s.content(), Want: s.table()})
}

// one adds a file that is the only one of its kind.
func (p *polluter) one(kind string, weight float64, pollute func(*sheet)) {
	p.add(kind+".csv", kind, weight, pollute)
}

// whole pollutes files and tables.
func (p *polluter) whole() {
	const lineEnd = "\r\n"
	p.one("source", 1, func(*sheet) {})
	p.one("file_no_payload", 15, func(s *sheet) { s.header, s.data = nil, nil })
	p.one("file_no_trailing_newline", 184, func(s *sheet) { s.data[len(s.data)-1].end = "" })
	p.one("file_double_trailing_newline", 5, func(s *sheet) { s.data[len(s.data)-1].end = lineEnd + lineEnd })
	p.one("file_no_header", 470, func(s *sheet) { s.header = nil })
	for rows := 2; rows <= 3; rows++ {
		p.one(fmt.Sprintf("file_header_multirow_%d", rows), 47, func(s *sheet) {
			plain := unquoted(s.header[0])
			for range rows - 1 {
				s.header = append([]line{plain}, s.header...)
			}
		})
	}
	p.one("file_preamble", 282, func(s *sheet) {
		blank := make([]cell, len(s.header[0].cells))
		title := append([]cell{{text: "PREAMBLE"}}, blank[1:]...)
		s.titles = []line{newLine(title, ",", lineEnd), newLine(blank, ",", lineEnd)}
	})
	width := len(p.clean.header[0].cells)
	p.one("file_multitable_less", 188.0/3, func(s *sheet) { s.others = secondTable(*s, width-1) })
	p.one("file_multitable_same", 188.0/3, func(s *sheet) { s.others = secondTable(*s, width) })
	p.one("file_multitable_more", 188.0/3, func(s *sheet) { s.others = secondTable(*s, width+1) })
	p.one("file_header_only", 3, func(s *sheet) { s.data = nil })
	p.one("file_one_data_row", 4, func(s *sheet) { s.data = s.data[:1] })
}

// unquoted is a line written again by a program that quotes only what must be.
func unquoted(l line) line {
	cells := make([]cell, len(l.cells))
	for i, c := range l.cells {
		cells[i] = cell{text: c.text, quoted: strings.Index(c.text, ",") > 0}
	}
	return newLine(cells, ",", l.end)
}

// secondTable is another table of so many columns, holding the first but for
// its last row over again. As in the published files, a text with a quotation
// mark in it has come apart there, and moves what follows to the right.
func secondTable(s sheet, width int) []line {
	var lines []line
	usual := len(s.header[0].cells)
	s.lines(func(i int, l *line) {
		if i == len(s.header)+len(s.data)-1 {
			return
		}
		var cells []cell
		for _, c := range l.cells {
			for part, text := range strings.Split(c.text, `"`) {
				if part > 0 {
					text = `"` + text
				}
				cells = append(cells, cell{text: text, quoted: strings.Index(text, ",") > 0})
			}
		}
		cells = cells[:min(usual, width)]
		if width > usual {
			name := ""
			if i == 0 {
				name = "col1"
			}
			cells = append(cells, cell{text: name})
		}
		lines = append(lines, newLine(cells, ",", l.end))
	})
	return lines
}

// dialects pollutes the characters that a whole file is written with.
func (p *polluter) dialects() {
	for _, end := range []struct {
		text   string
		weight float64
	}{{"\n", 1691}, {"\r", 7}} {
		p.one("file_record_delimiter"+codes(end.text), end.weight, func(s *sheet) {
			s.lines(func(_ int, l *line) { l.end = end.text })
		})
	}
	for _, delimiter := range []struct {
		text   string
		weight float64
	}{{";", 834}, {"\t", 4}, {", ", 101}, {" ", 4}} {
		p.one("file_field_delimiter"+codes(delimiter.text), delimiter.weight, func(s *sheet) {
			s.lines(func(_ int, l *line) { l.delimitBy(delimiter.text) })
		})
	}
	p.one("file_quotation_char"+codes("'"), 11, func(s *sheet) { s.quote = "'" })
	p.one("file_escape_char"+codes(`\`), 1, func(s *sheet) { s.escape = `\` })
	p.one("file_escape_char_0x00", 7, func(s *sheet) { s.escape = "" })
}

func (l *line) delimitBy(delimiter string) {
	for i := 1; i < len(l.delimiters); i++ {
		l.delimiters[i] = delimiter
	}
}

// codes writes characters as they are named in file names.
func codes(text string) string {
	var out strings.Builder
	for _, r := range text {
		fmt.Fprintf(&out, "_0x%X", r)
	}
	return out.String()
}

// row pollutes one row: a delimiter more or less, a quotation mark more, or
// spaces for delimiters.
func (p *polluter) row(row int) {
	const delimiterWeight, quoteWeight, spaceWeight = 0.36775106082036774, 1.0 / 108, 1.0 / 7
	for column := range p.clean.line(row).cells {
		p.add(fmt.Sprintf("row_more_sep_row%d_col%d.csv", row, column), "row_more_sep", delimiterWeight, func(s *sheet) {
			s.line(row).delimiters[column] += ","
		})
		if column > 0 {
			p.add(fmt.Sprintf("row_less_sep_row%d_col%d.csv", row, column), "row_less_sep", delimiterWeight, func(s *sheet) {
				s.line(row).delimiters[column] = ""
			})
		}
		p.add(fmt.Sprintf("row_extra_quote%d_col%d.csv", row, column), "row_extra_quote", quoteWeight, func(s *sheet) {
			s.line(row).cells[column].stray = true
		})
	}
	p.add(fmt.Sprintf("row_field_delimiter_%d_0x20.csv", row), "row_field_delimiter", spaceWeight, func(s *sheet) {
		s.line(row).delimitBy(" ")
	})
}

package markup

import (
	"bytes"
	"fmt"
	"io"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// page is the tables of a file, each as a sheet.
type page struct {
	file   string
	sheets []*grid
	names  map[string]int
}

// grid is the rows of one table.
type grid struct {
	importers.Sheet
	rows       []gridRow
	hiddenRows int
	unclosed   bool // the file ends inside the table
	prose      bool // the text around the tables
}

type gridRow struct {
	number int
	hidden bool
	cells  [][]byte
	spans  []rows.Span
}

const mostColumns = 16384

// add adds a table under a name that no other has.
func (p *page) add(name string) *grid {
	if p.names == nil {
		p.names = map[string]int{}
	}
	if p.names[name]++; p.names[name] > 1 {
		name = fmt.Sprintf("%s (%d)", name, p.names[name])
		p.names[name]++
	}
	added := &grid{Sheet: importers.Sheet{Name: name}}
	p.sheets = append(p.sheets, added)
	return added
}

// hasTables reports whether there is a table, be it empty.
func (p *page) hasTables() bool {
	for _, one := range p.sheets {
		if !one.prose {
			return true
		}
	}
	return false
}

// Sheets lists the tables, and the text around them as a sheet of notes.
func (p *page) Sheets() []importers.Sheet {
	list := make([]importers.Sheet, len(p.sheets))
	for i, one := range p.sheets {
		list[i] = one.Sheet
	}
	return list
}

// Scan starts reading a table.
func (p *page) Scan(place int) (rows.Scanner, error) {
	return &scanner{file: p.file, grid: p.sheets[place]}, nil
}

// Close does nothing: the page is in memory.
func (p *page) Close() error { return nil }

// scanner hands over the rows of a table.
type scanner struct {
	file   string
	grid   *grid
	at     int
	closed bool
}

func (s *scanner) Next() (rows.Record, error) {
	if s.closed || s.at >= len(s.grid.rows) {
		return rows.Record{}, io.EOF
	}
	row := s.grid.rows[s.at]
	s.at++
	return rows.Record{Number: row.number, Hidden: row.hidden, Cells: row.cells, Spans: row.spans}, nil
}

func (s *scanner) Issues() []table.Issue {
	where := table.Where{File: s.file, Sheet: s.grid.Name}
	issues := sheets.HiddenIssues(where, s.grid.hiddenRows, 0)
	if s.grid.unclosed {
		issues = append(issues, table.Issue{
			Code: "table-unclosed", Severity: table.Warning, Where: where,
			Message: "The file ends inside this table, so that rows may be missing.",
			Remedy:  "Compare the last row with what it should be; if rows are missing, export the file again.",
		})
	}
	return issues
}

func (s *scanner) Progress() float64 {
	if len(s.grid.rows) == 0 {
		return 1
	}
	return float64(s.at) / float64(len(s.grid.rows))
}

func (s *scanner) Close() error {
	s.closed = true
	return nil
}

// tidy makes the text of a cell as a browser would: spaces in a row are one,
// and none stand at the beginning or end of a line.
func tidy(text []byte) []byte {
	var tidied []byte
	for i, line := range bytes.Split(text, []byte("\n")) {
		if i > 0 {
			tidied = append(tidied, '\n')
		}
		tidied = append(tidied, bytes.Join(bytes.Fields(line), []byte(" "))...)
	}
	return bytes.Trim(tidied, "\n")
}

package fixedwidth

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// mostPlaces bounds the columns of a layout, and longestLayout its bytes.
const (
	mostPlaces    = 16384
	longestLayout = 8 << 20
)

// ReadLayout reads where columns stand from a table with a line for each, as
// publishers give it with their files: a header, and then names and places,
// divided by commas, tabs, semicolons or strokes. The places are a start with
// an end or a length, one text such as "12-19", or lengths alone, which then
// follow one another. Lines before the header and further columns are left
// alone. What cannot be read is a *table.Issue that says which line.
func ReadLayout(content io.Reader, file string) ([]importers.Place, error) {
	text, err := io.ReadAll(io.LimitReader(content, longestLayout+1))
	if err != nil {
		return nil, importers.ReadIssue(file, err)
	}
	if len(text) > longestLayout {
		return nil, layoutIssue(file, 0, "The file is far too long for a layout.")
	}
	text = decode(text)
	reader := csv.NewReader(strings.NewReader(string(text)))
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes = layoutDelimiter(string(text)), -1, true
	layout := layoutReader{file: file}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := reader.FieldPos(0)
		if err != nil {
			return nil, layoutIssue(file, line, "This line cannot be read.")
		}
		if err := layout.read(record, line); err != nil {
			return nil, err
		}
	}
	if !layout.begun {
		return nil, layoutIssue(file, 0, "The layout has no header with the columns' names and places.")
	}
	if len(layout.places) == 0 {
		return nil, layoutIssue(file, 0, "The layout lists no columns.")
	}
	return layout.places, nil
}

func layoutIssue(file string, line int, message string) error {
	return table.Failed("layout-unreadable", table.Where{File: file, Row: line}, message,
		"A layout is a table with a line for each column and the headings Name, Start and End, or Name, Start and Length.", nil)
}

// layoutDelimiter is what the text has most of.
func layoutDelimiter(text string) rune {
	best, most := ',', 0
	for _, delimiter := range ",\t;|" {
		if n := strings.Count(text, string(delimiter)); n > most {
			best, most = delimiter, n
		}
	}
	return best
}

// layoutReader reads the lines of a layout.
type layoutReader struct {
	file   string
	begun  bool // the header was read
	places []importers.Place

	name, start, end, length, both int // the places of the headings, or -1
}

// The words by which publishers head the columns of a layout.
var (
	nameHeadings   = []string{"name", "field", "fieldname", "column", "columnname", "variable", "variablename", "dataelement", "element"}
	startHeadings  = []string{"start", "begin", "from", "first", "startposition", "startpos", "startcolumn", "beginposition", "beginningposition", "startingposition", "beg", "startcol"}
	endHeadings    = []string{"end", "to", "last", "stop", "endposition", "endpos", "endcolumn", "endingposition", "finish", "endcol"}
	lengthHeadings = []string{"length", "len", "width", "size", "fieldlength", "fieldwidth", "fieldsize", "maxlength"}
	bothHeadings   = []string{"position", "positions", "columns", "cols", "pos", "range", "location", "columnposition"}
)

func (l *layoutReader) read(record []string, line int) error {
	if !l.begun {
		l.begin(record)
		return nil
	}
	name := strings.TrimSpace(cellAt(record, l.name))
	if name == "" && strings.TrimSpace(strings.Join(record, "")) == "" {
		return nil
	}
	place, err := l.place(record, line)
	if err != nil {
		return err
	}
	if name == "" {
		name = fmt.Sprintf("Column %d", len(l.places)+1)
	}
	for n := 2; slices.ContainsFunc(l.places, func(p importers.Place) bool { return strings.EqualFold(p.Name, name) }); n++ {
		name = fmt.Sprintf("%s (%d)", strings.TrimSpace(cellAt(record, l.name)), n)
	}
	place.Name = name
	if l.places = append(l.places, place); len(l.places) > mostPlaces {
		return layoutIssue(l.file, line, "The layout has more columns than a table can have.")
	}
	return nil
}

// begin takes the line as the header if it has the headings.
func (l *layoutReader) begin(record []string) {
	find := func(headings []string) int {
		return slices.IndexFunc(record, func(cell string) bool {
			folded := strings.ToLower(strings.Join(strings.FieldsFunc(cell, func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '.' || r == '#' }), ""))
			return slices.Contains(headings, folded)
		})
	}
	l.name, l.start, l.end, l.length, l.both = find(nameHeadings), find(startHeadings), find(endHeadings), find(lengthHeadings), find(bothHeadings)
	l.begun = l.name >= 0 && (l.start >= 0 && (l.end >= 0 || l.length >= 0) || l.both >= 0 || l.length >= 0)
}

// place reads where a column stands.
func (l *layoutReader) place(record []string, line int) (importers.Place, error) {
	number := func(at int) (int, bool) {
		n, err := strconv.Atoi(strings.TrimSpace(cellAt(record, at)))
		return n, err == nil && n > 0
	}
	wrong := func() (importers.Place, error) {
		return importers.Place{}, layoutIssue(l.file, line, fmt.Sprintf("It is not clear where %q stands.", strings.TrimSpace(cellAt(record, l.name))))
	}
	var first, last int
	var okFirst, okLast bool
	switch {
	case l.start >= 0:
		first, okFirst = number(l.start)
		if last, okLast = number(l.end); !okLast {
			last, okLast = number(l.length)
			last += first - 1
		}
	case l.both >= 0:
		from, to, ranged := strings.Cut(strings.NewReplacer("–", "-", "—", "-", ":", "-", "..", "-").Replace(cellAt(record, l.both)), "-")
		var err error
		first, err = strconv.Atoi(strings.TrimSpace(from))
		okFirst = err == nil && first > 0
		switch {
		case ranged:
			last, err = strconv.Atoi(strings.TrimSpace(to))
			okLast = err == nil
		case l.length >= 0:
			last, okLast = number(l.length)
			last += first - 1
		default:
			last, okLast = first, okFirst
		}
	default:
		first, okFirst = 1, true
		if n := len(l.places); n > 0 {
			first = l.places[n-1].Last + 1
		}
		last, okLast = number(l.length)
		last += first - 1
	}
	if !okFirst || !okLast || last < first || last > longestLine {
		return wrong()
	}
	return importers.Place{First: first, Last: last}, nil
}

func cellAt(record []string, at int) string {
	if at < 0 || at >= len(record) {
		return ""
	}
	return record[at]
}

// placed is the plan of text whose columns stand as a layout says. Stretches of
// the line that the layout leaves out become columns if there is text in them,
// so that nothing is lost; their number is returned.
func placed(ctx context.Context, source importers.Source, base importers.Plan, places []importers.Place) (plan importers.Plan, extra int, err error) {
	gaps := gapsBetween(places)
	if base, err = withPlaces(base, gaps); err != nil {
		return base, 0, err
	}
	filled, err := filledPlaces(ctx, source, base, len(gaps))
	if err != nil {
		return base, 0, err
	}
	all := slices.Clone(places)
	for i, gap := range gaps {
		if filled[i] {
			all = append(all, gap)
			extra++
		}
	}
	slices.SortStableFunc(all, func(a, b importers.Place) int { return a.First - b.First })
	base, err = withPlaces(base, all)
	return base, extra, err
}

// gapsBetween are the stretches of a line that no place covers, the one behind
// the last place included.
func gapsBetween(places []importers.Place) []importers.Place {
	sorted := slices.Clone(places)
	slices.SortFunc(sorted, func(a, b importers.Place) int { return a.First - b.First })
	var gaps []importers.Place
	next := 1
	for _, place := range sorted {
		if place.First > next {
			gaps = append(gaps, importers.Place{Name: fmt.Sprintf("Characters %d to %d", next, place.First-1), First: next, Last: place.First - 1})
		}
		next = max(next, place.Last+1)
	}
	return append(gaps, importers.Place{Name: fmt.Sprintf("Characters from %d", next), First: next})
}

// filledPlaces tells in which of the plan's columns there is text on any line.
func filledPlaces(ctx context.Context, source importers.Source, plan importers.Plan, columns int) ([]bool, error) {
	lines, err := open(source, plan)
	if err != nil {
		return nil, err
	}
	defer lines.Close() //nolint:errcheck // nothing was written
	filled := make([]bool, columns)
	for {
		record, err := lines.Next()
		if errors.Is(err, io.EOF) {
			return filled, nil
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
		for i, cell := range record.Cells {
			filled[i] = filled[i] || len(cell) > 0
		}
	}
}

// withPlaces notes places, and the names of the columns there, in a plan.
func withPlaces(plan importers.Plan, places []importers.Place) (importers.Plan, error) {
	var known layout
	plan.Columns = nil
	for i, place := range places {
		known.Columns = append(known.Columns, span{From: place.First - 1, To: place.Last})
		column := importers.PlanColumn{Index: i}
		column.Name = place.Name
		plan.Columns = append(plan.Columns, column)
	}
	var err error
	if plan.Details, err = json.Marshal(known); err != nil {
		return plan, fmt.Errorf("write plan details: %w", err)
	}
	return plan, nil
}

// Package fixedwidth imports text whose columns stand in the same places on
// every line. The places are found where all lines are blank, or from a ruler
// of dashes under the header; a plan may give others.
package fixedwidth

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "fixedwidth"

// Importer reads text of fixed width. The zero value is ready for use.
type Importer struct{}

var (
	_ importers.Importer = Importer{}
	_ importers.Asider   = Importer{}
	_ importers.Peeker   = Importer{}
)

// Properties describes the importer.
func (Importer) Properties() importers.Properties {
	return importers.Properties{
		Name:        Name,
		Title:       "Text of fixed width",
		Description: "Text whose columns stand in the same places on every line, filled with spaces.",
		Extensions:  []string{".fwf", ".prn"},
	}
}

// Sniff says how sure the importer is of a file. It claims one only when no
// delimiter divides its lines.
func (Importer) Sniff(_ string, head []byte) importers.Confidence {
	if len(head) == importers.SniffLength {
		head = head[:bytes.LastIndexByte(head, '\n')+1]
	}
	if bytes.IndexByte(head, 0) >= 0 || bytes.IndexByte(head, '\t') >= 0 {
		return importers.No
	}
	lines := split(decode(head))
	if len(lines) < fewestLines || isDelimited(lines) {
		return importers.No
	}
	found, sure := findLayout(lines)
	switch {
	case len(found.Columns) < 2:
		return importers.No
	case !sure:
		return importers.Possible
	}
	return importers.Likely
}

// fewestLines is the number of lines from which on a shared gap means
// something.
const fewestLines = 3

// split returns the lines that are not blank.
func split(text []byte) [][]rune {
	var lines [][]rune
	for _, line := range bytes.Split(text, []byte("\n")) {
		if line = bytes.TrimRight(line, " \r"); len(line) > 0 {
			lines = append(lines, []rune(string(line)))
		}
	}
	return lines
}

func decode(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(text) {
		return text
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(text)
	if err != nil {
		return bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	return decoded
}

// isDelimited reports whether most lines have the same number of some
// delimiter.
func isDelimited(lines [][]rune) bool {
	for _, delimiter := range ",;|^" {
		counts := map[int]int{}
		for _, line := range lines {
			counts[strings.Count(string(line), string(delimiter))]++
		}
		for count, times := range counts {
			if count > 0 && times*10 >= len(lines)*7 {
				return true
			}
		}
	}
	return false
}

// layout is where the columns stand; it is what the importer keeps in a plan.
type layout struct {
	Columns []span `json:"columns"`
	Ruler   bool   `json:"ruler,omitempty"` // lines of dashes are left out
}

// span is the place of a column in characters, counted from 0. To 0 means to
// the end of the line.
type span struct {
	From int `json:"from"`
	To   int `json:"to,omitempty"`
}

// isRuler recognises a line of dashes such as "----- ---".
func isRuler(line []rune) bool {
	text := string(line)
	return strings.Count(text, "--") > 0 && strings.Trim(text, "-= ") == ""
}

// findLayout finds the columns: under a ruler, or between gaps of two blanks
// or more that go through all lines, and those of one blank up to which values
// are padded. Two or more gaps of one blank will do in any case, but may be
// chance.
func findLayout(lines [][]rune) (found layout, sure bool) {
	for _, line := range lines[:min(len(lines), 20)] {
		if isRuler(line) && len(strings.Fields(string(line))) > 1 {
			return layout{Columns: spans(func(at int) bool { return at < len(line) && line[at] != ' ' }, len(line), 1), Ruler: true}, true
		}
	}
	width := 0
	for _, line := range lines {
		width = max(width, len(line))
	}
	used := make([]bool, width)
	for _, line := range lines {
		for i, c := range line {
			used[i] = used[i] || c != ' '
		}
	}
	isUsed := func(at int) bool { return used[at] }
	wide := spans(isUsed, width, 2)
	padded := spans(func(at int) bool { return used[at] || !isGap(lines, used, at) }, width, 1)
	if narrow := spans(isUsed, width, 1); len(wide) < 2 && len(narrow) > 2 && haveNumbers(lines) {
		return layout{Columns: narrow}, len(padded) > 2
	}
	if len(padded) > len(wide) {
		return layout{Columns: padded}, true
	}
	return layout{Columns: wide}, true
}

// isGap reports whether a place that is blank on all lines parts two columns:
// it is one of several side by side, or something stands behind it on most
// lines, on some of which what is before it is padded.
func isGap(lines [][]rune, used []bool, at int) bool {
	if at > 0 && !used[at-1] || at+1 < len(used) && !used[at+1] {
		return true
	}
	following, padded := 0, 0
	for _, line := range lines {
		if at+1 >= len(line) || line[at+1] == ' ' {
			continue
		}
		following++
		if at > 0 && line[at-1] == ' ' {
			padded++
		}
	}
	return following*10 >= len(lines)*7 && padded > 0
}

// haveNumbers reports whether there is a digit on most lines, which prose has
// not.
func haveNumbers(lines [][]rune) bool {
	count := 0
	for _, line := range lines {
		if strings.ContainsAny(string(line), "0123456789") {
			count++
		}
	}
	return count*3 >= len(lines)*2
}

// spans returns a column for every run of used places; runs closer than gap are
// one. A column reaches to the beginning of the next.
func spans(used func(int) bool, width, gap int) []span {
	var found []span
	blank := gap
	for at := range width {
		switch {
		case !used(at):
			blank++
		case blank >= gap || len(found) == 0:
			if len(found) > 0 {
				found[len(found)-1].To = at
			}
			found = append(found, span{From: at})
			blank = 0
		default:
			blank = 0
		}
	}
	if len(found) > 0 {
		found[0].From = 0
	}
	return found
}

// mostSampled bounds how much of a file is looked at for its layout.
const mostSampled = 4 << 20

// Plan returns the tables of the text, which is mostly one.
func (Importer) Plan(ctx context.Context, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	where := table.Where{File: source.Name()}
	if options.Sheet != "" {
		return nil, table.Failed("sheet-unknown", where, fmt.Sprintf("A text file has no sheets, so there is none called %q.", options.Sheet), "Leave the sheet out.", nil)
	}
	base, err := look(source)
	if err != nil {
		return nil, err
	}
	extra := 0
	if len(options.Layout) > 0 {
		if base, extra, err = placed(ctx, source, base, options.Layout); err != nil {
			return nil, err
		}
		if !options.Single() {
			options.HeaderRow = importers.NoHeader
		}
	}
	scanner, err := open(source, base)
	if err != nil {
		return nil, err
	}
	defer scanner.Close() //nolint:errcheck // nothing was written
	plans, err := rows.Plans(ctx, scanner, base, options)
	if err != nil {
		return nil, err
	}
	if len(plans) == 0 {
		return nil, table.Failed("file-empty", where, "There is nothing in this file.", "Check that the export has finished and that it is the right file.", nil)
	}
	if len(options.Layout) > 0 {
		message := fmt.Sprintf("The text was divided into %d columns as the layout says.", len(options.Layout))
		switch {
		case extra == 1:
			message += " There is text beside them, which was kept as one more column."
		case extra > 1:
			message += fmt.Sprintf(" There is text beside them, which was kept as %d more columns.", extra)
		}
		plans[0].Findings = append(plans[0].Findings, importers.Finding{Code: "fixed-width", Message: message})
		return plans, nil
	}
	plans[0].Findings = append(plans[0].Findings, importers.Finding{Code: "fixed-width", Message: fmt.Sprintf("No delimiter was found; the text was divided into %d columns by their places on the line.", len(plans[0].Columns))})
	return plans, nil
}

// look finds out the encoding and the places of the columns.
func look(source importers.Source) (importers.Plan, error) {
	base := importers.Plan{Importer: Name, Name: strings.TrimSuffix(source.Name(), filepath.Ext(source.Name())), Encoding: "utf-8"}
	content, err := source.Open()
	if err != nil {
		return base, importers.ReadIssue(source.Name(), err)
	}
	sample, err := io.ReadAll(io.LimitReader(content, mostSampled))
	if err := errors.Join(err, content.Close()); err != nil {
		return base, importers.ReadIssue(source.Name(), err)
	}
	if !utf8.Valid(sample[:max(0, len(sample)-utf8.UTFMax)]) {
		base.Encoding = "windows-1252"
	}
	found, _ := findLayout(split(decode(sample)))
	if base.Details, err = json.Marshal(found); err != nil {
		return base, fmt.Errorf("write plan details: %w", err)
	}
	return base, nil
}

// Open starts reading by the plan.
func (Importer) Open(ctx context.Context, source importers.Source, plan importers.Plan) (table.Reader, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	scanner, err := open(source, plan)
	if err != nil {
		return nil, err
	}
	return rows.NewReader(ctx, scanner, plan, source.Name()), nil
}

// Aside hands over the lines that are in none of the tables.
func (Importer) Aside(ctx context.Context, source importers.Source, plans []importers.Plan, found func(importers.Aside) error) error {
	if len(plans) == 0 {
		return nil
	}
	scanner, err := open(source, plans[0])
	if err != nil {
		return err
	}
	return rows.Aside(ctx, scanner, "", plans, found)
}

// Peek returns lines of the file, divided as the plan says.
func (Importer) Peek(ctx context.Context, source importers.Source, plan importers.Plan, from, to int) (importers.View, error) {
	if len(plan.Details) == 0 {
		var err error
		if plan, err = look(source); err != nil {
			return importers.View{}, err
		}
	}
	scanner, err := open(source, plan)
	if err != nil {
		return importers.View{}, err
	}
	view, err := rows.Peek(ctx, scanner, from, to)
	view.Sheets = []importers.Sheet{{}}
	return view, err
}

// open returns a scanner for the plan's layout.
func open(source importers.Source, plan importers.Plan) (*scanner, error) {
	s := &scanner{file: source.Name()}
	if err := json.Unmarshal(plan.Details, &s.layout); err != nil {
		return nil, table.Failed("plan-unreadable", table.Where{File: source.Name()}, "The plan does not say where the columns stand.", "Look at the file again.", err)
	}
	content, err := source.Open()
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	s.content = content
	var text io.Reader = content
	if plan.Encoding == "windows-1252" {
		text = transform.NewReader(content, charmap.Windows1252.NewDecoder())
	}
	s.lines = bufio.NewReaderSize(text, 64<<10)
	return s, nil
}

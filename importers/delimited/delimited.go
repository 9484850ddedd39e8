// Package delimited imports text files whose values are separated by a comma,
// tab, caret, semicolon, pipe or whatever else stands between them throughout, in
// UTF-8, UTF-16, UTF-32, Windows-1252 or Mac Roman.
//
// Encoding and delimiter are found by looking, never by the file's name. See
// splitter for how quotes are read.
package delimited

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "delimited"

// Importer reads delimited text. The zero value is ready for use.
type Importer struct{}

var _ importers.Importer = Importer{}

// Properties describes the importer.
func (Importer) Properties() importers.Properties {
	return importers.Properties{
		Name:        Name,
		Title:       "Delimited text",
		Description: "Text with one record a line, its values separated by a comma, tab, caret, semicolon or pipe.",
		Extensions:  []string{".csv", ".txt", ".tsv", ".tab", ".psv", ".dat"},
	}
}

// Sniff says how sure the importer is of a file.
func (i Importer) Sniff(name string, head []byte) importers.Confidence {
	text, whole, ok := sample(head)
	if !ok || len(bytes.TrimSpace(text)) == 0 {
		return importers.No
	}
	known := slices.Contains(i.Properties().Extensions, strings.ToLower(filepath.Ext(name)))
	if first := bytes.TrimLeft(text, " \t\r\n"); !known && bytes.IndexByte([]byte("<{["), first[0]) >= 0 {
		return importers.No
	}
	_, agreement := findDialect(text, whole)
	switch {
	case agreement >= 0.7:
		return importers.Likely
	case known || agreement >= 0.5:
		return importers.Possible
	default:
		return importers.No
	}
}

// sample decodes the beginning of a file. ok is false for what is no text.
func sample(head []byte) (text []byte, whole, ok bool) {
	whole = len(head) < importers.SniffLength
	encoding := guessWide(head)
	if encoding == "" {
		encoding = encodingUTF8
		if !utf8.Valid(head[:wholeRunes(head)]) {
			encoding = guessWestern(head)
		}
	}
	head = head[:len(head)-len(head)%unitOf(encoding)]
	reader, err := decode(bytes.NewReader(head), encoding)
	if err != nil {
		return nil, whole, false
	}
	text, err = io.ReadAll(reader)
	if err != nil {
		return nil, whole, false
	}
	return text, whole, isText(text)
}

// isText reports whether the characters are those of text: hardly a control
// character among them. One or two are let pass in the smallest of files.
func isText(text []byte) bool {
	controls := 0
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			controls++
		}
	}
	return controls <= max(2, len(text)/100)
}

// details is what the importer keeps in a plan for itself.
type details struct {
	// Declared tells that the first line only names the delimiter.
	Declared bool `json:"declared,omitempty"`
	// Quote and Escape are set when they are not the usual ones.
	Quote  string `json:"quote,omitempty"`
	Escape string `json:"escape,omitempty"`
	// Width is the number of values that most records have.
	Width int `json:"width,omitempty"`
}

func (d details) dialect(delimiter string) dialect {
	found := dialect{delimiter: delimiter, quote: doubleQuote, width: d.Width}
	if d.Quote != "" {
		found.quote = d.Quote[0]
	}
	if d.Escape != "" {
		found.escape = d.Escape[0]
	}
	return found
}

// Plan returns the tables that a text file holds, which is mostly one.
func (Importer) Plan(ctx context.Context, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	if options.Sheet != "" {
		return nil, table.Failed("sheet-unknown", table.Where{File: source.Name()}, fmt.Sprintf("A text file has no sheets, so there is none called %q.", options.Sheet), "Leave the sheet out.", nil)
	}
	plan, err := look(ctx, source, options)
	if err != nil {
		return nil, failure(source.Name(), err)
	}
	scanner, err := open(source, plan)
	if err != nil {
		return nil, failure(source.Name(), err)
	}
	defer scanner.Close() //nolint:errcheck // nothing was written
	plans, err := rows.Plans(ctx, scanner, plan, options)
	if err != nil {
		return nil, failure(source.Name(), err)
	}
	if len(plans) == 0 {
		return nil, table.Failed("file-empty", table.Where{File: source.Name()}, "There is nothing in this file.", "Check that the export has finished and that it is the right file.", nil)
	}
	for i, finding := range plans[0].Findings {
		if finding.Code == "row-mended" {
			plans[0].Findings[i].Asks = true // values stand elsewhere than in the file
		}
	}
	switch plan.Encoding {
	case encodingMacRoman:
		plans[0].Findings = append(plans[0].Findings, importers.Finding{Code: "encoding", Message: "The text is not UTF-8 and was read as Mac Roman."})
	case encodingWindows1252:
		plans[0].Findings = append(plans[0].Findings, importers.Finding{Code: "encoding", Message: "The text is not UTF-8 and was read as Windows-1252 (Western European)."})
	}
	return plans, nil
}

// look finds out the encoding and how values are separated and quoted, as far
// as a person has not said so.
func look(ctx context.Context, source importers.Source, said importers.Options) (plan importers.Plan, err error) {
	var given []string
	encoding := ""
	if said.Encoding != "" {
		given = append(given, importers.SaidEncoding)
		if encoding, err = encodingNamed(said.Encoding); err != nil {
			return plan, err
		}
	} else if encoding, err = sourceEncoding(ctx, source); err != nil {
		return plan, err
	}
	if said.Delimiter != "" {
		given = append(given, importers.SaidDelimiter)
	}
	plan, err = lookDecoded(source, encoding, said.Delimiter)
	plan.Said = given
	return plan, err
}

// lookAtHead is look in a hurry: the beginning of the file decides.
func lookAtHead(ctx context.Context, source importers.Source) (plan importers.Plan, err error) {
	content, err := source.Open()
	if err != nil {
		return plan, err
	}
	head := make([]byte, firstBuffer)
	n, err := io.ReadFull(content, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err := errors.Join(err, content.Close()); err != nil {
		return plan, err
	}
	encoding, err := detectEncoding(ctx, bytes.NewReader(head[:wholeRunes(head[:n])]))
	if err != nil {
		return plan, err
	}
	return lookDecoded(source, encoding, "")
}

// lookDecoded finds out how the values of a text are separated, unless a person
// has said so, and quoted.
func lookDecoded(source importers.Source, encoding, delimiter string) (plan importers.Plan, err error) {
	plan = importers.Plan{Importer: Name, Name: baseName(source.Name()), Encoding: encoding}
	var kept details
	if plan.Delimiter, kept, err = sourceDialect(source, plan.Encoding, delimiter); err != nil {
		return plan, err
	}
	if kept != (details{}) {
		if plan.Details, err = json.Marshal(kept); err != nil {
			return plan, fmt.Errorf("write plan details: %w", err)
		}
	}
	return plan, nil
}

// Open starts reading by the plan.
func (Importer) Open(ctx context.Context, source importers.Source, plan importers.Plan) (table.Reader, error) {
	scanner, err := open(source, plan)
	if err != nil {
		return nil, failure(source.Name(), err)
	}
	return rows.NewReader(ctx, scanner, plan, source.Name()), nil
}

// Aside hands over the lines that are not in the table.
func (Importer) Aside(ctx context.Context, source importers.Source, plans []importers.Plan, found func(importers.Aside) error) error {
	if len(plans) == 0 {
		return nil
	}
	scanner, err := open(source, plans[0])
	if err != nil {
		return failure(source.Name(), err)
	}
	scanner.declared = false // the line that names the delimiter is in no table
	return rows.Aside(ctx, scanner, "", plans, found)
}

// Peek returns records of the file, divided as the plan says.
func (Importer) Peek(ctx context.Context, source importers.Source, plan importers.Plan, from, to int) (importers.View, error) {
	if plan.Encoding == "" {
		var err error
		if plan, err = lookAtHead(ctx, source); err != nil {
			return importers.View{}, failure(source.Name(), err)
		}
	}
	scanner, err := open(source, plan)
	if err != nil {
		return importers.View{}, failure(source.Name(), err)
	}
	scanner.declared = false
	view, err := rows.Peek(ctx, scanner, from, to)
	if err != nil {
		return importers.View{}, failure(source.Name(), err)
	}
	view.Sheets = []importers.Sheet{{}}
	return view, nil
}

func baseName(name string) string {
	if base := strings.TrimSuffix(name, filepath.Ext(name)); base != "" {
		return base
	}
	return name
}

// failure puts an error into words; a cancelled context stays as it is.
func failure(file string, err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errLongRecord):
		return table.Failed("file-not-a-table", table.Where{File: file}, "A single line of this file is longer than any table's.", "Check that it is the right file.", err)
	case errors.Is(err, errWideRecord):
		return table.Failed("table-too-wide", table.Where{File: file}, "A single line of this file has more values than any table's.", "Check that it is the right file.", err)
	default:
		return importers.ReadIssue(file, err)
	}
}

func sourceEncoding(ctx context.Context, source importers.Source) (string, error) {
	content, err := source.Open()
	if err != nil {
		return "", err
	}
	defer content.Close() //nolint:errcheck // nothing was written
	return detectEncoding(ctx, content)
}

func sourceDialect(source importers.Source, encoding, given string) (delimiter string, kept details, err error) {
	content, err := source.Open()
	if err != nil {
		return "", kept, err
	}
	defer content.Close() //nolint:errcheck // nothing was written
	reader, err := decode(content, encoding)
	if err != nil {
		return "", kept, err
	}
	text := make([]byte, firstBuffer)
	n, err := io.ReadFull(reader, text)
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole {
		return "", kept, err
	}
	text = text[:n]
	fromFile, _ := declaredDelimiter(text)
	found, _ := findDialect(text, whole)
	if given != "" && given != found.delimiter {
		found = dialectOf(text, given, whole)
	}
	kept = details{Declared: fromFile != "", Width: found.width}
	if found.quote != doubleQuote {
		kept.Quote = string(rune(found.quote))
	}
	if found.escape != 0 {
		kept.Escape = string(rune(found.escape))
	}
	return found.delimiter, kept, nil
}

// open returns a scanner for the plan's encoding and delimiter.
func open(source importers.Source, plan importers.Plan) (*scanner, error) {
	var kept details
	if len(plan.Details) > 0 {
		if err := json.Unmarshal(plan.Details, &kept); err != nil {
			return nil, fmt.Errorf("read plan details: %w", err)
		}
	}
	if strings.ContainsAny(plan.Delimiter, "\r\n\"") || plan.Delimiter == "" && slices.Contains(plan.Said, importers.SaidDelimiter) {
		return nil, table.Failed("plan-delimiter", table.Where{File: source.Name()}, fmt.Sprintf("%q cannot separate values: line ends and quotes have a meaning of their own.", plan.Delimiter), "Use a comma, tab, caret, semicolon or pipe.", nil)
	}
	content, err := source.Open()
	if err != nil {
		return nil, err
	}
	counted := &countingReader{source: content}
	reader, err := decode(counted, plan.Encoding)
	if err != nil {
		_ = content.Close() // the first error is the one that matters
		return nil, err
	}
	return &scanner{
		file: source.Name(), content: content, counted: counted, size: content.Size(),
		splitter: newSplitter(reader, kept.dialect(plan.Delimiter)), declared: kept.Declared,
	}, nil
}

// scanner is a rows.Scanner over an open file.
type scanner struct {
	file     string
	content  importers.Content
	counted  *countingReader
	size     int64
	splitter *splitter
	declared bool
	closed   bool
}

func (s *scanner) Next() (rows.Record, error) {
	if s.closed {
		return rows.Record{}, io.EOF
	}
	record, err := s.splitter.next()
	if err == nil && s.declared {
		s.declared = false
		record, err = s.splitter.next()
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = failure(s.file, err)
	}
	return record, err
}

func (s *scanner) Issues() []table.Issue { return s.splitter.issues(s.file) }

func (s *scanner) Progress() float64 {
	if s.size <= 0 {
		return 1
	}
	return min(1, float64(s.counted.count.Load())/float64(s.size))
}

func (s *scanner) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	return s.content.Close()
}

// countingReader counts the bytes read through it, for progress.
type countingReader struct {
	source io.Reader
	count  atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.source.Read(p)
	c.count.Add(int64(n))
	return n, err
}

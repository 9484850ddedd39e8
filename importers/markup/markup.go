// Package markup imports tables written as tags: the tables of web pages, which
// many systems export under the name .xls, and the XML workbooks of Excel 2003.
//
// A page is kept in memory whole, since where its tables end is known only at
// its end.
package markup

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "markup"

// Importer reads web pages and XML workbooks. The zero value is ready for use.
type Importer struct{}

var (
	_ importers.Importer = Importer{}
	_ importers.Asider   = Importer{}
)

// Properties describes the importer.
func (Importer) Properties() importers.Properties {
	return importers.Properties{
		Name:        Name,
		Title:       "Web page or XML workbook",
		Description: "The tables of a web page, or an XML workbook of Excel 2003; often named .xls by the system that wrote it.",
		Extensions:  []string{".html", ".htm", ".xml"},
	}
}

// Sniff says how sure the importer is of a file, by its first tags.
func (Importer) Sniff(_ string, head []byte) importers.Confidence {
	const most = 8 << 10
	text := bytes.ToLower(toUTF8(head[:min(len(head), most)]))
	text = bytes.TrimLeft(text, " \t\r\n")
	switch {
	case !bytes.HasPrefix(text, []byte("<")):
		return importers.No
	case isWorkbook(text):
		return importers.Certain
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<div", "<center"} {
		if bytes.HasPrefix(text, []byte(tag)) {
			return importers.Certain
		}
	}
	if bytes.Contains(text, []byte("<html")) || bytes.Contains(text, []byte("<table")) {
		return importers.Likely
	}
	return importers.No
}

// isWorkbook recognises an XML workbook by the name of its vocabulary. Web
// pages that Excel writes mention it, too.
func isWorkbook(text []byte) bool {
	const most = 8 << 10
	head := bytes.ToLower(text[:min(len(text), most)])
	return bytes.Contains(head, []byte("urn:schemas-microsoft-com:office:spreadsheet")) && bytes.Contains(head, []byte("workbook")) && !bytes.Contains(head, []byte("<html"))
}

// toUTF8 decodes a page by its mark, by what it says of itself, or by looking.
func toUTF8(page []byte) []byte {
	var coding encoding.Encoding
	switch {
	case bytes.HasPrefix(page, []byte{0xFF, 0xFE}), bytes.HasPrefix(page, []byte{0xFE, 0xFF}):
		coding = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(page, []byte("\xEF\xBB\xBF")):
		return page[3:]
	case utf8.Valid(page):
		return page // whatever it says: many say something else
	default:
		const most = 1024
		found, name, _ := charset.DetermineEncoding(page[:min(len(page), most)], "")
		coding = found
		if name == "utf-8" { // which it is not
			coding = charmap.Windows1252
		}
	}
	text, err := coding.NewDecoder().Bytes(page)
	if err != nil {
		return bytes.ToValidUTF8(page, []byte("\uFFFD"))
	}
	return text
}

// largestPage bounds memory.
const largestPage = 512 << 20

// open reads a page.
func open(ctx context.Context, source importers.Source) (*page, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	content, err := source.Open()
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	defer content.Close() //nolint:errcheck // nothing was written
	if content.Size() > largestPage {
		return nil, table.Failed("file-too-large", table.Where{File: source.Name()}, "This web page is larger than can be read.", "Export the data as .xlsx or .csv and import that.", nil)
	}
	data, err := io.ReadAll(content)
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	text := toUTF8(data)
	read := &page{file: source.Name()}
	if isWorkbook(text) {
		err = read.readWorkbook(text)
	} else if bytes.IndexByte(text, '<') < 0 {
		return nil, table.Failed("file-not-a-table", table.Where{File: source.Name()}, "This is not a web page, whatever its name says.", "Open it in the program it came from and save it as .xlsx or .csv.", nil)
	} else {
		err = read.readPage(text)
	}
	if err != nil {
		return nil, sheets.Failure(source.Name(), "", err)
	}
	return read, nil
}

// Plan returns a plan for every table, as sheets.Plan chooses them.
func (Importer) Plan(ctx context.Context, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	read, err := open(ctx, source)
	if err != nil {
		return nil, err
	}
	if !read.hasTables() {
		return nil, table.Failed("file-not-a-table", table.Where{File: source.Name()}, "This is a web page without a table, such as a page to sign in.", "Open it in a browser to see what it says, and export the data again.", nil)
	}
	return sheets.Plan(ctx, read, Name, source.Name(), options)
}

// Open starts reading the table that the plan names.
func (Importer) Open(ctx context.Context, source importers.Source, plan importers.Plan) (table.Reader, error) {
	read, err := open(ctx, source)
	if err != nil {
		return nil, err
	}
	place, issue := sheets.Find(read, source.Name(), plan.Sheet)
	if issue != nil {
		return nil, issue
	}
	scanner, err := read.Scan(place)
	if err != nil {
		return nil, sheets.Failure(source.Name(), plan.Sheet, err)
	}
	return rows.NewReader(ctx, scanner, plan, source.Name()), nil
}

// Aside hands over what is in none of the tables, the text around them
// included.
func (Importer) Aside(ctx context.Context, source importers.Source, plans []importers.Plan, found func(importers.Aside) error) error {
	read, err := open(ctx, source)
	if err != nil {
		return err
	}
	return sheets.Aside(ctx, read, source.Name(), plans, found)
}

var errTooWide = errors.New("a table has more columns than a sheet")

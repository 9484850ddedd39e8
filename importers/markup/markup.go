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
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "markup"

// Importer returns the importer of web pages and XML workbooks.
func Importer() sheets.Kind {
	return sheets.Kind{
		About: importers.Properties{
			Name:        Name,
			Title:       "Web page or XML workbook",
			Description: "The tables of a web page, or an XML workbook of Excel 2003; often named .xls by the system that wrote it.",
			Extensions:  []string{".html", ".htm", ".xml"},
		},
		Recognise: recognise,
		OpenBook:  openBook,
	}
}

// recognise says how sure the importer is of a file, by its first tags.
func recognise(_ string, head []byte) importers.Confidence {
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

// openBook reads a page.
func openBook(_ context.Context, source importers.Source) (sheets.Book, error) {
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
	if !read.hasTables() {
		return nil, table.Failed("file-not-a-table", table.Where{File: source.Name()}, "This is a web page without a table, such as a page to sign in.", "Open it in a browser to see what it says, and export the data again.", nil)
	}
	return read, nil
}

var errTooWide = errors.New("a table has more columns than a sheet")

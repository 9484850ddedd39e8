// Package ods imports OpenDocument spreadsheets, as LibreOffice and others
// write them: .ods, and .fods, which is the same without a zip archive.
//
// A sheet is read by a scanner over its bytes, one row at a time. Repeated rows
// and cells, which the format writes once with a count, are bounded.
package ods

import (
	"bytes"
	"context"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "ods"

// Importer reads OpenDocument spreadsheets. The zero value is ready for use.
type Importer struct{}

var (
	_ importers.Importer = Importer{}
	_ importers.Asider   = Importer{}
)

// Properties describes the importer.
func (Importer) Properties() importers.Properties {
	return importers.Properties{
		Name:        Name,
		Title:       "OpenDocument spreadsheet",
		Description: "A spreadsheet of LibreOffice or OpenOffice; every sheet that holds a table.",
		Extensions:  []string{".ods", ".ots", ".fods"},
	}
}

// spreadsheetType is how a spreadsheet says what it is; templates add to it.
const spreadsheetType = "application/vnd.oasis.opendocument.spreadsheet"

// Sniff says how sure the importer is of a file. Every OpenDocument file may be
// a spreadsheet; the importer can tell.
func (Importer) Sniff(_ string, head []byte) importers.Confidence {
	const first = 128
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head[:min(len(head), first)], []byte("mimetypeapplication/vnd.oasis.opendocument.")):
		return importers.Certain
	case isFlat(head):
		return importers.Certain
	}
	return importers.No
}

// isFlat recognises a spreadsheet that is one XML file.
func isFlat(head []byte) bool {
	const first = 8 << 10
	head = bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), first)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte(":document")) && bytes.Contains(head, []byte(spreadsheetType))
}

// Plan returns a plan for every visible sheet that holds a table, as
// sheets.Plan chooses them.
func (Importer) Plan(ctx context.Context, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	book, err := openWorkbook(ctx, source)
	if err != nil {
		return nil, err
	}
	defer book.close() //nolint:errcheck // nothing was written
	return sheets.Plan(ctx, book, Name, source.Name(), options)
}

// Open starts reading the sheet that the plan names.
func (Importer) Open(ctx context.Context, source importers.Source, plan importers.Plan) (table.Reader, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	book, err := openWorkbook(ctx, source)
	if err != nil {
		return nil, err
	}
	place, issue := sheets.Find(book, source.Name(), plan.Sheet)
	if issue != nil {
		_ = book.close() // the first error is the one that matters
		return nil, issue
	}
	scanner, err := book.scan(place)
	if err != nil {
		_ = book.close() // the first error is the one that matters
		return nil, sheets.Failure(source.Name(), plan.Sheet, err)
	}
	scanner.owned = true
	return rows.NewReader(ctx, scanner, plan, source.Name()), nil
}

// Aside hands over what is in none of the tables.
func (Importer) Aside(ctx context.Context, source importers.Source, plans []importers.Plan, found func(importers.Aside) error) error {
	book, err := openWorkbook(ctx, source)
	if err != nil {
		return err
	}
	defer book.close() //nolint:errcheck // nothing was written
	return sheets.Aside(ctx, book, source.Name(), plans, found)
}

// Package excel imports Excel workbooks: .xlsx and .xlsm, as written by Excel,
// LibreOffice, Google and the many programs that write something like it.
//
// Sheets are read by a scanner over their bytes, one row at a time. A cell's
// text is what the file holds, with dates in the form 2026-11-22 and the
// leading zeros that a format such as 00000 shows.
package excel

import (
	"bytes"
	"context"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "excel"

// Importer reads workbooks. The zero value is ready for use.
type Importer struct{}

var (
	_ importers.Importer = Importer{}
	_ importers.Asider   = Importer{}
)

// Properties describes the importer.
func (Importer) Properties() importers.Properties {
	return importers.Properties{
		Name:        Name,
		Title:       "Excel workbook",
		Description: "A workbook of Excel's or of a program that writes its format; every sheet that holds a table.",
		Extensions:  []string{".xlsx", ".xlsm"},
	}
}

// Sniff says how sure the importer is of a file. Every zip file may be a
// workbook, or a document that the importer can tell from one.
func (Importer) Sniff(_ string, head []byte) importers.Confidence {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return importers.Likely
	}
	return importers.No
}

// Plan returns a plan for every visible sheet that holds a table, as
// sheets.Plan chooses them.
func (Importer) Plan(ctx context.Context, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	book, err := openWorkbook(source)
	if err != nil {
		return nil, err
	}
	defer book.close() //nolint:errcheck // nothing was written
	return sheets.Plan(ctx, book, Name, source.Name(), options)
}

// Aside hands over what is in none of the tables.
func (Importer) Aside(ctx context.Context, source importers.Source, plans []importers.Plan, found func(importers.Aside) error) error {
	book, err := openWorkbook(source)
	if err != nil {
		return err
	}
	defer book.close() //nolint:errcheck // nothing was written
	return sheets.Aside(ctx, book, source.Name(), plans, found)
}

// Sheets lists the worksheets.
func (b *workbook) Sheets() []sheets.Sheet {
	list := make([]sheets.Sheet, len(b.sheets))
	for i, sheet := range b.sheets {
		list[i] = sheet.Sheet
	}
	return list
}

// Scan starts reading a worksheet.
func (b *workbook) Scan(place int) (rows.Scanner, error) { return b.scan(b.sheets[place]) }

// Open starts reading the sheet that the plan names.
func (Importer) Open(ctx context.Context, source importers.Source, plan importers.Plan) (table.Reader, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	book, err := openWorkbook(source)
	if err != nil {
		return nil, err
	}
	place, issue := sheets.Find(book, source.Name(), plan.Sheet)
	if issue != nil {
		_ = book.close() // the first error is the one that matters
		return nil, issue
	}
	scanner, err := book.scan(book.sheets[place])
	if err != nil {
		_ = book.close() // the first error is the one that matters
		return nil, sheets.Failure(source.Name(), plan.Sheet, err)
	}
	scanner.owned = true
	return rows.NewReader(ctx, scanner, plan, source.Name()), nil
}

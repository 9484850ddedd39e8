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
)

// Name is the importer's name in plans.
const Name = "excel"

// Importer returns the importer of such workbooks.
func Importer() sheets.Kind {
	return sheets.Kind{
		About: importers.Properties{
			Name:        Name,
			Title:       "Excel workbook",
			Description: "A workbook of Excel's or of a program that writes its format; every sheet that holds a table.",
			Extensions:  []string{".xlsx", ".xlsm"},
		},
		Recognise: recognise,
		OpenBook:  openBook,
	}
}

// recognise says how sure the importer is of a file. Every zip file may be a
// workbook, or a document that the importer can tell from one.
func recognise(_ string, head []byte) importers.Confidence {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return importers.Likely
	}
	return importers.No
}

func openBook(_ context.Context, source importers.Source) (sheets.Book, error) {
	book, err := openWorkbook(source)
	if err != nil {
		return nil, err
	}
	return book, nil
}

// Sheets lists the worksheets.
func (b *workbook) Sheets() []importers.Sheet {
	list := make([]importers.Sheet, len(b.sheets))
	for i, sheet := range b.sheets {
		list[i] = sheet.Sheet
	}
	return list
}

// Scan starts reading a worksheet.
func (b *workbook) Scan(place int) (rows.Scanner, error) { return b.scan(b.sheets[place]) }

// Close releases the file.
func (b *workbook) Close() error { return b.content.Close() }

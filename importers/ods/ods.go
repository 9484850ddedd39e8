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
	"github.com/schoolbench/schoolbench/importers/sheets"
)

// Name is the importer's name in plans.
const Name = "ods"

// Importer returns the importer of OpenDocument spreadsheets.
func Importer() sheets.Kind {
	return sheets.Kind{
		About: importers.Properties{
			Name:        Name,
			Title:       "OpenDocument spreadsheet",
			Description: "A spreadsheet of LibreOffice or OpenOffice; every sheet that holds a table.",
			Extensions:  []string{".ods", ".ots", ".fods"},
		},
		Recognise: recognise,
		OpenBook:  openBook,
	}
}

// spreadsheetType is how a spreadsheet says what it is; templates add to it.
const spreadsheetType = "application/vnd.oasis.opendocument.spreadsheet"

// recognise says how sure the importer is of a file. Every OpenDocument file may be
// a spreadsheet; the importer can tell.
func recognise(_ string, head []byte) importers.Confidence {
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

func openBook(ctx context.Context, source importers.Source) (sheets.Book, error) {
	book, err := openWorkbook(ctx, source)
	if err != nil {
		return nil, err
	}
	return book, nil
}

// Package xls imports the workbooks of Excel before 2007: .xls files of Excel
// 97 to 2003, of Excel 5 and 95, and the single sheets of Excel 2 to 4.
//
// Such a workbook is a stream of binary records, which Excel from version 5
// packs into a container with a small file system of its own. The stream is
// kept in memory; the cells of one sheet at a time are gathered from it.
package xls

import (
	"bytes"
	"context"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "xls"

// Importer returns the importer of old Excel workbooks.
func Importer() sheets.Kind {
	return sheets.Kind{
		About: importers.Properties{
			Name:        Name,
			Title:       "Old Excel workbook",
			Description: "A workbook of Excel before 2007; every sheet that holds a table.",
			Extensions:  []string{".xls"},
		},
		Recognise: recognise,
		OpenBook:  openBook,
	}
}

// recognise says how sure the importer is of a file. It claims every container
// of old Office files, since it can tell what is in them.
func recognise(_ string, head []byte) importers.Confidence {
	if bytes.HasPrefix(head, containerMark()) || isBareStream(head) {
		return importers.Certain
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

// containerMark begins every container of old Office files.
func containerMark() []byte { return []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1} }

// isBareStream recognises a stream of records without a container, by the
// record that each begins with.
func isBareStream(head []byte) bool {
	if len(head) < 8 || head[0] != 0x09 || head[3] != 0 || head[7] > 1 {
		return false
	}
	switch head[1] {
	case 0x00:
		return head[2] == 4
	case 0x02, 0x04:
		return head[2] == 6 || head[2] == 4
	case 0x08:
		return head[2] == 8 || head[2] == 16
	}
	return false
}

// Explain returns nil for an old workbook, and otherwise an issue that says
// what the content is instead and what to do.
func Explain(source importers.Source) *table.Issue {
	_, err := readStream(source)
	return table.IssueIn(err)
}

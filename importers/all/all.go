// Package all knows every importer and finds the one for a file. It is apart
// from package importers because the importers themselves import that.
package all

import (
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/archive"
	"github.com/schoolbench/schoolbench/importers/delimited"
	"github.com/schoolbench/schoolbench/importers/excel"
	"github.com/schoolbench/schoolbench/importers/fixedwidth"
	"github.com/schoolbench/schoolbench/importers/interchange"
	"github.com/schoolbench/schoolbench/importers/markup"
	"github.com/schoolbench/schoolbench/importers/ods"
	"github.com/schoolbench/schoolbench/importers/xls"
	"github.com/schoolbench/schoolbench/table"
)

// mostNested is how many archives may be inside one another.
const mostNested = 2

// All lists the importers, in the order menus should offer them.
func All() []importers.Importer { return list(mostNested) }

// list returns the importers for files inside so many archives fewer than may
// be inside one another.
func list(nested int) []importers.Importer {
	all := []importers.Importer{delimited.Importer{}, excel.Importer(), xls.Importer(), ods.Importer(), markup.Importer(), interchange.New(), fixedwidth.Importer{}}
	if nested == 0 {
		return all
	}
	inside := list(nested - 1)
	return append(all, archive.Importer{
		Recognise: func(source importers.Source) (importers.Importer, error) { return recognise(source, inside) },
		Named:     func(name string) (importers.Importer, error) { return named(name, inside) },
	})
}

// Named returns the importer that plans call by this name.
func Named(name string) (importers.Importer, error) { return named(name, All()) }

func named(name string, all []importers.Importer) (importers.Importer, error) {
	for _, importer := range all {
		if importer.Properties().Name == name {
			return importer, nil
		}
	}
	return nil, table.Failed("plan-importer", table.Where{}, "The plan asks for an importer named \""+name+"\", and there is none.", "Use the plan with the version of Schoolbench that made it, or look at the file again.", nil)
}

// Recognise returns the importer that is surest it can read the source. When
// none can, it returns a *table.Issue that says what the file seems to be and
// what to do about it.
func Recognise(source importers.Source) (importers.Importer, error) {
	return recognise(source, All())
}

func recognise(source importers.Source, all []importers.Importer) (importers.Importer, error) {
	head, err := readHead(source)
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	if issue := foreign(source.Name(), head); issue != nil {
		return nil, issue
	}
	var surest importers.Importer
	best := importers.No
	known := zipped(source, head)
	for _, importer := range all {
		if importer.Properties().Name == known {
			surest = importer
			break
		}
		if confidence := importer.Sniff(source.Name(), head); confidence > best {
			surest, best = importer, confidence
		}
	}
	if surest == nil {
		return nil, table.Failed("file-not-a-table", table.Where{File: source.Name()}, "This is not a kind of file that Schoolbench can read as a table.", "Open it in the program it came from and save it as .xlsx or .csv.", nil)
	}
	if issue := explain(source, surest); issue != nil {
		return nil, issue
	}
	return surest, nil
}

// explain looks into what has a workbook's first bytes: other documents have
// them, too.
func explain(source importers.Source, surest importers.Importer) *table.Issue {
	switch surest.Properties().Name {
	case excel.Name:
		content, err := source.Open()
		if err != nil {
			return importers.ReadIssue(source.Name(), err)
		}
		issue := excel.Explain(source.Name(), content)
		if err := content.Close(); err != nil && issue == nil {
			return importers.ReadIssue(source.Name(), err)
		}
		return issue
	case xls.Name:
		return xls.Explain(source)
	}
	return nil
}

func readHead(source importers.Source) ([]byte, error) {
	content, err := source.Open()
	if err != nil {
		return nil, err
	}
	head := make([]byte, importers.SniffLength)
	n, err := io.ReadFull(content, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], errors.Join(err, content.Close())
}

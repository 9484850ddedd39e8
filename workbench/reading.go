package workbench

import (
	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/delimited"
	"github.com/schoolbench/schoolbench/importers/fixedwidth"
)

// Reading is what a person says of how a file is to be read. The zero value has
// everything found.
type Reading struct {
	// Delimiter separates the values of a text, and Encoding names how it is
	// written down.
	Delimiter string
	Encoding  string
	// SkipHidden leaves out the rows and columns that a workbook hides, and
	// HiddenSheets reads the sheets that it hides.
	SkipHidden   bool
	HiddenSheets bool
}

// options returns what an importer is told.
func (r Reading) options(sheet string, layout []importers.Place) importers.Options {
	return importers.Options{
		Sheet: sheet, Layout: layout, Delimiter: r.Delimiter, Encoding: r.Encoding, SkipHidden: r.SkipHidden, HiddenSheets: r.HiddenSheets,
	}
}

// importer returns the one that reads a file in which values are separated as
// the person says: such a text is not one of fixed width.
func (r Reading) importer(found importers.Importer) importers.Importer {
	if _, fixed := found.(fixedwidth.Importer); fixed && r.Delimiter != "" {
		return delimited.Importer{}
	}
	return found
}

// Package interchange imports XML files that list records: the interchange
// files of Ed-Fi, and others of the same plain make. Each kind of record is a
// table, and what is nested in a record gets columns of its own.
//
// Start reading at document, which goes through a file record by record, and
// columns, which names what it comes across.
package interchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "interchange"

// Importer reads such files. New makes one; it is safe for any number of
// goroutines.
type Importer struct {
	sheets.Kind
}

var (
	_ importers.Importer = Importer{}
	_ importers.Asider   = Importer{}
	_ importers.Peeker   = Importer{}
)

// New returns the importer.
func New() Importer {
	return Importer{Kind: sheets.Kind{
		About: importers.Properties{
			Name:        Name,
			Title:       "XML records",
			Description: "An Ed-Fi interchange file, or other XML that is a plain list of records; each kind of record is a table.",
			Extensions:  []string{".xml"},
		},
		Recognise: recognise,
		OpenBook:  openBook,
	}}
}

// likeliest is how sure the importer is of a list of records that is none of
// Ed-Fi's: web pages and workbooks are XML, too, and go before.
const likeliest = importers.Likely - 1

// recognise says how sure the importer is of a file, by its first elements.
func recognise(_ string, head []byte) importers.Confidence {
	trimmed := bytes.TrimLeft(head, "\xEF\xBB\xBF\xFE\xFF \t\r\n\x00")
	if !bytes.HasPrefix(trimmed, []byte("<")) {
		return importers.No
	}
	source, err := plainText(bytes.NewReader(head))
	if err != nil {
		return importers.No
	}
	found, err := survey(source)
	switch {
	case found.edfi:
		return importers.Certain
	case err != nil && !(errors.Is(err, errCutOff) && len(head) >= importers.SniffLength), !found.isList():
		return importers.No
	}
	return likeliest
}

// Plan returns a plan for every kind of record. The names of the columns are
// known, so that nothing is looked for that is none of the data.
func (i Importer) Plan(ctx context.Context, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	if !options.Single() {
		options.HeaderRow, options.LastRow, options.Skip = headerRow, importers.ToEnd, []importers.RowSpan{}
	}
	plans, err := i.Kind.Plan(ctx, source, options)
	if err != nil {
		return nil, err
	}
	var kinds []string
	for _, plan := range plans {
		kinds = append(kinds, fmt.Sprintf("%s (%s)", plan.Sheet, table.FormatNumber(float64(plan.Rows), 0)))
	}
	plans[0].Findings = append(plans[0].Findings, importers.Finding{
		Code:    "xml-records",
		Message: fmt.Sprintf("Each kind of record is a table: %s. What is nested in a record has columns of its own, and so has what is repeated in it.", strings.Join(kinds, ", ")),
	})
	return plans, nil
}

// Aside hands over the texts of the file that belong to no record: what the
// elements around them say of themselves.
func (i Importer) Aside(ctx context.Context, source importers.Source, plans []importers.Plan, found func(importers.Aside) error) error {
	book, err := openBook(ctx, source)
	if err != nil {
		return err
	}
	read := book.(*document) //nolint:forcetypeassert // openBook makes no other
	for _, text := range read.around {
		if err := found(importers.Aside{Cells: []string{text}}); err != nil {
			return errors.Join(err, book.Close())
		}
	}
	if err := book.Close(); err != nil {
		return err
	}
	return i.Kind.Aside(ctx, source, plans, found)
}

func openBook(ctx context.Context, source importers.Source) (sheets.Book, error) {
	read := &document{ctx: ctx, source: source}
	if err := read.learn(); err != nil {
		return nil, sheets.Failure(source.Name(), "", err)
	}
	return read, nil
}

// headerRow is the row in which a table's column names stand, as Peek shows
// them; the first record is the row below.
const headerRow = 1

// Sheets lists the kinds of records.
func (d *document) Sheets() []importers.Sheet {
	list := make([]importers.Sheet, len(d.kinds))
	for i, kind := range d.kinds {
		list[i] = importers.Sheet{Name: kind.name}
	}
	return list
}

// Scan starts reading the records of one kind.
func (d *document) Scan(place int) (rows.Scanner, error) {
	return newScanner(d, d.kinds[place])
}

// Close releases nothing: every scanner opens the file for itself.
func (d *document) Close() error { return nil }

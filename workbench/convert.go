package workbench

import (
	"context"
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
)

// ConvertOptions say how a file is converted.
type ConvertOptions struct {
	Sheet   string // only this sheet; empty for the first that holds a table
	Reading Reading
	Unpivot bool // make a long table of a wide one, where that is offered
	// Harmless has an apostrophe put before texts that a spreadsheet which
	// opens the result would run as formulas: see csv.Harmless.
	Harmless bool
}

// Converted is what Convert came across.
type Converted struct {
	Tables   int // in the file, of which the first was written
	Formulas int // texts that a spreadsheet would run as formulas
}

// Convert writes the first table found in the file at path, or in one sheet of
// it, as RFC 4180 CSV: the header first, values as written in the file. A table
// without column names is written without a header: none is made up.
func Convert(ctx context.Context, path string, options ConvertOptions, w io.Writer) (Converted, error) {
	source, importer, err := recognise(path)
	if err != nil {
		return Converted{}, err
	}
	importer = options.Reading.importer(importer)
	plans, err := importer.Plan(ctx, source, options.Reading.options(options.Sheet, nil))
	if err != nil {
		return Converted{}, err
	}
	plan := plans[0]
	if options.Unpivot {
		plan = lengthened(plan)
	}
	out := newCSVWriter(w)
	out.harmless = options.Harmless
	err = writeTable(ctx, importer, source, plan, plan.HeaderRow > 0, out)
	return Converted{Tables: len(plans), Formulas: out.formulas}, err
}

// writeTable writes the table of a plan as CSV.
func writeTable(ctx context.Context, importer importers.Importer, source importers.Source, plan importers.Plan, header bool, out *csvWriter) (err error) {
	reader, err := importer.Open(ctx, source, plan)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()

	columns := plan.ReadColumns()
	record := reader.Schema().Names()
	if header {
		out.write(record)
	}
	for out.err == nil {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		for i, cell := range row.Cells {
			record[i] = columns[i].Original(cell)
		}
		out.write(record)
	}
	return out.flush()
}

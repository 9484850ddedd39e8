package workbench

import (
	"context"
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
)

// ConvertOptions narrow what Convert does.
type ConvertOptions struct {
	Sheet   string // only this sheet; empty for the first that holds a table
	Unpivot bool   // make a long table of a wide one, where that is offered
}

// Convert writes the first table found in the file at path, or in one sheet of
// it, as RFC 4180 CSV: the header first, values as written in the file. A table
// without column names is written without a header: none is made up. It returns
// how many tables there are, so that the others can be spoken of.
func Convert(ctx context.Context, path string, options ConvertOptions, w io.Writer) (tables int, err error) {
	source, importer, err := recognise(path)
	if err != nil {
		return 0, err
	}
	plans, err := importer.Plan(ctx, source, importers.Options{Sheet: options.Sheet})
	if err != nil {
		return 0, err
	}
	plan := plans[0]
	if options.Unpivot {
		plan = lengthened(plan)
	}
	return len(plans), writeTable(ctx, importer, source, plan, plan.HeaderRow > 0, w)
}

// writeTable writes the table of a plan as CSV.
func writeTable(ctx context.Context, importer importers.Importer, source importers.Source, plan importers.Plan, header bool, w io.Writer) (err error) {
	reader, err := importer.Open(ctx, source, plan)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()

	out := newCSVWriter(w)
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

package workbench

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
)

// Convert writes the first table found in the file at path, or in one sheet of
// it, as RFC 4180 CSV: the header first, values as written in the file. A table
// without column names is written without a header: none is made up. It returns
// how many tables there are, so that the others can be spoken of.
func Convert(ctx context.Context, path, sheet string, w io.Writer) (tables int, err error) {
	source, importer, err := recognise(path)
	if err != nil {
		return 0, err
	}
	plans, err := importer.Plan(ctx, source, importers.Options{Sheet: sheet})
	if err != nil {
		return 0, err
	}
	return len(plans), writeTable(ctx, importer, source, plans[0], plans[0].HeaderRow > 0, w)
}

// writeTable writes the table of a plan as CSV.
func writeTable(ctx context.Context, importer importers.Importer, source importers.Source, plan importers.Plan, header bool, w io.Writer) (err error) {
	reader, err := importer.Open(ctx, source, plan)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()

	out := newCSVWriter(w)
	columns := slices.DeleteFunc(slices.Clone(plan.Columns), func(column importers.PlanColumn) bool { return column.Skip })
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

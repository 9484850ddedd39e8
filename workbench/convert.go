package workbench

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
)

// Convert writes the first table found in the file at path, or in one sheet of
// it, as RFC 4180 CSV: the header first, values as written in the file.
func Convert(ctx context.Context, path, sheet string, w io.Writer) (err error) {
	source, importer, err := recognise(path)
	if err != nil {
		return err
	}
	plans, err := importer.Plan(ctx, source, importers.Options{Sheet: sheet})
	if err != nil {
		return err
	}
	reader, err := importer.Open(ctx, source, plans[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()

	out := csv.NewWriter(w)
	out.UseCRLF = true
	columns := slices.DeleteFunc(slices.Clone(plans[0].Columns), func(column importers.PlanColumn) bool { return column.Skip })
	record := reader.Schema().Names()
	for {
		if err := out.Write(record); err != nil {
			return err
		}
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
	}
	out.Flush()
	return out.Error()
}

package workbench

import (
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// fileColumnReader adds a column that names the file.
type fileColumnReader struct {
	table.Reader
	schema table.Schema
	cell   table.Cell
	cells  []table.Cell
}

// newFileColumnReader adds the column at the end, unless the table has one of
// that name.
func newFileColumnReader(reader table.Reader, column, file string) table.Reader {
	schema := reader.Schema()
	if schema.Index(column) >= 0 {
		return reader
	}
	return &fileColumnReader{
		Reader: reader, cell: table.Cell{Value: table.TextValue(file)},
		schema: append(slices.Clone(schema), table.Column{Name: column, Description: "The file that the row came from."}),
	}
}

func (r *fileColumnReader) Schema() table.Schema { return r.schema }

func (r *fileColumnReader) Next() (table.Row, error) {
	row, err := r.Reader.Next()
	if err != nil {
		return row, err
	}
	r.cells = append(append(r.cells[:0], row.Cells...), r.cell)
	row.Cells = r.cells
	return row, nil
}

package table

import (
	"fmt"
	"strings"
)

// Frame is some columns of one table, all of the same length. It is read-only
// and safe for any number of goroutines. Row numbers count from 0 and are the
// same in every frame of the same version of a dataset.
type Frame struct {
	length  int
	columns []*Vector
	index   map[string]int
}

// NewFrame returns a frame of these columns. It fails if their lengths differ
// or a name occurs twice, ignoring case. A frame may have rows and no columns.
func NewFrame(rows int, columns ...*Vector) (*Frame, error) {
	frame := &Frame{length: rows, columns: columns, index: make(map[string]int, len(columns))}
	for i, column := range columns {
		name := column.Column().Name
		if column.Len() != rows {
			return nil, fmt.Errorf("column %q has %d rows, the frame %d", name, column.Len(), rows)
		}
		if _, taken := frame.index[strings.ToLower(name)]; taken {
			return nil, fmt.Errorf("column %q occurs twice", name)
		}
		frame.index[strings.ToLower(name)] = i
	}
	return frame, nil
}

// Len is the number of rows.
func (f *Frame) Len() int { return f.length }

// Columns returns the vectors in order. The slice must not be changed.
func (f *Frame) Columns() []*Vector { return f.columns }

// Column returns the vector with this name, ignoring case.
func (f *Frame) Column(name string) (*Vector, bool) {
	i, found := f.index[strings.ToLower(name)]
	if !found {
		return nil, false
	}
	return f.columns[i], true
}

// Schema returns the descriptions of the columns.
func (f *Frame) Schema() Schema {
	schema := make(Schema, len(f.columns))
	for i, column := range f.columns {
		schema[i] = column.Column()
	}
	return schema
}

package table

// Row is one row as it arrives from a file.
type Row struct {
	// Number is the row's place in its file or sheet, counted from 1 as a
	// spreadsheet counts; for delimited text it is the line on which the
	// record begins.
	Number int
	// Cells has one cell for each column of the schema.
	Cells []Cell
	// Places is nil, or has a number for each cell. All cells of a column that
	// a reader gives the same number, unless it is 0, are equal, so that what
	// was worked out for one holds for the others.
	Places []uint32
}

// Reader hands over a table row by row. It is used from one goroutine, except
// that any may ask for Progress.
type Reader interface {
	// Schema returns the columns. It does not change.
	Schema() Schema
	// Next returns the next row, which is valid until the following call, or
	// io.EOF after the last. Any other error ends the table: nothing read so
	// far is to be kept.
	Next() (Row, error)
	// Issues returns what is worth telling about the rows read so far. The
	// list is bounded; a count in the last message stands for the rest.
	Issues() []Issue
	// Progress returns how much of the source has been read, from 0 to 1.
	Progress() float64
	// Close releases the source. It may be called more than once.
	Close() error
}

package importers

import "context"

// Aside is one row of a source, or what is left of it beside the tables:
// titles, notes, totals, rows of a hidden sheet, the rows of a header that were
// joined.
type Aside struct {
	Sheet string
	Row   int // as table.Row.Number
	// Cells are the texts in their places; a cell that is in a table is empty
	// here. The slice is valid until the next one is handed over.
	Cells []string
	// Note, if not nil, is what a cell in the row has beside its text; there are
	// no Cells then.
	Note *Note
}

// Asider is an importer that can hand over what its plans leave out.
type Asider interface {
	// Aside calls found for every row of the source with cells that are not in
	// any of the tables that plans describe, in the order of the file, hidden
	// sheets included. It stops at the first error, its own or found's.
	Aside(ctx context.Context, source Source, plans []Plan, found func(Aside) error) error
}

// RowSpan is a run of rows inside a table that are not its data: a header
// that is repeated, a total.
type RowSpan struct {
	First int    `json:"first"` // as table.Row.Number
	Last  int    `json:"last"`
	Kind  string `json:"kind"` // "header", "total", "note"
}

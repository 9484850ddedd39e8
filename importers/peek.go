package importers

import "context"

// Sheet is one sheet of a source.
type Sheet struct {
	Name   string // empty for a text file, which is one sheet
	Hidden bool   // by whoever made the workbook
}

// View is part of a sheet as the file has it, before anything is made of it.
type View struct {
	Sheets []Sheet // all of the source, in its order
	Sheet  string  // the one whose rows are here
	Rows   []ViewRow
	// HiddenColumns are the places of columns that are hidden in the workbook,
	// in order, as PlanColumn.Index counts them.
	HiddenColumns []int
	// More tells that the sheet goes on after the rows that were asked for.
	More bool
}

// ViewRow is one row of a sheet. Rows without any text are left out of a View.
type ViewRow struct {
	Number int      // as table.Row.Number
	Cells  []string // the texts in their places
	Hidden bool     // in the workbook
}

// Peeker is an importer that can show a source as it is.
type Peeker interface {
	// Peek returns the rows of a sheet that are numbered from one number to
	// another, both included. Reading ends with the last of them, however long
	// the sheet is. The plan says which sheet, and how a text is divided; the
	// zero Plan stands for the first visible sheet and for finding that out.
	Peek(ctx context.Context, source Source, plan Plan, from, to int) (View, error)
}

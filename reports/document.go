package reports

import (
	"context"
	"io"
	"time"

	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// Document is a report with nothing left to find out: every query run, every
// number evaluated and written as people will read it. Screen, Excel, PDF,
// HTML, CSV, PNG and the clipboard are drawn from it and agree cell for cell.
// It is read-only once built.
type Document struct {
	Title string
	// Sentence says what is shown, in words: "Sum of Budget by School and
	// Grade, where Year is 2026-27".
	Sentence string
	// Definitions has a line for each measure: what it is and from what.
	Definitions []string
	Table       *Table
	Chart       *chart.Chart // nil when there is nothing sensible to draw
	Shape       Shape        // how the table is made up; the zero value says nothing
	// Notes say what a reader must know: what is withheld, left out, missing.
	Notes []string
	// Source says where the rows came from: file, import time, row count.
	Source string
	// Language is that of the program's words in it; empty is English.
	Language Language
	// Created is when the document was made, in the person's time zone.
	Created time.Time
}

// Table is a grid of finished cells, each row as wide as every other.
type Table struct {
	// HeaderRows are the rows of column headers, outermost dimension first.
	HeaderRows [][]Cell
	// RowHeaders is how many leading columns of every row hold row labels.
	RowHeaders int
	// Body holds the rows beneath the headers.
	Body []Row
}

// Width is the number of columns.
func (t *Table) Width() int {
	if len(t.HeaderRows) > 0 {
		return len(t.HeaderRows[0])
	}
	if len(t.Body) > 0 {
		return len(t.Body[0].Cells)
	}
	return 0
}

// Row is one row of the body.
type Row struct {
	Cells []Cell
	// Total is true for subtotals and the grand total; Depth is how many
	// dimensions the row's path names.
	Total bool
	Depth int
}

// Cell is one finished cell.
type Cell struct {
	// Text is what people read. Every surface shows exactly this.
	Text string
	// Number is the value behind Text, unrounded, when IsNumber is true.
	Number   float64
	IsNumber bool
	// Decimals and Percent say how Number was written. A percent's Number is a
	// fraction: 0.25 reads "25.0%".
	Decimals int
	Percent  bool
	// Plain is true for a number written without thousands separators, such
	// as a year or an ID that is a number.
	Plain bool
	// State is Withheld or Missing when there is no number to show.
	State table.State
	// Total is true in a total's row or column.
	Total bool
	// Span is how many columns a header cell covers, the covered ones being
	// empty with Span 0. It is 1 for ordinary cells.
	Span int
	// Repeated is true for a row label that only says again what the row above
	// says. A surface may draw it paler; it always shows it.
	Repeated bool
	// Row and Column are the place in the cross-tab's result, for drilling;
	// both -1 where there is none.
	Row, Column int
}

// Renderer draws a document onto one kind of surface. It holds no state and is
// safe for any number of goroutines.
type Renderer interface {
	// Format is the usual file name ending without the dot: "xlsx".
	Format() string
	// Render writes the document. It stops early when ctx is cancelled.
	Render(ctx context.Context, w io.Writer, document *Document) error
}

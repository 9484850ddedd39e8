package workbench

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
)

// SheetRow is one row of a sheet as the file has it. Cells are the texts in
// their places; a spreadsheet's dates and numbers are written as it shows them.
type SheetRow struct {
	Number int
	Cells  []string
}

// Window says which rows of a sheet are wanted: the first ones, those around
// some places and the last ones.
type Window struct {
	Head   int   // so many rows from the top
	Around []int // numbers of rows
	Reach  int   // how many rows before and after each of Around
	Tail   int   // so many rows at the end; with any, the whole sheet is read
}

// SheetRows are some rows of a sheet, in order. Blank rows are left out.
type SheetRows struct {
	Sheet string
	Rows  []SheetRow
	// Last is the number of the last row that was read.
	Last int
	// Whole tells that the sheet was read to its end.
	Whole bool
}

// errEnough ends the reading of a sheet early.
var errEnough = errors.New("enough rows were read")

// Rows reads rows of the sheet that a table stands on, as they are in the file:
// titles, header, data and what was set aside alike. A file whose importer
// cannot hand over raw rows has none, which is no error.
func Rows(ctx context.Context, path string, plan importers.Plan, window Window) (SheetRows, error) {
	source, importer, err := recognise(path)
	if err != nil {
		return SheetRows{}, err
	}
	return sheetRows(ctx, importer, source, plan, window)
}

// Rows is the function Rows.
func (b *Workbench) Rows(ctx context.Context, path string, plan importers.Plan, window Window) (SheetRows, error) {
	return Rows(ctx, path, plan, window)
}

func sheetRows(ctx context.Context, importer importers.Importer, source importers.Source, plan importers.Plan, window Window) (SheetRows, error) {
	asider, ok := importer.(importers.Asider)
	if !ok {
		return SheetRows{}, nil
	}
	// A plan without columns claims no cell, so that every row is handed over.
	bare := []importers.Plan{{
		Importer: plan.Importer, Sheet: plan.Sheet, Name: plan.Name,
		Encoding: plan.Encoding, Delimiter: plan.Delimiter, Details: plan.Details,
	}}
	if plan.Importer == "" {
		bare = nil
	}
	collected := collector{window: window, sheet: plan.Sheet, any: plan.Importer == ""}
	err := asider.Aside(ctx, source, bare, collected.take)
	if err != nil && !errors.Is(err, errEnough) {
		return SheetRows{}, err
	}
	collected.found.Whole = err == nil || collected.passed
	collected.found.Rows = append(collected.found.Rows, collected.tail...)
	return collected.found, nil
}

// collector keeps the rows of one sheet that a window asks for.
type collector struct {
	window Window
	sheet  string
	any    bool // the first sheet will do
	began  bool
	passed bool // the next sheet has begun
	found  SheetRows
	tail   []SheetRow // the last rows that were not kept otherwise
}

func (c *collector) take(row importers.Aside) error {
	if c.any && !c.began {
		c.sheet = row.Sheet
	}
	if row.Sheet != c.sheet {
		if c.began {
			c.passed = true
			return errEnough
		}
		return nil
	}
	c.began = true
	c.found.Sheet, c.found.Last = row.Sheet, row.Row
	kept := SheetRow{Number: row.Row}
	switch {
	case c.window.wants(row.Row):
		kept.Cells = slices.Clone(row.Cells)
		c.found.Rows = append(c.found.Rows, kept)
		c.tail = c.tail[:0] // another wanted row follows them: they are not the last
	case c.window.Tail > 0:
		kept.Cells = slices.Clone(row.Cells)
		c.tail = append(c.tail, kept)
		if len(c.tail) > c.window.Tail {
			c.tail = slices.Delete(c.tail, 0, 1)
		}
	case row.Row > c.window.furthest():
		return errEnough
	}
	return nil
}

func (w Window) wants(row int) bool {
	if row <= w.Head {
		return true
	}
	return slices.ContainsFunc(w.Around, func(place int) bool { return row >= place-w.Reach && row <= place+w.Reach })
}

// furthest is the number of the last row that the window asks for.
func (w Window) furthest() int {
	last := w.Head
	for _, place := range w.Around {
		last = max(last, place+w.Reach)
	}
	return last
}

// glanceSize is how much of a text file a glance reads, and the size from which
// a file is worth a glance before all of it is read.
const glanceSize = 256 << 10

// Glance is what the beginning of a file shows, before the whole of it is read.
type Glance struct {
	Rows SheetRows
	// Found is what the beginning seems to hold. It is missing for workbooks,
	// whose tables are known when they have been read; it counts and types the
	// rows of the beginning alone, and is for looking at only.
	Found []Found
}

// Look reads the beginning of a large file. A small one, which is read at once
// as a whole, has no glance: ok is false.
func Look(ctx context.Context, path string) (glance Glance, ok bool, err error) {
	source, importer, err := recognise(path)
	if err != nil {
		return Glance{}, false, err
	}
	content, err := source.Open()
	if err != nil {
		return Glance{}, false, err
	}
	size := content.Size()
	if err := content.Close(); err != nil || size < 4*glanceSize {
		return Glance{}, false, err
	}
	window := Window{Head: 200}
	rows, err := sheetRows(ctx, importer, source, importers.Plan{}, window)
	if err == nil && len(rows.Rows) > 0 {
		return Glance{Rows: rows}, true, nil
	}
	// What is wrong with the file is said when all of it is read.
	start := &beginning{Source: source, size: glanceSize}
	found, err := inspect(ctx, importer, start, InspectOptions{})
	if err != nil || len(found) == 0 {
		return Glance{}, false, ctx.Err()
	}
	rows, err = sheetRows(ctx, importer, start, found[0].Plan, window)
	return Glance{Rows: rows, Found: found}, err == nil, ctx.Err()
}

// Look is the function Look.
func (b *Workbench) Look(ctx context.Context, path string) (Glance, bool, error) {
	return Look(ctx, path)
}

// beginning is the first part of a text file.
type beginning struct {
	importers.Source
	size int64
}

// Open reads no further than the end of the part.
func (b *beginning) Open() (importers.Content, error) {
	content, err := b.Source.Open()
	if err != nil {
		return nil, err
	}
	return &cut{SectionReader: io.NewSectionReader(content, 0, min(b.size, content.Size())), whole: content}, nil
}

// cut is the first part of an open source.
type cut struct {
	*io.SectionReader
	whole importers.Content
}

func (c *cut) Close() error { return c.whole.Close() }

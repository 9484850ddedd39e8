package workbench

import (
	"context"
	"io"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// Peek returns rows of the sheet that a table stands on as they are in the file:
// titles, header, data and what was set aside alike, from one row number to
// another. A file whose importer has no raw rows to show answers an empty view,
// which is no error.
func Peek(ctx context.Context, path string, plan importers.Plan, from, to int) (importers.View, error) {
	source, importer, err := recognise(path)
	if err != nil {
		return importers.View{}, err
	}
	return peek(ctx, importer, source, plan, from, to)
}

// Peek is the function Peek.
func (b *Workbench) Peek(ctx context.Context, path string, plan importers.Plan, from, to int) (importers.View, error) {
	return Peek(ctx, path, plan, from, to)
}

func peek(ctx context.Context, importer importers.Importer, source importers.Source, plan importers.Plan, from, to int) (importers.View, error) {
	if peeker, ok := importer.(importers.Peeker); ok {
		return peeker.Peek(ctx, source, plan, from, to)
	}
	return importers.View{Sheet: plan.Sheet}, nil
}

// PlanAgain plans one table anew when a person has said where it stands on its
// sheet, and reads its first rows. The plan is the table's as it was; its
// dataset's name is kept.
func PlanAgain(ctx context.Context, path string, plan importers.Plan, said importers.Options) (Found, error) {
	source, importer, err := recognise(path)
	if err != nil {
		return Found{}, err
	}
	said.Sheet = plan.Sheet
	plans, err := planTables(ctx, importer, source, said)
	if err != nil {
		return Found{}, err
	}
	if len(plans) == 0 {
		return Found{}, table.Failed("file-empty", table.Where{File: source.Name(), Sheet: plan.Sheet}, "There is no table there.", "Put the header somewhere else.", nil)
	}
	again := plans[0]
	again.Name = plan.Name
	rows, err := preview(ctx, importer, source, again)
	return Found{Plan: again, Preview: rows}, err
}

// PlanAgain is the function PlanAgain.
func (b *Workbench) PlanAgain(ctx context.Context, path string, plan importers.Plan, said importers.Options) (Found, error) {
	return PlanAgain(ctx, path, plan, said)
}

// The sizes of a glance: how much of a text it reads, how many rows it shows,
// and the size from which a file is worth one before all of it is read.
const (
	glanceSize  = 256 << 10
	glanceRows  = 200
	glanceLeast = 1 << 20
)

// Glance is what the beginning of a file shows, before the whole of it is read.
type Glance struct {
	View importers.View
	// Found is what the beginning seems to hold. It is missing for workbooks,
	// whose tables are known when they have been read; it counts and types the
	// rows of the beginning alone, and is for looking at only.
	Found []Found
}

// Look reads the beginning of a large file. A small one, which is read at once
// as a whole, has no glance: ok is false. What is wrong with the inside of a
// file is left to be said when all of it is read.
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
	if err := content.Close(); err != nil || size < glanceLeast {
		return Glance{}, false, err
	}
	start := beginning{Source: source, size: glanceSize}
	if glance.Found, err = inspect(ctx, importer, start, importers.Options{}); err == nil && len(glance.Found) > 0 {
		glance.View, err = peek(ctx, importer, start, glance.Found[0].Plan, 1, glanceRows)
	} else { // a container, which cannot be read from its beginning alone
		glance.View, err = peek(ctx, importer, source, importers.Plan{}, 1, glanceRows)
	}
	return glance, err == nil && len(glance.View.Rows) > 0, ctx.Err()
}

// Look is the function Look.
func (b *Workbench) Look(ctx context.Context, path string) (Glance, bool, error) {
	return Look(ctx, path)
}

// beginning is the first part of a source.
type beginning struct {
	importers.Source
	size int64
}

// Open reads no further than the end of the part.
func (b beginning) Open() (importers.Content, error) {
	content, err := b.Source.Open()
	if err != nil {
		return nil, err
	}
	return cut{SectionReader: io.NewSectionReader(content, 0, min(b.size, content.Size())), whole: content}, nil
}

// cut is the first part of an open source.
type cut struct {
	*io.SectionReader
	whole importers.Content
}

// Close closes the whole.
func (c cut) Close() error { return c.whole.Close() }

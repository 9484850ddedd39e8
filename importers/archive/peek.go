package archive

import (
	"context"
	"errors"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// Peek returns rows of the file inside that the plan names, or else of the
// first one that can be shown. The sheets of the view are those of that file,
// named as in plans.
func (i Importer) Peek(ctx context.Context, source importers.Source, plan importers.Plan, from, to int) (importers.View, error) {
	if err := ctx.Err(); err != nil {
		return importers.View{}, err
	}
	opened, err := openArchive(source)
	if err != nil {
		return importers.View{}, err
	}
	defer opened.close() //nolint:errcheck // nothing was written
	if len(plan.Details) == 0 {
		return i.peekFirst(ctx, opened, from, to)
	}
	kept, inner, err := i.inside(source.Name(), plan)
	if err != nil {
		return importers.View{}, err
	}
	file, err := opened.find(ctx, kept.Entry)
	if err != nil {
		return importers.View{}, err
	}
	return peekFile(ctx, file, inner, kept.undress(plan), len(opened.entries) > 1, kept.Entry, from, to)
}

// peekFirst looks at the first file that an importer can show.
func (i Importer) peekFirst(ctx context.Context, from *opened, first, last int) (importers.View, error) {
	for _, one := range from.entries {
		if view, ok := i.peekBeginning(ctx, from, one, first, last); ok {
			return view, nil
		}
		file, err := from.unpack(ctx, one)
		if err != nil {
			return importers.View{}, err
		}
		inner, err := i.Recognise(file)
		if err != nil {
			if err := file.remove(); err != nil {
				return importers.View{}, err
			}
			continue
		}
		return peekFile(ctx, file, inner, importers.Plan{}, len(from.entries) > 1, one.name, first, last)
	}
	return importers.View{}, table.Failed("file-empty", table.Where{File: from.file}, "There is nothing in this archive that can be shown.", "Unpack it to see what is in it.", nil)
}

// peekBeginning looks at a file without unpacking all of it. ok is false where
// its beginning does not show the rows, and for all but text: workbooks are not
// to be read without their end, and not all of their sheets are at the beginning.
func (i Importer) peekBeginning(ctx context.Context, from *opened, one entry, first, last int) (view importers.View, ok bool) {
	file, err := from.unpackBeginning(ctx, one)
	if err != nil {
		return view, false
	}
	inner, err := i.Recognise(file)
	if err != nil {
		return view, false
	}
	view, err = peekFile(ctx, file, inner, importers.Plan{}, false, one.name, first, last)
	if err != nil || !view.More || len(view.Sheets) != 1 || view.Sheets[0].Name != "" {
		return view, false
	}
	if len(from.entries) > 1 {
		view.Sheets[0].Name, view.Sheet = one.name, one.name
	}
	return view, true
}

// peekFile looks at one unpacked file and removes it.
func peekFile(ctx context.Context, file *unpacked, inner importers.Importer, plan importers.Plan, several bool, entry string, from, to int) (importers.View, error) {
	peeker, ok := inner.(importers.Peeker)
	if !ok {
		return importers.View{}, errors.Join(table.Failed("file-not-a-table", table.Where{File: entry}, "This file of the archive cannot be shown.", "Unpack it to see what is in it.", nil), file.remove())
	}
	view, err := peeker.Peek(ctx, file, plan, from, to)
	if err := errors.Join(err, file.remove()); err != nil {
		return importers.View{}, err
	}
	if several {
		for i := range view.Sheets {
			view.Sheets[i].Name = sheetName(entry, view.Sheets[i].Name)
		}
		view.Sheet = sheetName(entry, view.Sheet)
	}
	return view, nil
}

// sheetName names a sheet of a file of the archive.
func sheetName(entry, sheet string) string {
	if sheet == "" {
		return entry
	}
	return entry + separator + sheet
}

package sheets

import (
	"context"
	"errors"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

// Kind is the importer of one kind of workbook: what differs between kinds is
// how a file is recognised and how its sheets are read. It is safe for any
// number of goroutines.
type Kind struct {
	About importers.Properties
	// Recognise is the importer's Sniff.
	Recognise func(name string, head []byte) importers.Confidence
	// OpenBook opens a workbook, or says in a *table.Issue what stands against
	// it.
	OpenBook func(ctx context.Context, source importers.Source) (Book, error)
}

var (
	_ importers.Importer = Kind{}
	_ importers.Asider   = Kind{}
	_ importers.Peeker   = Kind{}
)

// Properties describes the importer.
func (k Kind) Properties() importers.Properties { return k.About }

// Sniff says how sure the importer is of a file.
func (k Kind) Sniff(name string, head []byte) importers.Confidence { return k.Recognise(name, head) }

// Plan returns a plan for every table on the visible sheets. Sheets of notes
// are set aside, unless there is nothing else or Options.Sheet names one; so
// are hidden sheets, unless named.
func (k Kind) Plan(ctx context.Context, source importers.Source, options importers.Options) (plans []importers.Plan, err error) {
	book, err := k.open(ctx, source)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	return planBook(ctx, book, k.About.Name, source.Name(), options)
}

func (k Kind) open(ctx context.Context, source importers.Source) (Book, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return k.OpenBook(ctx, source)
}

// Open starts reading the sheet that the plan names.
func (k Kind) Open(ctx context.Context, source importers.Source, plan importers.Plan) (table.Reader, error) {
	book, scanner, err := k.scan(ctx, source, plan.Sheet)
	if err != nil {
		return nil, err
	}
	return rows.NewReader(ctx, owner{Scanner: scanner, book: book}, plan, source.Name()), nil
}

// scan opens a workbook and starts reading one of its sheets.
func (k Kind) scan(ctx context.Context, source importers.Source, sheet string) (book Book, scanner rows.Scanner, err error) {
	book, err = k.open(ctx, source)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			_ = book.Close() // the first error is the one that matters
		}
	}()
	place, issue := find(book, source.Name(), sheet)
	if issue != nil {
		return nil, nil, issue
	}
	if scanner, err = book.Scan(place); err != nil {
		return nil, nil, Failure(source.Name(), sheet, err)
	}
	return book, scanner, nil
}

// owner is a scanner that closes its workbook with it.
type owner struct {
	rows.Scanner
	book Book
}

func (o owner) Close() error { return errors.Join(o.Scanner.Close(), o.book.Close()) }

// Aside hands over every row of the workbook with cells that are in none of
// the tables, hidden sheets included.
func (k Kind) Aside(ctx context.Context, source importers.Source, plans []importers.Plan, found func(importers.Aside) error) (err error) {
	book, err := k.open(ctx, source)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	for i, sheet := range book.Sheets() {
		var here []importers.Plan
		for _, plan := range plans {
			if plan.Sheet == sheet.Name {
				here = append(here, plan)
			}
		}
		scanner, err := book.Scan(i)
		if err != nil {
			return Failure(source.Name(), sheet.Name, err)
		}
		if err := rows.Aside(ctx, scanner, sheet.Name, here, found); err != nil {
			return Failure(source.Name(), sheet.Name, err)
		}
		notes, err := notesOf(book, i, scanner)
		if err != nil {
			return Failure(source.Name(), sheet.Name, err)
		}
		for _, note := range notes {
			if err := found(importers.Aside{Sheet: sheet.Name, Row: note.Row, Note: &note}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Peek returns rows of the sheet that the plan names, or else of the first one
// that can be seen.
func (k Kind) Peek(ctx context.Context, source importers.Source, plan importers.Plan, from, to int) (importers.View, error) {
	book, err := k.open(ctx, source)
	if err != nil {
		return importers.View{}, err
	}
	view, err := peek(ctx, book, source.Name(), plan.Sheet, from, to)
	return view, errors.Join(err, book.Close())
}

func peek(ctx context.Context, book Book, file, sheet string, from, to int) (importers.View, error) {
	all := book.Sheets()
	place := 0
	if sheet != "" {
		var issue *table.Issue
		if place, issue = find(book, file, sheet); issue != nil {
			return importers.View{}, issue
		}
	} else {
		for place < len(all)-1 && all[place].Hidden {
			place++
		}
	}
	if len(all) == 0 {
		return importers.View{}, nil
	}
	scanner, err := book.Scan(place)
	if err != nil {
		return importers.View{}, Failure(file, all[place].Name, err)
	}
	view, err := rows.Peek(ctx, scanner, from, to)
	if err != nil {
		return importers.View{}, Failure(file, all[place].Name, err)
	}
	view.Sheets, view.Sheet = all, all[place].Name
	return view, nil
}

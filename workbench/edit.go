package workbench

import (
	"context"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// An Action is one act of a person on the rows of a dataset: SetCells, PasteBlock,
// FillDown, InsertRows, DeleteRows, AddColumn, ChangeColumn, RemoveColumn,
// ReplaceText, MergeSpellings or Comment. Rows are those of frames, counted
// from 0.
type Action interface {
	apply(ctx context.Context, e *editing) (warehouse.Edit, error)
}

// EditOptions say how an act is done.
type EditOptions struct {
	// KeepOdd keeps what does not fit its column as it is written, marked as
	// odd, instead of refusing the act.
	KeepOdd bool
	// Version, unless it is 0, is the version of the dataset whose rows the act
	// means. If there is another by now, the act is refused.
	Version int64
}

// editing is an act under way.
type editing struct {
	bench   *Workbench
	dataset warehouse.Dataset
	options EditOptions
	parsers map[string]*cellParser
}

// Edit does one act, which is entered into the log with who did it and when,
// and can be undone and redone without end. What does not fit its column is a
// *table.Issue with the code value-does-not-fit, and nothing is changed, unless
// the options keep it. An act that changes nothing returns an Edit with the ID
// 0.
func (b *Workbench) Edit(ctx context.Context, dataset string, action Action, options EditOptions) (warehouse.Edit, error) {
	defer b.changed()
	described, err := b.Dataset(ctx, dataset)
	if err != nil {
		return warehouse.Edit{}, err
	}
	return action.apply(ctx, &editing{bench: b, dataset: described, options: options, parsers: map[string]*cellParser{}})
}

// request is what the log says of an act.
func (e *editing) request(kind warehouse.EditKind, format string, args ...any) warehouse.EditRequest {
	return warehouse.EditRequest{Dataset: e.dataset.Name, Kind: kind, Who: e.bench.who, What: fmt.Sprintf(format, args...), Version: e.options.Version}
}

// column finds a column by its name.
func (e *editing) column(name string) (table.Column, error) {
	at := e.dataset.Schema.Index(name)
	if at < 0 {
		return table.Column{}, table.Failed("unknown-column", table.Where{}, fmt.Sprintf("The dataset %q has no column %q.", e.dataset.Name, name),
			"Its columns are: "+strings.Join(e.dataset.Schema.Names(), ", ")+".", nil)
	}
	return e.dataset.Schema[at], nil
}

// cell reads what is written into a column.
func (e *editing) cell(ctx context.Context, column table.Column, text string) (table.Cell, error) {
	parser := e.parsers[column.Name]
	if parser == nil {
		var err error
		if parser, err = e.newParser(ctx, column); err != nil {
			return table.Cell{}, err
		}
		e.parsers[column.Name] = parser
	}
	cell, issue := parser.parse(text)
	if issue != nil && !e.options.KeepOdd {
		return table.Cell{}, issue
	}
	return cell, nil
}

// UndoEdit takes back the last act on a dataset, or in the workspace when none
// is named. The issue nothing-to-undo says that there is none.
func (b *Workbench) UndoEdit(ctx context.Context, dataset string) (warehouse.Edit, error) {
	defer b.changed()
	return b.warehouse.UndoEdit(ctx, dataset)
}

// RedoEdit does again what was undone last.
func (b *Workbench) RedoEdit(ctx context.Context, dataset string) (warehouse.Edit, error) {
	defer b.changed()
	return b.warehouse.RedoEdit(ctx, dataset)
}

// NextSteps tells what UndoEdit and RedoEdit would do; an act with the ID 0 is
// nothing.
func (b *Workbench) NextSteps(ctx context.Context, dataset string) (undo, redo warehouse.Edit, err error) {
	return b.warehouse.NextSteps(ctx, dataset)
}

// EditLog returns the acts on a dataset, or in the workspace when none is
// named, the last first: at most limit, before the one with a number, or the
// latest if that is 0.
func (b *Workbench) EditLog(ctx context.Context, dataset string, before int64, limit int) ([]warehouse.Edit, error) {
	if dataset != "" {
		described, err := b.Dataset(ctx, dataset)
		if err != nil {
			return nil, err
		}
		dataset = described.Name
	}
	return b.warehouse.Edits(ctx, dataset, before, limit)
}

// CellHistory tells who changed a cell, when and from what, what its file says,
// and the comment on it.
func (b *Workbench) CellHistory(ctx context.Context, dataset string, row int, column string) (warehouse.CellHistory, error) {
	return b.warehouse.CellHistory(ctx, dataset, warehouse.Place{Row: row, Column: column})
}

// EditedCells lists the cells of some rows that people have written into and
// those with a comment.
func (b *Workbench) EditedCells(ctx context.Context, dataset string, first, end int) (written, commented []warehouse.Place, err error) {
	return b.warehouse.EditedCells(ctx, dataset, first, end)
}

// RowOrder is the order in which people have put the rows of a dataset by
// inserting some between others; nil is the order of the frame.
func (b *Workbench) RowOrder(ctx context.Context, dataset string) ([]int, error) {
	return b.warehouse.RowOrder(ctx, dataset)
}

// Comments returns the comments on the cells of a dataset.
func (b *Workbench) Comments(ctx context.Context, dataset string) ([]warehouse.Comment, error) {
	return b.warehouse.Comments(ctx, dataset)
}

// Terms returns the glossary.
func (b *Workbench) Terms(ctx context.Context) ([]warehouse.Term, error) {
	return b.warehouse.Terms(ctx)
}

// RenameTerm has a word of the files shown as another wherever the title of a
// column has it; nothing shown shows it as it is again. It is an act like any
// other, and can be undone.
func (b *Workbench) RenameTerm(ctx context.Context, term, shown string) (warehouse.Edit, error) {
	defer b.changed()
	what := fmt.Sprintf("Show %q as %q", term, shown)
	if strings.TrimSpace(shown) == "" {
		what = fmt.Sprintf("Show %q as it is", term)
	}
	return b.warehouse.SetTerm(ctx, warehouse.EditRequest{Who: b.who, What: what}, warehouse.Term{Term: term, Shown: shown})
}

// UndoWithEdits undoes an import, and before it what people did since that
// rests on it. EditsOn lists that.
func (b *Workbench) UndoWithEdits(ctx context.Context, batch int64) error {
	defer b.changed()
	return b.warehouse.UndoWithEdits(ctx, batch)
}

// EditsOn lists the acts since an import that rest on it, the last first.
func (b *Workbench) EditsOn(ctx context.Context, batch int64) ([]warehouse.Edit, error) {
	return b.warehouse.EditsOn(ctx, batch)
}

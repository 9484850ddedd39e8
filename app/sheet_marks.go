package app

import (
	"context"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// cellMarks are the cells that people have written into or said something
// about.
type cellMarks map[warehouse.Place]widgets.Mark

// readMarks reads them for all rows of a dataset.
func readMarks(ctx context.Context, bench *workbench.Workbench, dataset warehouse.Dataset) (cellMarks, error) {
	written, commented, err := bench.EditedCells(ctx, dataset.Name, 0, dataset.Rows)
	if err != nil {
		return nil, err
	}
	marks := make(cellMarks, len(written)+len(commented))
	for _, place := range written {
		if _, own := dataset.OwnColumn(place.Column); !own { // all of it was written by people
			marks[place] |= widgets.MarkEdited
		}
	}
	for _, place := range commented {
		marks[place] |= widgets.MarkComment
	}
	return marks, nil
}

// mark is what is to be known of a cell beside its value.
func (f *frameSource) mark(row, column int) widgets.Mark {
	if len(f.marks) == 0 {
		return 0
	}
	if f.rows != nil {
		row = f.rows[row]
	}
	return f.marks[warehouse.Place{Row: row, Column: f.columns[column].Column().Name}]
}

// tellCell says in the status bar who wrote a cell that is marked, when and
// what, and what is said about it.
func (v *rowsView) tellCell(row, column int) {
	source := v.source
	if v.history == nil || row < 0 || row >= source.Rows() || column < 0 || column >= source.Columns() || source.mark(row, column) == 0 {
		v.telling.cancel()
		if v.told {
			v.told = false
			v.say(v.summed)
		}
		return
	}
	v.history(row, column, func(history warehouse.CellHistory) {
		v.told = true
		v.say(cellWords(history, v.shell))
	})
}

// cellWords tell the last change of a cell and its comment in one line.
func cellWords(history warehouse.CellHistory, s *Shell) string {
	words := ""
	if len(history.Changes) > 0 {
		last := history.Changes[0]
		words = say("%s, %s: from %s to %s", last.Who, when(last.At, s.now()), quotedOrBlank(last.Old), quotedOrBlank(last.New))
		if more := len(history.Changes) - 1; more > 0 {
			words += say(", after %s", counted(more, "earlier change", "earlier changes"))
		}
	}
	if history.Comment != nil {
		if words != "" {
			words += "     "
		}
		words += say("%s says: %s", history.Comment.Who, shortened(history.Comment.Text, 80))
	}
	return words
}

func quotedOrBlank(text string) string {
	if text == "" {
		return say("blank")
	}
	return "“" + shortened(text, 40) + "”"
}

// history reads what is known of a cell of the sheet.
func (e *sheet) history(row, column int, tell func(warehouse.CellHistory)) {
	bench, dataset, name, number := e.page.shell.bench, e.page.name, e.column(column), e.row(row)
	fetch(&e.rows().telling, say("Reading the history"), false, func(ctx context.Context, _ func(workbench.Progress)) (warehouse.CellHistory, error) {
		return bench.CellHistory(ctx, dataset, number, name)
	}, func(history warehouse.CellHistory, err error) {
		if err == nil { // the cell may have gone meanwhile
			tell(history)
		}
	})
}

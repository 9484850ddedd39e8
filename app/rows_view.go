package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// quickCells is how many selected cells are added up at once; more than that is
// a job.
const quickCells = 50_000

// rowsView is a grid of rows of a dataset that can be sorted, copied and added
// up. Dataset and records pages are made of it.
type rowsView struct {
	shell   *Shell
	grid    *widgets.Grid
	source  *frameSource
	rows    []int // the rows shown, in the order of the file; nil for all
	sums    latest
	sorting latest
	words   string
	changed func() // the words or the order changed
}

func newRowsView(s *Shell, changed func()) *rowsView {
	v := &rowsView{shell: s, sums: latest{jobs: s.jobs}, sorting: latest{jobs: s.jobs}, changed: changed}
	v.source = newFrameSource(nil, nil, 0)
	v.grid = widgets.NewGrid(v.source)
	v.grid.OnSelect = v.selected
	v.grid.OnMenu = v.menu
	v.grid.OnCopyTooLarge = func(cells, limit int) {
		s.reportProblem(table.Issue{
			Severity: table.Warning,
			Message:  counted(cells, "cell is", "cells are") + " too many to copy at once.",
			Remedy:   "Copy up to " + number(limit) + ", or export the rows to a file.",
		})
	}
	return v
}

// show puts rows into the grid; rows nil shows all of them.
func (v *rowsView) show(columns []*table.Vector, rows []int, length int) {
	v.rows = rows
	v.source = newFrameSource(columns, rows, length)
	v.grid.SetSource(v.source)
	v.grid.AutoFit()
}

// selected adds up what is selected.
func (v *rowsView) selected(cells widgets.Range) {
	source := v.source
	if cells.Cells() <= quickCells {
		v.sums.cancel()
		figures, err := source.figures(context.Background(), cells)
		if err == nil {
			v.say(figures.words())
		}
		return
	}
	v.say("Adding up " + counted(cells.Cells(), "cell", "cells") + "…")
	fetch(&v.sums, "Adding up", false, func(ctx context.Context, _ func(workbench.Progress)) (selectionFigures, error) {
		return source.figures(ctx, cells)
	}, func(figures selectionFigures, err error) {
		if err == nil {
			v.say(figures.words())
		}
	})
}

func (v *rowsView) say(words string) {
	v.words = words
	v.changed()
}

// menu offers what can be done with a column or a cell.
func (v *rowsView) menu(row, column int, position fyne.Position) {
	if column < 0 || column >= v.source.Columns() {
		return
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Copy", v.copyCells),
		fyne.NewMenuItem("Copy with headings", func() { v.shell.application.Clipboard().SetContent(v.grid.CopyTextWithHeaders()) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(sortWord(v.source.columns[column].Column(), false), func() { v.sort(column, false) }),
		fyne.NewMenuItem(sortWord(v.source.columns[column].Column(), true), func() { v.sort(column, true) }),
		fyne.NewMenuItem("Order of the file", v.unsort),
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.shell.window.Canvas(), position)
}

// sortWord says what sorting a column does, in the words of a spreadsheet.
func sortWord(column table.Column, falling bool) string {
	switch {
	case column.Type.IsText() && falling:
		return "Sort Z to A"
	case column.Type.IsText():
		return "Sort A to Z"
	case (column.Type == table.Date || column.Type == table.SchoolYear) && falling:
		return "Sort newest to oldest"
	case column.Type == table.Date || column.Type == table.SchoolYear:
		return "Sort oldest to newest"
	case column.Type == table.Grade && falling:
		return "Sort 12 to K"
	case column.Type == table.Grade:
		return "Sort K to 12"
	case falling:
		return "Sort largest to smallest"
	}
	return "Sort smallest to largest"
}

func (v *rowsView) sort(column int, falling bool) {
	columns, rows, length := v.source.columns, v.rows, v.source.length
	fetch(&v.sorting, "Sorting", true, func(ctx context.Context, _ func(workbench.Progress)) ([]int, error) {
		return sortedRows(ctx, columns[column], rows, falling)
	}, func(sorted []int, err error) {
		if err != nil {
			return // cancelled: the order stays as it is
		}
		v.source = newFrameSource(columns, sorted, length)
		v.source.sorted, v.source.falling = column, falling
		v.grid.SetSource(v.source)
		v.changed()
	})
}

func (v *rowsView) unsort() {
	v.sorting.cancel()
	v.source = newFrameSource(v.source.columns, v.rows, v.source.length)
	v.grid.SetSource(v.source)
	v.changed()
}

// shownRows are the rows as they are shown, for exports; nil for all as they are.
func (v *rowsView) shownRows() []int { return v.source.rows }

func (v *rowsView) copyCells() { v.shell.application.Clipboard().SetContent(v.grid.CopyText()) }

func (v *rowsView) close() {
	v.sums.cancel()
	v.sorting.cancel()
}

package app

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// quickCells is how many selected cells are added up at once; more than that is
// a job.
const quickCells = 50_000

// rowsView is a grid of rows of a dataset that can be sorted, filtered, copied
// and added up, with columns hidden and held in place. Dataset and records
// pages are made of it.
type rowsView struct {
	shell  *Shell
	grid   *widgets.Grid
	source *frameSource
	object fyne.CanvasObject

	columns []*table.Vector // all of the dataset's
	rows    []int           // those to look at, in the order of the file; nil for all
	length  int             // of the dataset
	look    rowsLook
	arrows  bool // headings show the arrow that opens their filter

	strip     *fyne.Container // says what is not as in the file
	stripText *widget.Label
	sums      latest
	arranging latest
	listing   latest
	words     string
	// extraItems are what else the menu of a cell offers, if anything.
	extraItems func(row, column int) []*fyne.MenuItem
	changed    func() // the words or the order changed
}

func newRowsView(s *Shell, changed func()) *rowsView {
	v := &rowsView{shell: s, arrows: true, sums: latest{jobs: s.jobs}, arranging: latest{jobs: s.jobs}, listing: latest{jobs: s.jobs}, changed: changed}
	v.source = newFrameSource(nil, nil, 0)
	v.grid = widgets.NewGrid(v.source)
	v.grid.FrozenCells = true
	v.grid.Empty = "No row is left. Show all rows, or change the filter."
	v.grid.OnSelect = v.selected
	v.grid.OnMenu = v.menu
	v.grid.OnFilter = v.askFilter
	v.grid.OnCopyTooLarge = func(cells, limit int) {
		s.reportProblem(table.Issue{
			Severity: table.Warning,
			Message:  counted(cells, "cell is", "cells are") + " too many to copy at once.",
			Remedy:   "Copy up to " + number(limit) + ", or export the rows to a file.",
		})
	}
	v.stripText = caption("")
	v.stripText.Truncation = fyne.TextTruncateEllipsis
	all := plainButton("Show everything", "close", func() { v.setLook(rowsLook{Frozen: v.look.Frozen}) })
	all.Importance = widget.LowImportance
	v.strip = container.NewStack(newFill(colorNotice), container.NewBorder(nil, nil, newGap(4, 1), all, v.stripText))
	v.strip.Hide()
	v.object = container.NewBorder(v.strip, nil, nil, nil, v.grid)
	s.targets.text("rows.strip", v.strip, func() string { return v.stripText.Text })
	s.targets.object("rows.everything", all)
	s.targets.family(v.grid, v.cellTargets)
	return v
}

// show puts rows into the grid, as the person looks at them; rows nil shows all
// of them.
func (v *rowsView) show(columns []*table.Vector, rows []int, length int) {
	same := slices.EqualFunc(columns, v.columns, func(a, b *table.Vector) bool { return a.Column().Name == b.Column().Name })
	v.columns, v.rows, v.length = columns, rows, length
	if len(v.look.Sort)+len(v.look.Filters) == 0 {
		v.put(rows)
	} else {
		v.arrange()
	}
	if !same {
		v.grid.AutoFit()
	}
}

// setLook changes how the rows are looked at.
func (v *rowsView) setLook(look rowsLook) {
	v.look = look
	v.arrange()
}

// arrange filters and sorts the rows anew.
func (v *rowsView) arrange() {
	look, columns, rows, length := v.look, v.columns, v.rows, v.length
	fetch(&v.arranging, "Arranging the rows", true, func(ctx context.Context, _ func(workbench.Progress)) ([]int, error) {
		kept, err := filteredRows(ctx, look.filteredColumns(columns), rows, length)
		if err != nil || len(look.sortColumns(columns)) == 0 {
			return kept, err
		}
		return sortedRows(ctx, look.sortColumns(columns), kept, length)
	}, func(arranged []int, err error) {
		if err != nil {
			if issue := v.shell.problemOf(err); issue != nil && !errors.Is(err, context.Canceled) {
				v.shell.reportProblem(*issue)
			}
			return // the rows stay as they are
		}
		v.put(arranged)
	})
}

// put shows rows that are arranged already.
func (v *rowsView) put(rows []int) {
	shown := v.look.shown(v.columns)
	fit := len(shown) != v.source.Columns()
	v.source = newFrameSource(shown, rows, v.length)
	v.source.look, v.source.arrows, v.source.frozen = v.look, v.arrows, v.look.frozen(shown)
	v.grid.SetSource(v.source)
	if fit {
		v.grid.AutoFit()
	}
	all := v.length
	if v.rows != nil {
		all = len(v.rows)
	}
	words := v.look.words(v.columns, v.source.Rows(), all)
	v.stripText.SetText(words)
	if words == "" {
		v.strip.Hide()
	} else {
		v.strip.Show()
	}
	v.shell.remember()
	v.changed()
}

// toggleFilter shows the arrows that open the filters, or takes them and every
// filter away, as a spreadsheet does.
func (v *rowsView) toggleFilter() {
	v.arrows = !v.arrows
	look := v.look
	if !v.arrows {
		look.Filters = nil
	}
	v.setLook(look)
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

// shownRows are the rows as they are shown, for exports; nil for all as they are.
func (v *rowsView) shownRows() []int { return v.source.rows }

// hidden are the columns that exports leave out, because the table does.
func (v *rowsView) hidden() []string {
	if len(v.source.columns) == len(v.columns) {
		return nil
	}
	return v.look.Hidden
}

func (v *rowsView) copyCells() { v.shell.application.Clipboard().SetContent(v.grid.CopyText()) }

func (v *rowsView) close() {
	v.sums.cancel()
	v.arranging.cancel()
	v.listing.cancel()
}

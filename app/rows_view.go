package app

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
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
	stamp   frameStamp // of what is shown
	arrows  bool       // headings show the arrow that opens their filter

	strip     *fyne.Container // says what is not as in the file
	stripText *widget.Label
	sums      latest
	arranging latest
	adding    latest // the totals of groups
	listing   latest
	telling   latest
	words     string
	summed    string // what the selection adds up to
	told      bool   // the words are of a cell instead
	marks     cellMarks
	groups    []rowGroup
	unfolded  []int  // with groups, all rows in the order shown
	reveals   string // a column that is to be seen once the rows are laid out
	// history reads what is known of a cell; nil where nobody writes.
	history func(row, column int, tell func(warehouse.CellHistory))
	// extraItems are what else the menu of a cell offers, if anything.
	extraItems func(row, column int) []*fyne.MenuItem
	opened     func(row int) // a row was opened with Enter or a double-click; nil where nothing is
	changed    func()        // the words or the order changed
}

func newRowsView(s *Shell, changed func()) *rowsView {
	v := &rowsView{shell: s, arrows: true, sums: latest{jobs: s.jobs}, arranging: latest{jobs: s.jobs}, adding: latest{jobs: s.jobs}, listing: latest{jobs: s.jobs}, telling: latest{jobs: s.jobs}, changed: changed}
	v.source = newFrameSource(nil, nil, 0)
	v.grid = widgets.NewGrid(v.source)
	v.grid.FrozenCells = true
	v.grid.Empty = say("No row is left. Show all rows, or change the filter.")
	v.grid.OnSelect = v.selected
	v.grid.OnMenu = v.menu
	v.grid.OnFilter = v.askFilter
	v.grid.OnZoom = s.stepTextSize
	v.grid.OnHover = v.tellCell
	v.grid.OnGroup = v.groupBy
	v.grid.OnClick = func(row, column int) {
		if column == 0 {
			v.fold(row)
		}
	}
	v.grid.OnCopyRefused = func() {
		s.notice.tell(say("Several ranges are copied together when they have the same rows or the same columns. Select one, or such."))
	}
	v.grid.OnCopyTooLarge = func(cells, limit int) {
		s.reportProblem(table.Issue{
			Severity: table.Warning,
			Message:  say("%s too many to copy at once.", counted(cells, "cell is", "cells are")),
			Remedy:   say("Copy up to %s, or export the rows to a file.", number(limit)),
		})
	}
	v.stripText = caption("")
	v.stripText.Truncation = fyne.TextTruncateEllipsis
	all := plainButton(say("Show everything"), "close", func() { v.setLook(rowsLook{Frozen: v.look.Frozen}) })
	all.Importance = widget.LowImportance
	v.strip = container.NewStack(newFill(colorNotice), container.NewBorder(nil, nil, newGap(4, 1), all, container.New(upright{}, v.stripText)))
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
	v.stamp.numbering++
	v.reshape(columns, rows, length)
}

// reshape is show for rows of which those that were there before have kept their
// numbers.
func (v *rowsView) reshape(columns []*table.Vector, rows []int, length int) {
	same := slices.EqualFunc(columns, v.columns, func(a, b *table.Vector) bool { return a.Column().Name == b.Column().Name })
	v.columns, v.rows, v.length = columns, rows, length
	if len(v.look.Sort)+len(v.look.Filters) == 0 && v.look.Group == "" {
		v.arranging.cancel() // of the rows that were there before
		v.unfolded = nil
		v.put(rows, nil)
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
	type arrangement struct {
		rows     []int
		unfolded []int
		groups   []rowGroup
	}
	fetch(&v.arranging, say("Arranging the rows"), true, func(ctx context.Context, _ func(workbench.Progress)) (arranged arrangement, err error) {
		if arranged.rows, err = filteredRows(ctx, look.filteredColumns(columns), rows, length); err != nil {
			return arranged, err
		}
		if len(look.sortColumns(columns)) > 0 {
			if arranged.rows, err = sortedRows(ctx, look.sortColumns(columns), arranged.rows, length); err != nil {
				return arranged, err
			}
		}
		if vector := vectorNamed(columns, look.Group); vector != nil {
			if arranged.rows, arranged.unfolded, arranged.groups, err = groupedRows(ctx, vector, look.Folded, arranged.rows, length); err == nil && look.Totals != noTotals {
				err = addUpGroups(ctx, columns, arranged.groups, arranged.unfolded)
			}
		}
		return arranged, err
	}, func(arranged arrangement, err error) {
		if err != nil {
			if issue := v.shell.problemOf(err); issue != nil && !errors.Is(err, context.Canceled) {
				v.shell.reportProblem(*issue)
			}
			return // the rows stay as they are
		}
		v.unfolded = arranged.unfolded
		v.put(arranged.rows, arranged.groups)
	})
}

// put shows rows that are arranged already, with the groups whose lines are
// among them.
func (v *rowsView) put(rows []int, groups []rowGroup) {
	v.adding.cancel() // of the rows that were shown before
	v.stamp.arrangement++
	v.lay(rows, groups)
}

// lay is put for rows that stand where they stood.
func (v *rowsView) lay(rows []int, groups []rowGroup) {
	shown := v.look.shown(v.columns)
	fit := len(shown) != v.source.Columns()
	v.source = newFrameSource(shown, rows, v.length)
	v.groups = groups
	v.source.look, v.source.arrows, v.source.frozen = v.look, v.arrows, v.look.frozen(shown)
	v.source.groups, v.source.unfolded, v.source.marks, v.source.stamp = groups, v.unfolded, v.marks, v.stamp
	v.source.colour()
	v.grid.OnActivate = nil
	if v.opened != nil {
		v.grid.OnActivate = func(row, _ int) { v.opened(row) }
	}
	if groups != nil && v.grid.Editor == nil {
		v.grid.OnActivate = func(row, _ int) {
			if _, line := v.source.group(row); line || v.opened == nil {
				v.fold(row)
			} else {
				v.opened(row)
			}
		}
	}
	v.grid.SetSource(v.source)
	if fit {
		v.grid.AutoFit()
	}
	v.revealColumn()
	all := v.length
	if v.rows != nil {
		all = len(v.rows)
	}
	kept := v.source.Rows()
	if groups != nil {
		kept = 0
		for _, group := range groups {
			kept += group.count
		}
	}
	words := v.look.words(v.columns, kept, all)
	v.stripText.SetText(words)
	if words == "" {
		v.strip.Hide()
	} else {
		v.strip.Show()
	}
	v.shell.remember()
	v.changed()
}

// revealColumn brings a column into view that has just come, and selects its
// first cell.
func (v *rowsView) revealColumn() {
	column := v.source.columnNamed(v.reveals)
	if column < 0 {
		return
	}
	v.reveals = ""
	row, _ := v.grid.FirstVisible()
	v.grid.Select(widgets.Range{Top: row, Left: column, Bottom: row, Right: column})
	v.grid.ScrollTo(row, column)
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
	source, ranges := v.source, v.grid.Selections()
	if ranges[len(ranges)-1] != cells {
		ranges = []widgets.Range{cells}
	}
	total := 0
	for _, each := range ranges {
		total += each.Cells()
	}
	v.telling.cancel()
	v.told = false
	if total <= quickCells {
		v.sums.cancel()
		figures, err := source.figures(context.Background(), ranges...)
		if err == nil {
			v.sum(cmp.Or(figures.words(), source.groupFigures(cells.Top, cells.Left)))
		}
		if total == 1 {
			v.tellCell(cells.Top, cells.Left)
		}
		return
	}
	v.sum(say("Adding up %s…", counted(total, "cell", "cells")))
	fetch(&v.sums, say("Adding up"), false, func(ctx context.Context, _ func(workbench.Progress)) (selectionFigures, error) {
		return source.figures(ctx, ranges...)
	}, func(figures selectionFigures, err error) {
		if err == nil {
			v.sum(figures.words())
		}
	})
}

// sum says what the selection adds up to.
func (v *rowsView) sum(words string) {
	v.summed = words
	v.say(words)
}

func (v *rowsView) say(words string) {
	v.words = words
	v.changed()
}

// shownRows are the rows as they are shown, for exports; nil for all as they are.
func (v *rowsView) shownRows() []int { return v.source.frameRows() }

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
	v.adding.cancel()
	v.listing.cancel()
	v.telling.cancel()
}

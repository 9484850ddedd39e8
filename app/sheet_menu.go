package app

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// menuItems offers what can be written at a cell, or done with a column when
// row is below 0.
func (e *sheet) menuItems(row, column int) []*fyne.MenuItem {
	name := e.column(column)
	cells := e.rows().grid.Selection()
	own, isOwn := e.page.described.OwnColumn(name)
	var items []*fyne.MenuItem
	if row >= 0 && row < e.rows().source.Rows() && e.row(row) >= 0 {
		number, selected, ranges := e.row(row), e.rows().grid.SelectedRows(), e.rows().grid.Selections()
		if choices := e.Choices(row, column); len(choices) > 0 {
			choose := fyne.NewMenuItem(say("Choose  (Alt+↓)"), nil)
			choose.ChildMenu = fyne.NewMenu("")
			for _, choice := range choices {
				choose.ChildMenu.Items = append(choose.ChildMenu.Items, fyne.NewMenuItem(choice, e.samePlaces(func() { e.WriteAll(ranges, choice) })))
			}
			items = append(items, choose)
		}
		items = append(items,
			fyne.NewMenuItem(say("Edit the cell  (F2)"), e.rows().grid.Edit),
			fyne.NewMenuItem(say("Paste  (Ctrl+V)"), e.samePlaces(func() { e.Paste(cells, e.page.shell.application.Clipboard().Content()) })),
			fyne.NewMenuItem(say("Fill down  (Ctrl+D)"), e.samePlaces(func() { e.FillDown(cells) })),
			fyne.NewMenuItem(say("Fill right  (Ctrl+R)"), e.samePlaces(func() { e.FillRight(cells) })),
			fyne.NewMenuItem(say("Comment…"), e.sameRows(func() { e.askComment(number, name) })),
			fyne.NewMenuItem(say("Who wrote this cell?"), e.sameRows(func() { e.showHistory(number, name) })),
			fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem(say("Insert %s above", counted(addedRows(cells, e.rows().source.Rows()), "row", "rows")), e.samePlaces(func() {
				cells.Bottom = cells.Top + addedRows(cells, e.rows().source.Rows()) - 1
				e.InsertRows(cells)
			})),
			fyne.NewMenuItem(say("Delete %s", counted(len(selected), "row", "rows")), e.samePlaces(func() { e.DeleteRows(selected) })),
		)
	}
	items = append(items,
		fyne.NewMenuItem(say("Add %s at the end", counted(max(1, addedRows(cells, e.rows().source.Rows())), "row", "rows")), func() {
			e.AddRows(addedRows(cells, e.rows().source.Rows()))
		}),
		fyne.NewMenuItem(say("Find and replace…  (Ctrl+H)"), func() { e.Replace(cells) }),
		fyne.NewMenuItem(say("Similar spellings…"), func() { e.askClusters(name) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Add a column of your own…"), func() { e.askOwn("", warehouse.OwnColumn{Kind: warehouse.OwnText}) }),
	)
	if isOwn {
		items = append(items,
			fyne.NewMenuItem(say("Change the column…"), func() { e.askOwn(name, own) }),
			fyne.NewMenuItem(say("Remove the column"), func() { e.edit(say("Removing a column"), workbench.RemoveColumn{Name: name}, true) }),
		)
	}
	return append(items,
		fyne.NewMenuItem(say("Show under another name…"), func() { e.askTerm(name) }),
		fyne.NewMenuItemSeparator())
}

// addedRows is how many rows to add for a selection: as many as are selected,
// or one when whole columns are.
func addedRows(cells widgets.Range, rows int) int {
	if cells.Rows() == rows {
		return 1
	}
	return cells.Rows()
}

// readDataset reads what a dataset's page shows.
func readDataset(ctx context.Context, bench *workbench.Workbench, name string) (found datasetContent, err error) {
	if found.dataset, err = bench.Dataset(ctx, name); err != nil {
		return found, err
	}
	if found.batches, err = bench.Batches(ctx, name); err != nil {
		return found, err
	}
	if found.undo, found.redo, err = bench.NextSteps(ctx, name); err != nil {
		return found, err
	}
	if found.marks, err = readMarks(ctx, bench, found.dataset); err != nil {
		return found, err
	}
	if found.order, err = bench.RowOrder(ctx, name); err != nil {
		return found, err
	}
	found.frame, err = bench.Frame(ctx, name)
	return found, err
}

// takeEdited shows the rows as they are after an act. Rows that have not come
// or gone stay in the order they are shown in, also where they were sorted by
// what was written.
func (p *datasetPage) takeEdited(found datasetContent, reshaped, renumbered bool) {
	p.version, p.described, p.batches, p.canUndo, p.canRedo = found.dataset.Version, found.dataset, found.batches, found.undo.ID != 0, found.redo.ID != 0
	p.detail.SetText(datasetWords(found.dataset, found.batches, p.shell))
	p.sections.refresh()
	v := p.rows
	v.marks, v.stamp.version = found.marks, found.dataset.Version
	switch {
	case renumbered:
		v.show(found.frame.Columns(), found.order, found.frame.Len())
	case reshaped || len(found.frame.Columns()) != len(v.columns) || found.frame.Len() != v.length:
		v.source.stamp.version = found.dataset.Version // until the rows are arranged, those shown have their numbers still
		v.reshape(found.frame.Columns(), found.order, found.frame.Len())
	default:
		v.columns = found.frame.Columns()
		v.lay(v.source.rows, v.groups)
		v.addUpAgain()
	}
	if p.goToEnd {
		p.goToEnd = false
		if last := v.source.Rows() - 1; last >= 0 {
			v.grid.Select(widgets.Range{Top: last, Bottom: last})
			v.grid.ScrollTo(last, 0)
		}
	}
}

// undo takes back the last act on the dataset, and reports whether there is
// one.
func (p *datasetPage) undo() bool {
	if p.sheet == nil || !p.canUndo {
		return false
	}
	p.sheet.Undo()
	return true
}

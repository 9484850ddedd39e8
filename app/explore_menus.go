package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/widgets"
)

// popUp shows a menu at a place in the window.
func (s *Shell) popUp(position fyne.Position, items ...*fyne.MenuItem) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.window.Canvas(), position)
}

// fieldMenu offers the shelves for a field of the list.
func (p *explorePage) fieldMenu(field widgets.Field, position fyne.Position) {
	p.shell.popUp(position, p.fieldItems(field)...)
}

func (p *explorePage) fieldItems(field widgets.Field) []*fyne.MenuItem {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Add to rows", func() { p.presenter.add(rowsShelf, field.ID) }),
		fyne.NewMenuItem("Add to columns", func() { p.presenter.add(columnsShelf, field.ID) }),
		fyne.NewMenuItemSeparator(),
	}
	for _, function := range p.presenter.functionsOf(field.ID) {
		items = append(items, fyne.NewMenuItem("Add to values: "+functionWord(function), func() {
			p.presenter.addMeasure(crosstab.Measure{Function: function, Field: field.ID})
		}))
	}
	return items
}

// chipMenu offers what can be done with a chip.
func (p *explorePage) chipMenu(where shelf, i int, position fyne.Position) {
	p.shell.popUp(position, p.chipItems(where, i)...)
}

func (p *explorePage) chipItems(where shelf, i int) []*fyne.MenuItem {
	if where == valuesShelf {
		return p.measureItems(i)
	}
	axis := *p.presenter.axis(where)
	other := "Move to columns"
	if where == columnsShelf {
		other = "Move to rows"
	}
	rising := fyne.NewMenuItem("First to last", func() { p.presenter.turnRound(where, i, false) })
	rising.Checked = !axis[i].Descending
	falling := fyne.NewMenuItem("Last to first", func() { p.presenter.turnRound(where, i, true) })
	falling.Checked = axis[i].Descending
	items := []*fyne.MenuItem{fyne.NewMenuItem(other, func() { p.presenter.send(where, i) }), fyne.NewMenuItemSeparator(), rising, falling}
	return append(items, p.orderItems(where, i, len(axis))...)
}

// orderItems are the lines that every chip's menu ends with.
func (p *explorePage) orderItems(where shelf, i, count int) []*fyne.MenuItem {
	items := []*fyne.MenuItem{fyne.NewMenuItemSeparator()}
	if i > 0 {
		items = append(items, fyne.NewMenuItem("Move before", func() { p.presenter.move(where, i, i-1) }))
	}
	if i < count-1 {
		items = append(items, fyne.NewMenuItem("Move after", func() { p.presenter.move(where, i, i+1) }))
	}
	return append(items, fyne.NewMenuItem("Remove", func() { p.presenter.remove(where, i) }))
}

// cellMenu offers what can be done with cells of the cross-tab.
func (p *explorePage) cellMenu(row, column int, position fyne.Position) {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Copy", func() { p.shell.application.Clipboard().SetContent(p.crosstab.CopyText()) }),
		fyne.NewMenuItem("Copy with headings", func() { p.shell.application.Clipboard().SetContent(p.crosstab.CopyTextWithHeaders()) }),
	}
	if row >= 0 {
		show := fyne.NewMenuItem("Show details", func() { p.drill(row, column) })
		items = append([]*fyne.MenuItem{show, fyne.NewMenuItemSeparator()}, items...)
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Swap rows and columns", p.presenter.swap), fyne.NewMenuItem("Export…", p.export))
	p.shell.popUp(position, items...)
}

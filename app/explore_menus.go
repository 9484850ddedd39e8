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
		fyne.NewMenuItem(say("Add to rows"), func() { p.presenter.add(rowsShelf, field.ID) }),
		fyne.NewMenuItem(say("Add to columns"), func() { p.presenter.add(columnsShelf, field.ID) }),
		fyne.NewMenuItem(say("Filter…"), func() { p.askFilterOn(field.ID) }),
		fyne.NewMenuItemSeparator(),
	}
	for _, function := range p.presenter.functionsOf(field.ID) {
		items = append(items, fyne.NewMenuItem(say("Add to values: %s", functionWord(function)), func() {
			p.presenter.addMeasure(crosstab.Measure{Function: function, Field: field.ID})
		}))
	}
	if p.presenter.isJoined(field.ID) {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Take it out again"), func() { p.presenter.removeJoin(field.ID) }))
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
	return p.dimensionItems(where, i)
}

// orderItems are the lines that every chip's menu ends with.
func (p *explorePage) orderItems(where shelf, i, count int) []*fyne.MenuItem {
	items := []*fyne.MenuItem{fyne.NewMenuItemSeparator()}
	if i > 0 {
		items = append(items, fyne.NewMenuItem(say("Move before"), func() { p.presenter.move(where, i, i-1) }))
	}
	if i < count-1 {
		items = append(items, fyne.NewMenuItem(say("Move after"), func() { p.presenter.move(where, i, i+1) }))
	}
	return append(items, fyne.NewMenuItem(say("Remove"), func() { p.presenter.remove(where, i) }))
}

package app

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/table"
)

// menu offers what can be done with a column or a cell.
func (v *rowsView) menu(row, column int, position fyne.Position) {
	if column < 0 || column >= v.source.Columns() {
		return
	}
	v.shell.popUp(position, v.menuItems(row, column)...)
}

func (v *rowsView) menuItems(row, column int) []*fyne.MenuItem {
	described := v.source.columns[column].Column()
	name := described.Name
	set := func(look func() rowsLook) func() { return func() { v.setLook(look()) } }
	up, down := sortWord(described, false), sortWord(described, true)
	sort := []*fyne.MenuItem{
		fyne.NewMenuItem(up, set(func() rowsLook { return v.look.sorted(name, false) })),
		fyne.NewMenuItem(down, set(func() rowsLook { return v.look.sorted(name, true) })),
	}
	if len(v.look.Sort) > 0 && v.look.key(name) != 0 {
		then := fyne.NewMenuItem(say("Then by %s", described.Title()), nil)
		then.ChildMenu = fyne.NewMenu("",
			fyne.NewMenuItem(up, set(func() rowsLook { return v.look.thenSorted(name, false) })),
			fyne.NewMenuItem(down, set(func() rowsLook { return v.look.thenSorted(name, true) })))
		sort = append(sort, then)
	}
	if len(v.look.Sort) > 0 {
		sort = append(sort, fyne.NewMenuItem(say("Order of the file"), set(func() rowsLook { look := v.look; look.Sort = nil; return look })))
	}
	filter := []*fyne.MenuItem{
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Filter…"), func() { v.askFilter(column) }),
	}
	if group, line := v.source.group(row); line {
		of := v.look.Group
		filter = append(filter, fyne.NewMenuItem(onlyRowsWith(group.label), set(func() rowsLook {
			return v.look.filtered(of, columnFilter{Only: []string{group.label}})
		})))
	} else if row >= 0 && row < v.source.Rows() {
		text := described.Display(v.source.value(row, column))
		filter = append(filter, fyne.NewMenuItem(onlyRowsWith(text), set(func() rowsLook { return v.look.filtered(name, columnFilter{Only: []string{text}}) })))
	}
	if v.look.Group != name {
		filter = append(filter, fyne.NewMenuItem(say("Group by %s", described.Title()), set(func() rowsLook { return v.look.grouped(name) })))
	}
	if v.look.Group != "" {
		filter = append(filter, v.groupsItem())
	}
	if v.look.Filters[name].active() {
		filter = append(filter, fyne.NewMenuItem(say("Clear the filter of %s", described.Title()), set(func() rowsLook { return v.look.filtered(name, columnFilter{}) })))
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(say("Copy"), v.copyCells),
		fyne.NewMenuItem(say("Copy with headings"), func() { v.shell.application.Clipboard().SetContent(v.grid.CopyTextWithHeaders()) }),
		fyne.NewMenuItemSeparator(),
	}
	if v.extraItems != nil {
		items = append(items, v.extraItems(row, column)...)
	}
	items = append(append(items, sort...), filter...)
	ofColumn := append([]*fyne.MenuItem{v.colourItems(column)}, v.columnItems(column)...)
	if row >= 0 && v.extraItems != nil { // what is done with cells needs the room of the menu
		item := fyne.NewMenuItem(say("Column"), nil)
		item.ChildMenu = fyne.NewMenu("", ofColumn...)
		ofColumn = []*fyne.MenuItem{item}
	}
	return append(append(items, fyne.NewMenuItemSeparator()), ofColumn...)
}

// onlyRowsWith says what keeps the rows with a value.
func onlyRowsWith(text string) string {
	if text == "" {
		return say("Only rows where it is blank")
	}
	return say("Only rows with “%s”", shortened(text, tabLetters))
}

// columnItems offers to hide columns and to hold them in place.
func (v *rowsView) columnItems(column int) []*fyne.MenuItem {
	name := v.source.columns[column].Column().Name
	var items []*fyne.MenuItem
	if v.source.Columns() > 1 {
		items = append(items, fyne.NewMenuItem(say("Hide"), v.hideSelected(column)))
	}
	if len(v.look.Hidden) > 0 {
		items = append(items, fyne.NewMenuItem(say("Show hidden columns"), func() {
			look := v.look
			look.Hidden = nil
			v.setLook(look)
		}))
	}
	if v.source.frozen != column+1 {
		items = append(items, fyne.NewMenuItem(say("Freeze up to here"), func() {
			look := v.look
			look.Frozen = name
			v.setLook(look)
		}))
	}
	if v.source.frozen > 0 {
		items = append(items, fyne.NewMenuItem(say("Unfreeze"), func() {
			look := v.look
			look.Frozen = ""
			v.setLook(look)
		}))
	}
	return append(items, fyne.NewMenuItem(say("Fit the width"), v.grid.AutoFit))
}

// hideSelected hides the columns of the selection if the column is one of them,
// or else the column alone.
func (v *rowsView) hideSelected(column int) func() {
	return func() {
		chosen := []int{column}
		if selected := v.grid.SelectedColumns(); slices.Contains(selected, column) && len(selected) < v.source.Columns() {
			chosen = selected
		}
		var names []string
		for _, i := range chosen {
			names = append(names, v.source.columns[i].Column().Name)
		}
		v.setLook(v.look.hiding(names...))
	}
}

// sortWord says what sorting a column does, in the words of a spreadsheet.
func sortWord(column table.Column, falling bool) string {
	switch {
	case column.Type.IsText() && falling:
		return say("Sort Z to A")
	case column.Type.IsText():
		return say("Sort A to Z")
	case (column.Type == table.Date || column.Type == table.SchoolYear) && falling:
		return say("Sort newest to oldest")
	case column.Type == table.Date || column.Type == table.SchoolYear:
		return say("Sort oldest to newest")
	case column.Type == table.Grade && falling:
		return say("Sort 12 to K")
	case column.Type == table.Grade:
		return say("Sort K to 12")
	case falling:
		return say("Sort largest to smallest")
	}
	return say("Sort smallest to largest")
}

package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// choose opens the list of a cell that has one, and reports whether it has.
func (g *Grid) choose() bool {
	row, column, ok := g.Active()
	if !ok || g.Editor == nil {
		return false
	}
	choices := g.Editor.Choices(row, column)
	canvas := g.canvas()
	if len(choices) == 0 || canvas == nil {
		return false
	}
	before, allowed := g.Editor.EditText(row, column)
	if !allowed {
		return true
	}
	shown := gridShown{g.source, g.turn}
	g.place.reveal(row, column, &g.columns)
	g.Refresh()
	items := make([]*fyne.MenuItem, 0, len(choices))
	for _, choice := range choices {
		item := fyne.NewMenuItem(choice, func() {
			canvas.Focus(g.focusable())
			if choice == before {
				return
			}
			if row, column, found := g.follow(shown, row, column); found {
				g.Editor.Write(row, column, choice)
			} else if g.OnAbandon != nil {
				g.OnAbandon(choice)
			}
		})
		item.Checked = choice == before
		items = append(items, item)
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(g.self)
	at := fyne.NewPos(g.place.columnX(column, &g.columns), g.place.rowY(row)+g.place.rowHeight)
	list := widget.NewPopUpMenu(fyne.NewMenu("", items...), canvas)
	list.OnDismiss = func() {
		list.Hide()
		canvas.Focus(g.focusable())
	}
	list.ShowAtPosition(corner.Add(at))
	canvas.Focus(list)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // the first choice, so that Enter takes it
	return true
}

// hasChoices reports whether a cell has a list to choose from, whose sign is then shown at its right while it is the active one.
func (g *Grid) hasChoices(row, column int) bool {
	return g.Editor != nil && g.focused && !g.Editing() && len(g.Editor.Choices(row, column)) > 0
}

// overChoice reports whether a click is on the sign of a list, which was there before the click.
func (g *Grid) overChoice(row, column int, at fyne.Position) bool {
	end := g.place.columnX(column, &g.columns) + g.columns.widths[column]
	return g.pointer.again && g.hasChoices(row, column) && at.X >= end-headingSign-4
}

// isActive reports whether the pointer is on the active cell.
func (g *Grid) isActive(hit gridHit) bool {
	row, column, ok := g.Active()
	return ok && g.touched && hit.part == overCells && hit.row == row && hit.column == column
}

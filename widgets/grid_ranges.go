package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Selections are all ranges that are selected, as Ctrl+click makes them: those chosen before, in order, and last the one that
// [Grid.Selection] answers.
func (g *Grid) Selections() []Range {
	rows, columns := g.source.Rows(), g.source.Columns()
	ranges := make([]Range, 0, len(g.others)+1)
	for i := range g.others {
		ranges = append(ranges, g.others[i].cells(rows, columns))
	}
	return append(ranges, g.Selection())
}

// SelectedRows are the body rows with a selected cell, each once and in order.
func (g *Grid) SelectedRows() []int {
	var rows []int
	for _, cells := range g.Selections() {
		for row := cells.Top; row <= cells.Bottom; row++ {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// SelectedColumns are the columns with a selected cell, each once and in order.
func (g *Grid) SelectedColumns() []int {
	var columns []int
	for _, cells := range g.Selections() {
		for column := cells.Left; column <= cells.Right; column++ {
			columns = append(columns, column)
		}
	}
	slices.Sort(columns)
	return slices.Compact(columns)
}

// isSelected reports whether a cell is in one of the ranges.
func (g *Grid) isSelected(row, column int) bool {
	return slices.ContainsFunc(g.Selections(), func(cells Range) bool { return cells.Contains(row, column) })
}

// isWholeColumn reports whether a column is selected from top to bottom.
func (g *Grid) isWholeColumn(column int) bool {
	rows, columns := g.source.Rows(), g.source.Columns()
	return g.selection.wholeColumn(column, rows, columns) ||
		slices.ContainsFunc(g.others, func(other gridSelection) bool { return other.wholeColumn(column, rows, columns) })
}

// wholeRowsSelected reports whether what is selected is rows from end to end.
func (g *Grid) wholeRowsSelected() bool {
	return g.selection.kind == selectRows || !g.Selection().Empty() && g.Selection().Columns() == g.source.Columns() && g.selection.kind == selectCells
}

// adds reports whether a key that is held while the mouse is pressed adds a range to those there are.
func adds(modifier fyne.KeyModifier) bool {
	return modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0
}

// keepRange lets what is selected stay while another range is begun.
func (g *Grid) keepRange() {
	if g.touched && !g.Selection().Empty() {
		g.others = append(g.others, g.selection)
	}
}

// cycle moves the active cell on inside what is selected, as Tab and Enter do when that is more than a cell, from its end to its
// beginning and from range to range.
func (g *Grid) cycle(step gridSpot) bool {
	ranges := g.Selections()
	if len(ranges) == 1 && ranges[0].Cells() < 2 {
		return false
	}
	row, column, _ := g.Active()
	here := len(ranges) - 1
	if !ranges[here].Contains(row, column) {
		return false
	}
	cells := ranges[here]
	at, inner := row-cells.Top, cells.Rows()
	across, outer := column-cells.Left, cells.Columns()
	if step.column != 0 { // Tab goes along the row, Enter down the column
		at, across, inner, outer = across, at, outer, inner
	}
	at += step.row + step.column
	if at < 0 || at >= inner {
		across += step.row + step.column
		at = (at + inner) % inner
	}
	if across < 0 || across >= outer {
		g.turnRange(across < 0)
		return true
	}
	next := gridSpot{cells.Top + at, cells.Left + across}
	if step.column != 0 {
		next = gridSpot{cells.Top + across, cells.Left + at}
	}
	g.makeActive(next)
	return true
}

// turnRange makes the next range of those selected the one the keyboard is in, or the one before.
func (g *Grid) turnRange(back bool) {
	all := append(slices.Clone(g.others), g.selection)
	if back {
		all = append(all[len(all)-1:], all[:len(all)-1]...)
	} else {
		all = append(slices.Clone(all[1:]), all[0])
	}
	g.others, g.selection = all[:len(all)-1], all[len(all)-1]
	cells := g.Selection()
	spot := gridSpot{cells.Top, cells.Left}
	if back {
		spot = gridSpot{cells.Bottom, cells.Right}
	}
	g.makeActive(spot)
}

// makeActive moves the active cell and leaves what is selected.
func (g *Grid) makeActive(spot gridSpot) {
	g.active = &spot
	g.place.reveal(spot.row, spot.column, &g.columns)
	g.Refresh()
}

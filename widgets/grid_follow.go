package widgets

// CellFollower is a [GridSource] that knows its cells again after the rows were sorted, filtered or changed, so that what a
// person is writing meanwhile goes into the cell it was meant for.
type CellFollower interface {
	GridSource
	// CellOf tells where a cell of the source that was shown before stands now; ok is false when it is not shown any
	// more, or nobody can tell.
	CellOf(before GridSource, row, column int) (nowRow, nowColumn int, ok bool)
}

// gridShown is a source and the how manieth it is that the grid was given: sources need not be comparable.
type gridShown struct {
	source GridSource
	turn   int
}

// follow tells where a cell of a source stands in the one that is shown now.
func (g *Grid) follow(before gridShown, row, column int) (nowRow, nowColumn int, ok bool) {
	if before.turn == g.turn {
		return row, column, true
	}
	follower, follows := g.source.(CellFollower)
	if !follows {
		return 0, 0, false
	}
	return follower.CellOf(before.source, row, column)
}

// followEdit keeps the open field over its cell when the grid was given other data, or closes it when that cell is gone.
func (g *Grid) followEdit() {
	edit := g.edit
	if edit.entry == nil || edit.shown.turn == g.turn {
		return
	}
	row, column, found := g.follow(edit.shown, edit.row, edit.column)
	if !found {
		g.edit = gridEdit{}
		if canvas := g.canvas(); canvas != nil {
			canvas.Unfocus() // what is typed on must not go into whatever cell is the active one now
		}
		if edit.entry.Text != edit.before && g.OnAbandon != nil {
			g.OnAbandon(edit.entry.Text)
		}
		return
	}
	g.edit.shown, g.edit.row, g.edit.column = gridShown{g.source, g.turn}, row, column
	if row != edit.row || column != edit.column {
		// The other cells that were selected are not those that stand there now.
		g.others = nil
		spot := gridSpot{row: row, column: column}
		g.selection, g.active = gridSelection{anchor: spot, head: spot}, nil
	}
}

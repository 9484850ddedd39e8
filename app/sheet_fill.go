package app

import (
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// Fill repeats cells over those that they were stretched to with the mouse, as a
// spreadsheet repeats texts: Mon and Tue go on with Mon.
func (e *sheet) Fill(from, to widgets.Range) {
	if to.Bottom > from.Bottom {
		first := len(e.rowNumbers(from))
		if first == 0 {
			return // nothing but the lines above groups
		}
		e.again = func(ranges []widgets.Range) { e.FillDown(ranges[len(ranges)-1]) }
		e.edit(say("Filling down"), workbench.FillDown{Rows: e.rowNumbers(to), Columns: e.columns(to.Left, to.Right), First: first}, false)
		return
	}
	source, into := e.rows().source, to
	into.Left = from.Right + 1
	texts, ok := e.cellsOf([]widgets.Range{into}, func(row int, name string) string {
		column := source.columnNamed(name)
		at := from.Left + (column-from.Left)%from.Columns()
		return source.columns[at].Column().Text(source.value(row, at))
	})
	if ok {
		e.again = func(ranges []widgets.Range) { e.FillRight(ranges[len(ranges)-1]) }
		e.edit(say("Filling right"), workbench.SetCells{Cells: texts}, false)
	}
}

package app

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// AddRows adds rows at the end and goes there.
func (e *sheet) AddRows(count int) {
	e.again = nil
	act := e.actOf(say("Adding rows"), workbench.InsertRows{Count: max(1, count)}, true, false)
	act.atEnd = true
	e.add(act)
}

// InsertRows puts as many empty rows as are selected above them.
func (e *sheet) InsertRows(cells widgets.Range) {
	above := -1
	for row := cells.Top; row <= cells.Bottom && above < 0; row++ {
		above = e.row(row)
	}
	if above < 0 {
		e.AddRows(cells.Rows())
		return
	}
	e.again = func(ranges []widgets.Range) { e.InsertRows(ranges[len(ranges)-1]) }
	e.edit(say("Inserting rows"), workbench.InsertRows{Count: max(1, cells.Rows()), Above: &above}, true)
}

// DeleteRows takes rows of the grid out.
func (e *sheet) DeleteRows(rows []int) {
	var numbers []int
	for _, row := range rows {
		if number := e.row(row); number >= 0 {
			numbers = append(numbers, number)
		}
	}
	if len(numbers) == 0 {
		return
	}
	e.again = func([]widgets.Range) { e.DeleteRows(e.rows().grid.SelectedRows()) }
	e.edit(say("Deleting rows"), workbench.DeleteRows{Rows: numbers}, true)
}

// Repeat does what was done last once more, to what is selected now.
func (e *sheet) Repeat(cells []widgets.Range) {
	if e.again == nil {
		e.page.shell.notice.tell(say("There is nothing to repeat yet."))
		return
	}
	e.again(cells)
}

// cellsOf lists cells of ranges that are written into: none of formulas, and
// none twice. False when they are too many.
func (e *sheet) cellsOf(ranges []widgets.Range, text func(row int, column string) string) ([]workbench.CellText, bool) {
	total := 0
	for _, cells := range ranges {
		total += cells.Cells()
	}
	if total > mostCleared {
		e.page.shell.reportProblem(table.Issue{Severity: table.Warning, Message: say("%s too many to write at once.", counted(total, "cell is", "cells are")), Remedy: say("Select fewer.")})
		return nil, false
	}
	var texts []workbench.CellText
	for _, cells := range ranges {
		for _, name := range e.columns(cells.Left, cells.Right) {
			if e.isFormula(name) {
				continue
			}
			for row := cells.Top; row <= cells.Bottom; row++ {
				if number := e.row(row); number >= 0 {
					texts = append(texts, workbench.CellText{Row: number, Column: name, Text: text(row, name)})
				}
			}
		}
	}
	return texts, len(texts) > 0
}

// WriteAll writes one text into all cells.
func (e *sheet) WriteAll(ranges []widgets.Range, text string) {
	if texts, ok := e.cellsOf(ranges, func(int, string) string { return text }); ok {
		e.again = func(ranges []widgets.Range) { e.WriteAll(ranges, text) }
		e.edit(say("Writing cells"), workbench.SetCells{Cells: texts}, false)
	}
}

// Clear blanks cells.
func (e *sheet) Clear(ranges []widgets.Range) {
	if texts, ok := e.cellsOf(ranges, func(int, string) string { return "" }); ok {
		e.again = e.Clear
		e.edit(say("Blanking cells"), workbench.SetCells{Cells: texts}, false)
	}
}

// FillRight copies the first of the columns, or, of one column, the one at its
// left.
func (e *sheet) FillRight(cells widgets.Range) {
	if cells.Columns() == 1 && cells.Left > 0 {
		cells.Left--
	}
	if cells.Columns() < 2 {
		return
	}
	source, from := e.rows().source, cells.Left
	to := cells
	to.Left++
	texts, ok := e.cellsOf([]widgets.Range{to}, func(row int, _ string) string {
		return source.columns[from].Column().Text(source.value(row, from))
	})
	if ok {
		e.again = func(ranges []widgets.Range) { e.FillRight(ranges[len(ranges)-1]) }
		e.edit(say("Filling right"), workbench.SetCells{Cells: texts}, false)
	}
}

// Today is the day of today as the column of a cell writes days.
func (e *sheet) Today(_, column int) string {
	today := e.page.shell.now()
	described := e.rows().source.columns[column].Column()
	if described.Type == table.Date {
		return described.Text(table.NumberValue(float64(table.TimeDay(time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)))))
	}
	return today.Format("1/2/2006")
}

// Choices are those of a choice list, and yes and no.
func (e *sheet) Choices(row, column int) []string {
	if row >= 0 && row < e.rows().source.Rows() && e.row(row) < 0 {
		return nil // the line of a group
	}
	described := e.rows().source.columns[column].Column()
	own, _ := e.page.described.OwnColumn(described.Name)
	switch {
	case own.Formula != "":
		return nil
	case own.Kind == warehouse.OwnChoice:
		return own.Choices
	case described.Type == table.YesNo:
		yes, no := described.YesNoWords()
		if no == "" {
			no = say("No")
		}
		return []string{yes, no}
	}
	return nil
}

// goTo asks for a row or a column, and goes there.
func (v *rowsView) goTo() {
	question := v.shell.newAsk(say("Go to"), say("Cancel"))
	place := question.entry()
	place.SetPlaceHolder(say("1200, or the name of a column"))
	problem := widget.NewLabel("")
	problem.Hide()
	question.agreeBy(say("Go"), func() {
		row, column, _ := v.grid.Active()
		typed := strings.TrimSpace(place.Text)
		n, err := strconv.Atoi(strings.ReplaceAll(typed, ",", ""))
		found := err == nil && n >= 1 && n <= v.source.Rows()
		if found {
			row = n - 1
		}
		for i, vector := range v.source.columns {
			if err != nil && typed != "" && !found && strings.HasPrefix(strings.ToLower(vector.Column().Title()), strings.ToLower(typed)) {
				found, column = true, i
			}
		}
		if !found {
			problem.SetText(say("There is no such row or column. The rows go from 1 to %s.", number(v.source.Rows())))
			problem.Show()
			question.fit()
			return
		}
		question.hide()
		v.grid.Select(widgets.Range{Top: row, Left: column, Bottom: row, Right: column})
		v.grid.ScrollTo(row, column)
		v.shell.focus(v.grid)
	})
	question.show(fyne.NewSize(420, 160), place, widget.NewLabel(say("Row or column")), inset(place), problem)
	v.shell.targets.text("goto.place", place, func() string { return place.Text })
}

// goTo asks for a row or a column, and goes there.
func (p *datasetPage) goTo() { p.rows.goTo() }

// goTo asks for a row or a column, and goes there.
func (p *recordsPage) goTo() { p.rows.goTo() }

// goer is a page with rows to go to.
type goer interface{ goTo() }

// goToShown asks where to go on the page that is shown, or else which page to
// go to.
func (s *Shell) goToShown() {
	if shown, ok := s.shownPage().(goer); ok {
		shown.goTo()
		return
	}
	s.showPalette()
}

// redoer is a page on which what was taken back can be done again.
type redoer interface{ redo() bool }

// redoTyped does again what was taken back last on the page.
func (s *Shell) redoTyped() {
	if shown, ok := s.shownPage().(redoer); ok && shown.redo() {
		return
	}
	s.nothingTo("redo", say("Redo does again what Undo took back, until something else is done."))
}

// redo does the last act on the dataset that was taken back once more, and
// reports whether there is one.
func (p *datasetPage) redo() bool {
	if p.sheet == nil || !p.canRedo {
		return false
	}
	p.sheet.Redo()
	return true
}

package app

import "github.com/schoolbench/schoolbench/table"

// What is chosen in a menu or a dialog is done later than it was asked for, and
// the rows may have become others by then.

// sameRows is an act on rows by their numbers in the dataset, which is refused
// when these have come to mean other rows.
func (e *sheet) sameRows(act func()) func() {
	meant := e.rows().source.stamp.numbering
	return func() {
		if e.rows().source.stamp.numbering != meant {
			e.page.shell.reportProblem(movedIssue())
			return
		}
		act()
	}
}

// samePlaces is an act on rows by where they stand in the grid, which is refused
// when others stand there.
func (e *sheet) samePlaces(act func()) func() {
	meant := e.rows().source.stamp.arrangement
	return e.sameRows(func() {
		if e.rows().source.stamp.arrangement != meant {
			e.page.shell.reportProblem(movedIssue())
			return
		}
		act()
	})
}

// movedIssue says that nothing was done since it could have gone into other rows.
func movedIssue() table.Issue {
	return table.Issue{Code: "dataset-changed", Severity: table.Warning, Message: say("Nothing was changed: the rows have become others meanwhile."), Remedy: say("Look at them as they are now, then do it again.")}
}

// abandoned says what was being written into a cell that is gone.
func (e *sheet) abandoned(text string) {
	issue := movedIssue()
	issue.Message = say("“%s” was not written: the rows have become others meanwhile.", shortened(text, 60))
	e.page.shell.reportProblem(issue)
}

package app

import (
	"context"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// sheet lets people write into the rows of a dataset's page. Acts are done one
// after the other by jobs; the page shows what each came to.
type sheet struct {
	page    *datasetPage
	waiting []sheetAct
	busy    bool
	current sheetAct // what is being done while busy
	running latest
	reading latest
	again   func(cells []widgets.Range) // does what was done last once more
}

var _ widgets.GridEditor = (*sheet)(nil)

// sheetAct is something to be done to the dataset.
type sheetAct struct {
	name string
	// reshapes says that rows or columns come or go, so that what was meant by
	// acts after it has to be looked at anew.
	reshapes bool
	// renumbers says that the numbers of rows mean other rows afterwards.
	renumbers bool
	// version is that of the dataset that the rows of the act are numbered by.
	version int64
	// atEnd says that the last row is to be shown once it is done.
	atEnd bool
	// always says that the act means the same whatever was done before it, as
	// Undo does, so that each press of its keys counts.
	always bool
	// reveals is a column that is to be seen once it is done; "" for none.
	reveals string
	do      func(ctx context.Context, bench *workbench.Workbench, version int64) (warehouse.Edit, error)
	// odd does it again, keeping what does not fit its column; nil if that
	// cannot be.
	odd func()
	// refused is told why it was not done; nil where the line above the page says
	// it.
	refused func(*table.Issue)
}

func newSheet(p *datasetPage) *sheet {
	return &sheet{page: p, running: latest{jobs: p.shell.jobs}, reading: latest{jobs: p.shell.jobs}}
}

func (e *sheet) rows() *rowsView { return e.page.rows }

// close ends what is under way; what was finished is kept.
func (e *sheet) close() {
	e.waiting = nil
	e.running.cancel()
	e.reading.cancel()
}

// add does an act, on the rows as they are shown, once those before it are done.
func (e *sheet) add(act sheetAct) {
	if !act.always && e.renumbering() {
		e.page.shell.reportProblem(movedIssue())
		return
	}
	act.version = e.rows().source.stamp.version
	e.waiting = append(e.waiting, act)
	if !e.busy {
		e.next()
	}
}

// renumbering reports whether the rows that are shown are about to be others.
func (e *sheet) renumbering() bool {
	return e.busy && e.current.renumbers || slices.ContainsFunc(e.waiting, func(act sheetAct) bool { return act.renumbers })
}

// sheetResult is what an act came to, and the dataset after it.
type sheetResult struct {
	edit    warehouse.Edit
	content datasetContent
}

func (e *sheet) next() {
	if len(e.waiting) == 0 {
		return
	}
	act := e.waiting[0]
	e.waiting, e.busy, e.current = e.waiting[1:], true, act
	bench, name := e.page.shell.bench, e.page.name
	fetch(&e.running, act.name, true, func(ctx context.Context, _ func(workbench.Progress)) (result sheetResult, err error) {
		if result.edit, err = act.do(ctx, bench, act.version); err != nil {
			return result, err
		}
		result.content, err = readDataset(ctx, bench, name)
		return result, err
	}, func(result sheetResult, err error) {
		e.busy = false
		if err != nil {
			e.waiting = nil
			e.failed(act, err)
			return
		}
		if result.edit.What != "" && act.reshapes {
			e.page.shell.notice.tell(say("%s. Ctrl+Z takes it back.", translated(result.edit.What)))
		}
		e.done(act, result)
		e.next()
		if !e.busy {
			e.page.shell.reload()
		}
	})
}

// done shows the rows as they are after an act. When nobody else has changed the
// dataset meanwhile, the acts that wait mean the same rows still.
func (e *sheet) done(act sheetAct, result sheetResult) {
	version := result.content.dataset.Version
	if version < e.page.version {
		return // the page shows them as they are since then
	}
	alone := version-act.version <= 1
	for i := range e.waiting {
		if alone && !act.renumbers && e.waiting[i].version == act.version {
			e.waiting[i].version = version
		}
	}
	e.page.goToEnd = act.atEnd
	e.page.rows.reveals = act.reveals
	e.page.takeEdited(result.content, act.reshapes, act.renumbers || !alone)
}

// failed says why an act was refused, and offers to keep what does not fit.
func (e *sheet) failed(act sheetAct, err error) {
	issue := workbench.Problem(err)
	if act.refused != nil && issue.Code != "cancelled" {
		act.refused(&issue)
		return
	}
	if issue.Code == "value-does-not-fit" && act.odd != nil {
		s := e.page.shell
		s.reportProblem(issue, plainButton(say("Keep it as it is written"), "", func() {
			s.notice.clear()
			act.odd()
		}))
		return
	}
	if issue.Code == "dataset-changed" {
		e.page.shell.reload()
	}
	e.page.shell.reportProblem(issue)
}

// edit does one act on the rows.
func (e *sheet) edit(name string, action workbench.Action, reshapes bool) {
	e.editKeeping(name, action, reshapes, false)
}

func (e *sheet) editKeeping(name string, action workbench.Action, reshapes, keepOdd bool) {
	e.add(e.actOf(name, action, reshapes, keepOdd))
}

// actOf is an act on the rows.
func (e *sheet) actOf(name string, action workbench.Action, reshapes, keepOdd bool) sheetAct {
	dataset := e.page.name
	_, renumbers := action.(workbench.DeleteRows)
	act := sheetAct{name: name, reshapes: reshapes, renumbers: renumbers, do: func(ctx context.Context, bench *workbench.Workbench, version int64) (warehouse.Edit, error) {
		return bench.Edit(ctx, dataset, action, workbench.EditOptions{KeepOdd: keepOdd, Version: version})
	}}
	if !keepOdd {
		act.odd = e.sameRows(func() { e.editKeeping(name, action, reshapes, true) })
	}
	return act
}

// column is the name of a column of the grid.
func (e *sheet) column(column int) string { return e.rows().source.columns[column].Column().Name }

func (e *sheet) columns(from, to int) []string {
	var names []string
	for column := from; column <= to; column++ {
		names = append(names, e.column(column))
	}
	return names
}

// row is the dataset's number of a row of the grid; below 0 is the line of a
// group.
func (e *sheet) row(row int) int { return e.rows().source.number(row) }

func (e *sheet) rowNumbers(cells widgets.Range) []int {
	rows := make([]int, 0, cells.Rows())
	for row := cells.Top; row <= cells.Bottom; row++ {
		if number := e.row(row); number >= 0 {
			rows = append(rows, number)
		}
	}
	return rows
}

// isFormula reports whether a column is computed.
func (e *sheet) isFormula(name string) bool {
	own, found := e.page.described.OwnColumn(name)
	return found && own.Formula != ""
}

// EditText is what a cell holds, as its column writes it.
func (e *sheet) EditText(row, column int) (string, bool) {
	source := e.rows().source
	if e.rows().fold(row) {
		return "", false
	}
	if e.isFormula(e.column(column)) {
		e.page.shell.notice.tell(say("This column is computed by a formula. Right-click its heading to change the formula."))
		return "", false
	}
	return source.columns[column].Column().Text(source.value(row, column)), true
}

// Write writes one cell.
func (e *sheet) Write(row, column int, text string) {
	if e.row(row) < 0 {
		return
	}
	e.again = func(ranges []widgets.Range) { e.WriteAll(ranges, text) }
	e.edit(say("Writing a cell"), workbench.SetCells{Cells: []workbench.CellText{{Row: e.row(row), Column: e.column(column), Text: text}}}, false)
}

// mostCleared is how many cells are written or blanked at once.
const mostCleared = 2_000_000

// FillDown copies the first of the rows, or, of one row, the one above it.
func (e *sheet) FillDown(cells widgets.Range) {
	if cells.Rows() == 1 && cells.Top > 0 {
		cells.Top--
	}
	e.again = func(ranges []widgets.Range) { e.FillDown(ranges[len(ranges)-1]) }
	e.edit(say("Filling down"), workbench.FillDown{Rows: e.rowNumbers(cells), Columns: e.columns(cells.Left, cells.Right)}, false)
}

// Paste writes a block from the first of the cells on; a single cell that is
// pasted goes into all that are selected. Rows beyond the last are added.
func (e *sheet) Paste(cells widgets.Range, text string) {
	block := readPasted(text)
	if len(block) == 0 {
		e.page.shell.notice.tell(say("There is no text on the clipboard."))
		return
	}
	source := e.rows().source
	if len(block) == 1 && len(block[0]) == 1 && cells.Cells() > 1 {
		value := block[0][0]
		block = make([][]string, cells.Rows())
		for i := range block {
			block[i] = make([]string, cells.Columns())
			for j := range block[i] {
				block[i][j] = value
			}
		}
	}
	e.again = func(ranges []widgets.Range) { e.Paste(ranges[len(ranges)-1], text) }
	paste := workbench.PasteBlock{Block: block, Columns: e.columns(cells.Left, source.Columns()-1)}
	added, at := 0, cells.Top
	for range block {
		if at < source.Rows() {
			for at < source.Rows() && e.row(at) < 0 {
				at++ // a line above a group takes nothing in
			}
		}
		if at < source.Rows() {
			paste.Rows = append(paste.Rows, e.row(at))
			at++
			continue
		}
		paste.Rows = append(paste.Rows, e.rows().length+added)
		added++
	}
	e.edit(say("Pasting"), paste, added > 0)
}

// readPasted takes a block apart as a spreadsheet copies it: tabs between
// cells, and quotes around those with a line end in them.
func readPasted(text string) [][]string {
	text = strings.TrimSuffix(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\x00")
	if text == "" {
		return nil
	}
	block, row := [][]string{}, []string{}
	var cell strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '"' && i+1 < len(text) && text[i+1] == '"':
			cell.WriteByte('"')
			i++
		case quoted && c == '"':
			quoted = false
		case quoted:
			cell.WriteByte(c)
		case c == '"' && cell.Len() == 0 && closesQuote(text[i+1:]):
			quoted = true
		case c == '\t':
			row = append(row, cell.String())
			cell.Reset()
		case c == '\n':
			block, row = append(block, append(row, cell.String())), []string{}
			cell.Reset()
		default:
			cell.WriteByte(c)
		}
	}
	return append(block, append(row, cell.String()))
}

// closesQuote reports whether a quote that opens a cell is closed at the end of
// one: otherwise it is a mark of inches, and a character like any other.
func closesQuote(rest string) bool {
	for i := 0; i < len(rest); i++ {
		if rest[i] != '"' {
			continue
		}
		if i+1 < len(rest) && rest[i+1] == '"' {
			i++
			continue
		}
		return i+1 == len(rest) || rest[i+1] == '\t' || rest[i+1] == '\n'
	}
	return false
}

// Undo takes back what was done last to the dataset, or else, as elsewhere in the
// window, the import that was just made.
func (e *sheet) Undo() {
	if !e.page.canUndo && !e.busy {
		e.page.shell.undoTyped()
		return
	}
	dataset := e.page.name
	e.add(sheetAct{name: say("Undoing"), reshapes: true, renumbers: true, always: true, do: func(ctx context.Context, bench *workbench.Workbench, _ int64) (warehouse.Edit, error) {
		edit, err := bench.UndoEdit(ctx, dataset)
		edit.What = ""
		return edit, err
	}})
}

// Redo does it again.
func (e *sheet) Redo() {
	dataset := e.page.name
	e.add(sheetAct{name: say("Redoing"), reshapes: true, renumbers: true, always: true, do: func(ctx context.Context, bench *workbench.Workbench, _ int64) (warehouse.Edit, error) {
		edit, err := bench.RedoEdit(ctx, dataset)
		edit.What = ""
		return edit, err
	}})
}

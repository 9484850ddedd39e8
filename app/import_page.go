package app

import (
	"cmp"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// importPage shows files before they are imported, on one page: the sheet as it
// is at the top, the table it becomes beneath, what was found at the right, and
// the files at the left when there are several.
type importPage struct {
	shell     *Shell
	queue     *importQueue
	presenter *importPresenter // of the file that is shown; never nil
	id        string

	path    *pathBox
	problem *fyne.Container
	files   *importFiles
	sheet   *importSheet
	grid    *widgets.Grid
	summary *widget.Label
	side    *importSide
	results *importResults
	footer  *widget.Label // what will be imported
	run     *widget.Button
	cancel  *widget.Button
	body    *fyne.Container
	work    *fyne.Container
	object  fyne.CanvasObject
	shown   shownImport
	warned  *table.Issue
	unlock  *importUnlock
}

// shownImport is what the larger parts of the page show.
type shownImport struct {
	file    *importPresenter
	preview int
	count   int // files in the queue
}

func newImportPage(s *Shell, id string) *importPage {
	p := &importPage{shell: s, id: id, shown: shownImport{preview: -1}}
	p.queue = newImportQueue(s, p.refreshAll)
	p.presenter = newImportPresenter(s, func() {})
	p.path = newPathBox(say("A file, a folder or an address on the web; or drop files on the window"), say("Look inside"), p.look,
		plainButton(say("Browse…"), "folder", p.browse))
	p.path.entry.onCells = p.shell.pasteShown
	p.problem = container.NewStack()
	p.unlock = newImportUnlock(p)
	p.files = newImportFiles(p)
	p.sheet = newImportSheet(p)
	p.grid = widgets.NewGrid(previewSource{})
	p.grid.Name = say("The table it becomes")
	p.grid.OnHeader = p.columnMenuBelow
	p.grid.OnMenu = p.gridMenu
	p.grid.OnActivate = func(row, _ int) { p.showInSheet(row) }
	p.summary = caption("")
	p.summary.Truncation = fyne.TextTruncateEllipsis
	p.results = newImportResults(p)
	p.side = newImportSide(p)
	p.footer = caption("")
	p.footer.Truncation = fyne.TextTruncateEllipsis
	p.run = primaryButton(say("Import"), "import", func() { p.start(false) })
	p.cancel = widget.NewButton(say("Cancel"), p.queue.cancel)
	p.arrange()
	p.addTargets()
	p.refreshAll()
	return p
}

// arrange lays the page out.
func (p *importPage) arrange() {
	above := container.NewBorder(p.sheet.heading, nil, nil, nil, p.sheet.view)
	sheets := container.NewVSplit(above, p.results.object)
	sheets.SetOffset(0.46)
	split := container.NewHSplit(sheets, p.side.object)
	split.SetOffset(0.68)
	foot := container.New(newStack(0), newRule(), container.NewPadded(container.NewBorder(nil, nil, nil, container.NewHBox(p.cancel, p.run), p.footer)))
	p.work = container.NewBorder(nil, foot, p.files.object, nil, split)
	p.body = container.NewStack()
	top := container.NewBorder(nil, nil, heading(say("Import")), nil, container.NewVBox(newGap(1, 2), p.path.object))
	p.object = container.NewBorder(
		container.NewBorder(newGap(1, 2), newGap(1, 2), newGap(4, 1), newGap(8, 1), container.New(newStack(2), top, p.problem)),
		nil, nil, nil, p.body)
}

// addTargets names the places that tests of the window use.
func (p *importPage) addTargets() {
	targets := p.shell.targets
	targets.text("import.path", p.path.entry, func() string { return p.path.entry.Text })
	targets.object("import.open", p.path.button)
	targets.object("import.run", p.run)
	targets.text("import.name", p.side.name, func() string { return p.side.name.Text })
	targets.text("import.summary", p.summary, func() string { return p.summary.Text })
	targets.text("import.footer", p.footer, func() string { return p.footer.Text })
	targets.object("import.undo", p.sheet.undo)
	targets.family(p.sheet.view, p.sheet.addTargets)
	targets.family(p.grid, func(add func(string, fyne.Position, fyne.Size, string)) {
		for column := range p.grid.Source().Columns() {
			if at, size, inside := p.grid.HeaderBounds(column); inside {
				add("import.column:"+p.grid.Source().Header(1, column).Text, at, size, p.grid.Source().Header(0, column).Text)
			}
		}
	})
}

func (p *importPage) key() string                { return p.id }
func (p *importPage) iconName() string           { return "import" }
func (p *importPage) room() room                 { return dataRoom }
func (p *importPage) content() fyne.CanvasObject { return p.object }

// close ends what the page reads and removes the files that were made for it.
func (p *importPage) close() { p.queue.close() }

// undo takes the last correction back.
func (p *importPage) undo() bool {
	t := p.presenter.table()
	if t == nil || !t.corrected() {
		return false
	}
	p.presenter.undo()
	return true
}

func (p *importPage) copyText() string {
	if p.shell.window.Canvas().Focused() == fyne.Focusable(p.sheet.view) {
		return p.sheet.view.CopyText()
	}
	return p.grid.CopyText()
}

func (p *importPage) title() string {
	switch count := len(p.queue.files); {
	case count > 1:
		return say("Import %s", counted(count, "file", "files"))
	case p.presenter.path != "":
		return say("Import %s", filepath.Base(cmp.Or(p.presenter.path, p.queue.asked)))
	}
	return say("Import")
}

func (p *importPage) browse() {
	folder := documentsFolder()
	if files := p.shell.preferences.recentFiles(); len(files) > 0 {
		folder = filepath.Dir(files[0])
	}
	p.shell.chooseFile(say("Choose a file to import"), folder, nil, p.inspect)
}

// look opens what the path says. Pressed again while that is still being read, it
// does not begin anew.
func (p *importPage) look(path string) {
	if p.queue.busy() && p.queue.asked == path {
		return
	}
	p.queue.open(path)
}

// inspect looks into a file.
func (p *importPage) inspect(path string) {
	p.path.entry.SetText(path)
	p.queue.open(path)
}

// refreshAll draws the page from the presenter of the file that is shown.
func (p *importPage) refreshAll() {
	if file := p.queue.file(); file != nil {
		p.presenter = file
	}
	p.shell.retitle(p)
	p.showProblem()
	p.files.refresh()
	p.showBody()
	p.showFooter()
	now := shownImport{p.presenter, p.presenter.previews, len(p.queue.files)}
	if now != p.shown {
		other := now.file != p.shown.file
		p.shown = now
		p.showTable(other)
	}
	p.results.refresh()
	p.sheet.refresh()
	p.side.refresh()
}

// showTable draws the table that the sheet becomes.
func (p *importPage) showTable(other bool) {
	if other {
		p.path.entry.SetText(p.presenter.path)
	}
	t := p.presenter.table()
	switch glance := p.presenter.glance; {
	case t != nil:
		p.showGrid(previewSource{schema: t.plan.Schema(), rows: t.rows})
		p.summary.SetText(summaryWords(t))
	case glance != nil && len(glance.Found) > 0:
		p.showGrid(previewSource{schema: glance.Found[0].Plan.Schema(), rows: glance.Found[0].Preview})
		p.summary.SetText(say("The beginning. The rest is still being read, and types may change."))
	default:
		p.grid.SetSource(previewSource{})
		p.summary.SetText("")
	}
	p.sheet.show()
	p.side.show()
}

// showGrid shows rows and fits the columns when they are others than before.
func (p *importPage) showGrid(source previewSource) {
	before, ok := p.grid.Source().(previewSource)
	p.grid.SetSource(source)
	if !ok || fmt.Sprint(before.schema.Names()) != fmt.Sprint(source.schema.Names()) {
		p.grid.AutoFit()
	}
}

func summaryWords(t *importTable) string {
	words := counted(t.plan.Rows, "row", "rows") + ", " + counted(len(t.plan.Schema()), "column", "columns")
	if t.plan.Sheet != "" {
		words = t.plan.Sheet + ": " + words
	}
	if len(t.rows) < t.plan.Rows {
		words += say("; the first %s are shown", number(len(t.rows)))
	}
	return words
}

func (p *importPage) showProblem() {
	issue := p.queue.problem
	if issue == nil {
		issue = p.presenter.problem
	}
	if issue == nil {
		if t := p.presenter.table(); t != nil {
			issue = t.problem
		}
	}
	if issue == p.warned {
		return
	}
	p.warned = issue
	p.problem.Objects = nil
	if p.unlock.asks(issue) {
		p.problem.Objects = []fyne.CanvasObject{p.unlock.object(*issue)}
	} else if issue != nil {
		var actions []*widget.Button
		switch issue.Code {
		case "already-imported":
			actions = append(actions, plainButton(say("Import again"), "", func() { p.start(true) }))
		case "key-unmatched":
			actions = append(actions, plainButton(say("Import anyway"), "", func() { p.start(true) }))
		case "rows-already-there":
			issue, actions = p.side.into.already(issue)
		}
		p.problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue, actions...)}
	}
	p.problem.Refresh()
}

// showFooter says what will be imported and lets it begin.
func (p *importPage) showFooter() {
	files, tables, rows := p.queue.ready(), 0, 0
	for _, file := range files {
		tables += len(file.wanted())
		rows += file.rowsWanted()
	}
	words := say("Import %s", counted(rows, "row", "rows"))
	if tables > 1 {
		words = say("Import %s, %s", counted(tables, "table", "tables"), counted(rows, "row", "rows"))
	}
	if p.queue.importing() {
		words = say("Importing…")
	}
	p.run.SetText(words)
	p.footer.SetText(say("Nothing is kept before you import, and every import can be undone."))
	if len(p.queue.files) > 1 {
		p.footer.SetText(p.queue.words())
	}
	if p.queue.importing() || p.queue.busy() {
		p.run.Disable()
	} else {
		p.run.Enable()
	}
	if p.queue.importing() || p.presenter.state == fileReading {
		p.cancel.Show()
	} else {
		p.cancel.Hide()
	}
}

// showBody shows the work on a file, or how to begin.
func (p *importPage) showBody() {
	var content fyne.CanvasObject = p.work
	if p.presenter.table() == nil && p.presenter.glance == nil && len(p.queue.files) < 2 {
		switch {
		case p.queue.busy():
			content = widgets.NewEmptyState(nil, say("Looking inside %s…", filepath.Base(p.presenter.path)), say("Every row is read, so that the type of each column is found from all of them."), widget.NewButton(say("Cancel"), p.queue.cancel))
		case p.presenter.problem != nil || p.queue.problem != nil:
			content = newGap(1, 1)
		default:
			content = p.invitation()
		}
	}
	if len(p.body.Objects) != 1 || p.body.Objects[0] != content {
		p.body.Objects = []fyne.CanvasObject{content}
		p.body.Refresh()
	}
}

// invitation is shown before a file is chosen, with the files of late.
func (p *importPage) invitation() fyne.CanvasObject {
	column := container.New(newStack(0), hintText(say("Drop files anywhere on this window, browse for one, or type a path above. A folder stands for the files in it. Cells that you copied in a spreadsheet are pasted with Ctrl+V, and the address of a file or a Google sheet can be typed as well. Nothing is kept until you have seen what was found.")))
	if files := p.shell.preferences.recentFiles(); len(files) > 0 {
		column.Add(newGap(1, 10))
		column.Add(smallHeading(say("IMPORTED LATELY")))
		for _, path := range files {
			column.Add(newSideItem("report", filepath.Base(path), filepath.Dir(path), func() { p.inspect(path) }))
		}
	}
	return container.NewVScroll(container.NewBorder(nil, nil, newGap(8, 1), newGap(8, 1), column))
}

// openImport opens a new import, of these files if there are any.
func (s *Shell) openImport(paths ...string) *importPage {
	if s.bench == nil {
		return nil
	}
	s.imports++
	opened := s.open(fmt.Sprintf("import:%d", s.imports), func() page { return newImportPage(s, fmt.Sprintf("import:%d", s.imports)) })
	started := opened.(*importPage)
	if len(paths) > 0 {
		started.path.entry.SetText(paths[0])
		started.queue.open(paths...)
	} else {
		s.focus(started.path.entry)
	}
	return started
}

// beginImport opens an import on which a file is to be chosen.
func (s *Shell) beginImport() { s.openImport() }

// selectAll selects the whole table.
func (p *importPage) selectAll() { p.grid.SelectAll() }

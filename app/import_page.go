package app

import (
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// importPage shows what was found in a file before it is imported: the first
// rows, the type of each column and the guesses in words, all to be corrected.
type importPage struct {
	shell     *Shell
	presenter *importPresenter
	id        string

	path     *pathBox
	summary  *widget.Label
	problem  *fyne.Container
	grid     *widgets.Grid
	shown    int    // the preview that the grid shows
	sided    sideOf // what the right side shows
	side     *fyne.Container
	columns  *widget.List
	name     *widget.Entry
	run      *widget.Button
	cancel   *widget.Button
	progress *widget.Label
	body     *fyne.Container
	work     *fyne.Container
	object   fyne.CanvasObject
}

// sideOf is what the right side depends on; the rest of it follows by itself.
type sideOf struct {
	table   *importTable
	problem *table.Issue
}

func newImportPage(s *Shell, id string) *importPage {
	p := &importPage{shell: s, id: id, shown: -1}
	p.presenter = newImportPresenter(s, p.refreshAll)
	p.path = newPathBox("Path of a file: Excel, CSV, tab, caret, semicolon or pipe separated", "Look inside", p.presenter.inspect,
		plainButton("Browse…", "folder", p.browse))
	p.summary = hint("")
	p.problem = container.NewStack()
	p.grid = widgets.NewGrid(previewSource{})
	p.grid.Name = "Preview"
	p.side = container.NewStack()
	p.run = primaryButton("Import", "import", func() { p.start(false) })
	p.cancel = widget.NewButton("Cancel", p.presenter.cancel)
	p.progress = quiet("")
	p.buildSide()
	preview := container.NewBorder(nil, nil, nil, nil, p.grid)
	split := container.NewHSplit(preview, p.side)
	split.SetOffset(0.62)
	p.work = container.NewBorder(nil, nil, nil, nil, split)
	p.body = container.NewStack()
	title := heading("Import a file")
	p.object = container.NewBorder(
		container.NewBorder(newGap(1, 2), newGap(1, 4), newGap(8, 1), newGap(8, 1), container.New(newStack(4), title, p.path.object, p.problem)),
		nil, nil, nil, p.body)

	s.targets.text("import.path", p.path.entry, func() string { return p.path.entry.Text })
	s.targets.object("import.open", p.path.button)
	s.targets.object("import.run", p.run)
	s.targets.object("import.name", p.name)
	s.targets.text("import.summary", p.summary, func() string { return p.summary.Text })
	p.refreshAll()
	return p
}

func (p *importPage) key() string                { return p.id }
func (p *importPage) iconName() string           { return "import" }
func (p *importPage) room() room                 { return dataRoom }
func (p *importPage) content() fyne.CanvasObject { return p.object }
func (p *importPage) copyText() string           { return p.grid.CopyText() }

func (p *importPage) title() string {
	if p.presenter.path == "" {
		return "Import"
	}
	return "Import " + filepath.Base(p.presenter.path)
}

func (p *importPage) close() {
	p.presenter.changed = func() {}
	p.presenter.cancel()
}

func (p *importPage) browse() {
	folder := documentsFolder()
	if files := p.shell.preferences.recentFiles(); len(files) > 0 {
		folder = filepath.Dir(files[0])
	}
	p.shell.chooseFile("Choose a file to import", folder, nil, p.inspect)
}

// inspect looks into a file.
func (p *importPage) inspect(path string) {
	p.path.entry.SetText(path)
	p.presenter.inspect(path)
}

// buildSide makes the right side: the dataset's name, the tables of the file,
// the columns and what was found.
func (p *importPage) buildSide() {
	p.name = widget.NewEntry()
	p.name.SetPlaceHolder("Name of the dataset")
	p.name.OnChanged = p.presenter.name
	p.columns = widget.NewList(
		func() int {
			if t := p.presenter.table(); t != nil {
				return len(t.plan.Columns)
			}
			return 0
		},
		func() fyne.CanvasObject { return newColumnLine(p.presenter).object },
		func(i widget.ListItemID, object fyne.CanvasObject) { columnLineOf(object).show(i) })
	p.columns.HideSeparators = true
}

// refreshAll draws the page from the presenter.
func (p *importPage) refreshAll() {
	p.shell.retitle(p)
	p.showProblem()
	p.showBody()
	t := p.presenter.table()
	if t == nil {
		return
	}
	if p.name.Text != t.name {
		p.name.SetText(t.name)
	}
	if p.shown != p.presenter.previews {
		p.shown = p.presenter.previews
		p.grid.SetSource(previewSource{schema: t.plan.Schema(), rows: t.rows})
		p.grid.AutoFit()
	}
	if now := (sideOf{t, t.problem}); now != p.sided {
		p.sided = now
		p.showSide(t)
	}
	p.summary.SetText(p.summaryWords(t))
	p.columns.Refresh()
	wanted := p.presenter.wanted()
	p.run.SetText("Import " + counted(p.presenter.rowsWanted(), "row", "rows"))
	if len(p.presenter.tables) > 1 {
		p.run.SetText(fmt.Sprintf("Import %s, %s", counted(len(wanted), "table", "tables"), counted(p.presenter.rowsWanted(), "row", "rows")))
	}
	if len(wanted) == 0 || p.presenter.busy() {
		p.run.Disable()
	} else {
		p.run.Enable()
	}
	if p.presenter.importing() {
		p.cancel.Show()
	} else {
		p.cancel.Hide()
	}
}

func (p *importPage) summaryWords(t *importTable) string {
	words := counted(t.plan.Rows, "row", "rows") + ", " + counted(len(t.plan.Schema()), "column", "columns")
	if t.plan.Sheet != "" {
		words = "Sheet " + t.plan.Sheet + ": " + words
	}
	if len(t.rows) < t.plan.Rows {
		words += ". The first " + number(len(t.rows)) + " rows are shown."
	}
	return words
}

func (p *importPage) showProblem() {
	p.problem.Objects = nil
	if issue := p.presenter.problem; issue != nil {
		var actions []*widget.Button
		if issue.Code == "already-imported" {
			actions = append(actions, plainButton("Import again", "", func() { p.start(true) }))
		}
		p.problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue, actions...)}
	}
	p.problem.Refresh()
}

func (p *importPage) showBody() {
	var content fyne.CanvasObject = p.work
	if p.presenter.table() == nil {
		p.shown, p.sided = -1, sideOf{}
		switch {
		case p.presenter.busy():
			content = widgets.NewEmptyState(nil, "Looking inside "+filepath.Base(p.presenter.path)+"…", "Every row is read, so that the type of each column is found from all of them.", widget.NewButton("Cancel", p.presenter.cancel))
		case p.presenter.problem != nil:
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
	column := container.New(newStack(0), hintText("Drop a file anywhere on this window, browse for it, or type its path above. Nothing is kept until you have seen what was found."))
	if files := p.shell.preferences.recentFiles(); len(files) > 0 {
		column.Add(newGap(1, 10))
		column.Add(smallHeading("IMPORTED LATELY"))
		for _, path := range files {
			column.Add(newSideItem("report", filepath.Base(path), filepath.Dir(path), func() { p.inspect(path) }))
		}
	}
	return container.NewVScroll(container.NewBorder(nil, nil, newGap(8, 1), newGap(8, 1), column))
}

// showSide draws the right side for a table.
func (p *importPage) showSide(t *importTable) {
	top := container.New(newStack(0), smallHeading("DATASET"), container.NewPadded(p.name))
	if len(p.presenter.tables) > 1 {
		top.Add(smallHeading("TABLES IN THIS FILE"))
		top.Add(p.tableList())
	}
	if t.problem != nil {
		top.Add(newProblemPanel(*t.problem))
	}

	findings := container.New(newStack(-8))
	for _, finding := range t.plan.Findings {
		findings.Add(hint("• " + finding.Message))
	}
	found := "What was found"
	if count := len(t.plan.Findings); count > 0 {
		found += " (" + number(count) + ")"
	} else {
		findings.Add(hint("Nothing unusual."))
	}
	columns := container.NewBorder(hint("Untick a column to leave it out; correct a name or a type."), nil, nil, nil, p.columns)
	sheets := container.NewAppTabs(
		container.NewTabItem("Columns", columns),
		container.NewTabItem(found, container.NewVScroll(findings)))
	bottom := container.New(newStack(0), newRule(), p.summary, container.NewPadded(container.NewBorder(nil, nil, nil, container.NewHBox(p.cancel, p.run), newGap(1, 1))))
	p.side.Objects = []fyne.CanvasObject{container.NewBorder(top, bottom, nil, nil, sheets)}
	p.side.Refresh()
}

// tableList has a tick and a name for each table of the file.
func (p *importPage) tableList() fyne.CanvasObject {
	lines := container.NewVBox()
	for i, t := range p.presenter.tables {
		tick := widget.NewCheck("", nil)
		tick.SetChecked(t.wanted)
		tick.OnChanged = func(wanted bool) { p.presenter.want(i, wanted) }
		label := t.plan.Sheet
		if label == "" {
			label = t.plan.Name
		}
		line := newSideItem("data", label, counted(t.plan.Rows, "row", "rows"), func() { p.presenter.show(i) })
		line.choose(i == p.presenter.current)
		lines.Add(container.NewBorder(nil, nil, tick, nil, line))
	}
	scroll := container.NewVScroll(lines)
	scroll.SetMinSize(fyne.NewSize(100, min(118, 38*float32(len(p.presenter.tables)))))
	return scroll
}

// start imports and then shows what was imported.
func (p *importPage) start(again bool) {
	path := p.presenter.path
	p.presenter.run(again, func(imported []workbench.Imported) {
		s := p.shell
		s.preferences.rememberFile(path)
		added := map[string]bool{} // the datasets that were there before
		for _, one := range imported {
			_, added[one.Dataset] = s.dataset(one.Dataset)
		}
		s.closePage(p)
		s.reload()
		rows, issues := 0, 0
		for _, one := range imported {
			rows += one.Batch.Rows
			issues += len(one.Issues)
		}
		words := "Imported " + counted(rows, "row", "rows") + " from " + filepath.Base(path) + "."
		if issues > 0 {
			words += " " + counted(issues, "thing", "things") + " to know about it is at the top of the dataset."
		}
		for _, one := range slices.Backward(imported) {
			s.openDataset(one.Dataset)
		}
		var actions []*widget.Button
		if len(imported) == 1 {
			actions = append(actions, widget.NewButton("Undo", func() { s.askUndo(imported[0].Dataset, imported[0].Batch, !added[imported[0].Dataset]) }))
		}
		s.notice.tell(words, actions...)
	})
}

// openImport opens a new import, of this file unless it is "".
func (s *Shell) openImport(path string) {
	if s.bench == nil {
		return
	}
	s.imports++
	opened := s.open(fmt.Sprintf("import:%d", s.imports), func() page { return newImportPage(s, fmt.Sprintf("import:%d", s.imports)) })
	if started, ok := opened.(*importPage); ok {
		if path != "" {
			started.inspect(path)
		} else {
			s.focus(started.path.entry)
		}
	}
}

// columnLine is one line of the list of columns: a tick, a name to correct and
// a type to choose.
type columnLine struct {
	presenter *importPresenter
	column    int
	tick      *widget.Check
	name      *widget.Entry
	kind      *widget.Select
	showing   bool // the line is being filled, not corrected
	object    *fyne.Container
}

// columnLineLayout lays a line out and leads from its object back to it, as a
// list hands out objects only.
type columnLineLayout struct {
	border fyne.Layout
	line   *columnLine
}

// Layout lays the line out.
func (c columnLineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.border.Layout(objects, size)
}

// MinSize is what the line needs.
func (c columnLineLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return c.border.MinSize(objects)
}

func newColumnLine(presenter *importPresenter) *columnLine {
	l := &columnLine{presenter: presenter, tick: widget.NewCheck("", nil), name: widget.NewEntry()}
	words := []string{}
	for _, each := range table.Types() {
		words = append(words, typeWord(each))
	}
	l.kind = widget.NewSelect(words, nil)
	l.tick.OnChanged = func(taken bool) { l.correct(func() { presenter.skip(l.column, !taken) }) }
	l.name.OnChanged = func(name string) { l.correct(func() { presenter.rename(l.column, name) }) }
	l.kind.OnChanged = func(string) {
		l.correct(func() { presenter.retype(l.column, table.Types()[l.kind.SelectedIndex()]) })
	}
	l.object = container.NewBorder(nil, nil, l.tick, container.New(fixedWidth(150), l.kind), l.name)
	l.object.Layout = columnLineLayout{l.object.Layout, l}
	return l
}

func columnLineOf(object fyne.CanvasObject) *columnLine {
	return object.(*fyne.Container).Layout.(columnLineLayout).line
}

// show fills the line with a column of the table that is shown.
func (l *columnLine) show(column int) {
	t := l.presenter.table()
	if t == nil || column >= len(t.plan.Columns) {
		return
	}
	l.showing = true
	defer func() { l.showing = false }()
	l.column = column
	described := t.plan.Columns[column]
	l.tick.SetChecked(!described.Skip)
	if l.name.Text != described.Name {
		l.name.SetText(described.Name)
	}
	l.kind.SetSelectedIndex(slices.Index(table.Types(), described.Type))
	if described.Skip {
		l.name.Disable()
		l.kind.Disable()
	} else {
		l.name.Enable()
		l.kind.Enable()
	}
}

func (l *columnLine) correct(correction func()) {
	if !l.showing {
		correction()
	}
}

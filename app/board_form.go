package app

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// boardForm is a dialog that makes or changes a tile. What it says is tried on
// the data before the dialog closes, so that a slip is said where it was made.
type boardForm struct {
	page    *boardPage
	ask     *ask
	problem *fyne.Container
	trying  *latest
}

func (p *boardPage) newForm(title string) *boardForm {
	f := &boardForm{page: p, ask: p.shell.newAsk(title, say("Cancel")), problem: container.NewStack(), trying: &latest{jobs: p.shell.jobs}}
	f.ask.hidden = func() { f.trying.cancel(); p.giveBack() }
	return f
}

// fail says what is wrong in the form.
func (f *boardForm) fail(issue table.Issue) {
	f.problem.Objects = []fyne.CanvasObject{newProblemPanel(issue)}
	f.problem.Refresh()
	f.ask.fit()
}

// wrong is a slip in the form.
func (f *boardForm) wrong(message, remedy string) {
	f.fail(table.Issue{Code: "dashboard-invalid", Severity: table.Failure, Message: message, Remedy: remedy})
}

// try works the changed dashboard out for whomever the page is shown as, and
// takes it over if it holds together.
func (f *boardForm) try(dashboard reports.Dashboard, added string) {
	p := f.page
	bench, as := p.shell.bench, p.as
	f.ask.agree.Disable()
	f.trying.start(say("Trying it"), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		slice, err := p.sliceOf(ctx, bench, as)
		if err != nil {
			return err
		}
		_, err = bench.Board(ctx, dashboard, slice)
		return err
	}, func(err error) {
		f.ask.agree.Enable()
		if err != nil {
			f.fail(workbench.Problem(err))
			return
		}
		p.added = added
		p.change(dashboard)
		f.ask.hide()
	})
}

// put takes a tile over: in place of the one of a name, or with no name as a new
// one.
func (f *boardForm) put(name string, tile reports.Tile) {
	draft := f.page.draft
	if draft == nil {
		f.ask.hide()
		return
	}
	if name == "" {
		with, added := draft.now.WithTile(tile)
		f.try(with, added)
		return
	}
	changed := draft.now.Clone()
	at := changed.TileAt(name)
	if at < 0 {
		f.ask.hide()
		return
	}
	tile.Name, tile.Place = changed.Tiles[at].Name, changed.Tiles[at].Place
	changed.Tiles[at] = tile
	f.try(changed, "")
}

// tile is the tile of the draft with this name; with no name, a new one.
func (f *boardForm) tile(name string, kind reports.TileKind, width int) reports.Tile {
	if draft := f.page.draft; draft != nil && name != "" {
		if at := draft.now.TileAt(name); at >= 0 {
			return draft.now.Clone().Tiles[at]
		}
	}
	return reports.Tile{Kind: kind, Place: reports.Place{Width: width}}
}

// show opens the form.
func (f *boardForm) show(size fyne.Size, focus fyne.Focusable, body ...fyne.CanvasObject) {
	f.ask.show(size, focus, append(body, f.problem)...)
	f.page.shell.targets.object("tile.ok", f.ask.agree)
}

// language is that of the page, in which an author's words are.
func (p *boardPage) language() reports.Language {
	if p.draft != nil && p.draft.now.Language != "" {
		return p.draft.now.Language
	}
	return reports.English
}

// askTile changes a tile by the form of its kind.
func (p *boardPage) askTile(name string) {
	if p.draft == nil {
		return
	}
	at := p.draft.now.TileAt(name)
	if at < 0 {
		return
	}
	switch tile := p.draft.now.Tiles[at]; tile.Kind {
	case reports.TextTile:
		p.askText(name)
	case reports.TasksTile:
		p.askTasks(name)
	case reports.NumberTile, reports.GaugeTile:
		p.askNumber(name, tile.Kind)
	case reports.ListTile:
		p.askList(name)
	case reports.BudgetTile:
		p.askBudget(name)
	default:
		p.askTitle(name)
	}
}

// askText asks for the words of a tile of text.
func (p *boardPage) askText(name string) {
	form := p.newForm(say("Words of your own"))
	tile := form.tile(name, reports.TextTile, reports.GridColumns)
	title := form.ask.entry()
	title.SetText(cmp.Or(tile.Words[p.language()].Title, tile.Title))
	text := form.ask.lines("", 6)
	whose := newWhose(p)
	fill := func(string) {
		words := tile.Words[p.language()].Text
		text.SetPlaceHolder("")
		if label := whose.label(); label != "" {
			text.SetPlaceHolder(words)
			words = tile.Own[label][p.language()].Text
		}
		text.SetText(words)
	}
	fill("")
	whose.choice.OnChanged = fill
	form.ask.agreeBy(say("OK"), func() {
		written := strings.TrimSpace(text.Text)
		if written == "" && whose.label() == "" {
			form.wrong(say("The tile says nothing yet."), say("Write a sentence."))
			return
		}
		setTitle(&tile, p.language(), title.Text)
		whose.keep(&tile, p.language(), func(words *reports.Words) { words.Text = written })
		form.put(name, tile)
	})
	form.show(fyne.NewSize(600, 340), title, widget.NewLabel(say("Title")), inset(title), whose.object, widget.NewLabel(say("Words, a paragraph a line")), inset(text),
		hintText(say("A number of another tile stays bound to it: {Students.value}, with the name of the tile before the point.")))
	p.shell.targets.object("tile.title", title)
	p.shell.targets.object("tile.text", text)
}

// askTasks asks for the tasks of a list of tasks.
func (p *boardPage) askTasks(name string) {
	form := p.newForm(say("To do"))
	tile := form.tile(name, reports.TasksTile, newTasksWidth)
	title := form.ask.entry()
	title.SetText(cmp.Or(tile.Title, say("To do")))
	var lines []string
	for _, task := range tile.Tasks {
		lines = append(lines, strings.TrimRight(strings.Join([]string{task.Text[p.language()], task.Who, task.Due}, " | "), " |"))
	}
	text := form.ask.lines(strings.Join(lines, "\n"), 6)
	form.ask.agreeBy(say("OK"), func() {
		tile.Title = strings.TrimSpace(title.Text)
		tile.Tasks = p.readTasks(text.Text, tile.Tasks)
		form.put(name, tile)
	})
	form.show(fyne.NewSize(600, 340), text, widget.NewLabel(say("Title")), inset(title), widget.NewLabel(say("A task a line: what | who | by when (2026-12-01)")), inset(text),
		hintText(say("What the numbers of the other tiles call for is added by itself: see “When to act…” in their menus.")))
	p.shell.targets.object("tile.title", title)
	p.shell.targets.object("tile.tasks", text)
}

// newTasksWidth is how wide a list of tasks begins.
const newTasksWidth = 6

// readTasks reads tasks as they are typed. Those that were there keep what the
// form does not ask for.
func (p *boardPage) readTasks(text string, before []reports.Task) []reports.Task {
	var tasks []reports.Task
	for _, line := range strings.Split(text, "\n") {
		parts := strings.SplitN(line, "|", 3)
		what := strings.TrimSpace(parts[0])
		if what == "" {
			continue
		}
		task := reports.Task{Text: map[reports.Language]string{p.language(): what}}
		for _, known := range before {
			if known.Text[p.language()] == what {
				task = known
			}
		}
		task.Who, task.Due = "", ""
		if len(parts) > 1 {
			task.Who = strings.TrimSpace(parts[1])
		}
		if len(parts) > 2 {
			task.Due = strings.TrimSpace(parts[2])
		}
		tasks = append(tasks, task)
	}
	return tasks
}

// tileShapes are the ways in which a report of several numbers can be shown.
func tileShapes() []string { return []string{say("Table and chart"), say("Table"), say("Chart")} }

// askTitle asks for the title of a tile and, of one with a table, for how it is
// shown.
func (p *boardPage) askTitle(name string) {
	form := p.newForm(say("Change the tile"))
	tile := form.tile(name, "", 0)
	title := form.ask.entry()
	title.SetText(cmp.Or(tile.Words[p.language()].Title, tile.Title))
	shape := widget.NewSelect(tileShapes(), nil)
	isTable := tile.Kind == reports.CrosstabTile || tile.Kind == reports.ChartTile
	for i, view := range reports.Views() {
		if view == tile.Report.View || tile.Kind == reports.ChartTile && view == reports.ChartOnly {
			shape.SetSelectedIndex(i)
		}
	}
	where := form.ask.entry()
	where.SetText(tile.Report.Spec.Where)
	form.ask.agreeBy(say("OK"), func() {
		setTitle(&tile, p.language(), title.Text)
		tile.Report.Spec.Where = strings.TrimSpace(where.Text)
		if isTable && shape.SelectedIndex() >= 0 {
			tile.Report.View, tile.Kind = reports.Views()[shape.SelectedIndex()], reports.CrosstabTile
			if tile.Report.View == reports.ChartOnly {
				tile.Kind = reports.ChartTile
			}
		}
		form.put(name, tile)
	})
	body := []fyne.CanvasObject{widget.NewLabel(say("Title")), inset(title), widget.NewLabel(say("Only rows where")), inset(where)}
	if isTable {
		body = append(body, widget.NewLabel(say("Shown as")), inset(shape))
	}
	form.show(fyne.NewSize(560, 300), title, body...)
	p.shell.targets.object("tile.title", title)
	p.shell.targets.object("tile.shape", shape)
}

// setTitle gives a tile a title in the page's language.
func setTitle(tile *reports.Tile, language reports.Language, title string) {
	title = strings.TrimSpace(title)
	if words, own := tile.Words[language]; own && words.Title != "" {
		words.Title = title
		tile.Words[language] = words
		return
	}
	tile.Title = title
}

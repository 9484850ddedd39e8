package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// wholeDistrict is the choice of all the data.
const wholeDistrict = "Whole district"

// boardPage shows a saved dashboard, for the whole district or as one recipient
// of a push gets it. It is made anew by a job whenever the data or the choice
// change.
type boardPage struct {
	shell   *Shell
	name    string
	as      string // the recipient it is shown as; empty for the whole district
	names   []string
	board   *reports.Board // nil until it is made
	answer  *workbench.BoardAnswer
	filters []reports.Filter     // those of the dashboard
	cuts    []workbench.BoardCut // what was picked on tiles
	turns   int                  // how often it was worked out
	issue   *table.Issue
	running *latest
	reading *latest     // the definition, to change it
	draft   *boardDraft // nil unless it is changed
	added   string      // the tile that was added last, to be scrolled to
	refocus string      // the tile whose title is to have the keyboard

	heading   *widget.Label
	runAs     *widget.Label
	about     *widget.Label
	whom      *widget.Select
	exporting *widget.Button
	editing   *widget.Button
	bar       *editBar
	picked    *fyne.Container   // what was picked on tiles,
	picks     *fyne.Container   // and the line it stands in
	frame     *canvas.Rectangle // of where a tile that is dragged would stand
	handles   map[string]*tileHandle
	grid      *fyne.Container
	body      *fyne.Container
	scroll    *container.Scroll
	sheet     *sideSheet // the rows behind a number
	object    fyne.CanvasObject
}

// madeBoard is what the job brings: the board and for whom it could be made.
type madeBoard struct {
	answer  *workbench.BoardAnswer
	filters []reports.Filter
	names   []string
}

func newBoardPage(s *Shell, name, as string) *boardPage {
	p := &boardPage{shell: s, name: name, as: as, running: &latest{jobs: s.jobs}, reading: &latest{jobs: s.jobs}}
	p.build()
	p.show()
	p.run()
	return p
}

func (p *boardPage) key() string { return dashboardKey(p.name) }

func (p *boardPage) title() string { return p.name }

func (p *boardPage) iconName() string { return "chart" }

func (p *boardPage) room() room { return boardsRoom }

func (p *boardPage) content() fyne.CanvasObject { return p.object }

func (p *boardPage) close() {
	p.running.cancel()
	p.reading.cancel()
	p.sheet.close()
}

func (p *boardPage) refresh() { p.run() }

// build makes the parts that stay.
func (p *boardPage) build() {
	s := p.shell
	p.heading, p.runAs, p.about = heading(p.name), caption(""), hint("")
	p.heading.Truncation = fyne.TextTruncateEllipsis
	p.runAs.Wrapping = fyne.TextWrapWord
	p.about.SizeName = theme.SizeNameText
	p.whom = widget.NewSelect([]string{say(wholeDistrict)}, func(string) { p.chosen() })
	p.exporting = plainButton(say("Export…"), "export", p.export)
	p.editing = plainButton(say("Edit"), "new", func() { p.edit(nil) })
	p.bar = newEditBar(p)
	p.frame = newOutline()
	p.picked = container.New(&flow{})
	p.picks = container.NewStack(newFill(colorNotice), container.NewBorder(newGap(1, 2), newGap(1, 2), newGap(8, 1), newGap(8, 1), p.picked))
	p.picks.Hide()
	var more *widget.Button
	more = plainButton("", "more", func() { p.menuUnder(more, p.moreItems()...) })
	s.targets.object("board.more", more)
	as := container.NewHBox(widget.NewLabel(say("As")), container.New(fixedWidth(250), framed(p.whom)))
	header := newHeadline(container.New(newStack(-12), p.heading, p.runAs), as, p.editing, p.exporting, more)
	p.body = container.New(newStack(8))
	p.scroll = container.NewVScroll(container.NewBorder(newGap(1, 8), newGap(1, 16), newGap(12, 1), newGap(16, 1), p.body))
	p.object = container.NewBorder(container.NewVBox(container.NewBorder(newGap(1, 4), newGap(1, 4), newGap(8, 1), newGap(8, 1), header), p.bar.object, p.picks, newRule()), nil, nil, nil,
		container.New(measuredScroll{}, p.scroll))
	p.sheet = newSideSheet(s, p, p.object, nil)
	p.object = p.sheet.object
	s.targets.object("board.as", p.whom)
	s.targets.object("board.export", p.exporting)
	s.targets.object("board.edit", p.editing)
	s.targets.text("board.runAs", p.runAs, func() string { return p.runAs.Text })
}

// chosen makes the board for the recipient that was chosen.
func (p *boardPage) chosen() {
	as := p.whom.Selected
	switch as {
	case say(wholeDistrict):
		as = ""
	case say(anotherPart):
		p.whom.Selected = cmp.Or(p.as, say(wholeDistrict))
		p.whom.Refresh()
		p.askPart()
		return
	}
	if as != p.as {
		p.showAs(as)
	}
}

// showAs makes the board for another recipient, or with no name for the whole
// district. What another one may see is taken off the page at once.
func (p *boardPage) showAs(as string) {
	p.as, p.board, p.answer, p.issue, p.cuts = as, nil, nil, nil, nil
	p.show()
	p.scroll.ScrollToTop()
	p.run()
	p.shell.remember()
}

// run makes the board by a job.
func (p *boardPage) run() {
	bench, name, as := p.shell.bench, p.name, p.as
	if bench == nil {
		return
	}
	p.sheet.hide() // its rows are those of the numbers before
	cuts := slices.Clone(p.cuts)
	spoken := reports.Language(p.shell.preferences.language().spoken())
	var draft *reports.Dashboard
	if p.draft != nil {
		now := p.draft.now
		draft = &now
	}
	fetch(p.running, say("Working out %s", name), true, func(ctx context.Context, _ func(workbench.Progress)) (made madeBoard, err error) {
		if made.names, err = recipientNames(ctx, bench, name); err != nil {
			return made, err
		}
		slice, err := p.sliceOf(ctx, bench, as)
		if err != nil {
			return made, err
		}
		dashboard := draft
		if dashboard == nil {
			saved, err := bench.Dashboard(ctx, name)
			if err != nil {
				return made, err
			}
			dashboard = &saved
		}
		made.filters = dashboard.Filters
		if dashboard.Language == "" && slice.Language == "" {
			slice.Language = spoken
		}
		made.answer, err = bench.AnswerDashboard(ctx, *dashboard, slice, cuts)
		return made, err
	}, func(made madeBoard, err error) {
		p.names, p.issue = made.names, nil
		p.turns++
		if err != nil {
			issue := workbench.Problem(err)
			p.board, p.answer, p.issue = nil, nil, &issue
		} else {
			p.answer, p.board, p.filters = made.answer, made.answer.Board, made.filters
		}
		p.show()
	})
}

// recipientNames lists the recipients of the pushes that send a dashboard, each
// once.
func recipientNames(ctx context.Context, bench *workbench.Workbench, dashboard string) ([]string, error) {
	plans, err := bench.Pushes(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, plan := range plans {
		if !strings.EqualFold(plan.Dashboard, dashboard) {
			continue
		}
		recipients, err := bench.PushRecipients(ctx, plan)
		if issue := table.IssueIn(err); issue != nil {
			continue // nobody is a recipient of it yet
		}
		if err != nil {
			return nil, err
		}
		for _, recipient := range recipients {
			if !slices.ContainsFunc(names, func(known string) bool { return strings.EqualFold(known, recipient.Name) }) {
				names = append(names, recipient.Name)
			}
		}
	}
	return names, nil
}

// show draws the page from what is known.
func (p *boardPage) show() {
	p.whom.Options = append(append([]string{say(wholeDistrict)}, p.names...), say(anotherPart))
	p.whom.Selected = say(wholeDistrict)
	if p.as != "" {
		p.whom.Selected = p.as
	}
	p.whom.Refresh()
	p.body.Objects, p.grid = nil, nil
	p.runAs.SetText("")
	p.exporting.Disable()
	p.bar.show()
	p.showPicked()
	if p.draft == nil {
		p.editing.Show()
	} else {
		p.editing.Hide()
	}
	switch {
	case p.issue != nil:
		p.body.Add(newProblemPanel(*p.issue))
	case p.board == nil:
		p.body.Add(widgets.NewEmptyState(nil, "", say("Working it out…")))
	default:
		p.showBoard(p.board)
	}
	p.body.Refresh()
	p.arrange()
	p.showAdded()
	if handle := p.handles[p.refocus]; handle != nil && p.draft != nil && p.board != nil {
		p.refocus = ""
		p.shell.focus(handle)
	}
}

// showAdded scrolls to the tile that was added last.
func (p *boardPage) showAdded() {
	if p.added == "" || p.grid == nil {
		return
	}
	for i, section := range p.board.Sections {
		if section.Name == p.added {
			p.added = ""
			p.scroll.ScrollToOffset(fyne.NewPos(0, p.body.Objects[len(p.body.Objects)-1].Position().Y+p.grid.Objects[i].Position().Y))
			return
		}
	}
}

// showBoard draws the tiles and, after them, what is left out.
func (p *boardPage) showBoard(board *reports.Board) {
	p.heading.SetText(board.Title)
	p.runAs.SetText(upperFirst(board.RunAs))
	p.exporting.Enable()
	if board.Description != "" {
		p.about.SetText(board.Description)
		p.body.Add(p.about)
	}
	if chips := p.chips(); chips != nil {
		p.body.Add(chips)
	}
	if len(board.Sections) == 0 && p.draft != nil && len(p.draft.now.Tiles) == 0 {
		p.body.Add(widgets.NewEmptyState(icon("chart"), say("An empty page"), say("Add a tile: a saved report, a number with its target, a list of names, tasks, or words of your own.")))
	} else if len(board.Sections) == 0 {
		p.body.Add(widgets.NewEmptyState(icon("chart"), say("Nothing to show here"), say("None of the tiles of this dashboard can be shown for this part of the data.")))
	}
	places := make([]reports.Place, len(board.Sections))
	p.handles = map[string]*tileHandle{}
	p.grid = container.New(&tileGrid{places: places})
	for i := range board.Sections {
		places[i] = board.Sections[i].Place
		p.grid.Objects = append(p.grid.Objects, newTileCard(p, board, &board.Sections[i]))
	}
	p.body.Objects = append(p.body.Objects, container.NewStack(p.grid, container.NewWithoutLayout(p.frame)))
	if len(board.LeftOut) > 0 {
		p.body.Add(smallHeading(board.Word("word.left")))
		for _, sentence := range board.LeftOut {
			p.body.Add(wrapped(sentence))
		}
	}
}

// arrange lays the page out again after something on it became higher or lower.
func (p *boardPage) arrange() {
	if p.grid != nil {
		p.grid.Layout.Layout(p.grid.Objects, p.grid.Size())
	}
	measuredScroll{}.Layout([]fyne.CanvasObject{p.scroll}, p.scroll.Size())
}

// export writes what is shown to a file.
func (p *boardPage) export() {
	board := p.board
	if board == nil {
		return
	}
	title := board.Title
	if p.as != "" {
		title += " – " + p.as
	}
	p.shell.askFile(title, boardFormats(), func(request exportRequest) { p.shell.runBoard(board, request) })
}

// runBoard writes a board to a file by a job.
func (s *Shell) runBoard(board *reports.Board, request exportRequest) {
	s.runWriting(request, func(ctx context.Context) error {
		return workbench.ExportBoard(ctx, board, request.format.ending, request.path)
	})
}

// boardFormats are the kinds of files that a dashboard can be written to.
func boardFormats() []exportFormat {
	written := workbench.BoardFormats()
	return slices.DeleteFunc([]exportFormat{
		{"xlsx", say("Excel"), say("A workbook with an overview, a sheet for each tile, and what the words mean.")},
		{"pdf", say("PDF"), say("Pages to print or to mail, also for screen readers.")},
		{"html", say("Web page"), say("One file that opens in any browser, also on a phone.")},
	}, func(format exportFormat) bool { return !slices.Contains(written, format.ending) })
}

// deeds are what can be done with a dashboard besides the menus.
func (p *boardPage) deeds() []destination {
	list := []destination{{"chart", say("As: %s", say(wholeDistrict)), say("this page"), func() { p.showAs("") }}, {"chart", say("As: another part of the data"), say("this page"), p.askPart}}
	for _, item := range p.moreItems() {
		if item.Action != nil {
			list = append(list, destination{"chart", item.Label, say("this page"), item.Action})
		}
	}
	for _, name := range p.names {
		list = append(list, destination{"chart", say("As: %s", name), say("this page"), func() { p.showAs(name) }})
	}
	return list
}

func (p *boardPage) keep() (openTab, bool) {
	tab := openTab{Kind: dashboardTab, Dashboard: p.name, As: p.as}
	if p.draft != nil && p.draft.changed() {
		now := p.draft.now
		tab.Draft = &now
	}
	return tab, true
}

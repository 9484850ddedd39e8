package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// boardsPage lists the dashboards, or says what one is where there is none.
type boardsPage struct {
	shell  *Shell
	body   *fyne.Container
	object fyne.CanvasObject
}

// openBoards opens the list of dashboards.
func (s *Shell) openBoards() {
	s.open(dashboardKey(""), func() page { return newBoardsPage(s) })
}

func newBoardsPage(s *Shell) *boardsPage {
	p := &boardsPage{shell: s, body: container.NewStack()}
	p.object = p.body
	p.refresh()
	return p
}

func (p *boardsPage) key() string                { return dashboardKey("") }
func (p *boardsPage) title() string              { return say("Dashboards") }
func (p *boardsPage) iconName() string           { return "chart" }
func (p *boardsPage) room() room                 { return boardsRoom }
func (p *boardsPage) content() fyne.CanvasObject { return p.object }
func (p *boardsPage) close()                     {}

func (p *boardsPage) keep() (openTab, bool) { return openTab{Kind: boardsTab}, true }

// refresh lists the dashboards anew.
func (p *boardsPage) refresh() {
	s := p.shell
	if len(s.dashboards) == 0 {
		p.body.Objects = []fyne.CanvasObject{p.teaching()}
		p.body.Refresh()
		return
	}
	fresh := primaryButton(say("New dashboard…"), "new", s.askNewBoard)
	s.targets.object("boards.new", fresh)
	title := newHeadline(container.New(newStack(-12), heading(say("Dashboards")), hint(say("A dashboard keeps the questions, not the numbers. It is worked out anew whenever it is opened, for the whole district or as one of its recipients sees it."))), fresh)
	cards := container.New(newCards(330, 66, 10))
	for _, dashboard := range s.dashboards {
		card := newCardButton("chart", dashboard.Name, boardDetail(dashboard), func() { s.openDashboard(dashboard.Name) })
		card.onMenu = func(position fyne.Position) { s.showBoardMenu(dashboard.Name, position) }
		s.targets.object("boards.open:"+dashboard.Name, card)
		cards.Add(card)
	}
	body := container.New(newStack(10), title, cards)
	p.body.Objects = []fyne.CanvasObject{container.NewVScroll(container.NewBorder(newGap(1, 4), newGap(1, 16), newGap(12, 1), newGap(16, 1), body))}
	p.body.Refresh()
}

// boardDetail says what a dashboard is about, in a line.
func boardDetail(dashboard reports.Dashboard) string {
	var words []string
	if dashboard.CopyOf != "" {
		words = append(words, say("Copy of %s", dashboard.CopyOf))
	}
	if dashboard.Owner != "" {
		words = append(words, say("of %s", dashboard.Owner))
	}
	if description := dashboard.DescriptionIn(spoken()); description != "" {
		words = append(words, description)
	} else {
		words = append(words, counted(len(dashboard.Tiles), "tile", "tiles"))
	}
	return strings.Join(words, " · ")
}

// teaching says what a dashboard is where there is none.
func (p *boardsPage) teaching() fyne.CanvasObject {
	s := p.shell
	words := say("A dashboard is a page of numbers with their targets, charts, lists and tasks. It keeps the questions, not the numbers, so that it is true again next week, and every school can be shown its own part.") + " "
	sample := plainButton(say("Try the sample district"), "school", s.makeSample)
	if len(s.datasets) == 0 {
		begin := primaryButton(say("Import a file…"), "import", func() { s.withWorkspace(s.beginImport) })
		return widgets.NewEmptyState(icon("chart"), say("No dashboards yet"), words+say("Import data first, or look at the eight of the sample district."), begin, sample)
	}
	fresh := primaryButton(say("New dashboard…"), "new", s.askNewBoard)
	s.targets.object("boards.new", fresh)
	return widgets.NewEmptyState(icon("chart"), say("No dashboards yet"), words+say("Begin one here, or add what you explore to one."), fresh, sample)
}

// askNewBoard asks for the name of a new dashboard and opens it to be filled.
func (s *Shell) askNewBoard() {
	question := s.newAsk(say("New dashboard"), say("Cancel"))
	name := question.entry()
	name.SetPlaceHolder(say("Attendance this week"))
	problem := container.NewStack()
	question.agreeBy(say("Make it"), func() {
		wanted := strings.TrimSpace(name.Text)
		if issue := s.checkBoardName(wanted); issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			question.fit()
			return
		}
		question.hide()
		s.saveBoard(reports.Dashboard{Name: wanted}, func() {
			s.openDashboard(wanted)
			if p, ok := s.shownPage().(*boardPage); ok {
				p.edit(nil)
			}
		})
	})
	question.show(fyne.NewSize(480, 190), name, hintText(say("It begins empty, and you add tiles to it. Everybody who opens this workspace sees it.")), widget.NewLabel(say("Name")), inset(name), problem)
	s.targets.object("newdashboard.name", name)
	s.targets.object("newdashboard.make", question.agree)
}

// saveBoard saves a dashboard and then calls the function, which may be nil.
func (s *Shell) saveBoard(dashboard reports.Dashboard, then func()) {
	bench := s.bench
	s.jobs.start(say("Saving %s", dashboard.Name), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		return bench.SaveDashboard(ctx, dashboard)
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		s.reload()
		if then != nil {
			then()
		}
	})
}

// showBoardMenu offers what can be done with a dashboard in a list.
func (s *Shell) showBoardMenu(name string, position fyne.Position) {
	s.popUp(position,
		fyne.NewMenuItem(say("Open"), func() { s.openDashboard(name) }),
		fyne.NewMenuItem(say("Edit"), func() {
			s.openDashboard(name)
			if p, ok := s.shownPage().(*boardPage); ok {
				p.edit(nil)
			}
		}),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Delete the dashboard"), func() { s.deleteBoard(name) }),
	)
}

// deleteBoard takes a dashboard away, and offers to put it back. It asks first
// about changes to it that are not saved, since only what is saved comes back.
func (s *Shell) deleteBoard(name string) {
	if shown, ok := s.find(dashboardKey(name)).(*boardPage); ok && shown.draft != nil && shown.draft.changed() {
		s.openDashboard(name)
		shown.askLeaveThen(func() { s.deleteBoard(name) })
		return
	}
	bench := s.bench
	var before reports.Dashboard
	s.jobs.start(say("Deleting %s", name), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		var err error
		if before, err = bench.Dashboard(ctx, name); err != nil {
			return err
		}
		used, err := pushesOf(ctx, bench, name)
		if err != nil {
			return err
		}
		if len(used) > 0 {
			return table.Failed("dashboard-sent", table.Where{}, say("The dashboard %s is sent by %s.", name, strings.Join(used, ", ")), say("Delete that first, or let it send another dashboard."), nil)
		}
		return bench.DeleteDashboard(ctx, name)
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		if shown, ok := s.find(dashboardKey(name)).(*boardPage); ok {
			shown.draft = nil
			s.closePage(shown)
		}
		s.reload()
		s.notice.tell(say("Deleted the dashboard %s. The data it shows stay.", name), widget.NewButton(say("Undo"), func() { s.putBoardBack(before, true) }))
	})
}

// pushesOf names the pushes that send a dashboard.
func pushesOf(ctx context.Context, bench *workbench.Workbench, name string) ([]string, error) {
	plans, err := bench.Pushes(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, plan := range plans {
		if strings.EqualFold(plan.Dashboard, name) {
			names = append(names, plan.Name)
		}
	}
	return names, nil
}

package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// newDashboard is the choice of a dashboard that does not exist yet.
const newDashboard = "A new dashboard"

// addItems are the kinds of tile that can be added.
func (p *boardPage) addItems() []*fyne.MenuItem {
	return []*fyne.MenuItem{
		fyne.NewMenuItem(say("A saved report…"), p.askAddReport),
		fyne.NewMenuItem(say("A number…"), func() { p.askNumber("", reports.NumberTile) }),
		fyne.NewMenuItem(say("A gauge…"), func() { p.askNumber("", reports.GaugeTile) }),
		fyne.NewMenuItem(say("A budget…"), func() { p.askBudget("") }),
		fyne.NewMenuItem(say("A list of names…"), func() { p.askList("") }),
		fyne.NewMenuItem(say("Tasks…"), func() { p.askTasks("") }),
		fyne.NewMenuItem(say("Words of your own…"), func() { p.askText("") }),
	}
}

// askAddReport asks which saved report is to be a tile.
func (p *boardPage) askAddReport() {
	s := p.shell
	if len(s.reports) == 0 {
		s.reportProblem(table.Issue{Severity: table.Note, Message: say("No report is saved in this workspace yet."), Remedy: say("Explore a dataset, put fields on rows and columns, and choose Save report.")})
		return
	}
	var names []string
	for _, report := range s.reports {
		names = append(names, report.Name)
	}
	question := s.newAsk(say("Add a saved report"), say("Cancel"))
	chosen := question.choice(names, nil)
	chosen.SetSelectedIndex(0)
	question.agreeBy(say("Add"), func() {
		at := slices.Index(names, chosen.Selected)
		if at < 0 {
			return
		}
		question.hide()
		p.addTile(reports.TileOf(s.reports[at]))
	})
	question.show(fyne.NewSize(480, 190), chosen,
		hintText(say("The tile asks the report's question anew each time, of whoever's part of the data is shown.")),
		widget.NewLabel(say("Report")), inset(chosen))
	s.targets.object("addtile.report", chosen)
	s.targets.object("addtile.add", question.agree)
}

// addTile adds a tile to the draft.
func (p *boardPage) addTile(tile reports.Tile) {
	p.edit(func() {
		now, name := p.draft.now.WithTile(tile)
		p.added = name
		p.change(now)
	})
}

// newToBoardButton is the button that adds what is explored to a dashboard.
func (p *explorePage) newToBoardButton() *widget.Button {
	button := plainButton(say("Add to a dashboard…"), "chart", p.askAddToBoard)
	p.shell.targets.object("explore.toDashboard", button)
	return button
}

// askAddToBoard asks to which dashboard what is explored is to be added.
func (p *explorePage) askAddToBoard() {
	if p.presenter.empty() {
		p.shell.nothingTo("add", say("Put a field on rows or columns first."))
		return
	}
	report := p.presenter.asked()
	report.Title = cmp.Or(report.Title, report.Name, strings.TrimSuffix(p.presenter.sentence(), "."))
	p.shell.askAddToBoard(reports.TileOf(report))
}

// askAddToBoard asks for the dashboard that a tile is to be on, and for the
// tile's title.
func (s *Shell) askAddToBoard(tile reports.Tile) {
	names := []string{}
	for _, dashboard := range s.dashboards {
		names = append(names, dashboard.Name)
	}
	names = append(names, say(newDashboard))
	question := s.newAsk(say("Add to a dashboard"), say("Cancel"))
	title, fresh := question.entry(), question.entry()
	title.SetText(tile.Title)
	fresh.SetPlaceHolder(say("Name of the new dashboard"))
	freshBox := inset(fresh)
	problem := container.NewStack()
	chosen := question.choice(names, func(name string) {
		if name == say(newDashboard) {
			freshBox.Show()
		} else {
			freshBox.Hide()
		}
		question.fit()
	})
	chosen.SetSelectedIndex(0)
	question.agreeBy(say("Add"), func() {
		name := chosen.Selected
		if name == say(newDashboard) {
			name = strings.TrimSpace(fresh.Text)
			if issue := s.checkBoardName(name); issue != nil {
				problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
				problem.Refresh()
				question.fit()
				return
			}
		}
		tile.Title = cmp.Or(strings.TrimSpace(title.Text), tile.Title)
		tile.Name = tile.Title
		question.hide()
		s.addToBoard(name, tile)
	})
	question.show(fyne.NewSize(520, 260), chosen,
		hintText(say("The dashboard keeps the question: its tile is worked out anew whenever it is shown, for whomever it is shown.")),
		widget.NewLabel(say("Dashboard")), inset(chosen), freshBox, widget.NewLabel(say("Title of the tile")), inset(title), problem)
	s.targets.text("todashboard.dashboard", chosen, func() string { return chosen.Selected })
	s.targets.text("todashboard.new", fresh, func() string { return fresh.Text })
	s.targets.text("todashboard.title", title, func() string { return title.Text })
	s.targets.object("todashboard.add", question.agree)
}

// checkBoardName says why a new dashboard cannot have this name, or nil.
func (s *Shell) checkBoardName(name string) *table.Issue {
	if name == "" || strings.EqualFold(name, say(newDashboard)) {
		return table.Failed("dashboard-invalid", table.Where{}, say("The dashboard has no name yet."), say("Give it one that you will recognise next week."), nil)
	}
	if _, exists := s.dashboard(name); exists {
		return table.Failed("dashboard-exists", table.Where{}, say("There is a dashboard of this name already."), say("Choose another name, or add to that one."), nil)
	}
	return nil
}

// addToBoard adds a tile to a dashboard, which is made if there is none of this
// name, and saves it. One that is open with changes that are not saved gets the
// tile as one of them.
func (s *Shell) addToBoard(name string, tile reports.Tile) {
	if open, ok := s.find(dashboardKey(name)).(*boardPage); ok && open.draft != nil {
		s.openDashboard(name)
		open.addTile(tile)
		return
	}
	bench := s.bench
	var before reports.Dashboard
	existed := false
	s.jobs.start(say("Adding to %s", name), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		var err error
		if before, err = bench.Dashboard(ctx, name); err == nil {
			existed = true
		} else if issue := table.IssueIn(err); issue == nil || issue.Code != "unknown-dashboard" {
			return err
		} else {
			before = reports.Dashboard{Name: name}
		}
		with, _ := before.WithTile(tile)
		return bench.SaveDashboard(ctx, with)
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		s.reload()
		opening := widget.NewButton(say("Open it"), func() { s.openDashboard(name) })
		s.targets.object("notice.open", opening)
		s.notice.tell(say("Added %s to %s.", tile.Title, name),
			opening,
			widget.NewButton(say("Undo"), func() { s.putBoardBack(before, existed) }))
	})
}

// putBoardBack saves a dashboard as it was, or takes a new one away again.
func (s *Shell) putBoardBack(before reports.Dashboard, existed bool) {
	s.notice.clear()
	bench := s.bench
	s.jobs.start(say("Undoing"), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		if existed {
			return bench.SaveDashboard(ctx, before)
		}
		return bench.DeleteDashboard(ctx, before.Name)
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		if shown := s.find(dashboardKey(before.Name)); shown != nil && !existed {
			s.closePage(shown)
		}
		s.reload()
	})
}

package app

import (
	"cmp"
	"context"
	"os/user"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// moreItems are what can be done with the dashboard as a whole.
func (p *boardPage) moreItems() []*fyne.MenuItem {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(say("Work it out again"), p.run),
		fyne.NewMenuItem(say("Send it to others…"), func() { p.shell.openPublish() }),
	}
	if p.shell.bench == nil || p.shell.bench.ReadOnly() {
		return items[:1]
	}
	items = append(items, p.subscribeItems()...)
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Save as a copy of my own…"), p.askCopy))
	if dashboard, listed := p.shell.dashboard(p.name); listed && dashboard.CopyOf != "" {
		items = append(items, fyne.NewMenuItem(say("Reset to %s", dashboard.CopyOf), func() { p.edit(p.resetCopy) }))
	}
	return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Delete the dashboard"), func() { p.shell.deleteBoard(p.name) }))
}

// owner is the name of the person at the computer.
func owner() string {
	who, err := user.Current()
	if err != nil {
		return "me"
	}
	return cmp.Or(strings.TrimSpace(who.Name), who.Username, "me")
}

// askCopy saves what is shown, changes included, as a copy of the person's own.
func (p *boardPage) askCopy() {
	p.edit(func() {
		question := p.shell.newAsk(say("A copy of my own"), say("Cancel"))
		name := question.entry()
		name.setSelected(p.name + " – " + owner())
		problem := container.NewStack()
		question.hidden = p.giveBack
		question.agreeBy(say("Save the copy"), func() {
			wanted := strings.TrimSpace(name.Text)
			if issue := p.shell.checkBoardName(wanted); issue != nil {
				problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
				problem.Refresh()
				question.fit()
				return
			}
			copied := p.draft.now.Clone()
			question.hide()
			copied.Name, copied.Owner = wanted, owner()
			if copied.CopyOf == "" { // a copy of a copy is reset to the shared one, too
				copied.CopyOf = p.name
			}
			as := p.as
			p.shell.saveBoard(copied, func() {
				p.leaveDraft()
				p.shell.open(dashboardKey(wanted), func() page { return newBoardPage(p.shell, wanted, as) })
			})
		})
		question.show(fyne.NewSize(500, 200), name, hintText(say("It stands beside the shared one, which stays as it was saved. It can be reset to it at any time.")), widget.NewLabel(say("Name")), inset(name), problem)
		p.shell.targets.object("copy.name", name)
		p.shell.targets.object("copy.save", question.agree)
	})
}

// resetCopy makes the draft of a copy what the shared dashboard is now. Like any
// change it can be taken back until it is saved.
func (p *boardPage) resetCopy() {
	bench, own := p.shell.bench, p.draft.now
	fetch(p.reading, say("Reading %s", own.CopyOf), false, func(ctx context.Context, _ func(workbench.Progress)) (reports.Dashboard, error) {
		return bench.Dashboard(ctx, own.CopyOf)
	}, func(shared reports.Dashboard, err error) {
		if err != nil {
			p.shell.reportProblem(workbench.Problem(err))
			return
		}
		shared.Name, shared.Owner, shared.CopyOf = own.Name, own.Owner, own.CopyOf
		p.change(shared)
	})
}

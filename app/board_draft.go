package app

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// boardDraft is a dashboard while it is changed: as it is saved, as it is now,
// and the steps between, so that each can be taken back. Nothing is saved
// before a person says so.
type boardDraft struct {
	saved, now reports.Dashboard
	past       []reports.Dashboard
	lent       bool // it was begun for one dialog, and ends with it if nothing comes of it
}

// change makes a step.
func (d *boardDraft) change(now reports.Dashboard) {
	if reflect.DeepEqual(d.now, now) {
		return
	}
	d.past = append(d.past, d.now)
	d.now, d.lent = now, false
}

// undo takes the last step back and reports whether there was one.
func (d *boardDraft) undo() bool {
	if len(d.past) == 0 {
		return false
	}
	last := len(d.past) - 1
	d.now, d.past = d.past[last], d.past[:last]
	return true
}

// changed reports whether there is something to save.
func (d *boardDraft) changed() bool { return !reflect.DeepEqual(d.saved, d.now) }

// editBar is the line of a dashboard's page with what changes it.
type editBar struct {
	page              *boardPage
	undo, save, leave *widget.Button
	words             *widget.Label
	object            *fyne.Container
}

func newEditBar(p *boardPage) *editBar {
	e := &editBar{page: p, words: caption("")}
	var adding *widget.Button
	adding = primaryButton(say("Add a tile"), "new", func() { p.menuUnder(adding, p.addItems()...) })
	e.undo = plainButton(say("Undo"), "undo", func() { p.undo() })
	settings := plainButton(say("Page…"), "more", p.askSettings)
	e.save = plainButton(say("Save"), "save", p.save)
	e.leave = plainButton(say("Done"), "check", p.askLeave)
	e.words.Truncation = fyne.TextTruncateEllipsis
	e.object = container.New(newStack(0), newRule(), container.NewStack(newFill(colorNotice),
		container.NewBorder(nil, nil, container.NewHBox(newGap(4, 1), adding, settings, e.undo), container.NewHBox(e.save, e.leave, newGap(4, 1)), e.words)))
	e.object.Hide()
	targets := p.shell.targets
	targets.object("board.add", adding)
	targets.object("board.undo", e.undo)
	targets.object("board.settings", settings)
	targets.object("board.save", e.save)
	targets.object("board.done", e.leave)
	targets.text("board.draft", e.words, func() string { return e.words.Text })
	return e
}

// show shows whether there is something to save or to take back.
func (e *editBar) show() {
	draft := e.page.draft
	if draft == nil {
		e.object.Hide()
		return
	}
	enable(e.undo, len(draft.past) > 0)
	enable(e.save, draft.changed())
	switch {
	case draft.changed():
		e.words.SetText(say("Not saved yet: only you see these changes."))
	case len(draft.now.Tiles) == 0:
		e.words.SetText(say("Add a tile to begin."))
	default:
		e.words.SetText(say("Drag a tile by its title, or choose it and use the arrow keys."))
	}
	e.object.Show()
}

func enable(button *widget.Button, enabled bool) {
	if enabled {
		button.Enable()
	} else {
		button.Disable()
	}
}

// menuUnder shows a menu beneath a button.
func (p *boardPage) menuUnder(button fyne.CanvasObject, items ...*fyne.MenuItem) {
	corner := p.shell.application.Driver().AbsolutePositionForObject(button)
	p.shell.popUp(corner.AddXY(0, button.Size().Height), items...)
}

// edit lets the dashboard be changed, and then calls the function, which may be
// nil. What is changed is the whole dashboard, whomever it is shown as.
func (p *boardPage) edit(then func()) {
	if p.draft != nil {
		if then != nil {
			then()
		}
		return
	}
	if p.shell.bench == nil {
		return
	}
	if p.shell.bench.ReadOnly() {
		p.shell.nothingTo("change", say("This workspace is open to read only."))
		return
	}
	bench, name := p.shell.bench, p.name
	fetch(p.reading, say("Reading %s", name), false, func(ctx context.Context, _ func(workbench.Progress)) (reports.Dashboard, error) {
		return bench.Dashboard(ctx, name)
	}, func(dashboard reports.Dashboard, err error) {
		if err != nil {
			p.shell.reportProblem(workbench.Problem(err))
			return
		}
		p.draft = &boardDraft{saved: dashboard, now: dashboard, lent: then != nil}
		p.show()
		if then != nil {
			then()
		}
	})
}

// change makes a step in the draft and works the page out again.
func (p *boardPage) change(dashboard reports.Dashboard) {
	if p.draft == nil {
		return
	}
	p.draft.change(dashboard)
	p.bar.show()
	p.run()
	p.shell.remember()
}

// undo takes the last step of the draft back.
func (p *boardPage) undo() bool {
	if p.draft == nil || !p.draft.undo() {
		return false
	}
	p.bar.show()
	p.run()
	p.shell.remember()
	return true
}

// save keeps the draft in the workspace.
func (p *boardPage) save() { p.saveThen(nil) }

func (p *boardPage) saveThen(then func()) {
	if p.draft == nil || !p.draft.changed() {
		p.shell.nothingTo("save", say("This dashboard is as it is saved. Choose Edit to change it."))
		return
	}
	bench, now := p.shell.bench, p.draft.now
	p.shell.jobs.start(say("Saving %s", p.name), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		return bench.SaveDashboard(ctx, now)
	}, func(err error) {
		if err != nil {
			p.shell.reportProblem(workbench.Problem(err))
			return
		}
		if p.draft != nil {
			p.draft.saved = now
		}
		p.bar.show()
		p.shell.notice.tell(say("Saved the dashboard %s.", p.name))
		p.shell.remember()
		p.shell.reload()
		if then != nil {
			then()
		}
	})
}

// leaveDraft ends the changing; what is not saved is gone.
func (p *boardPage) leaveDraft() {
	changed := p.draft != nil && p.draft.changed()
	p.draft = nil
	p.show()
	if changed {
		p.run()
	}
	p.shell.remember()
}

// giveBack ends the changing that was begun for one dialog only, when the dialog
// is closed and nothing was changed in it.
func (p *boardPage) giveBack() {
	if p.draft != nil && p.draft.lent && !p.draft.changed() {
		p.leaveDraft()
	}
}

// mayClose asks about changes that are not saved before the tab is closed.
func (p *boardPage) mayClose() bool {
	if p.draft == nil || !p.draft.changed() || p.shell.bench == nil {
		return true
	}
	p.shell.openDashboard(p.name)
	p.askLeaveThen(func() { p.shell.closePage(p) })
	return false
}

// askLeave ends the changing, and asks first about what is not saved.
func (p *boardPage) askLeave() { p.askLeaveThen(nil) }

func (p *boardPage) askLeaveThen(then func()) {
	leave := func() {
		p.leaveDraft()
		if then != nil {
			then()
		}
	}
	if p.draft == nil {
		return
	}
	if !p.draft.changed() {
		leave()
		return
	}
	question := p.shell.newAsk(say("Save the changes to %s?", p.name), say("Go on changing"))
	discard := question.button(say("Discard them"), func() {
		question.hide()
		leave()
	})
	question.agreeBy(say("Save"), func() {
		question.hide()
		p.saveThen(leave)
	})
	question.show(fyne.NewSize(480, 150), nil, hintText(say("Everybody who opens this workspace sees the saved dashboard.")),
		container.NewHBox(discard, layout.NewSpacer()))
	p.shell.targets.object("board.discard", discard)
	p.shell.targets.object("board.keep", question.agree)
}

package app

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// publishKey is the key of the page with the pushes.
const publishKey = "publish"

// publishPage lists the pushes: what goes to whom, when next, and what came of
// it the last time.
type publishPage struct {
	shell   *Shell
	reading *latest
	list    []workbench.PushSummary
	issue   *table.Issue
	known   bool // the list was read
	body    *fyne.Container
}

// openPublish opens the page with the pushes.
func (s *Shell) openPublish() { s.open(publishKey, func() page { return newPublishPage(s) }) }

func newPublishPage(s *Shell) *publishPage {
	p := &publishPage{shell: s, reading: &latest{jobs: s.jobs}, body: container.NewStack()}
	p.show()
	p.refresh()
	return p
}

func (p *publishPage) key() string                { return publishKey }
func (p *publishPage) title() string              { return say("Publish") }
func (p *publishPage) iconName() string           { return "export" }
func (p *publishPage) room() room                 { return publishRoom }
func (p *publishPage) content() fyne.CanvasObject { return p.body }
func (p *publishPage) close()                     { p.reading.cancel() }

func (p *publishPage) keep() (openTab, bool) { return openTab{Kind: publishTab}, true }

// refresh reads the list again.
func (p *publishPage) refresh() {
	bench := p.shell.bench
	if bench == nil {
		return
	}
	fetch(p.reading, say("Reading the pushes"), false, func(ctx context.Context, _ func(workbench.Progress)) ([]workbench.PushSummary, error) {
		return bench.PushSummaries(ctx)
	}, func(list []workbench.PushSummary, err error) {
		p.list, p.issue, p.known = list, nil, true
		if err != nil {
			issue := workbench.Problem(err)
			p.issue = &issue
		}
		p.show()
	})
}

// show draws the page.
func (p *publishPage) show() {
	s := p.shell
	fresh := primaryButton(say("New push…"), "new", func() { p.askPush(push.Push{}, "") })
	mailing := plainButton(say("Mail…"), "export", s.askMail)
	timing := plainButton(say("On this computer…"), "home", s.askTimer)
	s.targets.object("publish.new", fresh)
	s.targets.object("publish.mail", mailing)
	s.targets.object("publish.timer", timing)
	if s.bench != nil && s.bench.ReadOnly() {
		fresh.Disable()
		mailing.Disable()
	}
	var content fyne.CanvasObject
	switch {
	case p.issue != nil:
		content = container.NewPadded(newProblemPanel(*p.issue, plainButton(say("Try again"), "", p.refresh)))
	case !p.known:
		content = widgets.NewEmptyState(nil, "", say("Reading the pushes…"))
	case len(p.list) == 0:
		content = p.teaching(fresh)
	default:
		lines := container.New(newStack(8))
		for _, summary := range p.list {
			lines.Add(p.card(summary))
		}
		title := container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 4), container.NewHBox(timing, mailing, fresh)),
			container.New(newStack(-12), heading(say("Publish")), hint(say("A push sends each recipient their own part of a dashboard, into a folder or by mail. You see a proof first, and the log tells what went to whom."))))
		content = container.NewVScroll(container.NewBorder(newGap(1, 4), newGap(1, 16), newGap(12, 1), newGap(16, 1), container.New(newStack(10), title, lines)))
	}
	p.body.Objects = []fyne.CanvasObject{content}
	p.body.Refresh()
}

// teaching says what a push is where there is none.
func (p *publishPage) teaching(fresh *widget.Button) fyne.CanvasObject {
	s := p.shell
	words := say("A push sends a dashboard to many people, each their own part: every principal their school, every counselor their students. It goes into folders or by mail, when you say so or by a schedule, and a proof shows what everybody would get before anything leaves.") + " "
	if len(s.dashboards) == 0 {
		sample := plainButton(say("Try the sample district"), "school", s.makeSample)
		boards := primaryButton(say("Go to the dashboards"), "chart", s.openBoards)
		return widgets.NewEmptyState(icon("export"), say("Nothing is sent yet"), words+say("It needs a dashboard first."), boards, sample)
	}
	return widgets.NewEmptyState(icon("export"), say("Nothing is sent yet"), words, fresh)
}

// card is what the page says of a push, with what can be done with it.
func (p *publishPage) card(summary workbench.PushSummary) fyne.CanvasObject {
	s, plan := p.shell, summary.Push
	name := widget.NewLabelWithStyle(plan.Name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	lines := container.New(newStack(-10), name, wrapped(pushWords(summary)), hint(whenWords(summary, s.now())))
	if summary.Problem != nil {
		lines.Add(newProblemPanel(*summary.Problem))
	}
	if words := resultWords(summary, s.now()); words != "" {
		last := hint(words)
		if summary.LastRun[warehouse.Refused]+summary.LastRun[warehouse.Prepared]+summary.Doubtful > 0 {
			last.Importance = widget.WarningImportance
		}
		lines.Add(last)
	}
	proof := primaryButton(say("Proof and send…"), "check", func() { s.openProof(plan.Name) })
	log := plainButton(say("Log"), "records", func() { s.openPushLog(plan.Name) })
	var more *widget.Button
	more = plainButton("", "more", func() {
		corner := s.application.Driver().AbsolutePositionForObject(more)
		s.popUp(corner.AddXY(0, more.Size().Height), p.pushItems(plan)...)
	})
	s.targets.object("publish.proof:"+plan.Name, proof)
	s.targets.object("publish.log:"+plan.Name, log)
	s.targets.object("publish.more:"+plan.Name, more)
	deeds := container.NewHBox(log, proof, more)
	if summary.Doubtful > 0 {
		ask := plainButton(counted(summary.Doubtful, "message in doubt…", "messages in doubt…"), "problem", func() { s.openPushLog(plan.Name) })
		s.targets.object("publish.doubt:"+plan.Name, ask)
		deeds = container.NewHBox(ask, log, proof, more)
	}
	return container.NewStack(newCard(theme.ColorNameBackground, theme.ColorNameSeparator),
		container.NewBorder(newGap(1, 4), newGap(1, 6), newGap(6, 1), newGap(6, 1), container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 4), deeds), lines)))
}

// pushWords says what goes to whom.
func pushWords(summary workbench.PushSummary) string {
	plan := summary.Push
	whom := say("recipients that cannot be told")
	if summary.Recipients >= 0 {
		whom = counted(summary.Recipients, "recipient", "recipients")
	}
	if plan.Each != nil {
		whom += say(", one for each %s", plan.Each.Field)
	}
	return say("The %s to %s, as %s, %s.", plan.What(), whom, strings.Join(formatWords(plan.Formats), ", "), whereWords(plan.Where))
}

// whenWords says when it goes out.
func whenWords(summary workbench.PushSummary, now time.Time) string {
	plan := summary.Push
	words := say("Goes out %s.", plan.Schedule.Sentence())
	switch {
	case plan.Paused:
		words = say("Stopped: its schedule rests until it is resumed. It would go out %s.", plan.Schedule.Sentence())
	case !summary.Next.IsZero():
		words += " " + say("Next: %s.", summary.Next.Local().Format("Mon, Jan 2 2006 at 15:04"))
	}
	for _, condition := range plan.Conditions {
		words += " " + conditionWords(condition)
	}
	return words
}

// conditionWords says what a condition calls for.
func conditionWords(condition push.Condition) string {
	does := map[push.Turn]string{push.Falls: say("has fallen by"), push.Rises: say("has risen by"), push.Changes: say("has changed by"), push.IsBelow: say("is below"), push.IsAbove: say("is above")}[condition.Is]
	words := say("Only if %s %s %s", condition.Tile, does, plainNumber(condition.By))
	if condition.Least > 0 {
		words += say(", of at least %s", counted(condition.Least, "row", "rows"))
	}
	return words + "."
}

// resultWords says what came of the last run.
func resultWords(summary workbench.PushSummary, now time.Time) string {
	if len(summary.LastRun) == 0 {
		return say("Nothing has gone out yet.")
	}
	var parts []string
	for _, state := range deliveryStates() {
		if n := summary.LastRun[state]; n > 0 {
			parts = append(parts, number(n)+" "+stateWord(state))
		}
	}
	return say("Last time, %s: %s.", when(summary.Last, now), strings.Join(parts, ", "))
}

// deliveryStates are the states of a delivery, in the order of lists.
func deliveryStates() []warehouse.DeliveryState {
	return []warehouse.DeliveryState{warehouse.Sent, warehouse.Unknown, warehouse.Refused, warehouse.Prepared, warehouse.Sending, warehouse.Held, warehouse.Stopped}
}

// stateWord is a state as people say it.
func stateWord(state warehouse.DeliveryState) string {
	switch state {
	case warehouse.Prepared:
		return say("waiting")
	case warehouse.Unknown:
		return say("in doubt")
	case warehouse.Held:
		return say("held back")
	case warehouse.Sending:
		return say("being sent")
	case warehouse.Sent:
		return say("sent")
	case warehouse.Refused:
		return say("refused")
	case warehouse.Stopped:
		return say("stopped")
	}
	return string(state)
}

// pushItems are what can be done with a push.
func (p *publishPage) pushItems(plan push.Push) []*fyne.MenuItem {
	s := p.shell
	if s.bench == nil || s.bench.ReadOnly() {
		return []*fyne.MenuItem{fyne.NewMenuItem(say("Log"), func() { s.openPushLog(plan.Name) })}
	}
	stop := fyne.NewMenuItem(say("Stop what is waiting, and its schedule"), func() { p.stop(plan.Name) })
	if plan.Paused {
		stop = fyne.NewMenuItem(say("Resume its schedule"), func() { p.resume(plan.Name) })
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(say("Change…"), func() { p.askPush(plan, plan.Name) }), stop}
	if plan.Dashboard != "" {
		items = append(items, fyne.NewMenuItem(say("Look at the dashboard"), func() { s.openDashboard(plan.Dashboard) }))
	}
	return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Delete the push"), func() { p.remove(plan) }))
}

// do works on a push and reads the list again.
func (p *publishPage) do(name string, work func(ctx context.Context, bench *workbench.Workbench) (string, error), then func()) {
	s, bench := p.shell, p.shell.bench
	words := ""
	s.jobs.start(name, false, func(ctx context.Context, _ func(workbench.Progress)) (err error) {
		words, err = work(ctx, bench)
		return err
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
		} else if words != "" {
			s.notice.tell(words)
		}
		s.refreshPublish()
		if err == nil && then != nil {
			then()
		}
	})
}

// refreshPublish has the pages about pushes read again what they show.
func (s *Shell) refreshPublish() {
	for _, item := range s.tabs.Items {
		switch shown := s.pages[item].(type) {
		case *publishPage:
			shown.refresh()
		case *logPage:
			shown.refresh()
		}
	}
}

func (p *publishPage) stop(name string) {
	p.do(say("Stopping %s", name), func(ctx context.Context, bench *workbench.Workbench) (string, error) {
		stopped, err := bench.StopPush(ctx, name)
		return say("Stopped %s: %s will not leave, and its schedule rests.", name, counted(stopped, "message", "messages")), err
	}, nil)
}

func (p *publishPage) resume(name string) {
	p.do(say("Resuming %s", name), func(ctx context.Context, bench *workbench.Workbench) (string, error) {
		return say("The schedule of %s goes on.", name), bench.ResumePush(ctx, name)
	}, nil)
}

// remove deletes a push, and offers to put it back.
func (p *publishPage) remove(plan push.Push) {
	s := p.shell
	p.do(say("Deleting %s", plan.Name), func(ctx context.Context, bench *workbench.Workbench) (string, error) {
		return "", bench.DeletePush(ctx, plan.Name)
	}, func() {
		s.notice.tell(say("Deleted the push %s. The log of what it sent stays.", plan.Name), widget.NewButton(say("Undo"), func() {
			s.notice.clear()
			p.do(say("Undoing"), func(ctx context.Context, bench *workbench.Workbench) (string, error) {
				return "", bench.SavePush(ctx, plan)
			}, nil)
		}))
	})
}

package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// keyAddress is the preference with the person's own e-mail address.
const keyAddress = "mail.own"

// ownAddress is the e-mail address to which a person has pages sent.
func (p preferences) ownAddress() string { return p.store.String(keyAddress) }

func (p preferences) setOwnAddress(address string) { p.store.SetString(keyAddress, address) }

// tellForm makes a small push to the person at the computer: an alert, which
// waits for a number, or a subscription to the whole page.
type tellForm struct {
	page            *boardPage
	ask             *ask
	tile            string // the tile whose number is waited for; empty for a subscription
	title           string
	turn, when, day *widget.Select
	by, least       *askEntry
	address, at     *askEntry
	days, timed     *fyne.Container
	problem         *fyne.Container
	saving          *latest
}

// tellItem is the line of a tile's menu that makes an alert; nil for a tile
// without a number of its own.
func (c *tileCard) tellItem() *fyne.MenuItem {
	if c.section.Figure == nil || c.section.Comparison || c.page.draft != nil {
		return nil
	}
	return fyne.NewMenuItem(say("Tell me when…"), func() { c.page.askTell(c.section.Name) })
}

// askTell asks when the person wants to be told about a tile's number, or with no
// tile when the page is to be sent to them.
func (p *boardPage) askTell(tile string) *tellForm {
	s := p.shell
	title := say("Send me this page")
	if tile != "" {
		title = say("Tell me when %s …", p.titleOf(tile))
	}
	f := &tellForm{page: p, ask: s.newAsk(title, say("Cancel")), tile: tile, title: p.titleOf(tile), problem: container.NewStack(), saving: &latest{jobs: s.jobs}}
	for _, entry := range []**askEntry{&f.by, &f.least, &f.address, &f.at} {
		*entry = f.ask.entry()
	}
	f.turn = widget.NewSelect(turnWords(), nil)
	f.turn.SetSelectedIndex(rank(p.lessIsGood(tile))) // what there is to be told about
	f.by.SetPlaceHolder(say("2% or 0.02"))
	f.least.SetText("20")
	f.address.SetText(s.preferences.ownAddress())
	f.address.SetPlaceHolder(say("empty: into a folder beside the workspace"))
	f.at.SetText("06:30")
	f.day = widget.NewSelect(weekdays(), nil)
	f.day.SetSelectedIndex(0)
	f.days = container.New(newStack(0), labelled(say("On"), f.day))
	f.timed = container.NewGridWithColumns(2, f.days, labelled(say("At"), f.at))
	f.when = widget.NewSelect(whenChoices()[1:], func(string) { f.showWhen() })
	f.when.SetSelectedIndex(rank(tile != ""))
	f.ask.agreeBy(say("OK"), f.save)
	var body []fyne.CanvasObject
	if tile == "" {
		body = append(body, hintText(say("The page comes as it is shown now: for %s.", f.of())))
	} else {
		body = append(body, hintText(say("The page is sent to you when its number calls for it, for %s.", f.of())),
			container.NewGridWithColumns(2, labelled(say("The number"), f.turn), labelled(say("How much"), f.by)),
			labelled(say("Only if so many rows are behind it"), f.least))
	}
	word := say("When")
	if tile != "" {
		word = say("Looked at")
	}
	body = append(body, labelled(word, f.when), f.timed, labelled(say("My e-mail address"), f.address))
	var first fyne.Focusable = f.address
	if tile != "" {
		first = f.by
	}
	f.ask.show(fyne.NewSize(560, 320), first, append(body, f.problem)...)
	for name, object := range map[string]fyne.CanvasObject{"tell.turn": f.turn, "tell.by": f.by, "tell.least": f.least, "tell.when": f.when, "tell.day": f.day, "tell.at": f.at, "tell.address": f.address, "tell.save": f.ask.agree} {
		s.targets.object(name, object)
	}
	return f
}

// lessIsGood reports whether the target of a tile is not to be passed.
func (p *boardPage) lessIsGood(tile string) bool {
	dashboard, _ := p.shell.dashboard(p.name)
	at := dashboard.TileAt(tile)
	return at >= 0 && dashboard.Tiles[at].Target != nil && dashboard.Tiles[at].Target.Below
}

// of says whose part of the data the page shows.
func (f *tellForm) of() string { return cmp.Or(f.page.as, say("the whole district")) }

func (f *tellForm) showWhen() {
	when := f.chosenWhen()
	showIf(f.timed, when != push.OnImport)
	showIf(f.days, when == push.Weekly)
	f.ask.fit()
}

func (f *tellForm) chosenWhen() push.When { return whens()[1:][max(0, f.when.SelectedIndex())] }

// plan is the push that the form says, but for its recipient's part and its name.
func (f *tellForm) plan() (push.Push, error) {
	plan := push.Push{Dashboard: f.page.name, Formats: []string{"html", "pdf"}, Where: push.ToFolder, Schedule: push.Schedule{When: f.chosenWhen()}}
	if plan.Schedule.When != push.OnImport {
		plan.Schedule.At = strings.TrimSpace(f.at.Text)
	}
	if plan.Schedule.When == push.Weekly {
		plan.Schedule.Day = dayNames()[max(0, f.day.SelectedIndex())]
	}
	recipient := push.Recipient{Name: owner()}
	if address := strings.TrimSpace(f.address.Text); address != "" {
		plan.Where, recipient.Emails = push.ToEmail, push.Addresses(address)
	}
	plan.Recipients = []push.Recipient{recipient}
	if f.tile == "" {
		plan.Name = say("%s for %s", f.page.name, owner())
		return plan, nil
	}
	condition := push.Condition{Tile: f.tile, Is: turnsOf()[max(0, f.turn.SelectedIndex())]}
	var fine bool
	if condition.By, fine = readLimit(f.by.Text); !fine {
		return plan, table.Failed("push-condition", table.Where{}, say("%q is no number.", f.by.Text), say("Write how much, like 2%, 0.02 or 5."), nil)
	}
	if strings.TrimSpace(f.least.Text) != "" {
		if condition.Least, fine = wholeNumber(f.least.Text); !fine {
			return plan, table.Failed("push-condition", table.Where{}, say("%q is no number of rows.", f.least.Text), say("Write a whole number, such as 20."), nil)
		}
	}
	plan.Conditions = []push.Condition{condition}
	plan.Name = say("%s: tell %s", f.title, owner())
	return plan, nil
}

// save makes the push. One that waits for a change looks at the number at once,
// so that there is something to compare with.
func (f *tellForm) save() {
	plan, err := f.plan()
	if err != nil {
		f.fail(err)
		return
	}
	p, s := f.page, f.page.shell
	bench, as := s.bench, p.as
	f.ask.agree.Disable()
	withoutAccount := false
	f.saving.start(say("Saving %s", plan.Name), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		recipient := &plan.Recipients[0]
		slice, err := p.sliceOf(ctx, bench, as)
		if err != nil {
			return err
		}
		recipient.Slice, recipient.Whole = slice, slice.IsWhole()
		if plan.Name, err = freePushName(ctx, bench, plan.Name); err != nil {
			return err
		}
		if err := bench.SavePush(ctx, plan); err != nil {
			return err
		}
		if plan.Where == push.ToEmail {
			_, known, err := bench.MailAccount(ctx)
			if err != nil {
				return err
			}
			withoutAccount = !known
		}
		if waitsForChange(plan) {
			// Nothing has been sent to compare with, so that nothing leaves now.
			_, err = bench.Send(ctx, plan.Name, workbench.PushOptions{Where: push.ToFolder})
		}
		return err
	}, func(err error) {
		f.ask.agree.Enable()
		if err != nil {
			f.fail(err)
			return
		}
		f.ask.hide()
		if len(plan.Recipients[0].Emails) > 0 {
			s.preferences.setOwnAddress(strings.TrimSpace(f.address.Text))
		}
		s.tellOfPush(plan, withoutAccount)
		s.reload()
	})
}

// waitsForChange reports whether a push cannot go out before a number has changed
// since it was first looked at.
func waitsForChange(plan push.Push) bool {
	return slices.ContainsFunc(plan.Conditions, func(condition push.Condition) bool {
		return condition.Is == push.Falls || condition.Is == push.Rises || condition.Is == push.Changes
	})
}

// tellOfPush says that a push to the person is made, and what it still takes.
func (s *Shell) tellOfPush(plan push.Push, withoutAccount bool) {
	buttons := []*widget.Button{widget.NewButton(say("Publish"), s.openPublish)}
	words := say("Made: %s. It is looked at %s.", plan.Name, translated(plan.Schedule.Sentence()))
	switch setup, err := s.timerSetup(); {
	case withoutAccount:
		words += " " + say("How this computer sends mail is not said yet.")
		buttons = append(buttons, widget.NewButton(say("Mail…"), s.askMail))
	case err == nil && !workbench.TimerSet(setup):
		words += " " + say("So that it is looked at by itself, set it up on this computer.")
		buttons = append(buttons, widget.NewButton(say("On this computer…"), s.askTimer))
	}
	s.notice.tell(words, buttons...)
}

// freePushName is a name that no push has.
func freePushName(ctx context.Context, bench *workbench.Workbench, name string) (string, error) {
	plans, err := bench.Pushes(ctx)
	if err != nil {
		return "", err
	}
	free := name
	for i := 2; slices.ContainsFunc(plans, func(plan push.Push) bool { return strings.EqualFold(plan.Name, free) }); i++ {
		free = fmt.Sprintf("%s %d", name, i)
	}
	return free, nil
}

func (f *tellForm) fail(err error) {
	f.problem.Objects = []fyne.CanvasObject{newProblemPanel(workbench.Problem(err))}
	f.problem.Refresh()
	f.ask.fit()
}

// subscribeItems are the lines of the page's menu that send it to the person.
func (p *boardPage) subscribeItems() []*fyne.MenuItem {
	if p.board == nil || p.draft != nil {
		return nil
	}
	return []*fyne.MenuItem{fyne.NewMenuItem(say("Send me this page…"), func() { p.askTell("") })}
}

package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// The choices of the form of a push.
const (
	fromColumn = "Made from a column of the data"
	fromList   = "Listed here"
	fromBoth   = "Made from a column, and others listed here"
	noField    = "–"
)

func placeWords() []string { return []string{say("Folders"), say("Mail"), say("Folders and mail")} }
func places() []push.Where { return []push.Where{push.ToFolder, push.ToEmail, push.ToBoth} }
func whenChoices() []string {
	return []string{say("When I ask for it"), say("Every week"), say("After each import of its data"), say("On the first school day of the month"), say("On every school day")}
}

func whens() []push.When {
	return []push.When{push.OnRequest, push.Weekly, push.OnImport, push.FirstSchoolDay, push.EverySchoolDay}
}

func weekdays() []string {
	return []string{say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"), say("Saturday"), say("Sunday")}
}

// dayNames are the days as a push keeps them, in whichever language the window
// speaks.
func dayNames() []string {
	return []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
}

// pushForm is the dialog that makes or changes a push.
type pushForm struct {
	page                                                   *publishPage
	ask                                                    *ask
	plan                                                   push.Push
	before                                                 string // the name it had; empty for a new one
	name, as, address, folder, at                          *askEntry
	board, source, dataset, field, email, place, when, day *widget.Select
	language                                               *widget.Select
	conditions                                             *conditionList
	parts                                                  *partLines
	list                                                   *askLines
	formats                                                *widget.CheckGroup
	each, listed, timed, daily                             *fyne.Container
	problem                                                *fyne.Container
	saving                                                 *latest
}

// askPush asks what a push sends, to whom, how and when. before is the name of
// the push that is changed. It returns the form, or nil if there is none.
func (p *publishPage) askPush(plan push.Push, before string) *pushForm {
	s := p.shell
	if len(s.dashboards) == 0 && plan.Report == "" {
		s.nothingTo("send", say("Make a dashboard first: choose Dashboards."))
		return nil
	}
	title := say("New push")
	if before != "" {
		title = say("Change %s", before)
	}
	f := &pushForm{page: p, ask: s.newAsk(title, say("Cancel")), plan: plan, before: before, problem: container.NewStack(), saving: &latest{jobs: s.jobs}}
	f.ask.hidden = func() { f.saving.stop(); f.parts.reading.cancel() }
	f.make()
	f.fill()
	f.ask.agreeBy(say("Save"), f.save)
	body := container.New(newStack(2),
		container.NewGridWithColumns(2, labelled(say("Name"), f.name), labelled(say("Dashboard"), f.board)),
		labelled(say("Recipients"), f.source), f.each, f.listed,
		container.NewGridWithColumns(2, labelled(say("Files"), f.formats), labelled(say("Language of the mail"), f.language)),
		container.NewGridWithColumns(2, labelled(say("Where to"), f.place), labelled(say("Folder (empty: beside the workspace)"), f.folder)),
		labelled(say("When"), f.when), f.timed,
		f.conditions.object)
	scroll := container.NewVScroll(besideScrollBar(body))
	scroll.SetMinSize(fyne.NewSize(640, min(620*textScale(), s.window.Canvas().Size().Height-190)))
	f.ask.show(fyne.NewSize(740, 420), f.name, scroll, f.problem)
	for name, object := range map[string]fyne.CanvasObject{
		"push.name": f.name, "push.dashboard": f.board, "push.source": f.source, "push.dataset": f.dataset, "push.field": f.field, "push.email": f.email, "push.as": f.as,
		"push.list": f.list, "push.formats": f.formats, "push.place": f.place, "push.folder": f.folder, "push.when": f.when, "push.day": f.day, "push.at": f.at, "push.save": f.ask.agree,
	} {
		s.targets.object(name, object)
	}
	return f
}

// make makes the fields.
func (f *pushForm) make() {
	s := f.page.shell
	for _, entry := range []**askEntry{&f.name, &f.as, &f.address, &f.folder, &f.at} {
		*entry = f.ask.entry()
	}
	f.name.SetPlaceHolder(say("Monday packets"))
	f.at.SetPlaceHolder("06:30")
	f.as.SetPlaceHolder(say("the same"))
	f.address.SetPlaceHolder(say("principal-{School Code}@district.example"))
	var boards, datasets []string
	for _, dashboard := range s.dashboards {
		boards = append(boards, dashboard.Name)
	}
	for _, dataset := range s.datasets {
		datasets = append(datasets, dataset.Name)
	}
	f.conditions = newConditionList(s, f.ask)
	f.board = widget.NewSelect(boards, func(name string) { f.showTiles(name) })
	f.field, f.email = widget.NewSelect(nil, nil), widget.NewSelect(nil, nil)
	f.dataset = widget.NewSelect(datasets, func(string) { f.showFields() })
	f.list = f.ask.lines("", 5)
	f.list.SetPlaceHolder(say("Lincoln Elementary | School=Lincoln Elementary | jane.doe@district.example"))
	f.formats = widget.NewCheckGroup(formatWords(pushFormats()), nil)
	f.formats.Horizontal = true
	f.place = widget.NewSelect(placeWords(), nil)
	f.language = widget.NewSelect(languageWords(), nil)
	f.day = widget.NewSelect(weekdays(), nil)
	f.parts = newPartLines(f)
	f.each = container.New(newStack(2), container.NewGridWithColumns(3, labelled(say("Dataset"), f.dataset), labelled(say("One for each"), f.field), labelled(say("In the tiles this is called"), f.as)),
		container.NewGridWithColumns(2, labelled(say("E-mail stands in"), f.email), labelled(say("or is made so"), f.address)))
	f.listed = container.New(newStack(2), hintText(say("A recipient a line, typed or pasted from a spreadsheet: name | part | e-mail. The part is a field and a value, School=Lincoln Elementary, or “all” for the whole district.")), inset(f.list), f.parts.object)
	f.source = widget.NewSelect([]string{say(fromColumn), say(fromList), say(fromBoth)}, func(string) { f.showSource() })
	f.daily = container.New(newStack(0), labelled(say("On"), f.day))
	f.timed = container.NewGridWithColumns(2, f.daily, labelled(say("At"), f.at))
	f.when = widget.NewSelect(whenChoices(), func(string) { f.showWhen() })
}

// fill shows the push in the form.
func (f *pushForm) fill() {
	plan := f.plan
	f.name.SetText(plan.Name)
	if plan.Dashboard != "" {
		f.board.SetSelected(plan.Dashboard)
	} else if plan.Report == "" {
		f.board.SetSelectedIndex(0)
	}
	f.formats.SetSelected(formatWords(plan.Formats))
	if f.before == "" {
		f.formats.SetSelected(formatWords([]string{"pdf"}))
	}
	f.source.SetSelected(say(fromColumn))
	if each := plan.Each; each != nil {
		f.dataset.SetSelected(each.Dataset)
		f.field.SetSelected(each.Field)
		if each.Email != "" {
			f.email.SetSelected(each.Email)
		}
		f.as.SetText(each.As)
		f.address.SetText(each.Address)
		if len(plan.Recipients) > 0 {
			f.source.SetSelected(say(fromBoth))
		}
	} else if len(plan.Recipients) > 0 {
		f.source.SetSelected(say(fromList))
	}
	f.list.SetText(recipientLines(plan.Recipients))
	f.place.SetSelectedIndex(max(0, slices.Index(places(), plan.Where)))
	f.folder.SetText(plan.Folder)
	f.language.SetSelectedIndex(rank(plan.Language == reports.Spanish))
	f.when.SetSelectedIndex(max(0, slices.Index(whens(), plan.Schedule.When)))
	f.day.SetSelectedIndex(0)
	if at := slices.IndexFunc(dayNames(), func(day string) bool { return strings.EqualFold(day, strings.TrimSpace(plan.Schedule.Day)) }); at >= 0 {
		f.day.SetSelectedIndex(at)
	}
	f.at.SetText(plan.Schedule.At)
	f.conditions.fill(plan.Conditions)
}

func (f *pushForm) showTiles(name string) {
	dashboard, _ := f.page.shell.dashboard(name)
	f.conditions.setTiles(dashboard)
	f.parts.show(dashboard)
}

func (f *pushForm) showFields() {
	dataset, _ := f.page.shell.dataset(f.dataset.Selected)
	names := columnNames(dataset.Schema)
	f.field.Options, f.email.Options = names, append([]string{noField}, names...)
	f.field.ClearSelected()
	f.email.SetSelected(noField)
	for _, name := range names {
		folded := strings.ToLower(name)
		if f.email.Selected == noField && (strings.Contains(folded, "mail") && !strings.Contains(folded, "mailing")) {
			f.email.SetSelected(name)
		}
	}
}

func (f *pushForm) showSource() {
	showIf(f.each, f.source.Selected != say(fromList))
	showIf(f.listed, f.source.Selected != say(fromColumn))
	f.ask.fit()
}

func (f *pushForm) showWhen() {
	at := max(0, f.when.SelectedIndex())
	switch whens()[at] {
	case push.OnRequest, push.OnImport:
		f.timed.Hide()
	case push.Weekly:
		f.timed.Show()
		f.daily.Show()
	default:
		f.timed.Show()
		f.daily.Hide()
	}
	f.ask.fit()
}

// recipientLines writes recipients as the form takes them.
func recipientLines(recipients []push.Recipient) string {
	var lines []string
	for _, recipient := range recipients {
		part, mail := recipientWords(recipient)
		lines = append(lines, strings.TrimRight(strings.Join([]string{recipient.Name, part, mail}, "\t"), "\t"))
	}
	return strings.Join(lines, "\n")
}

// recipientWords are the part and the addresses of a recipient as the form has
// them. Not all that a recipient can be is read again from them.
func recipientWords(recipient push.Recipient) (part, mail string) {
	part = "all"
	if !recipient.Whole {
		var filters []string
		for _, filter := range recipient.Slice.Filters {
			if len(filter.Values) == 0 {
				filters = append(filters, filter.String())
				continue
			}
			filters = append(filters, filter.Field+"="+strings.Join(filter.Values, "|"))
		}
		part = strings.Join(filters, ";")
	}
	return part, strings.Join(recipient.Emails, ", ")
}

// knownRecipient is the recipient that a line of the form was made from: the one
// of the name, or else of the part and the addresses.
func knownRecipient(before []push.Recipient, name, part, mail string) (push.Recipient, bool) {
	for _, known := range before {
		if strings.EqualFold(known.Name, name) {
			return known, true
		}
	}
	for _, known := range before {
		if knownPart, knownMail := recipientWords(known); mail != "" && knownPart == part && knownMail == mail {
			return known, true
		}
	}
	return push.Recipient{}, false
}

// readRecipients reads recipients as they are typed or pasted: name, part and
// addresses with tabs between or with bars that have blanks on both sides. Those
// of before keep what the form does not ask for.
func readRecipients(text string, before []push.Recipient) ([]push.Recipient, error) {
	var recipients []push.Recipient
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) == 1 {
			cells = strings.Split(line, " | ")
		}
		for len(cells) < 3 {
			cells = append(cells, "")
		}
		name, part, mail := strings.TrimSpace(cells[0]), strings.TrimSpace(cells[1]), strings.TrimSpace(strings.Join(cells[2:], ";"))
		recipient, known := knownRecipient(before, name, part, mail)
		knownPart, knownMail := recipientWords(recipient)
		if recipient.Slice.Label == recipient.Name {
			recipient.Slice.Label = name
		}
		recipient.Name = name
		if !known || mail != knownMail {
			recipient.Emails = push.Addresses(mail)
		}
		switch slice, said := reports.ParseSlice(part); {
		case known && part == knownPart: // it stays, with what cannot be typed
		case strings.EqualFold(part, "all"):
			recipient.Whole, recipient.Slice.Filters = true, nil
		case said:
			recipient.Whole, recipient.Slice.Filters = false, slice.Filters
			if recipient.Slice.Label == "" {
				recipient.Slice.Label = recipient.Name
			}
		default:
			return nil, table.Failed("push-recipient", table.Where{Row: i + 1}, say("Line %d does not say which part of the data %q gets.", i+1, recipient.Name),
				say("Write a field and a value, as in School=Lincoln Elementary, or “all” for the whole district."), nil)
		}
		recipients = append(recipients, recipient)
	}
	return recipients, push.CheckRecipients(recipients)
}

// read is the push that the form says.
func (f *pushForm) read() (push.Push, error) {
	plan := f.plan
	plan.Name = strings.TrimSpace(f.name.Text)
	if f.board.Selected != "" {
		plan.Dashboard, plan.Report = f.board.Selected, ""
	}
	plan.Each = nil
	if f.source.Selected != say(fromList) {
		each := push.Each{}
		if f.plan.Each != nil {
			each = *f.plan.Each
		}
		each.Dataset, each.Field, each.As, each.Address = f.dataset.Selected, f.field.Selected, strings.TrimSpace(f.as.Text), strings.TrimSpace(f.address.Text)
		each.Email = f.email.Selected
		if each.Email == noField {
			each.Email = ""
		}
		plan.Each = &each
	}
	var err error
	plan.Recipients = nil
	if f.source.Selected != say(fromColumn) {
		if plan.Recipients, err = readRecipients(f.list.Text, f.plan.Recipients); err != nil {
			return plan, err
		}
	}
	plan.Formats = formatsOf(inOrder(f.formats.Selected, formatWords(f.plan.Formats), f.formats.Options))
	plan.Where = places()[max(0, f.place.SelectedIndex())]
	plan.Folder = strings.TrimSpace(f.folder.Text)
	if f.language.SelectedIndex() == 1 {
		plan.Language = reports.Spanish
	} else if plan.Language == reports.Spanish {
		plan.Language = reports.English
	}
	plan.Schedule.When = whens()[max(0, f.when.SelectedIndex())]
	plan.Schedule.Day, plan.Schedule.At = "", ""
	if plan.Schedule.When == push.Weekly {
		plan.Schedule.Day = dayNames()[max(0, f.day.SelectedIndex())]
	}
	if plan.Schedule.When != push.OnRequest && plan.Schedule.When != push.OnImport {
		plan.Schedule.At = strings.TrimSpace(f.at.Text)
	}
	plan.Conditions, err = f.conditions.read()
	return plan, err
}

// save saves the push, or says in the form what is wrong.
func (f *pushForm) save() {
	plan, err := f.read()
	if err != nil {
		f.fail(err)
		return
	}
	s, before := f.page.shell, f.before
	bench := s.bench
	f.saving.start(say("Saving %s", plan.Name), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		if !strings.EqualFold(plan.Name, before) {
			if _, err := bench.Push(ctx, plan.Name); err == nil {
				return table.Failed("push-exists", table.Where{}, say("There is a push of this name already."), say("Choose another name, or change that one."), nil)
			}
		}
		if before != "" {
			return bench.ChangePush(ctx, before, plan)
		}
		return bench.SavePush(ctx, plan)
	}, func(err error) {
		if err != nil {
			if f.ask.isOpen() { // otherwise it was cancelled, and nothing is saved
				f.fail(err)
			}
			return
		}
		f.ask.hide()
		s.notice.tell(say("Saved the push %s. It goes out %s.", plan.Name, plan.Schedule.Sentence()), widget.NewButton(say("Proof"), func() { s.openProof(plan.Name) }))
		s.reload()
	})
}

func (f *pushForm) fail(err error) {
	f.problem.Objects = []fyne.CanvasObject{newProblemPanel(workbench.Problem(err))}
	f.problem.Refresh()
	f.ask.fit()
}

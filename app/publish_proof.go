package app

import (
	"context"
	"path/filepath"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// proofPage is the sheet that is looked at before a push is sent: for each
// recipient the rows and students behind their part, how many there were the
// last time, and what to look at.
type proofPage struct {
	shell   *Shell
	name    string
	plan    push.Push
	of      proofBasis // what the proof was made of
	proof   *push.Proof
	issue   *table.Issue
	running *latest
	sending *latest
	sent    bool                  // what the proof shows has been sent
	options workbench.PushOptions // what tests change
	body    *fyne.Container
	object  fyne.CanvasObject
	words   *widget.Label
	send    *widget.Button
	table   *widgets.CrosstabView
}

func proofKey(name string) string { return "proof:" + name }

// openProof opens the proof of a push and makes it.
func (s *Shell) openProof(name string) {
	if p, ok := s.open(proofKey(name), func() page { return newProofPage(s, name) }).(*proofPage); ok && !p.running.busy() {
		p.run()
	}
}

func newProofPage(s *Shell, name string) *proofPage {
	p := &proofPage{shell: s, name: name, running: &latest{jobs: s.jobs}, sending: &latest{jobs: s.jobs}, body: container.NewStack(), words: hint("")}
	p.words.SizeName = theme.SizeNameText
	p.send = primaryButton(say("Send…"), "export", p.askSend)
	again := plainButton(say("Proof again"), "", p.run)
	export := plainButton(say("Export…"), "export", p.export)
	header := container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 4), container.NewHBox(again, export, p.send)),
		container.New(newStack(-12), heading(say("Proof of %s", name)), p.words))
	p.object = container.NewBorder(container.NewVBox(container.NewBorder(newGap(1, 4), newGap(1, 4), newGap(8, 1), newGap(8, 1), header), newRule()), nil, nil, nil, p.body)
	s.targets.object("proof.send", p.send)
	s.targets.object("proof.again", again)
	s.targets.text("proof.words", p.words, func() string { return p.words.Text })
	p.show()
	return p
}

func (p *proofPage) key() string                { return proofKey(p.name) }
func (p *proofPage) title() string              { return say("Proof of %s", p.name) }
func (p *proofPage) iconName() string           { return "check" }
func (p *proofPage) room() room                 { return publishRoom }
func (p *proofPage) content() fyne.CanvasObject { return p.object }

// close ends the making of the proof. What is being sent goes on: it is
// cancelled in the status bar.
func (p *proofPage) close() { p.running.cancel() }

func (p *proofPage) copyText() string {
	if p.table == nil {
		return ""
	}
	return p.table.CopyTextWithHeaders()
}

// run makes the proof by a job.
func (p *proofPage) run() {
	bench, name, options := p.shell.bench, p.name, p.options
	if bench == nil {
		return
	}
	p.proof, p.issue, p.sent = nil, nil, false
	p.show()
	type made struct {
		of    proofBasis
		plan  push.Push
		proof push.Proof
	}
	fetch(p.running, say("Proofing %s", name), true, func(ctx context.Context, report func(workbench.Progress)) (m made, err error) {
		if m.of, err = readBasis(ctx, bench, name); err != nil {
			return m, err
		}
		m.plan = m.of.plan
		options.Progress = report
		m.proof, err = bench.Proof(ctx, name, options)
		return m, err
	}, func(m made, err error) {
		p.issue = nil
		if err != nil {
			issue := workbench.Problem(err)
			p.issue = &issue
		} else {
			p.of, p.plan, p.proof = m.of, m.plan, &m.proof
		}
		p.show()
	})
}

// going is how many recipients are sent something.
func (p *proofPage) going() int {
	n := 0
	for _, line := range p.proof.Lines {
		if !line.Held {
			n++
		}
	}
	return n
}

// show draws the proof.
func (p *proofPage) show() {
	p.send.Disable()
	p.words.SetText("")
	p.table = nil
	switch {
	case p.issue != nil:
		p.body.Objects = []fyne.CanvasObject{container.NewPadded(newProblemPanel(*p.issue))}
	case p.proof == nil:
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(nil, "", say("Working out what each recipient would get. Nothing is written and nothing leaves."))}
	default:
		p.showProof()
	}
	p.object.Refresh() // the words above the table may have become longer, and the button, too
}

func (p *proofPage) showProof() {
	document := p.proof.Document()
	p.words.SetText(p.proofWords())
	if n := p.going(); n > 0 && !p.sent && !p.shell.bench.ReadOnly() && !p.sending.busy() {
		p.send.SetText(say("Send to %s…", number(n)))
		p.send.Enable()
	}
	p.table = widgets.NewCrosstabView()
	p.table.Name = document.Title
	p.table.SetSource(documentSource{table: document.Table, plain: true, list: true})
	p.table.AutoFit()
	open := func(row, _ int) { p.look(row) }
	p.table.OnDrill, p.table.OnActivate = open, open
	notes := container.New(newStack(-6), hint(say("A double-click on a recipient shows the dashboard as they would get it.")))
	if p.proof.Data != "" {
		from := hint(say("From %s.", p.proof.Data))
		from.Wrapping, from.Truncation = fyne.TextWrapOff, fyne.TextTruncateEllipsis
		notes.Add(from)
	}
	for _, warning := range p.proof.Warnings {
		notes.Add(container.NewPadded(p.warning(warning)))
	}
	told := newProofLine(p)
	p.table.OnSelect = func(cells widgets.Range) { told.show(cells.Top) }
	p.body.Objects = []fyne.CanvasObject{container.NewBorder(notes, told.object, nil, nil, p.table)}
	p.shell.targets.object("proof.table", p.table)
}

// proofWords says in a line or two what would go to how many.
func (p *proofPage) proofWords() string {
	n := p.going()
	words := say("The %s goes to %s, as %s, %s.", p.proof.What, counted(n, "recipient", "recipients"), strings.Join(formatWords(p.plan.Formats), ", "), whereWords(p.proof.Where))
	if held := len(p.proof.Lines) - n; held > 0 {
		words += " " + say("Nothing is sent to %s, as the proof says.", counted(held, "other", "others"))
	}
	looks := 0
	for _, line := range p.proof.Lines {
		if !line.Held && len(line.Warnings) > 0 {
			looks++
		}
	}
	if looks > 0 {
		words += " " + say("%s worth a look.", counted(looks, "line is", "lines are"))
	}
	if p.sent {
		words += " " + say("It has been sent; proof it again to send it once more.")
	}
	return words
}

// whereWords says where a push goes.
func whereWords(where push.Where) string {
	switch where {
	case push.ToEmail:
		return say("by mail")
	case push.ToBoth:
		return say("into folders and by mail")
	}
	return say("into folders")
}

// look shows the dashboard as a recipient would get it.
func (p *proofPage) look(row int) {
	if row < 0 || row >= len(p.proof.Lines) || p.plan.Dashboard == "" {
		return
	}
	as := p.proof.Lines[row].Recipient
	s := p.shell
	shown, ok := s.open(dashboardKey(p.plan.Dashboard), func() page { return newBoardPage(s, p.plan.Dashboard, as) }).(*boardPage)
	if ok && shown.as != as {
		shown.showAs(as)
	}
}

// askSend asks before anything leaves.
func (p *proofPage) askSend() {
	if p.proof == nil {
		return
	}
	n := p.going()
	words := say("%s will get their part of the %s", counted(n, "recipient", "recipients"), p.proof.What)
	switch p.proof.Where {
	case push.ToEmail:
		words += " " + say("by mail. Mail that has left cannot be called back.")
	case push.ToBoth:
		words += " " + say("in folders and by mail. Mail that has left cannot be called back.")
	default:
		words += " " + say("in a folder of their own.")
	}
	if held := len(p.proof.Lines) - n; held > 0 {
		words += " " + say("Nothing is sent to %s, as the proof says.", counted(held, "other", "others"))
	}
	p.shell.askFirst(say("Send %s?", p.name), say("Send"), say("Not yet"), words, p.sendAll)
	if len(p.shell.asks) > 0 {
		if question, ok := p.shell.asks[len(p.shell.asks)-1].of.(*ask); ok {
			p.shell.targets.object("proof.agree", question.agree)
		}
	}
}

// sendAll sends the push by a job with progress, which can be cancelled: what has
// not left then waits, and the next time goes on with it.
func (p *proofPage) sendAll() {
	s, bench, name, options, proofed := p.shell, p.shell.bench, p.name, p.options, p.of
	p.send.Disable()
	fetch(p.sending, say("Sending %s", name), true, func(ctx context.Context, report func(workbench.Progress)) (workbench.PushResult, error) {
		now, err := readBasis(ctx, bench, name)
		if err != nil {
			return workbench.PushResult{}, err
		}
		if !reflect.DeepEqual(now, proofed) {
			return workbench.PushResult{}, table.Failed("proof-outdated", table.Where{}, say("Nothing was sent: the push, the dashboard or the data have changed since this proof."), say("Proof it again and look at it, then send it."), nil)
		}
		options.Progress = report
		return bench.Send(ctx, name, options)
	}, func(result workbench.PushResult, err error) {
		p.sent = err == nil && result.Complete()
		p.show()
		s.refreshPublish()
		if err != nil {
			s.reportProblem(workbench.Problem(err), plainButton(say("Log"), "", func() { s.openPushLog(name) }))
			return
		}
		s.tellSent(result)
	})
}

// tellSent says what came of sending.
func (s *Shell) tellSent(result workbench.PushResult) {
	log := plainButton(say("Log"), "", func() { s.openPushLog(result.Push) })
	words := sentWords(result)
	if result.Problem != nil {
		issue := *result.Problem
		issue.Message = words + " " + issue.Message
		s.reportProblem(issue, log)
		return
	}
	if !result.Complete() {
		s.reportProblem(table.Issue{Severity: table.Warning, Message: words, Remedy: say("See the log, where what did not go out can be sent again.")}, log)
		return
	}
	buttons := []*widget.Button{log}
	for _, delivery := range result.Deliveries {
		if delivery.State == warehouse.Sent && delivery.Channel == warehouse.ByFolder {
			folder := filepath.Dir(delivery.To)
			buttons = append(buttons, plainButton(say("Show folder"), "", func() { s.openOutside(folder) }))
			break
		}
	}
	s.notice.tell(words, buttons...)
}

// sentWords says in a line what came of sending.
func sentWords(result workbench.PushResult) string {
	words := say("%s: %s sent", result.Push, number(result.Sent))
	for _, part := range []struct {
		n    int
		word string
	}{{result.Waiting, say("waiting")}, {result.Refused, say("refused")}, {result.Unknown, say("in doubt")}, {result.Held, say("held back")}, {result.Stopped, say("stopped")}, {result.Already, say("sent already before")}} {
		if part.n > 0 {
			words += ", " + number(part.n) + " " + part.word
		}
	}
	return words + "."
}

// export writes the proof to a file.
func (p *proofPage) export() {
	if p.proof == nil {
		return
	}
	document := p.proof.Document()
	p.shell.askExport(document.Title, listFormats(), func(context.Context) (*reports.Document, error) { return document, nil })
}

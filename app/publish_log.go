package app

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// logPage tells what a push sent: to whom, when, as whom, from which imports,
// with the hash of each file. What did not arrive is sent again from here.
type logPage struct {
	shell   *Shell
	name    string
	entries []workbench.LogEntry // newest first
	issue   *table.Issue
	known   bool
	reading *latest
	options workbench.PushOptions // what tests change
	doubt   *fyne.Container
	body    *fyne.Container
	object  fyne.CanvasObject
	resend  *widget.Button
	table   *widgets.CrosstabView
}

func logKey(name string) string { return "pushlog:" + name }

// openPushLog opens the log of a push.
func (s *Shell) openPushLog(name string) {
	s.open(logKey(name), func() page { return newLogPage(s, name) })
}

func newLogPage(s *Shell, name string) *logPage {
	p := &logPage{shell: s, name: name, reading: &latest{jobs: s.jobs}, body: container.NewStack(), doubt: container.New(newStack(2))}
	p.resend = plainButton(say("Send again…"), "", p.askResend)
	export := plainButton(say("Export…"), "export", p.export)
	header := container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 4), container.NewHBox(p.resend, export)),
		container.New(newStack(-12), heading(say("Log of %s", name)), hint(say("Newest first. Choose lines to send them again: one that was refused goes out as it was, one that was sent is made anew."))))
	p.object = container.NewBorder(container.NewVBox(container.NewBorder(newGap(1, 4), newGap(1, 4), newGap(8, 1), newGap(8, 1), header), p.doubt, newRule()), nil, nil, nil, p.body)
	s.targets.object("log.resend", p.resend)
	s.targets.object("log.export", export)
	p.show()
	p.refresh()
	return p
}

func (p *logPage) key() string                { return logKey(p.name) }
func (p *logPage) title() string              { return say("Log of %s", p.name) }
func (p *logPage) iconName() string           { return "records" }
func (p *logPage) room() room                 { return publishRoom }
func (p *logPage) content() fyne.CanvasObject { return p.object }
func (p *logPage) close()                     { p.reading.cancel() }

func (p *logPage) copyText() string {
	if p.table == nil {
		return ""
	}
	return p.table.CopyTextWithHeaders()
}

// refresh reads the log again.
func (p *logPage) refresh() {
	bench, name := p.shell.bench, p.name
	if bench == nil {
		return
	}
	fetch(p.reading, say("Reading the log"), false, func(ctx context.Context, _ func(workbench.Progress)) ([]workbench.LogEntry, error) {
		return bench.PushLog(ctx, name)
	}, func(entries []workbench.LogEntry, err error) {
		p.issue, p.known, p.entries = nil, true, nil
		if err != nil {
			issue := workbench.Problem(err)
			p.issue = &issue
		}
		for i := len(entries) - 1; i >= 0; i-- {
			p.entries = append(p.entries, entries[i])
		}
		p.show()
	})
}

// show draws the log.
func (p *logPage) show() {
	p.table = nil
	p.resend.Disable()
	p.doubt.Objects = nil
	switch {
	case p.issue != nil:
		p.body.Objects = []fyne.CanvasObject{container.NewPadded(newProblemPanel(*p.issue))}
	case !p.known:
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(nil, "", say("Reading the log…"))}
	case len(p.entries) == 0:
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(icon("records"), say("Nothing has gone out yet"), say("What is sent stands here: to whom, when, from which imports, with a hash of every file."),
			primaryButton(say("Proof and send…"), "check", func() { p.shell.openProof(p.name) }))}
	default:
		p.showEntries()
	}
	p.doubt.Refresh()
	p.body.Refresh()
}

func (p *logPage) showEntries() {
	readOnly := p.shell.bench == nil || p.shell.bench.ReadOnly()
	for _, entry := range p.entries {
		if entry.State == warehouse.Unknown && !readOnly {
			p.doubt.Add(p.question(entry))
		}
	}
	document := p.document()
	p.table = widgets.NewCrosstabView()
	p.table.Name = document.Title
	p.table.SetSource(documentSource{table: document.Table, plain: true, list: true})
	p.table.AutoFit()
	p.table.OnSelect = func(widgets.Range) { enable(p.resend, len(p.chosen()) > 0 && !readOnly) }
	p.body.Objects = []fyne.CanvasObject{p.table}
	p.shell.targets.object("log.table", p.table)
}

// question asks about a message of which nobody knows whether it arrived.
func (p *logPage) question(entry workbench.LogEntry) fyne.CanvasObject {
	arrived := plainButton(say("It arrived"), "check", func() { p.accept(entry) })
	again := plainButton(say("Send it again"), "", func() { p.resendAll([]int64{entry.ID}) })
	p.shell.targets.object("log.arrived:"+entry.To, arrived)
	p.shell.targets.object("log.again:"+entry.To, again)
	return newProblemPanel(table.Issue{
		Severity: table.Warning, Message: say("Nobody knows whether %s (%s) got their message: the connection ended before the server answered.", entry.Recipient, entry.To),
		Remedy: say("Ask them, or see the sent mail of the account. Sent again, it has the same Message-ID."),
	}, arrived, again)
}

// document is the log as a sheet.
func (p *logPage) document() *reports.Document {
	cell := func(text string) reports.Cell { return reports.Cell{Text: text, Span: 1, Row: -1, Column: -1} }
	var head []reports.Cell
	for _, word := range []string{say("When"), say("Recipient"), say("State"), say("By"), say("To"), say("Rows"), say("Students"), say("As"), say("Files"), say("SHA-256"), say("Made from"), say("Remark"), say("Number")} {
		head = append(head, cell(word))
	}
	grid := &reports.Table{RowHeaders: 2, HeaderRows: [][]reports.Cell{head}}
	for _, entry := range p.entries {
		at := entry.Changed
		if entry.Sent != nil {
			at = *entry.Sent
		}
		var files, hashes []string
		for _, file := range entry.Files {
			files = append(files, file.Name)
			hashes = append(hashes, file.Hash)
		}
		students := reports.Cell{State: table.Missing, Span: 1, Row: -1, Column: -1}
		if entry.Students != nil {
			students = reports.NumberCell(float64(*entry.Students), 0, false)
		}
		grid.Body = append(grid.Body, reports.Row{Cells: []reports.Cell{
			cell(at.Local().Format("2006-01-02 15:04")), cell(entry.Recipient), cell(stateWord(entry.State)), cell(string(entry.Channel)), cell(entry.To),
			reports.NumberCell(float64(entry.Rows), 0, false), students, cell(entry.RunAs), cell(strings.Join(files, ", ")), cell(strings.Join(hashes, ", ")),
			cell(entry.Data), cell(translated(entry.Detail)), cell(fmt.Sprint(entry.ID)),
		}})
	}
	return &reports.Document{Title: say("Log of %s", p.name), Sentence: counted(len(p.entries), "delivery", "deliveries") + ".", Table: grid, Created: p.shell.now()}
}

// chosen are the numbers of the deliveries that are selected.
func (p *logPage) chosen() []int64 {
	if p.table == nil {
		return nil
	}
	cells := p.table.Selection()
	var ids []int64
	for row := max(0, cells.Top); row <= min(cells.Bottom, len(p.entries)-1); row++ {
		ids = append(ids, p.entries[row].ID)
	}
	return ids
}

func (p *logPage) askResend() {
	ids := p.chosen()
	if len(ids) == 0 {
		return
	}
	p.shell.askFirst(say("Send %s again?", counted(len(ids), "delivery", "deliveries")), say("Send again"), say("Not now"),
		say("What was refused or stopped goes out as it was. What was sent already is made anew from the data as they are now, and the recipient gets it a second time."),
		func() { p.resendAll(ids) })
}

// resendAll sends deliveries again.
func (p *logPage) resendAll(ids []int64) {
	s, bench, options := p.shell, p.shell.bench, p.options
	var results []workbench.PushResult
	s.jobs.start(say("Sending again"), true, func(ctx context.Context, report func(workbench.Progress)) (err error) {
		options.Progress = report
		results, err = bench.Resend(ctx, ids, options)
		return err
	}, func(err error) {
		s.refreshPublish()
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		for _, result := range results {
			s.tellSent(result)
		}
	})
}

// accept records that a message arrived.
func (p *logPage) accept(entry workbench.LogEntry) {
	s, bench := p.shell, p.shell.bench
	s.jobs.start(say("Recording it"), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		return bench.AcceptDelivery(ctx, entry.ID)
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
		}
		s.refreshPublish()
	})
}

// export writes the log to a file.
func (p *logPage) export() {
	if len(p.entries) == 0 {
		return
	}
	document := p.document()
	p.shell.askExport(document.Title, listFormats(), func(context.Context) (*reports.Document, error) { return document, nil })
}

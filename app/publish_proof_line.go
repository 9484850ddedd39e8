package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
)

// proofLine says beneath the proof all that there is to look at of the recipient
// that is selected, which a cell of the sheet has no room for.
type proofLine struct {
	page   *proofPage
	title  *widget.Label
	words  *widget.Label
	object *fyne.Container
}

func newProofLine(p *proofPage) *proofLine {
	l := &proofLine{page: p, title: widget.NewLabel(""), words: wrapped("")}
	l.title.TextStyle.Bold = true
	open := plainButton(say("Show their dashboard"), "chart", func() { p.look(p.table.Selection().Top) })
	scroll := container.NewVScroll(l.words)
	scroll.SetMinSize(fyne.NewSize(100, 76*textScale()))
	l.object = container.NewVBox(newRule(), container.NewBorder(nil, nil, l.title, open), scroll)
	l.object.Hide()
	p.shell.targets.object("proof.look", open)
	p.shell.targets.text("proof.line", l.words, func() string { return l.words.Text })
	return l
}

// show tells of a recipient, or with a row that is none of nobody.
func (l *proofLine) show(row int) {
	if row < 0 || row >= len(l.page.proof.Lines) {
		l.object.Hide()
		return
	}
	line := l.page.proof.Lines[row]
	l.title.SetText(line.Recipient)
	var words []string
	if line.Held {
		words = append(words, say("Nothing is sent to this recipient."))
	}
	for _, warning := range line.Warnings {
		words = append(words, strings.TrimSpace(warning.Message+" "+warning.Remedy))
	}
	words = append(words, line.Changes...)
	if len(words) == 0 {
		words = []string{say("Nothing to look at.")}
	}
	l.words.SetText(strings.Join(words, "\n"))
	l.object.Show()
}

// warning is a warning about the push as a whole, with what mends it here.
func (p *proofPage) warning(issue table.Issue) fyne.CanvasObject {
	if issue.Code != "mail-account" || p.shell.bench.ReadOnly() {
		return newProblemPanel(issue)
	}
	issue.Remedy = say("Say how it is sent, or choose folders for this push.")
	mailing := plainButton(say("Mail…"), "export", p.shell.askMail)
	p.shell.targets.object("proof.mail", mailing)
	return newProblemPanel(issue, mailing)
}

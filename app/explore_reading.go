package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// offerReading says on its button how many notes there are to what is shown.
func (p *explorePage) offerReading() {
	document := p.presenter.document()
	if document == nil {
		p.reading.Hide()
		return
	}
	words := say("How to read")
	if n := len(document.Notes); n > 0 {
		words = counted(n, "note", "notes")
	}
	p.reading.Show()
	if p.reading.Text != words {
		p.reading.SetText(words)
	}
}

// showReading shows what a reader must know: what the numbers are, what is
// withheld or missing, and where the rows come from. Exports say the same.
func (p *explorePage) showReading() {
	document := p.presenter.document()
	if document == nil {
		return
	}
	lines := container.New(newStack(2))
	for _, part := range []struct {
		title string
		lines []string
	}{
		{say("What the numbers are"), document.Definitions},
		{say("What to know about them"), document.Notes},
		{say("Whether rows and columns have to do with each other"), p.presenter.associationWords()},
		{say("Where they come from"), []string{document.Source}},
	} {
		if len(part.lines) == 0 {
			continue
		}
		lines.Add(smallHeading(part.title))
		for _, text := range part.lines {
			line := widget.NewLabel(text)
			line.Wrapping = fyne.TextWrapWord
			lines.Add(line)
		}
	}
	question := p.shell.newAsk(say("How to read this"), say("Close"))
	scroll := container.NewVScroll(lines)
	scroll.SetMinSize(fyne.NewSize(10, 300))
	question.showFilled(fyne.NewSize(600, 420), scroll)
}

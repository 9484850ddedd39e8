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
	p.readingWords = words
	p.fitReading()
}

// fitReading writes the words on the button if there is room for them; the icon
// says enough where there is none.
func (p *explorePage) fitReading() {
	for _, words := range []string{p.readingWords, ""} {
		if p.reading.Text != words {
			p.reading.SetText(words)
		}
		if p.readingRoom == 0 || p.reading.MinSize().Width <= p.readingRoom {
			return
		}
	}
}

// readingLine has the button for notes at its beginning and the tools at its end.
type readingLine struct{ page *explorePage }

// Layout gives the button what the tools leave. Tools that have no room on one
// line have several, beside the button without its words.
func (r readingLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	reading, tools := objects[0], objects[1].(*fyne.Container)
	width := tools.Layout.(*toolLines).oneLine(tools.Objects)
	r.page.readingRoom = max(1, size.Width-width)
	r.page.fitReading()
	button := reading.MinSize()
	if reading.Visible() {
		width = min(width, size.Width-button.Width)
	} else {
		width = min(width, size.Width)
	}
	tools.Resize(fyne.NewSize(width, tools.MinSize().Height))
	tools.Resize(fyne.NewSize(width, tools.MinSize().Height))
	tools.Move(fyne.NewPos(max(0, size.Width-width), 0))
	reading.Resize(fyne.NewSize(button.Width, min(size.Height, button.Height)))
	reading.Move(fyne.NewPos(0, 0))
}

// MinSize is as wide as the widest tool beside the button, which goes without
// its words.
func (readingLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	tools, button := objects[1].MinSize(), objects[0].MinSize()
	return fyne.NewSize(tools.Width+button.Height, max(tools.Height, button.Height))
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

package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
)

// languageWords are what the languages of pages are called.
func languageWords() []string { return []string{"English", "Español"} }

// askSettings asks for what is the same for the whole page.
func (p *boardPage) askSettings() {
	if p.draft == nil {
		return
	}
	question := p.shell.newAsk("The whole page", "Cancel")
	now := p.draft.now
	title, about := question.entry(), question.entry()
	title.SetText(now.Title)
	title.SetPlaceHolder(now.Name)
	about.SetText(now.Description)
	about.SetPlaceHolder("What the page is for, in a sentence")
	language := widget.NewSelect(languageWords(), nil)
	language.SetSelectedIndex(0)
	if now.Language == reports.Spanish {
		language.SetSelectedIndex(1)
	}
	one := widget.NewCheck("As PDF, set it onto exactly one page", nil)
	one.SetChecked(now.OnePage)
	question.agreeBy("OK", func() {
		changed := p.draft.now.Clone()
		changed.Title, changed.Description, changed.OnePage = strings.TrimSpace(title.Text), strings.TrimSpace(about.Text), one.Checked
		if chosen := reports.Languages()[max(0, language.SelectedIndex())]; chosen != reports.English || changed.Language != "" {
			changed.Language = chosen
		}
		question.hide()
		p.change(changed)
	})
	question.show(fyne.NewSize(520, 300), title, widget.NewLabel("Title"), inset(title), widget.NewLabel("What it is for"), inset(about),
		widget.NewLabel("Language of the program's sentences"), inset(language), one)
	p.shell.targets.object("boardpage.title", title)
	p.shell.targets.object("boardpage.language", language)
	p.shell.targets.object("boardpage.ok", question.agree)
}

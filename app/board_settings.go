package app

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// languageWords are what the languages of pages are called.
func languageWords() []string { return []string{"English", "Español"} }

// askSettings asks for what is the same for the whole page.
func (p *boardPage) askSettings() {
	if p.draft == nil {
		return
	}
	question := p.shell.newAsk(say("The whole page"), say("Cancel"))
	now := p.draft.now
	title, about := question.entry(), question.entry()
	title.SetText(now.Title)
	title.SetPlaceHolder(now.Name)
	about.SetText(now.Description)
	about.SetPlaceHolder(say("What the page is for, in a sentence"))
	language := widget.NewSelect(languageWords(), nil)
	language.SetSelectedIndex(0)
	if now.Language == reports.Spanish {
		language.SetSelectedIndex(1)
	}
	one := widget.NewCheck(say("As PDF, set it onto exactly one page"), nil)
	one.SetChecked(now.OnePage)
	least := question.entry()
	least.SetPlaceHolder(say("0 shows all"))
	if now.SmallestGroup > 0 {
		least.SetText(strconv.Itoa(now.SmallestGroup))
	}
	problem := container.NewStack()
	question.agreeBy(say("OK"), func() {
		smallest, fine := 0, true
		if strings.TrimSpace(least.Text) != "" {
			smallest, fine = wholeNumber(least.Text)
		}
		if !fine || smallest < 0 {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(table.Issue{Severity: table.Failure, Message: say("“%s” is no size of a group.", least.Text), Remedy: say("Write a whole number, such as 10, or leave it empty.")})}
			problem.Refresh()
			question.fit()
			return
		}
		changed := p.draft.now.Clone()
		changed.SmallestGroup = smallest
		changed.Title, changed.Description, changed.OnePage = strings.TrimSpace(title.Text), strings.TrimSpace(about.Text), one.Checked
		if chosen := reports.Languages()[max(0, language.SelectedIndex())]; chosen != reports.English || changed.Language != "" {
			changed.Language = chosen
		}
		question.hide()
		p.change(changed)
	})
	question.show(fyne.NewSize(520, 300), title, widget.NewLabel(say("Title")), inset(title), widget.NewLabel(say("What it is for")), inset(about),
		widget.NewLabel(say("Language of the program's sentences")), inset(language), one,
		widget.NewLabel(say("Withhold the numbers of groups of fewer people than")), inset(least), problem)
	p.shell.targets.object("boardpage.smallest", least)
	p.shell.targets.object("boardpage.title", title)
	p.shell.targets.object("boardpage.language", language)
	p.shell.targets.object("boardpage.ok", question.agree)
}

package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// answerSigns are the signs that usually stand between several answers in one
// cell, and how they are called.
var answerSigns = []struct{ sign, words string }{
	{";", toSay("a semicolon ;")}, {",", toSay("a comma ,")}, {"/", toSay("a slash /")}, {"|", toSay("a bar |")}, {"+", toSay("a plus +")},
}

// splitItem offers to take several answers in one cell apart, so that a student
// with two services is counted in each of them and once in the total.
func (p *explorePage) splitItem(where shelf, i int, dimension crosstab.Dimension, become func(func(d *crosstab.Dimension)) func()) *fyne.MenuItem {
	whole := fyne.NewMenuItem(say("The cell as it is"), become(func(d *crosstab.Dimension) { d.Split = "" }))
	whole.Checked = dimension.Split == ""
	lines := []*fyne.MenuItem{whole}
	known := dimension.Split == ""
	for _, choice := range answerSigns {
		line := fyne.NewMenuItem(say("Several answers with %s between", say(choice.words)), become(func(d *crosstab.Dimension) { d.Split = choice.sign }))
		line.Checked = dimension.Split == choice.sign
		known = known || line.Checked
		lines = append(lines, line)
	}
	own := fyne.NewMenuItem(say("Another sign…"), func() { p.askSplit(where, i) })
	own.Checked = !known
	item := fyne.NewMenuItem(say("Answers in a cell"), nil)
	item.ChildMenu = fyne.NewMenu("", append(lines, own)...)
	return item
}

// askSplit asks for the sign between several answers.
func (p *explorePage) askSplit(where shelf, i int) {
	dimension := (*p.presenter.axis(where))[i]
	p.askLine(say("Answers in %s", p.fieldTitle(dimension.Field)), say("Take apart"), say("Sign between two answers"),
		say("Write what stands between two answers in one cell, such as ; or “ and ”. A row then counts once in each of its answers, and once in every total."),
		dimension.Split, func(text string) *table.Issue {
			if strings.TrimSpace(text) == "" || len(text) > 8 {
				return table.Failed("split-unfit", table.Where{}, say("That is no sign between two answers."), say("Write one to eight letters, such as ; or /."), nil)
			}
			dimension.Split = text
			p.presenter.setDimension(where, i, dimension)
			return nil
		})
}

// askLimit asks how many members are kept apart.
func (p *explorePage) askLimit(where shelf, i int) {
	dimension := (*p.presenter.axis(where))[i]
	text := ""
	if dimension.Limit > 0 {
		text = number(dimension.Limit)
	}
	p.askLine(say("Show the first of %s", p.fieldTitle(dimension.Field)), say("Show"), say("How many"),
		say("The first so many in the order they are sorted stay apart; all others are shown together, so that the total stays the total of all rows."),
		text, func(text string) *table.Issue {
			limit, ok := wholeNumber(text)
			if !ok || limit < 1 {
				return table.Failed("order-unfit", table.Where{}, say("“%s” is not a number of members.", text), say("Write a whole number from 1, such as 15."), nil)
			}
			dimension.Limit = limit
			p.presenter.setDimension(where, i, dimension)
			return nil
		})
}

// askLine asks for one line of text. take uses it, or says what is wrong with
// it, and the dialog stays.
func (p *explorePage) askLine(title, agree, label, words, text string, take func(text string) *table.Issue) *ask {
	question := p.shell.newAsk(title, say("Cancel"))
	line := question.entry()
	line.setSelected(text)
	problem := container.NewStack()
	question.agreeBy(agree, func() {
		if issue := take(line.Text); issue != nil {
			question.refuse(problem, issue)
			return
		}
		question.hide()
	})
	question.show(fyne.NewSize(480, 200), line, hintText(words), widget.NewLabel(label), inset(line), problem)
	return question
}

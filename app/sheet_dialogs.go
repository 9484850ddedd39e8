package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// ownKinds are the kinds of own columns, in words.
var ownKinds = [...]struct {
	kind  warehouse.OwnKind
	words string
}{
	{warehouse.OwnText, toSay("Text")},
	{warehouse.OwnNumber, toSay("Number")},
	{warehouse.OwnChoice, toSay("Choice list")},
	{warehouse.OwnYesNo, toSay("Yes or no")},
	{warehouse.OwnDate, toSay("Date")},
	{warehouse.OwnFormula, toSay("Formula")},
}

// askOwn asks for a new own column, or what is to change in one. When it is
// refused, as a formula with a mistake is, it asks again with what was typed.
func (e *sheet) askOwn(before string, own warehouse.OwnColumn) {
	e.askOwnAgain(before, before, own, nil)
}

// askOwnAgain is askOwn with the name as it was typed, and why it was refused.
func (e *sheet) askOwnAgain(before, typed string, own warehouse.OwnColumn, refused *table.Issue) {
	s := e.page.shell
	title, agree := say("Add a column of your own"), say("Add the column")
	if before != "" {
		title, agree = say("Change %s", before), say("Change it")
	}
	question := s.newAsk(title, say("Cancel"))
	name, choices, formula := question.entry(), question.entry(), question.entry()
	name.SetText(typed)
	choices.SetText(strings.Join(own.Choices, ", "))
	choices.SetPlaceHolder(say("called, left a message, no answer"))
	formula.SetText(own.Formula)
	formula.SetPlaceHolder("[Days Absent] / [Days Enrolled]")
	choiceBox := container.NewVBox(widget.NewLabel(say("Choices, with commas between them")), inset(choices))
	formulaBox := container.NewVBox(widget.NewLabel(say("Formula over the other columns")), inset(formula))
	var words []string
	for _, each := range ownKinds {
		words = append(words, say(each.words))
	}
	kind := question.choice(words, nil)
	kind.OnChanged = func(string) {
		choiceBox.Hidden = ownKinds[kind.SelectedIndex()].kind != warehouse.OwnChoice
		formulaBox.Hidden = ownKinds[kind.SelectedIndex()].kind != warehouse.OwnFormula
		question.fit()
	}
	for i, each := range ownKinds {
		if each.kind == own.Kind {
			kind.SetSelectedIndex(i)
		}
	}
	question.agreeBy(agree, func() {
		made := warehouse.OwnColumn{Column: table.Column{Name: name.Text, Description: own.Column.Description}, Kind: ownKinds[kind.SelectedIndex()].kind, Formula: formula.Text}
		for _, choice := range strings.Split(choices.Text, ",") {
			made.Choices = append(made.Choices, strings.TrimSpace(choice))
		}
		question.hide()
		act := e.actOf(say("Adding a column"), workbench.AddColumn{Column: made}, true, false)
		if before != "" {
			act = e.actOf(say("Changing a column"), workbench.ChangeColumn{Name: before, Column: made}, true, false)
		}
		act.reveals = strings.TrimSpace(name.Text)
		act.refused = func(issue *table.Issue) { e.askOwnAgain(before, name.Text, made, issue) }
		e.add(act)
	})
	problem := container.NewStack()
	question.help = toSay(ownHelp)
	hint := say("It stays when the next file is imported: what you write stays with the rows that have the same key.")
	if len(e.page.described.Key) == 0 {
		hint = say("This dataset has no key, so that next week's file cannot be told which row is which. Give it one when you import, or what you write goes with the rows that a file replaces.")
	}
	question.show(fyne.NewSize(560, 300), name, hintText(hint), widget.NewLabel(say("Name")), inset(name), widget.NewLabel(say("What it holds")), inset(kind), choiceBox, formulaBox, problem)
	if refused != nil {
		question.refuse(problem, refused)
	}
	s.targets.text("own.name", name, func() string { return name.Text })
	s.targets.object("own.agree", question.agree)
}

// askComment asks for a comment on a cell.
func (e *sheet) askComment(row int, column string) {
	s, bench, dataset := e.page.shell, e.page.shell.bench, e.page.name
	fetch(&e.reading, say("Reading the comment"), false, func(ctx context.Context, _ func(workbench.Progress)) (warehouse.CellHistory, error) {
		return bench.CellHistory(ctx, dataset, row, column)
	}, func(history warehouse.CellHistory, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		question := s.newAsk(say("Comment on %s", column), say("Cancel"))
		text := question.entry()
		if history.Comment != nil {
			text.setSelected(history.Comment.Text)
		}
		keep := e.sameRows(func() {
			e.edit(say("Commenting"), workbench.Comment{Row: row, Column: column, Text: text.Text}, false)
		})
		question.agreeBy(say("Keep the comment"), func() {
			question.hide()
			keep()
		})
		question.show(fyne.NewSize(560, 200), text, hintText(say("An empty comment takes the one that is there away.")), inset(text))
	})
}

// askTerm asks what a column is to be called where it is shown.
func (e *sheet) askTerm(column string) {
	s := e.page.shell
	question := s.newAsk(say("Show %s under another name", column), say("Cancel"))
	shown := question.entry()
	if at := e.page.described.Schema.Index(column); at >= 0 {
		shown.setSelected(e.page.described.Schema[at].Title())
	}
	question.agreeBy(say("Show it so"), func() {
		question.hide()
		e.add(sheetAct{name: say("Changing the glossary"), reshapes: true, do: func(ctx context.Context, bench *workbench.Workbench, _ int64) (warehouse.Edit, error) {
			return bench.RenameTerm(ctx, column, shown.Text)
		}})
	})
	question.show(fyne.NewSize(560, 220), shown, hintText(say("The word is put into the glossary: every column of that name is shown so, in tables, reports and exports. Formulas go by the name in the file.")), widget.NewLabel(say("Shown as")), inset(shown))
}

// showHistory tells who wrote a cell, when, and what its file says.
func (e *sheet) showHistory(row int, column string) {
	s, bench, dataset := e.page.shell, e.page.shell.bench, e.page.name
	fetch(&e.reading, say("Reading the history"), false, func(ctx context.Context, _ func(workbench.Progress)) (warehouse.CellHistory, error) {
		return bench.CellHistory(ctx, dataset, row, column)
	}, func(history warehouse.CellHistory, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		question := s.newAsk(say("%s, row %s", column, number(row+1)), say("Close"))
		lines := []fyne.CanvasObject{}
		add := func(text string) {
			label := widget.NewLabel(text)
			label.Wrapping = fyne.TextWrapWord
			lines = append(lines, label)
		}
		for _, line := range historyWords(history, s) {
			add(line)
		}
		question.show(fyne.NewSize(600, 220), nil, lines...)
	})
}

// historyWords tells a cell's history, a line for each thing known.
func historyWords(history warehouse.CellHistory, s *Shell) []string {
	blank := func(text string) string {
		if text == "" {
			return say("blank")
		}
		return "“" + shortened(text, 60) + "”"
	}
	var lines []string
	switch {
	case !history.Written && history.ByHand:
		lines = append(lines, say("Nobody has written into this cell yet."))
	case !history.Written:
		lines = append(lines, say("It is as the file has it: %s.", history.Source.String()))
	case !history.ByHand:
		says := say("The file says %s", blank(history.File))
		if place := history.Source.String(); place != "" {
			says += " (" + place + ")"
		}
		lines = append(lines, says+".")
	}
	for _, change := range history.Changes {
		lines = append(lines, say("%s, %s: from %s to %s", change.Who, when(change.At, s.now()), blank(change.Old), blank(change.New)))
	}
	if history.Comment != nil {
		lines = append(lines, say("Comment by %s: %s", history.Comment.Who, history.Comment.Text))
	}
	return lines
}

// Replace asks what to find and what to put in its place, in the columns that
// are selected or in all.
func (e *sheet) Replace(cells widgets.Range) {
	s := e.page.shell
	bench, dataset := s.bench, e.page.name
	question := s.newAsk(say("Find and replace"), say("Close"))
	find, by := question.entry(), question.entry()
	whole := widget.NewCheck(say("Only whole cells"), nil)
	matchCase := widget.NewCheck(say("Upper and lower case as written"), nil)
	everywhere := say("All columns")
	scope := question.choice([]string{everywhere}, nil)
	scope.SetSelected(everywhere)
	var columns []string // those of the cells, as they were when it was asked for
	if !cells.Empty() {
		columns = e.columns(cells.Left, min(cells.Right, cells.Left+3))
		chosen := strings.Join(columns, ", ")
		scope.Options = append(scope.Options, say("Only %s", chosen))
		if cells.Columns() <= 4 && cells.Columns() < e.rows().source.Columns() {
			scope.SetSelected(say("Only %s", chosen))
		}
	}
	request := func() workbench.FindRequest {
		asked := workbench.FindRequest{Text: find.Text, WholeCell: whole.Checked, MatchCase: matchCase.Checked}
		if scope.Selected != everywhere {
			asked.Columns = columns
		}
		return asked
	}
	count := quiet("")
	var counting latest
	counting.jobs = s.jobs
	recount := func() {
		if find.Text == "" {
			counting.cancel()
			count.SetText("")
			return
		}
		asked := request()
		fetch(&counting, say("Counting"), false, func(ctx context.Context, _ func(workbench.Progress)) (int, error) {
			_, n, err := bench.Find(ctx, dataset, asked, 1)
			return n, err
		}, func(n int, err error) {
			if err == nil {
				count.SetText(counted(n, "cell holds it.", "cells hold it."))
			}
		})
	}
	find.OnChanged = func(string) { recount() }
	whole.OnChanged = func(bool) { recount() }
	matchCase.OnChanged = func(bool) { recount() }
	scope.OnChanged = func(string) { recount() }
	question.agreeBy(say("Replace all"), func() {
		if find.Text == "" {
			return
		}
		question.hide()
		e.edit(say("Replacing"), workbench.ReplaceText{FindRequest: request(), By: by.Text}, false)
	})
	question.show(fyne.NewSize(560, 320), find, widget.NewLabel(say("Find")), inset(find), count, widget.NewLabel(say("Replace by")), inset(by), inset(scope), container.NewHBox(whole, matchCase))
	s.targets.text("replace.count", count, func() string { return count.Text })
}

// askClusters shows values of a column that may be spellings of the same, and
// merges those that the person ticks.
func (e *sheet) askClusters(column string) {
	s, bench, dataset := e.page.shell, e.page.shell.bench, e.page.name
	fetch(&e.reading, say("Looking for similar spellings"), true, func(ctx context.Context, _ func(workbench.Progress)) ([]workbench.Cluster, error) {
		return bench.ClusterSpellings(ctx, dataset, column)
	}, func(clusters []workbench.Cluster, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		if len(clusters) == 0 {
			s.notice.tell(say("No two values of %s look like spellings of the same.", column))
			return
		}
		e.showClusters(column, clusters)
	})
}

// mostClusters is how many clusters are shown at once; the others are found
// again once these are merged.
const mostClusters = 50

func (e *sheet) showClusters(column string, clusters []workbench.Cluster) {
	s := e.page.shell
	clusters = clusters[:min(len(clusters), mostClusters)]
	question := s.newAsk(say("Similar spellings in %s", column), say("Close"))
	ticks, intos := make([]*widget.Check, len(clusters)), make([]*askEntry, len(clusters))
	list := container.NewVBox()
	for i, cluster := range clusters {
		var parts []string
		for _, spelling := range cluster.Spellings {
			parts = append(parts, spelling.Text+" ("+number(spelling.Rows)+")")
		}
		words := say("The same words:") + " "
		if cluster.Method == workbench.FewLetters {
			words = say("A few letters apart:") + " "
		}
		ticks[i], intos[i] = widget.NewCheck(say("Merge into"), nil), question.entry()
		intos[i].SetText(cluster.Into)
		list.Add(hintText(words + strings.Join(parts, ", ")))
		list.Add(container.NewBorder(nil, nil, ticks[i], nil, intos[i]))
	}
	problem := container.NewStack()
	question.agreeBy(say("Merge those ticked"), func() {
		if !slices.ContainsFunc(ticks, func(tick *widget.Check) bool { return tick.Checked }) {
			question.refuse(problem, table.Failed("nothing-ticked", table.Where{}, say("Nothing is ticked."), say("Tick the spellings to merge, or press Close."), nil))
			return
		}
		question.hide()
		for i, cluster := range clusters {
			if !ticks[i].Checked {
				continue
			}
			merge := workbench.MergeSpellings{Column: column, Into: intos[i].Text}
			for _, spelling := range cluster.Spellings {
				merge.From = append(merge.From, spelling.Text)
			}
			e.edit(say("Merging spellings"), merge, false)
		}
	})
	scroll := container.NewVScroll(list)
	scroll.SetMinSize(fyne.NewSize(200, min(320, list.MinSize().Height+20)))
	question.show(fyne.NewSize(720, 200), nil, hintText(say("Nothing is merged that you have not ticked. Ctrl+Z takes a merge back.")), scroll, problem)
}

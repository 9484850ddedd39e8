package app

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// problemOf is what went wrong, as a page keeps it. What the person has
// cancelled is said quietly below and is no problem: nil.
func (s *Shell) problemOf(err error) *table.Issue {
	if errors.Is(err, context.Canceled) {
		s.notice.tell(say("Cancelled. Nothing was changed."))
		return nil
	}
	issue := workbench.Problem(err)
	return &issue
}

// newProblemPanel shows what went wrong and what to do about it, in its place
// on the page. A note or a warning is drawn more quietly than a failure.
func newProblemPanel(issue table.Issue, actions ...*widget.Button) fyne.CanvasObject {
	if len(actions) == 0 {
		return newProblemPanelWith(issue, nil)
	}
	row := container.NewHBox(newGap(1, 1))
	for _, action := range actions {
		row.Add(action)
	}
	return newProblemPanelWith(issue, row)
}

// newProblemPanelWith is newProblemPanel with what the person may do about it,
// or nil, beneath the words.
func newProblemPanelWith(issue table.Issue, act fyne.CanvasObject) fyne.CanvasObject {
	surface, sign, ink := colorAlert, "problem", theme.ColorNameError
	switch issue.Severity {
	case table.Note:
		surface, sign, ink = colorNotice, "note", theme.ColorNamePrimary
	case table.Warning:
		surface, sign, ink = colorNotice, "problem", theme.ColorNameWarning
	}

	words := container.New(newStack(0))
	message := widget.NewLabelWithStyle(translated(issue.Message), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	message.Wrapping = fyne.TextWrapWord
	words.Add(message)
	if issue.Remedy != "" {
		remedy := widget.NewLabel(translated(issue.Remedy))
		remedy.Wrapping = fyne.TextWrapWord
		words.Add(remedy)
	}
	if place := whereIn(issue.Where); place != "" {
		where := widget.NewLabelWithStyle(place, fyne.TextAlignLeading, fyne.TextStyle{})
		where.Importance = widget.LowImportance
		where.SizeName = theme.SizeNameCaptionText
		where.Wrapping = fyne.TextWrapWord
		words.Add(where)
	}
	if act != nil {
		words.Add(act)
		words.Add(newGap(1, 4))
	}
	picture := widget.NewIcon(theme.NewColoredResource(icon(sign), ink))
	body := container.NewBorder(nil, nil, container.NewPadded(container.NewVBox(newGap(1, 4), picture)), nil, words)
	return container.NewStack(newCard(surface, ink), container.NewPadded(body))
}

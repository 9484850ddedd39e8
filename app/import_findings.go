package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/importers"
)

// mostFindings is how many findings are drawn; a file with more has a kind of
// trouble that the first ones tell of.
const mostFindings = 60

// importFindings lists what was found in a table, each guess in words and with
// what may be chosen instead.
type importFindings struct {
	page   *importPage
	lines  *fyne.Container
	scroll *container.Scroll
	object fyne.CanvasObject
	shown  *importTable
}

func newImportFindings(p *importPage) *importFindings {
	f := &importFindings{page: p, lines: container.New(newStack(2))}
	f.scroll = container.NewVScroll(f.lines)
	f.object = f.scroll
	return f
}

// show draws the findings of the table that is shown, by their rank.
func (f *importFindings) show() {
	t := f.page.presenter.table()
	f.lines.Objects = nil
	if t != nil {
		if len(t.plan.Findings) == 0 {
			f.lines.Add(hint(say("Nothing unusual was found.")))
		}
		for _, rank := range []int{0, 1, 2} {
			for i, finding := range t.plan.Findings {
				if findingRank(finding) == rank && len(f.lines.Objects) < mostFindings {
					f.lines.Add(f.card(t, i, finding))
				}
			}
		}
		if more := len(t.plan.Findings) - len(f.lines.Objects); more > 0 {
			f.lines.Add(hint(say("And %s of these kinds.", counted(more, "more finding", "more findings"))))
		}
	}
	f.lines.Refresh()
	if t != f.shown {
		f.shown = t
		f.scroll.ScrollToTop()
	}
}

// findingRank orders findings: questions, then what the file is and what has to
// be chosen of it, then the guesses.
func findingRank(finding importers.Finding) int {
	switch {
	case finding.Asks:
		return 0
	case finding.Code == "profile", finding.Code == "profile-doubt", finding.Code == "pick-one":
		return 1
	}
	return 2
}

// card is one finding.
func (f *importFindings) card(t *importTable, i int, finding importers.Finding) fyne.CanvasObject {
	p := f.page.presenter
	message := widget.NewLabel(translated(finding.Message))
	message.Wrapping = fyne.TextWrapWord
	message.SizeName = theme.SizeNameCaptionText
	sign, ink := "note", theme.ColorNamePrimary
	if finding.Asks {
		sign, ink = "problem", theme.ColorNameWarning
	}
	if finding.Code == "profile" {
		return f.recognised(t, finding)
	}
	buttons := container.New(layout.NewRowWrapLayoutWithCustomPadding(4, 0))
	choice, taken := t.taken[i]
	if taken {
		done := caption(say("Changed: %s", translated(finding.Undo[choice].Label)))
		done.Importance = widget.SuccessImportance
		buttons.Add(done)
		buttons.Add(f.button(say("Put back"), i, func() { p.answer(i, -1) }))
	}
	for c, change := range finding.Undo {
		if !taken || c != choice {
			buttons.Add(f.button(translated(change.Label), i, func() { p.answer(i, c) }))
		}
	}
	var look fyne.CanvasObject
	if finding.Column != "" && t.shownColumn(finding.Column) >= 0 {
		show := widget.NewButtonWithIcon("", icon("records"), func() { f.page.showColumn(finding.Column) })
		show.Importance = widget.LowImportance
		look = container.NewVBox(show)
	}
	words := container.New(newStack(-10), message)
	if choose := f.pick(t, finding); choose != nil {
		words.Add(container.NewPadded(choose))
	}
	if len(buttons.Objects) > 0 {
		words.Add(buttons)
	}
	picture := widget.NewIcon(theme.NewColoredResource(icon(sign), ink))
	return container.NewBorder(nil, nil, container.NewVBox(newGap(1, 4), picture), look, words)
}

// button is one way to answer a finding.
func (f *importFindings) button(label string, finding int, act func()) *widget.Button {
	button := widget.NewButton(label, act)
	button.Importance = widget.LowImportance
	if finding >= 0 {
		f.page.shell.targets.object("import.finding:"+number(finding+1)+":"+label, button)
	}
	return button
}

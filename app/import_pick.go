package app

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/workbench"
)

// wholeColumn is the choice to keep all members of a column.
const wholeColumn = "All of them, choosing later"

// recognised says which extract a table is, what that holds and how it is known.
func (f *importFindings) recognised(t *importTable, finding importers.Finding) fyne.CanvasObject {
	words := container.New(newStack(-10))
	if profile := workbench.ProfileOf(t.plan); profile != nil {
		title := widget.NewLabelWithStyle(profile.Title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		title.Wrapping = fyne.TextWrapWord
		about := widget.NewLabel(profile.Description)
		about.Wrapping = fyne.TextWrapWord
		words.Add(title)
		words.Add(about)
	}
	how := widget.NewLabel(translated(finding.Message))
	how.Wrapping = fyne.TextWrapWord
	how.SizeName = theme.SizeNameCaptionText
	words.Add(how)
	picture := widget.NewIcon(theme.NewColoredResource(icon("check"), theme.ColorNameSuccess))
	return container.NewBorder(nil, nil, container.NewVBox(newGap(1, 4), picture), nil, words)
}

// pick offers the members of a column of which a total keeps one, or nil when
// the finding is about something else.
func (f *importFindings) pick(t *importTable, finding importers.Finding) *widget.Select {
	if finding.Code != "pick-one" {
		return nil
	}
	at := slices.IndexFunc(t.plan.PickOne, func(one importers.PickOne) bool { return one.Column == finding.Column })
	if at < 0 {
		return nil
	}
	one := t.plan.PickOne[at]
	var options []string
	chosen := say(wholeColumn)
	for _, member := range one.Members {
		title := pickTitle(member)
		options = append(options, title)
		if member.Value == one.Default && one.Default != "" {
			chosen = title
		}
	}
	options = append(options, say(wholeColumn))
	choose := widget.NewSelect(options, nil)
	choose.SetSelected(chosen)
	choose.OnChanged = func(string) {
		member := ""
		if i := choose.SelectedIndex(); i >= 0 && i < len(one.Members) {
			member = one.Members[i].Value
		}
		f.page.presenter.pick(one.Column, member)
	}
	f.page.shell.targets.text("import.pick:"+one.Column, choose, func() string { return choose.Selected })
	return choose
}

func pickTitle(member importers.Member) string {
	title := member.Title()
	if title != member.Value {
		title += " (" + member.Value + ")"
	}
	return say("Begin with %s: %s", title, counted(member.Rows, "row", "rows"))
}

// pick says with which member of a column totals begin, "" for none. All rows
// are imported; the member is the filter of the first cross-tabs.
func (p *importPresenter) pick(column, member string) {
	t := p.table()
	if t == nil || p.importing() {
		return
	}
	t.keep("")
	picks := maps.Clone(t.picks)
	if picks == nil {
		picks = map[string]string{}
	}
	picks[column] = member
	t.picks = picks
	t.plan.PickOne = picked(t.plan.PickOne, picks)
	p.previews++
	p.changed()
}

// picked is what a file says of its levels, with what a person chose.
func picked(levels []importers.PickOne, picks map[string]string) []importers.PickOne {
	if len(picks) == 0 {
		return levels
	}
	levels = slices.Clone(levels)
	for i := range levels {
		if member, chosen := picks[levels[i].Column]; chosen {
			levels[i].Default = member
		}
	}
	return levels
}

package app

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// askBands asks at which numbers the bands of a dimension begin.
func (p *explorePage) askBands(where shelf, i int) {
	dimension := (*p.presenter.axis(where))[i]
	question := p.shell.newAsk(say("Bands of %s", p.fieldTitle(dimension.Field)), say("Cancel"))
	limits := question.entry()
	if dimension.Bands != nil {
		limits.setSelected(limitsText(dimension.Bands.At))
	}
	problem := container.NewStack()
	question.agreeBy(say("Cut into bands"), func() {
		at, issue := parseLimits(limits.Text)
		if issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			question.fit()
			return
		}
		question.hide()
		dimension.Bands, dimension.Groups = &crosstab.Bands{At: at}, nil
		p.presenter.setDimension(where, i, dimension)
	})
	question.show(fyne.NewSize(480, 200), limits,
		hintText(say("Write the numbers at which a new band begins, with commas between. With 5, 10 there are three: below 5, 5 to below 10, and 10 and more.")),
		widget.NewLabel(say("Limits")), inset(limits), problem)
	p.shell.targets.text("bands.limits", limits, func() string { return limits.Text })
	p.shell.targets.object("bands.agree", question.agree)
}

// parseLimits reads numbers with commas between and puts them in order.
func parseLimits(text string) ([]float64, *table.Issue) {
	var at []float64
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		number, err := strconv.ParseFloat(strings.TrimSuffix(part, "%"), 64)
		if err != nil || number != number || number-number != 0 {
			return nil, table.Failed("bands-unfit", table.Where{}, say("“%s” is not a number.", part), say("Write numbers with commas between, such as 5, 10, 18."), nil)
		}
		if strings.HasSuffix(part, "%") {
			number /= 100
		}
		at = append(at, number)
	}
	if len(at) == 0 {
		return nil, table.Failed("bands-unfit", table.Where{}, say("No band begins anywhere yet."), say("Write at least one number, such as 10."), nil)
	}
	for i := 1; i < len(at); i++ {
		if at[i] <= at[i-1] {
			return nil, table.Failed("bands-unfit", table.Where{}, say("The limits do not get larger from one to the next."),
				say("Write them from small to large, and thousands without a comma: 1000, 10000."), nil)
		}
	}
	return at, nil
}

func limitsText(at []float64) string {
	var texts []string
	for _, number := range at {
		texts = append(texts, strconv.FormatFloat(number, 'f', -1, 64))
	}
	return strings.Join(texts, ", ")
}

// askGroup asks which members of a dimension to make into one, and its name.
func (p *explorePage) askGroup(where shelf, i int) {
	dimension := (*p.presenter.axis(where))[i]
	members := p.membersShown(where, i)
	question := p.shell.newAsk(say("Group members of %s", p.fieldTitle(dimension.Field)), say("Cancel"))
	name := question.entry()
	name.SetPlaceHolder(say("Middle schools of the hills"))
	checks := widget.NewCheckGroup(members, nil)
	list := container.NewVScroll(checks)
	list.SetMinSize(fyne.NewSize(10, 220))
	problem := container.NewStack()
	question.agreeBy(say("Group"), func() {
		label := strings.TrimSpace(name.Text)
		var issue *table.Issue
		switch {
		case len(checks.Selected) == 0:
			issue = table.Failed("bands-unfit", table.Where{}, say("No member is chosen yet."), say("Tick those that belong together."), nil)
		case label == "":
			issue = table.Failed("bands-unfit", table.Where{}, say("The group has no name yet."), say("Give it one that people will understand in the table."), nil)
		}
		if issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			question.fit()
			return
		}
		question.hide()
		dimension.Groups = grouped(dimension.Groups, label, checks.Selected)
		p.presenter.setDimension(where, i, dimension)
	})
	question.show(fyne.NewSize(460, 400), name, widget.NewLabel(say("Name of the group")), inset(name), widget.NewLabel(say("Members")), list, problem)
}

// grouped is the groups with one more. A group that is itself made a member
// of the new one gives its members to it.
func grouped(groups []crosstab.Group, label string, members []string) []crosstab.Group {
	made := crosstab.Group{Label: label}
	var others []crosstab.Group
	for _, group := range groups {
		if slices.Contains(members, group.Label) || group.Label == label {
			made.Members = append(made.Members, group.Members...)
			continue
		}
		others = append(others, group)
	}
	for _, member := range members {
		if !slices.ContainsFunc(groups, func(g crosstab.Group) bool { return g.Label == member }) && !slices.Contains(made.Members, member) {
			made.Members = append(made.Members, member)
		}
	}
	return append(others, made)
}

// membersShown lists the members of a dimension in the result on show.
func (p *explorePage) membersShown(where shelf, i int) []string {
	view := p.presenter.view
	if view == nil {
		return nil
	}
	headers := view.Result.Rows()
	if where == columnsShelf {
		headers = view.Result.Columns()
	}
	var members []string
	for _, header := range headers {
		if len(header.Labels) > i && !slices.Contains(members, header.Labels[i]) {
			members = append(members, header.Labels[i])
		}
	}
	return members
}

// mostBands is how many bands can be asked for in the window.
const mostBands = 50

// askBandCount asks into how many bands a dimension is to be cut, and how.
func (p *explorePage) askBandCount(where shelf, i int) {
	dimension := (*p.presenter.axis(where))[i]
	question := p.shell.newAsk(say("Bands of %s", p.fieldTitle(dimension.Field)), say("Cancel"))
	count := question.entry()
	how := widget.NewRadioGroup([]string{say("of the same width"), say("with as many rows each")}, nil)
	how.SetSelected(how.Options[0])
	problem := container.NewStack()
	question.agreeBy(say("Cut into bands"), func() {
		bands, issue := bandCount(count.Text, how.Selected == how.Options[1])
		if issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			question.fit()
			return
		}
		question.hide()
		dimension.Bands, dimension.Groups = bands, nil
		p.presenter.setDimension(where, i, dimension)
	})
	question.show(fyne.NewSize(420, 220), count, widget.NewLabel(say("How many bands")), inset(count), how, problem)
}

// bandCount reads how many bands there are to be.
func bandCount(text string, asManyRows bool) (*crosstab.Bands, *table.Issue) {
	count, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || count < 2 || count > mostBands {
		return nil, table.Failed("bands-unfit", table.Where{}, say("“%s” is no number of bands.", strings.TrimSpace(text)), say("Write a whole number from 2 to %d.", mostBands), nil)
	}
	if asManyRows {
		return &crosstab.Bands{Quantile: count}, nil
	}
	return &crosstab.Bands{Equal: count}, nil
}

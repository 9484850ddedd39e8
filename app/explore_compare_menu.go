package app

import (
	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// comparedMembers is how many members of a field a menu lists.
const comparedMembers = 40

// compareItems offers what a number can be compared with.
func (p *explorePage) compareItems(measure crosstab.Measure, become func(crosstab.Measure) func()) []*fyne.MenuItem {
	plain := measure
	plain.Show, plain.In, plain.Member, plain.LastYear = crosstab.NoShow, "", "", false
	line := func(words string, show crosstab.Show, in string) *fyne.MenuItem {
		changed := plain
		changed.Show, changed.In = show, in
		item := fyne.NewMenuItem(words, become(changed))
		item.Checked = changed == measure
		return item
	}
	nothing := fyne.NewMenuItem(say("Nothing"), become(plain))
	nothing.Checked = measure.Show == crosstab.NoShow
	lines := []*fyne.MenuItem{
		nothing, fyne.NewMenuItemSeparator(),
		line(say("The total: difference"), crosstab.Difference, ""),
		line(say("The total: change in %"), crosstab.Change, ""),
		line(say("The total: index, 100 is the same"), crosstab.Index, ""),
	}
	spec := p.presenter.report.Spec
	for where, axis := range [][]crosstab.Dimension{spec.Rows, spec.Columns} {
		for i, dimension := range axis {
			title := p.fieldTitle(dimension.Field)
			lines = append(lines, fyne.NewMenuItemSeparator(),
				line(say("The %s before: difference", title), crosstab.Difference, dimension.Field),
				line(say("The %s before: change in %%", title), crosstab.Change, dimension.Field),
				line(say("The %s before: index, 100 is the same", title), crosstab.Index, dimension.Field),
				line(say("Rank among %s", title), crosstab.Rank, dimension.Field))
			if measure.Base == crosstab.NoBase && (measure.Function == crosstab.Count || measure.Function == crosstab.Sum) {
				lines = append(lines, line(say("Running total over %s", title), crosstab.Running, dimension.Field))
			}
			if p.presenter.calendar && p.isDays(dimension.Field) {
				before := plain
				before.In, before.LastYear = dimension.Field, true
				for _, way := range []struct {
					words string
					show  crosstab.Show
				}{{say("The same school day last year: difference"), crosstab.Difference}, {say("The same school day last year: change in %"), crosstab.Change}, {say("The same school day last year: index, 100 is the same"), crosstab.Index}} {
					before.Show = way.show
					item := fyne.NewMenuItem(way.words, become(before))
					item.Checked = before == measure
					lines = append(lines, item)
				}
			}
			if one := p.compareMemberItem(measure, plain, shelf(where), i, become); one != nil {
				lines = append(lines, one)
			}
		}
	}
	compare := fyne.NewMenuItem(say("Compare with"), nil)
	compare.ChildMenu = fyne.NewMenu("", lines...)
	compare.Checked = measure.Show != crosstab.NoShow
	return []*fyne.MenuItem{compare}
}

// isDays reports whether a field is a column of days.
func (p *explorePage) isDays(field string) bool {
	column, known := p.presenter.column(field)
	return known && column.Type == table.Date
}

// compareMemberItem offers the members of a field, each to be compared with:
// "2024-25", or one school. It is nil when none are shown.
func (p *explorePage) compareMemberItem(measure, plain crosstab.Measure, where shelf, i int, become func(crosstab.Measure) func()) *fyne.MenuItem {
	dimension := (*p.presenter.axis(where))[i]
	var lines []*fyne.MenuItem
	for _, member := range p.membersShown(where, i) {
		if len(lines) == comparedMembers {
			break
		}
		var ways []*fyne.MenuItem
		chosen := false
		for _, way := range []struct {
			words string
			show  crosstab.Show
		}{{say("Difference"), crosstab.Difference}, {say("Change in %"), crosstab.Change}, {say("Index, 100 is the same"), crosstab.Index}} {
			changed := plain
			changed.Show, changed.In, changed.Member = way.show, dimension.Field, member
			line := fyne.NewMenuItem(way.words, become(changed))
			line.Checked = changed == measure
			chosen = chosen || line.Checked
			ways = append(ways, line)
		}
		line := fyne.NewMenuItem(shortened(member, tabLetters), nil)
		line.ChildMenu = fyne.NewMenu("", ways...)
		line.Checked = chosen
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil
	}
	item := fyne.NewMenuItem(say("One %s", p.fieldTitle(dimension.Field)), nil)
	item.ChildMenu = fyne.NewMenu("", lines...)
	return item
}

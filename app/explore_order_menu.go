package app

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
)

// sortItem offers the orders: the natural one, its reverse, by values, by the
// values within each group, and by hand.
func (p *explorePage) sortItem(where shelf, i int, dimension crosstab.Dimension, become func(func(d *crosstab.Dimension)) func()) *fyne.MenuItem {
	line := func(words, by string, descending, within bool) *fyne.MenuItem {
		item := fyne.NewMenuItem(words, become(func(d *crosstab.Dimension) {
			d.By, d.Descending, d.Within, d.Order = by, descending, within, nil
		}))
		item.Checked = dimension.By == by && dimension.Descending == descending && dimension.Within == within && len(dimension.Order) == 0
		return item
	}
	lines := []*fyne.MenuItem{line(say("First to last"), "", false, false), line(say("Last to first"), "", true, false)}
	for _, measure := range p.presenter.asked().Spec.Measures {
		measure.Base, measure.Show, measure.In, measure.Member, measure.LastYear = crosstab.NoBase, crosstab.NoShow, "", "", false
		title := spoken().MeasureTitle(measure, p.presenter.schema)
		lines = append(lines, fyne.NewMenuItemSeparator(),
			line(say("%s, largest first", title), measure.Name(), true, false), line(say("%s, smallest first", title), measure.Name(), false, false))
		if i > 0 {
			outer := p.fieldTitle((*p.presenter.axis(where))[i-1].Field)
			lines = append(lines,
				line(say("%s, largest first within each %s", title, outer), measure.Name(), true, true),
				line(say("%s, smallest first within each %s", title, outer), measure.Name(), false, true))
		}
	}
	hidden := fyne.NewMenuItem(say("A number that is not shown…"), func() { p.askSortBy(where, i) })
	hidden.Checked = dimension.By != "" && !slices.ContainsFunc(lines, func(line *fyne.MenuItem) bool { return line.Checked })
	hand := fyne.NewMenuItem(say("By hand…"), func() { p.askOrder(where, i) })
	hand.Checked = len(dimension.Order) > 0
	sort := fyne.NewMenuItem(say("Sort by"), nil)
	sort.ChildMenu = fyne.NewMenu("", append(lines, fyne.NewMenuItemSeparator(), hidden, hand)...)
	return sort
}

// askSortBy asks for the field by whose number the members are sorted, largest
// first, without its being shown.
func (p *explorePage) askSortBy(where shelf, i int) {
	on := p.shelves[where]
	position := fyne.CurrentApp().Driver().AbsolutePositionForObject(on).AddXY(on.Size().Width, on.Size().Height)
	p.pickField(position, true, func(field string) { p.presenter.sortBy(where, i, field) })
}

// sortBy sorts the members of a dimension by what is most often asked of a
// field, largest first.
func (p *explorePresenter) sortBy(where shelf, i int, field string) {
	axis := *p.axis(where)
	if i >= len(axis) {
		return
	}
	dimension := axis[i]
	dimension.By, dimension.Descending, dimension.Order = p.usualMeasure(field).Name(), true, nil
	p.setDimension(where, i, dimension)
}

// limitItem offers how many members are kept apart.
func (p *explorePage) limitItem(where shelf, i int, dimension crosstab.Dimension, become func(func(d *crosstab.Dimension)) func()) *fyne.MenuItem {
	var lines []*fyne.MenuItem
	usual := []int{0, 5, 10, 20, 50}
	for _, limit := range usual {
		words := say("All")
		if limit > 0 {
			words = say("The first %d, and all others together", limit)
		}
		item := fyne.NewMenuItem(words, become(func(d *crosstab.Dimension) { d.Limit, d.Within = limit, false }))
		item.Checked = dimension.Limit == limit && (!dimension.Within || limit == 0)
		lines = append(lines, item)
	}
	if i > 0 {
		outer := p.fieldTitle((*p.presenter.axis(where))[i-1].Field)
		for _, limit := range usual[1:] {
			item := fyne.NewMenuItem(say("The first %d of each %s", limit, outer), become(func(d *crosstab.Dimension) { d.Limit, d.Within, d.Order = limit, true, nil }))
			item.Checked = dimension.Limit == limit && dimension.Within
			lines = append(lines, item)
		}
	}
	own := fyne.NewMenuItem(say("Another number…"), func() { p.askLimit(where, i) })
	own.Checked = !slices.Contains(usual, dimension.Limit)
	limit := fyne.NewMenuItem(say("Show"), nil)
	limit.ChildMenu = fyne.NewMenu("", append(lines, own)...)
	return limit
}

package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// dimensionItems offers how the members of a field are made and listed.
func (p *explorePage) dimensionItems(where shelf, i int) []*fyne.MenuItem {
	axis := *p.presenter.axis(where)
	dimension := axis[i]
	become := func(change func(d *crosstab.Dimension)) func() {
		return func() {
			changed := dimension
			change(&changed)
			p.presenter.setDimension(where, i, changed)
		}
	}
	other := say("Move to columns")
	if where == columnsShelf {
		other = say("Move to rows")
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(other, func() { p.presenter.send(where, i) }), fyne.NewMenuItemSeparator()}
	items = append(items, p.sortItem(where, i, dimension, become), p.limitItem(where, i, dimension, become))
	if part := p.datePartItem(where, i, dimension); part != nil {
		items = append(items, part)
	}
	column, known := p.presenter.column(dimension.Field)
	if known && (column.Type == table.Integer || column.Type == table.Decimal) {
		items = append(items, p.bandItem(where, i, dimension, become))
	} else if len(dimension.Groups) > 0 {
		items = append(items, fyne.NewMenuItem(say("Group members…"), func() { p.askGroup(where, i) }),
			fyne.NewMenuItem(say("Ungroup"), become(func(d *crosstab.Dimension) { d.Groups = nil })))
	} else {
		items = append(items, fyne.NewMenuItem(say("Group members…"), func() { p.askGroup(where, i) }))
	}
	if known && column.Type.IsText() {
		items = append(items, p.splitItem(where, i, dimension, become))
	}
	if i < len(axis)-1 {
		subtotals := fyne.NewMenuItem(say("Subtotals"), become(func(d *crosstab.Dimension) { d.NoSubtotal = !d.NoSubtotal }))
		subtotals.Checked = !dimension.NoSubtotal
		items = append(items, subtotals)
	}
	items = append(items, fyne.NewMenuItem(say("Name…"), func() { p.askFieldName(dimension.Field) }))
	return append(items, p.orderItems(where, i, len(axis))...)
}

// dateParts are what days can be grouped by, in the words of expressions and
// of people.
var dateParts = []struct{ function, word string }{
	{"", toSay("Day")},
	{"weekof", toSay("Week")},
	{"month", toSay("Month")},
	{"quarter", toSay("Quarter")},
	{"schoolyear", toSay("School year")},
	{"year", toSay("Calendar year")},
	{"dayname", toSay("Day of the week")},
	{"weekday", toSay("Day of the week as a number")},
	{"semester", toSay("Semester")},
	{"schoolmonth", toSay("School month")},
	{"schoolweek", toSay("School week")},
	{"term", toSay("Term")},
	{"schoolday", toSay("Day of instruction")},
}

// byCalendar are the parts that go by the school calendar of the workspace.
var byCalendar = []string{"term", "schoolday"}

// datePart splits a field such as month([Test Date]) into its parts; false if
// it is none.
func datePart(field string) (function, of string, ok bool) {
	function, rest, called := strings.Cut(field, "([")
	of, closed := strings.CutSuffix(rest, "])")
	if !called || !closed || strings.Contains(of, "]") {
		return "", "", false
	}
	return function, of, slices.ContainsFunc(dateParts, func(part struct{ function, word string }) bool { return part.function == function })
}

// datePartItem offers parts of a date; nil if the field is none.
func (p *explorePage) datePartItem(where shelf, i int, dimension crosstab.Dimension) *fyne.MenuItem {
	function, of, isPart := datePart(dimension.Field)
	if !isPart {
		function, of = "", dimension.Field
	}
	if column, known := p.presenter.column(of); !known || column.Type != table.Date || strings.Contains(of, "]") {
		return nil
	}
	var lines []*fyne.MenuItem
	for _, part := range dateParts {
		if !p.presenter.calendar && part.function != function && slices.Contains(byCalendar, part.function) {
			continue
		}
		changed := crosstab.Dimension{Field: of, Descending: dimension.Descending && dimension.By == ""}
		if part.function != "" {
			changed.Field = part.function + "([" + of + "])"
		}
		item := fyne.NewMenuItem(say(part.word), func() { p.presenter.setDimension(where, i, changed) })
		item.Checked = part.function == function
		lines = append(lines, item)
	}
	item := fyne.NewMenuItem(say("Group by"), nil)
	item.ChildMenu = fyne.NewMenu("", lines...)
	return item
}

// bandItem offers ways to cut numbers into bands.
func (p *explorePage) bandItem(where shelf, i int, dimension crosstab.Dimension, become func(func(d *crosstab.Dimension)) func()) *fyne.MenuItem {
	none := fyne.NewMenuItem(say("Each number by itself"), become(func(d *crosstab.Dimension) { d.Bands = nil }))
	none.Checked = dimension.Bands == nil
	lines := []*fyne.MenuItem{none}
	for _, choice := range []struct {
		words string
		bands crosstab.Bands
	}{
		{say("4 bands of the same width"), crosstab.Bands{Equal: 4}},
		{say("5 bands of the same width"), crosstab.Bands{Equal: 5}},
		{say("10 bands of the same width"), crosstab.Bands{Equal: 10}},
		{say("4 bands with as many rows each"), crosstab.Bands{Quantile: 4}},
		{say("5 bands with as many rows each"), crosstab.Bands{Quantile: 5}},
	} {
		bands := choice.bands
		item := fyne.NewMenuItem(choice.words, become(func(d *crosstab.Dimension) { d.Bands, d.Groups = &bands, nil }))
		item.Checked = dimension.Bands != nil && dimension.Bands.Equal == bands.Equal && dimension.Bands.Quantile == bands.Quantile && len(dimension.Bands.At) == 0
		lines = append(lines, item)
	}
	own := fyne.NewMenuItem(say("My own limits…"), func() { p.askBands(where, i) })
	own.Checked = dimension.Bands != nil && len(dimension.Bands.At) > 0
	another := fyne.NewMenuItem(say("Another number of bands…"), func() { p.askBandCount(where, i) })
	slide := fyne.NewMenuItem(say("Thresholds with sliders…"), func() { p.slide(where, i) })
	item := fyne.NewMenuItem(say("Bands"), nil)
	item.ChildMenu = fyne.NewMenu("", append(lines, another, own, slide)...)
	return item
}

// dimensionWords is what the chip of a dimension says beside its field.
func dimensionWords(dimension crosstab.Dimension) string {
	var words []string
	switch bands := dimension.Bands; {
	case bands == nil && len(dimension.Groups) > 0:
		words = append(words, "grouped")
	case bands != nil && len(bands.At) > 0:
		words = append(words, say("%d bands", len(bands.At)+1))
	case bands != nil:
		words = append(words, say("%d bands", bands.Equal+bands.Quantile))
	}
	if dimension.Split != "" {
		words = append(words, say("each answer"))
	}
	if dimension.Limit > 0 && dimension.Within {
		words = append(words, say("first %d of each", dimension.Limit))
	} else if dimension.Limit > 0 {
		words = append(words, say("first %d", dimension.Limit))
	}
	text := ""
	if len(dimension.Order) > 0 {
		words = append(words, say("by hand"))
	}
	if len(words) > 0 {
		text = " (" + strings.Join(words, ", ") + ")"
	}
	switch {
	case dimension.Descending:
		text += " ↓"
	case dimension.By != "":
		text += " ↑"
	}
	return text
}

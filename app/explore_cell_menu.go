package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// cellMenu offers what can be done with cells of the cross-tab.
func (p *explorePage) cellMenu(row, column int, position fyne.Position) {
	p.shell.popUp(position, p.cellItems(row, column)...)
}

// cellItems are the lines of a cell's menu, in the words of a spreadsheet's
// pivot table. A row below zero is a heading.
func (p *explorePage) cellItems(row, column int) []*fyne.MenuItem {
	copyTo := func(text func() string) func() { return func() { p.shell.application.Clipboard().SetContent(text()) } }
	items := []*fyne.MenuItem{}
	if p.presenter.view == nil {
		return items
	}
	source := newDocumentSource(p.presenter.view)
	if _, _, found := source.place(row, column); found {
		items = append(items, fyne.NewMenuItem(say("Show details"), func() { p.drill(row, column) }))
	}
	items = append(items, p.memberItems(p.membersAt(row, column))...)
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	if i, found := p.measureAt(column); found {
		items = append(items, p.numberItems(i, row, column)...)
	}
	above := fyne.NewMenuItem(say("Totals above"), func() { p.presenter.setTotalsAbove(p.presenter.report.Spec.Totals != crosstab.TotalsAbove) })
	above.Checked = p.presenter.report.Spec.Totals == crosstab.TotalsAbove
	empty := fyne.NewMenuItem(say("Show empty combinations"), func() { p.presenter.setEmpty(!p.presenter.report.Spec.Empty) })
	empty.Checked = p.presenter.report.Spec.Empty
	return append(items,
		fyne.NewMenuItem(say("Copy"), copyTo(p.crosstab.CopyText)),
		fyne.NewMenuItem(say("Copy with headings"), copyTo(p.crosstab.CopyTextWithHeaders)),
		fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Swap rows and columns"), p.presenter.swap), above, empty, p.chanceItem(),
		fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Export…"), p.export))
}

// placedMember is a member of a dimension on a row or a column of the table.
type placedMember struct {
	where     shelf
	at        int // of the dimension on its shelf
	dimension crosstab.Dimension
	label     string
	value     table.Value
}

// membersAt are the members that a cell belongs to, those of its row first. For
// a cell of the headings they are those of the column, for a label those of the
// row.
func (p *explorePage) membersAt(row, column int) []placedMember {
	view := p.presenter.view
	body, headers := view.Document.Table.Body, view.Document.Table.RowHeaders
	if column < 0 || column >= view.Document.Table.Width() {
		return nil
	}
	resultRow, resultColumn := -1, -1
	if row >= 0 && row < len(body) {
		cell := body[row].Cells[len(body[row].Cells)-1]
		if column >= headers {
			cell = body[row].Cells[column]
			resultColumn = cell.Column
		}
		resultRow = cell.Row
	} else if column >= headers && len(body) > 0 {
		resultColumn = body[0].Cells[column].Column
	}
	var members []placedMember
	add := func(where shelf, axis []crosstab.Dimension, labels []string, path []table.Value, only int) {
		for i := range labels {
			if i < len(axis) && (only < 0 || i == only) {
				members = append(members, placedMember{where, i, axis[i], labels[i], path[i]})
			}
		}
	}
	spec := view.Report.Spec
	only := -1
	if row >= 0 && column < headers {
		only = column
	}
	if rows := view.Result.Rows(); resultRow >= 0 && resultRow < len(rows) {
		add(rowsShelf, spec.Rows, rows[resultRow].Labels, rows[resultRow].Path, only)
	}
	if columns := view.Result.Columns(); resultColumn >= 0 && resultColumn < len(columns) {
		add(columnsShelf, spec.Columns, columns[resultColumn].Labels, columns[resultColumn].Path, -1)
	}
	return members
}

// values are those of the member's field that belong to it; false when the
// rows of it cannot be told by the values of one field, as with all others.
func (m placedMember) values(about table.Column) ([]termValue, bool) {
	d := m.dimension
	if d.Bands != nil || d.Split != "" {
		return nil, false
	}
	for _, group := range d.Groups {
		if group.Label != m.label {
			continue
		}
		var values []termValue
		for _, label := range group.Members {
			if !about.Type.IsText() {
				if _, ok := parseValue(about, label); !ok {
					return nil, false
				}
			}
			values = append(values, termValue{text: label})
		}
		return values, true
	}
	if d.Limit > 0 && m.value.State == table.Reported && m.label == othersLabel {
		return nil, false
	}
	return []termValue{termValueOf(about, m.value)}, true
}

// othersLabel is what cross-tabs call the members beyond a limit.
const othersLabel = "All others"

// memberItems offer to keep only the rows of a member, to leave them out, and
// what else a spreadsheet offers for a label.
func (p *explorePage) memberItems(members []placedMember) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, member := range members {
		about := p.presenter.describe(member.dimension.Field)
		values, ok := member.values(about)
		if !ok {
			continue
		}
		field := member.dimension.Field
		name := "“" + shortened(member.label, tabLetters) + "”"
		only := fyne.NewMenuItem(say("Only %s", name), func() { p.narrow(field, values, false) })
		leave := fyne.NewMenuItem(say("Leave out %s", name), func() { p.narrow(field, values, true) })
		items = append(items, only, leave)
	}
	if len(members) == 1 {
		items = append(items, p.labelItems(members[0])...)
	}
	return items
}

// narrow keeps or leaves out values, or says why it cannot.
func (p *explorePage) narrow(field string, values []termValue, not bool) {
	if issue := p.presenter.narrow(field, values, not); issue != nil {
		p.shell.reportProblem(*issue)
	}
}

// labelItems are what a spreadsheet offers for a label: filter, sort, top 10,
// group, and a place before or after.
func (p *explorePage) labelItems(member placedMember) []*fyne.MenuItem {
	where, i, dimension := member.where, member.at, member.dimension
	become := func(change func(d *crosstab.Dimension)) func() {
		return func() {
			changed := dimension
			change(&changed)
			p.presenter.setDimension(where, i, changed)
		}
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Filter…"), func() { p.askFilterOn(dimension.Field) }),
		p.sortItem(where, i, dimension, become),
	}
	measures := p.presenter.asked().Spec.Measures
	top := fyne.NewMenuItem(say("Top 10"), become(func(d *crosstab.Dimension) {
		plain := measures[0]
		plain.Base, plain.Show, plain.In, plain.Member, plain.LastYear = crosstab.NoBase, crosstab.NoShow, "", "", false
		d.By, d.Descending, d.Limit, d.Within, d.Order = plain.Name(), true, 10, false, nil
	}))
	top.Checked = dimension.Limit == 10 && dimension.By != "" && dimension.Descending
	items = append(items, top)
	if dimension.Bands == nil {
		items = append(items, fyne.NewMenuItem(say("Group…"), func() { p.askGroup(where, i) }))
		if len(dimension.Groups) > 0 {
			items = append(items, fyne.NewMenuItem(say("Ungroup"), become(func(d *crosstab.Dimension) { d.Groups = nil })))
		}
	}
	shown := p.membersShown(where, i)
	if at := slices.Index(shown, member.label); at >= 0 && len(shown) > 1 && member.label != othersLabel {
		shift := func(words string, to int) {
			if to >= 0 && to < len(shown) && to != at {
				items = append(items, fyne.NewMenuItem(words, become(func(d *crosstab.Dimension) {
					d.Order, d.By, d.Within, d.Descending = moved(shown, at, to), "", false, false
				})))
			}
		}
		shift(say("Move before"), at-1)
		shift(say("Move after"), at+1)
	}
	return append(items, fyne.NewMenuItem(say("Field settings…"), func() {
		p.shell.popUp(p.menuPlace(), p.dimensionItems(where, i)...)
	}))
}

// measureAt is the measure that a column of the table shows.
func (p *explorePage) measureAt(column int) (int, bool) {
	view := p.presenter.view
	count := len(view.Report.Spec.Measures)
	i := column - view.Document.Table.RowHeaders
	if i < 0 || count == 0 {
		return 0, false
	}
	return i % count, i%count < len(p.presenter.report.Spec.Measures)
}

// numberItems are what a spreadsheet offers for a number: how it is shown, how
// it is summarized, and what it sorts.
func (p *explorePage) numberItems(i, row, column int) []*fyne.MenuItem {
	measure := p.presenter.report.Spec.Measures[i]
	become := func(changed crosstab.Measure) func() { return func() { p.presenter.setMeasure(i, changed) } }
	var items []*fyne.MenuItem
	shares := p.shareItems(measure, become)
	if len(shares) > 1 {
		lines := make([]*fyne.MenuItem, 0, len(shares))
		for _, line := range shares[1:] { // the first is a line between
			plain := fyne.NewMenuItem(strings.TrimPrefix(line.Label, "Show as: "), line.Action)
			plain.Checked = line.Checked
			lines = append(lines, plain)
		}
		show := fyne.NewMenuItem(say("Show values as"), nil)
		show.ChildMenu = fyne.NewMenu("", lines...)
		items = append(items, show)
	}
	items = append(items, p.compareItems(measure, become)...)
	settings := fyne.NewMenuItem(say("Summarize values by…"), func() { p.shell.popUp(p.menuPlace(), p.measureItems(i)...) })
	items = append(items, settings)
	if sort := p.sortByColumn(i, column); sort != nil && row >= 0 {
		items = append(items, sort)
	}
	return append(items, fyne.NewMenuItemSeparator())
}

// sortByColumn offers to put the rows in the order of a measure.
func (p *explorePage) sortByColumn(i, _ int) *fyne.MenuItem {
	rows := p.presenter.report.Spec.Rows
	if len(rows) == 0 {
		return nil
	}
	plain := p.presenter.report.Spec.Measures[i]
	plain.Base, plain.Show, plain.In, plain.Member, plain.LastYear = crosstab.NoBase, crosstab.NoShow, "", "", false
	last := len(rows) - 1
	line := func(words string, descending bool) *fyne.MenuItem {
		return fyne.NewMenuItem(words, func() {
			changed := rows[last]
			changed.By, changed.Descending, changed.Within, changed.Order = plain.Name(), descending, last > 0, nil
			p.presenter.setDimension(rowsShelf, last, changed)
		})
	}
	sort := fyne.NewMenuItem(say("Sort"), nil)
	sort.ChildMenu = fyne.NewMenu("", line(say("Sort largest to smallest"), true), line(say("Sort smallest to largest"), false))
	return sort
}

// menuPlace is where a menu opens that another one leads to: at the top left
// of the table.
func (p *explorePage) menuPlace() fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(p.crosstab).AddXY(60, 30)
}

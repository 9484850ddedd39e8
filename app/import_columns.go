package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// columnMenuBelow shows the menu of a column beneath its heading.
func (p *importPage) columnMenuBelow(column int) {
	at, size, inside := p.grid.HeaderBounds(column)
	if !inside {
		return
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.grid)
	p.columnMenu(column, corner.Add(at).AddXY(0, size.Height))
}

// gridMenu shows the menu of a heading, or of a row.
func (p *importPage) gridMenu(row, column int, position fyne.Position) {
	if row < 0 {
		p.columnMenu(column, position)
		return
	}
	p.shell.popUp(position,
		fyne.NewMenuItem(say("Show in the sheet"), func() { p.showInSheet(row) }),
		fyne.NewMenuItem(say("Change this column…"), func() { p.columnMenu(column, position) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Copy"), func() { p.shell.application.Clipboard().SetContent(p.grid.CopyText()) }))
}

// columnMenu offers what a column can be read as, and to rename it or leave it
// out.
func (p *importPage) columnMenu(shown int, position fyne.Position) {
	if items := p.columnItems(shown); len(items) > 0 {
		p.shell.popUp(position, items...)
	}
}

func (p *importPage) columnItems(shown int) []*fyne.MenuItem {
	t := p.presenter.table()
	if t == nil || p.presenter.importing() {
		return nil
	}
	column := t.planColumn(shown)
	if column < 0 {
		return nil
	}
	described := t.plan.Columns[column]
	var items []*fyne.MenuItem
	for _, kind := range table.Types() {
		item := fyne.NewMenuItem(typeWord(kind), func() { p.presenter.retype(column, kind) })
		item.Checked = kind == described.Type
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Name and label…"), func() { p.askColumnName(column) }),
		fyne.NewMenuItem(say("Leave this column out"), func() { p.presenter.skip(column, true) }))
	var back []*fyne.MenuItem
	for i, other := range t.plan.Columns {
		if other.Skip && len(back) < 20 {
			back = append(back, fyne.NewMenuItem(other.Title(), func() { p.presenter.skip(i, false) }))
		}
	}
	if len(back) > 0 {
		again := fyne.NewMenuItem(say("Take in again"), nil)
		again.ChildMenu = fyne.NewMenu("", back...)
		items = append(items, again)
	}
	return items
}

// askColumnName asks for a column's name and what it is called in tables.
func (p *importPage) askColumnName(column int) {
	t := p.presenter.table()
	described := t.plan.Columns[column]
	question := p.shell.newAsk(say("Name of the column"), say("Cancel"))
	name, label := question.entry(), question.entry()
	name.setSelected(described.Name)
	label.SetText(described.Label)
	label.SetPlaceHolder(say("As the name"))
	question.agreeBy(say("Change"), func() {
		question.hide()
		if p.presenter.table() == t {
			p.presenter.rename(column, name.Text, label.Text)
		}
	})
	question.show(fyne.NewSize(480, 260), name,
		widget.NewLabel(say("Name, by which filters and next week's file know it")), inset(name),
		widget.NewLabel(say("Label, as tables and reports write it")), inset(label))
}

// showColumn brings a column of the table into view and selects it.
func (p *importPage) showColumn(name string) {
	t := p.presenter.table()
	if t == nil {
		return
	}
	if column := t.shownColumn(name); column >= 0 {
		p.grid.ScrollTo(0, column)
		p.grid.Select(widgets.Range{Top: 0, Left: column, Bottom: max(0, len(t.rows)-1), Right: column})
	}
}

// showInSheet brings a row of the table into view in the sheet above.
func (p *importPage) showInSheet(row int) {
	if t := p.presenter.table(); t != nil && row < len(t.rows) {
		p.sheet.view.ShowRow(t.rows[row].Number)
	}
}

// columnLine is one line of the list of columns: a tick, a name to correct and
// a type to choose.
type columnLine struct {
	page    *importPage
	column  int
	tick    *widget.Check
	name    *widget.Entry
	kind    *widget.Select
	showing bool // the line is being filled, not corrected
	object  *fyne.Container
}

// columnLineLayout lays a line out and leads from its object back to it, as a
// list hands out objects only.
type columnLineLayout struct {
	border fyne.Layout
	line   *columnLine
}

// Layout lays the line out.
func (c columnLineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.border.Layout(objects, size)
}

// MinSize is what the line needs.
func (c columnLineLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return c.border.MinSize(objects)
}

func newColumnLine(p *importPage) *columnLine {
	l := &columnLine{page: p, tick: widget.NewCheck("", nil), name: widget.NewEntry()}
	words := []string{}
	for _, each := range table.Types() {
		words = append(words, typeWord(each))
	}
	l.kind = widget.NewSelect(words, nil)
	l.tick.OnChanged = func(taken bool) { l.correct(func() { p.presenter.skip(l.column, !taken) }) }
	l.name.OnChanged = func(name string) {
		l.correct(func() { p.presenter.rename(l.column, name, p.presenter.table().plan.Columns[l.column].Label) })
	}
	l.kind.OnChanged = func(string) {
		l.correct(func() { p.presenter.retype(l.column, table.Types()[l.kind.SelectedIndex()]) })
	}
	l.object = container.NewBorder(nil, nil, l.tick, container.New(fixedWidth(134), l.kind), l.name)
	l.object.Layout = columnLineLayout{l.object.Layout, l}
	return l
}

func columnLineOf(object fyne.CanvasObject) *columnLine {
	return object.(*fyne.Container).Layout.(columnLineLayout).line
}

// show fills the line with a column of the table that is shown.
func (l *columnLine) show(column int) {
	t := l.page.presenter.table()
	if t == nil || column >= len(t.plan.Columns) {
		return
	}
	l.showing = true
	defer func() { l.showing = false }()
	l.column = column
	described := t.plan.Columns[column]
	l.tick.SetChecked(!described.Skip)
	if l.name.Text != described.Name {
		l.name.SetText(described.Name)
	}
	l.kind.SetSelectedIndex(slices.Index(table.Types(), described.Type))
	if described.Skip {
		l.name.Disable()
		l.kind.Disable()
	} else {
		l.name.Enable()
		l.kind.Enable()
	}
}

func (l *columnLine) correct(correction func()) {
	if !l.showing && l.page.presenter.table() != nil {
		correction()
	}
}

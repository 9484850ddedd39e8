package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
)

// filterLine lists the filters that all tiles go by. While the page is changed
// a click on one changes it, and another can be added.
func (p *boardPage) filterLine(line *fyne.Container) {
	for _, filter := range p.filters {
		if p.draft == nil {
			line.Add(container.NewStack(newFill(colorNotice), caption(filterWords(filter))))
			continue
		}
		chip := widget.NewButtonWithIcon(filterWords(filter), icon("settings"), func() { p.askFilter(filter.Field) })
		chip.IconPlacement = widget.ButtonIconTrailingText
		p.shell.targets.object("board.filter:"+filter.Field, chip)
		line.Add(chip)
	}
	if p.draft != nil {
		add := plainButton(say("Add a filter…"), "new", func() { p.askFilter("") })
		p.shell.targets.object("board.filter.add", add)
		line.Add(add)
	}
}

// filterWords says a filter in the language of the window.
func filterWords(filter reports.Filter) string {
	if filter.Latest && len(filter.Values) == 0 {
		return say("%s: the latest there is", filter.Field)
	}
	return filter.Field + ": " + strings.Join(filter.Values, say(" or "))
}

// filterFields are the fields that the page can be filtered by: those by which
// it can be cut, and the other columns of words of its tiles' datasets.
func (p *boardPage) filterFields() []partField {
	fields := p.partFields()
	for _, tile := range p.draft.now.Tiles {
		dataset, listed := p.shell.dataset(tile.Report.Dataset)
		if !listed {
			continue
		}
		for _, column := range dataset.Schema {
			if column.Type.IsNumeric() || slices.ContainsFunc(fields, func(other partField) bool { return strings.EqualFold(other.field, column.Name) }) {
				continue
			}
			fields = append(fields, partField{column.Name, dataset.Name, column.Name})
		}
	}
	return fields
}

// filterForm is the form of a filter of the whole page.
type filterForm struct {
	*boardForm
	before  string // the field of the filter that is changed; empty for a new one
	fields  []partField
	field   *widget.Select
	latest  *widget.Check
	values  *widget.CheckGroup
	chosen  []string // values to be ticked once they are read
	said    *widget.Label
	reading *latest
}

// askFilter asks for a filter that all tiles go by; with no field for another
// one. It returns the form, or nil if there is none.
func (p *boardPage) askFilter(before string) *filterForm {
	if p.draft == nil {
		return nil
	}
	f := &filterForm{boardForm: p.newForm(say("All tiles go by")), before: before, fields: p.filterFields(), reading: &latest{jobs: p.shell.jobs}}
	var names []string
	for _, field := range f.fields {
		taken := slices.ContainsFunc(p.draft.now.Filters, func(filter reports.Filter) bool { return strings.EqualFold(filter.Field, field.field) })
		if !taken || strings.EqualFold(field.field, before) {
			names = append(names, field.field)
		}
	}
	at := slices.IndexFunc(p.draft.now.Filters, func(filter reports.Filter) bool { return strings.EqualFold(filter.Field, before) })
	if at >= 0 && !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, before) }) {
		names = append(names, before)
	}
	if len(names) == 0 {
		p.shell.nothingTo("filter", say("Add a tile first: a page is filtered by the columns of its tiles."))
		return nil
	}
	f.values = widget.NewCheckGroup(nil, nil)
	f.said = hintText("")
	f.latest = widget.NewCheck(say("Always the latest there is, such as this school year"), func(latest bool) {
		if latest {
			f.values.Disable()
		} else {
			f.values.Enable()
		}
	})
	f.field = widget.NewSelect(names, func(string) { f.read() })
	if at >= 0 {
		f.chosen = slices.Clone(p.draft.now.Filters[at].Values)
		f.latest.SetChecked(p.draft.now.Filters[at].Latest && len(f.chosen) == 0)
	}
	f.field.SetSelectedIndex(max(0, slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, before) })))
	f.ask.agreeBy(say("OK"), f.agree)
	scroll := container.NewVScroll(f.values)
	scroll.SetMinSize(fyne.NewSize(300, 170*textScale()))
	body := []fyne.CanvasObject{
		hintText(say("A tile that knows no such field is left out, unless its menu says that it does not go by this filter.")),
		labelled(say("Field"), f.field), f.latest, widget.NewLabel(say("Only rows with")), scroll, f.said,
	}
	if at >= 0 {
		remove := f.ask.button(say("Remove the filter"), func() { f.try(withoutFilter(p.draft.now, before), "") })
		p.shell.targets.object("filter.remove", remove)
		body = append(body, container.NewHBox(remove))
	}
	f.show(fyne.NewSize(520, 400), f.field, body...)
	for name, object := range map[string]fyne.CanvasObject{"filter.field": f.field, "filter.latest": f.latest, "filter.values": f.values} {
		p.shell.targets.object(name, object)
	}
	return f
}

// read lists the values of the field to choose from.
func (f *filterForm) read() {
	at := slices.IndexFunc(f.fields, func(field partField) bool { return strings.EqualFold(field.field, f.field.Selected) })
	f.values.Options = slices.Clone(f.chosen)
	f.values.SetSelected(f.chosen)
	f.values.Refresh()
	if at < 0 || f.fields[at].dataset == "" {
		return
	}
	f.said.SetText(say("Reading…"))
	f.page.readValues(f.reading, f.fields[at], func(values []string) {
		const most = 400
		f.said.SetText("")
		if len(values) > most {
			f.said.SetText(say("The first %s of %s values are listed.", number(most), number(len(values))))
			values = values[:most]
		}
		ticked := f.values.Selected
		for _, value := range ticked {
			if !slices.Contains(values, value) {
				values = append(values, value)
			}
		}
		f.values.Options = values
		f.values.SetSelected(ticked)
		f.values.Refresh()
		f.chosen = nil
	})
}

// agree takes the filter over, once it is tried on the data.
func (f *filterForm) agree() {
	filter := reports.Filter{Field: f.field.Selected}
	if f.latest.Checked {
		filter.Latest = true
	} else {
		filter.Values = inOrder(f.values.Selected, nil, f.values.Options)
	}
	if !filter.Latest && len(filter.Values) == 0 {
		f.wrong(say("It is not said which rows the page is to show."), say("Tick one value or more, or the latest there is."))
		return
	}
	f.try(withFilter(f.page.draft.now, f.before, filter), "")
}

// withFilter is the dashboard with a filter in the place of that of a field, or
// with no field as the last one.
func withFilter(dashboard reports.Dashboard, before string, filter reports.Filter) reports.Dashboard {
	changed := dashboard.Clone()
	at := slices.IndexFunc(changed.Filters, func(other reports.Filter) bool { return strings.EqualFold(other.Field, before) })
	if at < 0 {
		changed.Filters = append(changed.Filters, filter)
	} else {
		changed.Filters[at] = filter
	}
	return changed
}

func withoutFilter(dashboard reports.Dashboard, field string) reports.Dashboard {
	changed := dashboard.Clone()
	changed.Filters = slices.DeleteFunc(changed.Filters, func(filter reports.Filter) bool { return strings.EqualFold(filter.Field, field) })
	if len(changed.Filters) == 0 {
		changed.Filters = nil
	}
	return changed
}

// ignoreItem is the line of a tile's menu by which it does not go by a filter of
// the page, or does so again; nil where the page has none.
func (p *boardPage) ignoreItem(name string) *fyne.MenuItem {
	dashboard, known := p.shell.dashboard(p.name)
	if p.draft != nil {
		dashboard, known = p.draft.now, true
	}
	at := dashboard.TileAt(name)
	if !known || at < 0 || len(dashboard.Filters) == 0 || dashboard.Tiles[at].Report.Dataset == "" {
		return nil
	}
	item := fyne.NewMenuItem(say("Goes by the filters"), nil)
	item.ChildMenu = fyne.NewMenu("")
	for _, filter := range dashboard.Filters {
		line := fyne.NewMenuItem(filterWords(filter), func() { p.edit(func() { p.toggleFilter(name, filter.Field) }) })
		line.Checked = !containsFold(dashboard.Tiles[at].Ignore, filter.Field)
		item.ChildMenu.Items = append(item.ChildMenu.Items, line)
	}
	return item
}

// toggleFilter has a tile go by a filter of the page, or no longer.
func (p *boardPage) toggleFilter(name, field string) {
	at := p.draft.now.TileAt(name)
	if at < 0 {
		return
	}
	changed := p.draft.now.Clone()
	tile := &changed.Tiles[at]
	if containsFold(tile.Ignore, field) {
		tile.Ignore = slices.DeleteFunc(slices.Clone(tile.Ignore), func(other string) bool { return strings.EqualFold(other, field) })
		if len(tile.Ignore) == 0 {
			tile.Ignore = nil
		}
	} else {
		tile.Ignore = append(slices.Clone(tile.Ignore), field)
	}
	p.change(changed)
}

func containsFold(list []string, word string) bool {
	return slices.ContainsFunc(list, func(other string) bool { return strings.EqualFold(other, word) })
}

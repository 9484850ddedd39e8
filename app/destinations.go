package app

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/schoolbench/schoolbench/workbench"
)

// mostDestinations is how many lines Go to shows; more words find the others.
const mostDestinations = 40

// destination is something that Go to can reach.
type destination struct {
	icon, name, kind string
	act              func()
}

// doer is a page with things to do that are in no menu of the window.
type doer interface{ deeds() []destination }

// destinations lists everything by name: the rooms, what the page can do, the
// dashboards, reports, datasets and their fields, and every line of the menus.
func (s *Shell) destinations() []destination {
	list := []destination{
		{"home", say("Home"), say("room"), func() { s.enter(homeRoom) }},
		{"data", say("Data"), say("room"), func() { s.enter(dataRoom) }},
		{"person", say("People"), say("room"), s.openPeople},
		{"settings", say("Settings"), say("room"), s.openSettings},
		{"report", say("Glossary"), say("room"), s.openGlossary},
	}
	if page, ok := s.shownPage().(doer); ok {
		list = append(list, page.deeds()...)
	}
	list = append(list, s.dashboardDestinations()...)
	for _, report := range s.reports {
		list = append(list, destination{"report", report.Name, say("report"), func() { s.openReport(report.Name) }})
	}
	for _, example := range workbench.Examples() {
		if s.has(example.Report) {
			list = append(list, destination{"explore", example.Question, say("example"), func() { s.openExample(example) }})
		}
	}
	for _, dataset := range s.datasets {
		list = append(list,
			destination{"data", dataset.Name, say("dataset"), func() { s.openDataset(dataset.Name) }},
			destination{"explore", say("Explore %s", dataset.Name), say("action"), func() { s.openExplore(reportFor(dataset.Name)) }})
	}
	for _, menu := range s.menus() {
		list = append(list, menuDestinations(menu, "")...)
	}
	for i, item := range s.tabs.Items {
		list = append(list, destination{s.pages[item].iconName(), s.pages[item].title(), say("open tab"), func() { s.tabs.SelectIndex(i) }})
	}
	for _, dataset := range s.datasets {
		for _, column := range dataset.Schema {
			list = append(list, destination{"dimension", column.Title(), say("field of %s", dataset.Name), func() { s.exploreField(dataset.Name, column.Name) }})
		}
	}
	return list
}

// menuDestinations are the lines of a menu, with the keys they have.
func menuDestinations(menu *fyne.Menu, before string) []destination {
	var list []destination
	for _, item := range menu.Items {
		name := before + strings.TrimSuffix(item.Label, "…")
		switch {
		case item.IsSeparator || item.Disabled:
		case item.ChildMenu != nil:
			list = append(list, menuDestinations(fyne.NewMenu(menu.Label, item.ChildMenu.Items...), name+": ")...)
		case item.Action != nil:
			kind := menu.Label
			if keys, ok := item.Shortcut.(*desktop.CustomShortcut); ok {
				kind = keyWords(keys)
			}
			list = append(list, destination{"more", name, kind, item.Action})
		}
	}
	return list
}

// exploreField opens an exploration of a dataset with one field put where it
// belongs.
func (s *Shell) exploreField(dataset, field string) {
	s.openExplore(reportFor(dataset))
	page, ok := s.shownPage().(*explorePage)
	if !ok {
		return
	}
	page.presenter.whenBegun(func() { page.presenter.addWhereItBelongs(field) })
}

// matching keeps the destinations that have all these words in their name or
// kind. Names that begin with what was typed come first, then those of which a
// word does.
func matching(list []destination, words string) []destination {
	typed := strings.ToLower(strings.TrimSpace(words))
	if typed == "" {
		return list
	}
	type match struct {
		destination
		rank int
	}
	var found []match
	for _, each := range list {
		name := strings.ToLower(each.name)
		all := true
		for _, word := range strings.Fields(typed) {
			all = all && strings.Contains(name+" "+strings.ToLower(each.kind), word)
		}
		if !all {
			continue
		}
		rank := 3
		switch {
		case name == typed:
			rank = 0
		case strings.HasPrefix(name, typed):
			rank = 1
		case strings.Contains(" "+name, " "+typed):
			rank = 2
		}
		found = append(found, match{each, rank})
	}
	slices.SortStableFunc(found, func(a, b match) int { return cmp.Compare(a.rank, b.rank) })
	kept := make([]destination, len(found))
	for i, each := range found {
		kept[i] = each.destination
	}
	return kept
}

// deeds are what can be done with a cross-tab besides the menus.
func (p *explorePage) deeds() []destination {
	list := []destination{
		{"swap", say("Swap rows and columns"), say("this page"), p.presenter.swap},
		{"totals", say("Show or hide totals"), say("this page"), func() { p.presenter.setTotals(!p.presenter.totals()) }},
		{"note", say("How to read this"), say("this page"), p.showReading},
		{"data", say("Bring a field of another dataset"), say("this page"), p.askJoin},
		{"chart", say("Add to a dashboard"), say("this page"), p.askAddToBoard},
	}
	for i, kind := range p.kinds.Options {
		if kind == whyNotWords() {
			continue
		}
		list = append(list, destination{"chart", say("Chart: %s", kind), say("this page"), func() { p.kinds.SetSelectedIndex(i) }})
	}
	for i, view := range p.layouts.Options {
		list = append(list, destination{"explore", say("Show: %s", view), say("this page"), func() { p.layouts.SetSelectedIndex(i) }})
	}
	return list
}

// deeds are what can be done with a dataset besides the menus.
func (p *datasetPage) deeds() []destination {
	return []destination{
		{"explore", say("Explore this dataset"), say("this page"), func() { p.shell.openExplore(reportFor(p.name)) }},
		{"close", say("Show all rows and columns"), say("this page"), func() { p.rows.setLook(rowsLook{}) }},
		{"undo", say("Undo the last change of this dataset"), say("this page"), p.shell.undoTyped},
		{"undo", say("Redo what was taken back"), say("this page"), p.shell.redoTyped},
		{"undo", say("Undo the last import of this dataset"), say("this page"), p.undoImport},
		{"problem", say("Remove this dataset"), say("this page"), func() { p.shell.askRemove(p.name) }},
	}
}

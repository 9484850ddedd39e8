package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
)

// listedDialog asks which columns a list has.
type listedDialog struct {
	columns table.Schema
	ticked  map[string]bool
	found   []int
	search  *askEntry
	list    *namedList
	problem *fyne.Container
}

// askListed asks which columns a list has and calls take with those to hide.
func (s *Shell) askListed(columns table.Schema, hidden []string, take func(hidden []string)) {
	d := &listedDialog{columns: columns, ticked: map[string]bool{}, problem: container.NewStack()}
	for _, column := range columns {
		d.ticked[column.Name] = !slices.Contains(hidden, column.Name)
	}
	question := s.newAsk(say("Columns of this list"), say("Cancel"))
	question.help = toSay(listedHelp)
	d.search = question.entry()
	d.search.SetPlaceHolder(say("Find a column"))
	d.search.OnChanged = func(string) { d.find() }
	d.list = newNamedList(say("Columns of this list"), func() int { return len(d.found) }, func() fyne.CanvasObject { return widget.NewCheck("", nil) }, d.fill)
	d.find()
	all := plainButton(say("All"), "", func() { d.tickFound(true) })
	none := plainButton(say("None"), "", func() { d.tickFound(false) })
	question.agreeBy(say("List these"), func() {
		var left []string
		for _, column := range columns {
			if !d.ticked[column.Name] {
				left = append(left, column.Name)
			}
		}
		if len(left) == len(columns) {
			question.refuse(d.problem, table.Failed("list-without-columns", table.Where{}, say("A list has at least one column."), say("Tick the columns that you want to see."), nil))
			return
		}
		question.hide()
		take(left)
	})
	question.show(fyne.NewSize(460, 420), d.search, hintText(say("Names come first. The choice is kept with the report when you save it.")), inset(d.search), container.NewHBox(all, none), container.New(fixedHeight(260), d.list), d.problem)
	s.targets.object("listed.search", d.search)
	s.targets.object("listed.none", none)
	s.targets.object("listed.agree", question.agree)
}

// find lists the columns that have the words of the search.
func (d *listedDialog) find() {
	words := strings.Fields(strings.ToLower(d.search.Text))
	d.found = d.found[:0]
	for i, column := range d.columns {
		name := strings.ToLower(column.Title())
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(name, word) }) {
			d.found = append(d.found, i)
		}
	}
	d.list.Refresh()
}

func (d *listedDialog) fill(id widget.ListItemID, object fyne.CanvasObject) {
	column, check := d.columns[d.found[id]], object.(*widget.Check)
	check.OnChanged = nil
	check.Text = column.Title()
	check.SetChecked(d.ticked[column.Name])
	check.OnChanged = func(ticked bool) { d.ticked[column.Name] = ticked }
	check.Refresh()
}

func (d *listedDialog) tickFound(ticked bool) {
	for _, i := range d.found {
		d.ticked[d.columns[i].Name] = ticked
	}
	d.list.Refresh()
}

// namedList is a list with a name for screen readers.
type namedList struct {
	widget.List
	name string
}

func newNamedList(name string, length func() int, create func() fyne.CanvasObject, fill func(widget.ListItemID, fyne.CanvasObject)) *namedList {
	l := &namedList{name: name}
	l.Length, l.CreateItem, l.UpdateItem = length, create, fill
	l.ExtendBaseWidget(l)
	return l
}

// AccessibilityLabel is the list's name.
func (l *namedList) AccessibilityLabel() string { return l.name }

// AccessibilityRole says that the list holds other elements.
func (l *namedList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

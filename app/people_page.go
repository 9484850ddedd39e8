package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// peoplePage finds a student or a member of the staff by name or ID.
type peoplePage struct {
	shell  *Shell
	shown  []workbench.KnownPerson
	search *peopleEntry
	count  *widget.Label
	grid   *widgets.Grid
	filled fyne.CanvasObject
	body   *fyne.Container
}

// mostPeople is how many people are listed; more words find the others.
const mostPeople = 2000

// peopleKey is the key of the page of people.
const peopleKey = "people"

// openPeople opens the room of people.
func (s *Shell) openPeople() {
	if s.bench != nil {
		s.open(peopleKey, func() page { return newPeoplePage(s) })
	}
}

func newPeoplePage(s *Shell) *peoplePage {
	p := &peoplePage{shell: s, count: caption(""), body: container.NewStack()}
	p.search = &peopleEntry{shell: s, down: func() { s.focus(p.grid) }}
	p.search.ExtendBaseWidget(p.search)
	p.search.SetPlaceHolder(say("A name or an ID, such as garcia or 4211"))
	p.search.OnChanged = func(string) { p.find() }
	p.search.OnSubmitted = func(string) { p.open(0) }
	p.grid = widgets.NewGrid(nil)
	p.grid.Name = say("People")
	p.grid.Empty = say("Nobody has this name or ID.")
	p.grid.OnActivate = func(row, _ int) { p.open(row) }
	p.grid.OnEscape = func() { s.focus(p.search) }
	p.grid.OnZoom = s.stepTextSize
	top := container.New(newStack(-6), heading(say("People")), container.NewBorder(nil, nil, newGap(3, 1), newGap(3, 1), p.search), p.count)
	p.filled = container.NewBorder(container.NewVBox(container.NewBorder(nil, newGap(1, 6), newGap(8, 1), newGap(8, 1), top), newRule()), nil, nil, nil, p.grid)
	s.targets.text("people.search", p.search, func() string { return p.search.Text })
	s.targets.text("people.count", p.count, func() string { return p.count.Text })
	s.targets.text("people.list", p.grid, func() string { return number(len(p.shown)) })
	s.students.tell = p.show
	p.refresh()
	return p
}

func (p *peoplePage) key() string                { return peopleKey }
func (p *peoplePage) title() string              { return say("People") }
func (p *peoplePage) iconName() string           { return "person" }
func (p *peoplePage) room() room                 { return peopleRoom }
func (p *peoplePage) content() fyne.CanvasObject { return p.body }
func (p *peoplePage) close()                     { p.shell.students.tell = nil }

func (p *peoplePage) keep() (openTab, bool) { return openTab{Kind: peopleTab}, true }

// keyboardParts are the search and the list.
func (p *peoplePage) keyboardParts() []fyne.Focusable {
	return []fyne.Focusable{p.search, p.grid}
}

func (p *peoplePage) copyText() string { return p.grid.CopyTextWithHeaders() }

// refresh reads the names again where datasets have changed.
func (p *peoplePage) refresh() {
	p.shell.students.prepare()
	p.show()
}

// show lists the people, or says how they come here.
func (p *peoplePage) show() {
	index := p.shell.students.index
	switch {
	case index == nil && len(p.shell.datasets) > 0:
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(nil, "", say("Reading the names of people…"))}
	case index == nil || index.Len() == 0:
		p.body.Objects = []fyne.CanvasObject{p.teaching()}
	default:
		fresh := len(p.body.Objects) == 0 || p.body.Objects[0] != p.filled
		p.body.Objects = []fyne.CanvasObject{p.filled}
		p.find()
		if fresh {
			p.shell.takeFocus(p, p.search)
		}
	}
	p.body.Refresh()
}

// teaching says who would be listed here.
func (p *peoplePage) teaching() fyne.CanvasObject {
	s := p.shell
	words := say("Here you find a student or a teacher by name and see what every dataset says of them: enrollment, attendance, marks, services. It takes a dataset with a column of IDs, such as Student ID or Staff ID, and one with names.")
	begin := primaryButton(say("Import a file…"), "import", func() { s.withWorkspace(s.beginImport) })
	sample := plainButton(say("Try the sample district"), "school", s.makeSample)
	return widgets.NewEmptyState(icon("person"), say("Nobody here yet"), words, begin, sample)
}

// find lists the people who have the words of the search.
func (p *peoplePage) find() {
	index := p.shell.students.index
	if index == nil {
		return
	}
	words := strings.TrimSpace(p.search.Text)
	if words == "" {
		p.shown = index.First(mostPeople)
	} else {
		p.shown = index.Find(words, mostPeople)
	}
	said := say("%s and %s", counted(index.Count(workbench.StudentPerson), "student", "students"), counted(index.Count(workbench.StaffPerson), "member of the staff", "members of the staff"))
	switch {
	case words != "" && len(p.shown) < mostPeople:
		said = say("%s of %s", number(len(p.shown)), said)
	case len(p.shown) < index.Len():
		said += " · " + say("the first %s are listed: type a name to find the others", number(len(p.shown)))
	}
	p.count.SetText(said)
	before := p.grid.Source().Columns()
	p.grid.SetSource(peopleSource{p.shown})
	p.grid.ScrollTo(0, 0)
	if before == 0 {
		p.grid.AutoFit()
	}
}

func (p *peoplePage) open(row int) {
	if row >= 0 && row < len(p.shown) {
		p.shell.openPerson(p.shown[row].PersonKey)
	}
}

// restorePerson opens a person as before a restart, if the dataset is still
// there.
func (s *Shell) restorePerson(tab openTab) {
	if tab.Person == nil {
		return
	}
	if _, listed := s.dataset(tab.Person.Dataset); listed {
		s.openPerson(*tab.Person)
	}
}

// peopleSource lists people in a grid.
type peopleSource struct{ people []workbench.KnownPerson }

var _ widgets.GridSource = peopleSource{}

// Rows is how many people are listed.
func (p peopleSource) Rows() int { return len(p.people) }

// Columns are name, what they are, ID and the dataset.
func (p peopleSource) Columns() int { return 4 }

// HeaderRows is one.
func (p peopleSource) HeaderRows() int { return 1 }

// HeaderColumns is none.
func (p peopleSource) HeaderColumns() int { return 0 }

// Header is a column's title.
func (p peopleSource) Header(_, column int) widgets.GridCell {
	title := []string{say("Name"), say("Who"), say("ID"), say("Read from")}[column]
	return widgets.GridCell{Text: title, Style: widgets.StyleHeader}
}

// Cell is what is known of a person.
func (p peopleSource) Cell(row, column int) widgets.GridCell {
	person := p.people[row]
	return widgets.GridCell{Text: []string{person.Name, personKindWord(person.Kind), person.ID, person.Dataset}[column]}
}

// peopleEntry is the box above the list. Down goes on to the list.
type peopleEntry struct {
	widget.Entry
	shell *Shell
	down  func()
}

// TypedKey leaves the box downwards.
func (e *peopleEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyDown:
		e.down()
	case fyne.KeyEscape:
		e.SetText("")
	case fyne.KeyF1:
		e.shell.typedKey(event)
	default:
		e.Entry.TypedKey(event)
	}
}

// TypedShortcut goes back on Alt+Left, and leaves the rest to the box.
func (e *peopleEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if keys, ok := shortcut.(*desktop.CustomShortcut); ok && keys.ShortcutName() == backKeys().ShortcutName() {
		e.shell.goBack()
		return
	}
	e.Entry.TypedShortcut(shortcut)
}

package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// personPage shows what every dataset says of one person, found by the person's
// ID: nothing that is not there.
type personPage struct {
	shell   *Shell
	id      workbench.PersonKey
	trail   []crumb
	walk    *personWalk // the list that the person was opened from; nil without one
	loading latest
	person  *workbench.Person // nil before it is read
	of      map[string]int64  // the versions of the datasets that it was read from
	grids   []fyne.Focusable

	crumbs *fyne.Container
	name   *widget.Label
	about  *widget.Label
	steps  *fyne.Container
	body   *fyne.Container
	scroll *container.Scroll
	object fyne.CanvasObject
}

// mostWalked is how many people of a list can be gone through one by one.
const mostWalked = 5000

// personWalk is a list of people to go through one by one.
type personWalk struct {
	keys []workbench.PersonKey
	at   int
}

// openPerson shows a person, opened from the list of people.
func (s *Shell) openPerson(key workbench.PersonKey) {
	s.openPersonFrom(key, []crumb{{say("People"), s.openPeople}}, nil)
}

// openPersonFrom shows a person with the way that led there. Going from one
// person to another of the same list stays on one page.
func (s *Shell) openPersonFrom(key workbench.PersonKey, trail []crumb, walk *personWalk) {
	opened := s.open(personPageKey(key), func() page { return newPersonPage(s, key, trail, walk) })
	if shown, ok := opened.(*personPage); ok {
		shown.trail, shown.walk = trail, walk
		shown.showWay()
	}
}

// personPageKey is the key of a person's page.
func personPageKey(key workbench.PersonKey) string {
	return strings.ToLower(strings.Join([]string{"person", key.Dataset, key.Column, key.ID}, "\x00"))
}

func newPersonPage(s *Shell, key workbench.PersonKey, trail []crumb, walk *personWalk) *personPage {
	p := &personPage{shell: s, id: key, trail: trail, walk: walk, loading: latest{jobs: s.jobs}}
	p.crumbs, p.steps = container.NewStack(), container.NewHBox()
	p.name, p.about = heading(key.ID), widget.NewLabel("")
	p.name.Truncation = fyne.TextTruncateEllipsis
	p.about.Wrapping = fyne.TextWrapWord
	p.body = container.New(newStack(6))
	p.scroll = container.NewVScroll(container.NewBorder(newGap(1, 2), newGap(1, 20), newGap(10, 1), newGap(14, 1), p.body))
	header := container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 10), p.steps), container.New(newStack(-10), p.crumbs, p.name))
	top := container.New(newStack(-6), container.NewBorder(nil, nil, newGap(8, 1), newGap(8, 1), header), container.NewBorder(nil, newGap(1, 6), newGap(8, 1), newGap(8, 1), p.about))
	p.object = container.NewBorder(container.NewVBox(top, newRule()), nil, nil, nil, container.New(measuredScroll{}, p.scroll))
	s.targets.text("person.name", p.name, func() string { return p.name.Text })
	s.targets.text("person.about", p.about, func() string { return p.about.Text })
	p.showWay()
	p.refresh()
	return p
}

func (p *personPage) key() string                { return personPageKey(p.id) }
func (p *personPage) iconName() string           { return "person" }
func (p *personPage) room() room                 { return peopleRoom }
func (p *personPage) content() fyne.CanvasObject { return p.object }
func (p *personPage) close()                     { p.loading.cancel() }

func (p *personPage) title() string {
	if p.person != nil {
		return p.person.Name
	}
	return p.id.ID
}

func (p *personPage) keep() (openTab, bool) { return openTab{Kind: personTab, Person: &p.id}, true }

// keyboardParts are the tables.
func (p *personPage) keyboardParts() []fyne.Focusable { return p.grids }

// goBack closes the page, on which there is nothing to lose, and shows where it
// was opened from, as it was left.
func (p *personPage) goBack() bool {
	trail := p.trail
	p.shell.closePage(p)
	if len(trail) > 0 {
		trail[len(trail)-1].act()
	}
	return true
}

// escape goes back, as from a sheet.
func (p *personPage) escape() bool { return p.goBack() }

// refresh reads the person anew when a dataset has changed since.
func (p *personPage) refresh() {
	now, same := map[string]int64{}, p.of != nil
	for _, dataset := range p.shell.datasets {
		now[dataset.Name] = dataset.Version
		same = same && p.of[dataset.Name] == dataset.Version
	}
	if same && len(now) == len(p.of) {
		return
	}
	if p.person == nil {
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(nil, "", say("Gathering what is known…"))}
		p.body.Refresh()
	}
	bench, key := p.shell.bench, p.id
	fetch(&p.loading, say("Gathering what is known of %s", key.ID), true, func(ctx context.Context, _ func(workbench.Progress)) (*workbench.Person, error) {
		return bench.Person(ctx, key)
	}, func(person *workbench.Person, err error) {
		p.of = now
		p.show(person, err)
	})
}

// showWay shows how the page was come to, and the people before and after.
func (p *personPage) showWay() {
	p.crumbs.Objects = []fyne.CanvasObject{newCrumbs(p.shell, p.trail, p.title())}
	p.crumbs.Refresh()
	p.steps.Objects = nil
	if walk := p.walk; walk != nil && len(walk.keys) > 1 {
		before := plainButton(say("‹ Previous"), "", func() { p.step(-1) })
		after := plainButton(say("Next ›"), "", func() { p.step(1) })
		if walk.at == 0 {
			before.Disable()
		}
		if walk.at == len(walk.keys)-1 {
			after.Disable()
		}
		p.shell.targets.object("person.previous", before)
		p.shell.targets.object("person.next", after)
		place := container.NewCenter(caption(say("%s of %s", number(walk.at+1), number(len(walk.keys)))))
		p.steps.Objects = []fyne.CanvasObject{before, place, after}
	}
	p.steps.Refresh()
}

// step shows the person before or after in the list that led here.
func (p *personPage) step(by int) {
	at := p.walk.at + by
	if at < 0 || at >= len(p.walk.keys) {
		return
	}
	p.walk = &personWalk{p.walk.keys, at}
	p.id, p.person, p.of, p.grids = p.walk.keys[at], nil, nil, nil
	p.name.SetText(p.id.ID)
	p.about.SetText("")
	p.scroll.ScrollToTop()
	p.refresh()
	p.showWay()
}

func (p *personPage) show(person *workbench.Person, err error) {
	p.body.Objects, p.grids = nil, nil
	if err != nil {
		issue := workbench.Problem(err)
		p.person = nil
		p.body.Objects = []fyne.CanvasObject{newProblemPanel(issue, plainButton(say("Back"), "", func() { p.goBack() }))}
		p.body.Refresh()
		return
	}
	p.person = person
	p.name.SetText(person.Name)
	p.about.SetText(personWords(person))
	p.showWay()
	if len(person.OtherNames) > 0 {
		var lines []string
		for _, other := range person.OtherNames {
			lines = append(lines, say("“%s” in %s", other.Text, other.Dataset))
		}
		p.body.Add(newProblemPanel(table.Issue{Severity: table.Warning, Message: say("The same ID has another name: %s.", strings.Join(lines, ", ")), Remedy: say("Look whether the rows belong to one person.")}))
	}
	for i := range person.Blocks {
		p.addBlock(&person.Blocks[i])
	}
	p.body.Refresh()
	measuredScroll{}.Layout([]fyne.CanvasObject{p.scroll}, p.scroll.Size())
	p.shell.retitle(p)
	if len(p.grids) > 0 {
		p.shell.takeFocus(p, p.grids[0])
	}
}

// personWords are the line beneath a person's name.
func personWords(person *workbench.Person) string {
	var words []string
	words = append(words, personKindWord(person.Kind))
	for _, fact := range append(append([]workbench.PersonFact(nil), person.IDs...), person.Facts...) {
		words = append(words, fact.Title+" "+fact.Text)
	}
	return strings.Join(words, "  ·  ")
}

// personKindWord is what a person is.
func personKindWord(kind workbench.PersonKind) string {
	if kind == workbench.StaffPerson {
		return say("Staff")
	}
	return say("Student")
}

// factsLayout is how far a title stands from what it is of.
func newFacts(facts []workbench.PersonFact) fyne.CanvasObject {
	cells := container.New(factColumns{})
	for _, fact := range facts {
		title := caption(fact.Title)
		title.Truncation = fyne.TextTruncateEllipsis
		text := widget.NewLabel(fact.Text)
		text.Wrapping = fyne.TextWrapWord
		cells.Add(container.New(newStack(-14), title, text))
	}
	return cells
}

// factColumns sets facts in columns of the same width.
type factColumns struct{}

// factWidth is the least width of a column of facts, at the usual size of text.
const factWidth = 190

func (factColumns) place(objects []fyne.CanvasObject, width float32, move bool) float32 {
	columns := max(1, int(width/(factWidth*textScale())))
	each, y := width/float32(columns), float32(0)
	for at := 0; at < len(objects); at += columns {
		high := float32(0)
		for i := at; i < min(at+columns, len(objects)); i++ {
			if move {
				objects[i].Resize(fyne.NewSize(each, objects[i].MinSize().Height))
				objects[i].Move(fyne.NewPos(float32(i-at)*each, y))
			}
			high = max(high, objects[i].MinSize().Height)
		}
		y += high - theme.Padding()
	}
	return y
}

// Layout sets them.
func (f factColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.place(objects, size.Width, true)
	f.place(objects, size.Width, true) // text that wraps is higher once it has its width
}

// MinSize is as high as they are at their present width.
func (f factColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, object := range objects {
		width = max(width, object.Position().X+object.Size().Width)
	}
	return fyne.NewSize(factWidth, f.place(objects, max(width, factWidth), false))
}

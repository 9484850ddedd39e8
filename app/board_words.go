package app

import (
	"cmp"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
)

// askWords asks for an author's own words about a tile, each part beside what
// the program says.
func (p *boardPage) askWords(name string) {
	if p.draft == nil || p.draft.now.TileAt(name) < 0 {
		return
	}
	form := p.newForm(say("Words of %s", p.titleOf(name)))
	tile := form.tile(name, "", 0)
	f := &wordsForm{page: p, tile: &tile, whose: newWhose(p)}
	f.title, f.label, f.unit = form.ask.entry(), form.ask.entry(), form.ask.entry()
	f.read, f.shows, f.next = form.ask.lines("", 2), form.ask.lines("", 2), form.ask.lines("", 2)
	f.whose.choice.OnChanged = func(string) { f.fill() }
	f.fill()
	form.ask.agreeBy(say("OK"), func() {
		f.keep()
		form.put(name, tile)
	})
	form.show(fyne.NewSize(720, 420), f.shows,
		hintText(say("An empty field leaves the words to the program. Numbers stay bound to the data: {value}, {n}, {target}, {before}, {change}, {largest}, {largest at}, {smallest}, {smallest at}, {rows}, {unit}, {label}.")),
		f.whose.object,
		container.NewGridWithColumns(3, labelled(say("Title"), f.title), labelled(say("What sentences call the number"), f.label), labelled(say("One row, and many"), f.unit)),
		labelled(say("How to read this"), f.read), labelled(say("What it shows"), f.shows), labelled(say("What to do next"), f.next))
	for target, object := range map[string]fyne.CanvasObject{"words.for": f.whose.choice, "words.title": f.title, "words.label": f.label, "words.read": f.read, "words.shows": f.shows, "words.next": f.next} {
		p.shell.targets.object(target, object)
	}
}

// wordsForm is the form of an author's words about a tile.
type wordsForm struct {
	page               *boardPage
	tile               *reports.Tile
	whose              *whose
	title, label, unit *askEntry
	read, shows, next  *askLines
}

// fill shows the words there are for whomever is chosen. Where there are none
// the field shows, in grey, what is said instead.
func (f *wordsForm) fill() {
	language := f.page.language()
	label := f.whose.label()
	words, instead := f.tile.Words[language], reports.Words{Title: cmp.Or(f.tile.Title, f.tile.Name), Label: say("the chronic absence rate"), Unit: "student|students"}
	if label != "" {
		words, instead = f.tile.Own[label][language], words.Over(instead)
	}
	for _, section := range f.page.sections() {
		if section.Name == f.tile.Name {
			instead = instead.Over(reports.Words{Read: sentences(section.Narrative.Read), Shows: sentences(section.Narrative.Shows), Next: sentences(section.Narrative.Next)})
		}
	}
	for _, field := range []struct {
		entry         *widget.Entry
		text, instead string
	}{
		{&f.title.Entry, words.Title, instead.Title},
		{&f.label.Entry, words.Label, instead.Label},
		{&f.unit.Entry, words.Unit, instead.Unit},
		{&f.read.Entry, words.Read, instead.Read},
		{&f.shows.Entry, words.Shows, instead.Shows},
		{&f.next.Entry, words.Next, instead.Next},
	} {
		field.entry.SetText(field.text)
		field.entry.SetPlaceHolder(field.instead)
	}
}

// keep takes the words of the form over into the tile.
func (f *wordsForm) keep() {
	f.whose.keep(f.tile, f.page.language(), func(words *reports.Words) {
		words.Title, words.Label, words.Unit = strings.TrimSpace(f.title.Text), strings.TrimSpace(f.label.Text), strings.TrimSpace(f.unit.Text)
		words.Read, words.Shows, words.Next = strings.TrimSpace(f.read.Text), strings.TrimSpace(f.shows.Text), strings.TrimSpace(f.next.Text)
	})
}

// sections are those that are shown.
func (p *boardPage) sections() []reports.Section {
	if p.board == nil {
		return nil
	}
	return p.board.Sections
}

// titleOf is the title of a tile as it is shown.
func (p *boardPage) titleOf(name string) string {
	for _, section := range p.sections() {
		if section.Name == name {
			return section.Title
		}
	}
	return name
}

// sentences are sentences as one text.
func sentences(list []reports.Sentence) string {
	var words []string
	for _, sentence := range list {
		words = append(words, sentence.Text)
	}
	return strings.Join(words, " ")
}

// The names of the rules that the form of limits makes.
const (
	watchRule  = "watch limit"
	actRule    = "act limit"
	limitGroup = "limits"
)

// askLimits asks from which number on a tile is to be watched or acted on, and
// what to do then: for everybody or, where the page is shown as a recipient, for
// that one alone.
func (p *boardPage) askLimits(name string) {
	if p.draft == nil || p.draft.now.TileAt(name) < 0 {
		return
	}
	form := p.newForm(say("When to act on %s", p.titleOf(name)))
	side := widget.NewSelect([]string{say("at least"), say("at most")}, nil)
	watch, act, least, contact := form.ask.entry(), form.ask.entry(), form.ask.entry(), form.ask.entry()
	watchNext, actNext := form.ask.lines("", 2), form.ask.lines("", 2)
	whose := newWhose(p)
	whose.choice.OnChanged = func(string) {
		p.fillLimits(name, whose.label(), side, watch, act, least, contact, watchNext, actNext)
	}
	p.fillLimits(name, whose.label(), side, watch, act, least, contact, watchNext, actNext)
	form.ask.agreeBy(say("OK"), func() {
		label := whose.label()
		changed := p.draft.now.Clone()
		changed.Rules = withoutLimits(changed.Rules, name, label)
		smallest, fine := 0, true
		if strings.TrimSpace(least.Text) != "" {
			smallest, fine = wholeNumber(least.Text)
		}
		if !fine || smallest < 0 {
			form.wrong(say("“%s” is no number of rows.", least.Text), say("Write a whole number, such as 20."))
			return
		}
		for _, limit := range []struct {
			rule   string
			entry  *askEntry
			next   string
			status reports.Status
		}{{actRule, act, actNext.Text, reports.Act}, {watchRule, watch, watchNext.Text, reports.Watch}} {
			if strings.TrimSpace(limit.entry.Text) == "" {
				continue
			}
			value, fine := readLimit(limit.entry.Text)
			if !fine {
				form.wrong(say("“%s” is no number.", limit.entry.Text), say("Write the limit like 25, 0.1 or 10%."))
				return
			}
			rule := reports.Rule{Name: limit.rule, Tile: name, Group: limitGroup + " " + name, Of: p.quantityOf(name), Is: reports.IsAtLeast, Value: value, Least: smallest, For: label, Status: limit.status, Contact: strings.TrimSpace(contact.Text)}
			if side.SelectedIndex() == 1 {
				rule.Is = reports.IsAtMost
			}
			if next := strings.TrimSpace(limit.next); next != "" {
				rule.Next = map[reports.Language]string{p.language(): next}
			}
			changed.Rules = append(changed.Rules, rule)
		}
		form.try(changed, "")
	})
	form.show(fyne.NewSize(640, 420), watch,
		whose.object, labelled(say("The number is to be watched, or acted on, if it is"), side),
		labelled(say("Watch from"), watch), labelled(say("What to do then"), watchNext),
		labelled(say("Act from"), act), labelled(say("What to do then"), actNext),
		labelled(say("Only if so many rows are behind it"), least), labelled(say("Whom to ask"), contact),
		hintText(say("A recipient's own limits stand in place of everybody's. What to do comes under the tile and into lists of tasks.")))
	for target, object := range map[string]fyne.CanvasObject{"limits.for": whose.choice, "limits.side": side, "limits.watch": watch, "limits.act": act, "limits.watchNext": watchNext, "limits.actNext": actNext, "limits.least": least} {
		p.shell.targets.object(target, object)
	}
}

// quantityOf is what limits of a tile look at: how many names a list has, and
// else the number.
func (p *boardPage) quantityOf(name string) reports.Quantity {
	if p.draft.now.Tiles[p.draft.now.TileAt(name)].Kind == reports.ListTile {
		return reports.CountOf
	}
	return reports.LevelOf
}

// limit finds a rule that the form of limits made.
func limit(rules []reports.Rule, rule, tile, label string) (reports.Rule, bool) {
	for _, each := range rules {
		if each.Name == rule && strings.EqualFold(each.Tile, tile) && each.For == label {
			return each, true
		}
	}
	return reports.Rule{}, false
}

func withoutLimits(rules []reports.Rule, tile, label string) []reports.Rule {
	var others []reports.Rule
	for _, rule := range rules {
		if isLimit := rule.Name == watchRule || rule.Name == actRule; !isLimit || !strings.EqualFold(rule.Tile, tile) || rule.For != label {
			others = append(others, rule)
		}
	}
	return others
}

// fillLimits shows the limits there are for somebody.
func (p *boardPage) fillLimits(name, label string, side *widget.Select, watch, act, least, contact *askEntry, watchNext, actNext *askLines) {
	side.SetSelectedIndex(0)
	for _, entry := range []*askEntry{watch, act, least, contact} {
		entry.SetText("")
	}
	for _, part := range []struct {
		rule  string
		value *askEntry
		next  *askLines
	}{{watchRule, watch, watchNext}, {actRule, act, actNext}} {
		part.next.SetText("")
		part.value.SetPlaceHolder("")
		part.next.SetPlaceHolder("")
		if shared, found := limit(p.draft.now.Rules, part.rule, name, ""); found && label != "" {
			part.value.SetPlaceHolder(say("everybody: %s", plainNumber(shared.Value)))
			part.next.SetPlaceHolder(shared.Next[p.language()])
		}
		rule, found := limit(p.draft.now.Rules, part.rule, name, label)
		if !found {
			continue
		}
		part.value.SetText(plainNumber(rule.Value))
		part.next.SetText(rule.Next[p.language()])
		contact.SetText(rule.Contact)
		if rule.Least > 0 {
			least.SetText(fmt.Sprint(rule.Least))
		}
		if rule.Is == reports.IsAtMost || rule.Is == reports.IsBelow {
			side.SetSelectedIndex(1)
		}
	}
}

package app

import (
	"cmp"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
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
	words := tile.Words[p.language()]
	title, label, unit := form.ask.entry(), form.ask.entry(), form.ask.entry()
	title.SetText(words.Title)
	title.SetPlaceHolder(cmp.Or(tile.Title, tile.Name))
	label.SetText(words.Label)
	label.SetPlaceHolder(say("the chronic absence rate"))
	unit.SetText(words.Unit)
	unit.SetPlaceHolder("student|students")
	read, shows, next := form.ask.lines(words.Read, 2), form.ask.lines(words.Shows, 2), form.ask.lines(words.Next, 2)
	for _, section := range p.sections() {
		if section.Name == name {
			read.SetPlaceHolder(sentences(section.Narrative.Read))
			shows.SetPlaceHolder(sentences(section.Narrative.Shows))
			next.SetPlaceHolder(sentences(section.Narrative.Next))
		}
	}
	form.ask.agreeBy(say("OK"), func() {
		words.Title, words.Label, words.Unit = strings.TrimSpace(title.Text), strings.TrimSpace(label.Text), strings.TrimSpace(unit.Text)
		words.Read, words.Shows, words.Next = strings.TrimSpace(read.Text), strings.TrimSpace(shows.Text), strings.TrimSpace(next.Text)
		if tile.Words == nil {
			tile.Words = map[reports.Language]reports.Words{}
		}
		tile.Words[p.language()] = words
		form.put(name, tile)
	})
	form.show(fyne.NewSize(720, 420), shows,
		hintText(say("An empty field leaves the words to the program. Numbers stay bound to the data: {value}, {n}, {target}, {before}, {change}, {largest}, {largest at}, {smallest}, {smallest at}, {rows}, {unit}, {label}.")),
		labelled(say("Title"), title), labelled(say("What sentences call the number"), label), labelled(say("What one row is, for one and for many"), unit),
		labelled(say("How to read this"), read), labelled(say("What it shows"), shows), labelled(say("What to do next"), next))
	for target, object := range map[string]fyne.CanvasObject{"words.title": title, "words.label": label, "words.read": read, "words.shows": shows, "words.next": next} {
		p.shell.targets.object(target, object)
	}
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

// everybody is the choice of limits that are the district's.
const everybody = "Everybody"

// askLimits asks from which number on a tile is to be watched or acted on, and
// what to do then: for everybody or, where the page is shown as a recipient, for
// that one alone.
func (p *boardPage) askLimits(name string) {
	if p.draft == nil || p.draft.now.TileAt(name) < 0 {
		return
	}
	form := p.newForm(say("When to act on %s", p.titleOf(name)))
	whom := []string{say(everybody)}
	if p.as != "" && p.board != nil {
		whom = append(whom, p.board.Slice.Title())
	}
	side := widget.NewSelect([]string{say("at least"), say("at most")}, nil)
	watch, act, least, contact := form.ask.entry(), form.ask.entry(), form.ask.entry(), form.ask.entry()
	watchNext, actNext := form.ask.lines("", 2), form.ask.lines("", 2)
	of := widget.NewSelect(whom, func(chosen string) {
		p.fillLimits(name, ownLabel(chosen), side, watch, act, least, contact, watchNext, actNext)
	})
	of.SetSelectedIndex(len(whom) - 1)
	form.ask.agreeBy(say("OK"), func() {
		label := ownLabel(of.Selected)
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
		labelled(say("These limits are for"), of), labelled(say("The number is to be watched, or acted on, if it is"), side),
		labelled(say("Watch from"), watch), labelled(say("What to do then"), watchNext),
		labelled(say("Act from"), act), labelled(say("What to do then"), actNext),
		labelled(say("Only if so many rows are behind it"), least), labelled(say("Whom to ask"), contact),
		hintText(say("A recipient's own limits stand in place of everybody's. What to do comes under the tile and into lists of tasks.")))
	for target, object := range map[string]fyne.CanvasObject{"limits.for": of, "limits.side": side, "limits.watch": watch, "limits.act": act, "limits.watchNext": watchNext, "limits.actNext": actNext, "limits.least": least} {
		p.shell.targets.object(target, object)
	}
}

// ownLabel is the label of the recipient whose limits were chosen; empty for
// everybody's.
func ownLabel(chosen string) string {
	if chosen == say(everybody) {
		return ""
	}
	return chosen
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

package app

import (
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
)

// everybody is the choice of words and limits that are the district's.
const everybody = "Everybody"

// whose asks in a form whether words or limits are for everybody or, where the
// page is shown as a recipient, for that one alone.
type whose struct {
	own    string // the recipient's label; empty where there is none
	choice *widget.Select
	object fyne.CanvasObject
}

// newWhose is the choice, which begins with the recipient if there is one.
func newWhose(p *boardPage) *whose {
	w := &whose{}
	options := []string{say(everybody)}
	if p.as != "" && p.board != nil {
		w.own = p.board.Slice.Title()
		options = append(options, w.own)
	}
	w.choice = widget.NewSelect(options, nil)
	w.choice.SetSelectedIndex(len(options) - 1)
	w.object = labelled(say("These are for"), w.choice)
	if w.own == "" {
		w.choice.Disable()
		w.object = hintText(say("These are for everybody. For one school alone, show the page as that school first."))
	}
	return w
}

// label is that of the recipient that is chosen; empty for everybody.
func (w *whose) label() string {
	if w.own == "" || w.choice.SelectedIndex() <= 0 {
		return ""
	}
	return w.own
}

// keep changes the words of a tile for whomever is chosen. A recipient for whom
// nothing is left to say has the district's again.
func (w *whose) keep(tile *reports.Tile, language reports.Language, change func(*reports.Words)) {
	set := func(all map[reports.Language]reports.Words) map[reports.Language]reports.Words {
		all = maps.Clone(all)
		if all == nil {
			all = map[reports.Language]reports.Words{}
		}
		words := all[language]
		change(&words)
		all[language] = words
		return all
	}
	label := w.label()
	if label == "" {
		tile.Words = set(tile.Words)
		return
	}
	own := maps.Clone(tile.Own)
	if own == nil {
		own = map[string]map[reports.Language]reports.Words{}
	}
	for known := range own { // one that is written in other letters is the same
		if strings.EqualFold(known, label) {
			label = known
		}
	}
	own[label] = set(own[label])
	if words := own[label][language]; len(words.Fields) == 0 && words.Title+words.Label+words.Unit+words.Where+words.Read+words.Shows+words.Next+words.Text == "" {
		delete(own[label], language)
	}
	if len(own[label]) == 0 {
		delete(own, label)
	}
	tile.Own = own
	if len(own) == 0 {
		tile.Own = nil
	}
}

package app

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/widgets"
)

// The kinds of words in the sentence that open something.
const (
	measureWord = "measure"
	rowWord     = "row"
	columnWord  = "column"
	filterWord  = "filter"
	addWord     = "add"
)

// sentenceParts says what is shown, in words that open what they name:
// “Count of rows by School, down, and Grade, across, only rows where Term is 2.”
func (p *explorePage) sentenceParts() []widgets.SentencePart {
	var parts []widgets.SentencePart
	plain := func(text string) { parts = append(parts, widgets.SentencePart{Text: text}) }
	word := func(kind string, i int, text string) {
		parts = append(parts, widgets.SentencePart{ID: fmt.Sprintf("%s:%d", kind, i), Text: text})
	}
	joined := func(i, count int) {
		switch {
		case i == 0:
		case i == count-1:
			plain(" " + say("and") + " ")
		default:
			plain(", ")
		}
	}
	spec := p.presenter.report.Spec
	measures := p.presenter.asked().Spec.Measures
	for i, measure := range measures {
		joined(i, len(measures))
		word(measureWord, i, spoken().MeasureTitle(measure, p.presenter.schema))
	}
	dimensions := len(spec.Rows) + len(spec.Columns)
	if dimensions > 0 {
		plain(" " + say("by") + " ")
	}
	at := 0
	for where, axis := range [][]crosstab.Dimension{spec.Rows, spec.Columns} {
		for i, dimension := range axis {
			joined(at, dimensions)
			word([]string{rowWord, columnWord}[where], i, p.fieldTitle(dimension.Field)+dimensionWords(dimension))
			at++
		}
	}
	terms := p.presenter.terms()
	if len(terms) > 0 {
		plain(say(", only rows where") + " ")
	} else if where := strings.TrimSpace(spec.Where); where != "" {
		plain(say(", only rows where") + " ")
		word(filterWord, 0, where)
	}
	for i, term := range terms {
		joined(i, len(terms))
		word(filterWord, i, p.termWords(term))
	}
	plain(".")
	return parts
}

// showSentence says what is shown, or what there is to do.
func (p *explorePage) showSentence() {
	if p.presenter.view == nil {
		p.sentence.SetParts([]widgets.SentencePart{{Text: p.presenter.sentence()}})
		return
	}
	p.sentence.SetParts(p.sentenceParts())
}

// openWord opens what words of the sentence name.
func (p *explorePage) openWord(id string, position fyne.Position) {
	kind, text, _ := strings.Cut(id, ":")
	i, err := strconv.Atoi(text)
	if err != nil {
		return
	}
	spec := p.presenter.report.Spec
	switch kind {
	case measureWord:
		if i < len(spec.Measures) {
			p.shell.popUp(position, append(p.replaceMeasureItems(i), p.measureItems(i)...)...)
		} else {
			p.chooseField(valuesShelf, position) // rows are counted because nothing was chosen
		}
	case rowWord, columnWord:
		where := rowsShelf
		if kind == columnWord {
			where = columnsShelf
		}
		if i < len(*p.presenter.axis(where)) {
			p.shell.popUp(position, append(p.replaceItems(where, i, position), p.dimensionItems(where, i)...)...)
		}
	case filterWord:
		p.editTerm(i)
	}
}

// replaceItems offers to put another field in the place of one, and one beside
// it.
func (p *explorePage) replaceItems(where shelf, i int, position fyne.Position) []*fyne.MenuItem {
	field := (*p.presenter.axis(where))[i].Field
	return []*fyne.MenuItem{
		fyne.NewMenuItem(say("Put another field here…"), func() {
			p.pickField(position, false, func(chosen string) { p.presenter.replace(where, i, chosen) })
		}),
		fyne.NewMenuItem(say("And by…"), func() {
			p.pickField(position, false, func(chosen string) { p.presenter.insert(where, i+1, chosen) })
		}),
		fyne.NewMenuItem(say("Filter by %s…", p.fieldTitle(field)), func() { p.askFilterOn(field) }),
		fyne.NewMenuItemSeparator(),
	}
}

// replaceMeasureItems offers to count rows in the place of a measure, or to
// measure another field.
func (p *explorePage) replaceMeasureItems(i int) []*fyne.MenuItem {
	place := func() fyne.Position {
		at, size, _ := p.sentence.WordBounds(fmt.Sprintf("%s:%d", measureWord, i))
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(p.sentence).Add(at).AddXY(0, size.Height)
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(say("Measure another field…"), func() {
			p.pickField(place(), true, func(chosen string) { p.presenter.setMeasure(i, p.presenter.usualMeasure(chosen)) })
		}),
		fyne.NewMenuItem(say("And…"), func() {
			p.pickField(place(), true, func(chosen string) { p.presenter.add(valuesShelf, chosen) })
		}),
		fyne.NewMenuItemSeparator(),
	}
}

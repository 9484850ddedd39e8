package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// glossaryKey is the key of the page of the glossary.
const glossaryKey = "glossary"

// glossaryPage lists the words that are shown as others and takes new ones: the
// district's word becomes the school's, everywhere at once.
type glossaryPage struct {
	shell    *Shell
	reading  *latest
	changing *latest
	terms    []warehouse.Term

	word, shown *widget.Entry
	add         *widget.Button
	found       *widget.Label // how many columns have the word that is typed
	lines       *fyne.Container
	object      fyne.CanvasObject
}

func newGlossaryPage(s *Shell) *glossaryPage {
	p := &glossaryPage{shell: s, reading: &latest{jobs: s.jobs}, changing: &latest{jobs: s.jobs}}
	p.build()
	p.refresh()
	return p
}

func (p *glossaryPage) key() string                { return glossaryKey }
func (p *glossaryPage) title() string              { return say("Glossary") }
func (p *glossaryPage) iconName() string           { return "report" }
func (p *glossaryPage) room() room                 { return dataRoom }
func (p *glossaryPage) content() fyne.CanvasObject { return p.object }
func (p *glossaryPage) keep() (openTab, bool)      { return openTab{Kind: glossaryTab}, true }

func (p *glossaryPage) close() {
	p.reading.cancel()
	p.changing.cancel()
}

func (s *Shell) openGlossary() {
	if s.bench != nil {
		s.open(glossaryKey, func() page { return newGlossaryPage(s) })
	}
}

// build makes the parts that stay.
func (p *glossaryPage) build() {
	s := p.shell
	p.word, p.shown = widget.NewEntry(), widget.NewEntry()
	p.word.SetPlaceHolder(say("Word in the files, such as ADA"))
	p.shown.SetPlaceHolder(say("Show it as, such as Attendance"))
	p.found = caption("")
	p.add = primaryButton(say("Show it so"), "", p.submit)
	p.word.OnChanged = func(string) { p.count() }
	p.shown.OnChanged = func(string) { p.count() }
	p.word.OnSubmitted = func(string) { s.focus(p.shown) }
	p.shown.OnSubmitted = func(string) { p.submit() }
	p.lines = container.New(newStack(2))
	var form fyne.CanvasObject = container.NewBorder(nil, nil, nil, p.add, container.New(twoColumns(8), p.word, p.shown))
	if s.bench.ReadOnly() {
		form = hint(say("This workspace is open to read only: the glossary cannot be changed."))
	}
	column := container.New(newStack(6),
		heading(say("Glossary")),
		hint(say("Rename a word once, and it is shown so everywhere: above the columns of every dataset, in cross-tabs, dashboards, reports and exports. Formulas and next week's file go by the word in the files, so that nothing breaks.")),
		newGap(1, 2), form, p.found, newGap(1, 2), p.lines)
	p.object = container.New(measuredScroll{}, container.NewVScroll(container.New(measured{width: 860, top: 16}, column)))
	s.targets.object("glossary.word", p.word)
	s.targets.object("glossary.shown", p.shown)
	s.targets.object("glossary.add", p.add)
	s.targets.text("glossary.found", p.found, func() string { return p.found.Text })
	p.count()
}

// refresh reads the glossary again.
func (p *glossaryPage) refresh() {
	bench := p.shell.bench
	if bench == nil {
		return
	}
	fetch(p.reading, say("Reading the glossary"), false, func(ctx context.Context, _ func(workbench.Progress)) ([]warehouse.Term, error) {
		return bench.Terms(ctx)
	}, func(terms []warehouse.Term, err error) {
		if err != nil {
			p.shell.reportProblem(workbench.Problem(err))
			return
		}
		p.terms = terms
		p.show()
	})
}

// show lists the words.
func (p *glossaryPage) show() {
	p.lines.Objects = nil
	if len(p.terms) == 0 {
		p.lines.Add(hint(say("No word is renamed yet. Type one above, or choose “Show under another name…” from the menu of a column.")))
	}
	for i, term := range p.terms {
		if i == 0 {
			p.lines.Add(container.New(twoColumns(8), smallHeading(say("WORD IN THE FILES")), smallHeading(say("SHOWN AS"))))
		}
		word, shown := widget.NewLabel(term.Term), widget.NewLabel(term.Shown)
		word.Truncation, shown.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
		shown.TextStyle.Bold = true
		buttons := container.NewHBox()
		if !p.shell.bench.ReadOnly() {
			change := plainButton(say("Change…"), "", func() { p.edit(term) })
			asItIs := plainButton(say("Show as it is"), "", func() { p.rename(term.Term, "") })
			change.Importance, asItIs.Importance = widget.LowImportance, widget.LowImportance
			buttons.Add(change)
			buttons.Add(asItIs)
		}
		p.lines.Add(container.New(twoColumns(8), word, container.NewBorder(nil, nil, nil, buttons, shown)))
		p.lines.Add(newRule())
	}
	p.lines.Refresh()
	p.count()
}

// edit puts a word into the boxes, to be changed there.
func (p *glossaryPage) edit(term warehouse.Term) {
	p.word.SetText(term.Term)
	p.shown.SetText(term.Shown)
	p.shell.focus(p.shown)
}

// count says how many columns would be shown in another way.
func (p *glossaryPage) count() {
	words := ""
	if columns, datasets := p.shell.columnsWith(p.word.Text); p.word.Text != "" {
		words = say("No column has this word now; one of a later file will be shown so.")
		if columns > 0 {
			words = say("It is in %s of %s.", counted(columns, "column", "columns"), counted(datasets, "dataset", "datasets"))
		}
	}
	p.found.SetText(words)
	if p.word.Text == "" || p.shown.Text == "" {
		p.add.Disable()
	} else {
		p.add.Enable()
	}
}

// columnsWith counts the columns that have a word in the name the files give
// them, and their datasets.
func (s *Shell) columnsWith(word string) (columns, datasets int) {
	for _, dataset := range s.datasets {
		before := columns
		for _, column := range dataset.Schema {
			if warehouse.HasTerm(column.Name, word) {
				columns++
			}
		}
		if columns > before {
			datasets++
		}
	}
	return columns, datasets
}

func (p *glossaryPage) submit() {
	if p.word.Text != "" && p.shown.Text != "" {
		p.rename(p.word.Text, p.shown.Text)
	}
}

// rename has a word shown as another; "" shows it as it is again.
func (p *glossaryPage) rename(word, shown string) {
	bench := p.shell.bench
	p.changing.start(say("Changing the glossary"), true, func(ctx context.Context, _ func(workbench.Progress)) error {
		_, err := bench.RenameTerm(ctx, word, shown)
		return err
	}, func(err error) {
		if err != nil {
			p.shell.reportProblem(workbench.Problem(err))
			return
		}
		p.word.SetText("")
		p.shown.SetText("")
		p.shell.reload()
	})
}

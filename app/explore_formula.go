package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/widgets"
)

// buildFilters makes the shelf of filters, and the box for those who write the
// filter as a formula.
func (p *explorePage) buildFilters() {
	p.filters = widgets.NewShelf(say("Filters"), say("All rows are counted"))
	p.filters.OnOpen = func(chip widgets.Chip) { p.editTerm(p.termIndex(chip)) }
	p.filters.OnMenu = func(chip widgets.Chip, position fyne.Position) { p.filterMenu(p.termIndex(chip), position) }
	p.filters.OnRemove = func(chip widgets.Chip) { p.removeTerm(p.termIndex(chip)) }
	p.filters.OnMove = func(from, to int) { p.presenter.setTerms(moved(p.presenter.terms(), from, to)) }
	p.filters.OnAdd = func(position fyne.Position) { p.pickField(position, false, p.askFilterOn) }
	p.filters.OnDropAt = func(field string, _ int) { p.askFilterOn(field) }
	p.filters.OnTake = func(from *widgets.Shelf, chip widgets.Chip, _ int) {
		if field := p.chipField(from, chip); field != "" {
			p.askFilterOn(field)
		}
	}

	p.filter = widget.NewEntry()
	p.filter.SetPlaceHolder(say("Only rows where…"))
	p.filter.SetText(p.presenter.report.Spec.Where)
	p.filter.OnChanged = p.presenter.setWhere
	p.wrong = hint("")
	p.wrong.Importance = widget.DangerImportance
	p.wrong.Hide()
	help := widget.NewButton("?", p.shell.showFilterHelp)
	help.Importance = widget.LowImportance
	close := widget.NewButtonWithIcon("", icon("close"), func() { p.showFormula(false) })
	close.Importance = widget.LowImportance
	label := widget.NewLabel(say("Filter as a formula"))
	p.formula = container.New(newStack(-4), container.NewBorder(nil, nil, label, container.NewHBox(help, close), p.filter), p.wrong)
	p.formula.Hide()
}

// showFormula shows the filter as a formula, ready to be typed in, or hides it.
func (p *explorePage) showFormula(shown bool) {
	if shown == p.formula.Visible() {
		return
	}
	if !shown {
		p.formula.Hide()
	} else {
		p.formula.Show()
		p.shell.focus(p.filter)
	}
	p.object.Refresh()
}

// chipField is the field that a chip of a shelf stands for; empty when it
// counts rows.
func (p *explorePage) chipField(from *widgets.Shelf, chip widgets.Chip) string {
	spec := p.presenter.report.Spec
	for i, each := range p.shelves {
		if each != from {
			continue
		}
		at := p.chipIndex(shelf(i), chip)
		if shelf(i) != valuesShelf {
			return (*p.presenter.axis(shelf(i)))[at].Field
		}
		if field := spec.Measures[at].Field; p.presenter.schema.Index(field) >= 0 {
			return field
		}
	}
	return ""
}

// takeChip moves a chip from one shelf to another. A filter that is dropped
// among rows or columns puts its field there and stays.
func (p *explorePage) takeChip(from *widgets.Shelf, chip widgets.Chip, to shelf, at int) {
	if from == p.filters {
		if terms := p.presenter.terms(); len(terms) > 0 {
			if field := terms[p.termIndex(chip)].field; field != "" {
				p.presenter.insert(to, at, field)
			}
		}
		return
	}
	for i, each := range p.shelves {
		if each == from && shelf(i) != to {
			p.presenter.take(shelf(i), p.chipIndex(shelf(i), chip), to, at)
		}
	}
}

package app

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// describe says what the values of a field are like, which is a column or a
// part of a date.
func (p *explorePresenter) describe(field string) table.Column {
	if column, known := p.column(field); known {
		return column
	}
	if compiled, err := expression.Compile(field, p.schema); err == nil {
		return compiled.Column()
	}
	return table.Column{Name: field, Type: table.Text}
}

// terms are the parts of the filter; none if it cannot be read.
func (p *explorePresenter) terms() []filterTerm {
	return readTerms(p.report.Spec.Where, p.schema, p.describe)
}

// setTerms makes a filter of terms.
//
// Each such change is taken back by itself, unlike letters that are typed.
func (p *explorePresenter) setTerms(terms []filterTerm) {
	p.past.typed = false
	p.setWhere(writeTerms(terms))
	p.past.typed = false
}

// unreadable is the problem that the filter is a formula that cannot be read, so
// that no term can be added to it; nil when it can.
func (p *explorePresenter) unreadable() *table.Issue {
	if p.report.Spec.Where == "" || len(p.terms()) > 0 {
		return nil
	}
	return &table.Issue{Severity: table.Warning, Message: say("The formula of the filter cannot be read, so that nothing can be added to it."), Remedy: say("Correct the formula first.")}
}

// termNow is where a term stands that stood at a place when it was opened: others
// may have come or gone since. One that is gone is put at the end.
func (p *explorePresenter) termNow(i int, term filterTerm) int {
	terms := p.terms()
	if term.text == "" {
		return len(terms)
	}
	if i < len(terms) && terms[i].text == term.text {
		return i
	}
	if now := slices.IndexFunc(terms, func(other filterTerm) bool { return other.text == term.text }); now >= 0 {
		return now
	}
	return len(terms)
}

// replaceTerm puts other terms in the place of one; a place behind the last
// adds them.
func (p *explorePresenter) replaceTerm(i int, by ...filterTerm) {
	terms := p.terms()
	to := min(i+1, len(terms))
	p.setTerms(slices.Replace(slices.Clone(terms), min(i, len(terms)), to, by...))
}

// narrow keeps only some values of a field, or leaves them out. What is asked
// of the field already and is a list as well gives way to it.
func (p *explorePresenter) narrow(field string, values []termValue, not bool) *table.Issue {
	if issue := p.unreadable(); issue != nil {
		return issue
	}
	terms := p.terms()
	made := filterTerm{field: field, about: p.describe(field), only: values, not: not}
	for i, term := range terms {
		if term.field != field || term.test.Test != anyValue {
			continue
		}
		switch {
		case not && term.not:
			for _, value := range term.only {
				if !slices.Contains(made.only, value) && value.state == table.Reported {
					made.only = append([]termValue{value}, made.only...)
				}
			}
		case not: // fewer of those that are kept
			made.not = false
			made.only = slices.DeleteFunc(slices.Clone(term.only), func(v termValue) bool { return slices.Contains(values, v) })
		}
		if issue := made.write(); issue != nil {
			return issue
		}
		p.replaceTerm(i, made)
		return nil
	}
	if issue := made.write(); issue != nil {
		return issue
	}
	p.replaceTerm(len(terms), made)
	return nil
}

// fillFilters shows the filter as chips.
func (p *explorePage) fillFilters() {
	var chips []widgets.Chip
	if where := p.presenter.report.Spec.Where; where != "" && p.presenter.begun {
		terms := p.presenter.terms()
		for i, term := range terms {
			chips = append(chips, widgets.Chip{ID: number(i) + " " + term.text, Text: p.termWords(term)})
		}
		if len(terms) == 0 {
			chips = append(chips, widgets.Chip{ID: "formula", Text: where})
		}
	}
	setChips(p.filters, chips)
}

// termWords say what a term keeps.
func (p *explorePage) termWords(term filterTerm) string { return term.words(p.fieldTitle(term.field)) }

// termIndex is where a chip stands among the terms.
func (p *explorePage) termIndex(chip widgets.Chip) int {
	return max(0, slices.IndexFunc(p.filters.Chips(), func(c widgets.Chip) bool { return c.ID == chip.ID }))
}

// editTerm opens what a term is changed with: values and conditions, or the
// formula when only that can say it.
func (p *explorePage) editTerm(i int) {
	terms := p.presenter.terms()
	if i >= len(terms) || terms[i].field == "" {
		p.showFormula(true)
		return
	}
	p.askTerm(terms[i].field, i)
}

// askFilterOn asks which values of a field to keep. A field that is filtered
// already opens with its filter.
func (p *explorePage) askFilterOn(field string) {
	terms := p.presenter.terms()
	if i := slices.IndexFunc(terms, func(t filterTerm) bool { return t.field == field }); i >= 0 {
		p.askTerm(field, i)
		return
	}
	p.askTerm(field, len(terms))
}

// askTerm asks which values of a field to keep, by ticking them or by a
// condition. The values are those that the other terms leave.
func (p *explorePage) askTerm(field string, i int) {
	type found struct {
		list     []workbench.Member
		column   table.Column
		complete bool
	}
	terms := p.presenter.terms()
	term := filterTerm{field: field}
	report := p.presenter.report
	if len(terms) > 0 || report.Spec.Where == "" {
		if i < len(terms) {
			term = terms[i]
		}
		report.Spec.Where = writeTerms(slices.Delete(slices.Clone(terms), min(i, len(terms)), min(i+1, len(terms))))
	}
	bench := p.shell.bench
	fetch(&p.listing, say("Listing the values"), true, func(ctx context.Context, _ func(workbench.Progress)) (found, error) {
		list, column, complete, err := bench.Members(ctx, report, field, mostListed)
		return found{list, column, complete}, err
	}, func(values found, err error) {
		if err != nil {
			if issue := p.shell.problemOf(err); issue != nil {
				p.shell.reportProblem(*issue)
			}
			return
		}
		term.about = values.column
		p.openTermDialog(i, term, values.list, values.complete)
	})
}

// openTermDialog shows the values that can be ticked.
func (p *explorePage) openTermDialog(i int, term filterTerm, members []workbench.Member, complete bool) {
	var list []listedValue
	named := map[string]termValue{}
	for _, member := range members {
		value := termValueOf(term.about, member.Value)
		text := value.words(term.about)
		if at := slices.IndexFunc(list, func(l listedValue) bool { return l.text == text }); at >= 0 && value.state != table.Reported {
			list[at].count += member.Rows // marks of one kind are one line
			continue
		}
		named[text] = value
		list = append(list, listedValue{text: text, count: member.Rows})
	}
	filter := columnFilter{Condition: term.test}
	if len(term.only) > 0 {
		filter.Only = []string{}
		for text, value := range named {
			if slices.Contains(term.only, value) != term.not {
				filter.Only = append(filter.Only, text)
			}
		}
	}
	about := term.about
	about.Label = p.fieldTitle(term.field)
	newFilterDialog(p.shell, about, filter, list, complete, func(chosen columnFilter) {
		if issue := p.presenter.unreadable(); issue != nil {
			p.shell.reportProblem(*issue)
			return
		}
		p.presenter.replaceTerm(p.presenter.termNow(i, term), p.chosenTerms(term, chosen, list, named)...)
	}).open()
}

// chosenTerms are the terms that say what was chosen in the dialog. When few
// are not ticked, they are left out by name, so that what a later import brings
// is shown.
func (p *explorePage) chosenTerms(term filterTerm, chosen columnFilter, list []listedValue, named map[string]termValue) []filterTerm {
	var made []filterTerm
	if chosen.Condition.Test != anyValue {
		made = append(made, filterTerm{field: term.field, about: term.about, test: chosen.Condition})
	}
	if chosen.Only != nil {
		values := filterTerm{field: term.field, about: term.about}
		var left []termValue
		for _, each := range list {
			if slices.Contains(chosen.Only, each.text) {
				values.only = append(values.only, named[each.text])
			} else {
				left = append(left, named[each.text])
			}
		}
		if term.not && len(left) <= len(values.only) || len(left)*2 <= len(values.only) && len(left) <= listedInWords {
			values.only, values.not = left, true
		}
		made = append(made, values)
	}
	for i := range made {
		if issue := made[i].write(); issue != nil {
			p.shell.reportProblem(*issue)
			return []filterTerm{term}
		}
	}
	return made
}

// filterMenu offers what can be done with a filter's chip.
func (p *explorePage) filterMenu(i int, position fyne.Position) {
	items := []*fyne.MenuItem{fyne.NewMenuItem(say("Edit…"), func() { p.editTerm(i) })}
	terms := p.presenter.terms()
	if i < len(terms) && terms[i].field != "" && terms[i].test.Test == anyValue {
		turned := terms[i]
		turned.not = !turned.not
		words := say("Leave these out instead")
		if !turned.not {
			words = say("Keep only these instead")
		}
		if turned.write() == nil {
			items = append(items, fyne.NewMenuItem(words, func() { p.presenter.replaceTerm(i, turned) }))
		}
	}
	items = append(items, fyne.NewMenuItem(say("As a formula"), func() { p.showFormula(true) }),
		fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Remove"), func() { p.removeTerm(i) }))
	p.shell.popUp(position, items...)
}

// removeTerm takes a term away; a filter that cannot be read goes whole.
func (p *explorePage) removeTerm(i int) {
	if len(p.presenter.terms()) == 0 {
		p.presenter.setWhere("")
		return
	}
	p.presenter.replaceTerm(i)
}

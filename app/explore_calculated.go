package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// calculatedField stands for a field that is worked out by a formula in a list
// of fields. No column has this name.
const calculatedField = "\x00formula"

// calculatedEntry is its line in the list.
func calculatedEntry() widgets.Field {
	return widgets.Field{ID: calculatedField, Name: say("A formula…"), Kind: widgets.KindNumber}
}

// askCalculated asks for a formula whose values are grouped by, or counted.
func (p *explorePage) askCalculated(where shelf) {
	question := p.shell.newAsk(say("A field worked out by a formula"), say("Cancel"))
	formula := question.entry()
	formula.SetPlaceHolder(`if([Days Absent] >= 10, "Often", "Seldom")`)
	name := question.entry()
	name.SetPlaceHolder(say("Often absent"))
	help := plainButton(say("What can be written"), "", p.shell.showFilterHelp)
	problem := container.NewStack()
	question.agreeBy(say("Use it"), func() {
		if issue := p.presenter.addCalculated(where, formula.Text, name.Text); issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			question.fit()
			return
		}
		question.hide()
	})
	named := container.New(newStack(0), widget.NewLabel(say("Name, for the headings (may be left empty)")), inset(name))
	if where == valuesShelf {
		named.Hide() // a number is called by what is made of its field
	}
	question.show(fyne.NewSize(560, 300), formula,
		hintText(say("Write it as in a spreadsheet, with the names of columns, in brackets where they have spaces. It is worked out for each row.")),
		container.NewBorder(nil, nil, widget.NewLabel(say("Formula")), help), inset(formula), named, problem)
	p.shell.targets.text("calculated.formula", formula, func() string { return formula.Text })
	p.shell.targets.text("calculated.name", name, func() string { return name.Text })
	p.shell.targets.object("calculated.agree", question.agree)
}

// addCalculated puts a formula on a shelf, with a name if it has one, or returns why it does not fit. What
// is shown of it under Values is what its values allow: the share of yes, the
// mean, or how many different ones there are.
func (p *explorePresenter) addCalculated(where shelf, formula, name string) *table.Issue {
	formula = strings.TrimSpace(formula)
	if formula == "" {
		return table.Failed("expression-invalid", table.Where{}, say("Nothing is written yet."), say("Write a formula, such as [Days Absent] / 180."), nil)
	}
	if where != valuesShelf {
		if issue := p.unfit(crosstab.Spec{Rows: []crosstab.Dimension{{Field: formula}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}}); issue != nil {
			return issue
		}
		p.named(formula, name)
		p.add(where, formula)
		return nil
	}
	var first *table.Issue
	for _, function := range []crosstab.Function{crosstab.Yes, crosstab.Mean, crosstab.Distinct} {
		measure := crosstab.Measure{Function: function, Field: formula}
		issue := p.unfit(crosstab.Spec{Measures: []crosstab.Measure{measure}})
		if issue == nil {
			p.addMeasure(measure)
			return nil
		}
		if first == nil {
			first = issue
		}
	}
	return first
}

// unfit is why a spec does not fit the dataset; nil if it does.
func (p *explorePresenter) unfit(spec crosstab.Spec) *table.Issue {
	spec.Joins, spec.Calendar = p.report.Spec.Joins, p.report.Spec.Calendar
	if err := spec.Validate(p.schema); err != nil {
		issue := workbench.Problem(err)
		return &issue
	}
	return nil
}

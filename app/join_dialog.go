package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// askJoin asks which field of which other dataset to bring.
func (p *explorePage) askJoin() {
	bench, name := p.shell.bench, p.presenter.report.Dataset
	type found struct {
		links   []workbench.Link
		schemas map[string]table.Schema
	}
	fetch(&p.presenter.looking, say("Looking for datasets that fit"), false, func(ctx context.Context, _ func(workbench.Progress)) (found, error) {
		links, err := bench.Links(ctx, name)
		if err != nil {
			return found{}, err
		}
		schemas := map[string]table.Schema{}
		for _, link := range links {
			if _, known := schemas[link.Dataset]; !known {
				dataset, err := bench.Dataset(ctx, link.Dataset)
				if err != nil {
					return found{}, err
				}
				schemas[link.Dataset] = dataset.Schema
			}
		}
		return found{links, schemas}, nil
	}, func(found found, err error) {
		if err != nil {
			p.shell.reportProblem(workbench.Problem(err))
			return
		}
		p.showJoins(found.links, found.schemas)
	})
}

// joinChoice is one way to bring something from another dataset.
type joinChoice struct {
	link   workbench.Link
	schema table.Schema // the other dataset's
}

// words says which dataset, by which columns, and how well they match.
func (c joinChoice) words() string {
	var on []string
	for _, match := range c.link.On {
		if match.Here == match.There {
			on = append(on, match.Here)
		} else {
			on = append(on, match.Here+" = "+match.There)
		}
	}
	words := say("%s, by %s", c.link.Dataset, strings.Join(on, " and "))
	if c.link.Matched < c.link.Rows {
		words += " " + say("(%d%% of the rows match)", 100*c.link.Matched/max(1, c.link.Rows))
	}
	return words
}

// offers lists what can be brought: the columns of the other dataset if a row
// finds one row there, and otherwise, or besides, numbers made of its rows.
func (c joinChoice) offers() []joinOffer {
	var offers []joinOffer
	isKey := func(column table.Column) bool {
		return slices.ContainsFunc(c.link.On, func(m crosstab.Match) bool { return m.There == column.Name })
	}
	if c.link.Unique {
		for _, column := range c.schema {
			if !isKey(column) {
				offers = append(offers, joinOffer{words: column.Title(), join: crosstab.Join{Name: column.Name, Field: column.Name}, rank: likelihood(column)})
			}
		}
		slices.SortStableFunc(offers, func(a, b joinOffer) int { return a.rank - b.rank })
		return offers
	}
	add := func(words, name, measure string) {
		offers = append(offers, joinOffer{words: words, join: crosstab.Join{Name: name, Measure: measure}})
	}
	add("How many rows", "Rows of "+c.link.Dataset, string(crosstab.Count))
	add("Whether there is any row", "Any "+c.link.Dataset, crosstab.AnyRow)
	for _, column := range c.schema {
		if column.Role == table.Measure && column.Type.IsNumeric() {
			for _, function := range []crosstab.Function{crosstab.Sum, crosstab.Mean, crosstab.Max} {
				measure := crosstab.Measure{Function: function, Field: column.Name}
				title := spoken().MeasureTitle(measure, c.schema)
				add(title, title, measure.Name())
			}
		}
	}
	// The latest of a number is asked for by the first date there is.
	if date := slices.IndexFunc(c.schema, func(column table.Column) bool { return column.Type == table.Date }); date >= 0 {
		for _, column := range c.schema {
			if !isKey(column) && column.Name != c.schema[date].Name && column.Role != table.Identifier {
				offers = append(offers, joinOffer{
					words: say("Latest %s, by %s", column.Title(), c.schema[date].Title()),
					join:  crosstab.Join{Name: say("Latest %s", column.Name), Field: column.Name, Latest: c.schema[date].Name},
				})
			}
		}
	}
	return offers
}

// joinOffer is one column that can be brought.
type joinOffer struct {
	words string
	join  crosstab.Join
	rank  int
}

// likelihood ranks columns by how often they are looked up, the likeliest
// first: what groups, then numbers, then codes and what names one thing.
func likelihood(column table.Column) int {
	switch {
	case column.Role == table.Identifier:
		return 3
	case column.Type == table.Code:
		return 2
	case column.Role == table.Measure:
		return 1
	}
	return 0
}

// showJoins lets a person choose.
func (p *explorePage) showJoins(links []workbench.Link, schemas map[string]table.Schema) {
	s := p.shell
	if len(links) == 0 {
		none := s.newAsk(say("From another dataset"), say("Close"))
		none.show(fyne.NewSize(460, 150), nil, hintText(say("No other dataset of this workspace has a column like one of these with the same values: a student's ID, a school's code. Import one that has, and its fields can be brought here.")))
		return
	}
	question := s.newAsk(say("From another dataset"), say("Cancel"))
	choices := make([]joinChoice, len(links))
	words := make([]string, len(links))
	for i, link := range links {
		choices[i] = joinChoice{link, schemas[link.Dataset]}
		words[i] = choices[i].words()
	}
	var offers []joinOffer
	what := question.choice(nil, nil)
	name, where := question.entry(), question.entry()
	where.SetPlaceHolder("Status = \"A\"")
	explained := hintText("")
	problem := container.NewStack()
	dataset := question.choice(words, nil)
	what.OnChanged = func(string) {
		if at := what.SelectedIndex(); at >= 0 && at < len(offers) {
			name.SetText(p.freeName(offers[at].join.Name))
		}
	}
	dataset.OnChanged = func(string) {
		choice := choices[dataset.SelectedIndex()]
		offers = choice.offers()
		options := make([]string, len(offers))
		for i, offer := range offers {
			options[i] = offer.words
		}
		what.SetOptions(options)
		what.ClearSelected()
		if len(options) > 0 {
			what.SetSelectedIndex(0)
		}
		explained.SetText(say("Each row finds several there; they are rolled up into one number. No row is counted twice."))
		if choice.link.Unique {
			explained.SetText(say("Each row finds one there; its value is looked up. No row is counted twice."))
		}
		question.fit()
	}
	question.agreeBy(say("Bring it here"), func() {
		at := what.SelectedIndex()
		if at < 0 {
			return
		}
		join := offers[at].join
		choice := choices[dataset.SelectedIndex()]
		join.Name, join.Dataset, join.On, join.Where = strings.TrimSpace(name.Text), choice.link.Dataset, choice.link.On, strings.TrimSpace(where.Text)
		bench, about, joins := s.bench, p.presenter.dataset, append(slices.Clone(p.presenter.report.Spec.Joins), join)
		fetch(&p.presenter.joining, say("Looking into %s", join.Dataset), false, func(ctx context.Context, _ func(workbench.Progress)) (table.Schema, error) {
			return bench.JoinedSchema(ctx, about, joins)
		}, func(schema table.Schema, err error) {
			if err != nil {
				problem.Objects = []fyne.CanvasObject{newProblemPanel(workbench.Problem(err))}
				problem.Refresh()
				question.fit()
				return
			}
			question.hide()
			p.presenter.addJoin(join, schema)
		})
	})
	question.show(fyne.NewSize(520, 380), dataset,
		widget.NewLabel(say("Dataset")), inset(dataset), explained,
		widget.NewLabel(say("What")), inset(what),
		widget.NewLabel(say("Called")), inset(name),
		widget.NewLabel(say("Only rows there where (may stay empty)")), inset(where), problem)
	dataset.SetSelectedIndex(0)
	s.targets.text("join.dataset", dataset, func() string { return dataset.Selected })
	s.targets.text("join.what", what, func() string { return what.Selected })
	s.targets.text("join.name", name, func() string { return name.Text })
	s.targets.object("join.agree", question.agree)
}

// freeName is a name that no column has yet.
func (p *explorePage) freeName(name string) string {
	free := name
	for n := 2; p.presenter.schema.Index(free) >= 0; n++ {
		free = fmt.Sprintf("%s (%d)", name, n)
	}
	return free
}

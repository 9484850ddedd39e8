package app

import (
	"context"
	"reflect"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// shelf is one of the wells that fields are put on.
type shelf int

// The shelves of a cross-tab.
const (
	rowsShelf shelf = iota
	columnsShelf
	valuesShelf
)

// explorePresenter is a cross-tab while it is made: the fields on its shelves
// and the newest result. Every change runs it again at once; a run that is no
// longer wanted is cancelled. It knows no widgets. changed is called after
// every change of what is to be shown.
type explorePresenter struct {
	shell   *Shell
	changed func()
	running latest
	looking latest
	joining latest // what a column of another dataset is

	report   reports.Report
	saved    reports.Report // as it is kept in the workspace; no name when it is not
	dataset  warehouse.Dataset
	calendar bool         // the workspace has a school calendar
	begun    bool         // the dataset was read
	then     func()       // what is to be done once it is; nil for nothing
	schema   table.Schema // the dataset's columns, and those that joins bring
	problem  *table.Issue
	view     *workbench.View // of the last run that succeeded; nil when nothing is asked
	views    int             // grows with every new view
	example  sample          // what an exploration on which nothing is asked offers
	past     explorePast
	typing   latest // waits until a person has stopped typing a filter
}

// reportFor is an empty report about a dataset.
func reportFor(dataset string) reports.Report {
	return reports.Report{Dataset: dataset, Chart: chart.Bar}
}

func newExplorePresenter(s *Shell, report reports.Report, changed func()) *explorePresenter {
	p := &explorePresenter{shell: s, changed: changed, report: report, running: latest{jobs: s.jobs}, looking: latest{jobs: s.jobs}, joining: latest{jobs: s.jobs}, typing: latest{jobs: s.jobs}}
	if report.Name != "" {
		p.saved = report
	}
	return p
}

// begin reads the dataset's columns and runs what the report asks.
func (p *explorePresenter) begin() {
	bench, name, joins := p.shell.bench, p.report.Dataset, p.report.Spec.Joins
	type found struct {
		dataset  warehouse.Dataset
		schema   table.Schema
		example  sample
		where    string
		calendar bool
	}
	empty := p.empty()
	fresh := empty && !p.begun && p.report.Name == "" && p.report.Spec.Where == ""
	fetch(&p.looking, say("Reading %s", name), false, func(ctx context.Context, _ func(workbench.Progress)) (found, error) {
		dataset, err := bench.Dataset(ctx, name)
		if err != nil {
			return found{}, err
		}
		schema, err := bench.JoinedSchema(ctx, dataset, joins)
		if err != nil {
			schema = dataset.Schema // what is wrong with a join is said when it runs
		}
		example := sample{}
		if empty {
			if example, err = findExample(ctx, bench, dataset.Name, dataset.Schema); err != nil {
				return found{}, err
			}
		}
		where := ""
		if fresh {
			levels, err := bench.Levels(ctx, dataset.Name)
			if err != nil {
				return found{}, err
			}
			where = workbench.LevelFilter(levels)
		}
		days, err := bench.Calendar(ctx)
		return found{dataset, schema, example, where, days != nil}, err
	}, func(found found, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.dataset, p.schema, p.example, p.problem = found.dataset, found.schema, found.example, nil
		p.begun, p.calendar = true, found.calendar
		if found.where != "" && p.report.Spec.Where == "" {
			p.report.Spec.Where = found.where
		}
		if then := p.then; then != nil {
			p.then = nil
			then()
		}
		p.run()
	})
}

// whenBegun does something once the dataset's columns are known.
func (p *explorePresenter) whenBegun(then func()) {
	if p.begun {
		then()
		return
	}
	p.then = then
}

// refresh runs again when the dataset's rows have changed.
func (p *explorePresenter) refresh() {
	known, listed := p.shell.dataset(p.report.Dataset)
	if !listed || known.Version != p.dataset.Version {
		p.begin()
	}
}

// empty reports whether nothing is asked yet.
func (p *explorePresenter) empty() bool {
	spec := p.report.Spec
	return len(spec.Rows)+len(spec.Columns)+len(spec.Measures) == 0
}

// asked is the report as it is run and saved: without any measure the rows are
// counted.
func (p *explorePresenter) asked() reports.Report {
	asked := p.report
	if len(asked.Spec.Measures) == 0 {
		asked.Spec.Measures = []crosstab.Measure{{Function: crosstab.Count}}
	}
	return asked
}

// dirty reports whether there is something that is not saved.
func (p *explorePresenter) dirty() bool {
	return !p.empty() && !reflect.DeepEqual(p.asked(), p.saved)
}

// run evaluates the cross-tab.
func (p *explorePresenter) run() {
	p.tidy()
	p.past.note(p.report)
	if p.empty() {
		p.running.cancel()
		p.view, p.problem = nil, nil
		if p.begun && p.report.Spec.Where != "" { // a slip in the filter is said at once
			if err := p.asked().Spec.Validate(p.schema); err != nil {
				p.problem = p.shell.problemOf(err)
			}
		}
		p.views++
		p.changed()
		return
	}
	bench, asked := p.shell.bench, p.asked()
	if asked.Title == "" {
		asked.Title = asked.Name // what is exported is called what the report is
	}
	asked.Language = spoken()
	fetch(&p.running, say("Cross-tabulating"), true, func(ctx context.Context, _ func(workbench.Progress)) (*workbench.View, error) {
		return bench.Run(ctx, asked)
	}, func(view *workbench.View, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.view, p.problem, p.dataset, p.schema = view, nil, view.Dataset, view.Schema
		p.views++
		p.changed()
	})
	p.changed()
}

// fail shows a problem. The result before it stays, so that a slip in the
// filter does not take the table away.
func (p *explorePresenter) fail(err error) {
	p.problem = p.shell.problemOf(err)
	if p.problem != nil && p.problem.Code == "unknown-dataset" {
		p.problem = table.Failed("dataset-gone", table.Where{}, say("Its dataset “%s” is not in this workspace any more.", p.report.Dataset),
			say("Import it again under this name, and the report works."), err)
	}
	p.changed()
}

// busy reports whether a run is under way.
func (p *explorePresenter) busy() bool { return p.running.busy() }

// column describes a field that is a column of the dataset.
func (p *explorePresenter) column(field string) (table.Column, bool) {
	i := p.schema.Index(field)
	if i < 0 {
		return table.Column{}, false
	}
	return p.schema[i], true
}

// filterProblem is the problem, when it is one of the filter. An unknown column
// is one unless a shelf names it, as in a saved report whose column has gone.
func (p *explorePresenter) filterProblem() *table.Issue {
	if p.problem == nil || p.report.Spec.Where == "" {
		return nil
	}
	switch p.problem.Code {
	case "expression-invalid":
		return p.problem
	case "field-unknown":
		without := p.asked().Spec
		without.Where = ""
		if without.Validate(p.schema) == nil {
			return p.problem
		}
	}
	return nil
}

// sentence says what is shown.
func (p *explorePresenter) sentence() string {
	if p.view == nil {
		if p.problem != nil && p.report.Name != "" {
			return p.report.Name
		}
		return say("Choose what to see of %s", p.report.Dataset)
	}
	return p.view.Document.Sentence
}

// save keeps the report under a name and calls done when it is kept.
func (p *explorePresenter) save(name string, done func(error)) {
	bench, kept := p.shell.bench, p.asked()
	kept.Name = strings.TrimSpace(name)
	if strings.EqualFold(kept.Title, p.report.Name) {
		kept.Title = ""
	}
	p.shell.jobs.start(say("Saving %s", kept.Name), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		return bench.SaveReport(ctx, kept)
	}, func(err error) {
		if err == nil {
			p.report.Name = kept.Name
			p.report.Title = kept.Title
			p.saved = kept
			p.run() // what is exported next has the new name as its title
		}
		done(err)
	})
}

// document is the result as it is exported.
func (p *explorePresenter) document() *reports.Document {
	if p.view == nil {
		return nil
	}
	return p.view.Document
}

func (p *explorePresenter) close() {
	p.changed = func() {}
	p.running.cancel()
	p.looking.cancel()
	p.joining.cancel()
	p.typing.cancel()
}

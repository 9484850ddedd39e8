package app

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// intoDataset is what becomes of a dataset that is in the workspace already.
type intoDataset struct {
	mode     warehouse.Mode
	key      []string // by which rows are matched; empty for the dataset's own
	dropGone bool     // when updating: take out the rows that the file does not have
	said     bool     // a person has chosen among these
}

// comparison is how a table compares with the dataset it is to go into, and
// what it was computed from.
type comparison struct {
	report *workbench.ChangeReport
	asked  comparisonOf
}

// comparisonOf is what a comparison depends on.
type comparisonOf struct {
	table    *importTable
	dataset  string
	version  int64
	mode     warehouse.Mode
	key      string
	dropGone bool
	previews int
}

// target is the dataset that a table is to go into, if it is there already.
func (p *importPresenter) target(t *importTable) (warehouse.Dataset, bool) {
	if t == nil {
		return warehouse.Dataset{}, false
	}
	return p.shell.dataset(strings.TrimSpace(t.name))
}

// matchedBy is the key by which rows are matched: what a person has said, or
// the dataset's own, or the one that the plan proposes.
func matchedBy(t *importTable, dataset warehouse.Dataset) []string {
	switch {
	case len(t.into.key) > 0:
		return t.into.key
	case len(dataset.Key) > 0:
		return dataset.Key
	}
	return t.plan.Key
}

// settleInto chooses what is most likely meant when a table is to go into a
// dataset for the first time: next week's file updates by the key.
func (p *importPresenter) settleInto() {
	t := p.table()
	dataset, exists := p.target(t)
	if !exists || t.intoName == dataset.Name {
		return
	}
	t.intoName = dataset.Name
	t.into = intoDataset{mode: warehouse.Add}
	if len(matchedBy(t, dataset)) > 0 {
		t.into.mode = warehouse.Upsert
	}
}

// settleByRows chooses anew when the comparison shows that most rows of the
// file are in the dataset already: adding them would double these, and where a
// column names each row they are updated by it. It leaves what a person has
// chosen.
func (p *importPresenter) settleByRows(t *importTable, report *workbench.ChangeReport) {
	if t.into.said || t.into.mode != warehouse.Add || !report.Overlaps() {
		return
	}
	if key := proposedKey(report); len(key) > 0 {
		t.into.mode, t.into.key = warehouse.Upsert, key
	}
}

// setInto says what becomes of the dataset that is there.
func (p *importPresenter) setInto(change func(*intoDataset)) {
	t := p.table()
	if t == nil || p.importing() {
		return
	}
	change(&t.into)
	t.into.said = true
	if p.problem != nil && p.problem.Code == "rows-already-there" {
		p.problem = nil // what becomes of them is said now
	}
	p.changed()
}

// compare computes what importing the table that is shown would change, unless
// that is known or nothing is there to change.
func (p *importPresenter) compare() {
	t := p.table()
	p.settleInto()
	dataset, exists := p.target(t)
	if !exists || p.busy() || t.problem != nil {
		if !exists {
			p.comparing.cancel()
			p.compared = comparison{}
		}
		return
	}
	asked := comparisonOf{
		table: t, dataset: dataset.Name, version: dataset.Version, mode: t.into.mode,
		key: strings.Join(matchedBy(t, dataset), "\x00"), dropGone: t.into.dropGone, previews: p.previews,
	}
	if asked == p.compared.asked {
		return
	}
	p.compared = comparison{asked: asked}
	bench, request := p.shell.bench, p.request(t)
	fetch(&p.comparing, say("Comparing with %s", dataset.Name), true, func(ctx context.Context, report func(workbench.Progress)) ([]workbench.ChangeReport, error) {
		request.Progress = report
		return bench.Changes(ctx, request, 0)
	}, func(reports []workbench.ChangeReport, err error) {
		if p.compared.asked != asked {
			return
		}
		if err != nil {
			p.problem = p.shell.problemOf(err)
		} else if len(reports) > 0 {
			p.compared.report = &reports[0]
			p.settleByRows(t, p.compared.report)
		}
		p.changed()
	})
}

// request is the import of one table.
func (p *importPresenter) request(t *importTable) workbench.ImportRequest {
	request := workbench.ImportRequest{Path: p.readable(), Dataset: strings.TrimSpace(t.name), Plans: []importers.Plan{t.plan}}
	if t.stacked {
		request.FileColumn = workbench.FileColumn
	}
	if _, exists := p.target(t); exists {
		request.Mode, request.Key = t.into.mode, slices.Clone(t.into.key)
		if request.Mode == warehouse.Add && !t.into.said {
			request.Mode = "" // so that rows are not doubled that nobody asked to double
		}
		request.DropGone = t.into.dropGone && t.into.mode == warehouse.Upsert
	}
	return request
}

// oddLimit is how many odd cells an import lists; the counts are of all.
const oddLimit = 20_000

// oddCells are the cells of a table that are no plain values.
type oddCells struct {
	table    *importTable
	previews int
	list     []workbench.CellProblem
	counts   workbench.ProblemCounts
	known    bool
}

// lookForOdd reads the table that is shown for cells that are no plain values,
// unless that was done.
func (p *importPresenter) lookForOdd() {
	t := p.table()
	if t == nil || p.busy() || p.odd.table == t && p.odd.previews == p.previews {
		return
	}
	p.odd = oddCells{table: t, previews: p.previews}
	bench, path, plan := p.shell.bench, p.readable(), t.plan
	fetch(&p.searching, say("Looking for odd cells in %s", filepath.Base(path)), true, func(ctx context.Context, _ func(workbench.Progress)) (oddCells, error) {
		list, counts, err := bench.OddCells(ctx, path, plan, oddLimit)
		return oddCells{list: list, counts: counts}, err
	}, func(found oddCells, err error) {
		if err != nil {
			p.problem = p.shell.problemOf(err)
		} else {
			p.odd.list, p.odd.counts, p.odd.known = found.list, found.counts, true
		}
		p.changed()
	})
	p.changed()
}

// oddFrame is odd cells as a table to be shown and written out.
func oddFrame(list []workbench.CellProblem) []*table.Vector {
	names := []table.Column{
		{Name: say("Kind"), Type: table.Text},
		{Name: say("File"), Type: table.Text},
		{Name: say("Sheet"), Type: table.Text},
		{Name: say("Row"), Type: table.Integer, Role: table.Measure},
		{Name: say("Column"), Type: table.Text},
		{Name: say("Text"), Type: table.Text},
		{Name: say("Reason"), Type: table.Text},
	}
	builders := make([]*table.VectorBuilder, len(names))
	for i, column := range names {
		builders[i] = table.NewVectorBuilder(column)
	}
	for _, cell := range list {
		row := table.NumberValue(float64(cell.Where.Row))
		if cell.Where.Row == 0 {
			row = table.Mark(table.Missing, "")
		}
		values := []table.Value{
			table.TextValue(string(cell.Kind)), table.TextValue(cell.Where.File), table.TextValue(cell.Where.Sheet), row,
			table.TextValue(cell.Where.Column), table.TextValue(cell.Text), table.TextValue(translated(cell.Reason)),
		}
		for i, value := range values {
			builders[i].Append(value)
		}
	}
	vectors := make([]*table.Vector, len(builders))
	for i, builder := range builders {
		vectors[i] = builder.Vector()
	}
	return vectors
}

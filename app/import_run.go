package app

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// wanted lists the tables to import.
func (p *importPresenter) wanted() []*importTable {
	var wanted []*importTable
	for _, t := range p.tables {
		if t.wanted {
			wanted = append(wanted, t)
		}
	}
	return wanted
}

// rowsWanted is how many rows the planner counted in the tables to import.
func (p *importPresenter) rowsWanted() int {
	rows := 0
	for _, t := range p.wanted() {
		rows += t.plan.Rows
	}
	return rows
}

// check says what stands in the way of the import, or nil.
func (p *importPresenter) check() *table.Issue {
	wanted := p.wanted()
	if len(wanted) == 0 {
		return table.Failed("nothing-chosen", table.Where{}, say("No table is ticked."), say("Tick at least one table to import."), nil)
	}
	names := map[string]bool{}
	for _, t := range wanted {
		where := table.Where{File: filepath.Base(p.path), Sheet: t.plan.Sheet}
		name := strings.ToLower(strings.TrimSpace(t.name))
		if name == "" {
			return table.Failed("dataset-unnamed", where, say("A dataset has no name."), say("Type a name that you will recognise next week."), nil)
		}
		if names[name] {
			return table.Failed("dataset-named-twice", where, say("Two datasets would have the same name."), say("Give each table a name of its own."), nil)
		}
		names[name] = true
		columns := map[string]bool{}
		for _, column := range t.plan.Columns {
			if column.Skip {
				continue
			}
			title := strings.ToLower(strings.TrimSpace(column.Name))
			if title == "" {
				return table.Failed("column-unnamed", where, say("A column has no name."), say("Type one, or leave the column out."), nil)
			}
			if columns[title] {
				where.Column = column.Name
				return table.Failed("column-named-twice", where, say("Two columns have the same name."), say("Rename one of them, or leave it out."), nil)
			}
			columns[title] = true
		}
		if len(columns) == 0 {
			return table.Failed("no-columns", where, say("Every column is left out."), say("Take in at least one."), nil)
		}
	}
	return nil
}

// run imports the tables that are ticked and then calls done, whatever came of
// it: outcome is what was imported, problem what was not and why. again allows
// rows that are in the workspace already.
func (p *importPresenter) run(again bool, done func()) {
	if p.busy() {
		return
	}
	if p.problem = p.check(); p.problem != nil {
		p.changed()
		done()
		return
	}
	bench, path := p.shell.bench, p.readable()
	var requests []workbench.ImportRequest
	for _, t := range p.wanted() {
		request := p.request(t)
		request.Again = again
		requests = append(requests, request)
	}
	fetch(&p.writing, say("Importing %s", filepath.Base(path)), true, func(ctx context.Context, report func(workbench.Progress)) ([]workbench.Imported, error) {
		return importTables(ctx, bench, requests, report)
	}, func(imported []workbench.Imported, err error) {
		p.state, p.stopped = fileReady, errors.Is(err, context.Canceled)
		if err != nil {
			p.problem = p.shell.problemOf(err)
		} else {
			p.state, p.outcome = fileImported, imported
		}
		p.changed()
		done()
	})
	p.state, p.stopped = fileImporting, false
	p.changed()
}

// importTables imports tables each under its own name. When one fails, those
// before it are undone: a file is imported whole or not at all.
func importTables(ctx context.Context, bench *workbench.Workbench, requests []workbench.ImportRequest, report func(workbench.Progress)) ([]workbench.Imported, error) {
	var imported []workbench.Imported
	for i, request := range requests {
		request.Progress = func(progress workbench.Progress) {
			if progress.Done >= 0 {
				progress.Done = (float64(i) + progress.Done) / float64(len(requests))
			}
			report(progress)
		}
		done, err := bench.Import(ctx, request)
		imported = append(imported, done...)
		if err == nil {
			continue
		}
		return nil, takenBack(err, imported, func(batch int64) error { return bench.Undo(context.WithoutCancel(ctx), batch) })
	}
	return imported, nil
}

// takenBack undoes what was imported before err, the last first, and returns
// err with why that failed, if it did.
func takenBack(err error, imported []workbench.Imported, undo func(batch int64) error) error {
	for _, before := range slices.Backward(imported) {
		if undone := undo(before.Batch.ID); undone != nil {
			return errors.Join(err, undone)
		}
	}
	return err
}

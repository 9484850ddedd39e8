package app

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// importPresenter is an import before it is done: the tables that were found in
// a file and what a person corrected. It knows no widgets. changed is called
// after every change of what is to be shown.
type importPresenter struct {
	shell   *Shell
	changed func()
	reading latest
	writing latest

	path     string
	tables   []*importTable
	current  int // the table that is shown
	problem  *table.Issue
	previews int // grows when the rows that are shown change
}

// importTable is one table found in the file.
type importTable struct {
	plan    importers.Plan
	rows    []table.Row
	wanted  bool
	name    string       // of the dataset
	problem *table.Issue // why the preview could not be read by the corrected plan
}

func newImportPresenter(s *Shell, changed func()) *importPresenter {
	return &importPresenter{shell: s, changed: changed, reading: latest{jobs: s.jobs}, writing: latest{jobs: s.jobs}}
}

// inspect looks into a file.
func (p *importPresenter) inspect(path string) {
	bench := p.shell.bench
	p.path, p.tables, p.current, p.problem = path, nil, 0, nil
	p.writing.cancel()
	fetch(&p.reading, "Reading "+filepath.Base(path), true, func(ctx context.Context, report func(workbench.Progress)) ([]workbench.Found, error) {
		return bench.Inspect(ctx, path, workbench.InspectOptions{Progress: report})
	}, func(found []workbench.Found, err error) {
		if err != nil {
			issue := workbench.Problem(err)
			p.problem = &issue
		}
		for _, one := range found {
			p.tables = append(p.tables, &importTable{plan: one.Plan, rows: one.Preview, wanted: true, name: p.freeName(one.Plan.Name)})
		}
		p.previews++
		p.changed()
	})
	p.changed()
}

// freeName is the name of a table, with a number when a dataset has it already.
func (p *importPresenter) freeName(name string) string {
	free := name
	for n := 2; ; n++ {
		_, taken := p.shell.dataset(free)
		taken = taken || slices.ContainsFunc(p.tables, func(t *importTable) bool { return strings.EqualFold(t.name, free) })
		if !taken {
			return free
		}
		free = name + " (" + number(n) + ")"
	}
}

// busy reports whether the file is being read or imported.
func (p *importPresenter) busy() bool { return p.reading.busy() || p.writing.busy() }

// importing reports whether the rows are being written.
func (p *importPresenter) importing() bool { return p.writing.busy() }

// table is the table that is shown, or nil.
func (p *importPresenter) table() *importTable {
	if p.current < len(p.tables) {
		return p.tables[p.current]
	}
	return nil
}

// show shows another table of the file.
func (p *importPresenter) show(i int) {
	if i >= 0 && i < len(p.tables) && i != p.current {
		p.current = i
		p.previews++
		p.changed()
	}
}

// want says whether a table is to be imported.
func (p *importPresenter) want(i int, wanted bool) {
	if p.tables[i].wanted != wanted {
		p.tables[i].wanted = wanted
		p.changed()
	}
}

// name names the dataset of the table that is shown.
func (p *importPresenter) name(name string) {
	if t := p.table(); t != nil && t.name != name {
		t.name = name
		p.changed()
	}
}

// rename changes the name of a column of the table that is shown.
func (p *importPresenter) rename(column int, name string) {
	t := p.table()
	if t == nil || t.plan.Columns[column].Name == name {
		return
	}
	t.columns()[column].Name = name
	p.previews++
	p.changed()
}

// skip leaves a column of the table that is shown out, or takes it in again.
func (p *importPresenter) skip(column int, skip bool) {
	t := p.table()
	if t == nil || t.plan.Columns[column].Skip == skip {
		return
	}
	t.columns()[column].Skip = skip
	p.preview()
}

// retype corrects the type of a column of the table that is shown and reads its
// rows again by it.
func (p *importPresenter) retype(column int, chosen table.Type) {
	t := p.table()
	if t == nil || t.plan.Columns[column].Type == chosen {
		return
	}
	described := &t.columns()[column].Column
	described.Type = chosen
	described.Layout = ""
	described.Role = table.Dimension
	switch chosen {
	case table.Integer, table.Decimal:
		described.Role = table.Measure
	case table.Code:
		described.Role = table.Identifier
	}
	if chosen == table.Decimal && described.Decimals == 0 {
		described.Decimals = t.decimals(column)
	}
	p.preview()
}

// columns returns the columns of the plan to change. The plan that the importer
// made is not changed with them.
func (t *importTable) columns() []importers.PlanColumn {
	t.plan.Columns = slices.Clone(t.plan.Columns)
	return t.plan.Columns
}

// decimals is how many digits after the point the previewed values of a column
// have, at least the two of money.
func (t *importTable) decimals(column int) int {
	most := 2
	shown := -1
	for i := range t.plan.Columns[:column+1] {
		if !t.plan.Columns[i].Skip {
			shown++
		}
	}
	for _, row := range t.rows {
		if shown < 0 || shown >= len(row.Cells) {
			break
		}
		cell := row.Cells[shown]
		text := cell.Text
		if cell.HasOriginal {
			text = cell.Original
		}
		if _, fraction, found := strings.Cut(text, "."); found {
			most = max(most, min(len(fraction), 6))
		}
	}
	return most
}

// preview reads the first rows of the table that is shown by its plan.
func (p *importPresenter) preview() {
	bench, path, t := p.shell.bench, p.path, p.table()
	plan := t.plan
	fetch(&p.reading, "Reading "+filepath.Base(path), false, func(ctx context.Context, _ func(workbench.Progress)) ([]table.Row, error) {
		return bench.Preview(ctx, path, plan)
	}, func(rows []table.Row, err error) {
		t.problem = nil
		if err != nil {
			issue := workbench.Problem(err)
			t.problem = &issue
		} else {
			t.rows = rows
		}
		p.previews++
		p.changed()
	})
	p.changed()
}

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
		return table.Failed("nothing-chosen", table.Where{}, "No table is ticked.", "Tick at least one table to import.", nil)
	}
	names := map[string]bool{}
	for _, t := range wanted {
		where := table.Where{File: filepath.Base(p.path), Sheet: t.plan.Sheet}
		name := strings.ToLower(strings.TrimSpace(t.name))
		if name == "" {
			return table.Failed("dataset-unnamed", where, "A dataset has no name.", "Type a name that you will recognise next week.", nil)
		}
		if names[name] {
			return table.Failed("dataset-named-twice", where, "Two datasets would have the same name.", "Give each table a name of its own.", nil)
		}
		names[name] = true
		columns := map[string]bool{}
		for _, column := range t.plan.Columns {
			if column.Skip {
				continue
			}
			title := strings.ToLower(strings.TrimSpace(column.Name))
			if title == "" {
				return table.Failed("column-unnamed", where, "A column has no name.", "Type one, or leave the column out.", nil)
			}
			if columns[title] {
				where.Column = column.Name
				return table.Failed("column-named-twice", where, "Two columns have the same name.", "Rename one of them, or leave it out.", nil)
			}
			columns[title] = true
		}
		if len(columns) == 0 {
			return table.Failed("no-columns", where, "Every column is left out.", "Take in at least one.", nil)
		}
	}
	return nil
}

// run imports the tables that are ticked and calls done with what was imported.
// again allows rows that are in the workspace already.
func (p *importPresenter) run(again bool, done func([]workbench.Imported)) {
	if p.busy() {
		return
	}
	if p.problem = p.check(); p.problem != nil {
		p.changed()
		return
	}
	bench, path, wanted := p.shell.bench, p.path, p.wanted()
	fetch(&p.writing, "Importing "+filepath.Base(path), true, func(ctx context.Context, report func(workbench.Progress)) ([]workbench.Imported, error) {
		return importTables(ctx, bench, path, wanted, again, report)
	}, func(imported []workbench.Imported, err error) {
		if err != nil {
			p.problem = p.shell.problemOf(err)
			p.changed()
			return
		}
		done(imported)
	})
	p.changed()
}

// importTables imports tables each under its own name. When one fails, those
// before it are undone: a file is imported whole or not at all.
func importTables(ctx context.Context, bench *workbench.Workbench, path string, wanted []*importTable, again bool, report func(workbench.Progress)) ([]workbench.Imported, error) {
	var imported []workbench.Imported
	for i, t := range wanted {
		done, err := bench.Import(ctx, workbench.ImportRequest{
			Path: path, Dataset: strings.TrimSpace(t.name), Plans: []importers.Plan{t.plan}, Again: again,
			Progress: func(progress workbench.Progress) {
				if progress.Done >= 0 {
					progress.Done = (float64(i) + progress.Done) / float64(len(wanted))
				}
				report(progress)
			},
		})
		imported = append(imported, done...)
		if err == nil {
			continue
		}
		for _, before := range imported {
			if undone := bench.Undo(context.WithoutCancel(ctx), before.Batch.ID); undone != nil {
				return nil, undone
			}
		}
		return nil, err
	}
	return imported, nil
}

// cancel stops reading or importing.
func (p *importPresenter) cancel() {
	p.reading.cancel()
	p.writing.cancel()
	p.changed()
}

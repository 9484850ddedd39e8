package app

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// importPresenter is the import of one file before it is done: the tables that
// were found in it and what a person corrected. It knows no widgets. changed is
// called after every change of what is to be shown.
type importPresenter struct {
	shell     *Shell
	changed   func()
	glancing  latest // the beginning of a large file
	reading   latest // the file, or a table of it anew
	peeking   latest // the sheet as it is
	writing   latest
	comparing latest // with the dataset that is there
	searching latest // for odd cells

	path     string
	unlocked string // a copy without its password, or empty
	state    fileState
	glance   *workbench.Glance // the beginning, while the rest is being read
	tables   []*importTable
	current  int // the table that is shown
	sheets   []importers.Sheet
	raw      map[string]*rawSheet // by the sheet's name
	problem  *table.Issue
	compared comparison
	odd      oddCells
	outcome  []workbench.Imported
	stopped  bool                   // a person has stopped the import
	previews int                    // grows when the rows or columns that are shown change
	nameFree func(name string) bool // among the other files of a queue
	looked   func()                 // called when the file was looked into, with or without success
	keep     keepFile               // removes what was unlocked when the page closes
}

// fileState is how far the import of a file has come.
type fileState int

// The states of a file.
const (
	fileWaiting fileState = iota
	fileReading
	fileReady
	fileRefused // it could not be read; problem says why
	fileStopped // a person has stopped the reading
	fileImporting
	fileImported
)

func newImportPresenter(s *Shell, changed func()) *importPresenter {
	p := &importPresenter{shell: s, changed: changed, nameFree: func(string) bool { return true }, looked: func() {}, keep: keepNothing}
	for _, each := range p.latests() {
		each.jobs = s.jobs
	}
	return p
}

// latests are the jobs of the file.
func (p *importPresenter) latests() []*latest {
	return []*latest{&p.glancing, &p.reading, &p.peeking, &p.writing, &p.comparing, &p.searching}
}

// inspect looks into a file. The beginning of a large one is shown while the
// rest is read.
func (p *importPresenter) inspect(path string) {
	bench := p.shell.bench
	p.settle(path)
	p.tables, p.current, p.problem = nil, 0, nil
	p.glance, p.sheets, p.raw, p.outcome = nil, nil, map[string]*rawSheet{}, nil
	p.compared, p.odd = comparison{}, oddCells{}
	p.state = fileReading
	readable := p.readable()
	p.writing.cancel()
	p.peeking.cancel()
	fetch(&p.glancing, say("Glancing at %s", filepath.Base(path)), false, func(ctx context.Context, _ func(workbench.Progress)) (*workbench.Glance, error) {
		glance, ok, err := bench.Look(ctx, readable)
		if !ok {
			return nil, err
		}
		return &glance, err
	}, func(glance *workbench.Glance, err error) {
		if err == nil && glance != nil && p.state == fileReading {
			p.glance = glance
			p.previews++
			p.changed()
		}
	})
	fetch(&p.reading, say("Reading %s", filepath.Base(path)), true, func(ctx context.Context, report func(workbench.Progress)) ([]workbench.Found, error) {
		return bench.Inspect(ctx, readable, workbench.InspectOptions{Progress: report})
	}, p.found)
	p.changed()
}

// found takes over the tables of the file.
func (p *importPresenter) found(found []workbench.Found, err error) {
	p.glancing.cancel()
	p.glance = nil
	p.state = fileReady
	if err != nil {
		issue := workbench.Problem(err)
		p.problem, p.state = &issue, fileRefused
	}
	p.take(found)
	p.previews++
	p.peek()
	p.changed()
	p.looked()
}

// take adds the tables that were found. One of a kind that went into a dataset
// with a key updates it, as next week's file is meant to; without a key the
// dataset is offered only, for files of another year may look the same.
func (p *importPresenter) take(found []workbench.Found) {
	for _, one := range found {
		t := newImportTable(one.Plan, one.Preview)
		t.name = ""
		if recall := one.Recall; recall != nil {
			if dataset, there := p.shell.dataset(recall.Dataset); there {
				t.recalled = dataset.Name
				if len(dataset.Key) > 0 {
					t.name, t.intoName, t.into.mode = dataset.Name, dataset.Name, warehouse.Upsert
				}
			}
		}
		if t.name == "" {
			t.name = p.freeName(one.Plan.Name)
		}
		p.tables = append(p.tables, t)
	}
}

// addSheet looks for tables on a sheet that was left out: it is hidden, or
// holds notes.
func (p *importPresenter) addSheet(sheet string) {
	bench, path := p.shell.bench, p.readable()
	fetch(&p.reading, say("Reading %s", sheet), true, func(ctx context.Context, report func(workbench.Progress)) ([]workbench.Found, error) {
		return bench.Inspect(ctx, path, workbench.InspectOptions{Sheet: sheet, Progress: report})
	}, func(found []workbench.Found, err error) {
		if err != nil {
			p.problem = p.shell.problemOf(err)
			p.changed()
			return
		}
		p.take(found)
		p.show(len(p.tables) - len(found))
	})
	p.changed()
}

// otherSheets lists the sheets of which no table is taken.
func (p *importPresenter) otherSheets() []importers.Sheet {
	var others []importers.Sheet
	for _, sheet := range p.sheets {
		if sheet.Name != "" && len(p.onSheet(sheet.Name)) == 0 {
			others = append(others, sheet)
		}
	}
	return others
}

// freeName is the name of a table, with a number when a dataset has it already.
func (p *importPresenter) freeName(name string) string {
	free := name
	for n := 2; ; n++ {
		_, taken := p.shell.dataset(free)
		for _, t := range p.tables {
			taken = taken || strings.EqualFold(t.name, free)
		}
		if !taken && p.nameFree(free) {
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
		p.peek()
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

// rename changes the name of a column of the table that is shown, and what it
// is called in tables and reports: its label, "" for the name itself.
func (p *importPresenter) rename(column int, name, label string) {
	t := p.table()
	if t == nil || t.plan.Columns[column].Name == name && t.plan.Columns[column].Label == label {
		return
	}
	t.keep(say("name %s", number(column)))
	t.choose(column, func(c *columnChoice) { c.name, c.label, c.named = name, label, true })
	t.changeColumn(column, func(c *importers.PlanColumn) { c.Name, c.Label = name, label })
	p.previews++
	p.changed()
}

// skip leaves a column of the table that is shown out, or takes it in again.
func (p *importPresenter) skip(column int, skip bool) {
	t := p.table()
	if t == nil || t.plan.Columns[column].Skip == skip {
		return
	}
	t.keep("")
	t.choose(column, func(c *columnChoice) { c.skip, c.skipSaid = skip, true })
	t.changeColumn(column, func(c *importers.PlanColumn) { c.Skip = skip })
	p.preview()
}

// retype corrects the type of a column of the table that is shown and reads its
// rows again by it.
func (p *importPresenter) retype(column int, chosen table.Type) {
	t := p.table()
	if t == nil || t.plan.Columns[column].Type == chosen {
		return
	}
	t.keep("")
	t.choose(column, func(c *columnChoice) { c.kind, c.typed = chosen, true })
	t.retype(column, chosen)
	p.preview()
}

// answer undoes a finding of the table that is shown by one of the changes that
// it offers, or with choice -1 takes the guess back.
func (p *importPresenter) answer(finding, choice int) {
	t := p.table()
	if t == nil || finding >= len(t.plan.Findings) {
		return
	}
	if before, done := t.taken[finding]; done && before == choice || !done && choice < 0 {
		return
	}
	t.keep("")
	taken := maps.Clone(t.taken)
	if taken == nil {
		taken = map[int]int{}
	}
	delete(taken, finding)
	guess := t.plan.Findings[finding]
	if choice >= 0 {
		taken[finding] = choice
		t.plan = t.plan.With(guess.Undo[choice])
		t.rememberSkips(guess.Undo[choice])
	} else {
		back := asGuessed(t.guess, guess)
		t.plan = t.plan.With(back)
		t.rememberSkips(back)
		if slices.ContainsFunc(guess.Undo, func(change importers.Change) bool { return change.Unpivot != nil }) {
			t.plan.Unpivot = t.guess.Unpivot
		}
	}
	t.taken = taken
	p.preview()
}

// asGuessed is the change that takes a finding's columns back to what they were
// in the plan that was found.
func asGuessed(found importers.Plan, finding importers.Finding) importers.Change {
	var back importers.Change
	for _, change := range finding.Undo {
		back.TakeIn = append(back.TakeIn, change.LeaveOut...)
		back.LeaveOut = append(back.LeaveOut, change.TakeIn...)
		for _, column := range change.Columns {
			for _, before := range found.Columns {
				if before.Index == column.Index {
					back.Columns = append(back.Columns, before)
				}
			}
		}
	}
	return back
}

// rememberSkips keeps which columns a change leaves out or takes in, for when
// the table is planned anew.
func (t *importTable) rememberSkips(change importers.Change) {
	for i, column := range t.plan.Columns {
		if slices.Contains(change.LeaveOut, column.Index) || slices.Contains(change.TakeIn, column.Index) {
			t.choose(i, func(c *columnChoice) { c.skip, c.skipSaid = column.Skip, true })
		}
	}
}

// undo takes the last correction of the table that is shown back.
func (p *importPresenter) undo() {
	t := p.table()
	if t == nil || !t.corrected() || p.importing() {
		return
	}
	p.reading.cancel()
	p.problem = nil
	t.back()
	t.problem = nil
	p.previews++
	p.changed()
}

// place plans the table that is shown anew when a person has said where it
// stands: move answers what is known of it then.
func (p *importPresenter) place(move func(t *importTable) importers.Options) {
	t := p.table()
	if t == nil || p.importing() {
		return
	}
	t.keep("")
	said := move(t)
	bench, path, plan := p.shell.bench, p.readable(), t.plan
	fetch(&p.reading, say("Reading %s", filepath.Base(path)), true, func(ctx context.Context, report func(workbench.Progress)) (workbench.Found, error) {
		said.Progress = func(done float64) {
			report(workbench.Progress{Step: say("Reading %s", filepath.Base(path)), Done: done})
		}
		return bench.PlanAgain(ctx, path, plan, said)
	}, func(found workbench.Found, err error) {
		if err != nil {
			p.spoil(t, err)
			return
		}
		t.problem = nil
		if corrected := t.again(found.Plan, found.Preview); corrected {
			p.preview()
			return
		}
		p.previews++
		p.changed()
	})
	p.changed()
}

// spoil takes a correction back that cannot be carried out, and says why.
func (p *importPresenter) spoil(t *importTable, err error) {
	t.back()
	t.problem = p.shell.problemOf(err)
	p.previews++
	p.changed()
}

// preview reads the first rows of the table that is shown by its plan.
func (p *importPresenter) preview() {
	bench, path, t := p.shell.bench, p.readable(), p.table()
	plan := t.plan
	fetch(&p.reading, say("Reading %s", filepath.Base(path)), false, func(ctx context.Context, _ func(workbench.Progress)) ([]table.Row, error) {
		return bench.Preview(ctx, path, plan)
	}, func(rows []table.Row, err error) {
		if err != nil {
			p.spoil(t, err)
			return
		}
		t.problem, t.rows = nil, rows
		p.previews++
		p.changed()
	})
	p.changed()
}

// cancel stops reading or importing.
func (p *importPresenter) cancel() {
	switch p.state {
	case fileReading:
		p.state = fileStopped
	case fileImporting:
		p.state, p.stopped = fileReady, true
	}
	for _, each := range p.latests() {
		each.cancel()
	}
	p.changed()
}

package workbench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/profiles"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// planShare is the part of an import's progress that planning stands for: the
// file is read once to plan and once to write, and writing is the slower.
const planShare = 0.35

// ImportRequest says what to import and where to.
type ImportRequest struct {
	Path string
	// Sheet names the only sheet to import; empty imports every sheet that
	// holds a table.
	Sheet string
	// Dataset is the dataset to import into: it is made, or imported into with
	// columns matched by name. Empty makes a new dataset named after the file.
	// Of a file with several tables the one that the file is about, which is
	// mostly the first, goes there and each other into the dataset named after
	// it and its sheet.
	Dataset string
	// MadeUp says that no person named the dataset. Then a file is not imported
	// that is in any dataset already.
	MadeUp bool
	// Mode is what becomes of the rows that the dataset has; empty is
	// warehouse.Add unless that would double rows that are there, which is
	// refused. With warehouse.Upsert, DropGone takes out the rows that
	// the file does not have.
	Mode     warehouse.Mode
	DropGone bool
	// Key lists the columns that together name a row, by their names in the
	// dataset. It becomes the dataset's key if that has none; empty goes by the
	// plan's, and then by the dataset's.
	Key []string
	// Plans are corrected plans to read by; empty reads as found.
	Plans []importers.Plan
	// Layout is the path of a file that says where the columns of text of fixed
	// width stand; empty has them found.
	Layout  string
	Reading Reading
	// FileColumn, if not empty, is a column to add that names the file in every
	// row, for files that are stacked.
	FileColumn string
	// Unpivot makes long tables of wide ones, where that is offered.
	Unpivot bool
	// Without names columns of the file to leave out, and With those to take in
	// that were left out the last time.
	Without, With []string
	// Again allows a file whose content is in the dataset already, and one to
	// update by a key of whose keys the dataset has none.
	Again bool
	// Progress may be nil. It is called on the importing goroutine.
	Progress func(Progress)
}

// Imported is what became of one table of a file.
type Imported struct {
	Dataset  string
	Batch    warehouse.Batch
	Findings []importers.Finding
	Issues   []table.Issue
	// Changes tells what the import changed in a dataset that was there before;
	// nil if its rows were only added.
	Changes *warehouse.Changes
	// Problems counts the odd cells that came with the import.
	Problems ProblemCounts
	// Shape is the same for tables with the same headers.
	Shape string
}

// Import reads a file into the workspace. Each table is one batch. When any
// table of the file fails, or ctx is cancelled, the workspace is left exactly
// as it was. How the file was read is remembered for the next of its kind.
func (b *Workbench) Import(ctx context.Context, request ImportRequest) (imported []Imported, err error) {
	defer b.changed()
	tables, err := b.tablesOf(ctx, request)
	if err != nil {
		return nil, err
	}
	// The tables before one that fails are undone on a context of their own:
	// after Ctrl+C the given one no longer works.
	defer func() {
		if err == nil {
			return
		}
		for _, done := range slices.Backward(imported) {
			err = errors.Join(err, b.warehouse.Undo(context.WithoutCancel(ctx), done.Batch.ID))
		}
		imported = nil
	}()
	for i, one := range tables {
		if err := b.refuseTwice(ctx, request, one, imported); err != nil {
			return imported, err
		}
		from := planShare + (1-planShare)*float64(i)/float64(len(tables))
		to := planShare + (1-planShare)*float64(i+1)/float64(len(tables))
		var asides func(keep func(warehouse.Aside) error) error
		if i == 0 {
			asides = asidesOf(ctx, request, tables)
		}
		done, err := b.importTable(ctx, request, one, asides, from, to)
		if done.Batch.ID != 0 {
			imported = append(imported, done)
		}
		if err != nil {
			return imported, err
		}
	}
	return imported, nil
}

// fileTable is one table of a file that is to be imported.
type fileTable struct {
	source   importers.Source
	importer importers.Importer
	plan     importers.Plan
	found    *importers.Plan // as the importer found it; nil if that is not known
	dataset  string
	hash     string
	size     int64
}

// tablesOf looks into the file that a request names.
func (b *Workbench) tablesOf(ctx context.Context, request ImportRequest) ([]fileTable, error) {
	source, importer, layout, err := recogniseBy(request.Path, request.Layout)
	if err != nil {
		return nil, err
	}
	importer = request.Reading.importer(importer)
	plans, found, err := b.plansFor(ctx, request, source, importer, layout)
	if err != nil {
		return nil, err
	}
	hash, size, err := fingerprint(ctx, source)
	if err != nil {
		return nil, err
	}
	tables := make([]fileTable, len(plans))
	for i, plan := range plans {
		tables[i] = fileTable{source: source, importer: importer, plan: plan, hash: hash, size: size}
		if at := planOf(plan, i, found); at >= 0 {
			tables[i].found = &found[at]
			tables[i].plan = profiles.Renamed(withHeaders(plan, found[at]))
		}
	}
	return tables, b.nameTables(ctx, request.Dataset, tables)
}

// plansFor returns the plans to read a file by, and those that the importer
// makes of it by itself.
func (b *Workbench) plansFor(ctx context.Context, request ImportRequest, source importers.Source, importer importers.Importer, layout []importers.Place) (plans, found []importers.Plan, err error) {
	options := request.Reading.options(request.Sheet, layout)
	if len(request.Plans) > 0 {
		found, known := b.inspected.get(request.Path)
		if !known {
			// Only what was corrected depends on it.
			found, _ = planTables(ctx, importer, source, options)
		}
		if plans, err = chooseColumns(request.Plans, request.Without, request.With); err != nil {
			return nil, nil, err
		}
		return plans, found, ctx.Err()
	}
	options.Progress = stepProgress(request.Progress, "Reading "+source.Name(), 0, planShare)
	if found, err = planTables(ctx, importer, source, options); err != nil {
		return nil, nil, err
	}
	options.Progress = nil
	plans, _, err = b.recall(ctx, source, importer, found, options)
	if err != nil {
		return nil, nil, err
	}
	if request.Unpivot {
		for i := range plans {
			plans[i] = lengthened(plans[i])
		}
	}
	plans, err = chooseColumns(plans, request.Without, request.With)
	return plans, found, err
}

// open starts reading the table as it goes into the workspace.
func (t fileTable) open(ctx context.Context, fileColumn string) (table.Reader, error) {
	reader, err := openTable(ctx, t.importer, t.source, t.plan)
	if err != nil || fileColumn == "" {
		return reader, err
	}
	return newFileColumnReader(reader, fileColumn, t.source.Name()), nil
}

// mergeRequest says to the warehouse what to do with a table.
func (b *Workbench) mergeRequest(ctx context.Context, request ImportRequest, one fileTable) (warehouse.MergeRequest, error) {
	plan, err := json.Marshal(one.plan)
	if err != nil {
		return warehouse.MergeRequest{}, fmt.Errorf("write down the plan: %w", err)
	}
	key, err := b.keyFor(ctx, request, one)
	if err != nil {
		return warehouse.MergeRequest{}, err
	}
	mode := request.Mode
	if mode == "" {
		mode = warehouse.Add
	}
	return warehouse.MergeRequest{
		ImportRequest: warehouse.ImportRequest{
			Dataset: one.dataset, File: one.source.Name(), Sheet: one.plan.Sheet, Hash: one.hash, Size: one.size, Plan: plan, Key: key,
		},
		Mode: mode, DropGone: request.DropGone,
		Open: func() (table.Reader, error) { return one.open(ctx, request.FileColumn) },
	}, nil
}

// keyFor decides which key an import goes by: the one that was asked for, or
// else that of the dataset (none is returned then), or else the plan's, if its
// columns are imported.
func (b *Workbench) keyFor(ctx context.Context, request ImportRequest, one fileTable) ([]string, error) {
	if len(request.Key) > 0 || len(one.plan.Key) == 0 {
		return request.Key, nil
	}
	dataset, err := b.warehouse.Dataset(ctx, one.dataset)
	if err != nil && !errors.Is(err, warehouse.ErrUnknownDataset) {
		return nil, err
	}
	schema := profiles.Schema(one.plan)
	missing := slices.ContainsFunc(one.plan.Key, func(name string) bool { return schema.Index(name) < 0 })
	if len(dataset.Key) > 0 || missing {
		return nil, nil
	}
	return one.plan.Key, nil
}

func (b *Workbench) importTable(ctx context.Context, request ImportRequest, one fileTable, asides func(keep func(warehouse.Aside) error) error, from, to float64) (Imported, error) {
	merge, err := b.mergeRequest(ctx, request, one)
	if err != nil {
		return Imported{}, err
	}
	merge.Asides = asides
	if request.Progress != nil {
		merge.Progress = func(rows int) {
			done := float64(rows) / float64(max(1, rows, one.plan.Rows))
			request.Progress(Progress{Step: "Importing " + one.dataset, Done: from + done*(to-from), Rows: rows})
		}
	}
	if merge.Mode == warehouse.Upsert && !request.Again {
		merge.Agree = func(changes warehouse.Changes) error { return refuseUnmatched(merge, changes) }
	}
	drift, err := b.driftFrom(ctx, one)
	if err != nil {
		return Imported{}, err
	}
	overlap, err := b.overlapWith(ctx, request, merge)
	if err != nil {
		return Imported{}, err
	}
	batch, changes, err := b.warehouse.Merge(ctx, merge)
	if err != nil {
		return Imported{}, err
	}
	done := Imported{Dataset: one.dataset, Batch: batch, Findings: slices.Concat(drift, overlap, one.plan.Findings), Issues: batch.Issues, Shape: headerFingerprint(one.plan)}
	if batch.Mode != warehouse.Add {
		done.Changes = &changes
	}
	if batch.Mode == warehouse.Upsert {
		done.Findings = append(done.Findings, keyFindings(changes)...)
	}
	if batch.Rows == 0 && changes.Unchanged == 0 {
		done.Issues = append(done.Issues, table.Issue{
			Code: "file-without-rows", Severity: table.Warning, Where: table.Where{File: merge.File, Sheet: merge.Sheet},
			Message: "The file has column names and no rows beneath them.", Remedy: "Check that the export has finished; undo this import if it has not.",
		})
	}
	if done.Problems, err = b.countProblems(ctx, batch); err != nil {
		return done, err
	}
	if proposed, err := b.proposeFor(ctx, batch); err != nil {
		return done, err
	} else if proposed.Code != "" {
		done.Findings = append(slices.Clip(done.Findings), proposed)
	}
	return done, b.remember(ctx, one, merge.Mode)
}

// countProblems counts the odd cells of an import.
func (b *Workbench) countProblems(ctx context.Context, batch warehouse.Batch) (ProblemCounts, error) {
	counts, err := b.warehouse.OddCount(ctx, batch.ID)
	problems := ProblemCounts{}
	for state, n := range counts {
		problems[problemKind(state)] = n
	}
	return problems, err
}

// nameTables decides which dataset each table goes into, and has the links
// between tables of one file name these datasets.
func (b *Workbench) nameTables(ctx context.Context, wanted string, tables []fileTable) error {
	datasets, err := b.warehouse.Datasets(ctx)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, dataset := range datasets {
		taken[strings.ToLower(dataset.Name)] = true
	}
	wanted = strings.TrimSpace(wanted)
	main := mainTable(tables)
	for i := range tables {
		name := tables[i].plan.Name
		if wanted != "" {
			tables[i].dataset = wanted
			if i != main {
				tables[i].dataset = furtherName(wanted, tables[main].plan.Name, name)
			}
			continue
		}
		tables[i].dataset = FreeName(name, func(name string) bool { return taken[strings.ToLower(name)] })
		taken[strings.ToLower(tables[i].dataset)] = true
	}
	for i := range tables {
		links := slices.Clone(tables[i].plan.Links)
		for j, link := range links {
			if at := slices.IndexFunc(tables, func(one fileTable) bool { return one.plan.Name == link.Dataset }); at >= 0 {
				links[j].Dataset = tables[at].dataset
			}
		}
		tables[i].plan.Links = links
	}
	return nil
}

// mainTable returns the place of the table that a file is about: its name is
// the file's alone, and so the shortest.
func mainTable(tables []fileTable) int {
	main := 0
	for i, one := range tables {
		if len(one.plan.Name) < len(tables[main].plan.Name) {
			main = i
		}
	}
	return main
}

// furtherName names the dataset of a further table after the wanted one, with
// what tells the table from the file's first.
func furtherName(wanted, first, name string) string {
	if rest, found := strings.CutPrefix(name, first); found {
		return wanted + rest
	}
	return wanted + " - " + name
}

// refuseTwice stops a file from being counted twice in one dataset. Without a
// dataset's name every dataset is looked at: the same file dropped twice on
// the window is a slip of the hand. Further tables of the sheet that is being
// imported are none, and rows that are compared with those that are there are
// not counted twice.
func (b *Workbench) refuseTwice(ctx context.Context, request ImportRequest, one fileTable, imported []Imported) error {
	if request.Again || (request.Mode != "" && request.Mode != warehouse.Add) {
		return nil
	}
	datasets, err := b.warehouse.Datasets(ctx)
	if err != nil {
		return err
	}
	for _, existing := range datasets {
		if request.Dataset != "" && !request.MadeUp && !strings.EqualFold(existing.Name, one.dataset) {
			continue
		}
		batches, err := b.warehouse.Batches(ctx, existing.Name)
		if err != nil {
			return err
		}
		for _, batch := range batches {
			before := !slices.ContainsFunc(imported, func(done Imported) bool { return done.Batch.ID == batch.ID })
			if before && batch.Hash == one.hash && batch.Sheet == one.plan.Sheet && (batch.Live > 0 || batch.Rows == 0) {
				return table.Failed("already-imported", table.Where{File: one.source.Name(), Sheet: one.plan.Sheet},
					fmt.Sprintf("This file is already in the dataset %q: %d rows, imported on %s.", existing.Name, batch.Rows, batch.Imported.Local().Format("2 Jan 2006 at 15:04")),
					"Nothing was changed. To add the same rows a second time, import it again with that said: --again on the command line, \"Import again\" in the window.", nil)
			}
		}
	}
	return nil
}

// Undo takes an import out again and brings back what it replaced. A dataset
// whose last import is undone is gone.
func (b *Workbench) Undo(ctx context.Context, batch int64) error {
	defer b.changed()
	return b.warehouse.Undo(ctx, batch)
}

// LastImport returns the latest import of the workspace, or of one dataset if
// that is named: the one that undoing begins with. ok is false if there is
// none.
func (b *Workbench) LastImport(ctx context.Context, dataset string) (last warehouse.Batch, ok bool, err error) {
	datasets, err := b.Datasets(ctx)
	if err != nil {
		return last, false, err
	}
	if dataset != "" {
		one, err := b.Dataset(ctx, dataset)
		if err != nil {
			return last, false, err
		}
		datasets = []warehouse.Dataset{one}
	}
	for _, one := range datasets {
		batches, err := b.warehouse.Batches(ctx, one.Name)
		if err != nil {
			return last, false, err
		}
		if n := len(batches); n > 0 && batches[n-1].ID > last.ID {
			last, ok = batches[n-1], true
		}
	}
	return last, ok, nil
}

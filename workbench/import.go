package workbench

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
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
	// Dataset is the dataset to import into: it is made, or appended to with
	// columns matched by name. Empty makes a new dataset named after the file.
	// Of a file with several tables the first goes there and each other into
	// the dataset named after it and its sheet.
	Dataset string
	// Plans are corrected plans to read by; empty reads as found.
	Plans []importers.Plan
	// Layout is the path of a file that says where the columns of text of fixed
	// width stand; empty has them found.
	Layout string
	// Again allows a file whose content is in the dataset already.
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
}

// Import reads a file into the workspace. Each table is one batch. When any
// table of the file fails, or ctx is cancelled, the workspace is left exactly
// as it was.
func (b *Workbench) Import(ctx context.Context, request ImportRequest) (imported []Imported, err error) {
	defer b.changed()
	source, importer, layout, err := recogniseBy(request.Path, request.Layout)
	if err != nil {
		return nil, err
	}
	plans := request.Plans
	if len(plans) == 0 {
		progress := stepProgress(request.Progress, "Reading "+source.Name(), 0, planShare)
		plans, err = importer.Plan(ctx, source, importers.Options{Sheet: request.Sheet, Layout: layout, Progress: progress})
		if err != nil {
			return nil, err
		}
	}
	hash, size, err := fingerprint(ctx, source)
	if err != nil {
		return nil, err
	}

	// The tables before one that fails are undone on a context of their own:
	// after Ctrl+C the given one no longer works.
	defer func() {
		if err == nil {
			return
		}
		for _, done := range imported {
			err = errors.Join(err, b.warehouse.Undo(context.WithoutCancel(ctx), done.Batch.ID))
		}
		imported = nil
	}()

	for i, plan := range plans {
		name, err := b.datasetFor(ctx, request.Dataset, plan, i, plans)
		if err != nil {
			return imported, err
		}
		if err := b.refuseTwice(ctx, request, name, source.Name(), plan.Sheet, hash, imported); err != nil {
			return imported, err
		}
		from := planShare + (1-planShare)*float64(i)/float64(len(plans))
		to := planShare + (1-planShare)*float64(i+1)/float64(len(plans))
		done, err := b.importTable(ctx, importer, source, plan, warehouse.ImportRequest{
			Dataset: name, File: source.Name(), Sheet: plan.Sheet, Hash: hash, Size: size,
		}, request.Progress, from, to)
		if err != nil {
			return imported, err
		}
		imported = append(imported, done)
	}
	return imported, nil
}

func (b *Workbench) importTable(ctx context.Context, importer importers.Importer, source importers.Source, plan importers.Plan, request warehouse.ImportRequest, progress func(Progress), from, to float64) (imported Imported, err error) {
	request.Plan, err = json.Marshal(plan)
	if err != nil {
		return Imported{}, fmt.Errorf("write down the plan: %w", err)
	}
	reader, err := importer.Open(ctx, source, plan)
	if err != nil {
		return Imported{}, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	if progress != nil {
		request.Progress = func(rows int) {
			progress(Progress{Step: "Importing " + request.Dataset, Done: from + reader.Progress()*(to-from), Rows: rows})
		}
	}
	batch, err := b.warehouse.Import(ctx, request, reader)
	if err != nil {
		return Imported{}, err
	}
	issues := batch.Issues
	if batch.Rows == 0 {
		issues = append(issues, table.Issue{
			Code: "file-without-rows", Severity: table.Warning, Where: table.Where{File: request.File, Sheet: request.Sheet},
			Message: "The file has column names and no rows beneath them.", Remedy: "Check that the export has finished; undo this import if it has not.",
		})
	}
	return Imported{Dataset: request.Dataset, Batch: batch, Findings: plan.Findings, Issues: issues}, nil
}

// datasetFor decides which dataset a table goes into.
func (b *Workbench) datasetFor(ctx context.Context, wanted string, plan importers.Plan, i int, plans []importers.Plan) (string, error) {
	if wanted = strings.TrimSpace(wanted); wanted != "" {
		if i == 0 {
			return wanted, nil
		}
		// A further table is named after the first with its sheet.
		return wanted + strings.TrimPrefix(plan.Name, plans[0].Name), nil
	}
	datasets, err := b.warehouse.Datasets(ctx)
	if err != nil {
		return "", err
	}
	taken := map[string]bool{}
	for _, dataset := range datasets {
		taken[strings.ToLower(dataset.Name)] = true
	}
	name := plan.Name
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d)", plan.Name, n)
	}
	return name, nil
}

// refuseTwice stops a file from being counted twice in one dataset. Without a
// dataset's name every dataset is looked at: the same file dropped twice on
// the window is a slip of the hand. Further tables of the sheet that is being
// imported are none.
func (b *Workbench) refuseTwice(ctx context.Context, request ImportRequest, dataset, file, sheet, hash string, imported []Imported) error {
	if request.Again {
		return nil
	}
	datasets, err := b.warehouse.Datasets(ctx)
	if err != nil {
		return err
	}
	for _, existing := range datasets {
		if request.Dataset != "" && !strings.EqualFold(existing.Name, dataset) {
			continue
		}
		batches, err := b.warehouse.Batches(ctx, existing.Name)
		if err != nil {
			return err
		}
		for _, batch := range batches {
			before := !slices.ContainsFunc(imported, func(done Imported) bool { return done.Batch.ID == batch.ID })
			if before && batch.Hash == hash && batch.Sheet == sheet {
				return table.Failed("already-imported", table.Where{File: file, Sheet: sheet},
					fmt.Sprintf("This file is already in the dataset %q: %d rows, imported on %s.", existing.Name, batch.Rows, batch.Imported.Local().Format("2 Jan 2006 at 15:04")),
					"Nothing was changed. To add the same rows a second time, import it again with that said: --again on the command line, \"Import again\" in the window.", nil)
			}
		}
	}
	return nil
}

// fingerprint is the SHA-256 of the source in hexadecimal, and its size.
func fingerprint(ctx context.Context, source importers.Source) (hash string, size int64, err error) {
	content, err := source.Open()
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	digest := sha256.New()
	buffer := make([]byte, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return "", 0, err
		}
		n, err := content.Read(buffer)
		digest.Write(buffer[:n])
		size += int64(n)
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(digest.Sum(nil)), size, nil
		}
		if err != nil {
			return "", 0, fmt.Errorf("read %s: %w", source.Name(), err)
		}
	}
}

// Undo takes the rows of one import out again. A dataset whose last import is
// undone is gone.
func (b *Workbench) Undo(ctx context.Context, batch int64) error {
	defer b.changed()
	return b.warehouse.Undo(ctx, batch)
}

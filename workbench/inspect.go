package workbench

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/importers/fixedwidth"
	"github.com/schoolbench/schoolbench/table"
)

// previewRows is how many rows a preview shows: enough to scroll, little
// enough to be there at once.
const previewRows = 100

// Found is one table found in a file.
type Found struct {
	// Plan is how the table was understood. It may be corrected and handed to
	// Import or Preview.
	Plan importers.Plan
	// Preview is the first rows of the table, read by the plan. A row has a cell
	// for each column of the plan that is not skipped and then for each derived
	// one.
	Preview []table.Row
	// Recall tells how tables of this kind were imported before, from which the
	// plan starts; nil if none is remembered.
	Recall *Recall
}

// InspectOptions narrow what Inspect looks at.
type InspectOptions struct {
	Sheet string // only this sheet; empty for all
	// Layout is the path of a file that says where the columns of text of fixed
	// width stand; empty has them found.
	Layout   string
	Reading  Reading
	Progress func(Progress) // may be nil
}

// Inspect reads the file at path and returns the tables in it, in the order of
// the file, with nothing written anywhere. A file without a table is a
// *table.Issue.
func Inspect(ctx context.Context, path string, options InspectOptions) ([]Found, error) {
	source, importer, layout, err := recogniseBy(path, options.Layout)
	if err != nil {
		return nil, err
	}
	return inspect(ctx, options.Reading.importer(importer), source, options.importerOptions(source, layout))
}

func (o InspectOptions) importerOptions(source importers.Source, layout []importers.Place) importers.Options {
	asked := o.Reading.options(o.Sheet, layout)
	asked.Progress = stepProgress(o.Progress, "Reading "+source.Name(), 0, 1)
	return asked
}

func inspect(ctx context.Context, importer importers.Importer, source importers.Source, options importers.Options) ([]Found, error) {
	plans, err := planTables(ctx, importer, source, options)
	if err != nil {
		return nil, err
	}
	return previews(ctx, importer, source, plans)
}

// previews reads the first rows of each table.
func previews(ctx context.Context, importer importers.Importer, source importers.Source, plans []importers.Plan) ([]Found, error) {
	found := make([]Found, len(plans))
	for i, plan := range plans {
		rows, err := preview(ctx, importer, source, plan)
		if err != nil {
			return nil, err
		}
		found[i] = Found{Plan: plan, Preview: rows}
	}
	return found, nil
}

// Preview reads the first rows of the file by a plan that a person corrected.
func Preview(ctx context.Context, path string, plan importers.Plan) ([]table.Row, error) {
	source, importer, err := recognise(path)
	if err != nil {
		return nil, err
	}
	return preview(ctx, importer, source, plan)
}

// Inspect is the function Inspect, except that plans start from how files of
// the same kind were imported into the workspace before.
func (b *Workbench) Inspect(ctx context.Context, path string, options InspectOptions) ([]Found, error) {
	source, importer, layout, err := recogniseBy(path, options.Layout)
	if err != nil {
		return nil, err
	}
	importer = options.Reading.importer(importer)
	asked := options.importerOptions(source, layout)
	plans, err := planTables(ctx, importer, source, asked)
	if err != nil {
		return nil, err
	}
	b.inspected.put(path, plans)
	asked.Progress = nil
	plans, recalls, err := b.recall(ctx, source, importer, plans, asked)
	if err != nil {
		return nil, err
	}
	found, err := previews(ctx, importer, source, plans)
	for i := range found {
		found[i].Recall = recalls[i]
	}
	return found, err
}

// Preview is the function Preview.
func (b *Workbench) Preview(ctx context.Context, path string, plan importers.Plan) ([]table.Row, error) {
	return Preview(ctx, path, plan)
}

func recognise(path string) (importers.Source, importers.Importer, error) {
	source, err := importers.FileSource(path)
	if err != nil {
		return nil, nil, err
	}
	importer, err := all.Recognise(source)
	if err != nil {
		return nil, nil, err
	}
	return source, importer, nil
}

// recogniseBy is recognise for a file that may come with a layout, which makes
// it text of fixed width.
func recogniseBy(path, layout string) (importers.Source, importers.Importer, []importers.Place, error) {
	if layout == "" {
		source, importer, err := recognise(path)
		return source, importer, nil, err
	}
	source, err := importers.FileSource(path)
	if err != nil {
		return nil, nil, nil, err
	}
	described, err := importers.FileSource(layout)
	if err != nil {
		return nil, nil, nil, err
	}
	content, err := described.Open()
	if err != nil {
		return nil, nil, nil, importers.ReadIssue(described.Name(), err)
	}
	defer content.Close() //nolint:errcheck // only read
	places, err := fixedwidth.ReadLayout(content, described.Name())
	return source, fixedwidth.Importer{}, places, err
}

func preview(ctx context.Context, importer importers.Importer, source importers.Source, plan importers.Plan) (rows []table.Row, err error) {
	reader, err := openTable(ctx, importer, source, plan)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	for len(rows) < previewRows {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, table.Row{Number: row.Number, Cells: slices.Clone(row.Cells)})
	}
	return rows, nil
}

// stepProgress turns an importer's fraction into a share of the whole work.
func stepProgress(progress func(Progress), step string, from, to float64) func(float64) {
	if progress == nil {
		return nil
	}
	return func(done float64) { progress(Progress{Step: step, Done: from + done*(to-from)}) }
}

package workbench

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Datasets returns the datasets by name.
func (b *Workbench) Datasets(ctx context.Context) ([]warehouse.Dataset, error) {
	return b.warehouse.Datasets(ctx)
}

// Dataset returns the dataset with this name, ignoring case. An unknown name
// is a *table.Issue that suggests near ones.
func (b *Workbench) Dataset(ctx context.Context, name string) (warehouse.Dataset, error) {
	dataset, err := b.warehouse.Dataset(ctx, name)
	if errors.Is(err, warehouse.ErrUnknownDataset) {
		return dataset, b.unknownDataset(ctx, name, err)
	}
	return dataset, err
}

// unknownDataset says which of the datasets may have been meant.
func (b *Workbench) unknownDataset(ctx context.Context, name string, cause error) error {
	datasets, err := b.warehouse.Datasets(ctx)
	if err != nil {
		return cause
	}
	names := make([]string, len(datasets))
	for i, dataset := range datasets {
		names[i] = dataset.Name
	}
	issue := *table.IssueIn(cause)
	near := expression.Near(name, names)
	switch {
	case len(names) == 0:
		issue.Remedy = "The workspace is empty: import a file first."
	case len(near) > 0:
		issue.Remedy = fmt.Sprintf("Did you mean %q?", near[0])
	default:
		issue.Remedy = "The datasets are " + strings.Join(names, ", ") + "."
	}
	return &issue
}

// Batches returns the imports into a dataset, oldest first.
func (b *Workbench) Batches(ctx context.Context, dataset string) ([]warehouse.Batch, error) {
	return b.warehouse.Batches(ctx, dataset)
}

// Remove takes a dataset out of the workspace, with all its imports.
func (b *Workbench) Remove(ctx context.Context, dataset string) error {
	defer b.changed()
	return b.warehouse.Remove(ctx, dataset)
}

// Frame returns columns of a dataset, all of them when none is named. Columns
// are read once and kept within a budget of memory.
func (b *Workbench) Frame(ctx context.Context, dataset string, columns ...string) (*table.Frame, error) {
	described, err := b.Dataset(ctx, dataset)
	if err != nil {
		return nil, err
	}
	return b.warehouse.Frame(ctx, described.Name, columns...)
}

// Where returns the numbers of the rows for which an expression is true, in
// order; an empty expression is true for all.
func (b *Workbench) Where(ctx context.Context, dataset, condition string) ([]int, error) {
	described, err := b.Dataset(ctx, dataset)
	if err != nil {
		return nil, err
	}
	if condition == "" {
		rows := make([]int, described.Rows)
		for i := range rows {
			rows[i] = i
		}
		return rows, nil
	}
	in := expression.Scope{Schema: described.Schema}
	days, err := b.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	if days != nil {
		if in.Calendar, err = days.Index(); err != nil {
			return nil, err
		}
	}
	compiled, err := in.Compile(condition)
	if err != nil {
		return nil, err
	}
	frame, err := b.columns(ctx, described, compiled.Fields())
	if err != nil {
		return nil, err
	}
	mask, err := compiled.Mask(frame)
	if err != nil {
		return nil, err
	}
	rows := []int{}
	for row, kept := range mask {
		if kept {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// columns is Frame, except that no columns named is no columns: a cross-tab
// that only counts rows reads none.
func (b *Workbench) columns(ctx context.Context, dataset warehouse.Dataset, names []string) (*table.Frame, error) {
	if len(names) == 0 {
		return table.NewFrame(dataset.Rows)
	}
	return b.warehouse.Frame(ctx, dataset.Name, names...)
}

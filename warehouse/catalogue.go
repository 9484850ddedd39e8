package warehouse

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// querier is what reading the catalogue needs: a transaction of either kind.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// storedColumn is a column of a dataset with what only the file knows of it.
type storedColumn struct {
	table.Column
	id      int64
	sqlName string
	// keyPosition is the column's place in the dataset's key, from 1, or 0.
	keyPosition int
	// hidden is the import that gave the column another type; 0 for a column
	// that is to be seen.
	hidden int64
	// own is what a column of people's own is; empty for one of files.
	own     OwnKind
	choices []string
	formula string
	// removed says that people have taken the column away.
	removed bool
	// edited is the dataset's count of edits when a cell was last written.
	edited int64
}

// storedDataset is a dataset with what only the file knows of it.
type storedDataset struct {
	Dataset
	tableName string
	columns   []storedColumn
	hidden    []storedColumn // those that were given another type since, or taken away
	history   bool           // some rows have been retired
	edits     int64          // how many times cells were changed in place
}

// every returns the columns that are to be seen, and after them the others.
func (d *storedDataset) every() []storedColumn { return slices.Concat(d.columns, d.hidden) }

// width is how many columns the dataset's table has beside our own.
func (d *storedDataset) width() int { return len(d.columns) + len(d.hidden) }

// Datasets returns what is in the workspace, by name.
func (w *Warehouse) Datasets(ctx context.Context) ([]Dataset, error) {
	var datasets []Dataset
	err := w.view(ctx, func(tx *sql.Tx) error {
		stored, err := storedDatasets(ctx, tx, "")
		for _, dataset := range stored {
			datasets = append(datasets, dataset.Dataset)
		}
		return err
	})
	return datasets, err
}

// Dataset returns one dataset by its name, ignoring case. The issue about a
// name that is not there wraps ErrUnknownDataset.
func (w *Warehouse) Dataset(ctx context.Context, name string) (Dataset, error) {
	var dataset Dataset
	err := w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, name)
		if err != nil {
			return err
		}
		dataset = stored.Dataset
		return nil
	})
	return dataset, err
}

func findDataset(ctx context.Context, q querier, name string) (*storedDataset, error) {
	datasets, err := storedDatasets(ctx, q, "WHERE name_key = ?", nameKey(name))
	if err != nil {
		return nil, err
	}
	if len(datasets) == 0 {
		return nil, unknownDataset(name)
	}
	return datasets[0], nil
}

func storedDatasets(ctx context.Context, q querier, condition string, args ...any) ([]*storedDataset, error) {
	terms, err := readTerms(ctx, q)
	if err != nil {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, `SELECT id, name, table_name, rows, version, edits, created, updated,
		EXISTS (SELECT 1 FROM sb_retired WHERE dataset = sb_datasets.id) FROM sb_datasets `+condition+" ORDER BY name_key", args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var datasets []*storedDataset
	for rows.Next() {
		dataset := &storedDataset{}
		var created, updated string
		if err := rows.Scan(&dataset.ID, &dataset.Name, &dataset.tableName, &dataset.Rows, &dataset.Version, &dataset.edits, &created, &updated, &dataset.history); err != nil {
			return nil, err
		}
		var createdErr, updatedErr error
		dataset.Created, createdErr = parseTime(created)
		dataset.Updated, updatedErr = parseTime(updated)
		if err := errors.Join(createdErr, updatedErr); err != nil {
			return nil, fmt.Errorf("dataset %q: %w", dataset.Name, err)
		}
		datasets = append(datasets, dataset)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for _, dataset := range datasets {
		columns, err := storedColumns(ctx, q, dataset.ID)
		if err != nil {
			return nil, fmt.Errorf("dataset %q: %w", dataset.Name, err)
		}
		for i := range columns {
			terms.entitle(&columns[i].Column)
		}
		dataset.arrange(columns)
	}
	return datasets, nil
}

// arrange takes in the columns as the catalogue has them.
func (d *storedDataset) arrange(columns []storedColumn) {
	d.columns, d.hidden, d.Key, d.Own = nil, nil, nil, nil
	d.Schema = make(table.Schema, 0, len(columns))
	var key []storedColumn
	for _, column := range columns {
		if column.hidden != 0 || column.removed {
			d.hidden = append(d.hidden, column)
			continue
		}
		d.columns = append(d.columns, column)
		d.Schema = append(d.Schema, column.Column)
		if column.keyPosition > 0 {
			key = append(key, column)
		}
		if column.own != "" {
			d.Own = append(d.Own, column.ownColumn())
		}
	}
	slices.SortFunc(key, func(a, b storedColumn) int { return cmp.Compare(a.keyPosition, b.keyPosition) })
	for _, column := range key {
		d.Key = append(d.Key, column.Name)
	}
}

func storedColumns(ctx context.Context, q querier, dataset int64) ([]storedColumn, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, name, sql_name, label, description, type, role, decimals, layout,
		coalesce(key_position, 0), coalesce(hidden, 0), own, choices, formula, removed, edited FROM sb_columns WHERE dataset = ? ORDER BY position, id`, dataset)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var columns []storedColumn
	for rows.Next() {
		var column storedColumn
		var typeName, roleName, choices string
		if err := rows.Scan(&column.id, &column.Name, &column.sqlName, &column.Label, &column.Description, &typeName, &roleName, &column.Decimals, &column.Layout,
			&column.keyPosition, &column.hidden, &column.own, &choices, &column.formula, &column.removed, &column.edited); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(choices), &column.choices); err != nil {
			return nil, fmt.Errorf("the choices of column %q: %w", column.Name, err)
		}
		if err := errors.Join(column.Type.UnmarshalText([]byte(typeName)), column.Role.UnmarshalText([]byte(roleName))); err != nil {
			return nil, err
		}
		columns = append(columns, column)
	}
	return columns, errors.Join(rows.Err(), rows.Close())
}

// Batches returns the imports of a dataset, oldest first.
func (w *Warehouse) Batches(ctx context.Context, dataset string) ([]Batch, error) {
	var batches []Batch
	err := w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		batches, err = readBatches(ctx, tx, stored)
		return err
	})
	return batches, err
}

func readBatches(ctx context.Context, q querier, dataset *storedDataset) ([]Batch, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, file, sheet, hash, size, imported, plan, issues, rows,
		mode, added, changed, rewritten, gone, unchanged FROM sb_batches WHERE dataset = ? AND mode <> ? ORDER BY id`, dataset.ID, string(byHand))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var batches []Batch
	for rows.Next() {
		batch := Batch{Dataset: dataset.Name}
		var imported, plan, issues string
		if err := rows.Scan(&batch.ID, &batch.File, &batch.Sheet, &batch.Hash, &batch.Size, &imported, &plan, &issues, &batch.Rows,
			&batch.Mode, &batch.Added, &batch.Changed, &batch.Rewritten, &batch.Gone, &batch.Unchanged); err != nil {
			return nil, err
		}
		if batch.Imported, err = parseTime(imported); err != nil {
			return nil, fmt.Errorf("import %d: %w", batch.ID, err)
		}
		if plan != "" {
			batch.Plan = json.RawMessage(plan)
		}
		if err := json.Unmarshal([]byte(issues), &batch.Issues); err != nil {
			return nil, fmt.Errorf("import %d: %w", batch.ID, err)
		}
		batches = append(batches, batch)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	stored, err := storedBatches(ctx, q, dataset.ID)
	if err != nil {
		return nil, err
	}
	for _, batch := range stored {
		for i := range batches {
			if batches[i].ID == batch.id {
				batches[i].Live = batch.live()
			}
		}
	}
	return batches, nil
}

package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Undo takes an import back: its rows, and the columns that no other import
// has. The rows that stay keep their order. A dataset whose last import is
// undone is removed.
func (w *Warehouse) Undo(ctx context.Context, batch int64) error {
	var changed int64
	err := w.change(ctx, func(tx *transaction) error {
		var dataset int64
		var taken storedBatch
		err := tx.QueryRowContext(ctx, "SELECT id, dataset, first_row, rows FROM sb_batches WHERE id = ?", batch).
			Scan(&taken.id, &dataset, &taken.firstRow, &taken.rows)
		if errors.Is(err, sql.ErrNoRows) {
			return unknownBatch(batch)
		}
		if err != nil {
			return err
		}
		changed = dataset
		datasets, err := storedDatasets(ctx, tx, "WHERE id = ?", dataset)
		if err != nil {
			return err
		}
		if len(datasets) == 0 {
			return damaged(w.where(), fmt.Errorf("import %d belongs to no dataset", batch))
		}
		var others int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sb_batches WHERE dataset = ? AND id <> ?", dataset, batch).Scan(&others); err != nil {
			return err
		}
		if others == 0 {
			return tx.removeDataset(ctx, datasets[0])
		}
		return tx.undoBatch(ctx, datasets[0], taken)
	})
	if err == nil {
		w.cache.forget(changed)
	}
	return err
}

// Remove deletes a dataset with everything that was imported into it.
func (w *Warehouse) Remove(ctx context.Context, dataset string) error {
	var changed int64
	err := w.change(ctx, func(tx *transaction) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		changed = stored.ID
		return tx.removeDataset(ctx, stored)
	})
	if err == nil {
		w.cache.forget(changed)
	}
	return err
}

// statement is one step of a change, with its arguments.
type statement struct {
	text string
	args []any
}

func (tx *transaction) runAll(ctx context.Context, statements []statement) error {
	for _, s := range statements {
		if _, err := tx.ExecContext(ctx, s.text, s.args...); err != nil {
			return err
		}
	}
	return nil
}

func (tx *transaction) removeDataset(ctx context.Context, dataset *storedDataset) error {
	const ofDataset = " WHERE batch IN (SELECT id FROM sb_batches WHERE dataset = ?)"
	id := []any{dataset.ID}
	return tx.runAll(ctx, []statement{
		{"DROP TABLE IF EXISTS " + quote(dataset.tableName), nil},
		{"DELETE FROM sb_cells WHERE dataset = ?", id},
		{"DELETE FROM sb_segments" + ofDataset, id},
		{"DELETE FROM sb_dictionaries" + ofDataset, id},
		{"DELETE FROM sb_batch_columns" + ofDataset, id},
		{"DELETE FROM sb_batches WHERE dataset = ?", id},
		{"DELETE FROM sb_columns WHERE dataset = ?", id},
		{"DELETE FROM sb_datasets WHERE id = ?", id},
	})
}

func (tx *transaction) undoBatch(ctx context.Context, dataset *storedDataset, batch storedBatch) error {
	last := batch.firstRow + int64(batch.rows) - 1
	id := []any{batch.id}
	err := tx.runAll(ctx, []statement{
		{fmt.Sprintf("DELETE FROM %s WHERE %s BETWEEN ? AND ?", quote(dataset.tableName), rowColumn), []any{batch.firstRow, last}},
		{"DELETE FROM sb_cells WHERE dataset = ? AND row BETWEEN ? AND ?", []any{dataset.ID, batch.firstRow, last}},
		{"DELETE FROM sb_segments WHERE batch = ?", id},
		{"DELETE FROM sb_dictionaries WHERE batch = ?", id},
		{"DELETE FROM sb_batch_columns WHERE batch = ?", id},
		{"DELETE FROM sb_batches WHERE id = ?", id},
	})
	if err != nil {
		return err
	}
	if err := tx.dropUnusedColumns(ctx, dataset); err != nil {
		return err
	}
	return tx.runAll(ctx, []statement{
		{`UPDATE sb_columns SET decimals = (SELECT max(decimals) FROM sb_batch_columns WHERE column = sb_columns.id)
			WHERE dataset = ?`, []any{dataset.ID}},
		{`UPDATE sb_datasets SET rows = rows - ?, version = version + 1,
			created = (SELECT imported FROM sb_batches WHERE dataset = sb_datasets.id ORDER BY id LIMIT 1),
			updated = (SELECT imported FROM sb_batches WHERE dataset = sb_datasets.id ORDER BY id DESC LIMIT 1)
			WHERE id = ?`, []any{batch.rows, dataset.ID}},
	})
}

// dropUnusedColumns removes the columns that no import has any more and closes
// the gaps between the others.
func (tx *transaction) dropUnusedColumns(ctx context.Context, dataset *storedDataset) error {
	position := 0
	for _, column := range dataset.columns {
		var used bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_batch_columns WHERE column = ?)", column.id).Scan(&used); err != nil {
			return err
		}
		var statements []statement
		if used {
			position++
			statements = []statement{{"UPDATE sb_columns SET position = ? WHERE id = ?", []any{position, column.id}}}
		} else {
			statements = []statement{
				{fmt.Sprintf("ALTER TABLE %s DROP COLUMN %s", quote(dataset.tableName), quote(column.sqlName)), nil},
				{"DELETE FROM sb_columns WHERE id = ?", []any{column.id}},
			}
		}
		if err := tx.runAll(ctx, statements); err != nil {
			return err
		}
	}
	return nil
}

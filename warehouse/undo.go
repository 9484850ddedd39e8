package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/schoolbench/schoolbench/table"
)

// Undo takes an import back: its rows, and the columns and types that came with
// it alone; rows that it replaced are there again, in their places. A dataset
// whose last import is undone is removed. An import whose rows a later one
// replaced or updated cannot be undone before that one: the issue undo-order
// says which it is.
func (w *Warehouse) Undo(ctx context.Context, batch int64) error {
	var changed int64
	err := w.change(ctx, func(tx *transaction) error {
		var dataset int64
		taken := storedBatch{id: batch}
		err := tx.QueryRowContext(ctx, "SELECT dataset, first_row, rows FROM sb_batches WHERE id = ?", batch).
			Scan(&dataset, &taken.firstRow, &taken.rows)
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
		if err := tx.checkUndoOrder(ctx, dataset, batch); err != nil {
			return err
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

// checkUndoOrder sees that no later import rests on this one.
func (tx *transaction) checkUndoOrder(ctx context.Context, dataset, batch int64) error {
	var later int64
	var file string
	err := tx.QueryRowContext(ctx, "SELECT id, file FROM sb_batches WHERE dataset = ? AND id > ? AND mode <> ? ORDER BY id DESC LIMIT 1",
		dataset, batch, string(Add)).Scan(&later, &file)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return table.Failed("undo-order", table.Where{}, fmt.Sprintf("Import %d cannot be undone yet: import %d (%s) came later and changed its rows.", batch, later, file),
		fmt.Sprintf("Undo import %d first.", later), nil)
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
		{"DROP TABLE IF EXISTS " + quote(dataset.historyTable()), nil},
		{"DELETE FROM sb_retired WHERE dataset = ?", id},
		{"DELETE FROM sb_cells WHERE dataset = ?", id},
		{"DELETE FROM sb_segments" + ofDataset, id},
		{"DELETE FROM sb_dictionaries" + ofDataset, id},
		{"DELETE FROM sb_batch_columns" + ofDataset, id},
		{"DELETE FROM sb_asides" + ofDataset, id},
		{"UPDATE sb_columns SET hidden = NULL, became = NULL WHERE dataset = ?", id},
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
		{"DELETE FROM sb_asides WHERE batch = ?", id},
	})
	if err != nil {
		return err
	}
	restored, err := tx.restore(ctx, dataset, batch.id)
	if err != nil {
		return err
	}
	if err := tx.unhide(ctx, dataset, batch.id); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM sb_batches WHERE id = ?", batch.id); err != nil {
		return err
	}
	if err := tx.dropUnusedColumns(ctx, dataset); err != nil {
		return err
	}
	return tx.runAll(ctx, []statement{
		{`UPDATE sb_columns SET decimals = (SELECT max(decimals) FROM sb_batch_columns WHERE column = sb_columns.id)
			WHERE dataset = ?`, []any{dataset.ID}},
		{`UPDATE sb_datasets SET rows = rows - ? + ?, version = version + 1,
			created = (SELECT imported FROM sb_batches WHERE dataset = sb_datasets.id ORDER BY id LIMIT 1),
			updated = (SELECT imported FROM sb_batches WHERE dataset = sb_datasets.id ORDER BY id DESC LIMIT 1)
			WHERE id = ?`, []any{batch.rows, restored, dataset.ID}},
	})
}

// dropUnusedColumns removes the columns that no import has any more and closes
// the gaps between the others.
func (tx *transaction) dropUnusedColumns(ctx context.Context, dataset *storedDataset) error {
	position, keyLost := 0, false
	for _, column := range dataset.every() {
		var used bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_batch_columns WHERE column = ?)", column.id).Scan(&used); err != nil {
			return err
		}
		if !used {
			keyLost = keyLost || column.keyPosition > 0
			if err := tx.dropColumn(ctx, dataset, column); err != nil {
				return err
			}
			continue
		}
		if column.hidden != 0 {
			continue
		}
		position++
		if _, err := tx.ExecContext(ctx, "UPDATE sb_columns SET position = ? WHERE id = ?", position, column.id); err != nil {
			return err
		}
	}
	if keyLost {
		_, err := tx.ExecContext(ctx, "UPDATE sb_columns SET key_position = NULL WHERE dataset = ?", dataset.ID)
		return err
	}
	return nil
}

// dropColumn removes a column with all that is kept of it.
func (tx *transaction) dropColumn(ctx context.Context, dataset *storedDataset, column storedColumn) error {
	if err := tx.alter(ctx, dataset, "DROP COLUMN %s", quote(column.sqlName)); err != nil {
		return err
	}
	id := []any{column.id}
	return tx.runAll(ctx, []statement{
		{"DELETE FROM sb_cells WHERE dataset = ? AND column = ?", []any{dataset.ID, column.id}},
		{"DELETE FROM sb_segments WHERE column = ?", id},
		{"DELETE FROM sb_dictionaries WHERE column = ?", id},
		{"DELETE FROM sb_batch_columns WHERE column = ?", id},
		{"UPDATE sb_columns SET became = NULL WHERE became = ?", id},
		{"DELETE FROM sb_columns WHERE id = ?", id},
	})
}

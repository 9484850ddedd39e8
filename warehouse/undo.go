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
//
// Acts of people since the import that rest on it, because they wrote into its
// rows or its columns, have to be undone first, which the issue undo-edits
// says; after an import that replaced or updated rows that is every act.
func (w *Warehouse) Undo(ctx context.Context, batch int64) error {
	return w.undo(ctx, batch, false)
}

func (w *Warehouse) undo(ctx context.Context, batch int64, withEdits bool) error {
	var changed int64
	err := w.change(ctx, func(tx *transaction) error {
		dataset, taken, everything, err := tx.undoing(ctx, w, batch)
		if err != nil {
			return err
		}
		changed = dataset.ID
		if err := tx.checkUndoOrder(ctx, dataset.ID, batch); err != nil {
			return err
		}
		if err := tx.undoEditsOn(ctx, w, dataset, taken, everything, withEdits); err != nil {
			return err
		}
		if err := tx.forgetUndone(ctx, dataset); err != nil {
			return err
		}
		// The edits undone may have changed the columns.
		datasets, err := storedDatasets(ctx, tx, "WHERE id = ?", dataset.ID)
		if err != nil {
			return err
		}
		dataset = datasets[0]
		var others int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sb_batches WHERE dataset = ? AND id <> ? AND mode <> ?", dataset.ID, batch, string(byHand)).Scan(&others); err != nil {
			return err
		}
		if others == 0 {
			return tx.removeDataset(ctx, dataset)
		}
		return tx.undoBatch(ctx, dataset, taken)
	})
	if err == nil {
		w.cache.forget(changed)
	}
	return err
}

// undoing finds the import that is to be undone. Everything says that all acts
// since rest on it: it replaced rows, or is the only one there is.
func (tx *transaction) undoing(ctx context.Context, w *Warehouse, batch int64) (*storedDataset, storedBatch, bool, error) {
	var number int64
	var mode Mode
	var alone bool
	taken := storedBatch{id: batch}
	err := tx.QueryRowContext(ctx, `SELECT dataset, first_row, rows, mode,
		NOT EXISTS (SELECT 1 FROM sb_batches AS o WHERE o.dataset = b.dataset AND o.id <> b.id AND o.mode <> ?2)
		FROM sb_batches AS b WHERE id = ?1 AND mode <> ?2`, batch, string(byHand)).Scan(&number, &taken.firstRow, &taken.rows, &mode, &alone)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, taken, false, unknownBatch(batch)
	}
	if err != nil {
		return nil, taken, false, err
	}
	datasets, err := storedDatasets(ctx, tx, "WHERE id = ?", number)
	if err != nil {
		return nil, taken, false, err
	}
	if len(datasets) == 0 {
		return nil, taken, false, damaged(w.where(), fmt.Errorf("import %d belongs to no dataset", batch))
	}
	return datasets[0], taken, mode != Add || alone, nil
}

// checkUndoOrder sees that no later import rests on this one.
func (tx *transaction) checkUndoOrder(ctx context.Context, dataset, batch int64) error {
	var later int64
	var file string
	err := tx.QueryRowContext(ctx, "SELECT id, file FROM sb_batches WHERE dataset = ? AND id > ? AND mode NOT IN (?, ?) ORDER BY id DESC LIMIT 1",
		dataset, batch, string(Add), string(byHand)).Scan(&later, &file)
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
		{"DELETE FROM sb_edited WHERE dataset = ?", id},
		{"DELETE FROM sb_comments WHERE dataset = ?", id},
		{"DELETE FROM sb_edit_cells WHERE edit IN (SELECT id FROM sb_edits WHERE dataset = ?)", id},
		{"DELETE FROM sb_edits WHERE dataset = ?", id},
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
		{"DELETE FROM sb_edited WHERE dataset = ? AND row BETWEEN ? AND ?", []any{dataset.ID, batch.firstRow, last}},
		{"DELETE FROM sb_comments WHERE dataset = ? AND row BETWEEN ? AND ?", []any{dataset.ID, batch.firstRow, last}},
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
		{settleDecimals + " WHERE dataset = ?", []any{dataset.ID}},
		{`UPDATE sb_datasets SET rows = rows - ? + ?, version = version + 1,
			created = (SELECT imported FROM sb_batches WHERE dataset = sb_datasets.id AND mode <> 'hand' ORDER BY id LIMIT 1),
			updated = (SELECT imported FROM sb_batches WHERE dataset = sb_datasets.id AND mode <> 'hand' ORDER BY id DESC LIMIT 1)
			WHERE id = ?`, []any{batch.rows, restored, dataset.ID}},
	})
}

// dropUnusedColumns removes the columns that no import has any more and closes
// the gaps between the others.
func (tx *transaction) dropUnusedColumns(ctx context.Context, dataset *storedDataset) error {
	keyLost := false
	for _, column := range dataset.every() {
		var used bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_batch_columns WHERE column = ?)", column.id).Scan(&used); err != nil {
			return err
		}
		if !used && column.own == "" {
			keyLost = keyLost || column.keyPosition > 0
			if err := tx.dropColumn(ctx, dataset, column); err != nil {
				return err
			}
		}
	}
	if _, err := tx.ExecContext(ctx, `UPDATE sb_columns SET position = place.n
		FROM (SELECT id, row_number() OVER (ORDER BY position, id) AS n FROM sb_columns WHERE dataset = ?1 AND hidden IS NULL) AS place
		WHERE place.id = sb_columns.id AND dataset = ?1`, dataset.ID); err != nil {
		return err
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
		{"DELETE FROM sb_edited WHERE column = ?", id},
		{"DELETE FROM sb_comments WHERE column = ?", id},
		{"DELETE FROM sb_segments WHERE column = ?", id},
		{"DELETE FROM sb_dictionaries WHERE column = ?", id},
		{"DELETE FROM sb_batch_columns WHERE column = ?", id},
		{"UPDATE sb_columns SET became = NULL WHERE became = ?", id},
		{"DELETE FROM sb_columns WHERE id = ?", id},
	})
}

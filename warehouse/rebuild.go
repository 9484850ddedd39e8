package warehouse

import (
	"context"
	"fmt"

	"github.com/schoolbench/schoolbench/table"
)

// Rebuild makes the segments and counts of a dataset anew from its rows. Rows
// that another program changed or deleted are taken as they are now. Rows that
// belong to no import of the dataset are an error, and nothing is changed.
func (w *Warehouse) Rebuild(ctx context.Context, dataset string) error {
	var changed int64
	err := w.change(ctx, func(tx *transaction) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		changed = stored.ID
		return (&rebuild{tx: tx, dataset: stored}).run(ctx)
	})
	if err == nil {
		w.cache.forget(changed)
	}
	return err
}

type rebuild struct {
	tx      *transaction
	dataset *storedDataset
}

func (r *rebuild) run(ctx context.Context) error {
	batches, err := storedBatches(ctx, r.tx, r.dataset.ID)
	if err != nil {
		return err
	}
	if err := r.repairRows(ctx, batches); err != nil {
		return err
	}
	// The rows may have new numbers now.
	if batches, err = storedBatches(ctx, r.tx, r.dataset.ID); err != nil {
		return err
	}
	total := 0
	for _, batch := range batches {
		total += batch.live()
		if err := r.rebuildBatch(ctx, batch); err != nil {
			return err
		}
	}
	_, err = r.tx.ExecContext(ctx, "UPDATE sb_datasets SET rows = ?, version = version + 1 WHERE id = ?", total, r.dataset.ID)
	return err
}

// repairRows brings the catalogue in line with the rows, and numbers the rows
// of each batch without a gap.
func (r *rebuild) repairRows(ctx context.Context, batches []storedBatch) error {
	spans, err := readSpans(ctx, r.tx, r.dataset, true)
	if err != nil {
		return err
	}
	found := map[int64]batchSpan{}
	for _, span := range spans {
		found[span.batch] = span
	}
	last := int64(0)
	for _, batch := range batches {
		span, present := found[batch.id]
		delete(found, batch.id)
		if !present {
			span.first = max(batch.firstRow, last+1)
			span.last = span.first - 1
		}
		if span.first <= last {
			return table.Failed("rows-out-of-order", table.Where{}, fmt.Sprintf("The rows of dataset %q from import %d lie between those of another.", r.dataset.Name, batch.id),
				"Put the values of the column _row back in order, or export the dataset and import it into a new one.", nil)
		}
		last = span.last
		if present && span.last-span.first+1 != int64(span.rows) {
			if err := r.closeGaps(ctx, span); err != nil {
				return err
			}
		}
		if _, err := r.tx.ExecContext(ctx, "UPDATE sb_batches SET first_row = ?, rows = ? WHERE id = ?", span.first, span.rows, batch.id); err != nil {
			return err
		}
	}
	for batch, span := range found {
		return table.Failed("rows-without-import", table.Where{}, fmt.Sprintf("Dataset %q has %d rows that say they came with import %d, which is not in the workspace.",
			r.dataset.Name, span.rows, batch), "Remove them with the program that put them there, then rebuild.", nil)
	}
	if err := r.countRetired(ctx); err != nil {
		return err
	}
	if err := r.cleanCells(ctx); err != nil {
		return err
	}
	return r.cleanEdits(ctx)
}

// countRetired notes anew which rows have been retired: those in their table.
func (r *rebuild) countRetired(ctx context.Context) error {
	if !r.dataset.history {
		return nil
	}
	if _, err := r.tx.ExecContext(ctx, "DELETE FROM sb_retired WHERE dataset = ?", r.dataset.ID); err != nil {
		return err
	}
	return r.tx.noteRetired(ctx, r.dataset, "TRUE")
}

// closeGaps numbers the rows of a batch anew. Every new number is first made
// negative, so that none is ever taken twice.
func (r *rebuild) closeGaps(ctx context.Context, span batchSpan) error {
	within := []any{span.first, span.last}
	steps := []statement{
		{"CREATE TEMP TABLE IF NOT EXISTS sb_renumbered (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)", nil},
		{"DELETE FROM sb_renumbered", nil},
		{
			fmt.Sprintf("INSERT INTO sb_renumbered SELECT _row, ? - 1 + row_number() OVER (ORDER BY _row) FROM %s WHERE _row BETWEEN ? AND ?", r.dataset.rowSource(nil, true)),
			[]any{span.first, span.first, span.last},
		},
		{
			"DELETE FROM sb_cells WHERE dataset = ? AND row BETWEEN ? AND ? AND row NOT IN (SELECT old FROM sb_renumbered)",
			[]any{r.dataset.ID, span.first, span.last},
		},
		{
			"UPDATE sb_cells SET row = -(SELECT new FROM sb_renumbered WHERE old = row) WHERE dataset = ? AND row BETWEEN ? AND ?",
			[]any{r.dataset.ID, span.first, span.last},
		},
		{"UPDATE sb_cells SET row = -row WHERE dataset = ? AND row < 0", []any{r.dataset.ID}},
	}
	steps = append(steps, renumberEdits(r.dataset.ID, span)...)
	for _, name := range r.dataset.tables() {
		steps = append(steps,
			statement{fmt.Sprintf("UPDATE %s SET _row = -(SELECT new FROM sb_renumbered WHERE old = _row) WHERE _row BETWEEN ? AND ?", quote(name)), within},
			statement{fmt.Sprintf("UPDATE %s SET _row = -_row WHERE _row < 0", quote(name)), nil})
	}
	if err := r.tx.runAll(ctx, steps); err != nil {
		return err
	}
	if err := r.renumberDetails(ctx, span); err != nil {
		return err
	}
	return r.tx.runAll(ctx, []statement{{"DROP TABLE sb_renumbered", nil}})
}

// cleanCells removes what sb_cells says of rows that are gone, and marks of
// cells that have a value now.
func (r *rebuild) cleanCells(ctx context.Context) error {
	name := r.dataset.rowSource(r.dataset.every(), true)
	statements := []statement{{
		fmt.Sprintf("DELETE FROM sb_cells WHERE dataset = ? AND NOT EXISTS (SELECT 1 FROM %s WHERE _row = sb_cells.row)", name),
		[]any{r.dataset.ID},
	}}
	for _, column := range r.dataset.every() {
		statements = append(statements, statement{
			fmt.Sprintf(`UPDATE sb_cells SET state = NULL, text = NULL WHERE dataset = ? AND column = ? AND state IS NOT NULL
				AND EXISTS (SELECT 1 FROM %s AS d WHERE d._row = sb_cells.row AND d.%s IS NOT NULL)`, name, quote(column.sqlName)),
			[]any{r.dataset.ID, column.id},
		})
	}
	statements = append(statements, statement{
		"DELETE FROM sb_cells WHERE dataset = ? AND state IS NULL AND original IS NULL", []any{r.dataset.ID},
	})
	return r.tx.runAll(ctx, statements)
}

// rebuildBatch writes the segments of a batch anew.
func (r *rebuild) rebuildBatch(ctx context.Context, batch storedBatch) error {
	err := r.tx.runAll(ctx, []statement{
		{"DELETE FROM sb_segments WHERE batch = ?", []any{batch.id}},
		{"DELETE FROM sb_dictionaries WHERE batch = ?", []any{batch.id}},
	})
	if err != nil {
		return err
	}
	codec, err := newBlockEncoder()
	if err != nil {
		return err
	}
	defer codec.close()
	var blocks []pendingBlock
	columns := r.dataset.every()
	files := make([]map[int64]table.Cell, len(columns))
	writers := make([]*columnWriter, len(columns)) // nil where the batch has no such column
	for i, column := range columns {
		present, err := r.hasColumn(ctx, batch, column)
		if err != nil {
			return err
		}
		if files[i], err = fileCells(ctx, r.tx, r.dataset.ID, column.id, batch); err != nil {
			return err
		}
		if present {
			writers[i] = newColumnWriter(column, segmentRowsFor(len(writers)), codec, func(b pendingBlock) { blocks = append(blocks, b) })
		}
	}
	write := func() error {
		err := writeBlocks(ctx, r.tx, batch.id, blocks)
		blocks = blocks[:0]
		return err
	}
	err = scanRows(ctx, r.tx, r.dataset, batch, func(row scannedRow) error {
		for i, writer := range writers {
			if writer == nil {
				continue
			}
			if file, written := files[i][row.id]; written {
				writer.add(file.Value)
				continue
			}
			writer.add(row.values[i])
		}
		return write()
	})
	if err != nil {
		return err
	}
	for _, writer := range writers {
		if writer != nil {
			writer.finish()
		}
	}
	return write()
}

// hasColumn reports whether a batch has a column: from its file, or because
// another program has put values there since.
func (r *rebuild) hasColumn(ctx context.Context, batch storedBatch, column storedColumn) (bool, error) {
	var present bool
	err := r.tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_batch_columns WHERE batch = ? AND column = ?)", batch.id, column.id).Scan(&present)
	if err != nil || present {
		return present, err
	}
	// What people wrote needs no segment.
	err = r.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM %s AS d WHERE _row BETWEEN ? AND ? AND %s IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM sb_edited WHERE column = ? AND row = d._row))`,
		r.dataset.rowSource([]storedColumn{column}, true), quote(column.sqlName)), batch.firstRow, batch.firstRow+int64(batch.rows)-1, column.id).Scan(&present)
	if err != nil || !present {
		return false, err
	}
	_, err = r.tx.ExecContext(ctx, "INSERT INTO sb_batch_columns (batch, column, type, decimals) VALUES (?, ?, ?, ?)",
		batch.id, column.id, column.Type.String(), column.Decimals)
	return true, err
}

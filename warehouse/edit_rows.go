package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// DeleteRows takes rows, as frames number them, out of a dataset. They are kept
// beside it, as are rows that an import replaced, until the act is undone.
func (w *Warehouse) DeleteRows(ctx context.Context, request EditRequest, rows []int) (Edit, error) {
	return w.edit(ctx, request, func(j *editJob) error {
		batches, err := storedBatches(ctx, j.tx, j.dataset.ID)
		if err != nil {
			return err
		}
		ids, err := j.dataset.rowIDs(batches, rows)
		if err != nil || len(ids) == 0 {
			return err
		}
		slices.Sort(ids)
		j.detail.Deleted = joinRows(slices.Compact(ids))
		return j.deleteRows(ctx)
	})
}

// joinRows puts sorted row numbers together that follow one another.
func joinRows(rows []int64) []rowRun {
	var runs []rowRun
	for _, row := range rows {
		if last := len(runs) - 1; last >= 0 && runs[last].First+int64(runs[last].Rows) == row {
			runs[last].Rows++
			continue
		}
		runs = append(runs, rowRun{First: row, Rows: 1})
	}
	return runs
}

// retiredBy is the number under which rows are retired by an edit.
func retiredBy(edit int64) int64 { return -edit }

// deleteRows retires the rows that the detail lists.
func (j *editJob) deleteRows(ctx context.Context) error {
	var ids []int64
	for _, run := range j.detail.Deleted {
		for i := range run.Rows {
			ids = append(ids, run.First+int64(i))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	batches, err := storedBatches(ctx, j.tx, j.dataset.ID)
	if err != nil {
		return err
	}
	n, err := j.tx.retireRows(ctx, j.dataset, retiredBy(j.id), ids, batches)
	if err != nil {
		return err
	}
	if n != len(ids) {
		return j.cannotRepeat()
	}
	j.rows, j.reshaped = n, true
	return j.countRows(ctx, -n)
}

// cannotRepeat is for a log that does not fit the rows there are, because
// another program has changed them.
func (j *editJob) cannotRepeat() error {
	return table.Failed("edit-does-not-fit", table.Where{}, fmt.Sprintf("The rows of %q are not as they were when this was done: another program has changed them.", j.dataset.Name),
		"Check the workspace with sbench check. What was done since can still be undone by hand.", nil)
}

func (j *editJob) restoreRows(ctx context.Context) error {
	if len(j.detail.Deleted) == 0 {
		return nil
	}
	n, err := j.tx.restore(ctx, j.dataset, retiredBy(j.id))
	if err != nil {
		return err
	}
	j.reshaped = true
	return j.countRows(ctx, n)
}

func (j *editJob) countRows(ctx context.Context, n int) error {
	_, err := j.tx.ExecContext(ctx, "UPDATE sb_datasets SET rows = rows + ? WHERE id = ?", n, j.dataset.ID)
	return err
}

// insertRows adds empty rows at the end of the dataset and notes them.
func (j *editJob) insertRows(ctx context.Context, n int) (rowRun, error) {
	var run rowRun
	if err := j.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT max((SELECT coalesce(max(first_row + rows), 1) FROM sb_batches WHERE dataset = ?),
		(SELECT coalesce(max(_row) + 1, 1) FROM %s))`, quote(j.dataset.tableName)), j.dataset.ID).Scan(&run.First); err != nil {
		return run, err
	}
	run.Rows = n
	j.detail.Inserted = &run
	return run, j.fillIn(ctx)
}

// fillIn adds the rows that the detail tells. They belong to the batch of rows
// written by hand that is the last of the dataset, or to a new one.
func (j *editJob) fillIn(ctx context.Context) error {
	run := j.detail.Inserted
	if run == nil {
		return nil
	}
	var batch, next int64
	var mode Mode
	err := j.tx.QueryRowContext(ctx, "SELECT id, first_row + rows, mode FROM sb_batches WHERE dataset = ? ORDER BY id DESC LIMIT 1", j.dataset.ID).Scan(&batch, &next, &mode)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if mode != byHand || next != run.First {
		result, err := j.tx.ExecContext(ctx, `INSERT INTO sb_batches (dataset, file, sheet, hash, size, imported, plan, issues, first_row, rows, mode)
			VALUES (?, '', '', '', 0, ?, '', '[]', ?, 0, ?)`, j.dataset.ID, j.now, run.First, string(byHand))
		if err != nil {
			return err
		}
		if batch, err = result.LastInsertId(); err != nil {
			return err
		}
	}
	insert, err := j.tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO %s (%s, %s, %s) VALUES (?, ?, 0)", quote(j.dataset.tableName), rowColumn, batchColumn, lineColumn))
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	for i := range run.Rows {
		if _, err := insert.ExecContext(ctx, run.First+int64(i), batch); err != nil {
			return err
		}
	}
	if _, err := j.tx.ExecContext(ctx, "UPDATE sb_batches SET rows = rows + ? WHERE id = ?", run.Rows, batch); err != nil {
		return err
	}
	j.rows, j.reshaped = run.Rows, true
	return j.countRows(ctx, run.Rows)
}

// takeOut removes the rows that the detail tells. Undoing goes backwards, so
// that they are the last of their batch again.
func (j *editJob) takeOut(ctx context.Context) error {
	run := j.detail.Inserted
	if run == nil {
		return nil
	}
	last := run.First + int64(run.Rows) - 1
	var batch int64
	err := j.tx.QueryRowContext(ctx, "SELECT id FROM sb_batches WHERE dataset = ? AND mode = ? AND first_row <= ? AND first_row + rows = ?",
		j.dataset.ID, string(byHand), run.First, last+1).Scan(&batch)
	if errors.Is(err, sql.ErrNoRows) {
		return j.cannotRepeat()
	}
	if err != nil {
		return err
	}
	result, err := j.tx.ExecContext(ctx, fmt.Sprintf("DELETE FROM %s WHERE %s BETWEEN ? AND ?", quote(j.dataset.tableName), rowColumn), run.First, last)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || int(n) != run.Rows {
		return errors.Join(err, j.cannotRepeat())
	}
	within := []any{j.dataset.ID, run.First, last}
	j.reshaped = true
	return errors.Join(j.tx.runAll(ctx, []statement{
		{"DELETE FROM sb_cells WHERE dataset = ? AND row BETWEEN ? AND ?", within},
		{"DELETE FROM sb_edited WHERE dataset = ? AND row BETWEEN ? AND ?", within},
		{"DELETE FROM sb_comments WHERE dataset = ? AND row BETWEEN ? AND ?", within},
		{"UPDATE sb_batches SET rows = rows - ? WHERE id = ?", []any{run.Rows, batch}},
		{"DELETE FROM sb_batches WHERE id = ? AND rows = 0", []any{batch}},
	}), j.countRows(ctx, -run.Rows))
}

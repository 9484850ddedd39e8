package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/schoolbench/schoolbench/table"
)

// writtenIn returns what people wrote into a column of a batch, by row.
func writtenIn(ctx context.Context, q querier, column int64, batch storedBatch) (map[int64]table.Value, error) {
	rows, err := q.QueryContext(ctx, "SELECT row, state, number, text FROM sb_edited WHERE column = ? AND row BETWEEN ? AND ?",
		column, batch.firstRow, batch.firstRow+int64(batch.rows)-1)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	written := map[int64]table.Value{}
	for rows.Next() {
		var row int64
		var logged loggedCell
		if err := rows.Scan(&row, &logged.state, &logged.number, &logged.text); err != nil {
			return nil, err
		}
		cell, err := logged.cell()
		if err != nil {
			return nil, err
		}
		written[row] = cell.Value
	}
	return written, errors.Join(rows.Err(), rows.Close())
}

// fileCells returns what the files said in the cells of a column and batch that
// people have written into since, by row.
func fileCells(ctx context.Context, q querier, dataset, column int64, batch storedBatch) (map[int64]table.Cell, error) {
	cells := map[int64]table.Cell{}
	return cells, eachFileCell(ctx, q, "dataset = ? AND column = ? AND row BETWEEN ? AND ?", func(_, row int64, cell table.Cell) {
		cells[row] = cell
	}, dataset, column, batch.firstRow, batch.firstRow+int64(batch.rows)-1)
}

func eachFileCell(ctx context.Context, q querier, condition string, visit func(column, row int64, cell table.Cell), args ...any) error {
	rows, err := q.QueryContext(ctx, "SELECT column, row, file_state, file_number, file_text, file_original FROM sb_edited WHERE "+condition, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var column, row int64
		var logged loggedCell
		if err := rows.Scan(append([]any{&column, &row}, logged.places()...)...); err != nil {
			return err
		}
		cell, err := logged.cell()
		if err != nil {
			return err
		}
		visit(column, row, cell)
	}
	return errors.Join(rows.Err(), rows.Close())
}

// checkEdits sees that what people wrote and said is in rows and columns that there are,
// and that every act that holds can still be read.
func (c *checker) checkEdits(ctx context.Context, tx *sql.Tx, dataset *storedDataset) error {
	for _, kept := range []struct{ name, message string }{
		{"sb_edited", "In dataset %q %d cells that people wrote are in rows or columns that are gone."},
		{"sb_comments", "In dataset %q %d comments are on cells in rows or columns that are gone."},
	} {
		var lost int
		if err := tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT count(*) FROM %s AS e WHERE dataset = ?1
			AND (NOT EXISTS (SELECT 1 FROM %s AS d WHERE d._row = e.row) OR NOT EXISTS (SELECT 1 FROM sb_columns WHERE id = e.column AND dataset = ?1))`,
			kept.name, dataset.rowSource(nil, true)), dataset.ID).Scan(&lost); err != nil {
			return err
		}
		if lost > 0 {
			c.defect("edits-lost", "", fmt.Sprintf(kept.message, dataset.Name, lost), rebuildRemedy)
		}
	}
	var unreadable int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sb_edits WHERE dataset = ? AND NOT json_valid(detail)", dataset.ID).Scan(&unreadable); err != nil {
		return err
	}
	if unreadable > 0 {
		c.defect("edits-damaged", "", fmt.Sprintf("In dataset %q %d entries of the log of edits cannot be read.", dataset.Name, unreadable), "Open your latest backup.")
	}
	return nil
}

// cleanEdits drops what is known of edits where another program has changed or
// removed the row since.
func (r *rebuild) cleanEdits(ctx context.Context) error {
	every := r.dataset.every()
	statements := []statement{{
		fmt.Sprintf("DELETE FROM sb_edited WHERE dataset = ? AND NOT EXISTS (SELECT 1 FROM %s AS d WHERE d._row = sb_edited.row)", r.dataset.rowSource(nil, true)),
		[]any{r.dataset.ID},
	}, {
		"DELETE FROM sb_edited WHERE dataset = ?1 AND column NOT IN (SELECT id FROM sb_columns WHERE dataset = ?1)", []any{r.dataset.ID},
	}, {
		fmt.Sprintf("DELETE FROM sb_comments WHERE dataset = ? AND NOT EXISTS (SELECT 1 FROM %s AS d WHERE d._row = sb_comments.row)", r.dataset.rowSource(nil, true)),
		[]any{r.dataset.ID},
	}, {
		"DELETE FROM sb_comments WHERE dataset = ?1 AND column NOT IN (SELECT id FROM sb_columns WHERE dataset = ?1)", []any{r.dataset.ID},
	}}
	if err := r.tx.runAll(ctx, statements); err != nil {
		return err
	}
	batches, err := storedBatches(ctx, r.tx, r.dataset.ID)
	if err != nil {
		return err
	}
	for _, column := range every {
		for _, batch := range batches {
			if err := r.cleanColumn(ctx, column, batch); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *rebuild) cleanColumn(ctx context.Context, column storedColumn, batch storedBatch) error {
	written, err := writtenIn(ctx, r.tx, column.id, batch)
	if err != nil || len(written) == 0 {
		return err
	}
	var changed []int64
	scan := rowScan{
		dataset: r.dataset, columns: []storedColumn{column}, retired: column.own == "", first: batch.firstRow, last: batch.firstRow + int64(batch.rows) - 1,
		where: rowColumn + " IN (SELECT row FROM sb_edited WHERE column = ?)", args: []any{column.id},
	}
	if err := scan.run(ctx, r.tx, func(row scannedRow) error {
		if row.values[0] != written[row.id] {
			changed = append(changed, row.id)
		}
		return nil
	}); err != nil || len(changed) == 0 {
		return err
	}
	for _, row := range changed {
		if _, err := r.tx.ExecContext(ctx, "DELETE FROM sb_edited WHERE column = ? AND row = ?", column.id, row); err != nil {
			return err
		}
	}
	return nil
}

// bringEdits lays what people wrote into a column over the one it has become.
// It returns the count of edits at which the new column was last written.
func (r *retyping) bringEdits(ctx context.Context) (int64, error) {
	type written struct {
		row, change, from int64
		now, file         table.Cell
	}
	rows, err := r.tx.QueryContext(ctx, `SELECT e.row, e.change, e.from_row, e.state, e.number, e.text, c.original,
		e.file_state, e.file_number, e.file_text, e.file_original
		FROM sb_edited AS e LEFT JOIN sb_cells AS c ON c.dataset = e.dataset AND c.row = e.row AND c.column = e.column WHERE e.column = ?`, r.old.id)
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	var all []written
	for rows.Next() {
		var one written
		var now, file loggedCell
		if err := rows.Scan(append(append([]any{&one.row, &one.change, &one.from}, now.places()...), file.places()...)...); err != nil {
			return 0, err
		}
		var nowErr, fileErr error
		one.now, nowErr = now.cell()
		one.file, fileErr = file.cell()
		if err := errors.Join(nowErr, fileErr); err != nil {
			return 0, err
		}
		all = append(all, one)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return 0, err
	}
	latest := int64(0)
	change := newImportColumn(r.old.Column, r.column)
	writers := make([]*cellWriter, 0, 2)
	for _, name := range r.dataset.tables() {
		place := *r.dataset
		place.tableName = name
		writer := newCellWriter(r.tx, &place)
		writers = append(writers, writer)
	}
	for _, one := range all {
		change.again(&one.now)
		change.again(&one.file)
		for _, writer := range writers {
			if err := writer.writeRow(ctx, r.column, one.row, true, one.now); err != nil {
				return 0, err
			}
		}
		if err := writers[0].overlay(ctx, r.column.id, one.row, one.file, one.now.Value, one.change, one.from); err != nil {
			return 0, err
		}
		latest = max(latest, one.change)
	}
	_, err = r.tx.ExecContext(ctx, "UPDATE sb_columns SET edited = ? WHERE id = ?", latest, r.column.id)
	return latest, err
}

// checkEditsOfHidden sees that nobody may yet want to undo an act in a column
// that is about to go for good, because another took its place.
func (tx *transaction) checkEditsOfHidden(ctx context.Context, column, became storedColumn) error {
	var edits bool
	var later int64
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sb_edit_cells AS c JOIN sb_edits AS e ON e.id = c.edit WHERE c.column = ?1 AND e.state = 0)
			OR EXISTS (SELECT 1 FROM sb_edits AS e, json_each(e.detail, '$.comments') AS c
				WHERE e.dataset = (SELECT dataset FROM sb_columns WHERE id = ?1) AND e.state = 0 AND c.value ->> 'column' = ?1)
			OR EXISTS (SELECT 1 FROM sb_edits AS e, json_each(e.detail, '$.descriptions') AS d
				WHERE e.dataset = (SELECT dataset FROM sb_columns WHERE id = ?1) AND e.state = 0 AND d.value ->> 'column' = ?1),
		(SELECT max(batch) FROM sb_batch_columns WHERE column = ?2 AND batch > ?3)`, column.id, became.id, column.hidden).Scan(&edits, &later); err != nil || !edits {
		return err
	}
	return table.Failed("undo-order", table.Where{}, fmt.Sprintf("Import %d cannot be undone yet: import %d came later and has values of the type that import %d gave a column.",
		column.hidden, later, column.hidden), fmt.Sprintf("Undo import %d first.", later), nil)
}

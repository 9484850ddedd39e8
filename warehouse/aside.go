package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Aside is a row of a file, or what is left of it beside the tables: a title,
// a note, a total.
type Aside struct {
	Batch int64
	Sheet string
	Row   int // counted from 1, as in the file
	// Cells are the texts in their places; those that are in a table are empty.
	Cells []string
}

// keepAsides writes what the request hands over.
func (j *importJob) keepAsides(ctx context.Context) error {
	if j.request.Asides == nil {
		return nil
	}
	insert, err := j.tx.PrepareContext(ctx, "INSERT INTO sb_asides (batch, position, sheet, row, cells) VALUES (?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	position := 0
	return j.request.Asides(func(aside Aside) error {
		cells, err := json.Marshal(aside.Cells)
		if err != nil {
			return fmt.Errorf("write down row %d: %w", aside.Row, err)
		}
		position++
		_, err = insert.ExecContext(ctx, j.batch, position, aside.Sheet, aside.Row, string(cells))
		return err
	})
}

// Asides visits what was set aside by the imports into a dataset, import by
// import in the order of their files, until visit returns false.
func (w *Warehouse) Asides(ctx context.Context, dataset string, visit func(Aside) bool) error {
	return w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT batch, sheet, row, cells FROM sb_asides
			WHERE batch IN (SELECT id FROM sb_batches WHERE dataset = ?) ORDER BY batch, position`, stored.ID)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var aside Aside
			var cells string
			if err := rows.Scan(&aside.Batch, &aside.Sheet, &aside.Row, &cells); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(cells), &aside.Cells); err != nil {
				return damaged(w.where(), fmt.Errorf("what import %d set aside of row %d: %w", aside.Batch, aside.Row, err))
			}
			if !visit(aside) {
				return nil
			}
		}
		return rows.Err()
	})
}

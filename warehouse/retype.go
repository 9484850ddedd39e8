package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// hiddenColumn is what a column is called in its table when another has its
// name.
func hiddenColumn(id int64) string { return fmt.Sprint(hiddenPrefix, id) }

const hiddenPrefix = "_was_"

// retypeRows is how many rows are changed between two looks at the table.
const retypeRows = 4096

// retype gives a column another type for the sake of an import. The column as
// it was is kept out of sight, with its cells and segments, so that undoing the
// import brings it back exactly; another takes its name and place, with every
// value brought over. It returns the other.
func (tx *transaction) retype(ctx context.Context, dataset *storedDataset, old storedColumn, wanted table.Column, batch int64) (storedColumn, error) {
	column := old
	column.Type, column.Layout, column.Role = wanted.Type, wanted.Layout, wanted.Role
	was := hiddenColumn(old.id)
	if err := tx.alter(ctx, dataset, "RENAME COLUMN %s TO %s", quote(old.sqlName), quote(was)); err != nil {
		return column, err
	}
	if err := tx.alter(ctx, dataset, "ADD COLUMN %s %s", quote(column.sqlName), declaredType(column.Type)); err != nil {
		return column, err
	}
	if err := tx.runAll(ctx, []statement{{`UPDATE sb_columns SET name_key = char(1) || id, sql_name = ?, key_position = NULL, hidden = ?
		WHERE id = ?`, []any{was, batch, old.id}}}); err != nil {
		return column, err
	}
	result, err := tx.ExecContext(ctx, `INSERT INTO sb_columns (dataset, position, name, name_key, sql_name, label, description, type, role, decimals, layout, key_position)
		SELECT dataset, position, name, ?, ?, label, description, ?, ?, decimals, ?, ? FROM sb_columns WHERE id = ?`,
		nameKey(old.Name), column.sqlName, column.Type.String(), column.Role.String(), column.Layout,
		sql.NullInt64{Int64: int64(old.keyPosition), Valid: old.keyPosition > 0}, old.id)
	if err != nil {
		return column, err
	}
	if column.id, err = result.LastInsertId(); err != nil {
		return column, err
	}
	if err := tx.runAll(ctx, []statement{
		{"UPDATE sb_columns SET became = ? WHERE id = ?", []any{column.id, old.id}},
		{`INSERT INTO sb_batch_columns (batch, column, type, decimals, carried)
			SELECT batch, ?, type, decimals, carried FROM sb_batch_columns WHERE column = ?`, []any{column.id, old.id}},
		// Those on the column as it was stay there for when the import is undone.
		{`INSERT INTO sb_comments (dataset, column, row, text, who, at)
			SELECT dataset, ?, row, text, who, at FROM sb_comments WHERE column = ?`, []any{column.id, old.id}},
	}); err != nil {
		return column, err
	}
	old.sqlName, old.keyPosition, old.hidden = was, 0, batch
	if err := tx.reload(ctx, dataset); err != nil {
		return column, err
	}
	batches, err := storedBatches(ctx, tx, dataset.ID)
	if err != nil {
		return column, err
	}
	r := &retyping{tx: tx, dataset: dataset, old: old, column: column}
	for _, batch := range batches {
		if err := r.batch(ctx, batch); err != nil {
			return column, err
		}
	}
	column.edited, err = r.bringEdits(ctx)
	return column, err
}

// reload reads the columns of a dataset anew.
func (tx *transaction) reload(ctx context.Context, dataset *storedDataset) error {
	columns, err := storedColumns(ctx, tx, dataset.ID)
	if err != nil {
		return err
	}
	dataset.arrange(columns)
	return nil
}

// retyping brings the values of one column over to another.
type retyping struct {
	tx      *transaction
	dataset *storedDataset
	old     storedColumn
	column  storedColumn
}

func (r *retyping) batch(ctx context.Context, batch storedBatch) error {
	var present bool
	if err := r.tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_batch_columns WHERE batch = ? AND column = ?)",
		batch.id, r.column.id).Scan(&present); err != nil || !present || batch.rows == 0 {
		return err
	}
	codec, err := newBlockEncoder()
	if err != nil {
		return err
	}
	defer codec.close()
	var blocks []pendingBlock
	writer := newColumnWriter(r.column, maxSegmentRows, codec, func(b pendingBlock) { blocks = append(blocks, b) })
	change := newImportColumn(r.old.Column, r.column)
	files, err := fileCells(ctx, r.tx, r.dataset.ID, r.old.id, batch)
	if err != nil {
		return err
	}
	end := batch.firstRow + int64(batch.rows)
	for first := batch.firstRow; first < end; first += retypeRows {
		var cells []table.Cell
		var rows []int64
		scan := rowScan{dataset: r.dataset, columns: []storedColumn{r.old}, retired: true, first: first, last: min(end, first+retypeRows) - 1}
		if err := scan.run(ctx, r.tx, func(row scannedRow) error {
			cell := row.cell(0, r.old)
			if file, written := files[row.id]; written {
				cell = file // what people wrote is laid over it again
			}
			change.again(&cell)
			rows, cells = append(rows, row.id), append(cells, cell)
			return nil
		}); err != nil {
			return err
		}
		if err := r.write(ctx, rows, cells, writer); err != nil {
			return err
		}
		if err := writeBlocks(ctx, r.tx, batch.id, blocks); err != nil {
			return err
		}
		blocks = blocks[:0]
	}
	writer.finish()
	return writeBlocks(ctx, r.tx, batch.id, blocks)
}

// write puts the new cells into their rows, wherever those are.
func (r *retyping) write(ctx context.Context, rows []int64, cells []table.Cell, writer *columnWriter) error {
	var updates []*sql.Stmt
	for _, name := range r.dataset.tables() {
		update, err := r.tx.PrepareContext(ctx, fmt.Sprintf("UPDATE %s SET %s = ? WHERE %s = ?", quote(name), quote(r.column.sqlName), rowColumn))
		if err != nil {
			return err
		}
		defer func() { _ = update.Close() }()
		updates = append(updates, update)
	}
	for i, cell := range cells {
		if stored := writer.add(cell.Value).Any(); stored != nil {
			for _, update := range updates {
				result, err := update.ExecContext(ctx, stored, rows[i])
				if err != nil {
					return err
				}
				if n, err := result.RowsAffected(); err != nil || n > 0 {
					break
				}
			}
		}
		if !cell.HasOriginal && !needsMark(cell.Value) {
			continue
		}
		marked := needsMark(cell.Value)
		if _, err := r.tx.ExecContext(ctx, "INSERT INTO sb_cells (dataset, row, column, state, text, original) VALUES (?, ?, ?, ?, ?, ?)",
			r.dataset.ID, rows[i], r.column.id, sql.NullInt64{Int64: int64(cell.State), Valid: marked},
			sql.NullString{String: cell.Text, Valid: marked}, sql.NullString{String: cell.Original, Valid: cell.HasOriginal}); err != nil {
			return err
		}
	}
	return nil
}

// unhide gives the columns that an import retyped their types back, unless
// imports after it have values of the new type.
func (tx *transaction) unhide(ctx context.Context, dataset *storedDataset, batch int64) error {
	for _, column := range dataset.hidden {
		if column.hidden != batch {
			continue
		}
		if err := tx.unhideColumn(ctx, dataset, column); err != nil {
			return err
		}
	}
	return tx.reload(ctx, dataset)
}

func (tx *transaction) unhideColumn(ctx context.Context, dataset *storedDataset, column storedColumn) error {
	var became storedColumn
	var key string
	var position int
	var keyPosition, next sql.NullInt64
	if err := tx.QueryRowContext(ctx, `SELECT id, sql_name, name_key, position, key_position, coalesce(hidden, 0), became FROM sb_columns
		WHERE id = (SELECT became FROM sb_columns WHERE id = ?)`, column.id).
		Scan(&became.id, &became.sqlName, &key, &position, &keyPosition, &became.hidden, &next); err != nil {
		return err
	}
	// Nobody asks for what the import that hid the other column has there:
	// undoing that one takes it away.
	var needed bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_batch_columns WHERE column = ? AND batch > ? AND batch <> ?)",
		became.id, column.hidden, became.hidden).Scan(&needed); err != nil {
		return err
	}
	if needed {
		if err := tx.checkEditsOfHidden(ctx, column, became); err != nil {
			return err
		}
		// A column that became this one finds its way to the other.
		if _, err := tx.ExecContext(ctx, "UPDATE sb_columns SET became = ? WHERE became = ?", became.id, column.id); err != nil {
			return err
		}
		return tx.dropColumn(ctx, dataset, column)
	}
	if became.hidden != 0 {
		// A later import has changed the type once more: this column takes the
		// other's place in the chain and stays out of sight until that is undone.
		if _, err := tx.ExecContext(ctx, "UPDATE sb_columns SET hidden = ?, became = ? WHERE id = ?", became.hidden, next, column.id); err != nil {
			return err
		}
		return tx.dropColumn(ctx, dataset, became)
	}
	if err := tx.dropColumn(ctx, dataset, became); err != nil {
		return err
	}
	if err := tx.alter(ctx, dataset, "RENAME COLUMN %s TO %s", quote(column.sqlName), quote(became.sqlName)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE sb_columns SET name_key = ?, sql_name = ?, position = ?, key_position = ?, hidden = NULL WHERE id = ?`,
		key, became.sqlName, position, keyPosition, column.id)
	return err
}

// widerType returns the type that holds the dataset's values and the file's
// without loss, given how many of the file's did not fit. None is needed while
// at most one in a hundred texts is a stray: those are kept as they are.
func (c *importColumn) widerType() (table.Column, bool) {
	wider := c.target.Column
	source, target := c.source.Type, c.target.Type
	if source == table.Code && !target.IsText() {
		wider.Type, wider.Layout, wider.Role = table.Code, "", c.source.Role
		return wider, c.misfits > 0 || c.padded > 0
	}
	wider.Type, wider.Layout, wider.Role = table.Text, "", table.Dimension
	return wider, c.misfits*100 > c.converted
}

// withFraction is the layout of whole numbers, open for a fraction.
func withFraction(layout string) string {
	at := strings.LastIndexAny(layout, "#0")
	if at < 0 {
		return layout
	}
	point := "."
	if strings.Contains(layout, "#.##0") {
		point = ","
	}
	return layout[:at+1] + point + "#" + layout[at+1:]
}

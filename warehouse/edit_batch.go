package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// cellsAtOnce is how many cells of a column one statement reads or writes. A
// statement for each of 100,000 cells takes longer to begin than to do.
const cellsAtOnce = 128

// rowCell is a cell of a column by its row.
type rowCell struct {
	row  int64
	cell table.Cell
}

// inRowOrder sorts the cells of a column; of several for one row the last is
// kept.
func inRowOrder(cells []rowCell) []rowCell {
	slices.SortStableFunc(cells, func(a, b rowCell) int { return int(min(1, max(-1, a.row-b.row))) })
	kept := cells[:0]
	for i, one := range cells {
		if i+1 == len(cells) || cells[i+1].row != one.row {
			kept = append(kept, one)
		}
	}
	return kept
}

// setCells writes cells of a column, one a row and in the order of the rows,
// and notes what they were. Those that hold already what they are to hold are
// left alone.
func (j *editJob) setCells(ctx context.Context, writer *cellWriter, column storedColumn, cells []rowCell) error {
	decimals := 0
	for chunk := range slices.Chunk(cells, cellsAtOnce) {
		if err := ctx.Err(); err != nil {
			return err
		}
		old, err := writer.readMany(ctx, column, chunk)
		if err != nil {
			return err
		}
		changed, before := make([]rowCell, 0, len(chunk)), make([]heldCell, 0, len(chunk))
		for i, one := range chunk {
			one.cell.Value = normalize(column.Type, one.cell.Value)
			if old[i].cell == one.cell {
				continue
			}
			changed, before = append(changed, one), append(before, old[i])
			decimals = max(decimals, decimalsIn(column, one.cell))
		}
		if err := j.writeAndLog(ctx, writer, column, before, changed); err != nil {
			return err
		}
	}
	return j.countDecimals(ctx, column, decimals)
}

// writeAndLog writes cells that are to change, and notes what they were.
func (j *editJob) writeAndLog(ctx context.Context, writer *cellWriter, column storedColumn, before []heldCell, cells []rowCell) error {
	if len(cells) == 0 {
		return nil
	}
	if err := writer.writeMany(ctx, column, before, cells, j.dataset.edits+1); err != nil {
		return err
	}
	insert := `INSERT INTO sb_edit_cells (edit, row, column, old_state, old_number, old_text, old_original, new_state, new_number, new_text, new_original)
		VALUES ` + places(11, len(cells))
	args := make([]any, 0, 11*len(cells))
	for i, one := range cells {
		args = append(args, j.id, one.row, column.id)
		args = append(append(args, cellArgs(before[i].cell)...), cellArgs(one.cell)...)
	}
	if err := writer.run(ctx, insert, args); err != nil {
		return err
	}
	j.cells += len(cells)
	j.inPlace, j.touched[column.id] = true, true
	return nil
}

// places is the value list of a statement: so many times so many question
// marks.
func places(width, count int) string {
	one := "(" + strings.Repeat(", ?", width)[2:] + ")"
	return strings.Repeat(", "+one, count)[2:]
}

// run runs a statement, which the connection keeps prepared.
func (w *cellWriter) run(ctx context.Context, text string, args []any) error {
	_, err := w.tx.ExecContext(ctx, text, args...)
	return err
}

// readMany returns what the dataset holds in a column at the rows of cells,
// which are in order; sql.ErrNoRows if one is not there.
func (w *cellWriter) readMany(ctx context.Context, column storedColumn, cells []rowCell) ([]heldCell, error) {
	text := fmt.Sprintf(`SELECT t._row, t.%s, c.row IS NOT NULL, c.state, c.text, c.original FROM %s AS t
		LEFT JOIN sb_cells AS c ON c.dataset = %d AND c.row = t._row AND c.column = %d WHERE t._row IN %s ORDER BY t._row`,
		quote(column.sqlName), quote(w.dataset.tableName), w.dataset.ID, column.id, places(len(cells), 1))
	args := make([]any, len(cells))
	for i, one := range cells {
		args[i] = one.row
	}
	rows, err := w.tx.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	held := make([]heldCell, 0, len(cells))
	for rows.Next() {
		var id int64
		var one heldCell
		if err := w.scan(rows.Scan, column, &one, &id); err != nil {
			return nil, err
		}
		if len(held) == len(cells) || id != cells[len(held)].row {
			return nil, sql.ErrNoRows
		}
		held = append(held, one)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	if len(held) < len(cells) {
		return nil, sql.ErrNoRows
	}
	return held, nil
}

// scan takes up a cell that was read, after what else the row of the answer
// begins with.
func (w *cellWriter) scan(scan func(...any) error, column storedColumn, held *heldCell, before ...any) error {
	var stored any
	var state sql.NullInt64
	var text, original sql.NullString
	if err := scan(append(before, &stored, &held.kept, &state, &text, &original)...); err != nil {
		return err
	}
	kept := &keptText{state: table.State(state.Int64), text: text.String}
	held.cell = table.Cell{Value: cellValue(column.Type, stored, kept), Original: original.String, HasOriginal: original.Valid}
	return nil
}

// writeMany puts cells of a column into their rows, into sb_cells and into what
// is laid over the segments. Change is the dataset's count of edits with this
// one.
func (w *cellWriter) writeMany(ctx context.Context, column storedColumn, old []heldCell, cells []rowCell, change int64) error {
	stored, laid := make([]any, 0, 2*len(cells)), make([]any, 0, 11*len(cells))
	var keep, drop []any
	for i, one := range cells {
		stored = append(stored, one.row, storedValue(column.Type, one.cell.Value).Any())
		laid = append(laid, w.dataset.ID, column.id, one.row, change, one.cell.State, one.cell.Number, one.cell.Text)
		laid = append(laid, cellArgs(old[i].cell)...)
		if marked := needsMark(one.cell.Value); marked || one.cell.HasOriginal {
			keep = append(keep, w.dataset.ID, one.row, column.id, sql.NullInt64{Int64: int64(one.cell.State), Valid: marked},
				sql.NullString{String: one.cell.Text, Valid: marked}, sql.NullString{String: one.cell.Original, Valid: one.cell.HasOriginal})
		} else if old[i].kept {
			drop = append(drop, one.row)
		}
	}
	if w.wide != nil {
		if err := w.wide.take(ctx, w, column, cells); err != nil {
			return err
		}
	} else if err := w.run(ctx, fmt.Sprintf("WITH v (id, value) AS (VALUES %s) UPDATE %s AS t SET %s = v.value FROM v WHERE t._row = v.id",
		places(2, len(cells)), quote(w.dataset.tableName), quote(column.sqlName)), stored); err != nil {
		return err
	}
	if len(keep) > 0 {
		if err := w.run(ctx, "INSERT OR REPLACE INTO sb_cells (dataset, row, column, state, text, original) VALUES "+places(6, len(keep)/6), keep); err != nil {
			return err
		}
	}
	if len(drop) > 0 {
		if err := w.run(ctx, fmt.Sprintf("DELETE FROM sb_cells WHERE dataset = %d AND column = %d AND row IN %s", w.dataset.ID, column.id, places(len(drop), 1)), drop); err != nil {
			return err
		}
	}
	// Of a cell that was written into before, what its file said is known.
	return w.run(ctx, `INSERT INTO sb_edited (dataset, column, row, change, state, number, text, file_state, file_number, file_text, file_original)
		VALUES `+places(11, len(cells))+` ON CONFLICT (column, row) DO UPDATE SET change = excluded.change, state = excluded.state,
		number = excluded.number, text = excluded.text`, laid)
}

package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// CellEdit is a cell and what is to be written there. The cell's value is one
// of the column's type.
type CellEdit struct {
	Place
	Cell table.Cell
}

// SetCells writes cells, and adds rows at the end of the dataset first: they
// are numbered on from the last row. All is one act. Cells that hold already
// what they are to hold are left alone. Of several for one place the last
// counts.
func (w *Warehouse) SetCells(ctx context.Context, request EditRequest, newRows int, cells []CellEdit) (Edit, error) {
	return w.edit(ctx, request, func(j *editJob) error {
		batches, err := storedBatches(ctx, j.tx, j.dataset.ID)
		if err != nil {
			return err
		}
		live := newLiveRows(batches)
		var inserted rowRun
		if newRows > 0 {
			if inserted, err = j.insertRows(ctx, newRows); err != nil {
				return err
			}
		}
		columns := map[string]storedColumn{}
		order := []storedColumn{}
		placed := map[int64][]rowCell{} // by column, however its name is written
		for i, edit := range cells {
			if i%1024 == 0 {
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			row := int64(0)
			switch {
			case edit.Row >= 0 && edit.Row < live.total:
				row = live.id(edit.Row)
			case edit.Row >= live.total && edit.Row < live.total+newRows:
				row = inserted.First + int64(edit.Row-live.total)
			default:
				return unknownRow(j.dataset.Name, edit.Row)
			}
			column, known := columns[edit.Column]
			if !known {
				if column, err = j.writable(edit.Column); err != nil {
					return err
				}
				columns[edit.Column] = column
			}
			if placed[column.id] == nil {
				order = append(order, column)
			}
			placed[column.id] = append(placed[column.id], rowCell{row, edit.Cell})
		}
		writer := newCellWriter(j.tx, j.dataset)
		writer.expect(len(order))
		for _, column := range order {
			if err := j.setCells(ctx, writer, column, inRowOrder(placed[column.id])); err != nil {
				return err
			}
		}
		return writer.finish(ctx)
	})
}

// writable finds a column that can be written into.
func (j *editJob) writable(name string) (storedColumn, error) {
	chosen, err := j.dataset.choose([]string{name})
	if err != nil {
		return storedColumn{}, err
	}
	if chosen[0].formula != "" {
		return storedColumn{}, table.Failed("column-is-formula", table.Where{Column: chosen[0].Name}, fmt.Sprintf("The column %q is computed by a formula.", chosen[0].Name),
			"Change the formula, or the cells that it looks at.", nil)
	}
	return chosen[0], nil
}

// decimalsIn is how many decimals a cell of a column has.
func decimalsIn(column storedColumn, cell table.Cell) int {
	if column.Type != table.Decimal || cell.State != table.Reported {
		return 0
	}
	_, fraction, _ := strings.Cut(strconv.FormatFloat(cell.Number, 'f', -1, 64), ".")
	return len(fraction)
}

// countDecimals makes room for the decimals of a column's numbers, since sums
// are rounded to as many as the column has.
func (j *editJob) countDecimals(ctx context.Context, column storedColumn, decimals int) error {
	if decimals <= column.Decimals {
		return nil
	}
	var before int
	if err := j.tx.QueryRowContext(ctx, "SELECT edit_decimals FROM sb_columns WHERE id = ?", column.id).Scan(&before); err != nil || before >= decimals {
		return err
	}
	j.detail.Decimals = append(j.detail.Decimals, decimalChange{Column: column.id, Before: before, After: decimals})
	j.reshaped = true // every vector of the column says how many decimals it has
	return j.tx.setDecimals(ctx, column.id, decimals)
}

// setDecimals notes how many decimals people have written in a column.
func (tx *transaction) setDecimals(ctx context.Context, column int64, decimals int) error {
	return tx.runAll(ctx, []statement{
		{"UPDATE sb_columns SET edit_decimals = ? WHERE id = ?", []any{decimals, column}},
		{settleDecimals + " WHERE id = ?", []any{column}},
	})
}

// settleDecimals gives columns the decimals of their files and of what people
// have written.
const settleDecimals = `UPDATE sb_columns SET decimals =
	max(edit_decimals, (SELECT coalesce(max(decimals), 0) FROM sb_batch_columns WHERE column = sb_columns.id))`

// heldCell is a cell as a row holds it.
type heldCell struct {
	cell table.Cell
	kept bool // sb_cells says something of it
}

// cellWriter reads and writes single cells of a dataset, each in its row, in
// sb_cells and in what is laid over the segments.
type cellWriter struct {
	tx      *transaction
	dataset *storedDataset
	wide    *wideRows // of an act on many columns; nil for one on few
}

func newCellWriter(tx *transaction, dataset *storedDataset) *cellWriter {
	return &cellWriter{tx: tx, dataset: dataset}
}

// read returns a cell of a row that the dataset has.
func (w *cellWriter) read(ctx context.Context, column storedColumn, row int64) (heldCell, error) {
	held, err := w.readMany(ctx, column, []rowCell{{row: row}})
	if err != nil {
		return heldCell{}, err
	}
	return held[0], nil
}

// overlay notes that a cell that no one had written into holds a value now, and
// what its file said.
func (w *cellWriter) overlay(ctx context.Context, column, row int64, file table.Cell, value table.Value, change, from int64) error {
	args := append([]any{w.dataset.ID, column, row, change, value.State, value.Number, value.Text}, cellArgs(file)...)
	_, err := w.tx.ExecContext(ctx, `INSERT OR REPLACE INTO sb_edited (dataset, column, row, change, state, number, text,
		file_state, file_number, file_text, file_original, from_row) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(args, from)...)
	return err
}

// writeRow puts a cell into its row and sb_cells.
func (w *cellWriter) writeRow(ctx context.Context, column storedColumn, row int64, kept bool, cell table.Cell) error {
	if _, err := w.tx.ExecContext(ctx, fmt.Sprintf("UPDATE %s SET %s = ? WHERE _row = ?", quote(w.dataset.tableName), quote(column.sqlName)),
		storedValue(column.Type, cell.Value).Any(), row); err != nil {
		return err
	}
	marked := needsMark(cell.Value)
	switch {
	case marked || cell.HasOriginal:
		_, err := w.tx.ExecContext(ctx, "INSERT OR REPLACE INTO sb_cells (dataset, row, column, state, text, original) VALUES (?, ?, ?, ?, ?, ?)",
			w.dataset.ID, row, column.id, sql.NullInt64{Int64: int64(cell.State), Valid: marked},
			sql.NullString{String: cell.Text, Valid: marked}, sql.NullString{String: cell.Original, Valid: cell.HasOriginal})
		return err
	case kept:
		_, err := w.tx.ExecContext(ctx, "DELETE FROM sb_cells WHERE dataset = ? AND row = ? AND column = ?", w.dataset.ID, row, column.id)
		return err
	}
	return nil
}

// cellArgs is a cell as the log keeps it.
func cellArgs(cell table.Cell) []any {
	return []any{cell.State, cell.Number, cell.Text, sql.NullString{String: cell.Original, Valid: cell.HasOriginal}}
}

// loggedCell takes up a cell as the log keeps it.
type loggedCell struct {
	state    int64
	number   float64
	text     string
	original sql.NullString
}

func (l *loggedCell) places() []any { return []any{&l.state, &l.number, &l.text, &l.original} }

func (l *loggedCell) cell() (table.Cell, error) {
	if l.state < 0 || l.state > int64(table.Misfit) || math.IsNaN(l.number) || math.IsInf(l.number, 0) {
		return table.Cell{}, table.Failed("cell-damaged", table.Where{}, fmt.Sprintf("A cell of the log of edits has the unknown state %d.", l.state),
			"Open your latest backup.", nil)
	}
	value := table.Value{State: table.State(l.state), Number: l.number, Text: l.text}
	return table.Cell{Value: value, Original: l.original.String, HasOriginal: l.original.Valid}, nil
}

func isNoRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }

package warehouse

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// SQLite writes a row anew for every cell that changes in it. An act on hundreds
// of columns therefore changes all cells of a row at once, whereas one on few
// columns changes many rows of a column at once.

// wideColumns is from how many columns on an act writes row by row.
const wideColumns = 8

// wideCells is how many cells wait at most until their rows are written.
const wideCells = 1 << 17

// wideRows are cells that wait until all of their row are known.
type wideRows struct {
	rows  map[int64][]wideCell
	cells int
}

// wideCell is what a column of a row is to hold.
type wideCell struct {
	column string // as the table calls it
	value  any
}

// expect tells the writer how many columns an act writes into.
func (w *cellWriter) expect(columns int) {
	if columns >= wideColumns {
		w.wide = &wideRows{rows: map[int64][]wideCell{}}
	}
}

// finish writes what waits still.
func (w *cellWriter) finish(ctx context.Context) error {
	if w.wide == nil {
		return nil
	}
	return w.wide.write(ctx, w)
}

// take has cells of a column wait for those of other columns.
func (r *wideRows) take(ctx context.Context, w *cellWriter, column storedColumn, cells []rowCell) error {
	for _, one := range cells {
		r.rows[one.row] = append(r.rows[one.row], wideCell{column.sqlName, storedValue(column.Type, one.cell.Value).Any()})
	}
	r.cells += len(cells)
	if r.cells < wideCells {
		return nil
	}
	return r.write(ctx, w)
}

// write writes the rows, each with all of its cells that wait.
func (r *wideRows) write(ctx context.Context, w *cellWriter) error {
	for i, row := range slices.Sorted(maps.Keys(r.rows)) {
		if i%64 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		// Columns come in one order, so that rows that change in the same ones
		// are written by the same statement.
		var names strings.Builder
		args := make([]any, 0, len(r.rows[row])+1)
		for i, cell := range r.rows[row] {
			if i > 0 {
				names.WriteString(", ")
			}
			names.WriteString(quote(cell.column) + " = ?")
			args = append(args, cell.value)
		}
		if err := w.run(ctx, fmt.Sprintf("UPDATE %s SET %s WHERE _row = ?", quote(w.dataset.tableName), &names), append(args, row)); err != nil {
			return err
		}
	}
	clear(r.rows)
	r.cells = 0
	return nil
}

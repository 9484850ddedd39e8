package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// scannedRow is a row as the dataset's table and sb_cells tell it together.
// It is valid until the next one.
type scannedRow struct {
	id     int64
	line   int
	values []table.Value // one a column of the dataset
}

// scanRows reads the rows from first to last, in order. They are the truth
// that segments are checked against and made from.
func scanRows(ctx context.Context, q querier, dataset *storedDataset, first, last int64, visit func(scannedRow) error) error {
	names := []string{rowColumn, lineColumn}
	for _, column := range dataset.columns {
		names = append(names, quote(column.sqlName))
	}
	rows, err := q.QueryContext(ctx, fmt.Sprintf("SELECT %s FROM %s WHERE %s BETWEEN ? AND ? ORDER BY %s",
		strings.Join(names, ", "), quote(dataset.tableName), rowColumn, rowColumn), first, last)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	marks, err := newMarkCursor(ctx, q, dataset.ID, first, last)
	if err != nil {
		return err
	}
	defer marks.close()

	row := scannedRow{values: make([]table.Value, len(dataset.columns))}
	stored := make([]any, len(dataset.columns))
	var line any
	places := []any{&row.id, &line}
	for i := range stored {
		places = append(places, &stored[i])
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		number, _ := line.(int64) // another tool may have put anything there
		row.line = int(number)
		ofRow, err := marks.of(row.id)
		if err != nil {
			return err
		}
		for i, column := range dataset.columns {
			row.values[i] = cellValue(column.Type, stored[i], ofRow[column.id])
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// markCursor walks through the marks of a range of rows, beside the rows.
type markCursor struct {
	rows    *sql.Rows
	pending bool // row, column and mark hold what was read ahead
	row     int64
	column  int64
	mark    cellMark
	current map[int64]*cellMark
}

func newMarkCursor(ctx context.Context, q querier, dataset, first, last int64) (*markCursor, error) {
	rows, err := q.QueryContext(ctx, `SELECT row, column, state, text FROM sb_cells
		WHERE dataset = ? AND row BETWEEN ? AND ? AND state IS NOT NULL ORDER BY row, column`, dataset, first, last)
	if err != nil {
		return nil, err
	}
	return &markCursor{rows: rows, current: map[int64]*cellMark{}}, nil
}

// of returns the marks of a row by column. Rows must be asked for in order.
func (c *markCursor) of(row int64) (map[int64]*cellMark, error) {
	clear(c.current)
	for {
		if !c.pending {
			if !c.rows.Next() {
				return c.current, c.rows.Err()
			}
			var state int64
			var text sql.NullString
			if err := c.rows.Scan(&c.row, &c.column, &state, &text); err != nil {
				return nil, err
			}
			if state < int64(table.Missing) || state > int64(table.Misfit) {
				return nil, table.Failed("cell-damaged", table.Where{}, fmt.Sprintf("A cell has the unknown state %d.", state),
					"Open your latest backup.", nil)
			}
			c.mark = cellMark{state: table.State(state), text: text.String}
			c.pending = true
		}
		if c.row > row {
			return c.current, nil
		}
		if c.row == row {
			mark := c.mark
			c.current[c.column] = &mark
		}
		c.pending = false
	}
}

func (c *markCursor) close() { _ = c.rows.Close() }

// batchSpan is where the rows of a batch really are in the table.
type batchSpan struct {
	batch       int64
	rows        int
	first, last int64
}

// readSpans counts the rows of every batch in the table itself.
func readSpans(ctx context.Context, q querier, dataset *storedDataset) ([]batchSpan, error) {
	rows, err := q.QueryContext(ctx, fmt.Sprintf("SELECT %[1]s, count(*), min(%[2]s), max(%[2]s) FROM %[3]s GROUP BY %[1]s ORDER BY %[1]s",
		batchColumn, rowColumn, quote(dataset.tableName)))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var spans []batchSpan
	for rows.Next() {
		var span batchSpan
		var batch any
		if err := rows.Scan(&batch, &span.rows, &span.first, &span.last); err != nil {
			return nil, err
		}
		span.batch, _ = batch.(int64)
		spans = append(spans, span)
	}
	return spans, errors.Join(rows.Err(), rows.Close())
}

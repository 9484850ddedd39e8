package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// rowScan reads rows as the dataset's table and sb_cells tell them together.
// They are the truth that segments are checked against and made from.
type rowScan struct {
	dataset *storedDataset
	columns []storedColumn
	retired bool   // the retired rows, too
	where   string // a condition on the rows; empty for all
	args    []any
	// first and last bound the rows; last 0 is no bound.
	first, last int64
	rows        []int64 // only these; nil for all
}

// scannedRow is one row of a scan. It is valid until the next one.
type scannedRow struct {
	id     int64
	batch  int64
	line   int
	values []table.Value // one a column of the scan
	kept   map[int64]*keptText
}

// cell returns the row's cell in a column, with the text of its file where
// that is kept.
func (r scannedRow) cell(i int, column storedColumn) table.Cell {
	cell := table.Cell{Value: r.values[i]}
	if kept := r.kept[column.id]; kept != nil && kept.hasOriginal {
		cell.Original, cell.HasOriginal = kept.original, true
	}
	return cell
}

// scanRows visits the rows of a batch, retired ones included, in order.
func scanRows(ctx context.Context, q querier, dataset *storedDataset, batch storedBatch, visit func(scannedRow) error) error {
	if batch.rows == 0 {
		return nil
	}
	scan := rowScan{dataset: dataset, columns: dataset.every(), retired: true, first: batch.firstRow, last: batch.firstRow + int64(batch.rows) - 1}
	return scan.run(ctx, q, visit)
}

func (s rowScan) run(ctx context.Context, q querier, visit func(scannedRow) error) error {
	names := []string{rowColumn, batchColumn, lineColumn}
	for _, column := range s.columns {
		names = append(names, quote(column.sqlName))
	}
	if s.last == 0 {
		s.last = 1<<63 - 1
	}
	condition := fmt.Sprintf("%s BETWEEN ? AND ?", rowColumn)
	if s.where != "" {
		condition += " AND " + s.where
	}
	among := ""
	if s.rows != nil {
		among = amongRows(s.rows)
		condition += " AND " + rowColumn + among
	}
	rows, err := q.QueryContext(ctx, fmt.Sprintf("SELECT %s FROM %s WHERE %s ORDER BY %s",
		strings.Join(names, ", "), s.dataset.rowSource(s.columns, s.retired), condition, rowColumn), append([]any{s.first, s.last}, s.args...)...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	texts, err := newKeptCursor(ctx, q, s.dataset.ID, s.first, s.last, among)
	if err != nil {
		return err
	}
	defer texts.close()

	row := scannedRow{values: make([]table.Value, len(s.columns))}
	stored := make([]any, len(s.columns))
	var batch, line any
	places := []any{&row.id, &batch, &line}
	for i := range stored {
		places = append(places, &stored[i])
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		row.batch, _ = batch.(int64) // another tool may have put anything there
		number, _ := line.(int64)
		row.line = int(number)
		if row.kept, err = texts.of(row.id); err != nil {
			return err
		}
		for i, column := range s.columns {
			row.values[i] = cellValue(column.Type, stored[i], row.kept[column.id])
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// amongRows is a condition on a column of row numbers.
func amongRows(rows []int64) string {
	var b strings.Builder
	b.WriteString(" IN (")
	for i, row := range rows {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, row)
	}
	b.WriteString(")")
	return b.String()
}

// keptText is what sb_cells keeps of a cell.
type keptText struct {
	state       table.State // Reported if the row itself tells the value
	text        string
	original    string
	hasOriginal bool
}

// keptCursor walks through the kept texts of a range of rows, beside the rows.
type keptCursor struct {
	rows    *sql.Rows
	pending bool // row, column and text hold what was read ahead
	row     int64
	column  int64
	text    keptText
	current map[int64]*keptText
}

// newKeptCursor begins with the rows from first to last, or with those of them
// that a condition names.
func newKeptCursor(ctx context.Context, q querier, dataset, first, last int64, among string) (*keptCursor, error) {
	condition := "row BETWEEN ? AND ?"
	if among != "" {
		condition += " AND row" + among
	}
	rows, err := q.QueryContext(ctx, "SELECT row, column, state, text, original FROM sb_cells WHERE dataset = ? AND "+
		condition+" ORDER BY row, column", dataset, first, last)
	if err != nil {
		return nil, err
	}
	return &keptCursor{rows: rows, current: map[int64]*keptText{}}, nil
}

// of returns the kept texts of a row by column. Rows must be asked for in
// order.
func (c *keptCursor) of(row int64) (map[int64]*keptText, error) {
	clear(c.current)
	for {
		if !c.pending {
			if !c.rows.Next() {
				return c.current, c.rows.Err()
			}
			if err := c.read(); err != nil {
				return nil, err
			}
		}
		if c.row > row {
			return c.current, nil
		}
		if c.row == row {
			text := c.text
			c.current[c.column] = &text
		}
		c.pending = false
	}
}

func (c *keptCursor) read() error {
	var state sql.NullInt64
	var text, original sql.NullString
	if err := c.rows.Scan(&c.row, &c.column, &state, &text, &original); err != nil {
		return err
	}
	if state.Valid && (state.Int64 < int64(table.Missing) || state.Int64 > int64(table.Misfit)) {
		return table.Failed("cell-damaged", table.Where{}, fmt.Sprintf("A cell has the unknown state %d.", state.Int64),
			"Open your latest backup.", nil)
	}
	c.text = keptText{state: table.State(state.Int64), text: text.String, original: original.String, hasOriginal: original.Valid}
	c.pending = true
	return nil
}

func (c *keptCursor) close() { _ = c.rows.Close() }

// batchSpan is where the rows of a batch really are in the tables.
type batchSpan struct {
	batch       int64
	rows        int
	first, last int64
}

// readSpans counts the rows of every batch in the tables themselves: the live
// ones, or the retired ones with them.
func readSpans(ctx context.Context, q querier, dataset *storedDataset, retired bool) ([]batchSpan, error) {
	rows, err := q.QueryContext(ctx, fmt.Sprintf("SELECT %[1]s, count(*), min(%[2]s), max(%[2]s) FROM %[3]s GROUP BY %[1]s ORDER BY %[1]s",
		batchColumn, rowColumn, dataset.rowSource(nil, retired)))
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

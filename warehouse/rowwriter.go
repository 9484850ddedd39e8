package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
)

const (
	// statementValues is about how many values one INSERT carries; statements
	// of some dozen rows are fastest, and more gain nothing.
	statementValues = 1000
	statementRows   = 64
	keptRows        = 50
)

// rowWriter inserts chunks. It speaks to the driver directly: database/sql
// would look at every one of the values again.
type rowWriter struct {
	job       *importJob
	width     int // values a row: its number, its line and its cells
	perInsert int
	chunkRows int
	many, one driver.Stmt
	manyKept  driver.Stmt
	oneKept   driver.Stmt
	args      []driver.NamedValue
}

func (j *importJob) newRowWriter(ctx context.Context) (*rowWriter, error) {
	w := &rowWriter{job: j, width: len(j.columns) + 2}
	w.perInsert = min(statementRows, max(1, statementValues/w.width))
	w.chunkRows = max(1, chunkValues/(w.width*w.perInsert)) * w.perInsert
	names := []string{rowColumn, lineColumn, batchColumn}
	for _, column := range j.columns {
		names = append(names, quote(column.target.sqlName))
	}
	// The batch is the same for all rows and needs no parameter.
	rowText := fmt.Sprintf("(?, ?, %d%s)", j.batch, strings.Repeat(", ?", len(j.columns)))
	rowInsert := fmt.Sprintf("INSERT INTO %s (%s) VALUES ", quote(j.dataset.tableName), strings.Join(names, ", "))
	keptText := fmt.Sprintf("(%d, ?, ?, ?, ?, ?)", j.dataset.ID)
	const keptInsert = "INSERT INTO sb_cells (dataset, row, column, state, text, original) VALUES "
	statements := []struct {
		statement *driver.Stmt
		text      string
	}{
		{&w.many, rowInsert + repeatList(rowText, w.perInsert)},
		{&w.one, rowInsert + rowText},
		{&w.manyKept, keptInsert + repeatList(keptText, keptRows)},
		{&w.oneKept, keptInsert + keptText},
	}
	err := j.tx.conn.Raw(func(raw any) error {
		conn, ok := raw.(driver.ConnPrepareContext)
		if !ok {
			return errors.New("the database driver cannot prepare statements")
		}
		for _, s := range statements {
			prepared, err := conn.PrepareContext(ctx, s.text)
			if err != nil {
				return err
			}
			*s.statement = prepared
		}
		return nil
	})
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func repeatList(text string, n int) string {
	return strings.TrimSuffix(strings.Repeat(text+", ", n), ", ")
}

func (w *rowWriter) close() {
	_ = w.job.tx.conn.Raw(func(any) error {
		for _, statement := range []driver.Stmt{w.many, w.one, w.manyKept, w.oneKept} {
			if statement != nil {
				_ = statement.Close()
			}
		}
		return nil
	})
}

func (w *rowWriter) newChunk() *chunk {
	values := make([]driver.NamedValue, w.chunkRows*w.width)
	for i := range values {
		values[i].Ordinal = i%(w.perInsert*w.width) + 1
	}
	return &chunk{values: values}
}

// write inserts a chunk: its rows, the cells that need more than their row,
// and its segments.
func (w *rowWriter) write(ctx context.Context, c *chunk) error {
	err := w.job.tx.conn.Raw(func(any) error {
		if err := w.writeRows(ctx, c); err != nil {
			return err
		}
		return w.writeKept(ctx, c.kept)
	})
	if err != nil {
		return err
	}
	return writeBlocks(ctx, w.job.tx, w.job.batch, c.blocks)
}

func (w *rowWriter) writeRows(ctx context.Context, c *chunk) error {
	done := 0
	for ; done+w.perInsert <= c.rows; done += w.perInsert {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := execute(w.many, c.values[done*w.width:][:w.perInsert*w.width]); err != nil {
			return err
		}
	}
	for ; done < c.rows; done++ {
		w.args = w.args[:0]
		for i, value := range c.values[done*w.width:][:w.width] {
			w.args = append(w.args, driver.NamedValue{Ordinal: i + 1, Value: value.Value})
		}
		if err := execute(w.one, w.args); err != nil {
			return err
		}
	}
	return nil
}

func (w *rowWriter) writeKept(ctx context.Context, kept []keptCell) error {
	for len(kept) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		statement, n := w.oneKept, 1
		if len(kept) >= keptRows {
			statement, n = w.manyKept, keptRows
		}
		w.args = w.args[:0]
		for _, cell := range kept[:n] {
			for _, value := range [...]driver.Value{cell.row, cell.column, cell.state, cell.text, cell.original} {
				w.args = append(w.args, driver.NamedValue{Ordinal: len(w.args) + 1, Value: value})
			}
		}
		if err := execute(statement, w.args); err != nil {
			return err
		}
		kept = kept[n:]
	}
	return nil
}

// execute runs a prepared statement without a context: with one the driver
// would start a goroutine for each statement. The caller looks at its context
// in between.
func execute(statement driver.Stmt, args []driver.NamedValue) error {
	_, err := statement.(driver.StmtExecContext).ExecContext(context.Background(), args)
	return err
}

func writeBlocks(ctx context.Context, tx *transaction, batch int64, blocks []pendingBlock) error {
	for _, b := range blocks {
		var err error
		if b.dictionary {
			_, err = tx.ExecContext(ctx, "INSERT INTO sb_dictionaries (batch, column, generation, plain, data) VALUES (?, ?, ?, ?, ?)",
				batch, b.column, b.generation, b.plain, b.data)
		} else {
			_, err = tx.ExecContext(ctx, "INSERT INTO sb_segments (batch, column, start, rows, generation, data) VALUES (?, ?, ?, ?, ?, ?)",
				batch, b.column, b.start, b.rows, b.generation, b.data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

package warehouse

import (
	"context"
	"database/sql"

	"github.com/schoolbench/schoolbench/table"
)

// transaction is a change in progress, on the one connection that writes.
type transaction struct {
	*sql.Tx
	// afterwards is done when the transaction is over, in this order, whether
	// it was committed or not.
	afterwards []func(context.Context, *sql.Conn) error
}

// change runs work in one transaction. Whatever error it returns, even a
// panic, leaves the workspace as it was.
func (w *Warehouse) change(ctx context.Context, work func(*transaction) error) error {
	if w.writer == nil {
		return table.Failed("workspace-read-only", w.where(), "The workspace is open for reading only.",
			"Close it and open it for writing.", nil)
	}
	conn, err := w.writer.Conn(ctx)
	if err != nil {
		return w.explain(err)
	}
	defer func() { _ = conn.Close() }()
	// The transaction does not end by itself when ctx does: statements under
	// way would be pulled from under the feet of whoever runs them.
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return w.explain(err)
	}
	change := &transaction{Tx: tx}
	defer func() {
		_ = tx.Rollback()
		// What is left undone here is done when the workspace is next opened.
		for _, step := range change.afterwards {
			_ = step(context.WithoutCancel(ctx), conn)
		}
	}()
	if err := work(change); err != nil {
		if cause := ctx.Err(); cause != nil {
			return cause
		}
		return w.explain(err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.explain(tx.Commit())
}

// view runs work on one committed state of the workspace.
func (w *Warehouse) view(ctx context.Context, work func(*sql.Tx) error) error {
	tx, err := w.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return w.explain(err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := work(tx); err != nil {
		if cause := ctx.Err(); cause != nil {
			return cause
		}
		return w.explain(err)
	}
	return nil
}

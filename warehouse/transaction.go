package warehouse

import (
	"context"
	"database/sql"

	"github.com/schoolbench/schoolbench/table"
)

// transaction is a change in progress, on the one connection that writes.
type transaction struct {
	conn *sql.Conn
	*sql.Tx
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
	defer func() { _ = tx.Rollback() }()
	if err := work(&transaction{conn: conn, Tx: tx}); err != nil {
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

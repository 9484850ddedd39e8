package warehouse

import (
	"context"
	"errors"

	"github.com/schoolbench/schoolbench/table"
)

// changeDurably is change for what must be known after a power failure: it
// returns when the change is on the disk. Ordinary changes are whole after
// one, but the last of them may be missing.
func (w *Warehouse) changeDurably(ctx context.Context, work func(*transaction) error) (err error) {
	if w.writer == nil {
		return table.Failed("workspace-read-only", w.where(), "The workspace is open for reading only.",
			"Close it and open it for writing.", nil)
	}
	conn, err := w.writer.Conn(ctx)
	if err != nil {
		return w.explain(err)
	}
	defer func() { _ = conn.Close() }()
	// There is one connection for writing, and it is ours until it is closed.
	lasting := context.WithoutCancel(ctx)
	_, usual := journalFor(w.onNetwork)
	if _, err := conn.ExecContext(lasting, "PRAGMA synchronous = FULL"); err != nil {
		return w.explain(err)
	}
	defer func() {
		_, backErr := conn.ExecContext(lasting, "PRAGMA synchronous = "+usual)
		err = errors.Join(err, w.explain(backErr))
	}()
	tx, err := conn.BeginTx(lasting, nil)
	if err != nil {
		return w.explain(err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := work(&transaction{Tx: tx}); err != nil {
		return w.explain(err)
	}
	return w.explain(tx.Commit())
}

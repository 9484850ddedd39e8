package warehouse

import (
	"context"
	"database/sql"
	"path/filepath"
)

// The ways in which SQLite keeps what a transaction needs to be undone or done
// again. The write-ahead log lets readers go on while something is written,
// but it shares memory between programs, which computers that share a network
// drive cannot. A rollback journal works everywhere.
const (
	journalLog      = "WAL"
	journalRollback = "DELETE"
)

// journalFor decides by whether a workspace lies on a network drive.
func journalFor(onNetwork bool) (journal, synchronous string) {
	if onNetwork {
		return journalRollback, "FULL" // a server may fail on its own
	}
	return journalLog, "NORMAL"
}

// onNetworkDrive reports whether a file lies, or would lie, on a drive of
// another computer. Where that cannot be found out it is taken for no.
func onNetworkDrive(path string) bool { return isNetworkFolder(filepath.Dir(path)) }

// leaveLog takes a workspace that was last used with a write-ahead log to a
// rollback journal, without the shared memory.
func (w *Warehouse) leaveLog(ctx context.Context) error {
	db, err := sql.Open("sqlite", dataSource(w.path, "mode=rw", "_pragma=busy_timeout(5000)", "_pragma=locking_mode(EXCLUSIVE)"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = "+journalRollback); err != nil {
		return err
	}
	return db.Close()
}

package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/schoolbench/schoolbench/table"
	_ "modernc.org/sqlite" // the database driver, under the name "sqlite"
)

// DefaultCacheBytes is how much memory columns may take once they are loaded,
// unless the options say otherwise.
const DefaultCacheBytes = 1 << 30

// readerConnections is how many queries may read at the same time.
const readerConnections = 4

// workspacePageSize is four times SQLite's own. Imports write whole pages, each
// with a call of the operating system, and segments take many pages.
const workspacePageSize = 16384

// Options say how to open a workspace. The zero value is for ordinary use.
type Options struct {
	// ReadOnly opens the workspace beside whoever writes to it, and in folders
	// without permission to write. It shows what is committed.
	ReadOnly bool
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// CacheBytes bounds the memory for loaded columns; 0 is DefaultCacheBytes.
	CacheBytes int64
	// Formulas evaluates the formulas of own columns; with nil nothing is known
	// of their values.
	Formulas Formulas
}

// Warehouse is an open workspace. It is safe for any number of goroutines; one
// change is made at a time, and the others wait.
type Warehouse struct {
	path      string
	onNetwork bool // on a drive of another computer
	readOnly  bool
	room      int64 // of an import's first scratch, in bytes
	now       func() time.Time
	lock      *fileLock
	writer    *sql.DB // one connection; nil if read-only
	readers   *sql.DB
	cache     *vectorCache
	formulas  Formulas
}

// Create makes a new workspace and opens it. It fails with the issue
// workspace-exists if there is already a file.
func Create(ctx context.Context, path string, options Options) (*Warehouse, error) {
	return create(ctx, path, options)
}

func create(ctx context.Context, path string, options Options) (w *Warehouse, err error) {
	if options.ReadOnly {
		return nil, table.Failed("workspace-read-only", table.Where{File: filepath.Base(path)},
			"A new workspace cannot be opened for reading only.", "Create it first, then open it for reading.", nil)
	}
	w, err = newWarehouse(path, options)
	if err != nil {
		return nil, err
	}
	// An existing file is left alone, and so is its lock.
	if _, err := os.Lstat(w.path); err == nil {
		return nil, createEmpty(w.path)
	}
	if w.lock, err = lockFile(w.path, thisProcess(w.now())); err != nil {
		if _, folderErr := os.Stat(filepath.Dir(w.path)); errors.Is(folderErr, fs.ErrNotExist) {
			return nil, createEmpty(w.path)
		}
		if errors.Is(err, fs.ErrPermission) {
			return nil, folderReadOnly(w.path, err)
		}
		return nil, err
	}
	if err := createEmpty(w.path); err != nil {
		w.lock.release()
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = w.Close()
			for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
				_ = os.Remove(w.path + suffix)
			}
			w, err = nil, explainAt(table.Where{File: filepath.Base(path)}, err)
		}
	}()
	// The mark of the file is written with a rollback journal, so that it is at
	// the beginning of the file itself from the first moment.
	if err := w.stamp(ctx); err != nil {
		return w, err
	}
	return w, w.openWriter(ctx)
}

// Open opens a workspace. What is wrong with it is told as a *table.Issue:
// workspace-missing, workspace-not-ours, workspace-newer, workspace-damaged,
// workspace-locked, workspace-read-only and the like.
func Open(ctx context.Context, path string, options Options) (*Warehouse, error) {
	steps, err := migrationsIn(migrationFiles)
	if err != nil {
		return nil, err
	}
	w, err := newWarehouse(path, options)
	if err != nil {
		return nil, err
	}
	if err := probe(w.path, newest(steps)); err != nil {
		return nil, err
	}
	if w.readOnly {
		err = w.openReadOnly(ctx)
	} else {
		err = w.openForWriting(ctx)
	}
	if err == nil {
		err = w.readCatalogueOnce(ctx)
	}
	if err != nil {
		_ = w.Close()
		return nil, w.explain(err)
	}
	return w, nil
}

func newWarehouse(path string, options Options) (*Warehouse, error) {
	absolute, err := realPath(path)
	if err != nil {
		return nil, explainAt(table.Where{File: filepath.Base(path)}, err)
	}
	w := &Warehouse{path: absolute, onNetwork: onNetworkDrive(absolute), readOnly: options.ReadOnly, room: firstScratch, now: options.Now, formulas: options.Formulas}
	if w.now == nil {
		w.now = time.Now
	}
	budget := options.CacheBytes
	if budget <= 0 {
		budget = DefaultCacheBytes
	}
	w.cache = newVectorCache(budget)
	return w, nil
}

func (w *Warehouse) openForWriting(ctx context.Context) error {
	file, err := os.OpenFile(w.path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if w.lock, err = lockFile(w.path, thisProcess(w.now())); err != nil {
		return err
	}
	return w.openWriter(ctx)
}

// stamp marks the empty file as ours and lays out the catalogue.
func (w *Warehouse) stamp(ctx context.Context) error {
	steps, err := migrationsIn(migrationFiles)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dataSource(w.path, "mode=rw", "_pragma=busy_timeout(5000)", "_txlock=immediate"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	// Before anything is written, since it cannot be changed afterwards.
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA page_size = %d", workspacePageSize)); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	if err := migrate(ctx, db, steps, w.now()); err != nil {
		return err
	}
	return db.Close()
}

// openWriter opens the two pools and brings an older layout up to date.
func (w *Warehouse) openWriter(ctx context.Context) error {
	if err := removeScratch(w.path); err != nil {
		return err
	}
	steps, err := migrationsIn(migrationFiles)
	if err != nil {
		return err
	}
	if w.onNetwork {
		if err := w.leaveLog(ctx); err != nil {
			return err
		}
	}
	journal, synchronous := journalFor(w.onNetwork)
	w.writer, err = openDatabase(dataSource(w.path, "mode=rw", "_txlock=immediate",
		"_pragma=busy_timeout(5000)", "_pragma=journal_mode("+journal+")", "_pragma=synchronous("+synchronous+")", "_pragma=foreign_keys(1)",
		"_pragma=cache_size(-65536)", "_pragma=journal_size_limit(67108864)"))
	if err != nil {
		return err
	}
	w.writer.SetMaxOpenConns(1)
	if err := migrate(ctx, w.writer, steps, w.now()); err != nil {
		return err
	}
	return w.openReaders("mode=rw")
}

func (w *Warehouse) openReaders(options ...string) error {
	var err error
	w.readers, err = openDatabase(dataSource(w.path, append(options,
		"_pragma=busy_timeout(5000)", "_pragma=query_only(1)", "_pragma=cache_size(-16384)")...))
	if err != nil {
		return err
	}
	w.readers.SetMaxOpenConns(readerConnections)
	w.readers.SetMaxIdleConns(readerConnections)
	return nil
}

// openReadOnly opens the file for reading in the first of three ways that
// works. With permission to write, SQLite may keep its side files in order.
// Without it, side files that a writer has open are read as they are. With no
// side files there is nothing but the file, and nothing to wait for.
func (w *Warehouse) openReadOnly(ctx context.Context) error {
	ways := []string{"mode=ro"}
	if file, err := os.OpenFile(w.path, os.O_RDWR, 0); err == nil {
		_ = file.Close()
		ways = []string{"mode=rw", "mode=ro"}
	}
	if wal, err := os.Stat(w.path + "-wal"); err != nil || wal.Size() == 0 {
		ways = append(ways, "mode=ro&immutable=1")
	}
	var firstErr error
	for _, way := range ways {
		if err := w.openReaders(way); err != nil {
			return err
		}
		err := w.readers.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(new(int))
		if err == nil {
			return nil
		}
		_ = w.readers.Close()
		w.readers = nil
		if firstErr == nil {
			firstErr = err
		}
	}
	if wal, err := os.Stat(w.path + "-wal"); err == nil && wal.Size() > 0 {
		return table.Failed("workspace-unfinished", w.where(),
			"The workspace was not closed properly, and its last changes cannot be read in a folder without permission to write.",
			"Copy the workspace together with the file of the same name ending in -wal to a folder of your own, and open it there.", firstErr)
	}
	return firstErr
}

// readCatalogueOnce reads the whole catalogue, so that damage to it is told
// when the workspace is opened and not in the middle of work.
func (w *Warehouse) readCatalogueOnce(ctx context.Context) error {
	var id, version int
	if err := w.readers.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if err := w.readers.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	steps, err := migrationsIn(migrationFiles)
	if err != nil {
		return err
	}
	if id != applicationID {
		return damaged(w.where(), fmt.Errorf("application id %#x", id))
	}
	if version > newest(steps) {
		return tooNew(w.where(), version, newest(steps))
	}
	taken, err := stepsTaken(ctx, w.readers, version)
	if err != nil {
		return err
	}
	if len(taken) < len(steps) {
		return table.Failed("workspace-older", w.where(), "This workspace was written by an older Schoolbench and has to be brought up to date first.",
			"Open it once for writing.", nil)
	}
	_, err = w.Datasets(ctx)
	return err
}

// Path is the absolute path of the workspace, symbolic links followed.
func (w *Warehouse) Path() string { return w.path }

// ReadOnly reports whether the workspace was opened for reading only.
func (w *Warehouse) ReadOnly() bool { return w.readOnly }

// Close closes the workspace and lets others write to it. It may be called
// more than once.
func (w *Warehouse) Close() error {
	var errs []error
	if w.readers != nil {
		errs = append(errs, w.readers.Close())
	}
	// The writer is closed last: the last connection to close moves the
	// write-ahead log into the file and removes it.
	if w.writer != nil {
		errs = append(errs, w.writer.Close())
	}
	if w.lock != nil {
		w.lock.release()
		w.lock = nil
	}
	return w.explain(errors.Join(errs...))
}

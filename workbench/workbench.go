package workbench

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/user"
	"sync"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/disk"
	"github.com/schoolbench/schoolbench/warehouse"
)

// rememberedBytes is how much memory the cross-tabs computed before may take
// with the columns they are about, so that a field moved from rows to columns
// is answered without the rows. Most of these columns are in the warehouse's
// memory anyway.
const rememberedBytes = 512 << 20

// Workbench is an open workspace. It is safe for any number of goroutines;
// changes are made one after the other.
type Workbench struct {
	warehouse *warehouse.Warehouse
	engine    *crosstab.Engine
	inspected inspectedFiles
	now       func() time.Time
	readOnly  bool
	created   bool
	joins     joinCache
	people    peopleCache
	// distributions are those that were asked for.
	distributions distributionCache
	who           string
	// sending is held while something is sent.
	sending sync.Mutex
}

// Options say how a workspace is opened.
type Options struct {
	// Create makes the workspace if the file does not exist.
	Create bool
	// ReadOnly opens it beside another program that is writing to it.
	ReadOnly bool
	// Now is the clock; nil is the computer's.
	Now func() time.Time
	// Who is the person at work, for the log of edits; empty is the name under
	// which they are signed in to the computer.
	Who string
}

// Open opens the workspace in the file at path. Errors are *table.Issue: the
// file is missing, is not a workspace, is damaged, or is open elsewhere.
func Open(ctx context.Context, path string, options Options) (*Workbench, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	disk.Sweep()
	bench := &Workbench{joins: joinCache{budget: joinedBytes}, engine: crosstab.NewEngine(rememberedBytes), now: options.Now, readOnly: options.ReadOnly, who: options.Who}
	if bench.who == "" {
		bench.who = signedIn()
	}
	settings := warehouse.Options{ReadOnly: options.ReadOnly, Now: options.Now, Formulas: formulas{}}
	_, err := os.Stat(path)
	if options.Create && errors.Is(err, fs.ErrNotExist) {
		bench.warehouse, err = warehouse.Create(ctx, path, settings)
		bench.created = err == nil
	} else {
		bench.warehouse, err = warehouse.Open(ctx, path, settings)
	}
	if err != nil {
		return nil, err
	}
	return bench, nil
}

// signedIn is the name of the person who is signed in to the computer.
func signedIn() string {
	person, err := user.Current()
	if err != nil {
		return "someone"
	}
	return cmp.Or(person.Name, person.Username, "someone")
}

// Close releases the workspace for others.
func (b *Workbench) Close() error { return b.warehouse.Close() }

// Discard closes the workspace and, when it was made by Open and nothing was
// ever put into it, removes its file, so that a first import that fails leaves
// nothing behind.
func (b *Workbench) Discard(ctx context.Context) error {
	path, remove := b.Path(), false
	if b.created {
		datasets, err := b.warehouse.Datasets(ctx)
		remove = err == nil && len(datasets) == 0
	}
	if err := b.warehouse.Close(); err != nil {
		return err
	}
	if !remove {
		return nil
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Path is the workspace's file.
func (b *Workbench) Path() string { return b.warehouse.Path() }

// ReadOnly reports whether changes are refused.
func (b *Workbench) ReadOnly() bool { return b.readOnly }

// changed lets go of what was computed from data that have changed. It is
// called whether or not the change succeeded.
func (b *Workbench) changed() { b.engine.Forget() }

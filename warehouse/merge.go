package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// Merge imports a file into a dataset by a mode, in one transaction, and tells
// what that changed. Add appends the rows as Import does, a dataset that does
// not exist is created, and:
//
// Replace puts the rows of the file in the place of all that were there. The
// dataset keeps its name, its labels and its columns, also those that the file
// does not have.
//
// Upsert leaves the rows that the file does not change as they are, with the
// import they came with. A row that it changes takes the place of the one with
// the same key; in columns that the file does not have it keeps what that had.
// Rows that the file does not have stay, unless DropGone is set.
//
// Whatever is replaced is kept beside the dataset until the import is undone.
// If anything fails, the workspace is exactly as before.
func (w *Warehouse) Merge(ctx context.Context, request MergeRequest) (Batch, Changes, error) {
	if request.Mode == Add {
		return w.addAll(ctx, request)
	}
	if request.Mode != Replace && request.Mode != Upsert {
		return Batch{}, Changes{}, table.Failed("unknown-mode", table.Where{}, fmt.Sprintf("There is no way of importing called %q.", request.Mode),
			"Use add, replace or upsert.", nil)
	}
	var batch Batch
	var changes Changes
	var changed int64
	err := w.change(ctx, func(tx *transaction) error {
		var exists bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_datasets WHERE name_key = ?)", nameKey(request.Dataset)).Scan(&exists); err != nil {
			return err
		}
		if !exists {
			request.Mode = Add
			return nil
		}
		merge := func(before *sql.Tx) error {
			c, err := w.compare(ctx, before, request)
			if err != nil {
				return err
			}
			changed = c.dataset.ID
			batch, changes, err = w.merge(ctx, tx, before, c, request)
			return err
		}
		if w.onNetwork {
			// A reader beside the writer would keep a rollback journal from
			// letting anything into the file before the end.
			return merge(tx.Tx)
		}
		// What is there is compared as it was before this transaction.
		return w.view(ctx, merge)
	})
	if err != nil {
		return Batch{}, Changes{}, err
	}
	if request.Mode == Add {
		return w.addAll(ctx, request)
	}
	w.cache.forget(changed)
	return batch, changes, nil
}

func (w *Warehouse) addAll(ctx context.Context, request MergeRequest) (batch Batch, changes Changes, err error) {
	reader, err := request.Open()
	if err != nil {
		return Batch{}, Changes{}, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	batch, err = w.Import(ctx, request.ImportRequest, reader)
	changes = Changes{Dataset: batch.Dataset, Rows: batch.Rows, Counts: batch.Counts, List: []RowChange{}}
	return batch, changes, err
}

// merge imports what the comparison leaves to be imported, and retires what
// that takes the place of.
func (w *Warehouse) merge(ctx context.Context, tx *transaction, before *sql.Tx, c *comparison, request MergeRequest) (batch Batch, changes Changes, err error) {
	if err := checkRequest(&request.ImportRequest, c.schema); err != nil {
		return batch, changes, err
	}
	m, err := newMerger(ctx, before, c, request)
	if err != nil {
		return batch, changes, err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	m.within = before == tx.Tx
	job := &importJob{tx: tx, path: w.path, request: request.ImportRequest, now: timeText(w.now()), mode: request.Mode, carried: len(m.carried)}
	batch, err = job.importAll(ctx, m, func() error {
		if changes, err = m.conclude(); err != nil {
			return err
		}
		if request.Agree != nil {
			if err := request.Agree(changes); err != nil {
				return err
			}
		}
		job.counts = changes.Counts
		if err := job.carryEdits(ctx, c, m.successors); err != nil {
			return err
		}
		if request.Mode == Replace {
			if job.retired, err = tx.retire(ctx, job.dataset, job.batch, fmt.Sprintf("%s <> %d", batchColumn, job.batch), c.live); err != nil {
				return err
			}
			return job.tellLeftBehind(ctx, c, m.successors)
		}
		leaving := m.replaced
		if request.DropGone {
			leaving = slices.Concat(leaving, c.gone)
		} else {
			job.counts.Gone = 0
		}
		if job.retired, err = tx.retireRows(ctx, job.dataset, job.batch, leaving, c.batches); err != nil {
			return err
		}
		return job.tellLeftBehind(ctx, c, m.successors)
	})
	return batch, changes, err
}

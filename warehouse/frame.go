package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// Frame returns columns of a dataset, named ignoring case and in the order
// asked for, or all columns if none is named. All come from the same committed
// version. Row numbers count the dataset's rows from 0 in the order in which
// they were imported.
func (w *Warehouse) Frame(ctx context.Context, dataset string, columns ...string) (*table.Frame, error) {
	var frame *table.Frame
	err := w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		wanted, err := stored.choose(columns)
		if err != nil {
			return err
		}
		batches, err := storedBatches(ctx, tx, stored.ID)
		if err != nil {
			return err
		}
		vectors := make([]*table.Vector, len(wanted))
		for i, column := range wanted {
			if vectors[i], err = w.vector(ctx, tx, stored, column, batches); err != nil {
				return err
			}
		}
		frame, err = table.NewFrame(stored.Rows, vectors...)
		if err != nil {
			return damagedSegment(stored.Name, "", err)
		}
		return nil
	})
	return frame, err
}

// vector returns a column of the state that tx sees, from memory if it is there.
func (w *Warehouse) vector(ctx context.Context, tx *sql.Tx, dataset *storedDataset, column storedColumn, batches []storedBatch) (*table.Vector, error) {
	key := vectorKey{dataset.ID, dataset.Version, column.id}
	return w.cache.get(ctx, key, func() (*table.Vector, error) {
		return loadColumn(ctx, tx, dataset, column, batches)
	})
}

// choose returns the columns with these names, or all.
func (d *storedDataset) choose(names []string) ([]storedColumn, error) {
	if len(names) == 0 {
		return d.columns, nil
	}
	chosen := make([]storedColumn, len(names))
	for i, name := range names {
		at := d.Schema.Index(name)
		if at < 0 {
			return nil, table.Failed("unknown-column", table.Where{}, fmt.Sprintf("The dataset %q has no column %q.", d.Name, name),
				"Its columns are: "+strings.Join(d.Schema.Names(), ", ")+".", nil)
		}
		chosen[i] = d.columns[at]
	}
	return chosen, nil
}

// Place is one cell of a dataset: a row as frames number them and a column's
// name as the dataset writes it.
type Place struct {
	Row    int
	Column string
}

// originalsAtOnce is how many rows one query asks for.
const originalsAtOnce = 500

// Originals returns the texts in the files that were kept because the values
// of these frame rows do not read back as they were written.
func (w *Warehouse) Originals(ctx context.Context, dataset string, rows []int) (map[Place]string, error) {
	originals := map[Place]string{}
	err := w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		batches, err := storedBatches(ctx, tx, stored.ID)
		if err != nil {
			return err
		}
		names := map[int64]string{}
		for _, column := range stored.columns {
			names[column.id] = column.Name
		}
		rowIDs, err := stored.rowIDs(batches, rows)
		if err != nil {
			return err
		}
		for begin := 0; begin < len(rows); begin += originalsAtOnce {
			end := min(len(rows), begin+originalsAtOnce)
			if err := readOriginals(ctx, tx, stored.ID, rows[begin:end], rowIDs[begin:end], names, originals); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return originals, nil
}

func unknownRow(dataset string, row int) *table.Issue {
	return table.Failed("unknown-row", table.Where{}, fmt.Sprintf("The dataset %q has no row %d.", dataset, row),
		"It may have changed. Compute the result again.", nil)
}

func readOriginals(ctx context.Context, tx *sql.Tx, dataset int64, rows []int, rowIDs []int64, names map[int64]string, originals map[Place]string) error {
	args := []any{dataset}
	frameRows := map[int64]int{}
	for i, id := range rowIDs {
		args = append(args, id)
		frameRows[id] = rows[i]
	}
	found, err := tx.QueryContext(ctx, "SELECT row, column, original FROM sb_cells WHERE dataset = ? AND row IN ("+
		repeatList("?", len(rowIDs))+") AND original IS NOT NULL", args...)
	if err != nil {
		return err
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var row, column int64
		var original string
		if err := found.Scan(&row, &column, &original); err != nil {
			return err
		}
		if name, seen := names[column]; seen {
			originals[Place{frameRows[row], name}] = original
		}
	}
	return found.Err()
}

func repeatList(text string, n int) string {
	return strings.TrimSuffix(strings.Repeat(text+", ", n), ", ")
}

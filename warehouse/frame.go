package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
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
	key := vectorKey{dataset.ID, dataset.Version - dataset.edits, column.id, column.edited}
	if column.formula != "" {
		key.edited = dataset.edits // it may look at any column
		return w.cache.get(ctx, key, func() (*table.Vector, error) {
			return w.compute(ctx, tx, dataset, column, batches)
		})
	}
	return w.cache.get(ctx, key, func() (*table.Vector, error) {
		if earlier, since, found := w.cache.before(key); found {
			laid, err := readOverlay(ctx, tx, column, batches, since, false)
			return overlaid(earlier, laid), err
		}
		return loadColumn(ctx, tx, dataset, column, batches, false)
	})
}

// compute returns the column of a formula. One that no longer fits its dataset
// is a misfit in every row, with what is wrong with it.
func (w *Warehouse) compute(ctx context.Context, tx *sql.Tx, dataset *storedDataset, column storedColumn, batches []storedBatch) (*table.Vector, error) {
	if w.formulas == nil {
		return constantVector(column.Column, dataset.Rows, table.Value{State: table.Missing}), nil
	}
	others := slices.DeleteFunc(slices.Clone(dataset.columns), func(c storedColumn) bool { return c.formula != "" })
	schema := make(table.Schema, len(others))
	for i, other := range others {
		schema[i] = other.Column
	}
	fields, err := w.formulas.Fields(column.formula, schema)
	if err != nil {
		return brokenFormula(column, dataset.Rows, err)
	}
	vectors := make([]*table.Vector, len(fields))
	for i, name := range fields {
		if vectors[i], err = w.vector(ctx, tx, dataset, others[schema.Index(name)], batches); err != nil {
			return nil, err
		}
	}
	frame, err := table.NewFrame(dataset.Rows, vectors...)
	if err != nil {
		return nil, err
	}
	vector, err := w.formulas.Evaluate(column.formula, frame, column.Column)
	if err != nil {
		return brokenFormula(column, dataset.Rows, err)
	}
	return vector, nil
}

// brokenFormula shows in every row what is wrong. What is no issue is a failure
// of ours.
func brokenFormula(column storedColumn, rows int, err error) (*table.Vector, error) {
	issue := table.IssueIn(err)
	if issue == nil {
		return nil, err
	}
	return constantVector(column.Column, rows, table.Mark(table.Misfit, issue.Message)), nil
}

func constantVector(column table.Column, rows int, value table.Value) *table.Vector {
	return table.NewCodedVector(column, table.MakeCodes(rows, 1), []table.Value{value})
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

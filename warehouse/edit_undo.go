package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// UndoEdit takes back the last act on a dataset that holds, or, without a
// dataset, the last in the workspace. The issue nothing-to-undo says that there
// is none, and undo-order that an import has come since that rests on it.
func (w *Warehouse) UndoEdit(ctx context.Context, dataset string) (Edit, error) {
	return w.step(ctx, dataset, false)
}

// RedoEdit does again what was undone last in a dataset, or, without a dataset,
// in the workspace. The issue nothing-to-redo says that there is nothing.
func (w *Warehouse) RedoEdit(ctx context.Context, dataset string) (Edit, error) {
	return w.step(ctx, dataset, true)
}

func (w *Warehouse) step(ctx context.Context, dataset string, forward bool) (Edit, error) {
	var done Edit
	err := w.change(ctx, func(tx *transaction) error {
		condition, order := "e.state = 0", "e.id DESC"
		if forward {
			condition, order = "e.state = 1", "e.undone DESC"
		}
		var args []any
		if dataset != "" {
			stored, err := findDataset(ctx, tx, dataset)
			if err != nil {
				return err
			}
			condition, args = condition+" AND e.dataset = ?", []any{stored.ID}
		}
		edits, err := readEdits(ctx, tx, "WHERE "+condition+" ORDER BY "+order+" LIMIT 1", args...)
		if err != nil {
			return err
		}
		if len(edits) == 0 {
			return nothingTo(forward)
		}
		if err := tx.stepEdit(ctx, w, edits[0], forward); err != nil {
			return err
		}
		done, err = readEdit(ctx, tx, edits[0].ID)
		return err
	})
	if err != nil {
		return Edit{}, err
	}
	return done, nil
}

func nothingTo(forward bool) error {
	if forward {
		return table.Failed("nothing-to-redo", table.Where{}, "Nothing has been undone that could be done again.",
			"What was undone can be done again until something else is done.", nil)
	}
	return table.Failed("nothing-to-undo", table.Where{}, "Nothing has been changed by hand.", "There is nothing to undo.", nil)
}

// stepEdit takes an act back or does it again, within a transaction.
func (tx *transaction) stepEdit(ctx context.Context, w *Warehouse, edit Edit, forward bool) error {
	j := &editJob{tx: tx, now: timeText(w.now()), id: edit.ID, touched: map[int64]bool{}}
	var text string
	var number sql.NullInt64
	var batch int64
	if err := tx.QueryRowContext(ctx, "SELECT dataset, batch, detail FROM sb_edits WHERE id = ?", edit.ID).Scan(&number, &batch, &text); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(text), &j.detail); err != nil {
		return damaged(w.where(), fmt.Errorf("edit %d: %w", edit.ID, err))
	}
	if number.Valid {
		datasets, err := storedDatasets(ctx, tx, "WHERE id = ?", number.Int64)
		if err != nil {
			return err
		}
		if len(datasets) == 0 {
			return damaged(w.where(), fmt.Errorf("edit %d belongs to no dataset", edit.ID))
		}
		j.dataset = datasets[0]
		if err := j.checkImportsSince(ctx, batch); err != nil {
			return err
		}
	}
	work := j.takeBack
	state, undone := EditUndone, "(SELECT max(undone) + 1 FROM sb_edits)"
	if forward {
		work, state, undone = j.repeat, EditDone, "0"
	}
	if err := work(ctx); err != nil {
		return err
	}
	if err := j.settle(ctx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE sb_edits SET state = ?, undone = "+undone+" WHERE id = ?", state, edit.ID)
	return err
}

// takeBack undoes the parts of an act, the last first.
func (j *editJob) takeBack(ctx context.Context) error {
	// A column has to be there, and of the type that its cells had, before they
	// are written; one that was given another type holds its new cells until it
	// has its old type again.
	steps := []func() error{
		func() error { return j.changeColumns(ctx, false) },
		func() error { return j.writeLogged(ctx, false) },
		func() error { return j.comment(ctx, false) },
		func() error { return j.setTerms(ctx, false) },
		func() error { return j.describe(ctx, false) },
		func() error { return j.restoreRows(ctx) },
		func() error { return j.takeOut(ctx) },
		func() error { return j.setDecimals(ctx, false) },
	}
	return inOrder(steps)
}

// repeat does the parts of an act again.
func (j *editJob) repeat(ctx context.Context) error {
	return inOrder([]func() error{
		func() error { return j.fillIn(ctx) },
		func() error { return j.changeColumns(ctx, true) },
		func() error { return j.writeLogged(ctx, true) },
		func() error { return j.comment(ctx, true) },
		func() error { return j.setTerms(ctx, true) },
		func() error { return j.describe(ctx, true) },
		func() error { return j.deleteRows(ctx) },
		func() error { return j.setDecimals(ctx, true) },
	})
}

func inOrder(steps []func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (j *editJob) setDecimals(ctx context.Context, forward bool) error {
	changes := slices.Clone(j.detail.Decimals)
	if !forward {
		slices.Reverse(changes) // a column may have changed more than once
	}
	for _, change := range changes {
		wanted := change.After
		if !forward {
			wanted = change.Before
		}
		j.reshaped = true
		if err := j.tx.setDecimals(ctx, change.Column, wanted); err != nil {
			return err
		}
	}
	return nil
}

// loggedAtOnce is how many cells of the log are held at a time.
const loggedAtOnce = 4096

// writeLogged writes the cells of the act as they became, or as they were, column
// by column: a block of hundreds of columns would otherwise be written a few
// cells at a time, each column by statements of its own.
func (j *editJob) writeLogged(ctx context.Context, forward bool) error {
	if j.dataset == nil {
		return nil
	}
	side := "old"
	if forward {
		side = "new"
	}
	// SQLite sorts the cells before it hands out the first of them, so that they
	// may be written while they are read.
	rows, err := j.tx.QueryContext(ctx, fmt.Sprintf(`SELECT row, column, %[1]s_state, %[1]s_number, %[1]s_text, %[1]s_original FROM sb_edit_cells
		WHERE edit = ? ORDER BY column, row`, side), j.id)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var columns int
	if err := j.tx.QueryRowContext(ctx, "SELECT count(DISTINCT column) FROM sb_edit_cells WHERE edit = ?", j.id).Scan(&columns); err != nil {
		return err
	}
	writer := newCellWriter(j.tx, j.dataset)
	writer.expect(columns)
	var cells []rowCell
	var column int64
	for rows.Next() {
		var one rowCell
		var of int64
		var logged loggedCell
		if err := rows.Scan(append([]any{&one.row, &of}, logged.places()...)...); err != nil {
			return err
		}
		if one.cell, err = logged.cell(); err != nil {
			return err
		}
		if of != column || len(cells) == loggedAtOnce {
			if err := j.writeAgain(ctx, writer, column, cells); err != nil {
				return err
			}
			column, cells = of, cells[:0]
		}
		cells = append(cells, one)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	if err := j.writeAgain(ctx, writer, column, cells); err != nil {
		return err
	}
	return writer.finish(ctx)
}

// writeAgain writes cells of a column that are in the log already.
func (j *editJob) writeAgain(ctx context.Context, writer *cellWriter, id int64, cells []rowCell) error {
	if len(cells) == 0 {
		return nil
	}
	column, found := j.dataset.byNumber(id)
	if !found {
		return j.cannotRepeat()
	}
	for chunk := range slices.Chunk(cells, cellsAtOnce) {
		if err := ctx.Err(); err != nil {
			return err
		}
		old, err := writer.readMany(ctx, column, chunk)
		if errors.Is(err, sql.ErrNoRows) {
			return j.cannotRepeat()
		}
		if err != nil {
			return err
		}
		if err := writer.writeMany(ctx, column, old, chunk, j.dataset.edits+1); err != nil {
			return err
		}
	}
	j.inPlace, j.touched[id] = true, true
	return nil
}

// checkImportsSince sees that no import has come since the act that rests on
// what it did. One that only added rows does not, unless it changed the type of
// a column that was written into, or brought values for a column of people's
// own.
func (j *editJob) checkImportsSince(ctx context.Context, batch int64) error {
	var later int64
	var file string
	err := j.tx.QueryRowContext(ctx, "SELECT id, file FROM sb_batches WHERE dataset = ? AND id > ? AND mode NOT IN (?, ?) ORDER BY id DESC LIMIT 1",
		j.dataset.ID, batch, string(Add), string(byHand)).Scan(&later, &file)
	if errors.Is(err, sql.ErrNoRows) {
		columns := []int64{}
		for _, change := range j.detail.Columns {
			columns = append(columns, change.Column)
		}
		retyped := slices.Clone(columns)
		for _, change := range j.detail.Comments {
			retyped = append(retyped, change.Column)
		}
		for _, change := range j.detail.Descriptions {
			retyped = append(retyped, change.Column)
		}
		err = j.tx.QueryRowContext(ctx, `SELECT id, file FROM sb_batches WHERE dataset = ?1 AND id > ?2 AND mode <> ?3 AND
			(id IN (SELECT hidden FROM sb_columns WHERE dataset = ?1 AND id IN (SELECT column FROM sb_edit_cells WHERE edit = ?4))
			OR id IN (SELECT batch FROM sb_batch_columns WHERE column`+amongRows(columns)+`)
			OR id IN (SELECT hidden FROM sb_columns WHERE id`+amongRows(retyped)+`)) ORDER BY id DESC LIMIT 1`,
			j.dataset.ID, batch, string(byHand), j.id).Scan(&later, &file)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return table.Failed("undo-order", table.Where{}, fmt.Sprintf("This cannot be undone yet: import %d (%s) came later and rests on it.", later, file),
		fmt.Sprintf("Undo import %d first.", later), nil)
}

// editsOn lists the acts since an import that hold and rest on it, the last
// first.
func (tx *transaction) editsOn(ctx context.Context, dataset *storedDataset, batch storedBatch, everything bool) ([]Edit, error) {
	since, err := readEdits(ctx, tx, "WHERE e.dataset = ? AND e.state = ? AND e.batch >= ? ORDER BY e.id DESC", dataset.ID, EditDone, batch.id)
	if err != nil || everything {
		return since, err
	}
	last := batch.firstRow + int64(batch.rows) - 1
	rests := -1
	for i, edit := range since {
		var rest bool
		switch edit.Kind {
		case EditAddColumn, EditChangeColumn, EditRemoveColumn:
			rest = true
		default:
			err = tx.QueryRowContext(ctx, `WITH going (id) AS (SELECT became FROM sb_columns WHERE hidden = ?4 UNION ALL
					SELECT id FROM sb_columns WHERE dataset = ?5 AND own = '' AND NOT EXISTS
					(SELECT 1 FROM sb_batch_columns WHERE column = sb_columns.id AND batch <> ?4))
				SELECT EXISTS (SELECT 1 FROM sb_edit_cells WHERE edit = ?1 AND (row BETWEEN ?2 AND ?3 OR column IN going))
				OR EXISTS (SELECT 1 FROM sb_retired WHERE batch = -?1 AND first_row <= ?3 AND last_row >= ?2)
				OR EXISTS (SELECT 1 FROM json_each((SELECT detail FROM sb_edits WHERE id = ?1), '$.comments') AS c
					WHERE c.value ->> 'row' BETWEEN ?2 AND ?3 OR c.value ->> 'column' IN going)
				OR EXISTS (SELECT 1 FROM json_each((SELECT detail FROM sb_edits WHERE id = ?1), '$.descriptions') AS d WHERE d.value ->> 'column' IN going)`,
				edit.ID, batch.firstRow, last, batch.id, dataset.ID).Scan(&rest)
			if err != nil {
				return nil, err
			}
		}
		if rest {
			rests = i
		}
	}
	// Undoing goes backwards, so that all since the first that rests go.
	return since[:rests+1], nil
}

// undoEditsOn sees that no act rests on an import that is to be undone; with
// withEdits such acts are undone first.
func (tx *transaction) undoEditsOn(ctx context.Context, w *Warehouse, dataset *storedDataset, batch storedBatch, everything, withEdits bool) error {
	edits, err := tx.editsOn(ctx, dataset, batch, everything)
	if err != nil || len(edits) == 0 {
		return err
	}
	if !withEdits {
		return table.Failed("undo-edits", table.Where{}, fmt.Sprintf("Import %d cannot be undone yet: %d edits were made in its rows since, the first of them %q.",
			batch.id, len(edits), edits[len(edits)-1].What),
			"Undo these edits first, or undo them together with the import: with --with-edits on the command line.", nil)
	}
	for _, edit := range edits {
		if err := tx.stepEdit(ctx, w, edit, false); err != nil {
			return err
		}
	}
	return tx.forgetUndone(ctx, dataset)
}

// UndoWithEdits is Undo, and takes back first what people did since that rests
// on the import.
func (w *Warehouse) UndoWithEdits(ctx context.Context, batch int64) error {
	return w.undo(ctx, batch, true)
}

// EditsOn lists the acts since an import that rest on it, the last first: those
// that UndoWithEdits would take back.
func (w *Warehouse) EditsOn(ctx context.Context, batch int64) ([]Edit, error) {
	edits := []Edit{}
	err := w.view(ctx, func(tx *sql.Tx) error {
		dataset, taken, everything, err := (&transaction{Tx: tx}).undoing(ctx, w, batch)
		if err != nil {
			return err
		}
		found, err := (&transaction{Tx: tx}).editsOn(ctx, dataset, taken, everything)
		edits = slices.Concat(edits, found)
		return err
	})
	return edits, err
}

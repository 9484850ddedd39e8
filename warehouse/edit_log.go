package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// Edits returns entries of the log, the last first: those of a dataset, or all
// without one. No more than limit are returned, older than the entry before, or
// the latest if that is 0.
func (w *Warehouse) Edits(ctx context.Context, dataset string, before int64, limit int) ([]Edit, error) {
	edits := []Edit{}
	err := w.view(ctx, func(tx *sql.Tx) error {
		condition, args := "WHERE (?1 = 0 OR e.id < ?1)", []any{before, limit}
		if dataset != "" {
			stored, err := findDataset(ctx, tx, dataset)
			if err != nil {
				return err
			}
			condition, args = condition+" AND e.dataset = ?3", append(args, stored.ID)
		}
		var err error
		edits, err = readEdits(ctx, tx, condition+" ORDER BY e.id DESC LIMIT ?2", args...)
		return err
	})
	return edits, err
}

// NextSteps returns the act that UndoEdit would take back and the one that
// RedoEdit would do again; an act with the ID 0 is none.
func (w *Warehouse) NextSteps(ctx context.Context, dataset string) (undo, redo Edit, err error) {
	err = w.view(ctx, func(tx *sql.Tx) error {
		condition, args := "", []any{}
		if dataset != "" {
			stored, err := findDataset(ctx, tx, dataset)
			if err != nil {
				return err
			}
			condition, args = " AND e.dataset = ?", []any{stored.ID}
		}
		for _, step := range []struct {
			edit  *Edit
			which string
			order string
		}{{&undo, "e.state = 0", "e.id DESC"}, {&redo, "e.state = 1", "e.undone DESC"}} {
			edits, err := readEdits(ctx, tx, "WHERE "+step.which+condition+" ORDER BY "+step.order+" LIMIT 1", args...)
			if err != nil {
				return err
			}
			if len(edits) > 0 {
				*step.edit = edits[0]
			}
		}
		return nil
	})
	return undo, redo, err
}

// CellChange is one change of a cell.
type CellChange struct {
	Edit int64     `json:"edit"`
	Kind EditKind  `json:"kind"`
	Who  string    `json:"who"`
	At   time.Time `json:"at"`
	// Old and New are the texts of the cell, each as its file or the person
	// wrote it.
	Old string `json:"old"`
	New string `json:"new"`
}

// CellHistory is what is known of one cell.
type CellHistory struct {
	Place Place `json:"-"`
	// Now is the cell's text.
	Now string `json:"now"`
	// Written reports whether people have written into the cell; File is then
	// what its file says, unless ByHand says that no file has the row or the
	// column.
	Written bool   `json:"written"`
	ByHand  bool   `json:"byHand"`
	File    string `json:"file"`
	// Source is the file, sheet and row that the cell's row came from.
	Source table.Where `json:"source,omitzero"`
	// Changes are the changes that hold, the last first.
	Changes []CellChange `json:"changes"`
	Comment *Comment     `json:"comment,omitempty"`
}

// CellHistory tells who changed a cell, when, and from what, also before an
// import put another row in the place of the cell's.
func (w *Warehouse) CellHistory(ctx context.Context, dataset string, place Place) (CellHistory, error) {
	history := CellHistory{Place: place, Changes: []CellChange{}}
	err := w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		columns, err := stored.choose([]string{place.Column})
		if err != nil {
			return err
		}
		column := columns[0]
		batches, err := storedBatches(ctx, tx, stored.ID)
		if err != nil {
			return err
		}
		rows, err := stored.rowIDs(batches, []int{place.Row})
		if err != nil {
			return err
		}
		if err := history.readRow(ctx, tx, stored, column, rows[0]); err != nil {
			return err
		}
		history.ByHand = column.own != "" || inHandBatch(batches, rows[0])
		if history.Comment, err = readComment(ctx, tx, column.id, rows[0]); err != nil {
			return err
		}
		return history.readChanges(ctx, tx, stored, column, rows[0])
	})
	return history, err
}

// readRow reads the cell itself and where its row came from.
func (h *CellHistory) readRow(ctx context.Context, tx *sql.Tx, dataset *storedDataset, column storedColumn, row int64) error {
	places, err := batchPlaces(ctx, tx, dataset)
	if err != nil {
		return err
	}
	scan := rowScan{dataset: dataset, columns: []storedColumn{column}, first: row, last: row}
	return scan.run(ctx, tx, func(found scannedRow) error {
		h.Now = written(column.Column, found.cell(0, column))
		h.Source = places[found.batch]
		h.Source.Row = found.line
		return nil
	})
}

// mostMoves bounds how far back a cell is followed from import to import.
const mostMoves = 1000

// readChanges reads the changes of the cell and of those it came from.
func (h *CellHistory) readChanges(ctx context.Context, tx *sql.Tx, dataset *storedDataset, column storedColumn, row int64) error {
	// A column that was given another type went by other numbers before.
	columns, err := columnsBefore(ctx, tx, dataset, column.id)
	if err != nil {
		return err
	}
	for range mostMoves {
		var file loggedCell
		var from int64
		err := tx.QueryRowContext(ctx, "SELECT file_state, file_number, file_text, file_original, from_row FROM sb_edited WHERE column"+
			amongRows(columns)+" AND row = ? ORDER BY column DESC LIMIT 1", row).Scan(append(file.places(), &from)...)
		if err != nil && !isNoRows(err) {
			return err
		}
		if err == nil && !h.Written {
			said, err := file.cell()
			if err != nil {
				return err
			}
			h.Written, h.File = true, written(column.Column, said)
		}
		if err := h.readChangesOf(ctx, tx, dataset, columns, row); err != nil {
			return err
		}
		if from == 0 {
			break
		}
		row = from
	}
	slices.SortStableFunc(h.Changes, func(a, b CellChange) int { return int(b.Edit - a.Edit) })
	return nil
}

func columnsBefore(ctx context.Context, tx *sql.Tx, dataset *storedDataset, column int64) ([]int64, error) {
	rows, err := tx.QueryContext(ctx, `WITH RECURSIVE earlier (id) AS (VALUES (?1) UNION
		SELECT c.id FROM sb_columns AS c JOIN earlier AS e ON c.became = e.id WHERE c.dataset = ?2) SELECT id FROM earlier`, column, dataset.ID)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var columns []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		columns = append(columns, id)
	}
	return columns, errors.Join(rows.Err(), rows.Close())
}

func (h *CellHistory) readChangesOf(ctx context.Context, tx *sql.Tx, dataset *storedDataset, columns []int64, row int64) error {
	rows, err := tx.QueryContext(ctx, `SELECT e.id, e.kind, e.who, e.at, c.column, c.old_state, c.old_number, c.old_text, c.old_original,
		c.new_state, c.new_number, c.new_text, c.new_original FROM sb_edit_cells AS c JOIN sb_edits AS e ON e.id = c.edit
		WHERE e.state = 0 AND c.row = ? AND c.column`+amongRows(columns)+" ORDER BY e.id DESC", row)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var change CellChange
		var at string
		var number int64
		var before, after loggedCell
		if err := rows.Scan(append(append([]any{&change.Edit, &change.Kind, &change.Who, &at, &number}, before.places()...), after.places()...)...); err != nil {
			return err
		}
		old, oldErr := before.cell()
		now, nowErr := after.cell()
		var timeErr error
		change.At, timeErr = parseTime(at)
		if err := errors.Join(oldErr, nowErr, timeErr); err != nil {
			return err
		}
		column, _ := dataset.byNumber(number)
		change.Old, change.New = written(column.Column, old), written(column.Column, now)
		h.Changes = append(h.Changes, change)
	}
	return rows.Err()
}

// EditedCells lists the cells of a dataset, of rows as frames number them from
// first up to but not including end, that people have written into or that have
// a comment. A window marks them.
func (w *Warehouse) EditedCells(ctx context.Context, dataset string, first, end int) (written, commented []Place, err error) {
	err = w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		batches, err := storedBatches(ctx, tx, stored.ID)
		if err != nil {
			return err
		}
		live := newLiveRows(batches)
		first, end = max(first, 0), min(end, live.total)
		if first >= end {
			return nil
		}
		if written, err = placesIn(ctx, tx, stored, live, "sb_edited", "AND (t.state, t.number, t.text) <> (t.file_state, t.file_number, t.file_text)", first, end); err != nil {
			return err
		}
		commented, err = placesIn(ctx, tx, stored, live, "sb_comments", "", first, end)
		return err
	})
	return written, commented, err
}

func placesIn(ctx context.Context, tx *sql.Tx, dataset *storedDataset, live liveRows, tableName, condition string, first, end int) ([]Place, error) {
	rows, err := tx.QueryContext(ctx, "SELECT t.row, t.column FROM "+tableName+" AS t WHERE t.dataset = ? AND t.row BETWEEN ? AND ? "+condition+" ORDER BY t.row, t.column",
		dataset.ID, live.id(first), live.id(end-1))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	names := map[int64]string{}
	for _, column := range dataset.columns {
		names[column.id] = column.Name
	}
	var places []Place
	for rows.Next() {
		var row, column int64
		if err := rows.Scan(&row, &column); err != nil {
			return nil, err
		}
		at, shown := live.index(row)
		if name, known := names[column]; known && shown {
			places = append(places, Place{at, name})
		}
	}
	return places, rows.Err()
}

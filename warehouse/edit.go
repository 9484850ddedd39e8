package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// EditKind says what sort of act an entry of the log is.
type EditKind string

// The kinds of acts.
const (
	EditSet          EditKind = "set"           // cells were typed
	EditPaste        EditKind = "paste"         // a block was pasted
	EditFill         EditKind = "fill"          // cells were filled down
	EditReplace      EditKind = "replace"       // a text was replaced by another
	EditMerge        EditKind = "merge"         // spellings were merged
	EditInsert       EditKind = "insert"        // rows were added
	EditDelete       EditKind = "delete"        // rows were deleted
	EditAddColumn    EditKind = "add-column"    // an own column was added
	EditChangeColumn EditKind = "change-column" // an own column was renamed or given another kind
	EditRemoveColumn EditKind = "remove-column" // an own column was taken away
	EditComment      EditKind = "comment"       // a comment was written, changed or taken away
	EditTerm         EditKind = "term"          // a word of the glossary was changed
	EditDescribe     EditKind = "describe"      // a column was described in other words
)

// EditState tells whether an act still holds.
type EditState uint8

// The states of an act.
const (
	EditDone   EditState = iota
	EditUndone           // it can be redone
	EditGone             // it was undone, and something else was done since
)

var editStateNames = [...]string{"done", "undone", "gone"}

// MarshalText writes the state by name.
func (s EditState) MarshalText() ([]byte, error) { return []byte(editStateNames[s]), nil }

// Edit is one act of a person, an entry of the log.
type Edit struct {
	ID      int64     `json:"id"`
	Dataset string    `json:"dataset,omitempty"` // empty for an act on the whole workspace
	Kind    EditKind  `json:"kind"`
	Who     string    `json:"who"`
	At      time.Time `json:"at"`
	// What says in words what was done.
	What string `json:"what"`
	// Cells is how many cells got another value, Rows how many rows were added
	// or deleted.
	Cells int       `json:"cells"`
	Rows  int       `json:"rows"`
	State EditState `json:"state"`
}

// EditRequest says of an act what all acts have.
type EditRequest struct {
	Dataset string
	Kind    EditKind
	Who     string
	What    string
	// Version, unless it is 0, is the version of the dataset that the rows are
	// numbered by. The act fails with the issue dataset-changed if there is
	// another by now.
	Version int64
}

// Formulas evaluates the formulas of own columns. It is safe for any number of
// goroutines.
type Formulas interface {
	// Fields returns the names of the columns that a formula looks at.
	Fields(formula string, schema table.Schema) ([]string, error)
	// Evaluate returns the formula's column, one value a row of the frame.
	Evaluate(formula string, frame *table.Frame, column table.Column) (*table.Vector, error)
}

// editDetail is what an entry of the log has to know beside its cells.
type editDetail struct {
	Inserted *rowRun         `json:"inserted,omitempty"`
	Deleted  []rowRun        `json:"deleted,omitempty"`
	Columns  []columnChange  `json:"columns,omitempty"`
	Decimals []decimalChange `json:"decimals,omitempty"`
	Comments []commentChange `json:"comments,omitempty"`
	Terms    []termChange    `json:"terms,omitempty"`

	Descriptions []descriptionChange `json:"descriptions,omitempty"`
}

// rowRun is rows of the table, numbered without a gap. Rows that were added
// between others stand above one row and below another, if they are still
// there.
type rowRun struct {
	First int64 `json:"first"`
	Rows  int   `json:"rows"`
	Above int64 `json:"above,omitempty"`
	Below int64 `json:"below,omitempty"`
}

// decimalChange is how many decimals people have written in a column.
type decimalChange struct {
	Column int64 `json:"column"`
	Before int   `json:"before"`
	After  int   `json:"after"`
}

// editJob is one act under way, inside its transaction.
type editJob struct {
	tx      *transaction
	now     string
	request EditRequest
	dataset *storedDataset // nil for an act on the whole workspace
	id      int64
	detail  editDetail
	cells   int
	rows    int

	inPlace  bool           // cells were written
	reshaped bool           // rows or columns came or went
	touched  map[int64]bool // columns with cells written
}

// edit runs one act in a transaction and enters it into the log. An act that
// changes nothing is not entered; the Edit has the ID 0 then.
func (w *Warehouse) edit(ctx context.Context, request EditRequest, work func(*editJob) error) (Edit, error) {
	var done Edit
	err := w.change(ctx, func(tx *transaction) error {
		job := &editJob{tx: tx, now: timeText(w.now()), request: request, touched: map[int64]bool{}}
		if err := job.begin(ctx); err != nil {
			return err
		}
		if err := work(job); err != nil {
			return err
		}
		var err error
		done, err = job.finish(ctx)
		return err
	})
	if err != nil {
		return Edit{}, err
	}
	return done, nil
}

func (j *editJob) begin(ctx context.Context) error {
	if j.request.Dataset != "" {
		var err error
		if j.dataset, err = findDataset(ctx, j.tx, j.request.Dataset); err != nil {
			return err
		}
		if j.request.Version != 0 && j.request.Version != j.dataset.Version {
			return table.Failed("dataset-changed", table.Where{}, fmt.Sprintf("The dataset %q has changed since these rows were shown.", j.dataset.Name),
				"Look at it again, then repeat what you did.", nil)
		}
	}
	var batch int64
	if j.dataset != nil {
		if err := j.tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM sb_batches WHERE dataset = ? AND mode <> ?",
			j.dataset.ID, string(byHand)).Scan(&batch); err != nil {
			return err
		}
	}
	result, err := j.tx.ExecContext(ctx, `INSERT INTO sb_edits (dataset, batch, kind, who, at, what, detail, cells, rows)
		VALUES (?, ?, ?, ?, ?, ?, '{}', 0, 0)`, datasetNumber(j.dataset), batch, string(j.request.Kind), j.request.Who, j.now, j.request.What)
	if err != nil {
		return err
	}
	j.id, err = result.LastInsertId()
	return err
}

func datasetNumber(dataset *storedDataset) sql.NullInt64 {
	if dataset == nil {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: dataset.ID, Valid: true}
}

// finish enters what the act came to, or takes it out of the log again if that
// is nothing.
func (j *editJob) finish(ctx context.Context) (Edit, error) {
	detail, err := json.Marshal(j.detail)
	if err != nil {
		return Edit{}, err
	}
	if j.cells == 0 && string(detail) == "{}" {
		_, err := j.tx.ExecContext(ctx, "DELETE FROM sb_edits WHERE id = ?", j.id)
		return Edit{}, err
	}
	if _, err := j.tx.ExecContext(ctx, "UPDATE sb_edits SET detail = ?, cells = ?, rows = ? WHERE id = ?", string(detail), j.cells, j.rows, j.id); err != nil {
		return Edit{}, err
	}
	if err := j.settle(ctx); err != nil {
		return Edit{}, err
	}
	if err := j.tx.forgetUndone(ctx, j.dataset); err != nil {
		return Edit{}, err
	}
	return readEdit(ctx, j.tx, j.id)
}

// settle counts the change in the dataset's version.
func (j *editJob) settle(ctx context.Context) error {
	if j.dataset == nil {
		// The words of the glossary stand above columns of every dataset.
		_, err := j.tx.ExecContext(ctx, "UPDATE sb_datasets SET version = version + 1")
		return err
	}
	statements := []statement{{
		"UPDATE sb_datasets SET version = version + ?, edits = edits + ? WHERE id = ?",
		[]any{boolNumber(j.inPlace) + boolNumber(j.reshaped), boolNumber(j.inPlace), j.dataset.ID},
	}}
	for column := range j.touched {
		statements = append(statements, statement{"UPDATE sb_columns SET edited = ? WHERE id = ?", []any{j.dataset.edits + 1, column}})
	}
	return j.tx.runAll(ctx, statements)
}

func boolNumber(b bool) int {
	if b {
		return 1
	}
	return 0
}

// forgetUndone makes what was undone in a dataset, or in the workspace, no
// longer redoable: something else is being done.
func (tx *transaction) forgetUndone(ctx context.Context, dataset *storedDataset) error {
	number := datasetNumber(dataset)
	_, err := tx.ExecContext(ctx, "UPDATE sb_edits SET state = ? WHERE state = ? AND dataset IS ?", EditGone, EditUndone, number)
	return err
}

// crowdedColumns is how many columns a table has out of sight before those that
// nobody can bring back are taken out of it, which means writing it anew.
const crowdedColumns = 24

// dropForgotten takes the columns out of a dataset's table that were added by
// acts that were undone for good.
func (tx *transaction) dropForgotten(ctx context.Context, dataset *storedDataset) error {
	if len(dataset.hidden) < crowdedColumns {
		return nil
	}
	needed, err := columnsInLog(ctx, tx, dataset.ID)
	if err != nil {
		return err
	}
	for _, column := range dataset.hidden {
		if !column.removed || needed[column.id] {
			continue
		}
		if err := tx.dropColumn(ctx, dataset, column); err != nil {
			return err
		}
	}
	return tx.reload(ctx, dataset)
}

// columnsInLog lists the columns that acts which hold, or could hold again,
// added, changed or removed.
func columnsInLog(ctx context.Context, q querier, dataset int64) (map[int64]bool, error) {
	details, err := texts(ctx, q, "SELECT detail FROM sb_edits WHERE dataset = ? AND state <> ? AND kind IN (?, ?, ?)",
		dataset, EditGone, string(EditAddColumn), string(EditChangeColumn), string(EditRemoveColumn))
	if err != nil {
		return nil, err
	}
	columns := map[int64]bool{}
	for _, text := range details {
		var detail editDetail
		if err := json.Unmarshal([]byte(text), &detail); err != nil {
			return nil, err
		}
		for _, change := range detail.Columns {
			columns[change.Column] = true
		}
	}
	return columns, nil
}

func readEdit(ctx context.Context, q querier, id int64) (Edit, error) {
	edits, err := readEdits(ctx, q, "WHERE e.id = ?", id)
	if err != nil {
		return Edit{}, err
	}
	if len(edits) == 0 {
		return Edit{}, sql.ErrNoRows
	}
	return edits[0], nil
}

func readEdits(ctx context.Context, q querier, condition string, args ...any) ([]Edit, error) {
	rows, err := q.QueryContext(ctx, `SELECT e.id, coalesce(d.name, ''), e.kind, e.who, e.at, e.what, e.cells, e.rows, e.state
		FROM sb_edits AS e LEFT JOIN sb_datasets AS d ON d.id = e.dataset `+condition, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	edits := []Edit{}
	for rows.Next() {
		var edit Edit
		var at string
		if err := rows.Scan(&edit.ID, &edit.Dataset, &edit.Kind, &edit.Who, &at, &edit.What, &edit.Cells, &edit.Rows, &edit.State); err != nil {
			return nil, err
		}
		if edit.At, err = parseTime(at); err != nil {
			return nil, fmt.Errorf("edit %d: %w", edit.ID, err)
		}
		edits = append(edits, edit)
	}
	return edits, errors.Join(rows.Err(), rows.Close())
}

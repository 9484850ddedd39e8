package warehouse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// retiredColumn tells, in the table of retired rows, which import retired them.
const retiredColumn = "_retired"

// retire takes rows out of a dataset for the sake of an import. They are kept
// beside it until that import is undone. It returns how many there are. The runs
// are those that the rows should be in.
func (tx *transaction) retire(ctx context.Context, dataset *storedDataset, batch int64, condition string, runs liveRows) (int, error) {
	had := dataset.history
	if err := tx.createHistory(ctx, dataset); err != nil {
		return 0, err
	}
	list := rowColumns(dataset)
	result, err := tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO %s (%s, %s) SELECT %s, %d FROM %s WHERE %s",
		quote(dataset.historyTable()), list, retiredColumn, list, batch, quote(dataset.tableName), condition))
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, err
	}
	if n == 0 && !had {
		// A dataset has the table only while there are rows in it.
		dataset.history = false
		_, err := tx.ExecContext(ctx, "DROP TABLE "+quote(dataset.historyTable()))
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("DELETE FROM %s WHERE %s", quote(dataset.tableName), condition)); err != nil {
		return 0, err
	}
	if int(n) != runs.total { // another program has added rows, or taken some out
		return int(n), tx.noteRetired(ctx, dataset, fmt.Sprintf("%s = %d", retiredColumn, batch))
	}
	return int(n), tx.noteRuns(ctx, dataset, batch, runs)
}

// noteRuns enters runs of retired rows into the catalogue.
func (tx *transaction) noteRuns(ctx context.Context, dataset *storedDataset, batch int64, runs liveRows) error {
	enter, err := tx.PrepareContext(ctx, "INSERT INTO sb_retired (dataset, first_row, last_row, batch) VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer func() { _ = enter.Close() }()
	for _, run := range runs.runs {
		if _, err := enter.ExecContext(ctx, dataset.ID, run.row, run.row+int64(run.end-run.first)-1, batch); err != nil {
			return err
		}
	}
	return nil
}

// retireRows retires the rows with these numbers, which belong to the batches.
func (tx *transaction) retireRows(ctx context.Context, dataset *storedDataset, batch int64, rows []int64, batches []storedBatch) (int, error) {
	if len(rows) == 0 {
		return 0, nil
	}
	rows = slices.Clone(rows)
	slices.Sort(rows)
	if err := tx.runAll(ctx, []statement{
		{"CREATE TEMP TABLE IF NOT EXISTS sb_leaving (row INTEGER PRIMARY KEY)", nil},
		{"DELETE FROM sb_leaving", nil},
	}); err != nil {
		return 0, err
	}
	enter, err := tx.PrepareContext(ctx, "INSERT INTO sb_leaving (row) VALUES (?)")
	if err != nil {
		return 0, err
	}
	defer func() { _ = enter.Close() }()
	for _, row := range rows {
		if _, err := enter.ExecContext(ctx, row); err != nil {
			return 0, err
		}
	}
	n, err := tx.retire(ctx, dataset, batch, rowColumn+" IN (SELECT row FROM sb_leaving)", runsOf(rows, batches))
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, "DROP TABLE sb_leaving")
	return n, err
}

// createHistory makes the table for retired rows, if there is none.
func (tx *transaction) createHistory(ctx context.Context, dataset *storedDataset) error {
	if dataset.history {
		return nil
	}
	if dataset.width() > tableColumns {
		return table.Failed("too-many-columns", table.Where{}, fmt.Sprintf("The dataset %q has %d columns; rows can be replaced in one of %d at most.",
			dataset.Name, dataset.width(), tableColumns), "Import the file into a new dataset, without the columns that are not needed.", nil)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "CREATE TABLE %s (%s INTEGER PRIMARY KEY, %s INTEGER NOT NULL, %s INTEGER NOT NULL, %s INTEGER NOT NULL",
		quote(dataset.historyTable()), rowColumn, batchColumn, lineColumn, retiredColumn)
	for _, column := range dataset.every() {
		declared := declaredType(column.Type)
		if column.own != "" {
			declared = "" // it may be given another kind, and holds values as they are
		}
		fmt.Fprintf(&text, ", %s %s", quote(column.sqlName), declared)
	}
	text.WriteString(")")
	if _, err := tx.ExecContext(ctx, text.String()); err != nil {
		return err
	}
	dataset.history = true
	return nil
}

// noteRetired enters into the catalogue which rows of the table of retired
// rows fulfil a condition, run by run.
func (tx *transaction) noteRetired(ctx context.Context, dataset *storedDataset, condition string) error {
	_, err := tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO sb_retired (dataset, first_row, last_row, batch)
		SELECT %d, min(_row), max(_row), _retired
		FROM (SELECT _row, _batch, _retired, _row - row_number() OVER (PARTITION BY _batch, _retired ORDER BY _row) AS run FROM %s WHERE %s)
		GROUP BY _batch, _retired, run`, dataset.ID, quote(dataset.historyTable()), condition))
	return err
}

// restore brings back the rows that an import retired. It returns how many.
func (tx *transaction) restore(ctx context.Context, dataset *storedDataset, batch int64) (int, error) {
	if !dataset.history {
		return 0, nil
	}
	list := rowColumns(dataset)
	history := quote(dataset.historyTable())
	result, err := tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s = %d",
		quote(dataset.tableName), list, list, history, retiredColumn, batch))
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, err
	}
	if err := tx.runAll(ctx, []statement{
		{fmt.Sprintf("DELETE FROM %s WHERE %s = %d", history, retiredColumn, batch), nil},
		{"DELETE FROM sb_retired WHERE batch = ?", []any{batch}},
	}); err != nil {
		return 0, err
	}
	var left bool
	if err := tx.QueryRowContext(ctx, fmt.Sprintf("SELECT EXISTS (SELECT 1 FROM %s)", history)).Scan(&left); err != nil {
		return 0, err
	}
	if !left {
		dataset.history = false
		_, err = tx.ExecContext(ctx, "DROP TABLE "+history)
	}
	return int(n), err
}

// rowColumns lists, for SQL, all columns of a dataset's table.
func rowColumns(dataset *storedDataset) string {
	names := []string{rowColumn, batchColumn, lineColumn}
	for _, column := range dataset.every() {
		names = append(names, quote(column.sqlName))
	}
	return strings.Join(names, ", ")
}

// alter runs a change of shape on the dataset's table and on that of its
// retired rows.
func (tx *transaction) alter(ctx context.Context, dataset *storedDataset, format string, args ...any) error {
	for _, name := range dataset.tables() {
		if _, err := tx.ExecContext(ctx, "ALTER TABLE "+quote(name)+" "+fmt.Sprintf(format, args...)); err != nil {
			return err
		}
	}
	return nil
}

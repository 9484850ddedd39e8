package warehouse

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// tableColumns is what one SQLite table holds, less the four of our own that
// the table of retired rows has.
const tableColumns = 2000 - 4

// maxColumns is how many columns files may give a dataset. The others are room
// for columns whose type changes: each is kept beside the one it has become.
const maxColumns = 1900

// Import writes a table into a dataset, in one transaction. The dataset is
// created if it does not exist. Otherwise the rows are appended: columns are
// matched by name ignoring case, new ones are added with nothing in the
// earlier rows, and those the file lacks are missing in the new rows. A value
// that does not fit the dataset's type is kept as a misfit and told as an
// issue of the batch.
//
// If the reader fails, the disk is full or ctx ends, the workspace is exactly
// as before. The reader is used from one other goroutine, which has ended when
// Import returns; closing it is the caller's part. Progress is called from the
// caller's goroutine.
func (w *Warehouse) Import(ctx context.Context, request ImportRequest, reader table.Reader) (Batch, error) {
	var batch Batch
	if err := checkRequest(&request, reader.Schema()); err != nil {
		return batch, err
	}
	err := w.change(ctx, func(tx *transaction) error {
		job := &importJob{tx: tx, path: w.path, request: request, now: timeText(w.now()), mode: Add}
		var err error
		batch, err = job.importAll(ctx, reader, func() error {
			job.counts.Added = job.rows
			return nil
		})
		return err
	})
	if err != nil {
		return Batch{}, err
	}
	return batch, nil
}

// importAll does the whole of an import; settle is called when the rows are in
// the table.
func (j *importJob) importAll(ctx context.Context, reader table.Reader, settle func() error) (Batch, error) {
	if err := j.prepare(ctx, reader.Schema()); err != nil {
		return Batch{}, err
	}
	if err := j.run(ctx, reader); err != nil {
		return Batch{}, err
	}
	if err := settle(); err != nil {
		return Batch{}, err
	}
	if err := j.setKey(ctx); err != nil {
		return Batch{}, err
	}
	if err := j.keepAsides(ctx); err != nil {
		return Batch{}, err
	}
	return j.finish(ctx, reader.Issues())
}

// setKey gives the dataset the request's key, if it has none.
func (j *importJob) setKey(ctx context.Context) error {
	if len(j.request.Key) == 0 || len(j.dataset.Key) > 0 {
		return nil
	}
	if err := j.tx.reload(ctx, j.dataset); err != nil {
		return err
	}
	key, err := j.dataset.keyColumns(j.request.Key)
	if err != nil {
		return err
	}
	return j.tx.setKey(ctx, j.dataset, key)
}

func checkRequest(request *ImportRequest, schema table.Schema) error {
	request.Dataset = strings.TrimSpace(request.Dataset)
	request.File = filepath.Base(request.File)
	where := table.Where{File: request.File, Sheet: request.Sheet}
	if request.Dataset == "" {
		return table.Failed("dataset-without-name", where, "The dataset has no name.", "Give it a name.", nil)
	}
	if len(schema) == 0 {
		return table.Failed("no-columns", where, "The table has no columns.", "Choose the row that holds the column names.", nil)
	}
	if len(schema) > maxColumns {
		return table.Failed("too-many-columns", where, fmt.Sprintf("The table has %d columns; a dataset holds %d at most.", len(schema), maxColumns),
			"Leave out the columns that are not needed.", nil)
	}
	seen := map[string]bool{}
	for _, column := range schema {
		key := nameKey(column.Name)
		if seen[key] {
			where.Column = column.Name
			return table.Failed("duplicate-column", where, fmt.Sprintf("Two columns have the name %q.", column.Name),
				"Rename or leave out one of them.", nil)
		}
		seen[key] = true
	}
	if len(request.Plan) > 0 && !json.Valid(request.Plan) {
		return table.Failed("plan-not-json", where, "The import plan is not a valid JSON document.", "Correct the plan.", nil)
	}
	return nil
}

// importJob is one import under way, inside its transaction.
type importJob struct {
	tx      *transaction
	path    string // of the workspace
	request ImportRequest
	now     string

	dataset  *storedDataset
	columns  []*importColumn // in the order of the file
	batch    int64
	firstRow int64
	rows     int

	mode    Mode
	counts  Counts
	retired int // rows that this import took out of the dataset
	// carried is how many columns, at the end of the reader's, are not of the
	// file: they repeat what the replaced rows had.
	carried int
	// notes is what else is to be told of the import.
	notes []table.Issue
}

// prepare creates what the rows will be written into.
func (j *importJob) prepare(ctx context.Context, schema table.Schema) error {
	datasets, err := storedDatasets(ctx, j.tx, "WHERE name_key = ?", nameKey(j.request.Dataset))
	if err != nil {
		return err
	}
	if len(datasets) == 0 {
		err = j.createDataset(ctx, schema)
	} else {
		j.dataset = datasets[0]
		if err := checkOwn(j.dataset, schema); err != nil {
			return err
		}
		if err := j.tx.forgetUndone(ctx, j.dataset); err != nil {
			return err
		}
		err = j.extendDataset(ctx, schema)
	}
	if err != nil {
		return err
	}
	if err := j.createBatch(ctx); err != nil {
		return err
	}
	for i, column := range j.columns {
		if err := j.prepareType(ctx, column); err != nil {
			return err
		}
		carried := i >= len(j.columns)-j.carried
		if _, err := j.tx.ExecContext(ctx, "INSERT INTO sb_batch_columns (batch, column, type, decimals, carried) VALUES (?, ?, ?, ?, ?)",
			j.batch, column.target.id, column.source.Type.String(), column.source.Decimals, carried); err != nil {
			return err
		}
		if _, err := j.tx.ExecContext(ctx, "UPDATE sb_columns SET decimals = max(decimals, ?) WHERE id = ?",
			column.source.Decimals, column.target.id); err != nil {
			return err
		}
	}
	return nil
}

// createBatch enters the import into the catalogue and finds the number of its
// first row.
func (j *importJob) createBatch(ctx context.Context) error {
	// The rows themselves are asked too: another program may have added some.
	if err := j.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT max(
			(SELECT coalesce(max(first_row + rows), 1) FROM sb_batches WHERE dataset = ?),
			(SELECT coalesce(max(%s) + 1, 1) FROM %s))`, rowColumn, quote(j.dataset.tableName)),
		j.dataset.ID).Scan(&j.firstRow); err != nil {
		return err
	}
	result, err := j.tx.ExecContext(ctx, `INSERT INTO sb_batches (dataset, file, sheet, hash, size, imported, plan, issues, first_row, rows, mode)
		VALUES (?, ?, ?, ?, ?, ?, ?, '[]', ?, 0, ?)`, j.dataset.ID, j.request.File, j.request.Sheet, j.request.Hash, j.request.Size,
		j.now, string(j.request.Plan), j.firstRow, string(j.mode))
	if err != nil {
		return err
	}
	j.batch, err = result.LastInsertId()
	return err
}

// prepareType changes the type of a dataset's column where the file's type
// shows beforehand that it must: a column that has no value yet, and is text
// for that reason, takes the file's; whole numbers make room for fractions.
func (j *importJob) prepareType(ctx context.Context, column *importColumn) error {
	wanted, source, target := column.target.Column, column.source, column.target
	switch {
	case column.isNew:
		return nil
	case source.Type == table.Decimal && target.Type == table.Integer:
		wanted.Type, wanted.Layout = table.Decimal, withFraction(target.Layout)
	case source.Type != table.Text && target.Type == table.Text:
		var used bool
		if err := j.tx.QueryRowContext(ctx, fmt.Sprintf("SELECT EXISTS (SELECT 1 FROM %s WHERE %s IS NOT NULL)",
			j.dataset.rowSource([]storedColumn{target}, true), quote(target.sqlName))).Scan(&used); err != nil || used {
			return err
		}
		wanted = source
	default:
		return nil
	}
	retyped, err := j.retype(ctx, target, wanted)
	*column = *newImportColumn(source, retyped)
	column.was = target.Type
	return err
}

// retype gives a column of the dataset another type, if there is room for it.
func (j *importJob) retype(ctx context.Context, column storedColumn, wanted table.Column) (storedColumn, error) {
	if j.dataset.width() >= tableColumns {
		return column, table.Failed("too-many-columns", table.Where{File: j.request.File, Sheet: j.request.Sheet, Column: column.Name},
			fmt.Sprintf("The column is %s and would have to be %s, but the dataset has no room for another column beside its %d.",
				column.Type, wanted.Type, j.dataset.width()),
			"Import the file into a dataset of its own, or leave out this column.", nil)
	}
	return j.tx.retype(ctx, j.dataset, column, wanted, j.batch)
}

func (j *importJob) createDataset(ctx context.Context, schema table.Schema) error {
	taken := map[string]bool{}
	rows, err := j.tx.QueryContext(ctx, "SELECT name FROM sqlite_schema")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		taken[strings.ToLower(name)] = true
	}
	if err := rows.Err(); err != nil {
		return err
	}
	wanted := j.request.Dataset
	if isReservedTable(strings.ToLower(wanted)) {
		wanted = "data_" + wanted
	}
	tableName := sqlName(wanted, "dataset", func(key string) bool { return taken[key] })

	result, err := j.tx.ExecContext(ctx, `INSERT INTO sb_datasets (name, name_key, table_name, rows, version, created, updated)
		VALUES (?, ?, ?, 0, 0, ?, ?)`, j.request.Dataset, nameKey(j.request.Dataset), tableName, j.now, j.now)
	if err != nil {
		return err
	}
	j.dataset = &storedDataset{Dataset: Dataset{Name: j.request.Dataset}, tableName: tableName}
	if j.dataset.ID, err = result.LastInsertId(); err != nil {
		return err
	}
	for _, column := range schema {
		if err := j.addColumn(ctx, column); err != nil {
			return err
		}
	}
	var statement strings.Builder
	fmt.Fprintf(&statement, "CREATE TABLE %s (%s INTEGER PRIMARY KEY, %s INTEGER NOT NULL, %s INTEGER NOT NULL",
		quote(tableName), rowColumn, batchColumn, lineColumn)
	for _, column := range j.dataset.columns {
		fmt.Fprintf(&statement, ", %s %s", quote(column.sqlName), declaredType(column.Type))
	}
	statement.WriteString(")")
	_, err = j.tx.ExecContext(ctx, statement.String())
	return err
}

// extendDataset matches the columns of the file with those of the dataset and
// adds the ones it does not have.
func (j *importJob) extendDataset(ctx context.Context, schema table.Schema) error {
	byKey := map[string]storedColumn{}
	for _, column := range j.dataset.columns {
		byKey[nameKey(column.Name)] = column
	}
	for _, column := range schema {
		if known, found := byKey[nameKey(column.Name)]; found {
			j.columns = append(j.columns, newImportColumn(column, known))
			continue
		}
		if j.dataset.width() >= maxColumns {
			return table.Failed("too-many-columns", table.Where{File: j.request.File, Sheet: j.request.Sheet, Column: column.Name},
				fmt.Sprintf("With the new columns the dataset would have more than %d, counting those that are kept because their type has changed.", maxColumns),
				"Import the file into a dataset of its own.", nil)
		}
		if err := j.addColumn(ctx, column); err != nil {
			return err
		}
		added := j.dataset.columns[len(j.dataset.columns)-1]
		if err := j.tx.alter(ctx, j.dataset, "ADD COLUMN %s %s", quote(added.sqlName), declaredType(added.Type)); err != nil {
			return err
		}
	}
	return nil
}

// addColumn enters a column into the catalogue, but not into the table.
func (j *importJob) addColumn(ctx context.Context, column table.Column) error {
	position, err := j.nextPosition(ctx)
	if err != nil {
		return err
	}
	stored := storedColumn{Column: column}
	stored.sqlName = sqlName(column.Name, fmt.Sprintf("column_%d", position), func(key string) bool {
		for _, other := range j.dataset.every() {
			if strings.ToLower(other.sqlName) == key {
				return true
			}
		}
		return isReservedColumn(key)
	})
	result, err := j.tx.ExecContext(ctx, `INSERT INTO sb_columns (dataset, position, name, name_key, sql_name, label, description, type, role, decimals, layout)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, j.dataset.ID, position, column.Name, nameKey(column.Name), stored.sqlName, column.Label, column.Description,
		column.Type.String(), column.Role.String(), column.Decimals, column.Layout)
	if err != nil {
		return err
	}
	if stored.id, err = result.LastInsertId(); err != nil {
		return err
	}
	j.dataset.columns = append(j.dataset.columns, stored)
	added := newImportColumn(column, stored)
	added.isNew = true
	j.columns = append(j.columns, added)
	return nil
}

// nextPosition is the place after all columns, those out of sight included.
func (j *importJob) nextPosition(ctx context.Context) (position int, err error) {
	err = j.tx.QueryRowContext(ctx, "SELECT coalesce(max(position), 0) + 1 FROM sb_columns WHERE dataset = ?", j.dataset.ID).Scan(&position)
	return position, err
}

// finish writes what is known only at the end.
func (j *importJob) finish(ctx context.Context, issues []table.Issue) (Batch, error) {
	if _, err := j.tx.ExecContext(ctx, "UPDATE sb_batches SET rows = ? WHERE id = ?", j.rows, j.batch); err != nil {
		return Batch{}, err
	}
	issues = append([]table.Issue{}, issues...)
	for _, note := range j.notes {
		note.Where.File, note.Where.Sheet = j.request.File, j.request.Sheet
		issues = append(issues, note)
	}
	for _, column := range j.columns {
		issue, found, err := j.settleType(ctx, column)
		if err != nil {
			return Batch{}, err
		}
		if found {
			issue.Where.File, issue.Where.Sheet = j.request.File, j.request.Sheet
			issues = append(issues, issue)
		}
	}
	text, err := json.Marshal(issues)
	if err != nil {
		return Batch{}, err
	}
	if _, err := j.tx.ExecContext(ctx, `UPDATE sb_batches SET issues = ?, added = ?, changed = ?, rewritten = ?, gone = ?, unchanged = ?
		WHERE id = ?`, string(text), j.counts.Added, j.counts.Changed, j.counts.Rewritten, j.counts.Gone, j.counts.Unchanged, j.batch); err != nil {
		return Batch{}, err
	}
	if _, err := j.tx.ExecContext(ctx, "UPDATE sb_datasets SET rows = rows + ?, version = version + 1, updated = ? WHERE id = ?",
		j.rows-j.retired, j.now, j.dataset.ID); err != nil {
		return Batch{}, err
	}
	imported, err := parseTime(j.now)
	if err != nil {
		return Batch{}, err
	}
	return Batch{
		ID: j.batch, Dataset: j.dataset.Name, File: j.request.File, Sheet: j.request.Sheet, Hash: j.request.Hash,
		Size: j.request.Size, Imported: imported, Plan: j.request.Plan, Rows: j.rows, Live: j.rows, Issues: issues, Mode: j.mode, Counts: j.counts,
	}, nil
}

// settleType gives a column the type that holds what it had and what has come,
// and tells what became of values of another type.
func (j *importJob) settleType(ctx context.Context, column *importColumn) (table.Issue, bool, error) {
	switch {
	case column.was == table.Integer:
		return column.widened(table.Integer, table.Decimal, "the file has fractions"), true, nil
	case column.converted == 0:
		return table.Issue{}, false, nil
	}
	if wider, needed := column.widerType(); needed {
		if _, err := j.retype(ctx, column.target, wider); err != nil {
			return table.Issue{}, false, err
		}
		return column.widened(column.target.Type, wider.Type, column.misfitWords()), true, nil
	}
	return column.issue(), true, nil
}

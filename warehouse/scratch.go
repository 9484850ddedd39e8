package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse/sqlitefile"
)

// scratchSuffix ends the name of the file in which an import gathers its rows,
// and begins the ends of the names of further ones. They lie beside the
// workspace: there is the room that the rows need, and they are no business of a
// folder that others use.
const scratchSuffix = "-load"

const (
	// mostScratches is how many files an import gathers its rows in. Each is
	// attached until the transaction is over, and SQLite attaches ten.
	mostScratches = 7
	// firstScratch is the size at which the first file is full. Each file is
	// half as large again as the one before; the last takes all that is left.
	firstScratch = 24 << 20
)

// scratchPath is the name of the nth scratch file of a workspace, from 1.
func scratchPath(workspace string, n int) string {
	if n == 1 {
		return workspace + scratchSuffix
	}
	return workspace + scratchSuffix + strconv.Itoa(n)
}

// scratch gathers rows of an import in a database of its own, which takes a
// fraction of the time that handing them to SQLite does. They are copied into
// the workspace at once, within the import's transaction, while the next scratch
// gathers more.
type scratch struct {
	name   string // under which it is attached
	path   string
	file   *os.File
	writer *sqlitefile.Writer
	rows   *sqlitefile.Table
	cells  *sqlitefile.Table
	kept   int64 // rows in cells

	attached bool
}

// newScratch begins the nth file, from 1. The columns are those of the dataset's
// table.
func newScratch(workspace string, n int, columns []table.Type) (*scratch, error) {
	s := &scratch{name: "load" + strconv.Itoa(n), path: scratchPath(workspace, n)}
	if n == 1 {
		if err := removeScratch(workspace); err != nil {
			return nil, err
		}
	}
	var err error
	if s.file, err = os.OpenFile(s.path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return nil, err
	}
	if s.writer, err = sqlitefile.NewWriter(s.file); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	var statement strings.Builder
	// SQLite copies rows as they are when both tables declare their columns
	// alike; the names do not matter.
	statement.WriteString("CREATE TABLE rows (r INTEGER PRIMARY KEY, b INTEGER NOT NULL, l INTEGER NOT NULL")
	for i, column := range columns {
		fmt.Fprintf(&statement, ", c%d %s", i, declaredType(column))
	}
	statement.WriteString(")")
	s.rows = s.writer.Table("rows", statement.String())
	s.cells = s.writer.Table("cells", "CREATE TABLE cells (n INTEGER PRIMARY KEY, row INTEGER, column INTEGER, state INTEGER, text TEXT, original TEXT)")
	return s, nil
}

// removeScratch removes what an import that was cut off has left.
func removeScratch(workspace string) error {
	for n := 1; n <= mostScratches; n++ {
		if err := os.Remove(scratchPath(workspace, n)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// remove closes and removes the file. It may be called more than once.
func (s *scratch) remove() error {
	var err error
	if s.file != nil {
		err = s.file.Close()
		s.file = nil
	}
	if removeErr := os.Remove(s.path); removeErr != nil && !errors.Is(removeErr, fs.ErrNotExist) {
		err = errors.Join(err, removeErr)
	}
	return err
}

// letGo is done when the transaction is over.
func (s *scratch) letGo(ctx context.Context, conn *sql.Conn) error {
	var err error
	if s.attached {
		_, err = conn.ExecContext(ctx, "DETACH "+s.name)
	}
	return errors.Join(err, s.remove())
}

// keep writes down what a row cannot say of one of its cells.
func (s *scratch) keep(record *sqlitefile.Record, cell keptCell) error {
	s.kept++
	record.Reset()
	record.Add(sqlitefile.Value{})
	record.Add(sqlitefile.Integer(cell.row))
	record.Add(sqlitefile.Integer(cell.column))
	if needsMark(cell.value) {
		record.Add(sqlitefile.Integer(int64(cell.value.State)))
		record.Add(sqlitefile.Text(cell.value.Text))
	} else {
		record.Add(sqlitefile.Value{})
		record.Add(sqlitefile.Value{})
	}
	if cell.hasOriginal {
		record.Add(sqlitefile.Text(cell.original))
	} else {
		record.Add(sqlitefile.Value{})
	}
	return s.cells.Add(s.kept, record)
}

// finish ends the file: it is a database then.
func (s *scratch) finish() error {
	err := errors.Join(s.writer.Finish(), s.file.Close())
	s.file = nil
	return err
}

// copyInto copies the rows of a finished file into the dataset. The file is
// attached until the transaction is over.
func (s *scratch) copyInto(ctx context.Context, tx *transaction, dataset *storedDataset) error {
	// Nobody else has the file, so that nothing of it need be locked.
	if _, err := tx.ExecContext(ctx, "ATTACH ? AS "+s.name, dataSource(s.path, "mode=ro", "immutable=1")); err != nil {
		return err
	}
	s.attached = true
	into, err := dataset.insertInto(ctx, tx)
	if err != nil {
		return err
	}
	return tx.runAll(ctx, []statement{
		{into + " SELECT * FROM " + s.name + ".rows", nil},
		{"INSERT INTO sb_cells (dataset, row, column, state, text, original) SELECT ?, row, column, state, text, original FROM " + s.name + ".cells", []any{dataset.ID}},
	})
}

// insertInto begins the statement that inserts whole rows. Columns are named
// only if another program has changed the table: without names the rows are
// copied as they are, and much faster.
func (d *storedDataset) insertInto(ctx context.Context, tx *transaction) (string, error) {
	names := []string{rowColumn, batchColumn, lineColumn}
	for _, column := range d.columns {
		names = append(names, column.sqlName)
	}
	rows, err := tx.QueryContext(ctx, "SELECT name FROM pragma_table_info(?)", d.tableName)
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }()
	same, found := true, 0
	for ; rows.Next(); found++ {
		var name string
		if err := rows.Scan(&name); err != nil {
			return "", err
		}
		same = same && found < len(names) && names[found] == name
	}
	into := "INSERT INTO main." + quote(d.tableName)
	if same && found == len(names) {
		return into, rows.Err()
	}
	for i := range names {
		names[i] = quote(names[i])
	}
	return into + " (" + strings.Join(names, ", ") + ")", rows.Err()
}

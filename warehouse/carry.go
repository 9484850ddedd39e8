package warehouse

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// What people wrote stays when a file comes, by this rule. A row of the file
// takes the place of the one with the same key. Columns of people's own keep
// what they hold. A cell of the files that people wrote into keeps what they
// wrote; if the file says something else than before, that is noted beside it,
// and told. If the file says what they wrote, the two agree from then on. A row
// that people added is the file's from then on, and keeps of its own what the
// file leaves blank. Comments stay on their cells. Rows are compared by what
// files said in them, so that an edit makes no row look changed.

// editedRows is what a comparison knows of what people wrote.
type editedRows struct {
	// files is what files said in cells that people wrote into since, by row and
	// column. Rows that people added are not among them.
	files map[int64]map[int64]table.Cell
	// moves lists the rows whose edits or comments have to come along.
	moves map[int64]bool
}

func readEditedRows(ctx context.Context, q querier, dataset *storedDataset, batches []storedBatch) (editedRows, error) {
	edited := editedRows{files: map[int64]map[int64]table.Cell{}, moves: map[int64]bool{}}
	err := eachFileCell(ctx, q, "dataset = ?", func(column, row int64, cell table.Cell) {
		if inHandBatch(batches, row) {
			return
		}
		if edited.files[row] == nil {
			edited.files[row] = map[int64]table.Cell{}
		}
		edited.files[row][column] = cell
	}, dataset.ID)
	if err != nil {
		return edited, err
	}
	rows, err := q.QueryContext(ctx, `SELECT row FROM sb_comments WHERE dataset = ?1 UNION
		SELECT row FROM sb_edited WHERE dataset = ?1 AND (state, number, text) <> (file_state, file_number, file_text)`, dataset.ID)
	if err != nil {
		return edited, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var row int64
		if err := rows.Scan(&row); err != nil {
			return edited, err
		}
		edited.moves[row] = true
	}
	return edited, errors.Join(rows.Err(), rows.Close())
}

// successor is a row of the dataset and the row, counted from the first of an
// import, that takes its place.
type successor struct {
	old   int64
	place int
}

// carrying brings what people wrote from rows that an import replaces to those
// that take their places.
type carrying struct {
	job      *importJob
	batches  []storedBatch // before the import
	writer   *cellWriter
	comments bool           // whether there are any
	wrote    []writtenCell  // in the row that is brought over
	edited   map[int64]bool // columns that were written into
	kept     int            // cells that keep what people wrote
	differ   int            // of these, where the file says something new
	example  string
}

// carryEdits does so for all of them.
func (j *importJob) carryEdits(ctx context.Context, c *comparison, successors []successor) error {
	if len(c.edited.moves) == 0 {
		return nil
	}
	if err := j.tx.reload(ctx, j.dataset); err != nil {
		return err
	}
	carry := &carrying{job: j, batches: c.batches, writer: newCellWriter(j.tx, j.dataset), edited: map[int64]bool{}}
	if err := j.tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_comments WHERE dataset = ?)", j.dataset.ID).Scan(&carry.comments); err != nil {
		return err
	}
	for _, s := range successors {
		if err := carry.row(ctx, s.old, j.firstRow+int64(s.place)); err != nil {
			return err
		}
	}
	for column := range carry.edited {
		if _, err := j.tx.ExecContext(ctx, "UPDATE sb_columns SET edited = max(edited, ?) WHERE id = ?", carry.change(), column); err != nil {
			return err
		}
	}
	if carry.kept > 0 {
		j.notes = append(j.notes, carry.issue())
	}
	return nil
}

// change is the count of edits under which the cells are laid over: vectors of
// the state before have other keys in any case.
func (c *carrying) change() int64 { return max(1, c.job.dataset.edits) }

func (c *carrying) row(ctx context.Context, from, to int64) error {
	hand := inHandBatch(c.batches, from)
	wrote, err := c.wroteIn(ctx, from)
	if err != nil {
		return err
	}
	for _, column := range c.job.dataset.columns {
		at := slices.IndexFunc(wrote, func(w writtenCell) bool { return w.column == column.id })
		if at < 0 {
			continue
		}
		if err := c.cell(ctx, column, hand, from, to, wrote[at].now, wrote[at].file); err != nil {
			return err
		}
	}
	if !c.comments {
		return nil
	}
	_, err = c.job.tx.ExecContext(ctx, `INSERT OR REPLACE INTO sb_comments (dataset, column, row, text, who, at)
		SELECT dataset, column, ?, text, who, at FROM sb_comments WHERE dataset = ? AND row = ?`, to, c.job.dataset.ID, from)
	return err
}

// writtenCell is a cell that people wrote into, and what its file said.
type writtenCell struct {
	column    int64
	now, file table.Cell
}

// wroteIn returns what people wrote into a row, valid until the next call.
func (c *carrying) wroteIn(ctx context.Context, row int64) ([]writtenCell, error) {
	rows, err := c.job.tx.QueryContext(ctx, `SELECT e.column, e.state, e.number, e.text, c.original, e.file_state, e.file_number, e.file_text, e.file_original
		FROM sb_edited AS e LEFT JOIN sb_cells AS c ON c.dataset = e.dataset AND c.row = e.row AND c.column = e.column
		WHERE e.dataset = ? AND e.row = ?`, c.job.dataset.ID, row)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	c.wrote = c.wrote[:0]
	for rows.Next() {
		var one writtenCell
		var now, file loggedCell
		if err := rows.Scan(append(append([]any{&one.column}, now.places()...), file.places()...)...); err != nil {
			return nil, err
		}
		var nowErr, fileErr error
		one.now, nowErr = now.cell()
		one.file, fileErr = file.cell()
		if err := errors.Join(nowErr, fileErr); err != nil {
			return nil, err
		}
		c.wrote = append(c.wrote, one)
	}
	return c.wrote, errors.Join(rows.Err(), rows.Close())
}

// cell brings one cell over.
func (c *carrying) cell(ctx context.Context, column storedColumn, hand bool, from, to int64, wrote, said table.Cell) error {
	held, err := c.writer.read(ctx, column, to)
	if err != nil {
		return err
	}
	says := held.cell
	if wrote.Value == says.Value || (!hand && wrote == said) || (hand && column.own == "" && says.State != table.Missing) {
		return nil
	}
	if err := c.writer.writeRow(ctx, column, to, held.kept, wrote); err != nil {
		return err
	}
	if err := c.writer.overlay(ctx, column.id, to, says, wrote.Value, c.change(), from); err != nil {
		return err
	}
	c.edited[column.id] = true
	if column.own != "" || hand {
		return nil
	}
	c.kept++
	// A value that was a number before and does not fit now may have been written
	// the same all along.
	if says.Value != said.Value && written(column.Column, says) != written(column.Column, said) {
		c.differ++
		if c.example == "" {
			c.example = fmt.Sprintf("in %q the file now says %q, you wrote %q", column.Name, written(column.Column, says), written(column.Column, wrote))
		}
	}
	return nil
}

func (c *carrying) issue() table.Issue {
	issue := table.Issue{
		Code: "edits-kept", Severity: table.Note,
		Message: fmt.Sprintf("%d cells that people wrote into keep what they wrote.", c.kept),
	}
	if c.differ > 0 {
		issue.Severity = table.Warning
		issue.Message = fmt.Sprintf("%d cells that people wrote into keep what they wrote; in %d of them the file says something new: %s.", c.kept, c.differ, c.example)
		issue.Remedy = "Look at these cells; what the file says is kept beside each of them."
	}
	return issue
}

// tellLeftBehind notes that rows went which people had written into and which
// no row of the file takes the place of.
func (j *importJob) tellLeftBehind(ctx context.Context, c *comparison, successors []successor) error {
	if len(c.edited.moves) == 0 || !j.dataset.history {
		return nil
	}
	followed := map[int64]bool{}
	for _, s := range successors {
		followed[s.old] = true
	}
	rows, err := j.tx.QueryContext(ctx, fmt.Sprintf("SELECT _row FROM %s WHERE _retired = ?", quote(j.dataset.historyTable())), j.batch)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	left := 0
	for rows.Next() {
		var row int64
		if err := rows.Scan(&row); err != nil {
			return err
		}
		left += boolNumber(c.edited.moves[row] && !followed[row])
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || left == 0 {
		return err
	}
	issue := table.Issue{
		Code: "edits-left-behind", Severity: table.Warning,
		Message: fmt.Sprintf("%d rows that people had written into are not in the file, and went with what was written there.", left),
		Remedy:  "If they should have stayed, undo this import and bring the file in with upsert.",
	}
	if len(c.key) == 0 {
		issue.Message = fmt.Sprintf("%d rows that people had written into went, and what was written with them: without a key it cannot be told which row of the file stands for them.", left)
		issue.Remedy = "Undo this import, say which columns name a row, such as the student ID, and import the file again."
	}
	j.notes = append(j.notes, issue)
	return nil
}

// asFiles puts back into cells of a row what files said in them.
func (e editedRows) asFiles(row int64, columns []storedColumn, cells []table.Cell) {
	said := e.files[row]
	if said == nil {
		return
	}
	for i, column := range columns {
		if cell, written := said[column.id]; written {
			cells[i] = cell
		}
	}
}

// checkOwn sees that a file brings no values for a column that people fill in.
func checkOwn(dataset *storedDataset, schema table.Schema) error {
	for _, column := range schema {
		at := slices.IndexFunc(dataset.columns, func(c storedColumn) bool { return c.own != "" && nameKey(c.Name) == nameKey(column.Name) })
		if at >= 0 {
			return table.Failed("column-is-own", table.Where{Column: column.Name}, fmt.Sprintf("The file has a column %q, and in %q that is a column that people fill in.", column.Name, dataset.Name),
				"Leave the column out of the import, or give the one in the dataset another name.", nil)
		}
	}
	return nil
}

package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/schoolbench/schoolbench/table"
)

// maxIssues bounds what one check tells; a count stands for the rest.
const maxIssues = 200

const rebuildRemedy = "Rebuild the dataset with sbench rebuild."

// Check looks the whole workspace through: the file as SQLite sees it, the
// counts in the catalogue, the checksum of every segment, and every cell of
// every segment against its row. It changes nothing. Each defect is an issue;
// none means all is well. The error is for a check that could not be finished.
// Progress, if set, is told how much is done, from 0 to 1.
func (w *Warehouse) Check(ctx context.Context, progress func(float64)) ([]table.Issue, error) {
	if progress == nil {
		progress = func(float64) {}
	}
	c := &checker{where: w.where(), progress: progress}
	err := w.view(ctx, func(tx *sql.Tx) error { return c.run(ctx, tx) })
	if err != nil {
		issue := table.IssueIn(err)
		if issue == nil || issue.Code != "workspace-damaged" {
			return nil, err
		}
		// Damage that stops the check is what the check was to find.
		c.add(*issue)
	}
	if c.left > 0 {
		c.issues = append(c.issues, table.Issue{
			Code: "more-defects", Severity: table.Failure, Where: c.where,
			Message: fmt.Sprintf("%d more defects are not listed.", c.left), Remedy: "Repair the ones above, then check again.",
		})
	}
	return c.issues, nil
}

// checker collects what a check finds.
type checker struct {
	where    table.Where
	progress func(float64)
	issues   []table.Issue
	left     int
	done     int
	total    int
}

func (c *checker) add(issue table.Issue) {
	if len(c.issues) >= maxIssues {
		c.left++
		return
	}
	c.issues = append(c.issues, issue)
}

func (c *checker) defect(code, column, message, remedy string) {
	where := c.where
	where.Column = column
	c.add(table.Issue{Code: code, Severity: table.Failure, Where: where, Message: message, Remedy: remedy})
}

// The share of the progress that SQLite's own check takes.
const fileShare = 0.3

func (c *checker) run(ctx context.Context, tx *sql.Tx) error {
	c.progress(0)
	if err := c.checkFile(ctx, tx); err != nil {
		return err
	}
	c.progress(fileShare)
	datasets, err := storedDatasets(ctx, tx, "")
	if err != nil {
		return err
	}
	for _, dataset := range datasets {
		c.total += dataset.Rows
	}
	for _, dataset := range datasets {
		if err := c.checkDataset(ctx, tx, dataset); err != nil {
			return err
		}
	}
	c.progress(1)
	return nil
}

// checkFile has SQLite check its pages, indexes and references.
func (c *checker) checkFile(ctx context.Context, tx *sql.Tx) error {
	findings, err := texts(ctx, tx, "PRAGMA integrity_check(100)")
	if err != nil {
		return err
	}
	for _, finding := range findings {
		if finding != "ok" {
			issue := damaged(c.where, errors.New(finding))
			issue.Message = "The file is damaged: " + finding + "."
			c.add(*issue)
		}
	}
	orphans, err := texts(ctx, tx, `SELECT "table" FROM pragma_foreign_key_check`)
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for _, name := range orphans {
		counts[name]++
	}
	for name, n := range counts {
		c.defect("catalogue-damaged", "", fmt.Sprintf("%d entries of the catalogue's table %s belong to nothing.", n, name),
			"Open your latest backup, or export the datasets and import them into a new workspace.")
	}
	return nil
}

func texts(ctx context.Context, q querier, query string, args ...any) ([]string, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, errors.Join(rows.Err(), rows.Close())
}

func (c *checker) checkDataset(ctx context.Context, tx *sql.Tx, dataset *storedDataset) error {
	var exists bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?)", dataset.tableName).Scan(&exists); err != nil {
		return err
	}
	if !exists {
		c.defect("rows-missing", "", fmt.Sprintf("The table of dataset %q is gone.", dataset.Name), "Open your latest backup, or remove the dataset and import it again.")
		return nil
	}
	c.checkNames(dataset)
	batches, err := storedBatches(ctx, tx, dataset.ID)
	if err != nil {
		return err
	}
	whole, err := c.checkCounts(ctx, tx, dataset, batches)
	if err != nil {
		return err
	}
	if err := c.checkEdits(ctx, tx, dataset); err != nil {
		return err
	}
	if !whole {
		// Comparing cell by cell would only repeat that rows are not in place.
		return c.checkSegmentsAlone(ctx, tx, dataset)
	}
	for _, batch := range batches {
		if err := c.checkBatch(ctx, tx, dataset, batch); err != nil {
			return err
		}
	}
	return nil
}

// checkNames sees that no two columns that are to be seen have one name.
func (c *checker) checkNames(dataset *storedDataset) {
	seen := map[string]bool{}
	for _, column := range dataset.columns {
		key := nameKey(column.Name)
		if seen[key] {
			c.defect("catalogue-damaged", column.Name, fmt.Sprintf("Dataset %q has more than one column with the name %q.", dataset.Name, column.Name),
				"Open your latest backup, or export the dataset and import it into a new workspace.")
		}
		seen[key] = true
	}
}

// checkCounts compares the catalogue's counts with the rows there are.
func (c *checker) checkCounts(ctx context.Context, tx *sql.Tx, dataset *storedDataset, batches []storedBatch) (bool, error) {
	spans, err := readSpans(ctx, tx, dataset, true)
	if err != nil {
		return false, err
	}
	found := map[int64]batchSpan{}
	for _, span := range spans {
		found[span.batch] = span
	}
	live, err := readSpans(ctx, tx, dataset, false)
	if err != nil {
		return false, err
	}
	alive := map[int64]int{}
	for _, span := range live {
		alive[span.batch] = span.rows
	}
	whole := true
	total := 0
	for _, batch := range batches {
		total += batch.live()
		span := found[batch.id]
		delete(found, batch.id)
		switch {
		case span.rows == batch.rows && alive[batch.id] != batch.live():
			whole = false
			c.defect("row-count-differs", "", fmt.Sprintf("Dataset %q has %d rows from import %d; there should be %d.",
				dataset.Name, alive[batch.id], batch.id, batch.live()), rebuildRemedy)
		case span.rows != batch.rows:
			whole = false
			c.defect("row-count-differs", "", fmt.Sprintf("Dataset %q has %d rows from import %d; there should be %d.",
				dataset.Name, span.rows, batch.id, batch.rows), "If another program changed the rows on purpose, rebuild the dataset. Otherwise open your latest backup.")
		case batch.rows > 0 && (span.first != batch.firstRow || span.last != batch.firstRow+int64(batch.rows)-1):
			whole = false
			c.defect("rows-out-of-order", "", fmt.Sprintf("The rows of dataset %q from import %d are not numbered as they should be.", dataset.Name, batch.id), rebuildRemedy)
		}
	}
	for batch, span := range found {
		whole = false
		c.defect("rows-without-import", "", fmt.Sprintf("Dataset %q has %d rows that say they came with import %d, which is not in the workspace.",
			dataset.Name, span.rows, batch), "Remove them with the program that put them there.")
	}
	if total != dataset.Rows {
		c.defect("row-count-differs", "", fmt.Sprintf("The catalogue says that dataset %q has %d rows; its imports have %d.", dataset.Name, dataset.Rows, total), rebuildRemedy)
	}
	return whole, nil
}

// checkSegmentsAlone checks what can be checked of segments without rows.
func (c *checker) checkSegmentsAlone(ctx context.Context, tx *sql.Tx, dataset *storedDataset) error {
	batches, err := storedBatches(ctx, tx, dataset.ID)
	if err != nil {
		return err
	}
	for _, column := range dataset.columns {
		if _, err := loadColumn(ctx, tx, dataset, column, batches, false); err != nil {
			issue := table.IssueIn(err)
			if issue == nil {
				return err
			}
			issue.Where.File = c.where.File
			c.add(*issue)
		}
	}
	return nil
}

// columnCheck compares one column of one batch as the rows go by.
type columnCheck struct {
	column  storedColumn
	cursor  *segmentCursor
	written map[int64]table.Value // what people wrote, by row
	broken  bool
	differs int
	line    int // of the first row that differs
}

// checkBatch compares every cell of a batch's segments with its row.
func (c *checker) checkBatch(ctx context.Context, tx *sql.Tx, dataset *storedDataset, batch storedBatch) error {
	codec, err := newBlockDecoder()
	if err != nil {
		return err
	}
	defer codec.close()
	checks := make([]*columnCheck, len(dataset.every()))
	for i, column := range dataset.every() {
		cursor, err := newSegmentCursor(ctx, tx, codec, column, batch)
		if err != nil {
			return err
		}
		checks[i] = &columnCheck{column: column, cursor: cursor}
		if checks[i].written, err = writtenIn(ctx, tx, column.id, batch); err != nil {
			return err
		}
	}
	err = scanRows(ctx, tx, dataset, batch, func(row scannedRow) error {
		for i, check := range checks {
			if check.broken {
				continue
			}
			place := int(row.id - batch.firstRow)
			// The cursor has to see rows that are not compared as well.
			value, err := check.cursor.value(place)
			if errors.Is(err, errBlock) {
				check.broken = true
				issue := damagedSegment(dataset.Name, check.column.Name, err)
				issue.Where.File = c.where.File
				c.add(*issue)
				continue
			}
			if err != nil {
				return err
			}
			// An own column that was given another type since a row was retired
			// has the type back before the row is.
			if check.column.own != "" && batch.isRetired(place) {
				continue
			}
			if written, edited := check.written[row.id]; edited {
				value = written
			}
			if value != row.values[i] {
				if check.differs == 0 {
					check.line = row.line
				}
				check.differs++
			}
		}
		if c.done++; c.done%4096 == 0 {
			c.progress(fileShare + (1-fileShare)*float64(c.done)/float64(max(1, c.total)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, check := range checks {
		if check.differs > 0 {
			c.defect("segment-differs", check.column.Name,
				fmt.Sprintf("In dataset %q the working copy of this column differs from the rows in %d of the %d rows of import %d; the first came from row %d of its file.",
					dataset.Name, check.differs, batch.rows, batch.id, check.line), rebuildRemedy)
		}
	}
	return nil
}

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
)

// storedBatch is where the rows of one import are: they are numbered without a
// gap from firstRow. Some of them may have been retired by later imports.
type storedBatch struct {
	id       int64
	firstRow int64
	rows     int
	hand     bool // the rows were written by people
	// retired lists the rows that are no longer in the dataset, in order,
	// counted from the first of the batch.
	retired []rowSpan
}

// rowSpan is the rows from first up to but not including end.
type rowSpan struct{ first, end int }

// gone is how many rows of the batch have been retired.
func (b storedBatch) gone() int {
	n := 0
	for _, span := range b.retired {
		n += span.end - span.first
	}
	return n
}

// isRetired tells of a row, counted from the first of the batch, whether the
// dataset has it no longer.
func (b storedBatch) isRetired(row int) bool {
	at := sort.Search(len(b.retired), func(i int) bool { return b.retired[i].end > row })
	return at < len(b.retired) && b.retired[at].first <= row
}

// live is how many rows of the batch the dataset still has.
func (b storedBatch) live() int { return b.rows - b.gone() }

// kept returns the runs of live rows between two places in the batch.
func (b storedBatch) kept(first, end int) []rowSpan {
	var kept []rowSpan
	at := sort.Search(len(b.retired), func(i int) bool { return b.retired[i].end > first })
	for _, span := range b.retired[at:] {
		if span.first >= end {
			break
		}
		if span.first > first {
			kept = append(kept, rowSpan{first, span.first})
		}
		first = span.end
	}
	if first < end {
		kept = append(kept, rowSpan{first, end})
	}
	return kept
}

// storedBatches returns the imports of a dataset in the order of their rows. That
// is the order of their making, too, but for rows written by hand that were
// taken back and have been put back where they were, behind a later import.
func storedBatches(ctx context.Context, q querier, dataset int64) ([]storedBatch, error) {
	rows, err := q.QueryContext(ctx, "SELECT id, first_row, rows, mode = ? FROM sb_batches WHERE dataset = ? ORDER BY first_row, id", string(byHand), dataset)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var batches []storedBatch
	for rows.Next() {
		var batch storedBatch
		if err := rows.Scan(&batch.id, &batch.firstRow, &batch.rows, &batch.hand); err != nil {
			return nil, err
		}
		batches = append(batches, batch)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	return batches, readRetired(ctx, q, dataset, batches)
}

// readRetired adds to the batches which of their rows have been retired.
func readRetired(ctx context.Context, q querier, dataset int64, batches []storedBatch) error {
	rows, err := q.QueryContext(ctx, "SELECT first_row, last_row FROM sb_retired WHERE dataset = ? ORDER BY first_row", dataset)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	at := 0
	for rows.Next() {
		var first, last int64
		if err := rows.Scan(&first, &last); err != nil {
			return err
		}
		for at < len(batches) && first >= batches[at].firstRow+int64(batches[at].rows) {
			at++
		}
		if at == len(batches) || first < batches[at].firstRow || last < first || last >= batches[at].firstRow+int64(batches[at].rows) {
			return fmt.Errorf("%w: rows %d to %d were retired and belong to no import", errBlock, first, last)
		}
		batch := &batches[at]
		batch.retired = append(batch.retired, rowSpan{int(first - batch.firstRow), int(last - batch.firstRow + 1)})
	}
	return rows.Err()
}

// liveRows translates between the row numbers of frames, which count the live
// rows from 0 in the order of their imports, and those of the table.
type liveRows struct {
	runs  []liveRun
	total int
}

type liveRun struct {
	first, end int   // as frames count
	row        int64 // of the table, for first
}

func newLiveRows(batches []storedBatch) liveRows {
	var l liveRows
	for _, batch := range batches {
		for _, span := range batch.kept(0, batch.rows) {
			n := span.end - span.first
			l.runs = append(l.runs, liveRun{first: l.total, end: l.total + n, row: batch.firstRow + int64(span.first)})
			l.total += n
		}
	}
	return l
}

// runsOf returns the runs of rows, which are in order, that belong to batches.
// No run reaches over the end of a batch.
func runsOf(rows []int64, batches []storedBatch) liveRows {
	begins := make(map[int64]bool, len(batches))
	for _, batch := range batches {
		begins[batch.firstRow] = true
	}
	l := liveRows{total: len(rows)}
	for i, row := range rows {
		if last := len(l.runs) - 1; i > 0 && row == rows[i-1]+1 && !begins[row] {
			l.runs[last].end++
			continue
		}
		l.runs = append(l.runs, liveRun{first: i, end: i + 1, row: row})
	}
	return l
}

// id returns the table's number of a frame's row, which must be there.
func (l liveRows) id(row int) int64 {
	run := l.runs[sort.Search(len(l.runs), func(i int) bool { return l.runs[i].end > row })]
	return run.row + int64(row-run.first)
}

// index returns the frame's number of a row of the table, if it is live.
func (l liveRows) index(id int64) (int, bool) {
	at := sort.Search(len(l.runs), func(i int) bool { return l.runs[i].row > id }) - 1
	if at < 0 {
		return 0, false
	}
	row := l.runs[at].first + int(id-l.runs[at].row)
	return row, row < l.runs[at].end
}

// rowIDs translates row numbers of frames into those of the table.
func (d *storedDataset) rowIDs(batches []storedBatch, rows []int) ([]int64, error) {
	live := newLiveRows(batches)
	ids := make([]int64, len(rows))
	for i, row := range rows {
		if row < 0 || row >= live.total {
			return nil, unknownRow(d.Name, row)
		}
		ids[i] = live.id(row)
	}
	return ids, nil
}

// historyTable is where the retired rows of a dataset are.
func (d *storedDataset) historyTable() string { return fmt.Sprintf("sb_retired_%d", d.ID) }

// tables returns the dataset's table and, if there is one, that of its retired
// rows.
func (d *storedDataset) tables() []string {
	if d.history {
		return []string{d.tableName, d.historyTable()}
	}
	return []string{d.tableName}
}

// rowSource names, for a FROM clause, where the rows of a dataset are found:
// the live ones alone, or with those that were retired.
func (d *storedDataset) rowSource(columns []storedColumn, retired bool) string {
	if !retired || !d.history {
		return quote(d.tableName)
	}
	names := []string{rowColumn, batchColumn, lineColumn}
	for _, column := range columns {
		names = append(names, quote(column.sqlName))
	}
	list := strings.Join(names, ", ")
	parts := d.tables()
	for i, part := range parts {
		parts[i] = fmt.Sprintf("SELECT %s FROM %s", list, quote(part))
	}
	return "(" + strings.Join(parts, " UNION ALL ") + ")"
}

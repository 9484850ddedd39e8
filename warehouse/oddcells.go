package warehouse

import (
	"context"
	"database/sql"
	"errors"

	"github.com/schoolbench/schoolbench/table"
)

// OddCell is a cell that its row does not tell alone: it was withheld, marked
// as missing, does not fit its column, or was written in another way than it is
// kept.
type OddCell struct {
	// Where is the file, sheet, row and column it came from. A carried cell is
	// of an earlier import; its row is that of the row it was carried into.
	Where   table.Where
	Batch   int64
	Carried bool
	Column  table.Column // as the dataset has it
	Value   table.Value
	// Text is what the file says.
	Text string
}

// errStop ends a scan early without an error.
var errStop = errors.New("stop")

// OddCells visits the odd cells of the rows that a dataset has, in the order of
// its rows, until visit returns false. Blank cells are not odd.
func (w *Warehouse) OddCells(ctx context.Context, dataset string, visit func(OddCell) bool) error {
	return w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		places, err := batchPlaces(ctx, tx, stored)
		if err != nil {
			return err
		}
		carried, err := carriedColumns(ctx, tx, stored)
		if err != nil {
			return err
		}
		scan := rowScan{
			dataset: stored, columns: stored.columns,
			where: rowColumn + " IN (SELECT row FROM sb_cells WHERE dataset = ?)", args: []any{stored.ID},
		}
		err = scan.run(ctx, tx, func(row scannedRow) error {
			for i, column := range stored.columns {
				if row.kept[column.id] == nil {
					continue
				}
				cell := row.cell(i, column)
				where := places[row.batch]
				where.Row, where.Column = row.line, column.Name
				odd := OddCell{Where: where, Batch: row.batch, Carried: carried[[2]int64{row.batch, column.id}], Column: column.Column, Value: cell.Value, Text: cell.Text}
				if cell.HasOriginal {
					odd.Text = cell.Original
				}
				if !visit(odd) {
					return errStop
				}
			}
			return nil
		})
		if errors.Is(err, errStop) {
			return nil
		}
		return err
	})
}

// batchPlaces tells the file and sheet of every import of a dataset.
func batchPlaces(ctx context.Context, q querier, dataset *storedDataset) (map[int64]table.Where, error) {
	batches, err := readBatches(ctx, q, dataset)
	if err != nil {
		return nil, err
	}
	places := map[int64]table.Where{}
	for _, batch := range batches {
		places[batch.ID] = table.Where{File: batch.File, Sheet: batch.Sheet}
	}
	return places, nil
}

// carriedColumns lists the columns, by import, that the import's file does not
// have.
func carriedColumns(ctx context.Context, q querier, dataset *storedDataset) (map[[2]int64]bool, error) {
	rows, err := q.QueryContext(ctx, `SELECT batch, column FROM sb_batch_columns
		WHERE carried <> 0 AND batch IN (SELECT id FROM sb_batches WHERE dataset = ?)`, dataset.ID)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	carried := map[[2]int64]bool{}
	for rows.Next() {
		var place [2]int64
		if err := rows.Scan(&place[0], &place[1]); err != nil {
			return nil, err
		}
		carried[place] = true
	}
	return carried, rows.Err()
}

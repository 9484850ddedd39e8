package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// segmentCursor tells the values of one column of one batch one after another,
// with no more than one segment and one dictionary in memory.
type segmentCursor struct {
	ctx    context.Context // of the check that the cursor lives in
	tx     *sql.Tx
	codec  *blockCodec
	column storedColumn
	batch  storedBatch
	absent bool // the batch came without this column

	generation int
	entries    []table.Value
	start      int
	codes      []uint32
	numbers    []float64 // nil in a segment of codes
}

func newSegmentCursor(ctx context.Context, tx *sql.Tx, codec *blockCodec, column storedColumn, batch storedBatch) (*segmentCursor, error) {
	c := &segmentCursor{ctx: ctx, tx: tx, codec: codec, column: column, batch: batch, generation: -1}
	var present bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sb_batch_columns WHERE batch = ? AND column = ?)", batch.id, column.id).Scan(&present)
	c.absent = !present
	return c, err
}

// value returns the value of a row of the batch. Rows must be asked for in
// order, without leaving one out.
func (c *segmentCursor) value(row int) (table.Value, error) {
	if c.absent {
		return table.Value{State: table.Missing}, nil
	}
	if row >= c.start+len(c.codes) {
		if err := c.load(row); err != nil {
			return table.Value{}, err
		}
	}
	at := row - c.start
	if c.numbers != nil && !math.IsNaN(c.numbers[at]) {
		return table.NumberValue(c.numbers[at]), nil
	}
	if int(c.codes[at]) >= len(c.entries) {
		return table.Value{}, fmt.Errorf("%w: code %d of %d", errBlock, c.codes[at], len(c.entries))
	}
	return c.entries[c.codes[at]], nil
}

func (c *segmentCursor) load(row int) error {
	var rows, generation int
	var data []byte
	err := c.tx.QueryRowContext(c.ctx, "SELECT rows, generation, data FROM sb_segments WHERE column = ? AND batch = ? AND start = ?",
		c.column.id, c.batch.id, row).Scan(&rows, &generation, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: import %d has no segment from row %d", errBlock, c.batch.id, row)
	}
	if err != nil {
		return err
	}
	if generation != c.generation {
		if err := c.loadDictionary(generation); err != nil {
			return err
		}
	}
	b, err := c.codec.decode(data)
	if err != nil {
		return err
	}
	if b.count != rows || b.count == 0 {
		return fmt.Errorf("%w: %d rows instead of %d", errBlock, b.count, rows)
	}
	c.start, c.codes, c.numbers = row, make([]uint32, b.count), nil
	if err := b.codes(c.codes, len(c.entries)); err != nil {
		return err
	}
	if b.kind == kindNumbers {
		c.numbers = make([]float64, b.count)
		return b.numbers(c.numbers)
	}
	return nil
}

func (c *segmentCursor) loadDictionary(generation int) error {
	var data []byte
	err := c.tx.QueryRowContext(c.ctx, "SELECT data FROM sb_dictionaries WHERE column = ? AND batch = ? AND generation = ?",
		c.column.id, c.batch.id, generation).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: import %d has no dictionary %d", errBlock, c.batch.id, generation)
	}
	if err != nil {
		return err
	}
	b, err := c.codec.decode(data)
	if err != nil {
		return err
	}
	c.entries, err = b.dictionary(c.column.Type)
	c.generation = generation
	return err
}

package warehouse

import (
	"context"
	"database/sql"
	"encoding/binary"
	"hash/maphash"
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// digests stand for the rows of one side of a comparison: rows with the same
// key have the same key digest, rows equal throughout the same row digest. They
// take 24 bytes a row, however wide the rows are.
type digests struct {
	keys [][2]uint64
	rows []uint64
}

// keyless marks the digest of a row without a key: it is compared by what it
// holds alone.
const keyless = math.MaxUint64

func (d *digests) isKeyless(row int) bool { return d.keys[row][1] == keyless }

// digester makes digests. The digest of a row is the sum of those of its cells,
// so that it can be made column by column as well as row by row.
type digester struct {
	hash    maphash.Hash
	seeds   [3]maphash.Seed // two for keys, one for rows
	scratch [17]byte
}

func newDigester() *digester {
	d := &digester{}
	for i := range d.seeds {
		d.seeds[i] = maphash.MakeSeed()
	}
	return d
}

// another returns a digester that makes the same digests, for another
// goroutine.
func (d *digester) another() *digester { return &digester{seeds: d.seeds} }

// The parts of a digest.
const (
	keyDigest = 0 // and 1
	rowDigest = 2
)

// value is the digest of a value in a column of a comparison.
func (d *digester) value(part, column int, v table.Value) uint64 {
	d.hash.SetSeed(d.seeds[part])
	binary.LittleEndian.PutUint64(d.scratch[:], uint64(column))
	d.scratch[8] = byte(v.State)
	binary.LittleEndian.PutUint64(d.scratch[9:], math.Float64bits(v.Number))
	_, _ = d.hash.Write(d.scratch[:])
	_, _ = d.hash.WriteString(v.Text)
	return d.hash.Sum64()
}

// original is the digest of the text that a value has beside it.
func (d *digester) original(column int, text string) uint64 {
	d.hash.SetSeed(d.seeds[rowDigest])
	binary.LittleEndian.PutUint64(d.scratch[:], uint64(column))
	d.scratch[8] = math.MaxUint8 // which is no state
	_, _ = d.hash.Write(d.scratch[:9])
	_, _ = d.hash.WriteString(text)
	return d.hash.Sum64()
}

// addVector adds a column of the dataset to the digests of its rows. A missing
// part leaves the row without a key.
func (d *digester) addVector(into *digests, column int, vector *table.Vector, isKey bool, keyMissing []bool) {
	parts := []int{rowDigest}
	if isKey {
		parts = []int{rowDigest, keyDigest, keyDigest + 1}
	}
	if isKey {
		for row := range into.rows {
			if vector.Value(row).State == table.Missing {
				keyMissing[row] = true
			}
		}
	}
	for _, part := range parts {
		add := func(row int, sum uint64) { into.rows[row] += sum }
		if part != rowDigest {
			add = func(row int, sum uint64) { into.keys[row][part] += sum }
		}
		if !vector.IsCoded() {
			for row := range into.rows {
				add(row, d.value(part, column, vector.Value(row)))
			}
			continue
		}
		sums := make([]uint64, len(vector.Dictionary()))
		for i, value := range vector.Dictionary() {
			sums[i] = d.value(part, column, value)
		}
		codes := vector.Codes()
		for row := range into.rows {
			add(row, sums[codes.At(row)])
		}
	}
}

// finish gives the rows without a key the digest of what they hold instead.
func (d *digests) finish(keyMissing []bool, hasKey bool) {
	for row := range d.rows {
		if !hasKey || keyMissing[row] {
			d.keys[row] = [2]uint64{d.rows[row], keyless}
		}
	}
}

// digestDataset makes the digests of a dataset's live rows, from the columns
// that are compared: column i of the comparison is columns[i], if it is known.
func (c *comparison) digestDataset(ctx context.Context, w *Warehouse, tx *sql.Tx) error {
	digester := c.digester.another() // the file is read meanwhile
	c.before = digests{keys: make([][2]uint64, c.live.total), rows: make([]uint64, c.live.total)}
	keyMissing := make([]bool, c.live.total)
	places := map[int64]int{}
	for i, column := range c.columns {
		if column == nil {
			continue
		}
		places[column.target.id] = i
		vector, err := c.vector(ctx, w, tx, column.target)
		if err != nil {
			return err
		}
		digester.addVector(&c.before, i, vector, c.isKey(i), keyMissing)
	}
	if err := c.digestOriginals(ctx, tx, digester, places); err != nil {
		return err
	}
	c.before.finish(keyMissing, len(c.key) > 0)
	return nil
}

// digestOriginals adds the texts that are kept beside values.
func (c *comparison) digestOriginals(ctx context.Context, tx *sql.Tx, digester *digester, places map[int64]int) error {
	rows, err := tx.QueryContext(ctx, "SELECT row, column, original FROM sb_cells WHERE dataset = ? AND original IS NOT NULL", c.dataset.ID)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var row, column int64
		var original string
		if err := rows.Scan(&row, &column, &original); err != nil {
			return err
		}
		place, compared := places[column]
		if _, written := c.edited.files[row][column]; written {
			continue
		}
		if at, live := c.live.index(row); live && compared {
			c.before.rows[at] += digester.original(place, original)
		}
	}
	for row, cells := range c.edited.files {
		at, live := c.live.index(row)
		for column, cell := range cells {
			if place, compared := places[column]; live && compared && cell.HasOriginal {
				c.before.rows[at] += digester.original(place, cell.Original)
			}
		}
	}
	return rows.Err()
}

// vector returns a column of the dataset as files said it.
func (c *comparison) vector(ctx context.Context, w *Warehouse, tx *sql.Tx, column storedColumn) (*table.Vector, error) {
	if column.edited == 0 {
		return w.vector(ctx, tx, c.dataset, column, c.batches)
	}
	return loadColumn(ctx, tx, c.dataset, column, c.batches, true)
}

// digestRow adds one row of the file, whose cells are as the dataset would keep
// them.
func (c *comparison) digestRow(cells []table.Cell) {
	var key [2]uint64
	var row uint64
	missing := len(c.key) == 0
	for i := range cells {
		cell := &cells[i]
		// What stands in a column that the dataset does not have is a change.
		if c.columns[i] == nil && cell.State == table.Missing && written(c.schema[i], *cell) == "" {
			continue
		}
		row += c.digester.value(rowDigest, i, cell.Value)
		if cell.HasOriginal {
			row += c.digester.original(i, cell.Original)
		}
		if c.isKey(i) {
			missing = missing || cell.State == table.Missing
			key[0] += c.digester.value(keyDigest, i, cell.Value)
			key[1] += c.digester.value(keyDigest+1, i, cell.Value)
		}
	}
	if missing {
		key = [2]uint64{row, keyless}
	}
	c.file.keys = append(c.file.keys, key)
	c.file.rows = append(c.file.rows, row)
}

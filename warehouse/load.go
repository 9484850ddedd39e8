package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// decodeWorkers is how many segments are decoded at the same time.
const decodeWorkers = 2

// generationKey names one dictionary of a column.
type generationKey struct {
	batch      int64
	generation int
}

// storedGeneration is a dictionary as it was written.
type storedGeneration struct {
	plain   bool
	entries []table.Value
	codes   []uint32  // where each entry is in the vector's dictionary or marks
	numbers []float64 // for a plain vector: each entry's number, NaN for a mark
}

// columnLoader puts the segments of one column together into a vector.
type columnLoader struct {
	dataset     *storedDataset
	column      storedColumn
	batches     []storedBatch // those with live rows
	generations map[generationKey]*storedGeneration
	order       []generationKey
	present     map[int64]bool // the batches that came with this column

	rows       int
	offsets    map[int64]int // the first row of each batch
	dictionary []table.Value // of a coded vector, or the marks of a plain one
	plain      bool
	codes      table.Codes
	numbers    []float64
	missing    uint32
}

// loadColumn reads a column of the state that tx sees: with asFiles as the files
// said it, and otherwise with what people wrote.
func loadColumn(ctx context.Context, tx *sql.Tx, dataset *storedDataset, column storedColumn, batches []storedBatch, asFiles bool) (*table.Vector, error) {
	vector, err := loadSegments(ctx, tx, dataset, column, batches)
	if err != nil {
		return nil, err
	}
	laid, err := readOverlay(ctx, tx, column, batches, 0, asFiles)
	return overlaid(vector, laid), err
}

// loadSegments reads a column as its segments have it.
func loadSegments(ctx context.Context, tx *sql.Tx, dataset *storedDataset, column storedColumn, batches []storedBatch) (*table.Vector, error) {
	l := &columnLoader{
		dataset: dataset, column: column,
		generations: map[generationKey]*storedGeneration{}, offsets: map[int64]int{}, present: map[int64]bool{},
	}
	for _, batch := range batches {
		// What has been retired as a whole need not be read.
		if live := batch.live(); live > 0 {
			l.batches = append(l.batches, batch)
			l.offsets[batch.id] = l.rows
			l.rows += live
		}
	}
	if err := l.readPresence(ctx, tx); err != nil {
		return nil, err
	}
	if err := l.readDictionaries(ctx, tx); err != nil {
		return nil, l.explain(err)
	}
	l.merge()
	if err := l.readSegments(ctx, tx); err != nil {
		return nil, l.explain(err)
	}
	l.compact()
	if l.plain {
		return table.NewPlainVector(column.Column, l.numbers, l.codes, l.dictionary), nil
	}
	return table.NewCodedVector(column.Column, l.codes, l.dictionary), nil
}

// compact drops the entries of the dictionary that belong to retired rows
// alone: who asks a vector for its values means those that the dataset has.
// Only a batch of which some rows were retired can have brought such entries.
func (l *columnLoader) compact() {
	if !slices.ContainsFunc(l.batches, func(b storedBatch) bool { return len(b.retired) > 0 }) || l.codes.Width() == 0 {
		return
	}
	// The codes of a plain vector mean something only where no number is.
	means := func(row int) bool { return !l.plain || math.IsNaN(l.numbers[row]) }
	used, count := make([]bool, len(l.dictionary)), 0
	for row := 0; row < l.rows && count < len(used); row++ {
		if code := l.codes.At(row); means(row) && !used[code] {
			used[code] = true
			count++
		}
	}
	if count == len(used) {
		return
	}
	places := make([]uint32, len(used))
	dictionary := make([]table.Value, 0, count)
	for code, value := range l.dictionary {
		if used[code] {
			places[code] = uint32(len(dictionary))
			// The texts of a dictionary share one string, which would keep the
			// others in memory.
			value.Text = strings.Clone(value.Text)
			dictionary = append(dictionary, value)
		}
	}
	var codes table.Codes
	if count > 0 {
		codes = table.MakeCodes(l.rows, count)
		for row := range l.rows {
			if means(row) {
				codes.Set(row, places[l.codes.At(row)])
			}
		}
	}
	l.dictionary, l.codes = dictionary, codes
}

func (l *columnLoader) explain(err error) error {
	if errors.Is(err, errBlock) {
		return damagedSegment(l.dataset.Name, l.column.Name, err)
	}
	return err
}

// readPresence tells a batch that came without the column, whose rows are
// missing there, from one whose segments have been lost.
func (l *columnLoader) readPresence(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT batch FROM sb_batch_columns WHERE column = ?", l.column.id)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var batch int64
		if err := rows.Scan(&batch); err != nil {
			return err
		}
		l.present[batch] = true
	}
	return rows.Err()
}

func (l *columnLoader) readDictionaries(ctx context.Context, tx *sql.Tx) error {
	codec, err := newBlockDecoder()
	if err != nil {
		return err
	}
	defer codec.close()
	rows, err := tx.QueryContext(ctx, `SELECT batch, generation, plain, data FROM sb_dictionaries
		WHERE column = ? ORDER BY batch, generation`, l.column.id)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key generationKey
		var data sql.RawBytes
		generation := &storedGeneration{}
		if err := rows.Scan(&key.batch, &key.generation, &generation.plain, &data); err != nil {
			return err
		}
		if _, found := l.offsets[key.batch]; !found {
			continue
		}
		b, err := codec.decode(data)
		if err != nil {
			return err
		}
		if generation.entries, err = b.dictionary(l.column.Type); err != nil {
			return err
		}
		l.generations[key] = generation
		l.order = append(l.order, key)
	}
	return rows.Err()
}

// merge makes one dictionary out of those of all batches and generations, and
// decides which form the vector has: the one table.VectorBuilder would choose.
func (l *columnLoader) merge() {
	index := map[table.Value]uint32{}
	enter := func(value table.Value) uint32 {
		code, known := index[value]
		if !known {
			code = uint32(len(l.dictionary))
			l.dictionary = append(l.dictionary, value)
			index[value] = code
		}
		return code
	}
	absent := l.lacksRows()
	for _, key := range l.order {
		l.plain = l.plain || l.generations[key].plain
	}
	if len(l.order) == 1 && !absent && !l.plain {
		// The one dictionary is the vector's, and its codes are right already.
		l.dictionary = l.generations[l.order[0]].entries
	} else {
		for _, key := range l.order {
			generation := l.generations[key]
			generation.codes = make([]uint32, len(generation.entries))
			for i, value := range generation.entries {
				if !l.plain || value.State != table.Reported {
					generation.codes[i] = enter(value)
				}
			}
		}
		if absent {
			l.missing = enter(table.Value{State: table.Missing})
		}
		if !l.plain && !l.column.Type.IsText() && len(l.dictionary) > codedLimit {
			l.plain, l.dictionary, index = true, nil, map[table.Value]uint32{}
			l.goPlain(enter, absent)
		}
	}
	l.allocate()
}

// goPlain takes the numbers out of a dictionary that has too many of them.
func (l *columnLoader) goPlain(enter func(table.Value) uint32, absent bool) {
	for _, key := range l.order {
		generation := l.generations[key]
		for i, value := range generation.entries {
			generation.codes[i] = 0
			if value.State != table.Reported {
				generation.codes[i] = enter(value)
			}
		}
	}
	if absent {
		l.missing = enter(table.Value{State: table.Missing})
	}
}

// lacksRows reports whether a batch with rows came without this column.
func (l *columnLoader) lacksRows() bool {
	for _, batch := range l.batches {
		if !l.present[batch.id] {
			return true
		}
	}
	return false
}

func (l *columnLoader) allocate() {
	if !l.plain {
		l.codes = table.MakeCodes(l.rows, max(1, len(l.dictionary)))
	} else {
		l.numbers = make([]float64, l.rows)
		if len(l.dictionary) > 0 {
			l.codes = table.MakeCodes(l.rows, len(l.dictionary))
		}
		for _, generation := range l.generations {
			generation.numbers = make([]float64, len(generation.entries))
			for i, value := range generation.entries {
				generation.numbers[i] = math.NaN()
				if value.State == table.Reported {
					generation.numbers[i] = value.Number
				}
			}
		}
	}
	for _, batch := range l.batches {
		if l.present[batch.id] {
			continue
		}
		offset := l.offsets[batch.id]
		for i := offset; i < offset+batch.live(); i++ {
			l.codes.Set(i, l.missing)
			if l.plain {
				l.numbers[i] = math.NaN()
			}
		}
	}
}

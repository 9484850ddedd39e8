package warehouse

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// Compare tells how the rows of a file differ from those of the dataset they
// are to be imported into, and changes nothing. Rows are matched by the key; of
// several rows with the same key, equal ones are matched first and the others
// in their order. It takes about 80 bytes of memory for each row of either
// side, and reads the file twice.
func (w *Warehouse) Compare(ctx context.Context, request MergeRequest) (Changes, error) {
	var changes Changes
	err := w.view(ctx, func(tx *sql.Tx) error {
		c, err := w.compare(ctx, tx, request)
		if err != nil {
			return err
		}
		m, err := newMerger(ctx, tx, c, request)
		if err != nil {
			return err
		}
		defer func() { _ = m.Close() }()
		for {
			if _, err := m.Next(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return err
			}
		}
		changes, err = m.conclude()
		return err
	})
	return changes, err
}

// rowIsNew says that the dataset has no such row as one of the file. Other
// numbers are those of the row of the dataset that it changes, or, with a minus,
// of the one that it is the same as.
const rowIsNew int64 = 0

// comparison tells of every row of a file what it is to a dataset.
type comparison struct {
	dataset *storedDataset
	batches []storedBatch
	live    liveRows
	schema  table.Schema // of the file
	edited  editedRows
	columns []*importColumn // of the file; nil for those that the dataset does not have
	key     []int           // places of the key's columns among the file's, in order

	digester     *digester
	before, file digests

	verdicts []int64 // one a row of the file
	gone     []int64 // rows of the dataset that the file does not have, in order
	matched  int
	repeated []repeatedRows
	more     int // repeated keys beyond those
	keyless  int // rows of the file without a key
}

// repeatedRows is a key that several rows share.
type repeatedRows struct {
	before, file int // how many rows of either side
	exampleOld   int // a row of the dataset, or -1
	exampleNew   int // a row of the file, or -1
}

// mostRepeated bounds how many repeated keys are listed.
const mostRepeated = 100

func (c *comparison) isKey(column int) bool { return slices.Contains(c.key, column) }

// compare reads the file once and matches its rows with those of the dataset.
func (w *Warehouse) compare(ctx context.Context, tx *sql.Tx, request MergeRequest) (*comparison, error) {
	c := &comparison{digester: newDigester()}
	var err error
	if c.dataset, err = findDataset(ctx, tx, request.Dataset); err != nil {
		return nil, err
	}
	if c.batches, err = storedBatches(ctx, tx, c.dataset.ID); err != nil {
		return nil, err
	}
	c.live = newLiveRows(c.batches)
	if c.edited, err = readEditedRows(ctx, tx, c.dataset, c.batches); err != nil {
		return nil, err
	}
	if err := c.digest(ctx, w, tx, request); err != nil {
		return nil, err
	}
	c.match()
	return c, nil
}

// digest makes the digests of both sides, that of the dataset in another
// goroutine.
func (c *comparison) digest(ctx context.Context, w *Warehouse, tx *sql.Tx, request MergeRequest) (err error) {
	reader, err := request.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	c.schema = reader.Schema()
	if err := checkOwn(c.dataset, c.schema); err != nil {
		return err
	}
	c.matchColumns()
	if err := c.findKey(request); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		err := guard(request.ImportRequest, func() error { return c.digestDataset(ctx, w, tx) })
		if err != nil {
			stop()
		}
		ended <- err
	}()
	fileErr := c.digestFile(ctx, request, reader)
	if fileErr != nil {
		stop()
	}
	// Whichever failed has stopped the other.
	datasetErr := <-ended
	if fileErr != nil && !errors.Is(fileErr, context.Canceled) {
		return fileErr
	}
	return cmp.Or(datasetErr, fileErr)
}

// digestFile reads the file.
func (c *comparison) digestFile(ctx context.Context, request MergeRequest, reader table.Reader) error {
	cells := make([]table.Cell, len(c.schema))
	for n := 0; ; n++ {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if len(row.Cells) != len(cells) {
			return rowShape(request.ImportRequest, row, len(cells))
		}
		if n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		copy(cells, row.Cells)
		c.adapt(cells)
		c.digestRow(cells)
	}
}

func (c *comparison) matchColumns() {
	byKey := map[string]storedColumn{}
	for _, column := range c.dataset.columns {
		byKey[nameKey(column.Name)] = column
	}
	c.columns = make([]*importColumn, len(c.schema))
	for i, column := range c.schema {
		if known, found := byKey[nameKey(column.Name)]; found {
			c.columns[i] = newImportColumn(column, known)
		}
	}
}

// adapt makes the cells of a row ones as the dataset keeps them.
func (c *comparison) adapt(cells []table.Cell) {
	for i, column := range c.columns {
		if column != nil {
			column.adapt(&cells[i])
		}
	}
}

// findKey finds the key's columns in the file.
func (c *comparison) findKey(request MergeRequest) error {
	names := request.Key
	if len(names) == 0 {
		names = c.dataset.Key
	}
	if len(names) == 0 && request.Mode == Upsert {
		return table.Failed("no-key", table.Where{}, fmt.Sprintf("The dataset %q has no key, so it cannot be told which of its rows the file brings anew.", c.dataset.Name),
			"Say which columns name a row, such as the student ID: with --key on the command line, or in the import window.", nil)
	}
	key, err := c.dataset.keyColumns(names)
	if err != nil {
		return err
	}
	for _, column := range key {
		at := slices.IndexFunc(c.columns, func(other *importColumn) bool { return other != nil && other.target.id == column.id })
		if at < 0 {
			return table.Failed("key-column-missing", table.Where{File: request.File, Sheet: request.Sheet},
				fmt.Sprintf("The file has no column %q, which is part of the key of %q.", column.Name, c.dataset.Name),
				"Say in the plan which of the file's columns it is, choose another key, or add the rows without comparing.", nil)
		}
		c.key = append(c.key, at)
	}
	return nil
}

// match finds out which row of the file stands for which of the dataset.
func (c *comparison) match() {
	c.verdicts = make([]int64, len(c.file.rows))
	sorted := make(chan []uint32)
	go func() { sorted <- c.before.order() }()
	file := c.file.order()
	before := <-sorted
	for len(before) > 0 || len(file) > 0 {
		key := firstKey(&c.before, before, &c.file, file)
		m, n := c.before.run(before, key), c.file.run(file, key)
		c.matchGroup(before[:m], file[:n])
		before, file = before[m:], file[n:]
	}
	slices.Sort(c.gone)
	// The digests come in an order that means nothing.
	slices.SortFunc(c.repeated, func(a, b repeatedRows) int {
		return cmp.Or(cmp.Compare(a.exampleNew, b.exampleNew), cmp.Compare(a.exampleOld, b.exampleOld))
	})
	c.more = max(0, len(c.repeated)-mostRepeated)
	c.repeated = c.repeated[:len(c.repeated)-c.more]
}

// order returns the rows in the order of their keys' digests, rows of the same
// key in their own order.
func (d *digests) order() []uint32 {
	type keyed struct {
		key uint64 // the first half, which nearly always decides
		row uint32
	}
	sorted := make([]keyed, len(d.rows))
	for i := range sorted {
		sorted[i] = keyed{d.keys[i][0], uint32(i)}
	}
	slices.SortFunc(sorted, func(a, b keyed) int {
		switch {
		case a.key < b.key:
			return -1
		case a.key > b.key:
			return 1
		}
		return cmp.Or(cmp.Compare(d.keys[a.row][1], d.keys[b.row][1]), cmp.Compare(a.row, b.row))
	})
	order := make([]uint32, len(sorted))
	for i, one := range sorted {
		order[i] = one.row
	}
	return order
}

func compareKeys(a, b [2]uint64) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
}

// firstKey returns the smallest of the keys that are left on either side.
func firstKey(before *digests, left []uint32, file *digests, right []uint32) [2]uint64 {
	switch {
	case len(left) == 0:
		return file.keys[right[0]]
	case len(right) == 0:
		return before.keys[left[0]]
	case compareKeys(before.keys[left[0]], file.keys[right[0]]) < 0:
		return before.keys[left[0]]
	}
	return file.keys[right[0]]
}

// run counts how many rows at the beginning have this key.
func (d *digests) run(order []uint32, key [2]uint64) int {
	n := 0
	for n < len(order) && d.keys[order[n]] == key {
		n++
	}
	return n
}

// matchGroup matches the rows of one key.
func (c *comparison) matchGroup(before, file []uint32) {
	without := (len(before) > 0 && c.before.isKeyless(int(before[0]))) || (len(file) > 0 && c.file.isKeyless(int(file[0])))
	if !without && (len(before) > 1 || len(file) > 1) {
		c.noteRepeated(before, file)
	}
	if without && len(c.key) > 0 {
		c.keyless += len(file)
	}
	if len(before) == 1 && len(file) == 1 {
		switch {
		case c.before.rows[before[0]] == c.file.rows[file[0]]:
			c.verdicts[file[0]] = -c.live.id(int(before[0]))
		default:
			c.verdicts[file[0]] = c.live.id(int(before[0]))
		}
		c.matched++
		return
	}
	// Rows that are equal throughout stand for one another.
	same := map[uint64][]uint32{}
	for _, old := range before {
		same[c.before.rows[old]] = append(same[c.before.rows[old]], old)
	}
	taken := map[uint32]bool{}
	var others []uint32
	for _, row := range file {
		equal := same[c.file.rows[row]]
		if len(equal) == 0 {
			others = append(others, row)
			continue
		}
		taken[equal[0]] = true
		same[c.file.rows[row]] = equal[1:]
		c.verdicts[row] = -c.live.id(int(equal[0]))
		c.matched++
	}
	for _, old := range before {
		switch {
		case taken[old]:
		case len(others) > 0 && !without:
			c.verdicts[others[0]] = c.live.id(int(old))
			others = others[1:]
			c.matched++
		default:
			c.gone = append(c.gone, c.live.id(int(old)))
		}
	}
}

func (c *comparison) noteRepeated(before, file []uint32) {
	noted := repeatedRows{before: len(before), file: len(file), exampleOld: -1, exampleNew: -1}
	if len(before) > 0 {
		noted.exampleOld = int(before[0])
	}
	if len(file) > 0 {
		noted.exampleNew = int(file[0])
	}
	c.repeated = append(c.repeated, noted)
}

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse/sqlitefile"
)

// keptCell is a row of sb_cells.
type keptCell struct {
	row         int64
	column      int64
	value       table.Value
	original    string
	hasOriginal bool
}

// chunk is some rows on their way from the reader to the file, with the
// segments that were finished on the way.
type chunk struct {
	numbers []int // the rows' places in the file
	cells   []table.Cell
	places  []uint32           // as in table.Row, or empty
	stored  []sqlitefile.Value // what the rows hold
	kept    []keptCell
	blocks  []pendingBlock
}

const (
	chunkValues  = 1 << 14 // about how many values a chunk holds
	chunksAtOnce = 6       // bounds the memory between reader and file
)

// run moves the rows from the reader into the file. Reading takes one
// goroutine and coding another: either is about half of the work. Segments are
// written as they come; the rows in the end.
func (j *importJob) run(ctx context.Context, reader table.Reader) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	types := make([]table.Type, len(j.dataset.columns))
	for i, column := range j.dataset.columns {
		types[i] = column.Type
	}
	scratch, err := newScratch(j.path, types)
	if err != nil {
		return err
	}
	j.tx.afterwards = append(j.tx.afterwards, scratch.letGo)
	coder, err := newRowCoder(j, scratch)
	if err != nil {
		return err
	}
	defer coder.close()

	read := make(chan *chunk, chunksAtOnce)
	coded := make(chan *chunk, chunksAtOnce)
	free := make(chan *chunk, chunksAtOnce)
	for range chunksAtOnce {
		free <- &chunk{}
	}
	var readErr, codeErr error
	go func() {
		defer close(read)
		readErr = guard(j.request, func() error { return j.read(ctx, reader, read, free) })
	}()
	go func() {
		defer close(coded)
		codeErr = guard(j.request, func() error { return coder.codeAll(read, coded) })
		if codeErr != nil {
			stop()
			for range read { // the reader may be waiting to hand one over
			}
		}
	}()
	var writeErr error
	for c := range coded {
		if writeErr != nil {
			continue
		}
		if writeErr = writeBlocks(ctx, j.tx, j.batch, c.blocks); writeErr != nil {
			stop()
			continue
		}
		j.rows += len(c.numbers)
		if j.request.Progress != nil {
			j.request.Progress(j.rows)
		}
		free <- c
	}
	for _, err := range []error{writeErr, codeErr, readErr} {
		if err != nil {
			return err
		}
	}
	return scratch.copyInto(ctx, j.tx, j.dataset)
}

// guard turns a panic into an error: that of one goroutine would end the whole
// program.
func guard(request ImportRequest, work func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = table.Failed("import-failed", table.Where{File: request.File, Sheet: request.Sheet},
				"The file could not be read to its end.", "Nothing was changed. Please report this together with the file, if it may be shared.", fmt.Errorf("panic: %v", cause))
		}
	}()
	return work()
}

// read hands the rows on in chunks. It may be far ahead only by the chunks
// there are.
func (j *importJob) read(ctx context.Context, reader table.Reader, full chan<- *chunk, free <-chan *chunk) error {
	rows := max(1, chunkValues/len(j.columns))
	for {
		var current *chunk
		select {
		case current = <-free:
		case <-ctx.Done():
			return ctx.Err()
		}
		current.numbers, current.cells, current.places = current.numbers[:0], current.cells[:0], current.places[:0]
		ended := false
		for len(current.numbers) < rows {
			arrived, err := reader.Next()
			if errors.Is(err, io.EOF) {
				ended = true
				break
			}
			if err != nil {
				return err
			}
			if len(arrived.Cells) != len(j.columns) {
				return rowShape(j.request, arrived, len(j.columns))
			}
			current.numbers = append(current.numbers, arrived.Number)
			current.cells = append(current.cells, arrived.Cells...)
			current.places = append(current.places, arrived.Places...)
		}
		full <- current
		if ended {
			return nil
		}
	}
}

func rowShape(request ImportRequest, row table.Row, columns int) *table.Issue {
	return table.Failed("row-shape", table.Where{File: request.File, Sheet: request.Sheet, Row: row.Number},
		fmt.Sprintf("The row has %d cells and the table %d columns.", len(row.Cells), columns),
		"Nothing was changed. Check that the file is whole and that the right row of column names was chosen.", nil)
}

// rowCoder turns cells into segments and into the rows of the scratch file. It
// is used from one goroutine.
type rowCoder struct {
	job     *importJob
	scratch *scratch
	codec   *blockCodec
	writers []*columnWriter
	places  []int // of the file's columns among the dataset's
	current *chunk
	row     int64
	record  sqlitefile.Record
	batch   sqlitefile.Value
}

func newRowCoder(j *importJob, scratch *scratch) (*rowCoder, error) {
	codec, err := newBlockEncoder()
	if err != nil {
		return nil, err
	}
	c := &rowCoder{job: j, scratch: scratch, codec: codec, row: j.firstRow, batch: sqlitefile.Integer(j.batch)}
	emit := func(b pendingBlock) { c.current.blocks = append(c.current.blocks, b) }
	segmentRows := segmentRowsFor(len(j.columns))
	for _, column := range j.columns {
		c.writers = append(c.writers, newColumnWriter(column.target, segmentRows, codec, emit))
		c.places = append(c.places, slices.IndexFunc(j.dataset.columns, func(other storedColumn) bool { return other.id == column.target.id }))
	}
	return c, nil
}

func (c *rowCoder) close() { c.codec.close() }

// codeAll codes the chunks that come from in and hands them on to out.
func (c *rowCoder) codeAll(in <-chan *chunk, out chan<- *chunk) error {
	var held *chunk // the last chunk takes what is finished at the end
	for current := range in {
		if held != nil {
			out <- held
		}
		held, c.current = current, current
		if err := c.code(); err != nil {
			return err
		}
	}
	if held == nil {
		return nil
	}
	for _, writer := range c.writers {
		writer.finish()
	}
	out <- held
	return nil
}

// code goes through a chunk column by column, since a dictionary in use stays
// in the processor's cache, and then row by row.
func (c *rowCoder) code() error {
	chunk, width := c.current, len(c.writers)
	rows := len(chunk.numbers)
	chunk.kept, chunk.blocks = chunk.kept[:0], chunk.blocks[:0]
	chunk.stored = slices.Grow(chunk.stored[:0], rows*width)[:rows*width]
	for i, writer := range c.writers {
		column := c.job.columns[i]
		placed := len(chunk.places) == len(chunk.cells) && column.keepsAsRead()
		for r := range rows {
			at := r*width + i
			if placed {
				if stored, known := writer.addPlace(chunk.places[at]); known {
					chunk.stored[at] = stored
					continue
				}
			}
			cell := &chunk.cells[at]
			column.adapt(cell)
			chunk.stored[at] = writer.add(cell.Value)
			if cell.HasOriginal || needsMark(cell.Value) {
				chunk.kept = append(chunk.kept, keptCell{
					row: c.row + int64(r), column: writer.id, value: cell.Value, original: cell.Original, hasOriginal: cell.HasOriginal,
				})
			} else if placed {
				writer.enterPlace(chunk.places[at])
			}
		}
	}
	inOrder := make([]sqlitefile.Value, len(c.job.dataset.columns)) // NULL where the file has no such column
	for r, number := range chunk.numbers {
		for i, place := range c.places {
			inOrder[place] = chunk.stored[r*width+i]
		}
		c.record.Reset()
		c.record.Add(sqlitefile.Value{})
		c.record.Add(c.batch)
		c.record.Add(sqlitefile.Integer(int64(number)))
		for _, value := range inOrder {
			c.record.Add(value)
		}
		if err := c.scratch.rows.Add(c.row+int64(r), &c.record); err != nil {
			return err
		}
	}
	c.row += int64(rows)
	slices.SortFunc(chunk.kept, func(a, b keptCell) int {
		if a.row != b.row {
			return int(a.row - b.row)
		}
		return int(a.column - b.column)
	})
	for _, cell := range chunk.kept {
		if err := c.scratch.keep(&c.record, cell); err != nil {
			return err
		}
	}
	return nil
}

func writeBlocks(ctx context.Context, tx *transaction, batch int64, blocks []pendingBlock) error {
	for _, b := range blocks {
		var err error
		if b.dictionary {
			_, err = tx.ExecContext(ctx, "INSERT INTO sb_dictionaries (batch, column, generation, plain, data) VALUES (?, ?, ?, ?, ?)",
				batch, b.column, b.generation, b.plain, b.data)
		} else {
			_, err = tx.ExecContext(ctx, "INSERT INTO sb_segments (batch, column, start, rows, generation, data) VALUES (?, ?, ?, ?, ?, ?)",
				batch, b.column, b.start, b.rows, b.generation, b.data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

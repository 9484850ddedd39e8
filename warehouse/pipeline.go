package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/schoolbench/schoolbench/table"
)

// keptCell is a row of sb_cells.
type keptCell struct {
	row      int64
	column   int64
	state    driver.Value
	text     driver.Value
	original driver.Value
}

// chunk is some rows on their way from the reader to the file, with the
// segments that were finished on the way.
type chunk struct {
	rows   int
	values []driver.NamedValue // rows times width
	kept   []keptCell
	blocks []pendingBlock
}

const (
	chunkValues  = 1 << 14 // about how many values a chunk holds
	chunksAtOnce = 4       // bounds the memory between reader and file
)

// run moves the rows from the reader into the file. Reading and coding take
// one goroutine, writing another: SQLite is about half of the work.
func (j *importJob) run(ctx context.Context, reader table.Reader) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	writer, err := j.newRowWriter(ctx)
	if err != nil {
		return err
	}
	defer writer.close()

	full := make(chan *chunk, chunksAtOnce)
	free := make(chan *chunk, chunksAtOnce)
	for range chunksAtOnce {
		free <- writer.newChunk()
	}
	var feedErr error
	go func() {
		defer close(full)
		feedErr = j.feed(ctx, reader, writer, full, free)
	}()
	var writeErr error
	for c := range full {
		if writeErr != nil {
			continue
		}
		if writeErr = writer.write(ctx, c); writeErr != nil {
			stop()
			continue
		}
		j.rows += c.rows
		if j.request.Progress != nil {
			j.request.Progress(j.rows)
		}
		c.rows, c.kept, c.blocks = 0, c.kept[:0], c.blocks[:0]
		free <- c
	}
	if writeErr != nil {
		return writeErr
	}
	return feedErr
}

// feed reads the rows, codes them and hands them on in chunks. It may be far
// ahead of the writer only by the chunks there are.
func (j *importJob) feed(ctx context.Context, reader table.Reader, writer *rowWriter, full chan<- *chunk, free <-chan *chunk) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = table.Failed("import-failed", table.Where{File: j.request.File, Sheet: j.request.Sheet},
				"The file could not be read to its end.", "Nothing was changed. Please report this together with the file, if it may be shared.", fmt.Errorf("panic: %v", cause))
		}
	}()
	codec, err := newBlockEncoder()
	if err != nil {
		return err
	}
	defer codec.close()

	var current *chunk
	take := func() error {
		select {
		case current = <-free:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err := take(); err != nil {
		return err
	}
	emit := func(b pendingBlock) { current.blocks = append(current.blocks, b) }
	segmentRows := segmentRowsFor(len(j.columns))
	columns := make([]*columnWriter, len(j.columns))
	for i, column := range j.columns {
		columns[i] = newColumnWriter(column.target, segmentRows, codec, emit)
	}
	for row := j.firstRow; ; row++ {
		arrived, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if len(arrived.Cells) != len(j.columns) {
			return table.Failed("row-shape", table.Where{File: j.request.File, Sheet: j.request.Sheet, Row: arrived.Number},
				fmt.Sprintf("The row has %d cells and the table %d columns.", len(arrived.Cells), len(j.columns)),
				"Nothing was changed. Check that the file is whole and that the right row of column names was chosen.", nil)
		}
		values := current.values[current.rows*writer.width:][:writer.width]
		values[0].Value, values[1].Value = row, int64(arrived.Number)
		for i := range arrived.Cells {
			cell := j.columns[i].cell(arrived.Cells[i])
			values[i+2].Value = columns[i].add(cell.Value)
			if cell.HasOriginal || needsMark(cell.Value) {
				current.kept = append(current.kept, newKeptCell(row, j.columns[i].target.id, cell))
			}
		}
		current.rows++
		if current.rows == writer.chunkRows {
			full <- current
			if err := take(); err != nil {
				return err
			}
		}
	}
	for _, column := range columns {
		column.finish()
	}
	full <- current
	return nil
}

func newKeptCell(row, column int64, cell table.Cell) keptCell {
	kept := keptCell{row: row, column: column}
	if needsMark(cell.Value) {
		kept.state, kept.text = int64(cell.State), cell.Text
	}
	if cell.HasOriginal {
		kept.original = cell.Original
	}
	return kept
}

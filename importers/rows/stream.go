package rows

import (
	"context"
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
)

// furthestBytes bounds the text that looking ahead may hold.
const furthestBytes = 16 << 20

// stream reads records that are not blank, and can look ahead.
type stream struct {
	ctx      context.Context
	scanner  Scanner
	progress func(float64)
	// skip and columns are what a person has set aside; last is the last row
	// that there is, or 0.
	skip    skips
	columns map[int]bool
	last    int
	strip   strip    // the only columns that there are, if it is not empty
	hidden  bool     // hidden rows are set aside
	cells   [][]byte // of a record without the columns that are set aside

	queue []Record // looked at and not yet read
	size  int      // bytes in the queue
	ended bool
	err   error
	reads int
}

func newStream(ctx context.Context, scanner Scanner, options importers.Options) *stream {
	s := &stream{ctx: ctx, scanner: scanner, progress: options.Progress, skip: skips{spans: options.Skip}, last: max(0, options.LastRow), hidden: options.SkipHidden}
	for _, column := range options.SkipColumns {
		if s.columns == nil {
			s.columns = map[int]bool{}
		}
		s.columns[column] = true
	}
	return s
}

// next returns the next record, or io.EOF. It is valid until the following
// call.
func (s *stream) next() (Record, error) {
	if len(s.queue) > 0 {
		record := s.queue[0]
		s.queue = s.queue[1:]
		s.size -= record.size()
		return record, nil
	}
	return s.read()
}

// peek returns the next n records, fewer at the end of the sheet and where
// they are very long. An error shows when the records are read.
func (s *stream) peek(n int) []Record {
	for len(s.queue) < n && s.size < furthestBytes {
		record, err := s.read()
		if err != nil {
			break
		}
		kept := record.clone()
		s.queue = append(s.queue, kept)
		s.size += kept.size()
	}
	return s.queue[:min(n, len(s.queue))]
}

func (s *stream) read() (Record, error) {
	for s.err == nil {
		s.reads++
		if s.reads%checkEvery == 1 {
			if s.err = s.ctx.Err(); s.err != nil {
				break
			}
			if s.progress != nil {
				s.progress(s.scanner.Progress())
			}
		}
		record, err := s.scanner.Next()
		if err != nil {
			s.err = err
			break
		}
		if s.last > 0 && record.Number > s.last {
			s.err = io.EOF
			break
		}
		if s.hidden && record.Hidden {
			continue
		}
		record = s.masked(record)
		if count, _ := record.filled(); count > 0 && !s.skip.has(record.Number) {
			return record, nil
		}
	}
	if errors.Is(s.err, io.EOF) {
		s.ended = true
	}
	return Record{}, s.err
}

// masked returns a record without the columns that are set aside. What the
// scanner handed over is its own and stays as it is.
func (s *stream) masked(record Record) Record {
	switch {
	case s.strip.to > 0:
		s.cells = within(s.cells[:0], record.Cells, s.strip)
	case len(s.columns) == 0:
		return record
	default:
		s.cells = append(s.cells[:0], record.Cells...)
	}
	for column := range s.columns {
		if column >= 0 && column < len(s.cells) {
			s.cells[column] = nil
		}
	}
	record.Cells = s.cells
	return record
}

func (r Record) size() int {
	size := 24 * len(r.Cells)
	for _, cell := range r.Cells {
		size += len(cell)
	}
	return size
}

package rows

import (
	"context"
	"errors"
	"io"
)

// furthestBytes bounds the text that looking ahead may hold.
const furthestBytes = 16 << 20

// stream reads records that are not blank, and can look ahead.
type stream struct {
	ctx      context.Context
	scanner  Scanner
	progress func(float64)

	queue []Record // looked at and not yet read
	size  int      // bytes in the queue
	ended bool
	err   error
	reads int
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
		if count, _ := record.filled(); count > 0 {
			return record, nil
		}
	}
	if errors.Is(s.err, io.EOF) {
		s.ended = true
	}
	return Record{}, s.err
}

func (r Record) size() int {
	size := 24 * len(r.Cells)
	for _, cell := range r.Cells {
		size += len(cell)
	}
	return size
}

package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/schoolbench/schoolbench/table"
)

// storedSegment is a segment before it is decoded.
type storedSegment struct {
	generation *storedGeneration
	offset     int // of its first live row in the vector
	rows       int
	kept       []rowSpan // its live rows, counted from its own first
	data       []byte
}

// whole reports whether all of the segment's rows are live.
func (s storedSegment) whole() bool {
	return len(s.kept) == 1 && s.kept[0] == rowSpan{0, s.rows}
}

// readSegments reads the segments in one goroutine and decodes them in others,
// each into its own part of the vector.
func (l *columnLoader) readSegments(ctx context.Context, tx *sql.Tx) error {
	segments := make(chan storedSegment, decodeWorkers)
	errs := make([]error, decodeWorkers)
	var workers sync.WaitGroup
	for i := range decodeWorkers {
		workers.Go(func() { errs[i] = l.decodeAll(segments) })
	}
	err := l.sendSegments(ctx, tx, segments)
	close(segments)
	workers.Wait()
	return errors.Join(append(errs, err)...)
}

func (l *columnLoader) sendSegments(ctx context.Context, tx *sql.Tx, segments chan<- storedSegment) error {
	for _, batch := range l.batches {
		if !l.present[batch.id] {
			continue
		}
		if err := l.sendBatch(ctx, tx, batch, segments); err != nil {
			return err
		}
	}
	return nil
}

// sendBatch sends the segments of one batch, which must be without a gap.
func (l *columnLoader) sendBatch(ctx context.Context, tx *sql.Tx, batch storedBatch, segments chan<- storedSegment) error {
	rows, err := tx.QueryContext(ctx, `SELECT start, rows, generation, data FROM sb_segments
		WHERE column = ? AND batch = ? ORDER BY start`, l.column.id, batch.id)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	covered, offset := 0, l.offsets[batch.id]
	for rows.Next() {
		var start int
		var segment storedSegment
		key := generationKey{batch: batch.id}
		if err := rows.Scan(&start, &segment.rows, &key.generation, &segment.data); err != nil {
			return err
		}
		segment.generation = l.generations[key]
		if segment.generation == nil || start != covered || segment.rows <= 0 {
			return fmt.Errorf("%w: import %d, row %d does not continue the segments before", errBlock, batch.id, start)
		}
		covered += segment.rows
		if covered > batch.rows {
			return fmt.Errorf("%w: import %d has more rows in its segments than it should", errBlock, batch.id)
		}
		segment.offset = offset
		for _, span := range batch.kept(start, covered) {
			segment.kept = append(segment.kept, rowSpan{span.first - start, span.end - start})
			offset += span.end - span.first
		}
		if len(segment.kept) > 0 {
			segments <- segment
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if covered != batch.rows {
		return fmt.Errorf("%w: import %d has %d rows in its segments instead of %d", errBlock, batch.id, covered, batch.rows)
	}
	return nil
}

// decodeAll decodes what arrives, and after an error only empties the channel.
func (l *columnLoader) decodeAll(segments <-chan storedSegment) error {
	codec, err := newBlockDecoder()
	if err == nil {
		defer codec.close()
	}
	scratch := make([]uint32, maxSegmentRows)
	for segment := range segments {
		if err != nil {
			continue
		}
		err = l.decode(codec, segment, scratch)
	}
	return err
}

func (l *columnLoader) decode(codec *blockCodec, segment storedSegment, scratch []uint32) error {
	b, err := codec.decode(segment.data)
	if err != nil {
		return err
	}
	generation := segment.generation
	if b.count != segment.rows || (b.kind == kindNumbers) != generation.plain {
		return fmt.Errorf("%w: %d rows instead of %d", errBlock, b.count, segment.rows)
	}
	// Codes that need no translation and have the vector's own width go
	// straight into place.
	if b.kind == kindCodes && generation.codes == nil && b.width == 1 && l.codes.Width() == 1 && segment.whole() {
		copy(l.codes.U8[segment.offset:], b.payload)
		return checkBytes(b.payload, len(generation.entries))
	}
	codes := scratch[:b.count]
	if err := b.codes(codes, len(generation.entries)); err != nil {
		return err
	}
	if l.plain {
		return l.placeNumbers(b, segment, codes)
	}
	if generation.codes != nil {
		for i, code := range codes {
			codes[i] = generation.codes[code]
		}
	}
	placeCodes(l.codes, segment.offset, keepLive(codes, segment.kept))
	return nil
}

// keepLive moves the live values of a segment to its beginning.
func keepLive[T any](values []T, kept []rowSpan) []T {
	n := 0
	for _, span := range kept {
		n += copy(values[n:], values[span.first:span.end])
	}
	return values[:n]
}

func checkBytes(codes []byte, limit int) error {
	largest := byte(0)
	for _, code := range codes {
		largest = max(largest, code)
	}
	if int(largest) >= limit {
		return fmt.Errorf("%w: code %d of %d", errBlock, largest, limit)
	}
	return nil
}

func placeCodes(dst table.Codes, offset int, codes []uint32) {
	switch {
	case dst.U8 != nil:
		part := dst.U8[offset:][:len(codes)]
		for i, code := range codes {
			part[i] = uint8(code)
		}
	case dst.U16 != nil:
		part := dst.U16[offset:][:len(codes)]
		for i, code := range codes {
			part[i] = uint16(code)
		}
	default:
		copy(dst.U32[offset:], codes)
	}
}

// placeNumbers fills a part of a plain vector, whichever form its segment has.
func (l *columnLoader) placeNumbers(b block, segment storedSegment, codes []uint32) error {
	generation := segment.generation
	// Numbers of live rows alone are decoded into place; others must be sorted
	// out first.
	var numbers []float64
	if segment.whole() {
		numbers = l.numbers[segment.offset:][:b.count]
	} else {
		numbers = make([]float64, b.count)
	}
	if b.kind == kindNumbers {
		if err := b.numbers(numbers); err != nil {
			return err
		}
	} else {
		for i, code := range codes {
			numbers[i] = generation.numbers[code]
		}
	}
	if !segment.whole() {
		codes = keepLive(codes, segment.kept)
		numbers = keepLive(numbers, segment.kept)
		copy(l.numbers[segment.offset:], numbers)
	}
	for i, number := range numbers {
		if math.IsInf(number, 0) {
			return fmt.Errorf("%w: a number is not finite", errBlock)
		}
		if !math.IsNaN(number) {
			continue
		}
		if int(codes[i]) >= len(generation.codes) || generation.entries[codes[i]].State == table.Reported {
			return fmt.Errorf("%w: a mark is not in the dictionary", errBlock)
		}
		l.codes.Set(segment.offset+i, generation.codes[codes[i]])
	}
	return nil
}

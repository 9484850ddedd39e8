package warehouse

import (
	"math"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse/sqlitefile"
)

const (
	// codedLimit is the number of distinct numbers up to which a column of
	// numbers is coded; it is the limit of table.VectorBuilder.
	codedLimit = 1 << 16
	// generationEntries and generationBytes bound a dictionary in memory. When
	// it is full the next segments get a new one, and the reader puts them
	// together.
	generationEntries = 1 << 18
	generationBytes   = 16 << 20
)

// pendingBlock is a segment or a dictionary on its way into the file.
type pendingBlock struct {
	column     int64
	generation int
	plain      bool
	dictionary bool
	start      int // of a segment: its first row within the batch
	rows       int // of a segment
	data       []byte
}

// columnWriter turns the values of one column of one batch into dictionaries
// and segments. What is finished is handed to emit at once, so that memory
// does not grow with the number of rows.
type columnWriter struct {
	id          int64
	columnType  table.Type
	segmentRows int
	codec       *blockCodec
	emit        func(pendingBlock)

	generation int
	plain      bool
	entries    []table.Value
	stored     []sqlitefile.Value // what a row holds for each entry
	bytes      int
	texts      map[string]uint32
	numbers    map[uint64]uint32
	marks      map[table.Value]uint32
	last       uint32   // the code of the value before this one
	placed     []uint32 // one more than the code of each place of the reader

	start   int
	codes   []uint32
	values  []float64
	scratch []byte
}

func newColumnWriter(column storedColumn, segmentRows int, codec *blockCodec, emit func(pendingBlock)) *columnWriter {
	w := &columnWriter{id: column.id, columnType: column.Type, segmentRows: segmentRows, codec: codec, emit: emit}
	w.clear()
	return w
}

// clear begins a generation.
func (w *columnWriter) clear() {
	w.entries, w.stored, w.bytes, w.last, w.placed = nil, nil, 0, 0, w.placed[:0]
	w.texts, w.numbers, w.marks = map[string]uint32{}, map[uint64]uint32{}, map[table.Value]uint32{}
}

// add takes the next value, which is normalized, and returns what the row
// holds for it.
func (w *columnWriter) add(v table.Value) sqlitefile.Value {
	for {
		if w.plain && v.State == table.Reported {
			w.values = append(w.values, v.Number)
			w.codes = append(w.codes, 0)
			w.finishRow()
			return storedValue(w.columnType, v)
		}
		code, known := w.find(v)
		if !known {
			if w.isFull(v) {
				w.endGeneration()
				continue
			}
			code = w.enter(v)
		}
		if w.plain {
			w.values = append(w.values, math.NaN())
		}
		stored := w.stored[code]
		w.last = code
		w.codes = append(w.codes, code)
		w.finishRow()
		return stored
	}
}

// mostPlaced bounds the places that are remembered.
const mostPlaced = 1 << 16

// addPlace takes a value that enterPlace was told of, by the number that its
// reader gives it, and returns what the row holds for it.
func (w *columnWriter) addPlace(place uint32) (sqlitefile.Value, bool) {
	if place == 0 || place >= uint32(len(w.placed)) || w.placed[place] == 0 {
		return sqlitefile.Value{}, false
	}
	code := w.placed[place] - 1
	stored := w.stored[code]
	w.last = code
	w.codes = append(w.codes, code)
	w.finishRow()
	return stored, true
}

// enterPlace tells that the value added last has this place.
func (w *columnWriter) enterPlace(place uint32) {
	if place == 0 || place >= mostPlaced || w.plain || len(w.codes) == 0 {
		return // after a segment has just ended it may have no code any more
	}
	if missing := int(place) + 1 - len(w.placed); missing > 0 {
		w.placed = append(w.placed, make([]uint32, missing)...)
	}
	w.placed[place] = w.codes[len(w.codes)-1] + 1
}

func (w *columnWriter) finishRow() {
	if len(w.codes) == w.segmentRows {
		w.flushSegment()
	}
}

// find returns the code of a value that the dictionary has. Neighbouring rows
// are often equal, so the code before is tried first.
func (w *columnWriter) find(v table.Value) (code uint32, known bool) {
	if len(w.entries) > 0 && w.entries[w.last] == v {
		return w.last, true
	}
	switch {
	case v.State != table.Reported:
		code, known = w.marks[v]
	case w.columnType.IsText():
		code, known = w.texts[v.Text]
	default:
		code, known = w.numbers[math.Float64bits(v.Number)]
	}
	return code, known
}

func (w *columnWriter) enter(v table.Value) uint32 {
	// The text may be part of a much larger string that the reader holds.
	v.Text = strings.Clone(v.Text)
	code := uint32(len(w.entries))
	w.entries = append(w.entries, v)
	w.stored = append(w.stored, storedValue(w.columnType, v))
	w.bytes += len(v.Text)
	switch {
	case v.State != table.Reported:
		w.marks[v] = code
	case w.columnType.IsText():
		w.texts[v.Text] = code
	default:
		w.numbers[math.Float64bits(v.Number)] = code
	}
	return code
}

func (w *columnWriter) isFull(v table.Value) bool {
	if !w.plain && !w.columnType.IsText() && len(w.numbers) >= codedLimit {
		return true
	}
	return len(w.entries) > 0 && (len(w.entries) >= generationEntries || w.bytes+len(v.Text) > generationBytes)
}

// endGeneration writes what is coded by the present dictionary, and the
// dictionary. A column of numbers that has filled its dictionary holds plain
// numbers from then on.
func (w *columnWriter) endGeneration() {
	w.flushSegment()
	w.flushDictionary()
	if !w.columnType.IsText() && len(w.numbers) >= codedLimit {
		w.plain = true
	}
	w.generation++
	w.clear()
}

func (w *columnWriter) flushSegment() {
	if len(w.codes) == 0 {
		return
	}
	var b block
	if w.plain {
		b = numbersBlock(w.values, w.codes, len(w.entries), w.scratch)
	} else {
		b = codesBlock(w.codes, len(w.entries), w.scratch)
	}
	w.scratch = b.payload
	w.emit(pendingBlock{
		column: w.id, generation: w.generation, plain: w.plain,
		start: w.start, rows: len(w.codes), data: w.codec.encode(b),
	})
	w.start += len(w.codes)
	w.codes, w.values = w.codes[:0], w.values[:0]
}

func (w *columnWriter) flushDictionary() {
	b := dictionaryBlock(w.columnType, w.entries, nil)
	w.emit(pendingBlock{column: w.id, generation: w.generation, plain: w.plain, dictionary: true, data: w.codec.encode(b)})
}

// finish writes what is left. A batch without rows has no segments.
func (w *columnWriter) finish() {
	if w.start+len(w.codes) == 0 {
		return
	}
	w.flushSegment()
	w.flushDictionary()
}

// segmentRowsFor keeps the rows that wait for their segments within bounds
// when a table is very wide.
func segmentRowsFor(columns int) int {
	return min(maxSegmentRows, max(4096, maxSegmentRows*64/max(1, columns)))
}

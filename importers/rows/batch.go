package rows

// batch is a copy of some records, so that they can be gone through column by
// column: what is remembered of a column stays in the processor's cache.
type batch struct {
	records []batchRecord
	ends    []int // of each cell's text, in the order of the records
	text    []byte
}

type batchRecord struct {
	number int
	first  int // its first cell among the ends
	cells  int
}

const (
	batchCells = 1 << 13 // about how many cells a batch holds
	batchBytes = 1 << 20 // and, where cells are long, about how much text
)

// add copies a record.
func (b *batch) add(record Record) {
	b.records = append(b.records, batchRecord{number: record.Number, first: len(b.ends), cells: len(record.Cells)})
	for _, cell := range record.Cells {
		b.text = append(b.text, cell...)
		b.ends = append(b.ends, len(b.text))
	}
}

// isFull reports whether the batch should be gone through before it grows.
func (b *batch) isFull() bool { return len(b.ends) >= batchCells || len(b.text) >= batchBytes }

// cell returns a cell of a record, nil beyond its last.
func (b *batch) cell(record *batchRecord, i int) []byte {
	if i >= record.cells {
		return nil
	}
	at := record.first + i
	from := 0
	if at > 0 {
		from = b.ends[at-1]
	}
	return b.text[from:b.ends[at]:b.ends[at]]
}

// reset empties the batch. A single long record must not hold its memory for
// the rest of the file.
func (b *batch) reset() {
	b.records, b.ends, b.text = b.records[:0], b.ends[:0], b.text[:0]
	if cap(b.text) > 4*batchBytes {
		b.text = nil
	}
}

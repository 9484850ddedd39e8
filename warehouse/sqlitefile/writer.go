package sqlitefile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

const (
	pageSize   = 1 << 16
	headerSize = 100
	// lockPage is the page that holds the byte which SQLite locks; it is never
	// used.
	lockPage = 1<<30/pageSize + 1
	mostPage = 1<<32 - 2
)

// File is what a database is written to: an empty file.
type File interface {
	io.Writer
	io.WriterAt
}

// Writer writes a database. It is used from one goroutine.
type Writer struct {
	file   File
	out    *bufio.Writer
	pages  uint32 // written so far
	tables []*Table
	blank  []byte
}

// NewWriter begins a database in an empty file. It is not valid before Finish.
func NewWriter(file File) (*Writer, error) {
	w := &Writer{file: file, out: bufio.NewWriterSize(file, 4*pageSize), blank: make([]byte, pageSize)}
	_, err := w.write(w.blank) // the place of the first page
	return w, err
}

// Table begins a table. The statement creates it, is shorter than 60,000 bytes,
// and declares a first column that is INTEGER PRIMARY KEY.
func (w *Writer) Table(name, statement string) *Table {
	t := &Table{writer: w, name: name, statement: statement, leaf: newPage(tableLeaf)}
	w.tables = append(w.tables, t)
	return t
}

// Size is how many bytes there are so far.
func (w *Writer) Size() int64 { return int64(w.pages) * pageSize }

// Finish writes what is left. The file is a database then.
func (w *Writer) Finish() error {
	first := newPage(tableLeaf)
	first.begin = headerSize
	var record Record
	for i, t := range w.tables {
		root, err := t.finish()
		if err != nil {
			return err
		}
		record.Reset()
		for _, v := range []Value{Text("table"), Text(t.name), Text(t.name), Integer(int64(root)), Text(t.statement)} {
			record.Add(v)
		}
		cell := appendCellHead(nil, &record, int64(i)+1)
		cell = append(record.header(cell), record.body...)
		if !first.fits(len(cell)) {
			return errors.New("sqlitefile: the statements that create the tables are too long")
		}
		copy(first.place(len(cell)), cell)
	}
	content := first.finish(0)
	w.header(content[:headerSize])
	if err := w.out.Flush(); err != nil {
		return err
	}
	_, err := w.file.WriteAt(content, 0)
	return err
}

func (w *Writer) header(b []byte) {
	copy(b, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(b[16:], 1) // pages of 65,536 bytes
	b[18], b[19] = 1, 1                   // no write-ahead log
	b[21], b[22], b[23] = 64, 32, 32      // fixed
	binary.BigEndian.PutUint32(b[24:], 1) // changes
	binary.BigEndian.PutUint32(b[28:], w.pages)
	binary.BigEndian.PutUint32(b[40:], 1) // changes of the schema
	binary.BigEndian.PutUint32(b[44:], 4) // format of the schema
	binary.BigEndian.PutUint32(b[56:], 1) // UTF-8
	binary.BigEndian.PutUint32(b[92:], 1) // the number of pages was true after this change
	binary.BigEndian.PutUint32(b[96:], 3_046_000)
}

// write appends a page and returns its number.
func (w *Writer) write(content []byte) (number uint32, err error) {
	if w.next() > w.pages+1 {
		if _, err := w.out.Write(w.blank); err != nil {
			return 0, err
		}
		w.pages++
	}
	if w.pages >= mostPage {
		return 0, errors.New("sqlitefile: too many pages")
	}
	if _, err := w.out.Write(content); err != nil {
		return 0, err
	}
	w.pages++
	return w.pages, nil
}

// next is the number of the next page to be written.
func (w *Writer) next() uint32 {
	if w.pages+1 == lockPage {
		return w.pages + 2
	}
	return w.pages + 1
}

// Table is a table being written.
type Table struct {
	writer     *Writer
	name       string
	statement  string
	leaf       *page
	levels     []*page // the pages above the leaves, from below
	last       int64   // the number of the row added last
	filled     bool
	head       []byte
	overflowed []byte
}

// Add writes a row. Its number is greater than that of the row before. The
// record has a value for each column; that of the first, which is the number
// itself, is NULL. The record may be changed afterwards.
func (t *Table) Add(number int64, record *Record) error {
	if t.filled && number <= t.last {
		return fmt.Errorf("sqlitefile: row %d of %s after row %d", number, t.name, t.last)
	}
	if len(record.body) > longestRow {
		return fmt.Errorf("sqlitefile: row %d of %s is too long", number, t.name)
	}
	t.head = appendCellHead(t.head[:0], record, number)
	prefix := len(t.head)
	t.head = record.header(t.head)
	payload := len(t.head) - prefix + len(record.body)
	local := localLength(payload)
	size := prefix + local
	if local < payload {
		size += 4
	}
	if !t.leaf.fits(size) {
		if err := t.endLeaf(); err != nil {
			return err
		}
	}
	place := t.leaf.place(size)
	if local == payload {
		copy(place[copy(place, t.head):], record.body)
	} else {
		t.overflowed = append(append(t.overflowed[:0], t.head...), record.body...)
		copy(place, t.overflowed[:size-4])
		binary.BigEndian.PutUint32(place[size-4:], t.writer.next())
		if err := t.overflow(t.overflowed[size-4:]); err != nil {
			return err
		}
	}
	t.last, t.filled = number, true
	return nil
}

// appendCellHead appends what stands before the record in a leaf.
func appendCellHead(buffer []byte, record *Record, number int64) []byte {
	header := len(record.types) + 1
	for varintLength(uint64(header)) > header-len(record.types) {
		header++
	}
	buffer = appendVarint(buffer, uint64(header+len(record.body)))
	return appendVarint(buffer, uint64(number))
}

// localLength is how much of a record stands in its leaf. The rest goes to
// pages of its own.
func localLength(payload int) int {
	const (
		most  = pageSize - 35
		least = (pageSize-12)*32/255 - 23
	)
	if payload <= most {
		return payload
	}
	if local := least + (payload-least)%(pageSize-4); local <= most {
		return local
	}
	return least
}

// overflow writes the rest of a record to pages that are linked to one
// another.
func (t *Table) overflow(rest []byte) error {
	page := make([]byte, pageSize)
	for len(rest) > 0 {
		clear(page)
		n := copy(page[4:], rest)
		if rest = rest[n:]; len(rest) > 0 {
			binary.BigEndian.PutUint32(page, t.writer.after())
		}
		if _, err := t.writer.write(page); err != nil {
			return err
		}
	}
	return nil
}

// after is the number of the page after the next one.
func (w *Writer) after() uint32 {
	if next := w.next() + 1; next != lockPage {
		return next
	}
	return lockPage + 1
}

// endLeaf writes the leaf and begins another.
func (t *Table) endLeaf() error {
	number, err := t.writer.write(t.leaf.finish(0))
	if err != nil {
		return err
	}
	t.leaf.reset()
	return t.enter(0, child{number: number, last: t.last})
}

// enter makes a page known to the level above it: level 0 is above the leaves.
// Of each page above the leaves the last child has a place of its own instead
// of a cell, so that a child waits until another follows.
func (t *Table) enter(level int, c child) error {
	if level == len(t.levels) {
		t.levels = append(t.levels, newPage(tableInterior))
	}
	above := t.levels[level]
	if above.waiting.number != 0 && !above.enter(above.waiting) {
		// The page that follows must not be without a cell, should the table
		// end now: it begins with the child that waits.
		waiting, right := above.waiting, above.takeBack()
		done, err := t.writer.write(above.finish(right.number))
		if err != nil {
			return err
		}
		above.reset()
		above.enter(waiting)
		if err := t.enter(level+1, child{number: done, last: right.last}); err != nil {
			return err
		}
	}
	above.waiting = c
	return nil
}

// finish writes what is left of the table and returns the number of its root.
func (t *Table) finish() (root uint32, err error) {
	root, err = t.writer.write(t.leaf.finish(0))
	if err != nil {
		return 0, err
	}
	for level := 0; level < len(t.levels); level++ {
		if err := t.enter(level, child{number: root, last: t.last}); err != nil {
			return 0, err
		}
		if root, err = t.writer.write(t.levels[level].finish(t.levels[level].waiting.number)); err != nil {
			return 0, err
		}
	}
	return root, nil
}

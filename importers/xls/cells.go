package xls

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/importers/rows"
)

// cell is one cell of a sheet as the records tell it.
type cell struct {
	row    uint32 // counted from 0, like the column
	column uint16
	style  uint16
	kind   cellKind
	// bits are the number, or what the kind says.
	bits uint64
}

type cellKind uint8

const (
	numberCell  cellKind = iota
	sharedCell           // bits: the place of a text that sheets share
	textCell             // bits: the place of a text of this sheet
	booleanCell          // bits: 1 for true
	errorCell            // bits: the number of the error
)

// sheetCells is all that is in a sheet, in order of rows and columns.
type sheetCells struct {
	cells         []cell
	texts         [][]byte
	hiddenRows    map[uint32]bool
	hiddenColumns map[uint16]bool
	spans         map[uint32][]rows.Span // of merged cells, by the rows that they begin in
	awaiting      bool                   // the last cell is a formula whose text follows
	notes         notes
}

const (
	mostRows    = 65536
	mostColumns = 256
)

// readCells gathers the cells of a sheet.
func (b *workbook) readCells(from sheet) (*sheetCells, error) {
	reader := records{stream: b.stream, at: from.at}
	if _, err := reader.next(); err != nil {
		return nil, err
	}
	found := &sheetCells{hiddenRows: map[uint32]bool{}, hiddenColumns: map[uint16]bool{}}
	for {
		r, err := reader.next()
		if err != nil {
			return nil, err
		}
		switch {
		case r.kind == recordEnd:
			found.sort()
			return found, nil
		case r.beginsPart():
			err = skipPart(&reader) // a chart keeps copies of its numbers
		case r.kind == recordString || r.kind == recordString2 && b.version == version2:
			err = b.addString(found, r, &reader)
		case r.kind == recordObjectText && b.version == version8:
			found.notes.addText(r, reader.continued(r))
		default:
			err = b.readRecord(found, r)
		}
		if err != nil {
			return nil, err
		}
	}
}

// readRecord takes in one record of a sheet.
func (b *workbook) readRecord(to *sheetCells, r record) error {
	if b.version == version2 {
		if known, err := b.readRecord2(to, r); known {
			return err
		}
	}
	at := cell{row: uint32(r.u16(0)), column: r.u16(2), style: r.u16(4)}
	switch r.kind {
	case recordNumber:
		at.bits = r.u64(6)
		return to.add(at, r, 14)
	case recordShortNumber:
		at.bits = math.Float64bits(shortNumber(r.u32(6)))
		return to.add(at, r, 10)
	case recordNumbers:
		return to.addNumbers(at, r)
	case recordSharedLabel:
		at.kind, at.bits = sharedCell, uint64(r.u32(6))
		if at.bits >= uint64(len(b.texts)) {
			return fmt.Errorf("row %d refers to a shared text that is not there", at.row+1)
		}
		return to.add(at, r, 10)
	case recordLabel, recordRichLabel:
		text, err := b.labelText(r, 6)
		if err != nil {
			return err
		}
		to.addText(at, text)
	case recordBoolean:
		at.kind, at.bits = booleanOrError(r, 6)
		return to.add(at, r, 8)
	case recordFormula, recordFormula3, recordFormula4:
		return to.addFormula(at, r, 6)
	case recordMerged:
		to.addMerged(r)
	case recordNote, recordObject, recordLink:
		b.addNote(&to.notes, r)
	case recordRow:
		const hiddenAt, hiddenBit = 12, 0x20
		if r.u8(hiddenAt)&hiddenBit != 0 {
			to.hiddenRows[at.row] = true
		}
	case recordColumns:
		if r.u16(8)&1 != 0 {
			for column := int(r.u16(0)); column <= min(int(r.u16(2)), mostColumns-1); column++ {
				to.hiddenColumns[uint16(column)] = true
			}
		}
	default:
		if b.version < version5 {
			return b.readStyle(r)
		}
	}
	return nil
}

// addMerged takes in a list of merged cells.
func (s *sheetCells) addMerged(r record) {
	const area = 8 // bytes
	if s.spans == nil {
		s.spans = map[uint32][]rows.Span{}
	}
	for at := 2; at+area <= len(r.data); at += area {
		top, bottom, left, right := int(r.u16(at)), int(r.u16(at+2)), int(r.u16(at+4)), int(r.u16(at+6))
		if bottom >= top && right >= left && right < mostColumns {
			s.spans[uint32(top)] = append(s.spans[uint32(top)], rows.Span{Column: left, Columns: right - left + 1, Rows: bottom - top + 1})
		}
	}
}

// readRecord2 takes in the records that only Excel 2 writes. Their cells have
// three bytes of style, in the second of which is the format.
func (b *workbook) readRecord2(to *sheetCells, r record) (known bool, err error) {
	const formatBits, values = 0x3F, 7
	at := cell{row: uint32(r.u16(0)), column: r.u16(2), style: uint16(r.u8(5) & formatBits)}
	switch r.kind {
	case recordInteger2:
		at.bits = math.Float64bits(float64(r.u16(values)))
		return true, to.add(at, r, values+2)
	case recordNumber2:
		at.bits = r.u64(values)
		return true, to.add(at, r, values+8)
	case recordLabel2:
		to.addText(at, b.bytesText(r, values, 1))
		return true, nil
	case recordBoolean2:
		at.kind, at.bits = booleanOrError(r, values)
		return true, to.add(at, r, values+2)
	case recordFormula:
		return true, to.addFormula(at, r, values)
	case recordRow2:
		return true, nil
	}
	return false, nil
}

// labelText reads a text that stands in the record itself.
func (b *workbook) labelText(r record, at int) ([]byte, error) {
	if b.version < version8 {
		return b.bytesText(r, at, 2), nil
	}
	if at+3 > len(r.data) {
		return nil, nil // a length of zero may be all there is
	}
	text := parts{data: [][]byte{r.data[at+2:]}}
	return text.text(int(r.u16(at)))
}

// shortNumber unpacks a number of four bytes.
func shortNumber(packed uint32) float64 {
	const hundredth, integer, flags = 1, 2, 3
	value := math.Float64frombits(uint64(packed&^flags) << 32)
	if packed&integer != 0 {
		value = float64(int32(packed) >> 2)
	}
	if packed&hundredth != 0 {
		value /= 100
	}
	return value
}

func booleanOrError(r record, at int) (cellKind, uint64) {
	if r.u8(at+1) != 0 {
		return errorCell, uint64(r.u8(at))
	}
	return booleanCell, uint64(r.u8(at) & 1)
}

// add adds a cell whose record must have at least this length.
func (s *sheetCells) add(one cell, r record, length int) error {
	if len(r.data) < length {
		return errors.New("a record is too short")
	}
	s.awaiting = false
	s.cells = append(s.cells, one)
	return nil
}

// addText adds a cell with a text of its own.
func (s *sheetCells) addText(one cell, text []byte) {
	s.awaiting = false
	if len(text) == 0 {
		return
	}
	one.kind, one.bits = textCell, uint64(len(s.texts))
	s.texts = append(s.texts, text)
	s.cells = append(s.cells, one)
}

// addNumbers adds a run of short numbers side by side.
func (s *sheetCells) addNumbers(one cell, r record) error {
	const first, size, last = 4, 6, 2
	if len(r.data) < first+size+last {
		return errors.New("a record is too short")
	}
	s.awaiting = false
	for at := first; at+size+last <= len(r.data); at += size {
		one.style = r.u16(at)
		one.bits = math.Float64bits(shortNumber(r.u32(at + 2)))
		s.cells = append(s.cells, one)
		one.column++
	}
	return nil
}

// addFormula adds a cell with the result that the formula last had.
func (s *sheetCells) addFormula(one cell, r record, at int) error {
	const size, special = 8, 0xFFFF
	if r.u16(at+6) != special {
		one.bits = r.u64(at)
		return s.add(one, r, at+size)
	}
	const text, boolean, mark = 0, 1, 2
	switch r.u8(at) {
	case text:
		// The text is in a record of its own, which may follow.
		one.kind, one.bits = textCell, uint64(len(s.texts))
		s.texts = append(s.texts, nil)
		s.cells = append(s.cells, one)
		s.awaiting = true
		return nil
	case boolean:
		one.kind, one.bits = booleanCell, uint64(r.u8(at+2)&1)
	case mark:
		one.kind, one.bits = errorCell, uint64(r.u8(at+2))
	default:
		s.awaiting = false // an empty text
		return nil
	}
	return s.add(one, r, at+size)
}

// addString gives the formula before it its text.
func (b *workbook) addString(to *sheetCells, r record, reader *records) error {
	data := reader.continued(r)
	if !to.awaiting {
		return nil
	}
	to.awaiting = false
	var text []byte
	switch {
	case b.version == version2:
		text = b.bytesText(r, 0, 1)
	case b.version < version8:
		text = b.bytesText(r, 0, 2)
	case len(r.data) > 2:
		var err error
		from := parts{data: data, at: 2}
		if text, err = from.text(int(r.u16(0))); err != nil {
			return err
		}
	}
	to.texts[len(to.texts)-1] = text
	return nil
}

// sort puts the cells in order, which most programs have done. Of two cells in
// one place the later stands.
func (s *sheetCells) sort() {
	order := func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	}
	if !slices.IsSortedFunc(s.cells, order) {
		slices.SortStableFunc(s.cells, order)
	}
	kept := s.cells[:0]
	for i, one := range s.cells {
		if i+1 < len(s.cells) && order(one, s.cells[i+1]) == 0 {
			continue
		}
		kept = append(kept, one)
	}
	s.cells = kept
}

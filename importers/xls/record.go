package xls

import (
	"encoding/binary"
	"io"
)

// The kinds of records that are read; all others are passed over. Where the
// versions of Excel number a record differently, the version is in the name.
const (
	recordFormula     = 0x0006
	recordEnd         = 0x000A
	recordDateMode    = 0x0022
	recordPassword    = 0x002F
	recordContinue    = 0x003C
	recordCodePage    = 0x0042
	recordColumns     = 0x007D
	recordSheet       = 0x0085
	recordSheetName4  = 0x008F
	recordNumbers     = 0x00BD
	recordRichLabel   = 0x00D6
	recordNote        = 0x001C
	recordObject      = 0x005D
	recordObjectText  = 0x01B6
	recordLink        = 0x01B8
	recordStyle       = 0x00E0
	recordMerged      = 0x00E5
	recordTexts       = 0x00FC
	recordSharedLabel = 0x00FD
	recordNumber      = 0x0203
	recordLabel       = 0x0204
	recordBoolean     = 0x0205
	recordFormula3    = 0x0206
	recordString      = 0x0207
	recordRow         = 0x0208
	recordStyle3      = 0x0243
	recordShortNumber = 0x027E
	recordFormula4    = 0x0406
	recordFormat      = 0x041E
	recordStyle4      = 0x0443

	recordInteger2 = 0x0002
	recordNumber2  = 0x0003
	recordLabel2   = 0x0004
	recordBoolean2 = 0x0005
	recordString2  = 0x0007
	recordRow2     = 0x0008
	recordFormat2  = 0x001E

	recordBegin2 = 0x0009
	recordBegin3 = 0x0209
	recordBegin4 = 0x0409
	recordBegin5 = 0x0809
)

// record is one record; its data is a part of the stream.
type record struct {
	kind uint16
	data []byte
}

// beginsPart reports whether the record begins a part of the workbook: its
// globals, a sheet, or a chart inside one.
func (r record) beginsPart() bool {
	return r.kind == recordBegin5 || r.kind == recordBegin4 || r.kind == recordBegin3 || r.kind == recordBegin2
}

// Reading beyond the end of a record gives zeros: what is missing of a record
// is checked once, by the length that its kind must have.

func (r record) u8(at int) uint8 {
	if at >= len(r.data) {
		return 0
	}
	return r.data[at]
}

func (r record) u16(at int) uint16 {
	if at+2 > len(r.data) {
		return 0
	}
	return binary.LittleEndian.Uint16(r.data[at:])
}

func (r record) u32(at int) uint32 {
	if at+4 > len(r.data) {
		return 0
	}
	return binary.LittleEndian.Uint32(r.data[at:])
}

func (r record) u64(at int) uint64 {
	if at+8 > len(r.data) {
		return 0
	}
	return binary.LittleEndian.Uint64(r.data[at:])
}

// records reads a stream from some place on.
type records struct {
	stream []byte
	at     int
}

// next returns the next record. A stream that ends here was cut off, since
// every part has a record that ends it.
func (r *records) next() (record, error) {
	const head = 4
	if r.at+head > len(r.stream) {
		return record{}, io.ErrUnexpectedEOF
	}
	kind := binary.LittleEndian.Uint16(r.stream[r.at:])
	from := r.at + head
	to := from + int(binary.LittleEndian.Uint16(r.stream[r.at+2:]))
	if to > len(r.stream) {
		return record{}, io.ErrUnexpectedEOF
	}
	r.at = to
	return record{kind: kind, data: r.stream[from:to:to]}, nil
}

// continued returns the data of a record and of those that continue it.
func (r *records) continued(first record) [][]byte {
	parts := [][]byte{first.data}
	for {
		before := r.at
		next, err := r.next()
		if err != nil || next.kind != recordContinue {
			r.at = before
			return parts
		}
		parts = append(parts, next.data)
	}
}

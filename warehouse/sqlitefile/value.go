package sqlitefile

import "math"

// Value is one value as a record holds it. The zero Value is NULL.
type Value struct {
	serial uint64 // the type, and for text its length
	bits   uint64 // of a number
	text   string
}

// The serial types of the file format. Text of n bytes has 13+2n.
const (
	serialWhole = 6 // in eight bytes, and below it in fewer
	serialReal  = 7
	serialZero  = 8 // the integers 0 and 1 have no body
	serialOne   = 9
	serialText  = 13
	wholeLimit  = 1 << 47 // whole reals below are kept as integers, as SQLite does
	longestRow  = 1_000_000_000
)

// Text returns a value of text, which shares memory with s.
func Text(s string) Value { return Value{serial: serialText + 2*uint64(len(s)), text: s} }

// Integer returns a whole number in the fewest bytes.
func Integer(n int64) Value {
	switch n {
	case 0:
		return Value{serial: serialZero}
	case 1:
		return Value{serial: serialOne}
	}
	for serial := uint64(1); serial < serialWhole; serial++ {
		if bits := 8*widthOf(serial) - 1; n >= -1<<bits && n < 1<<bits {
			return Value{serial: serial, bits: uint64(n)}
		}
	}
	return Value{serial: serialWhole, bits: uint64(n)}
}

// Real returns a number for a column declared REAL. It must not be NaN, which
// SQLite does not know.
func Real(n float64) Value {
	// A whole number is an integer in the file, and a real again for whoever
	// reads the column.
	if math.Abs(n) < wholeLimit {
		if whole := int64(n); float64(whole) == n {
			return Integer(whole)
		}
	}
	return Value{serial: serialReal, bits: math.Float64bits(n)}
}

// Any returns the value as database/sql takes it: nil, int64, float64 or
// string.
func (v Value) Any() any {
	switch {
	case v.serial == 0:
		return nil
	case v.serial == serialZero:
		return int64(0)
	case v.serial == serialOne:
		return int64(1)
	case v.serial == serialReal:
		return math.Float64frombits(v.bits)
	case v.serial >= serialText:
		return v.text
	}
	return int64(v.bits)
}

// widthOf is the number of bytes of a number of this serial type.
func widthOf(serial uint64) int {
	switch {
	case serial <= 4:
		return int(serial)
	case serial == 5:
		return 6
	case serial <= serialReal:
		return 8
	}
	return 0
}

// Record is a row in the making. The zero Record is empty and ready for use.
type Record struct {
	types []byte
	body  []byte
}

// Reset empties the record and keeps its memory.
func (r *Record) Reset() { r.types, r.body = r.types[:0], r.body[:0] }

// Add appends a value.
func (r *Record) Add(v Value) {
	if v.serial < 0x80 {
		r.types = append(r.types, byte(v.serial))
	} else {
		r.types = appendVarint(r.types, v.serial)
	}
	if v.serial >= serialText {
		r.body = append(r.body, v.text...)
		return
	}
	for shift := 8 * (widthOf(v.serial) - 1); shift >= 0; shift -= 8 {
		r.body = append(r.body, byte(v.bits>>shift))
	}
}

// header appends the record's header: its own length and the types.
func (r *Record) header(buffer []byte) []byte {
	length := len(r.types) + 1
	// The length counts its own bytes.
	for varintLength(uint64(length)) > length-len(r.types) {
		length++
	}
	return append(appendVarint(buffer, uint64(length)), r.types...)
}

// appendVarint appends a number of the file format: seven bits a byte, the
// highest first, and all eight of a ninth byte.
func appendVarint(buffer []byte, n uint64) []byte {
	if n < 0x80 {
		return append(buffer, byte(n))
	}
	var digits [9]byte
	at := len(digits)
	if n >= 1<<56 {
		at--
		digits[at] = byte(n)
		n >>= 8
		for range 8 {
			at--
			digits[at] = byte(n) | 0x80
			n >>= 7
		}
		return append(buffer, digits[at:]...)
	}
	for last := byte(0); n > 0 || last == 0; last = 0x80 {
		at--
		digits[at] = byte(n)&0x7F | last
		n >>= 7
	}
	return append(buffer, digits[at:]...)
}

func varintLength(n uint64) int {
	length := 1
	for n >>= 7; n > 0 && length < 9; n >>= 7 {
		length++
	}
	return length
}

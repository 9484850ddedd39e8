package warehouse

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// Numbers of more than one byte are kept byte plane by byte plane: the first
// bytes of all rows, then the second ones. Neighbouring rows differ mostly in
// their low bytes, and so the planes of high bytes compress to nearly nothing.

// codeWidth is the number of bytes that hold codes below limit.
func codeWidth(limit int) int {
	switch {
	case limit <= 1<<8:
		return 1
	case limit <= 1<<16:
		return 2
	default:
		return 4
	}
}

// appendCodes appends codes in planes of bytes.
func appendCodes(payload []byte, codes []uint32, width int) []byte {
	for plane := range width {
		shift := 8 * plane
		for _, code := range codes {
			payload = append(payload, byte(code>>shift))
		}
	}
	return payload
}

// appendNumbers appends numbers in planes of bytes.
func appendNumbers(payload []byte, numbers []float64) []byte {
	for plane := range 8 {
		shift := 8 * plane
		for _, number := range numbers {
			payload = append(payload, byte(math.Float64bits(number)>>shift))
		}
	}
	return payload
}

// codesBlock makes a segment of codes into a dictionary of this size.
func codesBlock(codes []uint32, dictionary int, scratch []byte) block {
	width := codeWidth(dictionary)
	return block{kind: kindCodes, width: width, count: len(codes), payload: appendCodes(scratch[:0], codes, width)}
}

// numbersBlock makes a segment of numbers. Where a number is NaN, the code
// says which mark is there; without any mark the codes are left out.
func numbersBlock(numbers []float64, codes []uint32, marks int, scratch []byte) block {
	width := 0
	for _, number := range numbers {
		if math.IsNaN(number) {
			width = codeWidth(marks)
			break
		}
	}
	payload := appendNumbers(scratch[:0], numbers)
	return block{kind: kindNumbers, width: width, count: len(numbers), payload: appendCodes(payload, codes, width)}
}

// codes decodes the codes of a segment into dst, which has one place a row.
// Every code is below limit, or it is an error.
func (b block) codes(dst []uint32, limit int) error {
	planes := b.payload
	if b.kind == kindNumbers {
		planes = planes[8*b.count:]
	}
	dst = dst[:b.count]
	switch n := b.count; b.width {
	case 0:
		clear(dst)
		return nil
	case 1:
		for i, low := range planes[:n] {
			dst[i] = uint32(low)
		}
	case 2:
		low, high := planes[:n], planes[n:2*n]
		for i := range dst {
			dst[i] = uint32(low[i]) | uint32(high[i])<<8
		}
	default:
		first, second, third, fourth := planes[:n], planes[n:2*n], planes[2*n:3*n], planes[3*n:4*n]
		for i := range dst {
			dst[i] = uint32(first[i]) | uint32(second[i])<<8 | uint32(third[i])<<16 | uint32(fourth[i])<<24
		}
	}
	largest := uint32(0)
	for _, code := range dst {
		largest = max(largest, code)
	}
	if len(dst) > 0 && int(largest) >= limit {
		return fmt.Errorf("%w: code %d of %d", errBlock, largest, limit)
	}
	return nil
}

// numbers decodes the numbers of a segment into dst.
func (b block) numbers(dst []float64) error {
	if b.kind != kindNumbers {
		return fmt.Errorf("%w: codes where numbers should be", errBlock)
	}
	n := b.count
	planes := b.payload
	dst = dst[:n]
	p0, p1, p2, p3 := planes[:n], planes[n:2*n], planes[2*n:3*n], planes[3*n:4*n]
	p4, p5, p6, p7 := planes[4*n:5*n], planes[5*n:6*n], planes[6*n:7*n], planes[7*n:8*n]
	for i := range dst {
		bits := uint64(p0[i]) | uint64(p1[i])<<8 | uint64(p2[i])<<16 | uint64(p3[i])<<24 |
			uint64(p4[i])<<32 | uint64(p5[i])<<40 | uint64(p6[i])<<48 | uint64(p7[i])<<56
		dst[i] = math.Float64frombits(bits)
	}
	return nil
}

// The first byte of a dictionary's entry: a reported number, or the state of
// a value that has a text.
const entryNumber = 4

// dictionaryBlock makes a block of the values that codes stand for, in order.
func dictionaryBlock(t table.Type, entries []table.Value, scratch []byte) block {
	payload := scratch[:0]
	for _, value := range entries {
		if value.State == table.Reported && !t.IsText() {
			payload = append(payload, entryNumber)
			payload = binary.LittleEndian.AppendUint64(payload, math.Float64bits(value.Number))
			continue
		}
		payload = append(payload, byte(value.State))
		payload = binary.AppendUvarint(payload, uint64(len(value.Text)))
		payload = append(payload, value.Text...)
	}
	return block{kind: kindDictionary, count: len(entries), payload: payload}
}

// dictionary decodes the values of a dictionary of a column of this type.
func (b block) dictionary(t table.Type) ([]table.Value, error) {
	if b.kind != kindDictionary {
		return nil, fmt.Errorf("%w: no dictionary", errBlock)
	}
	// An entry takes two bytes at least.
	if b.count > len(b.payload)/2 {
		return nil, fmt.Errorf("%w: %d entries in %d bytes", errBlock, b.count, len(b.payload))
	}
	entries := make([]table.Value, 0, b.count)
	texts := string(b.payload) // one copy, which all texts share
	rest := b.payload
	for range b.count {
		if len(rest) == 0 {
			return nil, fmt.Errorf("%w: the dictionary ends early", errBlock)
		}
		state := rest[0]
		rest = rest[1:]
		if state == entryNumber {
			if len(rest) < 8 {
				return nil, fmt.Errorf("%w: the dictionary ends early", errBlock)
			}
			number := math.Float64frombits(binary.LittleEndian.Uint64(rest))
			if t.IsText() || math.IsNaN(number) || math.IsInf(number, 0) {
				return nil, fmt.Errorf("%w: number %v in a dictionary of type %s", errBlock, number, t)
			}
			entries = append(entries, table.NumberValue(number))
			rest = rest[8:]
			continue
		}
		length, n := binary.Uvarint(rest)
		if n <= 0 || state > byte(table.Misfit) || length > uint64(len(rest)-n) || (state == byte(table.Reported) && !t.IsText()) {
			return nil, fmt.Errorf("%w: a dictionary entry cannot be read", errBlock)
		}
		begin := len(b.payload) - len(rest) + n
		entries = append(entries, table.Value{State: table.State(state), Text: texts[begin : begin+int(length)]})
		rest = rest[n+int(length):]
	}
	if len(rest) != 0 {
		return nil, fmt.Errorf("%w: %d bytes after the dictionary", errBlock, len(rest))
	}
	return entries, nil
}

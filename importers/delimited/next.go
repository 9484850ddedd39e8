package delimited

import (
	"encoding/binary"
	"math/bits"
)

const (
	everyByte = 0x0101010101010101
	everyHigh = 0x8080808080808080
)

// nextOf returns the place of the next line end or delimiter from i on, or the
// length of the data. It looks at eight bytes at a time: this is where most of
// the time of reading a text goes.
func nextOf(data []byte, i int, delimiter byte) int {
	pattern := uint64(delimiter) * everyByte
	for ; i+8 <= len(data); i += 8 {
		word := binary.LittleEndian.Uint64(data[i:])
		if found := zeroBytes(word^pattern) | zeroBytes(word^'\n'*everyByte) | zeroBytes(word^'\r'*everyByte); found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(data); i++ {
		if c := data[i]; c == delimiter || c == '\n' || c == '\r' {
			break
		}
	}
	return i
}

// zeroBytes marks the bytes that are zero. Above the first of them it may mark
// others too.
func zeroBytes(word uint64) uint64 { return (word - everyByte) &^ word & everyHigh }

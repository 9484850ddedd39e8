package warehouse

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/zstd"
)

// A block is the envelope of everything that is kept column by column: a
// header of fixed length, and after it the payload, compressed if that pays.
//
//	0     layout of the block, 1
//	1     kind
//	2     bytes a code: 0, 1, 2 or 4
//	3     1 if the payload is compressed
//	4-7   number of rows or entries, little-endian
//	8-11  length of the payload before compression
//	12-15 CRC-32C of the first 12 bytes and the payload as it is stored
const (
	blockLayout     = 1
	blockHeaderSize = 16
)

// The kinds of block.
const (
	kindCodes      = 1 // codes alone
	kindNumbers    = 2 // float64 and, where a mark occurs, codes of marks
	kindDictionary = 3 // the values that codes stand for
)

// maxSegmentRows bounds what a damaged header can make a reader allocate.
const maxSegmentRows = 1 << 16

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errBlock = errors.New("damaged block")

// block is a decoded envelope.
type block struct {
	kind    byte
	width   int
	count   int
	payload []byte
}

// blockCodec compresses and decompresses. It is used from one goroutine.
type blockCodec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

func newBlockEncoder() (*blockCodec, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	return &blockCodec{encoder: encoder}, err
}

func newBlockDecoder() (*blockCodec, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderMaxWindow(1<<26))
	return &blockCodec{decoder: decoder}, err
}

func (c *blockCodec) close() {
	if c.encoder != nil {
		_ = c.encoder.Close()
	}
	if c.decoder != nil {
		c.decoder.Close()
	}
}

// encode wraps a payload. The result is the caller's.
func (c *blockCodec) encode(b block) []byte {
	out := make([]byte, blockHeaderSize, blockHeaderSize+len(b.payload)/2+64)
	out[0], out[1], out[2] = blockLayout, b.kind, byte(b.width)
	binary.LittleEndian.PutUint32(out[4:], uint32(b.count))
	binary.LittleEndian.PutUint32(out[8:], uint32(len(b.payload)))
	out = c.encoder.EncodeAll(b.payload, out)
	out[3] = 1
	if stored := len(out) - blockHeaderSize; stored >= len(b.payload)-len(b.payload)/8 {
		out = append(out[:blockHeaderSize], b.payload...)
		out[3] = 0
	}
	binary.LittleEndian.PutUint32(out[12:], blockSum(out))
	return out
}

func blockSum(data []byte) uint32 {
	return crc32.Update(crc32.Checksum(data[:12], castagnoli), castagnoli, data[blockHeaderSize:])
}

// decode unwraps a block. Its payload may share memory with data.
func (c *blockCodec) decode(data []byte) (block, error) {
	if len(data) < blockHeaderSize {
		return block{}, fmt.Errorf("%w: %d bytes", errBlock, len(data))
	}
	if binary.LittleEndian.Uint32(data[12:]) != blockSum(data) {
		return block{}, fmt.Errorf("%w: wrong checksum", errBlock)
	}
	return c.unwrap(data)
}

// unwrap decodes a block whose checksum is right.
func (c *blockCodec) unwrap(data []byte) (block, error) {
	b := block{kind: data[1], width: int(data[2]), count: int(binary.LittleEndian.Uint32(data[4:]))}
	length := int(binary.LittleEndian.Uint32(data[8:]))
	stored := data[blockHeaderSize:]
	if data[0] != blockLayout || data[3] > 1 {
		return block{}, fmt.Errorf("%w: layout %d", errBlock, data[0])
	}
	if b.kind != kindDictionary {
		if err := b.checkSegment(length); err != nil {
			return block{}, err
		}
	}
	if data[3] == 0 {
		if len(stored) != length {
			return block{}, fmt.Errorf("%w: %d bytes instead of %d", errBlock, len(stored), length)
		}
		b.payload = stored
		return b, nil
	}
	var err error
	if b.kind == kindDictionary {
		b.payload, err = expandStream(stored, length)
	} else {
		b.payload, err = c.decoder.DecodeAll(stored, make([]byte, 0, length))
	}
	if err != nil {
		return block{}, fmt.Errorf("%w: %w", errBlock, err)
	}
	if len(b.payload) != length {
		return block{}, fmt.Errorf("%w: %d bytes instead of %d", errBlock, len(b.payload), length)
	}
	return b, nil
}

// checkSegment checks that a segment's length follows from its rows.
func (b block) checkSegment(length int) error {
	per := b.width
	switch {
	case b.kind == kindNumbers:
		per += 8
	case b.kind != kindCodes || b.width == 0:
		return fmt.Errorf("%w: kind %d", errBlock, b.kind)
	}
	if b.width != 0 && b.width != 1 && b.width != 2 && b.width != 4 {
		return fmt.Errorf("%w: codes of %d bytes", errBlock, b.width)
	}
	if b.count > maxSegmentRows || length != b.count*per {
		return fmt.Errorf("%w: %d rows in %d bytes", errBlock, b.count, length)
	}
	return nil
}

// expandStream decompresses step by step, so that a length that is not true
// costs no more memory than what is really there.
func expandStream(stored []byte, length int) ([]byte, error) {
	reader, err := zstd.NewReader(bytes.NewReader(stored), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(1<<26))
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return io.ReadAll(io.LimitReader(reader, int64(length)+1))
}

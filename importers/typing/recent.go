package typing

import (
	"encoding/binary"
	"math/bits"
)

// recent remembers the places of texts that came a little while ago. Most
// columns say the same over and over; comparing two words of memory, and of
// long texts the rest, is several times quicker than asking a map. What it
// forgets is in the map.
//
// The zero value is ready for use and grows with the number of different
// texts. It is used from one goroutine.
type recent struct {
	slots  []recentSlot // a power of two of them
	missed int
}

type recentSlot struct {
	low, high uint64
	length    uint32 // 0 for an empty slot
	place     int32
	text      string // if two words do not hold it
}

const (
	longestWords = 16 // bytes that two words hold
	fewestRecent = 1 << 6
	mostRecent   = 1 << 12
)

// recentKey is the beginning and the end of a text as two words. Of texts of
// one length up to longestWords no two have the same.
func recentKey(raw []byte) (low, high uint64) {
	switch n := len(raw); {
	case n >= 8:
		return binary.LittleEndian.Uint64(raw), binary.LittleEndian.Uint64(raw[n-8:])
	case n >= 4:
		return uint64(binary.LittleEndian.Uint32(raw)), uint64(binary.LittleEndian.Uint32(raw[n-4:]))
	case n >= 2:
		return uint64(binary.LittleEndian.Uint16(raw)), uint64(raw[n-1])
	default:
		return uint64(raw[0]), 0
	}
}

func (r *recent) slot(low, high, length uint64) *recentSlot {
	hash, rest := bits.Mul64(low^0x9E3779B97F4A7C15, high^0xC2B2AE3D27D4EB4F^length)
	return &r.slots[(hash^rest)&uint64(len(r.slots)-1)]
}

// find returns the place entered last for a text, if it is still known.
func (r *recent) find(raw []byte) (place int, known bool) {
	if len(raw) == 0 || len(r.slots) == 0 {
		return 0, false
	}
	low, high := recentKey(raw)
	s := r.slot(low, high, uint64(len(raw)))
	known = s.length == uint32(len(raw)) && s.low == low && s.high == high && (len(raw) <= longestWords || s.text == string(raw))
	return int(s.place), known
}

// enter remembers the place of a text that was not found. most bounds the
// memory: the texts remembered at once.
func (r *recent) enter(raw []byte, place, most int) {
	if len(raw) == 0 || len(raw) > longestCounted {
		return
	}
	if r.missed++; r.missed > 8*len(r.slots) && len(r.slots) < min(most, mostRecent) {
		r.slots, r.missed = make([]recentSlot, max(fewestRecent, 4*len(r.slots))), 0
	}
	if len(r.slots) == 0 {
		return
	}
	low, high := recentKey(raw)
	s := r.slot(low, high, uint64(len(raw)))
	*s = recentSlot{low: low, high: high, length: uint32(len(raw)), place: int32(place)}
	if len(raw) > longestWords {
		s.text = string(raw)
	}
}

package typing

import (
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
)

// places numbers the texts of one column from 0 on, in the order in which they
// were entered. Most columns say the same over and over, so that most of the
// work on a column is finding a text again. A slot holds all of a short text,
// and finding it touches memory once.
//
// The zero value is ready for use. It is used from one goroutine.
type places struct {
	slots []placeSlot // a power of two of them, at most three quarters taken
	texts []string    // by their places
	// seeds keep files from being made of texts that all want one slot.
	seeds [2]uint64
}

type placeSlot struct {
	low, high uint64
	length    uint32 // 0 for an empty slot
	place     uint32
}

const (
	longestWords = 16 // bytes that two words hold
	fewestSlots  = 1 << 4
)

// wordsOf is the beginning and the end of a text as two words. Of texts of one
// length up to longestWords no two have the same.
func wordsOf(raw []byte) (low, high uint64) {
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

// first is the slot at which looking for a text begins.
func (p *places) first(low, high, length uint64) int {
	hash, rest := bits.Mul64(low^p.seeds[0], high^p.seeds[1]^length<<56)
	return int((hash ^ rest) & uint64(len(p.slots)-1))
}

// find returns the place of a text that was entered.
func (p *places) find(raw []byte) (place int, known bool) {
	if len(raw) == 0 || len(p.slots) == 0 {
		return 0, false
	}
	low, high := wordsOf(raw)
	for at := p.first(low, high, uint64(len(raw))); ; at = (at + 1) & (len(p.slots) - 1) {
		s := &p.slots[at]
		if s.length == 0 {
			return 0, false
		}
		if s.low == low && s.high == high && s.length == uint32(len(raw)) && (len(raw) <= longestWords || p.texts[s.place] == string(raw)) {
			return int(s.place), true
		}
	}
}

// enter gives a text that is not known, and not empty, the next place.
func (p *places) enter(text string) (place int) {
	place = len(p.texts)
	p.texts = append(p.texts, text)
	if 4*len(p.texts) > 3*len(p.slots) {
		p.grow()
	}
	low, high := wordsOf([]byte(text))
	p.put(placeSlot{low: low, high: high, length: uint32(len(text)), place: uint32(place)})
	return place
}

func (p *places) put(s placeSlot) {
	at := p.first(s.low, s.high, uint64(s.length))
	for p.slots[at].length != 0 {
		at = (at + 1) & (len(p.slots) - 1)
	}
	p.slots[at] = s
}

func (p *places) grow() {
	before := p.slots
	p.slots = make([]placeSlot, max(fewestSlots, 2*len(before)))
	if before == nil {
		p.seeds = [2]uint64{rand.Uint64(), rand.Uint64()}
	}
	for _, s := range before {
		if s.length != 0 {
			p.put(s)
		}
	}
}

func (p *places) len() int { return len(p.texts) }

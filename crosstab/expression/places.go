package expression

import (
	"encoding/binary"
	"sync"
	"unsafe"
)

// Places of kept rows are listed eight rows at a time: a byte says which of
// them are kept, and a table where those stand.

// eights holds for every byte the places of its ones, counted from the lowest,
// and how many there are.
type eights struct {
	places [256][8]uint16
	count  [256]uint8
}

var eightsTable = sync.OnceValue(func() *eights {
	t := &eights{}
	for bits := range 256 {
		for place := range 8 {
			if bits>>place&1 == 1 {
				t.places[bits][t.count[bits]] = uint16(place)
				t.count[bits]++
			}
		}
	}
	return t
})

// list writes the places of the ones in bits, which stand for the eight rows
// from row on, into places from n on, and returns where the next ones go. Eight
// places are written in any case; there have to be as many.
func (t *eights) list(places []uint16, n, row int, bits uint8) int {
	// Two words of four places each: the compiler makes eight stores of the plain
	// loop. Adding to all four at once never carries, since places are small, and
	// means the same in any order of bytes.
	into := (*[2]uint64)(unsafe.Pointer((*[8]uint16)(places[n : n+8])))
	from := (*[2]uint64)(unsafe.Pointer(&t.places[bits]))
	base := uint64(row) * 0x0001_0001_0001_0001
	into[0], into[1] = from[0]+base, from[1]+base
	return n + int(t.count[bits])
}

// keepMask lists the places of the ones in a mask of zeros and ones.
func keepMask(places []uint16, mask []uint8) []uint16 {
	t, n, i := eightsTable(), 0, 0
	for ; i+8 <= len(mask); i += 8 {
		// Multiplied, the lowest bits of the bytes come together in the highest.
		bits := binary.LittleEndian.Uint64(mask[i:]) * 0x0102_0408_1020_4080 >> 56
		n = t.list(places, n, i, uint8(bits))
	}
	for ; i < len(mask); i++ {
		places[n] = uint16(i)
		n += int(mask[i])
	}
	return places[:n]
}

// stretch is the codes that are kept if they are side by side, counting round
// from the last to the first: so many from low on.
type stretch struct {
	low, length uint8 // one less than there are
	is          bool
}

// stretchOf finds whether the kept ones of so many codes of a byte are side by
// side. What is beyond those codes does not occur and may count as kept.
func stretchOf(kept []uint8, used int) stretch {
	begins, ends := -1, -1 // of stretches; two are one if it goes round
	count := 0
	for code := range used {
		if kept[code] == 1 && (code == 0 || kept[code-1] == 0) {
			count++
			if begins < 0 || count == 2 {
				begins = code
			}
		}
		if kept[code] == 1 && (code+1 == used || kept[code+1] == 0) && (ends < 0 || count == 1) {
			ends = code
		}
	}
	round := count == 2 && kept[0] == 1 && kept[used-1] == 1
	if count != 1 && !round {
		return stretch{}
	}
	return stretch{low: uint8(begins), length: uint8(ends - begins), is: true}
}

// keepStretch lists the places of the codes of a stretch, comparing eight at
// once.
func keepStretch(places []uint16, codes []uint8, s stretch) []uint16 {
	const ones, high = 0x0101_0101_0101_0101, 0x8080_8080_8080_8080
	codes = codes[:len(places)]
	low := uint64(s.low) * ones
	// A code is kept if what it is above low, plus what is left of a byte above
	// the length, does not carry out of the byte.
	left := uint64(255-s.length) * ones
	t, n, i := eightsTable(), 0, 0
	for ; i+8 <= len(codes); i += 8 {
		x := binary.LittleEndian.Uint64(codes[i:])
		above := (x | high) - (low &^ high) ^ (x^^low)&high
		sum := (above&^high + left&^high) ^ (above^left)&high
		carried := above&left | (above|left)&^sum
		bits := (^carried >> 7 & ones) * 0x0102_0408_1020_4080 >> 56
		n = t.list(places, n, i, uint8(bits))
	}
	for ; i < len(codes); i++ {
		places[n] = uint16(i)
		if codes[i]-s.low <= s.length {
			n++
		}
	}
	return places[:n]
}

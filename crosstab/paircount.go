package crosstab

import "encoding/binary"

// Rows of a single key of one byte are counted two at a time: two codes side by
// side are one number of two bytes. A processor waits when it adds to a number
// that it has just written, as it would all the time with a few members; there
// are many more pairs than members, and half as many additions.

// pairedRows is from how many rows on a table of all pairs is worth making.
const pairedRows = 1 << 18

// pairable reports whether rows can be counted in pairs.
func (a *rowCount) pairable(k keys) bool {
	return k.second == nil && len(k.first.codes.U8) >= pairedRows
}

// countPairs counts the rows of strips in pairs, until settle.
func (a *rowCount) countPairs(key finder) func(s strip) {
	a.key = key
	a.pairs = make([]uint32, 1<<16)
	pairs, one, codes := (*[1 << 16]uint32)(a.pairs), key.offsets, key.codes.U8
	return func(s strip) {
		x := codes[s.from : s.from+s.length]
		if s.filtered {
			for _, place := range s.kept {
				a.n[one[x[place]]]++
			}
			return
		}
		for ; len(x) >= 8; x = x[8:] {
			four := binary.LittleEndian.Uint64(x)
			pairs[uint16(four)]++
			pairs[uint16(four>>16)]++
			pairs[uint16(four>>32)]++
			pairs[four>>48]++
		}
		for _, code := range x {
			a.n[one[code]]++
		}
	}
}

// settle adds what was counted in pairs, or code by code, to the cells.
func (a *rowCount) settle() {
	if a.fours != nil {
		for _, counts := range a.fours {
			for code, n := range counts {
				a.n[a.key.offsets[code]] += n
			}
		}
		a.fours = nil
	}
	for pair, n := range a.pairs {
		if n > 0 {
			a.n[a.key.offsets[pair&255]] += n
			a.n[a.key.offsets[pair>>8]] += n
		}
	}
	a.pairs = nil
}

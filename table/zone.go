package table

import (
	"slices"
	"sync/atomic"
)

// ZoneRows is how many rows one zone has.
const ZoneRows = 1 << 16

// zones are the least and the largest code of each stretch of ZoneRows rows.
// Each is found when it is first asked for: the least in the high half, the
// largest in the low one, and 1 added so that 0 is not known yet.
type zones []atomic.Uint64

// Zone returns the least and the largest code of the rows from zone*ZoneRows on,
// for a coded vector. Filters pass over zones in which no code is kept.
func (v *Vector) Zone(zone int) (least, most uint32) {
	known := v.zones.Load()
	if known == nil {
		made := make(zones, (v.length+ZoneRows-1)/ZoneRows)
		v.zones.CompareAndSwap(nil, &made)
		known = v.zones.Load()
	}
	at := &(*known)[zone]
	// The largest code is below the largest uint32, which no dictionary has.
	if found := at.Load(); found != 0 {
		return uint32(found >> 32), uint32(found) - 1
	}
	from, to := zone*ZoneRows, min(v.length, (zone+1)*ZoneRows)
	switch v.codes.Width() {
	case 1:
		least, most = span(v.codes.U8[from:to])
	case 2:
		least, most = span(v.codes.U16[from:to])
	default:
		least, most = span(v.codes.U32[from:to])
	}
	at.Store(uint64(least)<<32 | uint64(most) + 1)
	return least, most
}

func span[T uint8 | uint16 | uint32](codes []T) (least, most uint32) {
	return uint32(slices.Min(codes)), uint32(slices.Max(codes))
}

package crosstab

// The loop for three keys behind a filter, which is where most rows take most
// steps. All of its small tables stand in one piece of memory, so that one
// register leads to them, and a whole strip is an array, so that a place in it
// needs no check.

// shortTables are what the codes of one byte stand for.
type shortTables[V any] struct {
	two, three [256]uint32
	of         [256]V
}

// keptSum3 is fuseSum for three keys and a filter, where all codes but those of
// the first key have one byte; nil where they have not.
func keptSum3[A, T code, V tally | int64 | uint64](k keys, first []A, sums []V, codes []T, values []V) func(s strip) {
	v, narrow := any(codes).([]uint8)
	if !narrow || k.third == nil {
		return nil
	}
	tables := &shortTables[V]{two: [256]uint32(k.second.offsets), three: [256]uint32(k.third.offsets), of: [256]V(values)}
	one, y, z := k.first.offsets, k.second.codes.U8, k.third.codes.U8
	return func(s strip) {
		from := s.from
		if s.length == stripLength {
			addKeptStrip(s.kept, sums, one, tables, (*[stripLength]A)(first[from:]), (*[stripLength]uint8)(y[from:]), (*[stripLength]uint8)(z[from:]), (*[stripLength]uint8)(v[from:]))
			return
		}
		for _, place := range s.kept {
			at := from + int(place)
			sums[one[first[at]]+tables.two[y[at]]+tables.three[z[at]]] += tables.of[v[at]]
		}
	}
}

func addKeptStrip[A code, V tally | int64 | uint64](kept []uint16, sums []V, one []uint32, t *shortTables[V], x *[stripLength]A, y, z, v *[stripLength]uint8) {
	for _, place := range kept {
		place %= stripLength
		sums[one[x[place]]+t.two[y[place]]+t.three[z[place]]] += t.of[v[place]]
	}
}

// keptCount3 is fuseCount for three keys and a filter.
func keptCount3[A code](k keys, first []A, n []uint32) func(s strip) {
	tables := &shortTables[struct{}]{two: [256]uint32(k.second.offsets), three: [256]uint32(k.third.offsets)}
	one, y, z := k.first.offsets, k.second.codes.U8, k.third.codes.U8
	return func(s strip) {
		x, y, z := first[s.from:s.from+s.length], y[s.from:s.from+s.length], z[s.from:s.from+s.length]
		for _, place := range s.kept {
			n[one[x[place]]+tables.two[y[place]]+tables.three[z[place]]]++
		}
	}
}

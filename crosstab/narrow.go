package crosstab

// The loops for codes of one byte, which most fields of schools have: tables
// of 256 entries need no check of the index.

// narrowSum is fuseSum where all codes have one byte; nil where they have not.
func narrowSum[T code, V tally | int64 | uint64](k keys, sums []V, codes []T, values []V) func(s strip) {
	v, narrow := any(codes).([]uint8)
	if !narrow || k.first.codes.Width() != 1 {
		return nil
	}
	x, one := k.first.codes.U8, k.first.offsets
	switch {
	case k.second == nil:
		return func(s strip) { narrowSum1(s, sums, x, v, one, values) }
	case k.third == nil:
		y, two := k.second.codes.U8, k.second.offsets
		return func(s strip) { narrowSum2(s, sums, x, y, v, one, two, values) }
	}
	y, two := k.second.codes.U8, k.second.offsets
	z, three := k.third.codes.U8, k.third.offsets
	return func(s strip) { narrowSum3(s, sums, x, y, z, v, one, two, three, values) }
}

func narrowSum1[V tally | int64 | uint64](s strip, sums []V, x, v []uint8, offsets []uint32, values []V) {
	one, of := (*[256]uint32)(offsets), (*[256]V)(values)
	x = x[s.from : s.from+s.length]
	v = v[s.from : s.from+s.length][:len(x)]
	if s.filtered {
		for _, place := range s.kept {
			sums[one[x[place]]] += of[v[place]]
		}
		return
	}
	for i, code := range x {
		sums[one[code]] += of[v[i]]
	}
}

func narrowSum2[V tally | int64 | uint64](s strip, sums []V, x, y, v []uint8, ones, twos []uint32, values []V) {
	one, two, of := (*[256]uint32)(ones), (*[256]uint32)(twos), (*[256]V)(values)
	x = x[s.from : s.from+s.length]
	y, v = y[s.from : s.from+s.length][:len(x)], v[s.from : s.from+s.length][:len(x)]
	if s.filtered {
		for _, place := range s.kept {
			sums[one[x[place]]+two[y[place]]] += of[v[place]]
		}
		return
	}
	for i, code := range x {
		sums[one[code]+two[y[i]]] += of[v[i]]
	}
}

func narrowSum3[V tally | int64 | uint64](s strip, sums []V, x, y, z, v []uint8, ones, twos, threes []uint32, values []V) {
	one, two, three, of := (*[256]uint32)(ones), (*[256]uint32)(twos), (*[256]uint32)(threes), (*[256]V)(values)
	x = x[s.from : s.from+s.length]
	y, z, v = y[s.from : s.from+s.length][:len(x)], z[s.from : s.from+s.length][:len(x)], v[s.from : s.from+s.length][:len(x)]
	for i, code := range x {
		sums[one[code]+two[y[i]]+three[z[i]]] += of[v[i]]
	}
}

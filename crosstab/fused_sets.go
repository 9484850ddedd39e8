package crosstab

// The loops that put codes into the sets of cells.

func (a *setTable[T]) fuse(k keys) func(s strip) {
	if k.second != nil {
		return nil
	}
	k = k.scaled(a.words)
	switch first := k.first.codes; first.Width() {
	case 1:
		return fuseSet(k, first.U8, a.sets, a.codes)
	case 2:
		return fuseSet(k, first.U16, a.sets, a.codes)
	default:
		return fuseSet(k, first.U32, a.sets, a.codes)
	}
}

func fuseSet[A, T code](k keys, first []A, sets []uint64, codes []T) func(s strip) {
	one := k.first.offsets
	return func(s strip) {
		x := first[s.from : s.from+s.length]
		v := codes[s.from : s.from+s.length][:len(x)]
		if s.filtered {
			for _, place := range s.kept {
				code := uint32(v[place])
				sets[one[x[place]]+code>>6] |= 1 << (code & 63)
			}
			return
		}
		for i, key := range x {
			code := uint32(v[i])
			sets[one[key]+code>>6] |= 1 << (code & 63)
		}
	}
}

// countBeside returns the scan of a strip if all there is to do is to count
// rows and to put codes into sets, by one key of one byte; nil otherwise. A
// processor that waits for sets has time to count.
func countBeside(all []accumulator, k keys) func(s strip) {
	if len(all) != 2 || k.second != nil || k.first.codes.Width() != 1 {
		return nil
	}
	rows, counts := all[1].(*rowCount)
	set, able := all[0].(interface {
		fuseCounting(k keys, rows *rowCount) func(s strip)
	})
	if !counts || !able {
		return nil
	}
	return set.fuseCounting(k, rows)
}

func (a *setTable[T]) fuseCounting(k keys, rows *rowCount) func(s strip) {
	filtered := a.fuse(k)
	counted, offsets := k.first.offsets, [256]uint32(k.scaled(a.words).first.offsets)
	rows.pairs, rows.key, rows.fours = nil, k.first, &[4][256]uint32{}
	return func(s strip) {
		x := k.first.codes.U8[s.from : s.from+s.length]
		if s.filtered {
			filtered(s)
			for _, place := range s.kept {
				rows.n[counted[x[place]]]++
			}
			return
		}
		addSetsCounting(a.sets, x, a.codes[s.from:s.from+s.length], &offsets, rows.fours)
	}
}

// addSetsCounting puts codes into the sets of their cells and counts the keys,
// in four tables in turn: a processor waits when it adds to a number that it
// has just written.
func addSetsCounting[T code](sets []uint64, x []uint8, v []T, offsets *[256]uint32, n *[4][256]uint32) {
	v = v[:len(x)]
	for ; len(x) >= 4 && len(v) >= 4; x, v = x[4:], v[4:] {
		a, b, c, d := uint32(v[0]), uint32(v[1]), uint32(v[2]), uint32(v[3])
		i, j, k, l := x[0], x[1], x[2], x[3]
		n[0][i]++
		sets[offsets[i]+a>>6] |= 1 << (a & 63)
		n[1][j]++
		sets[offsets[j]+b>>6] |= 1 << (b & 63)
		n[2][k]++
		sets[offsets[k]+c>>6] |= 1 << (c & 63)
		n[3][l]++
		sets[offsets[l]+d>>6] |= 1 << (d & 63)
	}
	for i, key := range x {
		code := uint32(v[i])
		n[0][key]++
		sets[offsets[key]+code>>6] |= 1 << (code & 63)
	}
}

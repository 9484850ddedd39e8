package crosstab

// threeKeys finds the cells of rows by three keys in one go, where all but the
// first have codes of one byte. Their small tables stand in one piece of memory,
// so that one register leads to them.
type threeKeys struct {
	keys
	two, three [256]uint32
}

// threeKeysOf arranges three finders; nil if they are not three, or too wide.
func threeKeysOf(finders []finder) *threeKeys {
	if k, able := keysOf(finders); able && k.third != nil {
		return &threeKeys{keys: k, two: [256]uint32(k.second.offsets), three: [256]uint32(k.third.offsets)}
	}
	return nil
}

// find writes the cell number of each kept row of a strip.
func (t *threeKeys) find(cells []uint32, s strip) {
	switch codes := t.first.codes; codes.Width() {
	case 1:
		findThree(t, cells, codes.U8, s)
	case 2:
		findThree(t, cells, codes.U16, s)
	default:
		findThree(t, cells, codes.U32, s)
	}
}

func findThree[A code](t *threeKeys, cells []uint32, first []A, s strip) {
	one := t.first.offsets
	x := first[s.from : s.from+s.length]
	y, z := t.second.codes.U8[s.from : s.from+s.length][:len(x)], t.third.codes.U8[s.from : s.from+s.length][:len(x)]
	switch {
	case !s.filtered:
		cells = cells[:len(x)]
		for i, code := range x {
			cells[i] = one[code] + t.two[y[i]] + t.three[z[i]]
		}
	case s.length == stripLength:
		// A whole strip is an array, so that a place in it needs no check.
		findKeptThree(t, cells, s.kept, one, (*[stripLength]A)(x), (*[stripLength]uint8)(y), (*[stripLength]uint8)(z))
	default:
		for i, place := range s.kept {
			cells[i] = one[x[place]] + t.two[y[place]] + t.three[z[place]]
		}
	}
}

func findKeptThree[A code](t *threeKeys, cells []uint32, kept []uint16, one []uint32, x *[stripLength]A, y, z *[stripLength]uint8) {
	cells = cells[:len(kept)]
	for i, place := range kept {
		place %= stripLength
		cells[i] = one[x[place]] + t.two[y[place]] + t.three[z[place]]
	}
}

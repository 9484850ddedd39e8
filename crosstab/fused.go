package crosstab

// Most cross-tabs have few keys with few members each, and ask for what adds
// up. For those the cell of a row is found and added to in the same step,
// rather than written down and read again: the loops here. Everything else
// takes the steps of reader.each one by one, which is slower by about half and
// does the same.

// fusing is an accumulator that can find the cells of rows by itself. fuse
// returns nil if it cannot for these keys.
type fusing interface {
	fuse(keys keys) func(s strip)
}

// keys are up to three finders of which all but the first have codes of one
// byte. A finder's place in the sum does not matter, so that the widest codes
// come first.
type keys struct {
	first         finder
	second, third *finder // nil if there are fewer
}

// keysOf arranges finders; false if they are too many or too wide.
func keysOf(finders []finder) (keys, bool) {
	if len(finders) == 0 || len(finders) > 3 {
		return keys{}, false
	}
	widest := 0
	for i, f := range finders {
		if f.codes.Width() > finders[widest].codes.Width() {
			widest = i
		}
	}
	k := keys{first: finders[widest]}
	for i := range finders {
		if i == widest {
			continue
		}
		if finders[i].codes.Width() != 1 {
			return keys{}, false
		}
		if k.second == nil {
			k.second = &finders[i]
		} else {
			k.third = &finders[i]
		}
	}
	return k, true
}

// scaled returns the keys with every offset times a factor.
func (k keys) scaled(factor int) keys {
	scale := func(f finder) finder {
		offsets := make([]uint32, len(f.offsets))
		for code, offset := range f.offsets {
			offsets[code] = offset * uint32(factor)
		}
		return finder{f.codes, offsets}
	}
	k.first = scale(k.first)
	for _, other := range []**finder{&k.second, &k.third} {
		if *other != nil {
			f := scale(**other)
			*other = &f
		}
	}
	return k
}

// inOneLoop returns the whole scan of a block if every accumulator can find the
// cells by itself, and nil otherwise.
func inOneLoop(p *plan, all []accumulator, r *reader) func(from, to int) {
	keys, able := keysOf(p.finders)
	if !able {
		return nil
	}
	var adds []func(s strip)
	for _, a := range all {
		fusable, able := a.(fusing)
		if !able {
			return nil
		}
		add := fusable.fuse(keys)
		if add == nil {
			return nil
		}
		adds = append(adds, add)
	}
	if add := countBeside(all, keys); add != nil {
		adds = []func(s strip){add}
	}
	if r.filter == nil && len(adds) == 1 {
		return func(from, to int) { adds[0](strip{from: from, length: to - from}) }
	}
	return func(from, to int) {
		for ; from < to; from += stripLength {
			s := r.keep(from, min(stripLength, to-from))
			for _, add := range adds {
				add(s)
			}
		}
	}
}

// fuseSum adds to each row's cell what a table says of the row's code.
func fuseSum[T code, V tally | int64 | uint64](k keys, sums []V, codes []T, values []V) func(s strip) {
	whole := narrowSum(k, sums, codes, values)
	if whole == nil {
		whole = fuseWideSum(k, sums, codes, values)
	}
	if k.third == nil {
		return whole
	}
	var kept func(s strip)
	switch first := k.first.codes; first.Width() {
	case 1:
		kept = keptSum3(k, first.U8, sums, codes, values)
	case 2:
		kept = keptSum3(k, first.U16, sums, codes, values)
	default:
		kept = keptSum3(k, first.U32, sums, codes, values)
	}
	return func(s strip) {
		if s.filtered && kept != nil {
			kept(s)
		} else {
			whole(s)
		}
	}
}

func fuseWideSum[T code, V tally | int64 | uint64](k keys, sums []V, codes []T, values []V) func(s strip) {
	switch first := k.first.codes; first.Width() {
	case 1:
		return fuseSumBy(k, first.U8, sums, codes, values)
	case 2:
		return fuseSumBy(k, first.U16, sums, codes, values)
	default:
		return fuseSumBy(k, first.U32, sums, codes, values)
	}
}

func fuseSumBy[A, T code, V tally | int64 | uint64](k keys, first []A, sums []V, codes []T, values []V) func(s strip) {
	one := k.first.offsets
	switch {
	case k.second == nil:
		return func(s strip) {
			x := first[s.from : s.from+s.length]
			v := codes[s.from : s.from+s.length][:len(x)]
			if s.filtered {
				for _, place := range s.kept {
					sums[one[x[place]]] += values[v[place]]
				}
				return
			}
			for i, code := range x {
				sums[one[code]] += values[v[i]]
			}
		}
	case k.third == nil:
		return func(s strip) {
			two := (*[256]uint32)(k.second.offsets)
			x := first[s.from : s.from+s.length]
			y, v := k.second.codes.U8[s.from : s.from+s.length][:len(x)], codes[s.from : s.from+s.length][:len(x)]
			if s.filtered {
				for _, place := range s.kept {
					sums[one[x[place]]+two[y[place]]] += values[v[place]]
				}
				return
			}
			for i, code := range x {
				sums[one[code]+two[y[i]]] += values[v[i]]
			}
		}
	}
	return func(s strip) {
		two, three := (*[256]uint32)(k.second.offsets), (*[256]uint32)(k.third.offsets)
		x := first[s.from : s.from+s.length]
		y, z := k.second.codes.U8[s.from : s.from+s.length][:len(x)], k.third.codes.U8[s.from : s.from+s.length][:len(x)]
		v := codes[s.from : s.from+s.length][:len(x)]
		if s.filtered {
			for _, place := range s.kept {
				sums[one[x[place]]+two[y[place]]+three[z[place]]] += values[v[place]]
			}
			return
		}
		for i, code := range x {
			sums[one[code]+two[y[i]]+three[z[i]]] += values[v[i]]
		}
	}
}

func (a *unitTable[T]) fuse(k keys) func(s strip)  { return fuseSum(k, a.sums, a.codes, a.values) }
func (a *tallyTable[T]) fuse(k keys) func(s strip) { return fuseSum(k, a.sums, a.codes, a.values) }

func (p *packedTable[T]) fuse(k keys) func(s strip) {
	add := fuseSum(k, p.words, p.codes, p.each)
	return func(s strip) {
		p.hold(s.rows())
		add(s)
	}
}

func (a *rowCount) fuse(k keys) func(s strip) {
	if a.pairable(k) {
		return a.countPairs(k.first)
	}
	switch first := k.first.codes; first.Width() {
	case 1:
		return fuseCount(k, first.U8, a.n)
	case 2:
		return fuseCount(k, first.U16, a.n)
	default:
		return fuseCount(k, first.U32, a.n)
	}
}

func fuseCount[A code](k keys, first []A, n []uint32) func(s strip) {
	one := k.first.offsets
	switch {
	case k.second == nil:
		return func(s strip) {
			x := first[s.from : s.from+s.length]
			if s.filtered {
				for _, place := range s.kept {
					n[one[x[place]]]++
				}
				return
			}
			for _, code := range x {
				n[one[code]]++
			}
		}
	case k.third == nil:
		return func(s strip) {
			two := (*[256]uint32)(k.second.offsets)
			x := first[s.from : s.from+s.length]
			y := k.second.codes.U8[s.from : s.from+s.length][:len(x)]
			if s.filtered {
				for _, place := range s.kept {
					n[one[x[place]]+two[y[place]]]++
				}
				return
			}
			for i, code := range x {
				n[one[code]+two[y[i]]]++
			}
		}
	}
	kept := keptCount3(k, first, n)
	return func(s strip) {
		two, three := (*[256]uint32)(k.second.offsets), (*[256]uint32)(k.third.offsets)
		if s.filtered {
			kept(s)
			return
		}
		x := first[s.from : s.from+s.length]
		y, z := k.second.codes.U8[s.from : s.from+s.length][:len(x)], k.third.codes.U8[s.from : s.from+s.length][:len(x)]
		for i, code := range x {
			n[one[code]+two[y[i]]+three[z[i]]]++
		}
	}
}

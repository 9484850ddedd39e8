package crosstab

// leaves is what was gathered about one field in every leaf cell and can be
// added up further. Parts that were not asked for are nil.
type leaves struct {
	tallies []tally
	units   []int64
	wides   []wide
	spans   []span
	moments []moment
	ends    [][]endpoint // by order
}

// Each accumulator says what it gathered by leaf cell.
type (
	tallied interface{ tallies() []tally }
	counted interface{ units() []int64 }
	widened interface{ wides() []wide }
	spanned interface{ leafSpans() []span }
)

// leaves returns what the accumulators of a field hold.
func (g *gathering) leaves() leaves {
	var l leaves
	if a, ok := g.tallies.(tallied); ok {
		l.tallies = a.tallies()
	}
	switch a := g.sums.(type) {
	case counted:
		l.units = a.units()
	case widened:
		l.wides = a.wides()
	}
	if a, ok := g.spans.(spanned); ok {
		l.spans = a.leafSpans()
	}
	if a, ok := g.moments.(interface{ leafMoments() []moment }); ok {
		l.moments = a.leafMoments()
	}
	for _, a := range g.ends {
		l.ends = append(l.ends, a.(*endpointTable).found)
	}
	return l
}

// size is about how many bytes the leaves take.
func (l leaves) size() int {
	size := 8*len(l.tallies) + 8*len(l.units) + 16*len(l.wides) + 16*len(l.spans) + 32*len(l.moments)
	for _, found := range l.ends {
		size += 16 * len(found)
	}
	return size
}

// Each of these adds what one leaf holds to another.
func addNumber[T uint32 | int64 | tally](into *T, from T) { *into += from }

func addWide(into *wide, from wide) { into.join(from) }
func addSpan(into *span, from span) { into.widen(from) }

// regroup adds up leaves into others: what is in from[i] goes to cell to[i] of
// as many as there are. Leaves without rows stay out.
func regroup[T any](from []T, n, to []uint32, cells int, nothing T, add func(into *T, from T)) []T {
	if from == nil {
		return nil
	}
	into := make([]T, cells)
	for i := range into {
		into[i] = nothing
	}
	for i, v := range from {
		if n[i] > 0 {
			add(&into[to[i]], v)
		}
	}
	return into
}

// regroup adds up all that is known of the leaves of a field.
func (l leaves) regroup(f *field, n, to []uint32, cells int) leaves {
	var ends [][]endpoint
	for i, found := range l.ends {
		ends = append(ends, regroup(found, n, to, cells, noEndpoint(), f.orders[i].keep()))
	}
	return leaves{
		tallies: regroup(l.tallies, n, to, cells, 0, addNumber),
		units:   regroup(l.units, n, to, cells, 0, addNumber),
		wides:   regroup(l.wides, n, to, cells, wide{}, addWide),
		spans:   regroup(l.spans, n, to, cells, noSpan(), addSpan),
		moments: regroup(l.moments, n, to, cells, moment{}, addMoment),
		ends:    ends,
	}
}

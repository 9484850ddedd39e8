package crosstab

// leaves is what was gathered about one field in every leaf cell and can be
// added up further. Parts that were not asked for are nil.
type leaves struct {
	tallies []tally
	units   []int64
	wides   []wide
	spans   []span
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
	return l
}

// size is about how many bytes the leaves take.
func (l leaves) size() int {
	return 8*len(l.tallies) + 8*len(l.units) + 16*len(l.wides) + 16*len(l.spans)
}

// Each of these adds what one leaf holds to another.
func addCount(into *uint32, from uint32) { *into += from }
func addTally(into *tally, from tally)   { *into += from }
func addUnits(into *int64, from int64)   { *into += from }
func addWide(into *wide, from wide)      { into.join(from) }
func addSpan(into *span, from span)      { into.widen(from) }

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

// regroup adds up all that is known of the leaves.
func (l leaves) regroup(n, to []uint32, cells int) leaves {
	return leaves{
		tallies: regroup(l.tallies, n, to, cells, 0, addTally),
		units:   regroup(l.units, n, to, cells, 0, addUnits),
		wides:   regroup(l.wides, n, to, cells, wide{}, addWide),
		spans:   regroup(l.spans, n, to, cells, noSpan(), addSpan),
	}
}

package profiles

import "slices"

// Same reports whether two headers are names of one column: a profile knows
// them as that, and none knows them as two.
func (l *Library) Same(a, b string) bool {
	first, second := fold(a), fold(b)
	if first == "" || second == "" {
		return false
	}
	found := false
	for _, profile := range l.profiles {
		one, other := profile.named(first), profile.named(second)
		switch {
		case one < 0 || other < 0:
		case one != other:
			return false
		default:
			found = true
		}
	}
	return found
}

// named returns the place of the column with this folded name or synonym, or
// -1.
func (p *Profile) named(folded string) int {
	return slices.IndexFunc(p.columns, func(m matcher) bool { return slices.Contains(m.names, folded) })
}

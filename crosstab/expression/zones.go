package expression

import "github.com/schoolbench/schoolbench/table"

// answers is a set of truth values: those that a condition may have in a
// stretch of rows.
type answers uint8

const (
	mayBeFalse   answers = 1 << isFalse
	mayBeUnknown answers = 1 << isUnknown
	mayBeTrue    answers = 1 << isTrue
	mayBeAny             = mayBeFalse | mayBeUnknown | mayBeTrue
)

// zoned counts how often a table of answers has each truth value before a code,
// so that the answers of codes between two are known at once.
type zoned struct {
	vector *table.Vector
	before [3][]uint32
}

func zonedOf(vector *table.Vector, answer []uint8) *zoned {
	z := &zoned{vector: vector}
	used := len(vector.Dictionary())
	for truth := range z.before {
		z.before[truth] = make([]uint32, used+1)
	}
	for code, is := range answer[:used] {
		for truth := range z.before {
			z.before[truth][code+1] = z.before[truth][code]
		}
		z.before[is][code+1]++
	}
	return z
}

// in returns the answers of the rows of a zone.
func (z *zoned) in(zone int) answers {
	least, most := z.vector.Zone(zone)
	var found answers
	for truth, before := range z.before {
		if before[most+1] > before[least] {
			found |= 1 << truth
		}
	}
	return found
}

// in returns the answers that a condition may have for the rows of a zone.
func (s *step) in(zone int) answers {
	switch {
	case s.fixed:
		return 1 << s.always
	case s.zones != nil:
		return s.zones.in(zone)
	case s.logic == "":
		return mayBeAny
	}
	first := s.parts[0].in(zone)
	var found answers
	if s.logic == "not" {
		for truth := range uint8(3) {
			if first>>truth&1 == 1 {
				found |= 1 << (isTrue - truth)
			}
		}
		return found
	}
	second := s.parts[1].in(zone)
	for a := range uint8(3) {
		for b := range uint8(3) {
			switch {
			case first>>a&1 == 0 || second>>b&1 == 0:
			case s.logic == "and":
				found |= 1 << min(a, b)
			default:
				found |= 1 << max(a, b)
			}
		}
	}
	return found
}

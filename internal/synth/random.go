package synth

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// subject separates what is drawn about one entity: two subjects of the same
// student and year are independent of each other.
type subject uint64

const (
	aboutStart subject = iota + 1
	aboutYear
	aboutPerson
	aboutAttendance
	aboutMarks
	aboutTests
	aboutConduct
	aboutServices
	aboutSchool
	aboutPost
	aboutStaff
	aboutBudget
	aboutFaults
	aboutSeason
	aboutSSID
	aboutCDS
)

// draws is the run of random numbers about one subject. It is a value, so that
// a row costs no allocation.
type draws struct{ source rand.PCG }

// draw starts the run about a subject of an entity, named by two numbers.
func (d *District) draw(about subject, entity, part int) draws {
	high := scatter(d.options.Seed ^ scatter(uint64(about)<<56|uint64(entity)))
	low := scatter(high + uint64(part)*0x9e3779b97f4a7c15)
	var run draws
	run.source.Seed(high, low)
	return run
}

// scatter spreads neighbouring numbers over all 64 bits, so that neighbouring
// entities do not resemble each other. It is one to one.
func scatter(x uint64) uint64 {
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	return x
}

// share returns a number from 0 up to but not including 1.
func (r *draws) share() float64 { return float64(r.source.Uint64()>>11) / (1 << 53) }

// chance is true with this probability.
func (r *draws) chance(probability float64) bool { return r.share() < probability }

// below returns a number from 0 to n-1. The bias of the multiplication is below
// n in 2^64.
func (r *draws) below(n int) int { return int(r.share() * float64(n)) }

// between returns a number from low to high, both included.
func (r *draws) between(low, high int) int { return low + r.below(high-low+1) }

// normal returns a number from the standard normal distribution.
func (r *draws) normal() float64 {
	radius := math.Sqrt(-2 * math.Log(1-r.share()))
	return radius * math.Cos(2*math.Pi*r.share())
}

// count returns a number from the Poisson distribution with this mean, at most
// limit.
func (r *draws) count(mean float64, limit int) int {
	left, n := math.Exp(-mean), 0
	for product := r.share(); product > left && n < limit; product *= r.share() {
		n++
	}
	return n
}

// pick returns a position in weights, drawn in proportion to them.
func (r *draws) pick(weights []float64) int {
	total := 0.0
	for _, weight := range weights {
		total += weight
	}
	at := r.share() * total
	for i, weight := range weights {
		if at < weight {
			return i
		}
		at -= weight
	}
	return len(weights) - 1
}

// numbering gives entities identifying numbers that do not show their position.
type numbering struct{ size, step, offset uint64 }

// numbering returns the numbers below size for a kind of entity.
func (d *District) numbering(about subject, size int) numbering {
	// A step that shares no factor with the size visits every number below it
	// once before it comes round.
	step := size*61_803/100_000 | 1
	for common(step, size) != 1 {
		step += 2
	}
	offset := scatter(d.options.Seed^uint64(about)<<48) % uint64(size)
	return numbering{size: uint64(size), step: uint64(step), offset: offset}
}

// at returns the number of the entity at a position, which must be below the
// size. It is never given twice.
func (n numbering) at(position int) int {
	high, low := bits.Mul64(uint64(position), n.step)
	return int((bits.Rem64(high, low, n.size) + n.offset) % n.size)
}

// common is the greatest common divisor of two positive numbers.
func common(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

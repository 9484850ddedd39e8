package crosstab

import (
	"context"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// tabledPairs is how many combinations are looked up in a table rather than in
// a hash map.
const tabledPairs = 1 << 24

// compact numbers only the combinations of members that occur in a kept row,
// in display order, and notes the leaf of every row. It takes the keys in one
// by one, so that no more combinations are ever in memory than occur.
func (a *axis) compact(ctx context.Context, rows int, filter *expression.Filter) error {
	leafOf := make([]uint32, rows)
	a.leaves, a.paths = 1, nil
	for _, k := range a.keys {
		pairs, err := pairsOf(ctx, leafOf, k, a.leaves, filter)
		if err != nil {
			return err
		}
		if len(pairs) > maxCells {
			return tooManyCells(fmt.Sprintf("%d combinations on one side", len(pairs)), maxCells)
		}
		size := uint64(max(1, len(k.members)))
		if err := renumber(ctx, leafOf, k, pairs, size); err != nil {
			return err
		}
		paths := make([][]uint32, len(a.paths)+1)
		for i := range paths {
			paths[i] = make([]uint32, len(pairs))
		}
		for leaf, pair := range pairs {
			for i := range a.paths {
				paths[i][leaf] = a.paths[i][pair/size]
			}
			paths[len(a.paths)][leaf] = uint32(pair % size)
		}
		a.paths, a.leaves = paths, len(pairs)
	}
	a.leafOf = table.PackCodes(leafOf, max(1, a.leaves))
	return nil
}

// pairsOf returns which combinations of a leaf so far and a member of the next
// key occur, ascending. A combination is leaf * members + member.
func pairsOf(ctx context.Context, leafOf []uint32, k *key, leaves int, filter *expression.Filter) ([]uint64, error) {
	size := max(1, len(k.members))
	tabled := leaves <= tabledPairs/size
	tables := make([][]bool, cores(len(leafOf)))
	sets := make([]map[uint64]struct{}, len(tables))
	err := inBlocks(ctx, len(leafOf), func(core int) func(from, to int) {
		r := newReader([]finder{{k.codes, k.places}}, filter)
		if tabled {
			seen := make([]bool, leaves*size)
			tables[core] = seen
			return func(from, to int) {
				r.each(from, to, func(cells []uint32, s strip) {
					for i, place := range cells {
						seen[int(leafOf[s.row(i)])*size+int(place)] = true
					}
				})
			}
		}
		set := map[uint64]struct{}{}
		sets[core] = set
		return func(from, to int) {
			r.each(from, to, func(cells []uint32, s strip) {
				for i, place := range cells {
					if len(set) > maxCells {
						return // too many already, whatever follows
					}
					set[uint64(leafOf[s.row(i)])*uint64(size)+uint64(place)] = struct{}{}
				}
			})
		}
	})
	if err != nil {
		return nil, err
	}
	var pairs []uint64
	if tabled {
		for pair := range tables[0] {
			for _, seen := range tables {
				if seen[pair] {
					pairs = append(pairs, uint64(pair))
					break
				}
			}
		}
		return pairs, nil
	}
	for _, set := range sets {
		for pair := range set {
			pairs = append(pairs, pair)
		}
	}
	if err := sortPairs(ctx, pairs); err != nil {
		return nil, err
	}
	return slices.Compact(pairs), nil
}

// sortPairs sorts by one byte after the other from the last, which takes a few
// short rounds between which it can be cancelled.
func sortPairs(ctx context.Context, pairs []uint64) error {
	var bits uint64
	for _, pair := range pairs {
		bits |= pair
	}
	from, to := pairs, make([]uint64, len(pairs))
	for shift := 0; bits>>shift > 0; shift += 8 {
		if err := ctx.Err(); err != nil {
			return err
		}
		var starts [257]int
		for _, pair := range from {
			starts[pair>>shift&255+1]++
		}
		for i := range 256 {
			starts[i+1] += starts[i]
		}
		for _, pair := range from {
			digit := pair >> shift & 255
			to[starts[digit]] = pair
			starts[digit]++
		}
		from, to = to, from
	}
	copy(pairs, from)
	return nil
}

// renumber gives every row its new leaf. Rows that are not kept may get any.
func renumber(ctx context.Context, leafOf []uint32, k *key, pairs []uint64, size uint64) error {
	var numbers map[uint64]uint32
	var numbered []uint32
	if last := uint64(len(pairs)); last > 0 && pairs[last-1] < tabledPairs {
		numbered = make([]uint32, pairs[last-1]+1)
		for leaf, pair := range pairs {
			numbered[pair] = uint32(leaf)
		}
	} else {
		numbers = make(map[uint64]uint32, len(pairs))
		for leaf, pair := range pairs {
			numbers[pair] = uint32(leaf)
		}
	}
	return inBlocks(ctx, len(leafOf), func(int) func(from, to int) {
		r := newReader([]finder{{k.codes, k.places}}, nil)
		return func(from, to int) {
			r.each(from, to, func(cells []uint32, s strip) {
				for i, place := range cells {
					row := s.from + i
					pair := uint64(leafOf[row])*size + uint64(place)
					switch {
					case numbers != nil:
						leafOf[row] = numbers[pair]
					case pair < uint64(len(numbered)):
						leafOf[row] = numbered[pair]
					default:
						leafOf[row] = 0
					}
				}
			})
		}
	})
}

package app

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// sortColumn is one column that rows are put in order by.
type sortColumn struct {
	vector  *table.Vector
	falling bool
}

// sortedRows returns the rows in the order of the first column's values, those
// with equal values in the order of the second, and so on. Rows that are equal
// in all of them stay in the order they were given; what is not reported comes
// last either way. rows nil stands for all length rows.
//
// Each column is ranked once and the rows are then dealt out by the digits of
// their ranks, from the last column to the first: a million rows take a few
// passes over numbers instead of twenty million comparisons of values.
func sortedRows(ctx context.Context, columns []sortColumn, rows []int, length int) ([]int, error) {
	if rows == nil {
		rows = make([]int, length)
		for i := range rows {
			rows[i] = i
		}
	} else {
		rows = slices.Clone(rows)
	}
	dealt := make([]int, len(rows))
	for _, column := range slices.Backward(columns) {
		rank, err := column.ranks(ctx)
		if err != nil {
			return nil, err
		}
		if rows, dealt, err = dealOut(ctx, rows, dealt, rank); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// ranks returns what is the smaller the earlier a row comes.
func (s sortColumn) ranks(ctx context.Context) (func(row int) uint64, error) {
	if !s.vector.IsCoded() {
		numbers, falling := s.vector.Numbers(), s.falling
		return func(row int) uint64 {
			n := numbers[row]
			if n != n {
				return math.MaxUint64
			}
			return orderedBits(n, falling)
		}, nil
	}
	dictionary := s.vector.Dictionary()
	order, err := dictionaryOrder(ctx, dictionary, s.vector.Column().Type.IsText())
	if err != nil {
		return nil, err
	}
	rank := make([]uint32, len(dictionary))
	for place, code := range order {
		switch {
		case !dictionary[code].IsReported():
			rank[code] = math.MaxUint32
		case s.falling:
			rank[code] = uint32(len(order) - place)
		default:
			rank[code] = uint32(place)
		}
	}
	codes := s.vector.Codes()
	return func(row int) uint64 { return uint64(rank[codes.At(row)]) }, nil
}

// orderedBits are the bits of a number in an order that is that of the numbers.
func orderedBits(n float64, falling bool) uint64 {
	bits := math.Float64bits(n + 0) // no minus zero
	if bits>>63 != 0 {
		bits = ^bits
	} else {
		bits |= 1 << 63
	}
	if falling {
		bits = ^bits
	}
	return bits
}

// dictionaryOrder lists the codes of a dictionary in the order of their values.
// Texts are compared by their first eight bytes, which nearly always decide.
func dictionaryOrder(ctx context.Context, dictionary []table.Value, text bool) ([]uint32, error) {
	type entry struct {
		head uint64
		code uint32
	}
	entries := make([]entry, len(dictionary))
	sorted := true
	for code, value := range dictionary {
		entries[code] = entry{orderedHead(value, text), uint32(code)}
		sorted = sorted && (code == 0 || dictionary[code-1].Compare(value) <= 0)
	}
	if !sorted {
		compared := 0
		slices.SortFunc(entries, func(a, b entry) int {
			if compared++; compared&0xfffff == 0 && ctx.Err() != nil {
				return 0 // the order is not used any more
			}
			if order := cmp.Compare(a.head, b.head); order != 0 {
				return order
			}
			return dictionary[a.code].Compare(dictionary[b.code])
		})
	}
	order := make([]uint32, len(entries))
	for place, entry := range entries {
		order[place] = entry.code
	}
	return order, ctx.Err()
}

// orderedHead is a number in whose order values stand, as far as it tells them
// apart. What is not reported comes last.
func orderedHead(value table.Value, text bool) uint64 {
	switch {
	case !value.IsReported():
		return math.MaxUint64
	case !text:
		return orderedBits(value.Number, false) >> 1
	}
	var head [8]byte
	copy(head[:], value.Text)
	return binary.BigEndian.Uint64(head[:]) >> 1
}

// dealOut puts rows in the order of their ranks and keeps the order of those
// that are equal. It uses both lists and returns the sorted one first.
func dealOut(ctx context.Context, rows, other []int, rank func(row int) uint64) (sorted, spare []int, err error) {
	const digit = 11
	const piles = 1 << digit
	ranks, otherRanks := make([]uint64, len(rows)), make([]uint64, len(rows))
	var some, all uint64 = 0, math.MaxUint64
	for i, row := range rows {
		ranks[i] = rank(row)
		some |= ranks[i]
		all &= ranks[i]
	}
	for shift := 0; shift < 64; shift += digit {
		if (some^all)>>shift&(piles-1) == 0 {
			continue // all have the same digit here
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		var next [piles]int
		for _, r := range ranks {
			next[r>>shift&(piles-1)]++
		}
		begin := 0
		for pile, count := range next {
			next[pile] = begin
			begin += count
		}
		for i, r := range ranks {
			pile := r >> shift & (piles - 1)
			at := next[pile]
			next[pile]++
			other[at], otherRanks[at] = rows[i], r
		}
		rows, other, ranks, otherRanks = other, rows, otherRanks, ranks
	}
	return rows, other, nil
}

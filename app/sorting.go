package app

import (
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
// There are fewer rows than a uint32 counts. Each column is ranked once and the rows are then dealt out by the digits of
// their ranks, from the last column to the first: a million rows take a few
// passes over numbers instead of twenty million comparisons of values.
func sortedRows(ctx context.Context, columns []sortColumn, rows []int, length int) ([]int, error) {
	short := make([]uint32, length)
	if rows == nil {
		for i := range short {
			short[i] = uint32(i)
		}
	} else {
		short = short[:0]
		for _, row := range rows {
			short = append(short, uint32(row))
		}
	}
	for _, column := range slices.Backward(columns) {
		if err := column.deal(ctx, short); err != nil {
			return nil, err
		}
	}
	sorted := make([]int, len(short))
	for i, row := range short {
		sorted[i] = int(row)
	}
	return sorted, nil
}

// deal puts rows in the order of the column.
func (s sortColumn) deal(ctx context.Context, rows []uint32) error {
	if !s.vector.IsCoded() {
		numbers, falling := s.vector.Numbers(), s.falling
		return dealOut(ctx, rows, func(row uint32) uint64 {
			n := numbers[row]
			if n != n {
				return math.MaxUint64
			}
			return orderedBits(n, falling)
		})
	}
	dictionary := s.vector.Dictionary()
	order, err := dictionaryOrder(ctx, dictionary, s.vector.Column().Type.IsText())
	if err != nil {
		return err
	}
	rank := make([]uint32, len(dictionary))
	last := uint32(len(order)) + 1 // after all that are reported
	for place, code := range order {
		switch {
		case !dictionary[code].IsReported():
			rank[code] = last
		case s.falling:
			rank[code] = uint32(len(order) - place)
		default:
			rank[code] = uint32(place)
		}
	}
	switch codes := s.vector.Codes(); {
	case codes.U8 != nil:
		return dealOut(ctx, rows, func(row uint32) uint32 { return rank[codes.U8[row]] })
	case codes.U16 != nil:
		return dealOut(ctx, rows, func(row uint32) uint32 { return rank[codes.U16[row]] })
	default:
		return dealOut(ctx, rows, func(row uint32) uint32 { return rank[codes.U32[row]] })
	}
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
// Texts are dealt out by their first eight bytes, which nearly always decide;
// those that begin alike are then compared.
func dictionaryOrder(ctx context.Context, dictionary []table.Value, text bool) ([]uint32, error) {
	order := make([]uint32, len(dictionary))
	sorted := true
	for code, value := range dictionary {
		order[code] = uint32(code)
		sorted = sorted && (code == 0 || dictionary[code-1].Compare(value) <= 0)
	}
	if sorted {
		return order, ctx.Err()
	}
	heads := make([]uint64, len(dictionary))
	for code, value := range dictionary {
		heads[code] = orderedHead(value, text)
	}
	if err := dealOut(ctx, order, func(code uint32) uint64 { return heads[code] }); err != nil {
		return nil, err
	}
	compared := 0
	for first := 0; first < len(order); {
		end := first + 1
		for end < len(order) && heads[order[end]] == heads[order[first]] {
			end++
		}
		if end > first+1 {
			slices.SortFunc(order[first:end], func(a, b uint32) int {
				if compared++; compared&0xfffff == 0 && ctx.Err() != nil {
					return 0 // the order is not used any more
				}
				return dictionary[a].Compare(dictionary[b])
			})
		}
		first = end
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

// ranked is a row and what is the smaller the earlier it comes.
type ranked[Rank uint32 | uint64] struct {
	rank Rank
	row  uint32
}

// dealOut puts rows in the order of their ranks and keeps the order of those
// that are equal. It deals them into piles by a digit of their ranks, the lowest
// first, and leaves out digits that all have in common.
func dealOut[Rank uint32 | uint64](ctx context.Context, rows []uint32, rank func(row uint32) Rank) error {
	const digit = 11
	const piles = 1 << digit
	dealt, other := make([]ranked[Rank], len(rows)), make([]ranked[Rank], len(rows))
	var some, all, before Rank
	all = ^all
	sorted := true
	for i, row := range rows {
		r := rank(row)
		dealt[i] = ranked[Rank]{r, row}
		some |= r
		all &= r
		sorted = sorted && r >= before
		before = r
	}
	if sorted {
		return ctx.Err()
	}
	var shifts []int
	for shift := 0; some>>shift != 0; shift += digit {
		if (some^all)>>shift&(piles-1) != 0 {
			shifts = append(shifts, shift)
		}
	}
	counts := make([][piles]uint32, len(shifts))
	for _, one := range dealt {
		for i, shift := range shifts {
			counts[i][one.rank>>shift&(piles-1)]++
		}
	}
	for i, shift := range shifts {
		if err := ctx.Err(); err != nil {
			return err
		}
		next, begin := &counts[i], uint32(0)
		for pile, count := range next {
			next[pile] = begin
			begin += count
		}
		for _, one := range dealt {
			pile := one.rank >> shift & (piles - 1)
			other[next[pile]] = one
			next[pile]++
		}
		dealt, other = other, dealt
	}
	for i, one := range dealt {
		rows[i] = one.row
	}
	return ctx.Err()
}

package crosstab

import (
	"context"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// key is a dimension made ready for a scan: a small number a row, and which
// member each number stands for.
type key struct {
	vector     *table.Vector
	descending bool
	special    bool     // not in natural order or its reverse
	merged     bool     // a member stands for several values
	natural    []uint32 // places of reported members in natural order

	codes   table.Codes
	places  []uint32 // code -> place of its member in display order
	members []member
	used    int // how many codes stand for a value
	// others is true if the last member stands for those beyond the limit of a
	// group. No code has it: which values are beyond depends on the group.
	others bool

	// Of a field with several answers: the key of the answers, and for each
	// member, which is a list of them, their places there.
	shown *key
	lists [][]uint32
}

// reported is how many members are values; the marks come after them.
func (k *key) reported() int {
	n := len(k.members)
	if k.others {
		n--
	}
	for n > 0 && k.members[n-1].value.State != table.Reported {
		n--
	}
	return n
}

// makeKey codes a vector for grouping.
func makeKey(ctx context.Context, vector *table.Vector, a arrangement) (*key, error) {
	if a.split != "" {
		return makeSplitKey(ctx, vector, a)
	}
	codes, dictionary := vector.Codes(), vector.Dictionary()
	if !vector.IsCoded() {
		var err error
		if codes, dictionary, err = encode(ctx, vector); err != nil {
			return nil, err
		}
	}
	var values []table.Value
	index := make(map[table.Value]uint32, len(dictionary))
	valueOf := make([]uint32, len(dictionary))
	derive := deriveMembers(a, vector.Column(), codes, dictionary)
	for code, v := range dictionary {
		v = canonical(v)
		if derive != nil {
			v = derive(v)
		}
		place, known := index[v]
		if !known {
			place = uint32(len(values))
			index[v] = place
			values = append(values, v)
		}
		valueOf[code] = place
	}
	members, places := arrange(vector.Column(), values, a.descending && !a.sorted, a.listed)
	// One entry for every code of this width makes any lookup in range.
	k := &key{vector: vector, descending: a.descending, special: !a.plain(), merged: derive != nil, codes: codes, members: members, used: len(dictionary), places: make([]uint32, tableSize(codes, len(dictionary)))}
	for code, value := range valueOf {
		k.places[code] = places[value]
	}
	for place := range k.reported() {
		k.natural = append(k.natural, uint32(place))
	}
	if a.descending && !a.sorted {
		slices.Reverse(k.natural)
	}
	if k.special {
		k.rearrange(a)
	}
	if k.others = a.apart; k.others {
		k.members = append(k.members, othersMember())
	}
	return k, nil
}

// tableSize is the length of a table that is looked up by code.
func tableSize(codes table.Codes, distinct int) int {
	switch codes.Width() {
	case 1:
		return 1 << 8
	case 2:
		return 1 << 16
	}
	return max(1, distinct)
}

// encode gives the values of a plain vector codes in the order in which they
// first occur.
func encode(ctx context.Context, vector *table.Vector) (table.Codes, []table.Value, error) {
	codes := make([]uint32, vector.Len())
	var dictionary []table.Value
	numbers := map[float64]uint32{}
	marks := map[table.Value]uint32{}
	for i, n := range vector.Numbers() {
		if i%blockLength == 0 && ctx.Err() != nil {
			return table.Codes{}, nil, ctx.Err()
		}
		if math.IsNaN(n) {
			v := canonical(vector.Value(i))
			code, known := marks[v]
			if !known {
				code = uint32(len(dictionary))
				marks[v] = code
				dictionary = append(dictionary, v)
			}
			codes[i] = code
			continue
		}
		code, known := numbers[n]
		if !known {
			code = uint32(len(dictionary))
			numbers[n] = code
			dictionary = append(dictionary, table.NumberValue(n))
		}
		codes[i] = code
	}
	return table.PackCodes(codes, max(1, len(dictionary))), dictionary, nil
}

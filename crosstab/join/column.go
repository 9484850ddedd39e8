package join

import (
	"context"
	"runtime"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// What a row shows that has no value of its own. They are marks, so that
// arithmetic leaves them out and cross-tabs list them apart.
const (
	unmatchedText = "(no match)"
	severalText   = "(several)"
	withheldText  = "(withheld)"
)

// Column makes the column that a join describes, with one value for each row
// of here, in order, and the account of it. The frames hold at least the
// columns that Join.FieldsHere and Join.FieldsThere name; the join is one that
// Resolve accepted for them. It may be called from any goroutine.
//
// A look up whose key is not in the other dataset is the misfit "(no match)",
// one that finds rows with different values the misfit "(several)", and one
// without a key missing. A roll up without rows is 0 for counts, No for any,
// and missing for everything else, as it is in any cross-tab.
func Column(ctx context.Context, here, there *table.Frame, join crosstab.Join) (*table.Vector, Account, error) {
	account := Account{Join: join, Rows: here.Len(), There: there.Len()}
	found, err := number(ctx, here, there, join.On)
	if err != nil {
		return nil, account, err
	}
	account.AsNumbers = found.asNumbers
	column := join.Describe(there.Schema())
	var vector *table.Vector
	switch {
	case join.RollsUp():
		vector, err = rollUp(ctx, column, there, join, found, &account)
	case join.AsOf != nil:
		vector, err = lookUpAsOf(ctx, column, here, there, join, found, &account)
	default:
		vector, err = lookUp(ctx, column, there, join, found, &account)
	}
	if err != nil {
		return nil, account, err
	}
	account.Unused = unused(found)
	if column.Role == table.Measure && column.Type.IsNumeric() {
		account.Shared = shared(found)
	}
	return vector, account, nil
}

// unused counts the other dataset's rows that belong to no row here.
func unused(k *keys) int {
	n := 0
	for _, key := range k.there {
		if key < 0 || k.wanted[key] == 0 {
			n++
		}
	}
	return n
}

// shared counts the rows here whose key other rows here have, too, among those
// that find it there.
func shared(k *keys) int {
	n := 0
	for _, times := range k.wanted {
		if times > 1 {
			n += times
		}
	}
	return n
}

// builder collects distinct values and gives them codes.
type builder struct {
	index      map[table.Value]uint32
	dictionary []table.Value
}

func newBuilder() *builder { return &builder{index: map[table.Value]uint32{}} }

func (b *builder) code(v table.Value) uint32 {
	code, known := b.index[v]
	if !known {
		code = uint32(len(b.dictionary))
		b.index[v] = code
		b.dictionary = append(b.dictionary, v)
	}
	return code
}

// spread gives every row the value of its key: byKey has one code a key, and
// unmatched and blank are the codes of rows without one.
func spread(ctx context.Context, column table.Column, k *keys, values *builder, byKey []uint32, unmatched, blank uint32) (*table.Vector, error) {
	codes := table.MakeCodes(len(k.here), max(1, len(values.dictionary)))
	err := inRuns(ctx, len(k.here), runtime.GOMAXPROCS(0), func(from, to int) {
		here := k.here[from:to]
		switch codes.Width() {
		case 1:
			spreadCodes(codes.U8[from:to], here, byKey, unmatched, blank)
		case 2:
			spreadCodes(codes.U16[from:to], here, byKey, unmatched, blank)
		case 4:
			spreadCodes(codes.U32[from:to], here, byKey, unmatched, blank)
		}
	})
	return table.NewCodedVector(column, codes, values.dictionary), err
}

func spreadCodes[T uint8 | uint16 | uint32](codes []T, rows []int32, byKey []uint32, unmatched, blank uint32) {
	for i, key := range rows {
		switch {
		case key >= 0:
			codes[i] = T(byKey[key])
		case key == noKey:
			codes[i] = T(blank)
		default:
			codes[i] = T(unmatched)
		}
	}
}

package join

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// What a row has in place of the number of a key.
const (
	noKey   = -1 // a part of the key is not reported
	unknown = -2 // the other dataset has no such key
)

// keys are the keys of the rows on both sides, numbered from 0 in the order in
// which the other dataset first has them.
type keys struct {
	here, there []int32
	count       int
	asNumbers   bool

	// wanted is how many rows here have each key; blank and unknown is how many
	// have none, or one that the other dataset does not have.
	wanted         []int
	blank, unknown int
}

// number gives every row the number of its key. Several matches make one key
// together.
func number(ctx context.Context, here, there *table.Frame, on []crosstab.Match) (*keys, error) {
	var all *keys
	for _, match := range on {
		mine, found := here.Column(match.Here)
		if !found {
			return nil, fmt.Errorf("the frame has no column %q", match.Here)
		}
		theirs, found := there.Column(match.There)
		if !found {
			return nil, fmt.Errorf("the other frame has no column %q", match.There)
		}
		part, err := numberPart(ctx, mine, theirs)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = part
		} else if err := all.with(ctx, part); err != nil {
			return nil, err
		}
	}
	all.tally()
	return all, nil
}

// tally counts the rows here by key: what is told of keys is then told of rows
// without looking at them again.
func (k *keys) tally() {
	k.wanted = make([]int, k.count)
	for _, key := range k.here {
		switch {
		case key >= 0:
			k.wanted[key]++
		case key == noKey:
			k.blank++
		default:
			k.unknown++
		}
	}
}

// numberPart numbers the values of one pair of columns.
func numberPart(ctx context.Context, mine, theirs *table.Vector) (*keys, error) {
	spelling := spellingOf(mine.Column(), theirs.Column())
	index := make(map[string]int32, len(theirs.Dictionary()))
	part := &keys{asNumbers: spelling.mixed}
	var err error
	// The first pass writes the index, so that one core makes it; the second
	// only reads it.
	part.there, err = eachRow(ctx, theirs, 1, func(v table.Value) int32 {
		text, ok := spelling.of(theirs.Column(), v)
		if !ok {
			return noKey
		}
		known, found := index[text]
		if !found {
			known = int32(len(index))
			index[text] = known
		}
		return known
	})
	if err != nil {
		return nil, err
	}
	part.here, err = eachRow(ctx, mine, runtime.GOMAXPROCS(0), func(v table.Value) int32 {
		text, ok := spelling.of(mine.Column(), v)
		if !ok {
			return noKey
		}
		if known, found := index[text]; found {
			return known
		}
		return unknown
	})
	part.count = len(index)
	return part, err
}

// with makes keys of two parts each.
func (k *keys) with(ctx context.Context, part *keys) error {
	index := map[uint64]int32{}
	pair := func(a, b int32) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }
	for i := range k.there {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if k.there[i] < 0 || part.there[i] < 0 {
			k.there[i] = noKey
			continue
		}
		both := pair(k.there[i], part.there[i])
		known, found := index[both]
		if !found {
			known = int32(len(index))
			index[both] = known
		}
		k.there[i] = known
	}
	for i := range k.here {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		switch a, b := k.here[i], part.here[i]; {
		case a == noKey || b == noKey:
			k.here[i] = noKey
		case a == unknown || b == unknown:
			k.here[i] = unknown
		default:
			known, found := index[pair(a, b)]
			if !found {
				known = unknown
			}
			k.here[i] = known
		}
	}
	k.count = len(index)
	k.asNumbers = k.asNumbers || part.asNumbers
	return nil
}

// checkEvery is how many rows pass between looks at the context.
const checkEvery = 1 << 16

// eachRow numbers the rows of a vector by their values, on so many cores. A
// coded vector's values are looked at once each.
func eachRow(ctx context.Context, vector *table.Vector, cores int, numberOf func(v table.Value) int32) ([]int32, error) {
	rows := make([]int32, vector.Len())
	if !vector.IsCoded() {
		err := inRuns(ctx, len(rows), cores, func(from, to int) {
			for i := from; i < to; i++ {
				rows[i] = numberOf(vector.Value(i))
			}
		})
		return rows, err
	}
	dictionary := vector.Dictionary()
	byCode := make([]int32, len(dictionary))
	err := inRuns(ctx, len(byCode), cores, func(from, to int) {
		for code := from; code < to; code++ {
			byCode[code] = numberOf(dictionary[code])
		}
	})
	if err != nil {
		return nil, err
	}
	codes := vector.Codes()
	err = inRuns(ctx, len(rows), runtime.GOMAXPROCS(0), func(from, to int) {
		switch codes.Width() {
		case 1:
			fill(rows[from:to], codes.U8[from:to], byCode)
		case 2:
			fill(rows[from:to], codes.U16[from:to], byCode)
		case 4:
			fill(rows[from:to], codes.U32[from:to], byCode)
		}
	})
	return rows, err
}

// inRuns calls work for all runs of rows, on so many cores at once, until ctx
// is done.
func inRuns(ctx context.Context, rows, cores int, work func(from, to int)) error {
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, min(cores, (rows+checkEvery-1)/checkEvery)) {
		group.Go(func() {
			for ctx.Err() == nil {
				from := int(next.Add(checkEvery)) - checkEvery
				if from >= rows {
					return
				}
				work(from, min(rows, from+checkEvery))
			}
		})
	}
	group.Wait()
	return ctx.Err()
}

func fill[T uint8 | uint16 | uint32](rows []int32, codes []T, byCode []int32) {
	for i, code := range codes {
		rows[i] = byCode[code]
	}
}

// spelling is how values of two columns are written so that equal ones are
// equal texts.
type spelling struct {
	asText bool
	mixed  bool // one side holds numbers, the other digits
}

// spellingOf compares values as they are if the columns are of one kind, codes
// with numbers as numbers, and otherwise as people read them.
func spellingOf(a, b table.Column) spelling {
	number := func(t table.Type) bool { return t == table.Integer || t == table.Decimal }
	switch {
	case a.Type.IsText() && b.Type.IsText():
		return spelling{asText: true}
	case a.Type == b.Type, number(a.Type) && number(b.Type):
		return spelling{}
	case a.Type.IsText() && number(b.Type), number(a.Type) && b.Type.IsText():
		return spelling{mixed: true}
	}
	return spelling{asText: true}
}

// of writes a value; false if it is not reported. Letters are compared without
// regard to case and to spaces at either end, since lists kept by hand differ
// in both.
func (s spelling) of(column table.Column, v table.Value) (string, bool) {
	if v.State != table.Reported {
		return "", false
	}
	if !column.Type.IsText() && !s.asText {
		if v.Number == math.Trunc(v.Number) && math.Abs(v.Number) < 1<<53 {
			return strconv.FormatInt(int64(v.Number), 10), true
		}
		return strconv.FormatFloat(v.Number, 'g', -1, 64), true
	}
	text := strings.TrimSpace(column.Display(v))
	if column.Type.IsText() {
		text = strings.TrimSpace(v.Text)
	}
	if text == "" {
		return "", false
	}
	if s.mixed && strings.Trim(text, "0123456789") == "" {
		if text = strings.TrimLeft(text, "0"); text == "" {
			text = "0"
		}
	}
	return strings.ToLower(text), true
}

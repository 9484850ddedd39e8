package crosstab

import (
	"context"
	"math/bits"

	"github.com/schoolbench/schoolbench/table"
)

// setTable keeps for each leaf cell the set of codes that occur, a bit for
// each. The set of a total is the union of its cells' sets.
type setTable[T code] struct {
	codes   []T
	words   int // of each set
	sets    []uint64
	scratch []T
}

// setWords is how long the set of one cell is.
func setWords(dictionary []table.Value) int { return (len(dictionary) + 63) / 64 }

func (a *setTable[T]) add(cells []uint32, s strip) {
	codes := pick(a.codes, s, a.scratch)[:len(cells)]
	words, sets := a.words, a.sets
	for i, cell := range cells {
		code := uint32(codes[i])
		sets[int(cell)*words+int(code>>6)] |= 1 << (code & 63)
	}
}

func (a *setTable[T]) merge(other accumulator) {
	for i, set := range other.(*setTable[T]).sets {
		a.sets[i] |= set
	}
}

func (a *setTable[T]) leafSets() ([]uint64, int) { return a.sets, a.words }

// unions counts the values in the union of the sets behind every cell.
func (p *plan) unions(ctx context.Context, f *field, sets []uint64, words int) ([]float64, error) {
	var reported []uint64 // nil if all are
	if f.marked {
		reported = make([]uint64, words)
		for code, v := range f.vector.Dictionary() {
			if v.State == table.Reported {
				reported[code>>6] |= 1 << (code & 63)
			}
		}
	}
	width := p.columns.leaves
	return p.eachCell(ctx, func() func(rows, columns header) float64 {
		union := make([]uint64, words)
		return func(rows, columns header) float64 {
			clear(union)
			eachLeaf(ctx, rows, columns, width, func(from, to int) {
				for cell := from; cell < to; cell++ {
					for i, set := range sets[cell*words : (cell+1)*words] {
						union[i] |= set
					}
				}
			})
			n := 0
			for i, set := range union {
				if reported != nil {
					set &= reported[i]
				}
				n += bits.OnesCount64(set)
			}
			return float64(n)
		}
	})
}

// distinct counts the different reported values behind every cell and total.
// Adding up the counts of cells would count a value twice that occurs in two,
// so each total goes over all of its own values.
func (p *plan) distinct(ctx context.Context, f *field, gathered accumulator) ([]float64, error) {
	if a, ok := gathered.(interface{ leafSets() ([]uint64, int) }); ok {
		sets, words := a.leafSets()
		return p.unions(ctx, f, sets, words)
	}
	codes, places, values, err := f.reportedCodes(ctx)
	if err != nil {
		return nil, err
	}
	g, err := group(ctx, p.length, p.cells(), p.finders, p.filter, func(row int) (uint32, bool) {
		place := places[codes.At(row)]
		return place, place != 0
	})
	if err != nil {
		return nil, err
	}
	return p.eachCell(ctx, func() func(rows, columns header) float64 {
		// A value was met in this cell if it bears the cell's stamp.
		stamps := make([]uint32, values+1)
		stamp := uint32(0)
		return func(rows, columns header) float64 {
			stamp++
			n := 0
			g.of(rows, columns, p.columns.leaves, func(found []uint32) {
				for _, value := range found {
					if stamps[value] != stamp {
						stamps[value] = stamp
						n++
					}
				}
			})
			return float64(n)
		}
	})
}

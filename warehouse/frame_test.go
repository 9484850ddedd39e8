package warehouse_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// What goes in comes out, cell for cell, through append, undo and reopening.
func TestFrameIsWhatWasImported(t *testing.T) {
	for name, test := range map[string]struct{ rows, distinct int }{
		"few rows":             {rows: 50, distinct: 5},
		"wide codes":           {rows: 3000, distinct: 2000},
		"many distinct values": {rows: 150_000, distinct: 1 << 30},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && test.rows > 10_000 {
				t.Skip("large table")
			}
			random := rand.New(rand.NewPCG(1, uint64(test.rows)))
			schema := wideSchema()
			if test.rows > 10_000 {
				schema = table.Schema{schema[0], schema[2], schema[3], schema[4]}
			}
			w := newWorkspace(t)
			first := randomRows(random, schema, test.rows, test.distinct)
			importRows(t, w, "Roster", schema, first)
			checkFrame(t, w, "roster", schema, first)
			before := dump(t, w.Path())

			second := randomRows(random, schema, test.rows/2, test.distinct)
			middle := importRows(t, w, "ROSTER", schema, second)
			both := append(append([][]table.Cell{}, first...), second...)
			checkFrame(t, w, "roster", schema, both)

			third := randomRows(random, schema, 20, test.distinct)
			last := importRows(t, w, "roster", schema, third)
			all := append(append([][]table.Cell{}, both...), third...)
			checkFrame(t, w, "roster", schema, all)

			if err := w.Undo(t.Context(), middle.ID); err != nil {
				t.Fatal(err)
			}
			checkFrame(t, w, "roster", schema, append(append([][]table.Cell{}, first...), third...))

			if err := w.Undo(t.Context(), last.ID); err != nil {
				t.Fatal(err)
			}
			if after := dump(t, w.Path()); after != before {
				t.Error("undoing both imports did not bring back what was there before")
			}
			path := w.Path()
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			w, err := warehouse.Open(t.Context(), path, warehouse.Options{Now: testClock()})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = w.Close() }()
			checkFrame(t, w, "roster", schema, first)
		})
	}
}

// Random small tables, some with new and missing columns.
func TestRandomTables(t *testing.T) {
	seeds := uint64(20)
	if testing.Short() {
		seeds = 6
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(7, seed))
			w := newWorkspace(t)
			full := wideSchema()
			var all [][]table.Cell
			var present []int // positions in full, in the dataset's order
			for range 1 + random.IntN(4) {
				picked := random.Perm(len(full))[:1+random.IntN(len(full))]
				var schema table.Schema
				for _, at := range picked {
					schema = append(schema, full[at])
				}
				rows := randomRows(random, schema, random.IntN(30), 1+random.IntN(40))
				importRows(t, w, "data", schema, rows)
				for _, at := range picked {
					known := false
					for _, other := range present {
						known = known || other == at
					}
					if !known {
						present = append(present, at)
						for i := range all {
							all[i] = append(all[i], table.Cell{Value: table.Mark(table.Missing, "")})
						}
					}
				}
				for _, row := range rows {
					wide := make([]table.Cell, len(present))
					for i, at := range present {
						wide[i].State = table.Missing
						for j, other := range picked {
							if other == at {
								wide[i] = row[j]
							}
						}
					}
					all = append(all, wide)
				}
			}
			var schema table.Schema
			for _, at := range present {
				schema = append(schema, full[at])
			}
			checkFrame(t, w, "data", schema, all)
		})
	}
}

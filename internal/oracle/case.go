package oracle

import (
	"context"
	"math/rand/v2"

	"github.com/schoolbench/schoolbench/crosstab"
)

// SpecsPerCase is how many specs there are over one table.
const SpecsPerCase = 20

// Case is a table and cross-tabs of it.
type Case struct {
	Seed  uint64
	Table *Table
	Specs []crosstab.Spec
}

// NewCase makes up a case from a seed: every other one is over the tests of a
// synthetic district, which is written into an empty folder, the others over
// rows of every type that are full of marks.
func NewCase(ctx context.Context, folder string, seed uint64) (*Case, error) {
	random := rand.New(rand.NewPCG(seed, 2))
	c := &Case{Seed: seed}
	if seed%2 == 0 {
		var err error
		if c.Table, err = DistrictTable(ctx, folder, seed, 40+random.IntN(160)); err != nil {
			return nil, err
		}
	} else {
		c.Table = RandomTable(random, []int{0, 1, 7, 60, 250}[random.IntN(5)])
	}
	for range SpecsPerCase {
		c.Specs = append(c.Specs, RandomSpec(random))
	}
	return c, nil
}

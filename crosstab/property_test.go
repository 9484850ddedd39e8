package crosstab_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/oracle"
	"github.com/schoolbench/schoolbench/table"
)

// checkedSpecs is how many random specs the plain run compares.
const checkedSpecs = 10_000

// Every cell, subtotal and total of 10,000 random cross-tabs, over synthetic
// districts and over tables full of marks, is what an evaluation over plain
// rows gives, and so are its records.
func TestComputeEqualsOracle(t *testing.T) {
	cases := checkedSpecs / oracle.SpecsPerCase
	if testing.Short() {
		cases = 10
	}
	var next, computed, refused atomic.Int64
	for core := range runtime.GOMAXPROCS(0) {
		t.Run(fmt.Sprint(core), func(t *testing.T) {
			t.Parallel()
			for seed := next.Add(1) - 1; seed < int64(cases) && !t.Failed(); seed = next.Add(1) - 1 {
				c, err := oracle.NewCase(t.Context(), t.TempDir(), uint64(seed))
				if err != nil {
					t.Fatal(err)
				}
				for i, spec := range c.Specs {
					if compareOne(t, c.Table, spec, uint64(seed), i) {
						computed.Add(1)
					} else {
						refused.Add(1)
					}
				}
			}
		})
	}
	t.Cleanup(func() {
		t.Logf("%d cross-tabs computed, %d rightly refused", computed.Load(), refused.Load())
		if refused.Load() > computed.Load()/10 {
			t.Error("too many of the random cross-tabs are refused")
		}
	})
}

// compareOne checks one cross-tab; it reports whether it can be computed.
func compareOne(t *testing.T, rows *oracle.Table, spec crosstab.Spec, seed uint64, i int) bool {
	t.Helper()
	result, err := crosstab.Compute(t.Context(), rows.Frame, spec)
	if issue := table.IssueIn(err); issue != nil && issue.Code == "too-many-cells" && spec.Empty {
		return false
	}
	o := oracle.New(rows, spec)
	if issue := table.IssueIn(err); issue != nil && issue.Code == "comparison-unfit" && !o.Knows() {
		return false
	}
	if err != nil {
		t.Fatalf("seed %d, %d: %+v: %v", seed, i, spec, err)
	}
	if difference := o.Compare(t.Context(), rand.New(rand.NewPCG(seed, uint64(i))), result); difference != "" {
		t.Fatalf("seed %d, %d, %d rows, %+v: %s", seed, i, len(rows.Rows), spec, difference)
	}
	return true
}

// A table of more than one block of rows, which several cores share.
func TestManyRowsEqualOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	random := rand.New(rand.NewPCG(49, 2))
	rows := oracle.RandomTable(random, 70_000)
	for i := range 6 {
		spec := oracle.RandomSpec(random)
		many := func(d crosstab.Dimension) bool {
			return d.Field == "Student ID" || d.Field == "Plain" && d.Bands == nil
		}
		spec.Rows, spec.Columns = slices.DeleteFunc(spec.Rows, many), slices.DeleteFunc(spec.Columns, many)
		for m := range spec.Measures {
			spec.Measures[m].Show, spec.Measures[m].In, spec.Measures[m].Member, spec.Measures[m].LastYear = "", "", "", false
		}
		compareOne(t, rows, spec, 49, i)
	}
}

// Random tables are the same in every run.
func fuzzTable() *oracle.Table { return oracle.RandomTable(rand.New(rand.NewPCG(11, 3)), 60) }

func compareWithOracle(ctx context.Context, random *rand.Rand, rows *oracle.Table, spec crosstab.Spec, result *crosstab.Result) string {
	return oracle.New(rows, spec).Compare(ctx, random, result)
}

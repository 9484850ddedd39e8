package crosstab_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/oracle"
)

// An engine that remembers says what one says that looks at the rows, whatever
// was asked before.
func TestEngineEqualsOracle(t *testing.T) {
	for seed := range uint64(25) {
		random := rand.New(rand.NewPCG(seed, 7))
		rows := oracle.RandomTable(random, []int{0, 40, 200}[seed%3])
		engine := crosstab.NewEngine([]int{0, 60_000, 1 << 24}[random.IntN(3)])
		for range 6 {
			spec := oracle.RandomSpec(random)
			// The same question again, its fields in other places, some left
			// out and some turned round.
			for range 4 {
				fields := slices.Concat(spec.Rows, spec.Columns)
				random.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
				spec.Empty = false
				for i := range spec.Measures {
					spec.Measures[i].Show, spec.Measures[i].In, spec.Measures[i].Member, spec.Measures[i].LastYear = "", "", "", false
				}
				cut := random.IntN(len(fields) + 1)
				spec.Rows, spec.Columns = fields[:cut], fields[cut:]
				if len(spec.Rows) > 0 && random.IntN(3) == 0 {
					spec.Rows = slices.Clone(spec.Rows[1:])
				}
				if len(spec.Columns) > 0 {
					spec.Columns = slices.Clone(spec.Columns)
					spec.Columns[0].Descending = !spec.Columns[0].Descending
				}
				result, err := engine.Compute(t.Context(), rows.Frame, spec)
				if err != nil {
					t.Fatal(err)
				}
				if difference := compareWithOracle(t.Context(), random, rows, spec, result); difference != "" {
					t.Fatalf("seed %d, %+v: %s", seed, spec, difference)
				}
			}
		}
		engine.Forget()
	}
}

// Many goroutines may ask one engine.
func TestEngineConcurrently(t *testing.T) {
	frame := wideFrame(t, 5000, 7)
	engine := crosstab.NewEngine(1 << 20)
	want := show(compute(t, frame, "A, B", "C", "count, mean(X)"))
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			spec := crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Mean, Field: "X"}}}
			spec.Rows, _ = crosstab.ParseFields("A, B")
			spec.Columns, _ = crosstab.ParseFields("C")
			for range 5 {
				result, err := engine.Compute(t.Context(), frame, spec)
				if err != nil {
					t.Fatal(err)
				}
				if got := show(result); got != want {
					t.Fatalf("got\n%swant\n%s", got, want)
				}
				spec.Rows, spec.Columns = []crosstab.Dimension{{Field: "A"}, {Field: "B"}}, []crosstab.Dimension{{Field: "C"}}
				engine.Forget()
			}
		})
	}
}

// Ensure that an hour of moved sliders takes no more memory than its first
// minutes: every threshold makes a column and a cube of its own.
func TestEngineIsBounded(t *testing.T) {
	const budget, thresholds = 1 << 20, 40
	frame := wideFrame(t, 10_000, 7)
	engine := crosstab.NewEngine(budget)
	heap := func() int {
		var statistics runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&statistics)
		return int(statistics.HeapAlloc)
	}
	ask := func(i int) string {
		spec := crosstab.Spec{Where: fmt.Sprintf("X + %d > 2", i)}
		spec.Measures, _ = crosstab.ParseMeasures(fmt.Sprintf("count, sum(X * %d)", i+2))
		spec.Rows = []crosstab.Dimension{{Field: fmt.Sprintf("if(X + %d >= 3, \"high\", \"low %d\")", i, i)}, {Field: "A"}}
		result, err := engine.Compute(t.Context(), frame, spec)
		if err != nil {
			t.Fatal(err)
		}
		return show(result)
	}
	first := ask(0)
	if engine.Bytes() == 0 {
		t.Fatal("nothing was remembered")
	}
	before := heap()
	for i := range thresholds {
		ask(i)
		if bytes := engine.Bytes(); bytes > budget {
			t.Fatalf("after %d thresholds %d bytes are remembered", i, bytes)
		}
	}
	if grown := heap() - before; grown > 2*budget {
		t.Errorf("%d thresholds keep %d bytes in memory", thresholds, grown)
	}
	if again := ask(0); again != first {
		t.Errorf("made anew it is\n%sbefore it was\n%s", again, first)
	}
	engine.Forget()
	if engine.Bytes() != 0 {
		t.Errorf("%d bytes are remembered after forgetting", engine.Bytes())
	}
}

package crosstab_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

const benchmarkRows = 10_000_000

// benchmarkFrame is ten million rows, made once for all benchmarks.
var benchmarkFrame = sync.OnceValue(func() *table.Frame {
	random := rand.New(rand.NewPCG(1, 1))
	coded := func(column table.Column, distinct int, value func(i int) table.Value) *table.Vector {
		dictionary := make([]table.Value, distinct)
		for i := range dictionary {
			dictionary[i] = value(i)
		}
		codes := table.MakeCodes(benchmarkRows, distinct)
		for i := range benchmarkRows {
			codes.Set(i, random.Uint32N(uint32(distinct)))
		}
		return table.NewCodedVector(column, codes, dictionary)
	}
	text := func(i int) table.Value { return table.TextValue(fmt.Sprintf("Member %06d", i)) }
	number := func(i int) table.Value { return table.NumberValue(float64(i)) }
	frame, err := table.NewFrame(benchmarkRows,
		coded(table.Column{Name: "School"}, 128, text),
		coded(table.Column{Name: "Grade"}, 14, text),
		coded(table.Column{Name: "Ethnicity"}, 8, text),
		coded(table.Column{Name: "Teacher"}, 1000, text),
		coded(table.Column{Name: "Student", Type: table.Code}, 600_000, text),
		coded(table.Column{Name: "Days", Type: table.Integer}, 181, number),
		coded(table.Column{Name: "Half", Type: table.Integer}, 2, number),
		coded(table.Column{Name: "Score", Type: table.Decimal, Decimals: 1}, 1000, func(i int) table.Value { return table.NumberValue(float64(i) / 10) }),
	)
	if err != nil {
		panic(err)
	}
	return frame
})

func benchmarkSpec(b *testing.B, rows, columns, measures, where string) {
	b.Helper()
	frame := benchmarkFrame()
	spec := crosstab.Spec{Where: where}
	spec.Rows, _ = crosstab.ParseFields(rows)
	spec.Columns, _ = crosstab.ParseFields(columns)
	spec.Measures, _ = crosstab.ParseMeasures(measures)
	for b.Loop() {
		if _, err := crosstab.Compute(context.Background(), frame, spec); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTwoKeys10M(b *testing.B) {
	benchmarkSpec(b, "School", "Grade", "count, sum(Days)", "")
}

func BenchmarkThreeKeysFilter10M(b *testing.B) {
	benchmarkSpec(b, "Teacher, Ethnicity", "Grade", "count, mean(Days)", "Half = 1")
}

func BenchmarkDistinct10M(b *testing.B) {
	benchmarkSpec(b, "Grade", "", "distinct(Student)", "")
}

func BenchmarkMedian10M(b *testing.B) {
	benchmarkSpec(b, "School", "Grade", "median(Score)", "")
}

func BenchmarkRecords10M(b *testing.B) {
	spec := crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Count}}, Rows: []crosstab.Dimension{{Field: "School"}}, Columns: []crosstab.Dimension{{Field: "Grade"}}}
	result, err := crosstab.Compute(context.Background(), benchmarkFrame(), spec)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := result.Records(context.Background(), 3, 5); err != nil {
			b.Fatal(err)
		}
	}
}

// Moving a field from one side to the other, when its cube is remembered.
func BenchmarkMoveField10M(b *testing.B) {
	engine := crosstab.NewEngine(512 << 20)
	frame := benchmarkFrame()
	measures, _ := crosstab.ParseMeasures("count, mean(Days)")
	arrangements := [][2]string{{"Teacher, Ethnicity", "Grade"}, {"Teacher", "Ethnicity, Grade"}, {"Ethnicity", "Grade"}}
	compute := func(i int) {
		spec := crosstab.Spec{Measures: measures}
		spec.Rows, _ = crosstab.ParseFields(arrangements[i%3][0])
		spec.Columns, _ = crosstab.ParseFields(arrangements[i%3][1])
		if _, err := engine.Compute(context.Background(), frame, spec); err != nil {
			b.Fatal(err)
		}
	}
	compute(0)
	for i := 1; b.Loop(); i++ {
		compute(i)
	}
}

// Moving the threshold of a band, when its cube is remembered.
func BenchmarkMoveThreshold10M(b *testing.B) {
	engine := crosstab.NewEngine(512 << 20)
	frame := benchmarkFrame()
	measures, _ := crosstab.ParseMeasures("count, mean(Days)")
	compute := func(i int) {
		spec := crosstab.Spec{Measures: measures, Columns: []crosstab.Dimension{{Field: "School"}}}
		spec.Rows = []crosstab.Dimension{{Field: "Days", Bands: &crosstab.Bands{At: []float64{float64(1 + i%180)}}}}
		if _, err := engine.Compute(context.Background(), frame, spec); err != nil {
			b.Fatal(err)
		}
	}
	compute(0)
	for i := 1; b.Loop(); i++ {
		compute(i)
	}
}

// A hundred million rows of two keys.
func BenchmarkTwoKeys100M(b *testing.B) {
	var vectors []*table.Vector
	for _, name := range []string{"School", "Grade", "Days"} {
		few, _ := benchmarkFrame().Column(name)
		codes := table.Codes{U8: bytes.Repeat(few.Codes().U8, 10)}
		vectors = append(vectors, table.NewCodedVector(few.Column(), codes, few.Dictionary()))
	}
	frame, err := table.NewFrame(10*benchmarkRows, vectors...)
	if err != nil {
		b.Fatal(err)
	}
	spec := crosstab.Spec{Rows: []crosstab.Dimension{{Field: "School"}}, Columns: []crosstab.Dimension{{Field: "Grade"}}}
	spec.Measures, _ = crosstab.ParseMeasures("count, sum(Days)")
	for b.Loop() {
		if _, err := crosstab.Compute(context.Background(), frame, spec); err != nil {
			b.Fatal(err)
		}
	}
}

// How long a cross-tab of many possible cells goes on after it was cancelled.
func BenchmarkCancel10M(b *testing.B) {
	frame := benchmarkFrame()
	spec := crosstab.Spec{}
	spec.Rows, _ = crosstab.ParseFields("Student, Teacher")
	spec.Columns, _ = crosstab.ParseFields("Score")
	spec.Measures, _ = crosstab.ParseMeasures("count, median(Score)")
	worst := time.Duration(0)
	for b.Loop() {
		ctx, cancel := context.WithCancel(context.Background())
		var cancelled time.Time
		time.AfterFunc(50*time.Millisecond, func() { cancelled = time.Now(); cancel() })
		if _, err := crosstab.Compute(ctx, frame, spec); !errors.Is(err, context.Canceled) {
			b.Fatalf("not cancelled: %v", err)
		}
		worst = max(worst, time.Since(cancelled))
	}
	b.ReportMetric(float64(worst.Microseconds())/1000, "ms-after-cancel")
}

// The floor: the three columns of TwoKeys10M read and nothing done with them.
func BenchmarkFloor10M(b *testing.B) {
	var all [][]uint8
	for _, name := range []string{"School", "Grade", "Days"} {
		vector, _ := benchmarkFrame().Column(name)
		all = append(all, vector.Codes().U8)
	}
	for b.Loop() {
		var group sync.WaitGroup
		var total atomic.Uint64
		for half := range 2 {
			group.Go(func() {
				sum := uint64(0)
				for _, codes := range all {
					codes = codes[half*len(codes)/2 : (half+1)*len(codes)/2]
					for ; len(codes) >= 8; codes = codes[8:] {
						sum ^= binary.LittleEndian.Uint64(codes)
					}
				}
				total.Add(sum)
			})
		}
		group.Wait()
	}
}

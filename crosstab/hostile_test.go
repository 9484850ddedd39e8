package crosstab_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// manyMembers has fields with so many members that their combinations are many
// more than its rows.
func manyMembers(rows int) *table.Frame {
	coded := func(name string, distinct, step int) *table.Vector {
		codes := table.MakeCodes(rows, distinct)
		dictionary := make([]table.Value, distinct)
		for i := range dictionary {
			dictionary[i] = table.NumberValue(float64(i))
		}
		for row := range rows {
			codes.Set(row, uint32(row*step%distinct))
		}
		return table.NewCodedVector(table.Column{Name: name, Type: table.Integer}, codes, dictionary)
	}
	frame, err := table.NewFrame(rows, coded("A", 5003, 7), coded("B", 4999, 11), coded("C", 997, 13), coded("D", 10, 3))
	if err != nil {
		panic(err)
	}
	return frame
}

// A spec of more than ten to the eighth possible cells is answered with those
// that occur, or refused in words, without memory for the others.
func TestManyPossibleCells(t *testing.T) {
	frame := manyMembers(30_000)
	for name, test := range map[string]struct {
		rows, columns, measures string
		empty                   bool
		code                    string
	}{
		"answered":            {"A, B", "D", "count, sum(C)", false, ""},
		"sets and quantiles":  {"A, B", "", "distinct(C), median(C), p90(B)", false, ""},
		"too many to show":    {"A, B", "C", "count", false, "too-many-cells"},
		"with the empty ones": {"A, B", "C", "count", true, "too-many-cells"},
	} {
		t.Run(name, func(t *testing.T) {
			spec := crosstab.Spec{Empty: test.empty}
			spec.Rows, _ = crosstab.ParseFields(test.rows)
			spec.Columns, _ = crosstab.ParseFields(test.columns)
			spec.Measures, _ = crosstab.ParseMeasures(test.measures)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			result, err := crosstab.Compute(t.Context(), frame, spec)
			runtime.ReadMemStats(&after)
			if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 600 {
				t.Errorf("it took %d MB", allocated)
			}
			issue := table.IssueIn(err)
			if test.code != "" {
				if issue == nil || issue.Code != test.code {
					t.Fatalf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if total := result.Cell(len(result.Rows())-1, len(result.Columns())-1); total.N != frame.Len() {
				t.Errorf("%d rows in all", total.N)
			}
		})
	}
}

// A hostile spec is refused before anything is made for it.
func TestHostileSpecs(t *testing.T) {
	frame := manyMembers(1000)
	for name, text := range map[string]string{
		"bands without end":         `{"rows":[{"field":"A","bands":{"equal":1000000000}}],"measures":["count"]}`,
		"quantiles without end":     `{"rows":[{"field":"A","bands":{"quantile":2000000000}}],"measures":["count"]}`,
		"a band at every number":    `{"rows":[{"field":"A","bands":{"at":[` + strings.TrimSuffix(strings.Repeat("1,", 100_000), ",") + `]}}],"measures":["count"]}`,
		"measures without end":      `{"measures":["count"` + strings.Repeat(`,"p90(A)"`, 100_000) + `]}`,
		"dimensions without end":    `{"rows":["A"` + strings.Repeat(`,"B"`, 100_000) + `],"measures":["count"]}`,
		"sixty-four dimensions":     `{"rows":["A"` + strings.Repeat(`,"B","C"`, 31) + `],"measures":["count"],"empty":true}`,
		"a long filter":             `{"where":"` + strings.Repeat("A = 1 or ", 100_000) + `A = 2","measures":["count"]}`,
		"a deep filter":             `{"where":"` + strings.Repeat("(", 2000) + "A = 1" + strings.Repeat(")", 2000) + `","measures":["count"]}`,
		"a deep measure":            `{"measures":["` + strings.Repeat("sum(", 1000) + "A" + strings.Repeat(")", 1000) + `"]}`,
		"rates of rates":            `{"measures":[{"function":"rate","field":"` + strings.Repeat("rate(", 500) + `count","over":"count"}]}`,
		"numbers within numbers":    `{"where":"` + strings.Repeat("sum(", 200) + "A" + strings.Repeat(" by B)", 200) + ` > 1","measures":["count"]}`,
		"many numbers of many rows": `{"where":"` + manyAggregates() + `0 > 1","measures":["count"]}`,
		"years without end":         `{"calendar":{"years":[{"first":"0001-01-01","last":"9999-12-31"}]},"measures":["count"]}`,
		"a negative limit":          `{"rows":[{"field":"A","limit":-9223372036854775808}],"measures":["count"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			var spec crosstab.Spec
			err := json.Unmarshal([]byte(text), &spec)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if err == nil {
				_, err = crosstab.Compute(t.Context(), frame, spec)
			}
			runtime.ReadMemStats(&after)
			if table.IssueIn(err) == nil {
				t.Fatalf("got %v", err)
			}
			if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 200 {
				t.Errorf("refusing it took %d MB", allocated)
			}
		})
	}
	deep := strings.Repeat(`{"rows":[`, 20_000)
	if err := json.Unmarshal([]byte(deep+strings.Repeat("]}", 20_000)), &crosstab.Spec{}); err == nil {
		t.Error("a spec within a spec without end is read")
	}
	// A limit, an order and groups of any length cost what they are long.
	long := crosstab.Spec{Rows: []crosstab.Dimension{{Field: "A", Limit: 1 << 62, Order: make([]string, 100_000)}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}}
	if _, err := crosstab.Compute(t.Context(), frame, long); err != nil {
		t.Error(err)
	}
}

func manyAggregates() string {
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "sum(A + %d by B) + ", i)
	}
	return b.String()
}

// endingContext is cancelled once it has been asked so many times, and counts
// how often it is asked after that.
type endingContext struct {
	context.Context
	after, asked atomic.Int64
}

func (c *endingContext) Err() error {
	if c.asked.Add(1) > c.after.Load() {
		return context.Canceled
	}
	return nil
}

// Whenever a cross-tab is cancelled, each core does no more than the block of
// rows that it has begun, and says that it was cancelled.
func TestCancelledAnywhere(t *testing.T) {
	frame := manyMembers(400_000)
	for _, measures := range []string{"count, sum(C)", "distinct(A), median(B)", "p10(C), first(A, B), stdev(C)"} {
		for _, rows := range []string{"D", "A, B", "A, C"} {
			spec := crosstab.Spec{Where: "D <> 3"}
			spec.Rows, _ = crosstab.ParseFields(rows)
			spec.Measures, _ = crosstab.ParseMeasures(measures)
			for after := int64(0); ; after = 2*after + 1 {
				ctx := &endingContext{Context: t.Context()}
				ctx.after.Store(after)
				_, err := crosstab.Compute(ctx, frame, spec)
				if err == nil {
					break // it was done before
				}
				if !errors.Is(err, context.Canceled) {
					t.Fatalf("%s by %s after %d: %v", measures, rows, after, err)
				}
				// Every core looks once more, wherever it is, and whoever waits for it.
				if more := ctx.asked.Load() - after; more > int64(20*runtime.GOMAXPROCS(0)) {
					t.Errorf("%s by %s after %d: it looked %d times more", measures, rows, after, more)
				}
			}
		}
	}
}

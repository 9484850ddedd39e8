package crosstab_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/oracle"
	"github.com/schoolbench/schoolbench/table"
)

// labelled computes a spec of one dimension and writes label and count.
func labelled(t *testing.T, frame *table.Frame, d crosstab.Dimension) string {
	t.Helper()
	spec := crosstab.Spec{Rows: []crosstab.Dimension{d}, Measures: []crosstab.Measure{{Function: crosstab.Count}}, Totals: crosstab.NoTotals}
	result, err := crosstab.Compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for r, row := range result.Rows() {
		parts = append(parts, fmt.Sprintf("%s: %d", row.Labels[0], result.Cell(r, 0).N))
		records, err := result.Records(t.Context(), r, 0)
		if err != nil || len(records) != result.Cell(r, 0).N {
			t.Errorf("%s has records %v, %v", row.Labels[0], records, err)
		}
	}
	return strings.Join(parts, "; ")
}

func TestBandsAndGroups(t *testing.T) {
	frame := frameOf(t, []table.Column{{Name: "School"}, {Name: "Days", Type: table.Integer}, {Name: "Rate", Type: table.Decimal, Decimals: 3}, {Name: "Year", Type: table.SchoolYear}},
		[]any{"A", 0, 0.1, 2015}, []any{"B", 10, 0.099, 2016}, []any{"C", 20, 0.25, 2017}, []any{"A", 5, "*", 2018}, []any{"C", -1, "", 2018}, []any{"D", 10, 0.5, ""})
	for want, d := range map[string]crosstab.Dimension{
		"below 5: 2; 5 to below 10: 1; 10 and more: 3":      {Field: "Days", Bands: &crosstab.Bands{At: []float64{5, 10}}},
		"10 and more: 3; 5 to below 10: 1; below 5: 2":      {Field: "Days", Bands: &crosstab.Bands{At: []float64{5, 10}}, Descending: true},
		"below 0.10: 1; 0.10 and more: 3; *: 1; (blank): 1": {Field: "Rate", Bands: &crosstab.Bands{At: []float64{0.1}}},
		"below 6: 3; 6 to below 13: 2; 13 and more: 1":      {Field: "Days", Bands: &crosstab.Bands{Equal: 3}},
		"below 7.5: 3; 7.5 and more: 3":                     {Field: "Days", Bands: &crosstab.Bands{Quantile: 2}},
		"all: 6":                                            {Field: "Days", Bands: &crosstab.Bands{Equal: 1}},
		"B: 1; D: 1; Hills: 4":                              {Field: "School", Groups: []crosstab.Group{{Label: "Hills", Members: []string{"A", "C", "not there"}}}},
		"Then: 2; 2017-18: 1; 2018-19: 2; (blank): 1":       {Field: "Year", Groups: []crosstab.Group{{Label: "Then", Members: []string{"2015-16", "2016-17"}}}},
		"Hills: 4; All others: 2":                           {Field: "School", Groups: []crosstab.Group{{Label: "Hills", Members: []string{"A", "C"}}}, By: "count", Descending: true, Limit: 1},
	} {
		t.Run(want, func(t *testing.T) {
			if got := labelled(t, frame, d); got != want {
				t.Errorf("got %s", got)
			}
		})
	}
	schema := frame.Schema()
	for name, d := range map[string]crosstab.Dimension{
		"bands of text":     {Field: "School", Bands: &crosstab.Bands{Equal: 2}},
		"no way":            {Field: "Days", Bands: &crosstab.Bands{}},
		"two ways":          {Field: "Days", Bands: &crosstab.Bands{Equal: 2, Quantile: 2}},
		"not ascending":     {Field: "Days", Bands: &crosstab.Bands{At: []float64{5, 5}}},
		"not a number":      {Field: "Days", Bands: &crosstab.Bands{At: []float64{math.NaN()}}},
		"too many":          {Field: "Days", Bands: &crosstab.Bands{Equal: 1e9}},
		"fewer than none":   {Field: "Days", Bands: &crosstab.Bands{Quantile: -3}},
		"bands and groups":  {Field: "Days", Bands: &crosstab.Bands{Equal: 2}, Groups: []crosstab.Group{{Label: "A", Members: []string{"1"}}}},
		"a nameless group":  {Field: "School", Groups: []crosstab.Group{{Label: " ", Members: []string{"A"}}}},
		"one in two groups": {Field: "School", Groups: []crosstab.Group{{Label: "X", Members: []string{"A"}}, {Label: "Y", Members: []string{"A"}}}},
	} {
		spec := crosstab.Spec{Rows: []crosstab.Dimension{d}, Measures: []crosstab.Measure{{Function: crosstab.Count}}}
		if issue := table.IssueIn(spec.Validate(schema)); issue == nil || issue.Code != "bands-unfit" || issue.Remedy == "" {
			t.Errorf("%s: %v", name, issue)
		}
	}
}

// Bands of random numbers hold just the numbers they say, whatever engine is
// asked and whatever it remembers; every total is that of the numbers.
func TestBandsHoldTheirNumbers(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 9))
		made := oracle.RandomTable(random, 150)
		rows, frame := made.Rows, made.Frame
		engine := crosstab.NewEngine(1 << 22)
		for range 8 {
			field := []string{"Days", "Budget", "Rate", "Plain"}[random.IntN(4)]
			at := []float64{-50, 0.25, 3, 1000}
			d := crosstab.Dimension{Field: field, Bands: &crosstab.Bands{At: at[random.IntN(3):]}}
			if random.IntN(3) == 0 {
				d.Bands = nil
			}
			spec := crosstab.Spec{Rows: []crosstab.Dimension{d, {Field: "EL"}}, Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Min, Field: field}, {Function: crosstab.Max, Field: field}}}
			result, err := engine.Compute(t.Context(), frame, spec)
			if err != nil {
				t.Fatal(err)
			}
			if d.Bands == nil {
				continue
			}
			counts := make([]int, len(d.Bands.At)+1)
			for _, row := range rows {
				if v := row[field]; v.State == table.Reported {
					place := 0
					for place < len(d.Bands.At) && v.Number >= d.Bands.At[place] {
						place++
					}
					counts[place]++
				}
			}
			for r, row := range result.Rows() {
				if len(row.Path) != 1 || row.Path[0].State != table.Reported {
					continue
				}
				place, cell := int(row.Path[0].Number), result.Cell(r, 0)
				if cell.N != counts[place] || place > 0 && cell.Values[1].Value < d.Bands.At[place-1] || place < len(d.Bands.At) && cell.Values[2].Value >= d.Bands.At[place] {
					t.Fatalf("seed %d: %s of %s: %+v, want %d", seed, row.Labels[0], field, cell, counts[place])
				}
				counts[place] = 0
			}
			for place, left := range counts {
				if left != 0 {
					t.Fatalf("seed %d: band %d of %s with %d rows is not there", seed, place, field, left)
				}
			}
		}
	}
}

func TestParseBandsAndGroups(t *testing.T) {
	spec := crosstab.Spec{Rows: []crosstab.Dimension{{Field: "Score"}, {Field: "School"}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}}
	for _, err := range []error{
		spec.ParseBands("score: 100, 2e2"), spec.ParseGroup(`School: Hills = "Lincoln, East", Grant`), spec.ParseGroup("School: [a = b] = c"),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if got := fmt.Sprint(*spec.Rows[0].Bands, spec.Rows[1].Groups); got != "{[100 200] 0 0} [{Hills [Lincoln, East Grant]} {a = b [c]}]" {
		t.Errorf("got %s", got)
	}
	if err := spec.ParseBands("Score: 4 Quantiles"); err != nil || spec.Rows[0].Bands.Quantile != 4 {
		t.Errorf("got %+v, %v", spec.Rows[0].Bands, err)
	}
	for _, err := range []error{
		spec.ParseBands("Score: many"), spec.ParseBands("Score: x equal"), spec.ParseBands("Score: 5, 3"), spec.ParseGroup("School: Hills"),
	} {
		if issue := table.IssueIn(err); issue == nil || issue.Code != "bands-unfit" {
			t.Errorf("got %v", err)
		}
	}
}

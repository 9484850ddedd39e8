package reports_test

import (
	"context"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// distributed builds the chart of a report with what it needs beyond its
// cross-tab.
func distributed(t *testing.T, report reports.Report) *chart.Chart {
	t.Helper()
	origin := sampleOrigin()
	distribution, err := reports.Distribute(t.Context(), report, origin.Schema, func(_ context.Context, spec crosstab.Spec) (reports.Result, error) {
		return compute(t, spec), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return reports.BuildChart(report, compute(t, report.Spec), origin.Schema, distribution)
}

// A histogram counts every reported value once, whatever the rows are.
func TestHistogramCountsEveryValue(t *testing.T) {
	spec := crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, "sum(Budget)")}
	drawn := distributed(t, reports.Report{Spec: spec, Chart: chart.Histogram})
	if drawn == nil || drawn.Kind != chart.Histogram {
		t.Fatalf("%+v", drawn)
	}
	whole := compute(t, crosstab.Spec{Measures: measures(t, "count(Budget), min(Budget), max(Budget)")}).Cell(0, 0).Values
	sum := 0.0
	for _, point := range drawn.Series[0].Points {
		sum += point.Value
	}
	if sum != whole[0].Value {
		t.Errorf("%v values are drawn, and there are %v", sum, whole[0].Value)
	}
	if first, last := drawn.Edges[0], drawn.Edges[len(drawn.Edges)-1]; first > whole[1].Value || last < whole[2].Value {
		t.Errorf("classes from %v to %v do not hold %v to %v", first, last, whole[1].Value, whole[2].Value)
	}
}

// The five numbers of a box are those of the rows.
func TestBoxesComeFromRows(t *testing.T) {
	spec := crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, "sum(Staff)")}
	drawn := distributed(t, reports.Report{Spec: spec, Chart: chart.Boxes})
	if drawn == nil || drawn.Kind != chart.Boxes {
		t.Fatalf("%+v", drawn)
	}
	spec.Measures = measures(t, "min(Staff), median(Staff), max(Staff), count(Staff)")
	result := compute(t, spec)
	checked := 0
	for i := range drawn.Categories {
		spread, point := drawn.Series[0].Spreads[i], drawn.Series[0].Points[i]
		values := result.Cell(point.Row-1, point.Column-1).Values
		if !spread.Known {
			continue
		}
		if spread.Smallest != values[0].Value || spread.Median != values[1].Value || spread.Largest != values[2].Value || float64(spread.N) != values[3].Value {
			t.Errorf("%s: %+v, want %+v", drawn.Categories[i], spread, values)
		}
		checked++
	}
	if checked == 0 {
		t.Error("no box is drawn")
	}
}

// Every kind can be asked for; what does not fit becomes bars or lines, and
// the note says why.
func TestEveryKindCanBeAskedFor(t *testing.T) {
	for _, kind := range chart.Kinds() {
		for name, spec := range map[string]crosstab.Spec{
			"one field":  {Rows: dimensions("Function"), Measures: measures(t, "sum(Staff)")},
			"by year":    {Rows: dimensions("Function"), Columns: dimensions("Year"), Measures: measures(t, "count % of row, mean(Staff)")},
			"no field":   {Measures: measures(t, "mean(Staff)")},
			"only years": {Columns: dimensions("Year"), Measures: measures(t, "mean(Staff)")},
		} {
			drawn := distributed(t, reports.Report{Spec: spec, Chart: kind})
			if drawn == nil {
				if name != "no field" {
					t.Errorf("%s, %s: no chart", kind, name)
				}
				continue
			}
			if drawn.Kind != kind && drawn.Note == "" {
				t.Errorf("%s, %s: %s without a word", kind, name, drawn.Kind)
			}
			if fits, reason := chart.Fits(drawn.Kind, drawn); !fits {
				t.Errorf("%s, %s: %s does not fit: %s", kind, name, drawn.Kind, reason)
			}
		}
	}
}

package crosstab_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

func scoreFrame(t *testing.T) *table.Frame {
	return frameOf(t, []table.Column{{Name: "Grade"}, {Name: "School"}, {Name: "Test Score", Type: table.Integer}},
		[]any{"K", "A", 10}, []any{"K", "B", 20}, []any{"1", "A", "*"}, []any{"1", "B", ""}, []any{"1", "A", 60}, []any{"1", "B", 30}, []any{"", "A", 7})
}

// Numbers of many rows in expressions.
func TestAggregates(t *testing.T) {
	for name, test := range map[string]struct{ rows, measures, where, want string }{
		"apart from the mean of the grade": {
			"Grade, School", "sum([Test Score] - mean([Test Score] by Grade))", "",
			"K/A: 1 -5; K/B: 1 5; K total: 2 0; 1/A: 2 15; 1/B: 2 -15; 1 total: 4 0; (blank)/A: 1 0; (blank) total: 1 0;  total: 7 0",
		},
		"the filter leaves the group whole": {
			"Grade", "max([Test Score] - mean([Test Score] by Grade))", `School = "A"`,
			"K: 1 -5; 1: 2 15; (blank): 1 0;  total: 4 15",
		},
		"in the filter": {
			"School", "count", "[Test Score] > mean([Test Score]  BY  Grade)",
			"A: 1 1; B: 1 1;  total: 2 2",
		},
		"on the rows, of an expression, by two": {
			"max(if(School = 'A', [Test Score], 0) by Grade, School)", "count", "",
			"0: 3 3; 7: 1 1; 10: 1 1; 60: 2 2;  total: 7 7",
		},
		"a count": {
			`if(count(by Grade) > 2, "many", "few")`, "count", "",
			"few: 3 3; many: 4 4;  total: 7 7",
		},
	} {
		t.Run(name, func(t *testing.T) {
			frame := scoreFrame(t)
			for _, engine := range []*crosstab.Engine{nil, crosstab.NewEngine(1 << 20)} {
				for range 2 {
					got := said(t, engine, frame, test.rows, test.measures, test.where)
					if got != test.want {
						t.Errorf("got  %s\nwant %s", got, test.want)
					}
				}
			}
		})
	}
}

// said writes a cross-tab without columns as path: rows measure.
func said(t *testing.T, engine *crosstab.Engine, frame *table.Frame, rows, measures, where string) string {
	t.Helper()
	spec := crosstab.Spec{Where: where}
	var err error
	if spec.Rows, err = crosstab.ParseFields(rows); err != nil {
		t.Fatal(err)
	}
	if spec.Measures, err = crosstab.ParseMeasures(measures); err != nil {
		t.Fatal(err)
	}
	if fields := spec.FieldsIn(frame.Schema()); slices.ContainsFunc(fields, func(f string) bool { return strings.Contains(f, "(") }) {
		t.Errorf("needs %q", fields)
	}
	compute := crosstab.Compute
	if engine != nil {
		compute = engine.Compute
	}
	result, err := compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for i, header := range result.Rows() {
		text := strings.Join(header.Labels, "/")
		if header.Total {
			text += " total"
		}
		cell := result.Cell(i, 0)
		parts = append(parts, text+": "+table.FormatNumber(float64(cell.N), 0)+" "+table.FormatNumber(cell.Values[0].Value, 0))
	}
	return strings.Join(parts, "; ")
}

func TestAggregatesRefused(t *testing.T) {
	frame := scoreFrame(t)
	for where, code := range map[string]string{
		"[Test Score] > mean(Grade by School)":                              "measure-needs-number",
		"[Test Score] > mean(Nothing by School)":                            "field-unknown",
		"[Test Score] > mean([Test Score] by Nowhere)":                      "field-unknown",
		"[Test Score] > mean(mean([Test Score] by Grade) by School)":        "spec-invalid",
		"[Test Score] > mean([Test Score] by )":                             "expression-invalid",
		"[Test Score] > mean(by Grade)":                                     "expression-invalid",
		"count(by Grade) > 1 and count(by Grade" + strings.Repeat(")", 3):   "expression-invalid",
		strings.Repeat("sum([Test Score] by School, Grade)+", 99) + "1 > 0": "",
		"max([Test Score], 3) > 1":                                          "",
		"1 < sum([Test Score]by Grade)":                                     "expression-invalid",
	} {
		spec := crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Count}}, Where: where}
		_, err := crosstab.Compute(t.Context(), frame, spec)
		issue := table.IssueIn(err)
		if code == "" && err != nil || code != "" && (issue == nil || issue.Code != code) {
			t.Errorf("%s: %v, want %q", where, err, code)
		}
	}
}

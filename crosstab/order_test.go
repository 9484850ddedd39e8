package crosstab_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

func orderFrame(t *testing.T) *table.Frame {
	return frameOf(t, []table.Column{{Name: "Level"}, {Name: "School"}, {Name: "N", Type: table.Integer}},
		[]any{"E", "A", 1}, []any{"E", "B", 5}, []any{"H", "C", 5}, []any{"H", "A", 2}, []any{"M", "D", "*"}, []any{"M", "", 9})
}

func TestOrder(t *testing.T) {
	for name, test := range map[string]struct {
		rows string
		make func(s *crosstab.Spec) error
		want string
	}{
		"largest first, ties in natural order, no number last": {
			"School", func(s *crosstab.Spec) error { return s.ParseSort("School by sum(N) descending") },
			"B: 1 5; C: 1 5; A: 2 3; D: 1 withheld; (blank): 1 9;  total: 6 22",
		},
		"by a measure that is not shown": {
			"School", func(s *crosstab.Spec) error { return s.ParseSort("school by count largest first") },
			"A: 2 3; B: 1 5; C: 1 5; D: 1 withheld; (blank): 1 9;  total: 6 22",
		},
		"the first two and all others": {
			"School", func(s *crosstab.Spec) error {
				if err := s.ParseSort("School by sum(N) descending"); err != nil {
					return err
				}
				return s.ParseLimit("School: 2")
			},
			"B: 1 5; C: 1 5; All others: 3 3; (blank): 1 9;  total: 6 22",
		},
		"a limit beyond all": {
			"School", func(s *crosstab.Spec) error { return s.ParseLimit("School: 4") },
			"A: 2 3; B: 1 5; C: 1 5; D: 1 withheld; (blank): 1 9;  total: 6 22",
		},
		"what has no rows takes no place": {
			"School", func(s *crosstab.Spec) error {
				s.Where = `School <> "A"`
				return s.ParseLimit("School: 2")
			},
			"B: 1 5; C: 1 5; All others: 1 withheld;  total: 3 10",
		},
		"listed by hand": {
			"Level", func(s *crosstab.Spec) error { return s.ParseOrder(`Level: M, "E"`) },
			"M: 2 9; E: 2 6; H: 2 7;  total: 6 22",
		},
		"the largest of each level, ties in natural order, and all others": {
			"Level, School", func(s *crosstab.Spec) error {
				if err := s.ParseSort("School by max(N) descending within groups"); err != nil {
					return err
				}
				return s.ParseLimit("School: 1")
			},
			"E/B: 1 5; E/All others: 1 1; E total: 2 6; H/C: 1 5; H/All others: 1 2; H total: 2 7; M/D: 1 withheld; M/(blank): 1 9; M total: 2 9;  total: 6 22",
		},
		"the first of each level in natural order": {
			"Level, School", func(s *crosstab.Spec) error { return s.ParseLimit("School: 1 within groups") },
			"E/A: 1 1; E/All others: 1 5; E total: 2 6; H/A: 1 2; H/All others: 1 5; H total: 2 7; M/D: 1 withheld; M/(blank): 1 9; M total: 2 9;  total: 6 22",
		},
		"totals above": {
			"Level, School", func(s *crosstab.Spec) error {
				s.Totals, s.Where = crosstab.TotalsAbove, `Level <> "M"`
				return nil
			},
			" total: 4 13; E total: 2 6; E/A: 1 1; E/B: 1 5; H total: 2 7; H/A: 1 2; H/C: 1 5",
		},
		"no subtotals": {
			"Level, School", func(s *crosstab.Spec) error {
				s.Where = `Level <> "M"`
				return s.ParseNoSubtotals("Level")
			},
			"E/A: 1 1; E/B: 1 5; H/A: 1 2; H/C: 1 5;  total: 4 13",
		},
		"empty combinations": {
			"Level, School", func(s *crosstab.Spec) error {
				s.Where, s.Empty, s.Totals = `Level <> "M"`, true, crosstab.NoTotals
				return nil
			},
			"E/A: 1 1; E/B: 1 5; E/C: 0 missing; H/A: 1 2; H/B: 0 missing; H/C: 1 5",
		},
	} {
		t.Run(name, func(t *testing.T) {
			spec := crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "N"}}}
			spec.Rows, _ = crosstab.ParseFields(test.rows)
			if err := test.make(&spec); err != nil {
				t.Fatal(err)
			}
			result, err := crosstab.Compute(t.Context(), orderFrame(t), spec)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSuffix(show(result), ";\n"), ";\n")
			if got := strings.Join(lines, "; "); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestOrderRefused(t *testing.T) {
	spec := func() *crosstab.Spec {
		return &crosstab.Spec{Rows: []crosstab.Dimension{{Field: "Level"}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}}
	}
	for name, err := range map[string]error{
		"sort of another field":  spec().ParseSort("School by count"),
		"limit without a colon":  spec().ParseLimit("Level 10"),
		"limit without a number": spec().ParseLimit("Level: ten"),
		"order without a colon":  spec().ParseOrder("Level"),
		"subtotals elsewhere":    spec().ParseNoSubtotals("School"),
		"sorted by a share":      validated(t, crosstab.Dimension{Field: "Level", By: "count % of row"}),
		"sorted by two":          validated(t, crosstab.Dimension{Field: "Level", By: "count, sum(N)"}),
		"sorted and listed":      validated(t, crosstab.Dimension{Field: "Level", By: "count", Order: []string{"E"}}),
		"less than none":         validated(t, crosstab.Dimension{Field: "Level", Limit: -1}),
	} {
		if issue := table.IssueIn(err); issue == nil || issue.Code != "order-unfit" || issue.Remedy == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if issue := table.IssueIn(validated(t, crosstab.Dimension{Field: "Level", By: "sum(M)"})); issue == nil || issue.Code != "field-unknown" {
		t.Errorf("sorted by a field that is not there: %v", issue)
	}
}

func validated(t *testing.T, d crosstab.Dimension) error {
	t.Helper()
	spec := crosstab.Spec{Rows: []crosstab.Dimension{d}, Measures: []crosstab.Measure{{Function: crosstab.Count}}}
	return spec.Validate(orderFrame(t).Schema())
}

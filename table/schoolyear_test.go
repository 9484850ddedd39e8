package table_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// Ensure that every layout reads back what it writes, for every year that a
// file of ours could mean.
func TestSchoolYearLayoutsRoundTrip(t *testing.T) {
	for _, layout := range table.SchoolYearLayouts() {
		for start := 1950; start < 2049; start++ {
			text := table.FormatSchoolYear(start, layout)
			got, gotLayout, ok := table.ParseSchoolYear(text)
			if !ok || got != start || gotLayout != layout {
				t.Fatalf("layout %q, %d: wrote %q, read %d %q %v", layout, start, text, got, gotLayout, ok)
			}
		}
	}
}

// Ensure that a year alone is the one that the layout says, 1819 and its like
// included, and that other spellings are read beside it.
func TestReadSchoolYear(t *testing.T) {
	for name, test := range map[string]struct {
		text, layout string
		want         int
		ok           bool
	}{
		"by its end":             {"2022", table.EndYearLayout, 2021, true},
		"by its start":           {"2022", table.StartYearLayout, 2022, true},
		"by its end, as 20-21":   {"2021", table.EndYearLayout, 2020, true},
		"by its start, as 20-21": {"2021", table.StartYearLayout, 2021, true},
		"two years":              {"2021-22", table.EndYearLayout, 2021, true},
		"in a column of both":    {"2021", "2018-19", 2020, true},
		"no year":                {"9999", table.EndYearLayout, 9998, false},
		"a year where both are":  {"2022", "2018-19", 0, false},
	} {
		got, ok := table.ReadSchoolYear(test.text, test.layout)
		if ok != test.ok || ok && got != test.want {
			t.Errorf("%s: %q in layout %q was read as %d %v", name, test.text, test.layout, got, ok)
		}
		if ok && len(test.text) == 4 && len(test.layout) == 4 && table.FormatSchoolYear(got, test.layout) != test.text {
			t.Errorf("%s: written again as %q", name, table.FormatSchoolYear(got, test.layout))
		}
	}
}

func TestParseSchoolYearRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"years that do not follow":   "2018-20",
		"a plain year":               "2018",
		"a year and a month":         "2018-12",
		"a date":                     "2018-19-20",
		"two digits, then four":      "18-2019",
		"letters":                    "20x8-19",
		"full-width digits":          "２０１８-19",
		"nothing":                    "",
		"a prefix alone":             "SY ",
		"four digits that do not go": "1416",
	} {
		if start, layout, ok := table.ParseSchoolYear(text); ok {
			t.Errorf("%s: %q was read as %d in layout %q", name, text, start, layout)
		}
	}
}

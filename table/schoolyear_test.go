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

package sheets

import (
	"testing"

	"github.com/schoolbench/schoolbench/importers"
)

func TestMainSheet(t *testing.T) {
	type sheet struct {
		name string
		rows int
	}
	for name, test := range map[string]struct {
		sheets []sheet
		want   string
	}{
		"one":                {[]sheet{{"Notes", 3}}, "Notes"},
		"the first":          {[]sheet{{"Districts", 2299}, {"Schools", 10515}}, "Districts"},
		"a layout first":     {[]sheet{{"Record Layout", 33}, {"Value", 11}, {"District and COE 2024", 994}}, "District and COE 2024"},
		"a long list first":  {[]sheet{{"Revision History", 2435}, {"Exit Reason", 483}, {"Combos", 1385}}, "Combos"},
		"dwarfed":            {[]sheet{{"Summary", 4}, {"Students", 400}}, "Students"},
		"only notes":         {[]sheet{{"Notes", 4}, {"Definitions", 400}}, "Notes"},
		"a word in a word":   {[]sheet{{"Keyboarding", 30}, {"Math", 40}}, "Keyboarding"},
		"several on a sheet": {[]sheet{{"Cover", 4}, {"A", 30}, {"B", 20}, {"B", 20}}, "B"},
	} {
		t.Run(name, func(t *testing.T) {
			var plans []importers.Plan
			for _, one := range test.sheets {
				plans = append(plans, importers.Plan{Sheet: one.name, Rows: one.rows})
			}
			if got := mainSheet(plans); got != test.want {
				t.Errorf("it is about %q, want %q", got, test.want)
			}
		})
	}
}

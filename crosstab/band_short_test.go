package crosstab_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// Limits that the numbers themselves make show two digits after the point, and
// more only where two would not part the numbers.
func TestBandsHaveShortLimits(t *testing.T) {
	third := func(n int) float64 { return float64(n) / 3 }
	frame := frameOf(t, []table.Column{{Name: "Mean", Type: table.Decimal, Decimals: 2}, {Name: "Near", Type: table.Decimal, Decimals: 2}, {Name: "Count", Type: table.Integer}},
		[]any{third(4), 0.50012, 0}, []any{third(5), 0.50025, 20}, []any{third(7), 0.50031, 60}, []any{third(8), 0.50047, 100})
	for want, d := range map[string]crosstab.Dimension{
		"below 1.58: 1; 1.58 to below 2.00: 1; 2.00 to below 2.42: 1; 2.42 and more: 1":             {Field: "Mean", Bands: &crosstab.Bands{Quantile: 4}},
		"below 33.33: 2; 33.33 to below 66.67: 1; 66.67 and more: 1":                                {Field: "Count", Bands: &crosstab.Bands{Equal: 3}},
		"below 0.5002: 1; 0.5002 to below 0.5003: 1; 0.5003 to below 0.5004: 1; 0.5004 and more: 1": {Field: "Near", Bands: &crosstab.Bands{Quantile: 4}},
	} {
		t.Run(want, func(t *testing.T) {
			if got := labelled(t, frame, d); got != want {
				t.Errorf("got %s", got)
			}
		})
	}
}

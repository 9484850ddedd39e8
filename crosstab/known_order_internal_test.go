package crosstab

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

func TestKnownOrder(t *testing.T) {
	tests := map[string][]string{
		"levels":       {"Elementary", "K-8", "Middle", "High"},
		"achievement":  {"Standard Not Met", "Standard Nearly Met", "Standard Met", "Standard Exceeded"},
		"days":         {"Mon", "Tue", "Wed", "Thu", "Fri"},
		"school year":  {"Aug", "Sep", "Dec", "Jan", "Jun"},
		"risk":         {"Low", "Medium", "High"},
		"the alphabet": {"Alder", "Birch", "High", "Low"},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			values := []table.Value{table.Mark(table.Withheld, "*")}
			for _, text := range slices.Backward(want) {
				values = append(values, table.TextValue(text))
			}
			members, _ := arrange(table.Column{Name: "x"}, values, false, nil)
			var got []string
			for _, m := range members {
				got = append(got, m.label)
			}
			if !slices.Equal(got, append(slices.Clone(want), "*")) {
				t.Errorf("got %q, want %q and the mark", got, want)
			}
		})
	}
}

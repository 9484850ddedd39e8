package crosstab

import "testing"

// R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.2), "BH") is 0.05 for the first four
// and 0.2 for the last; "bonferroni" is 0.05, 0.10, 0.15, 0.20 and 1.
func TestCorrections(t *testing.T) {
	var pairs []pair
	for i, p := range []float64{0.2, 0.03, 0.01, 0.04, 0.02} {
		pairs = append(pairs, pair{higher: i, p: p})
	}
	for correction, want := range map[Correction]int{BenjaminiHochberg: 4, Bonferroni: 1} {
		if got := significant(pairs, 0.05, correction); len(got) != want {
			t.Errorf("%s keeps %d of five, want %d", correction, len(got), want)
		}
		if got := significant(pairs, 0.009, correction); len(got) != 0 {
			t.Errorf("%s keeps %d at 0.9 %%", correction, len(got))
		}
		if got := significant(nil, 0.05, correction); len(got) != 0 {
			t.Errorf("%s keeps %d of none", correction, len(got))
		}
	}
}

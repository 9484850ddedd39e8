package workbench_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// A small column of every kind, by hand.
func TestDistributions(t *testing.T) {
	bench := mustOpen(t)
	importNamed(t, bench, "marks.csv", strings.Join([]string{
		"Student ID,School,Days,Score,Day,Grade,Flag",
		"000101,Alder,3,1.5,2025-09-01,K,Y",
		"000102,Alder,0,2.25,2025-09-02,1,N",
		"000103,Birch,*,,2025-09-04,2,Y",
		"000104,Birch,12,9.75,2025-09-09,2,Y",
		"000105,Alder,3,1.5,2025-09-09,K,Y",
		"",
	}, "\n"))
	found, err := bench.Distributions(t.Context(), "marks")
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]workbench.Distribution{}
	for _, each := range found {
		byName[each.Name] = each
	}
	for name, want := range map[string]struct {
		reported, missing, withheld, distinct int
		least, greatest, top                  string
	}{
		"Student ID": {5, 0, 0, 5, "000101", "000105", "000101=1"},
		"School":     {5, 0, 0, 2, "Alder", "Birch", "Alder=3 Birch=2"},
		"Days":       {4, 0, 1, 3, "0", "12", "3=2 0=1 12=1"},
		"Score":      {4, 1, 0, 3, "1.50", "9.75", "1.50=2 2.25=1 9.75=1"},
		"Flag":       {5, 0, 0, 2, "N", "Y", "Y=4 N=1"},
	} {
		got := byName[name]
		if got.Rows != 5 || got.Reported != want.reported || got.Missing != want.missing || got.Withheld != want.withheld || got.Distinct != want.distinct {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Least != want.least || got.Greatest != want.greatest {
			t.Errorf("%s: %q to %q, want %q to %q", name, got.Least, got.Greatest, want.least, want.greatest)
		}
		var top []string
		for _, each := range got.Top {
			top = append(top, fmt.Sprintf("%s=%d", each.Value, each.Rows))
		}
		if said := strings.Join(top, " "); !strings.HasPrefix(said, want.top) {
			t.Errorf("%s: top %q, want %q", name, said, want.top)
		}
	}
	for _, name := range []string{"Days", "Score", "Day", "Grade"} {
		if sum := rowsIn(byName[name].Bins); sum != byName[name].Reported {
			t.Errorf("%s: the bins %v have %d rows, want %d", name, byName[name].Bins, sum, byName[name].Reported)
		}
	}
	if bins := byName["Days"].Bins; len(bins) != 13 || bins[0].Rows != 1 || bins[3].Rows != 2 || bins[12].Rows != 1 {
		t.Errorf("whole numbers have a bin each: %v", bins)
	}
	if byName["School"].Bins != nil || byName["Flag"].Bins != nil {
		t.Error("words have no histogram")
	}
}

// The distribution follows the rows: what was remembered of another version is
// not told again.
func TestDistributionsFollowEdits(t *testing.T) {
	bench := mustOpen(t)
	importNamed(t, bench, "marks.csv", "School,Days\nAlder,1\nBirch,2\n")
	for range 2 { // made, then remembered
		if found, err := bench.Distributions(t.Context(), "marks"); err != nil || found[0].Distinct != 2 {
			t.Fatalf("%v, %v", found, err)
		}
	}
	if _, err := bench.Edit(t.Context(), "marks", workbench.SetCells{Cells: []workbench.CellText{{Row: 1, Column: "School", Text: "Alder"}}}, workbench.EditOptions{}); err != nil {
		t.Fatal(err)
	}
	if found, err := bench.Distributions(t.Context(), "marks"); err != nil || found[0].Distinct != 1 {
		t.Errorf("after the edit: %v, %v", found, err)
	}
}

// Whatever the numbers are, every reported row is in one bin, and the bins lie
// between the least and the greatest value.
func TestDistributionBins(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for round := range 60 {
		bench := mustOpen(t)
		var text strings.Builder
		text.WriteString("Whole,Part\n")
		scale := math.Pow(10, float64(round%9-2))
		for range 40 {
			fmt.Fprintf(&text, "%d,%.3f\n", int(random.NormFloat64()*scale*100), random.NormFloat64()*scale)
		}
		importNamed(t, bench, "numbers.csv", text.String())
		found, err := bench.Distributions(t.Context(), "numbers")
		if err != nil {
			t.Fatal(err)
		}
		for _, each := range found {
			if each.Type.IsText() {
				continue
			}
			if rowsIn(each.Bins) != each.Reported || len(each.Bins) > 16 {
				t.Fatalf("round %d, %s: %d bins hold %d of %d rows", round, each.Name, len(each.Bins), rowsIn(each.Bins), each.Reported)
			}
			for i, bin := range each.Bins {
				if bin.To < bin.From || i > 0 && bin.From != each.Bins[i-1].To && each.Type != table.Decimal {
					t.Fatalf("round %d, %s: bins %v", round, each.Name, each.Bins)
				}
			}
		}
		if round > 8 && testing.Short() {
			break
		}
	}
}

func importNamed(t *testing.T, bench *workbench.Workbench, name, text string) {
	t.Helper()
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, name, text)})
}

func rowsIn(bins []workbench.Bin) int {
	sum := 0
	for _, bin := range bins {
		sum += bin.Rows
	}
	return sum
}

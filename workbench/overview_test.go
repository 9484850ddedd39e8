package workbench_test

import (
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// How old a dataset is, and when that is older than its imports usually are.
func TestFreshness(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2025, 9, n, 10, 0, 0, 0, time.Local) }
	for name, test := range map[string]struct {
		imports []int // days of September
		now     time.Time
		want    workbench.Freshness
	}{
		"one import":                 {[]int{1}, day(4), workbench.Freshness{Days: 3}},
		"two tell no rhythm":         {[]int{1, 2}, day(20), workbench.Freshness{Days: 18}},
		"weekly and in time":         {[]int{1, 8, 15}, day(22), workbench.Freshness{Days: 7, Usual: 7}},
		"weekly, a weekend late":     {[]int{1, 8, 15}, day(24), workbench.Freshness{Days: 9, Usual: 7}},
		"weekly and late":            {[]int{1, 8, 15}, day(25), workbench.Freshness{Days: 10, Usual: 7, Late: true}},
		"two of one day are one":     {[]int{1, 1, 1}, day(25), workbench.Freshness{Days: 24}},
		"one long gap is no rhythm":  {[]int{1, 2, 3, 20, 21}, day(22), workbench.Freshness{Days: 1, Usual: 1}},
		"a clock that was set back":  {[]int{5}, day(4), workbench.Freshness{}},
		"late in the evening counts": {[]int{1}, time.Date(2025, 9, 2, 0, 30, 0, 0, time.Local), workbench.Freshness{Days: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			var batches []warehouse.Batch
			for _, n := range test.imports {
				batches = append(batches, warehouse.Batch{Imported: day(n)})
			}
			if got := workbench.FreshnessOf(batches, test.now); got != test.want {
				t.Errorf("%+v, want %+v", got, test.want)
			}
		})
	}
}

// A dataset has an owner until it has another or none, and one that is gone
// leaves none behind.
func TestOwners(t *testing.T) {
	bench := mustOpen(t)
	importNamed(t, bench, "marks.csv", "School,Days\nAlder,1\n")
	importNamed(t, bench, "meals.csv", "School,Meals\nAlder,1\n")
	owners := func() map[string]string {
		t.Helper()
		all, err := bench.Overviews(t.Context())
		must(t, err)
		found := map[string]string{}
		for _, each := range all {
			found[each.Name] = each.Owner
		}
		return found
	}
	must(t, bench.SetOwner(t.Context(), "Marks", " Ms. Ortiz "))
	must(t, bench.SetOwner(t.Context(), "meals", "Sam Lee"))
	if found := owners(); found["marks"] != "Ms. Ortiz" || found["meals"] != "Sam Lee" {
		t.Errorf("owners %v", found)
	}
	must(t, bench.SetOwner(t.Context(), "meals", ""))
	if found := owners(); found["marks"] != "Ms. Ortiz" || found["meals"] != "" {
		t.Errorf("owners %v", found)
	}
	if err := bench.SetOwner(t.Context(), "nothing", "Sam"); workbench.Problem(err).Code != "unknown-dataset" {
		t.Errorf("an unknown dataset: %v", err)
	}
	must(t, bench.Remove(t.Context(), "marks"))
	must(t, bench.SetOwner(t.Context(), "meals", "Sam Lee"))
	if found := owners(); len(found) != 1 || found["meals"] != "Sam Lee" {
		t.Errorf("owners %v", found)
	}
}

// What a column is said to be stays with the next file, can be undone and done
// again.
func TestDescribeColumn(t *testing.T) {
	bench := mustOpen(t)
	importNamed(t, bench, "marks.csv", "School,Days\nAlder,1\n")
	described := func() string {
		t.Helper()
		dataset, err := bench.Dataset(t.Context(), "marks")
		must(t, err)
		return dataset.Schema[1].Description
	}
	describe := func(text string) warehouse.Edit {
		t.Helper()
		done, err := bench.Edit(t.Context(), "marks", workbench.DescribeColumn{Column: "days", Text: text}, workbench.EditOptions{})
		must(t, err)
		return done
	}
	if describe("Days absent since August").ID == 0 || described() != "Days absent since August" {
		t.Errorf("described as %q", described())
	}
	if describe("Days absent since August ").ID != 0 {
		t.Error("the same words again are an act")
	}
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "next.csv", "School,Days\nBirch,2\n"), Dataset: "marks", Mode: warehouse.Replace})
	if described() != "Days absent since August" {
		t.Errorf("after the next file: %q", described())
	}
	describe("Something else")
	if _, err := bench.UndoEdit(t.Context(), "marks"); err != nil || described() != "Days absent since August" {
		t.Errorf("undone: %q, %v", described(), err)
	}
	if _, err := bench.RedoEdit(t.Context(), "marks"); err != nil || described() != "Something else" {
		t.Errorf("done again: %q, %v", described(), err)
	}
	if _, err := bench.Edit(t.Context(), "marks", workbench.DescribeColumn{Column: "Nights"}, workbench.EditOptions{}); workbench.Problem(err).Code != "unknown-column" {
		t.Errorf("an unknown column: %v", err)
	}
}

package profiles_test

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/profiles"
	"github.com/schoolbench/schoolbench/table"
)

// Ensure that a column that a person renames is still the key, and the one from
// which others are derived.
func TestRenamed(t *testing.T) {
	source := fileSource(t, "testdata/fixtures/sacs-account-string.csv")
	plans, importer := plan(t, standard(t), source)
	before := plans[0]
	before.Key = []string{"Account"}
	before.PickOne = []importers.PickOne{{Column: "Account"}}
	before.Columns = slices.Clone(before.Columns)
	before.Columns[0].Name, before.Columns[0].Header = "Budget line", "Account"

	after := profiles.Renamed(before)
	if after.Key[0] != "Budget line" || after.PickOne[0].Column != "Budget line" {
		t.Errorf("key %q, levels %v", after.Key, after.PickOne)
	}
	if before.Key[0] != "Account" {
		t.Error("the plan that was given has changed")
	}
	row := read(t, importer, source, after)[0]
	fund := profiles.Schema(after).Index("Fund in words")
	if cell := row[fund]; cell.State != table.Reported || cell.Text != "General Fund" {
		t.Errorf("derived from the renamed column: %v", cell)
	}
}

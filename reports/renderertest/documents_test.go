package renderertest_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

func TestDocumentsAreSound(t *testing.T) {
	for name, document := range renderertest.Documents() {
		if err := renderertest.Check(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for seed := range uint64(300) {
		if err := renderertest.Check(renderertest.Random(seed)); err != nil {
			t.Errorf("random %d: %v", seed, err)
		}
	}
}

func TestCompareSeesDifferences(t *testing.T) {
	document := renderertest.Documents()["several measures"]
	if err := renderertest.Compare(document, renderertest.Rows(document), renderertest.Shown); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(rows [][]string) [][]string{
		"a row too few":  func(rows [][]string) [][]string { return rows[1:] },
		"a changed cell": func(rows [][]string) [][]string { rows[2][3] += "0"; return rows },
		"a cell more":    func(rows [][]string) [][]string { rows[1] = append(rows[1], "x"); return rows },
		"a lost cell":    func(rows [][]string) [][]string { rows[3] = rows[3][:4]; return rows },
	} {
		if renderertest.Compare(document, spoil(renderertest.Rows(document)), renderertest.Shown) == nil {
			t.Errorf("%s was not noticed", name)
		}
	}
}

func TestReadings(t *testing.T) {
	share := reports.NumberCell(0.25, 1, true)
	money := reports.NumberCell(961545496.847, 2, false)
	for name, each := range map[string]struct {
		reading renderertest.Reading
		cell    reports.Cell
		got     string
		want    bool
	}{
		"shown":           {renderertest.Shown, money, "961,545,496.85", true},
		"plain":           {renderertest.Plain, money, "961545496.85", true},
		"plain rounded":   {renderertest.Plain, money, "961545496.8", false},
		"value":           {renderertest.Value, money, "961545496.847", true},
		"value wrong":     {renderertest.Value, money, "961545496.84", false},
		"share":           {renderertest.Value, share, "0.25", true},
		"share not as 25": {renderertest.Value, share, "25", false},
		"guarded text":    {renderertest.Plain, reports.Cell{Text: "=1"}, "'=1", true},
	} {
		if got := each.reading(each.cell, each.got); got != each.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

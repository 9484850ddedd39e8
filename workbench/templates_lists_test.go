package workbench_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
)

// Ensure that whoever is told to go through the list of students who are
// chronically absent has all of them, in every school.
func TestTemplateListsAreWhole(t *testing.T) {
	bench := sampleBench(t)
	schools := slices.Sorted(maps.Keys(texts(t, bench, "schools", "School Name", "")))
	for _, name := range []string{"Principal", "Attendance office", "Counselor"} {
		t.Run(name, func(t *testing.T) {
			for _, school := range schools {
				board, err := bench.RunDashboard(t.Context(), name, reports.Slice{Label: school, Filters: []reports.Filter{{Field: "School", Values: []string{school}}}})
				if err != nil {
					t.Fatal(err)
				}
				lists := 0
				for _, section := range board.Sections {
					if section.Title != "Students chronically absent" {
						continue
					}
					lists++
					if got := len(section.Document.Table.Body); got != section.Rows || got == 0 {
						t.Errorf("%s: the list has %d of %d students", school, got, section.Rows)
					}
				}
				if lists != 1 {
					t.Errorf("%s: %d lists", school, lists)
				}
			}
		})
	}
}

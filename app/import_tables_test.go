package app

import (
	"testing"

	"github.com/schoolbench/schoolbench/importers"
)

// A table of a sheet with several is called by the title above it, and by
// nothing that is part of another table or far away.
func TestTitleAbove(t *testing.T) {
	head := []importers.ViewRow{
		{Number: 1, Cells: []string{"Enrollment  by grade", "", ""}},
		{Number: 3, Cells: []string{"School", "Grade 3", ""}},
		{Number: 4, Cells: []string{"Oak", "40", ""}},
		{Number: 6, Cells: []string{"", "Attendance", ""}},
		{Number: 7, Cells: []string{"Month", "Days", ""}},
		{Number: 20, Cells: []string{"Name", "Room", ""}},
	}
	for top, want := range map[int]string{3: "Enrollment by grade", 7: "Attendance", 5: "", 20: "", 1: ""} {
		if got := titleAbove(head, top); got != want {
			t.Errorf("above row %d is %q, want %q", top, got, want)
		}
	}
}

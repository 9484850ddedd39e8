package workbench_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that what nobody adds up is averaged, and the rest is not.
func TestIsLevel(t *testing.T) {
	for name, test := range map[string]struct {
		column table.Column
		want   bool
	}{
		"a score":                     {table.Column{Name: "Scale Score", Type: table.Integer}, true},
		"a mark of a file":            {table.Column{Name: "numeric_grade_earned", Type: table.Decimal}, true},
		"a percentage":                {table.Column{Name: "Overall Placement Pct", Type: table.Decimal}, true},
		"a rate":                      {table.Column{Name: "AttendanceRate", Type: table.Decimal}, true},
		"a percentage by its sign":    {table.Column{Name: "% Chronically Absent", Type: table.Decimal}, true},
		"an average":                  {table.Column{Name: "GPA", Type: table.Decimal}, true},
		"days":                        {table.Column{Name: "Days Absent", Type: table.Integer}, false},
		"money":                       {table.Column{Name: "Budget", Type: table.Decimal}, false},
		"how many":                    {table.Column{Name: "Students Tested", Type: table.Integer}, false},
		"how many of a grade":         {table.Column{Name: "Grade 3 Count", Type: table.Integer}, false},
		"how many have a score":       {table.Column{Name: "Number with Scores", Type: table.Integer}, false},
		"grades of the school's own":  {table.Column{Name: "Grade", Type: table.Grade}, false},
		"a score that is text":        {table.Column{Name: "Score", Type: table.Text}, false},
		"yes or no about a mark":      {table.Column{Name: "Has Grade", Type: table.YesNo}, false},
		"minutes on average are some": {table.Column{Name: "Average Minutes", Type: table.Decimal}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := workbench.IsLevel(test.column); got != test.want {
				t.Errorf("%s: %v, want %v", test.column.Name, got, test.want)
			}
		})
	}
}

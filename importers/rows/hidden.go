package rows

import (
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// tellHidden adds to a scanner's issues what becomes of the rows and columns
// that the workbook hides.
func tellHidden(issues []table.Issue, skipped bool) []table.Issue {
	issues = slices.Clone(issues)
	for i, issue := range issues {
		switch {
		case issue.Code != "rows-hidden" && issue.Code != "columns-hidden":
		case skipped:
			issues[i].Message += " What is hidden was left out."
		default:
			issues[i].Message += " What is hidden was read like the rest."
			issues[i].Remedy = "If it does not belong to the data, have what is hidden left out."
		}
	}
	return issues
}

// skipHidden has a plan leave out what the workbook hides.
func skipHidden(plan *importers.Plan, scanner Scanner) {
	plan.SkipHidden = true
	hider, ok := scanner.(ColumnHider)
	if !ok {
		return
	}
	hidden := hider.HiddenColumns()
	for i, column := range plan.Columns {
		if slices.Contains(hidden, column.Index) {
			plan.Columns[i].Skip = true
		}
	}
}

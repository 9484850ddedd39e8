package sheets

import (
	"fmt"

	"github.com/schoolbench/schoolbench/table"
)

// HiddenIssues says how many of a sheet's rows and columns are hidden. What
// becomes of them is the plan's, and is said by package rows.
func HiddenIssues(where table.Where, hiddenRows, hiddenColumns int) []table.Issue {
	var issues []table.Issue
	note := func(code string, count int, one, many string) {
		if count == 0 {
			return
		}
		message := fmt.Sprintf("%s %s hidden in the workbook.", table.FormatNumber(float64(count), 0), many)
		if count == 1 {
			message = fmt.Sprintf("1 %s hidden in the workbook.", one)
		}
		issues = append(issues, table.Issue{Code: code, Severity: table.Note, Where: where, Message: message})
	}
	note("rows-hidden", hiddenRows, "row is", "rows are")
	note("columns-hidden", hiddenColumns, "column is", "columns are")
	return issues
}

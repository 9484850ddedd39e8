package sheets

import (
	"fmt"

	"github.com/schoolbench/schoolbench/table"
)

// HiddenIssues says that hidden rows and columns were read like any others.
func HiddenIssues(where table.Where, hiddenRows, hiddenColumns int) []table.Issue {
	var issues []table.Issue
	note := func(code string, count int, one, many string) {
		if count == 0 {
			return
		}
		message := fmt.Sprintf("%s %s hidden in the workbook and were read like the others.", table.FormatNumber(float64(count), 0), many)
		if count == 1 {
			message = fmt.Sprintf("1 %s hidden in the workbook and was read like the others.", one)
		}
		issues = append(issues, table.Issue{Code: code, Severity: table.Note, Where: where, Message: message, Remedy: "If they do not belong to the data, have hidden rows and columns left out."})
	}
	note("rows-hidden", hiddenRows, "row is", "rows are")
	note("columns-hidden", hiddenColumns, "column is", "columns are")
	return issues
}

package delimited

import (
	"fmt"

	"github.com/schoolbench/schoolbench/table"
)

// note keeps count of what was out of place in a record.
func (s *splitter) note(a attempt) {
	if a.stray > 0 {
		if s.stray == 0 {
			s.firstStray = s.line
		}
		s.stray += a.stray
	}
	if a.open > 0 {
		if s.open == 0 {
			s.firstOpen = s.line + a.openLine
		}
		s.open += a.open
	}
	if a.other {
		if s.other == 0 {
			s.firstOther = s.line
		}
		s.other++
	} else if a.mended && s.firstMended == 0 {
		s.firstMended = s.line
	}
}

// issues tells about what was out of place in the records so far.
func (s *splitter) issues(file string) []table.Issue {
	var issues []table.Issue
	if s.open > 0 {
		issues = append(issues, table.Issue{
			Code: "quote-open", Severity: table.Warning, Where: table.Where{File: file, Row: s.firstOpen},
			Message: fmt.Sprintf("A quotation mark opens a value and is never closed (%d in the file); it was read as part of the value.", s.open),
			Remedy:  "Look at that line and the ones after it.",
		})
	}
	if s.other > 0 {
		issues = append(issues, table.Issue{
			Code: "delimiter-changed", Severity: table.Note, Where: table.Where{File: file, Row: s.firstOther},
			Message: fmt.Sprintf("Values are separated by another character than in the rest of the file (%d lines); they were read by it.", s.other),
			Remedy:  "Look at that line.",
		})
	}
	if s.firstMended > 0 {
		issues = append(issues, table.Issue{
			Code: "row-mended", Severity: table.Note, Where: table.Where{File: file, Row: s.firstMended},
			Message: fmt.Sprintf("A separator is missing, or there is one too many (%d lines); the values were put into the columns that they fit.", s.mended),
			Remedy:  "Look at that line.",
		})
	}
	if s.stray > 0 {
		issues = append(issues, table.Issue{
			Code: "quote-stray", Severity: table.Note, Where: table.Where{File: file, Row: s.firstStray},
			Message: fmt.Sprintf("A quotation mark stands inside a quoted value without being doubled (%d in the file); it was kept as part of the value.", s.stray),
			Remedy:  "Look at that line.",
		})
	}
	return issues
}

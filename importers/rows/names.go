package rows

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
)

// headerNames joins the header's records into one text a column; a column
// without a name has the empty one.
func headerNames(records []Record) []string {
	width := 0
	for _, record := range records {
		width = max(width, len(record.Cells))
	}
	names := make([]string, width)
	for i, record := range records {
		groups := i < len(records)-1
		carried := ""
		for column := range names {
			part := ""
			if column < len(record.Cells) {
				part = cleanName(record.Cells[column])
			}
			// A group stands over the columns to its right, too: over those
			// that it is merged with, if anything in the row is.
			switch {
			case part != "":
				carried = part
			case len(record.Spans) > 0:
				if at := record.spanning(column); at >= 0 && groups {
					part = cleanName(record.Cells[at])
				}
			case groups && standsOver(records[i+1], column):
				part = carried
			}
			if part != "" {
				names[column] = strings.TrimSpace(names[column] + " " + part)
			}
		}
	}
	return names
}

// withoutExtra takes a name that is empty out of a header with one name more
// than each row beneath it has values: a delimiter too many had moved the rest.
func withoutExtra(names []string, data []Record) []string {
	if len(data) < 2 {
		return names
	}
	for _, record := range data {
		if len(record.Cells) != len(names)-1 {
			return names
		}
	}
	extra := slices.Index(names, "")
	if extra < 0 || extra == len(names)-1 || slices.Contains(names[extra+1:], "") {
		return names
	}
	return slices.Delete(names, extra, extra+1)
}

// spanning returns the place of the cell that covers a column beside its own,
// or -1.
func (r Record) spanning(column int) int {
	for _, span := range r.Spans {
		if column > span.Column && column < span.Column+span.Columns && span.Column < len(r.Cells) {
			return span.Column
		}
	}
	return -1
}

func standsOver(below Record, column int) bool {
	return column < len(below.Cells) && !isBlank(below.Cells[column])
}

// cleanName takes line breaks and runs of spaces out of a header.
func cleanName(cell []byte) string {
	return strings.ToValidUTF8(string(bytes.Join(bytes.Fields(cell), []byte(" "))), "\uFFFD")
}

// uniqueNames makes names usable as column names: none empty, no two alike
// but for case. It says what it changed.
func uniqueNames(names []string) ([]string, []importers.Finding) {
	taken := map[string]bool{}
	for _, name := range names {
		taken[strings.ToLower(name)] = true
	}
	unique := make([]string, len(names))
	used := map[string]bool{}
	var findings []importers.Finding
	for i, name := range names {
		candidate := name
		if candidate == "" {
			candidate = fmt.Sprintf("Column %d", i+1)
		}
		base := candidate
		for n := 2; used[strings.ToLower(candidate)] || (candidate != name && taken[strings.ToLower(candidate)]); n++ {
			candidate = fmt.Sprintf("%s %d", base, n)
		}
		used[strings.ToLower(candidate)] = true
		unique[i] = candidate
		switch {
		case name == "":
			findings = append(findings, importers.Finding{Code: "header-empty", Column: candidate, Message: fmt.Sprintf("Column %d has no name in the file and is called %q.", i+1, candidate)})
		case candidate != name:
			findings = append(findings, importers.Finding{Code: "header-duplicate", Column: candidate, Message: fmt.Sprintf("The file has more than one column named %q; column %d is called %q.", name, i+1, candidate)})
		}
	}
	return unique, findings
}

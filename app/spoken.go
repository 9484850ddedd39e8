package app

import (
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// spoken is the language that the window speaks at the moment, in which reports
// are to be written, too.
func spoken() reports.Language { return reports.Language(say("en")) }

// translated is a finished text of the packages without a window, such as the
// message of an issue or what an import found, in the language of the window.
func translated(text string) string { return spoken().Translate(text) }

// whereIn says where in what a person gave us something is, as table.Where
// does in English.
func whereIn(where table.Where) string {
	var parts []string
	if where.File != "" {
		parts = append(parts, where.File)
	}
	if where.Sheet != "" {
		parts = append(parts, say("sheet “%s”", where.Sheet))
	}
	if where.Row > 0 {
		parts = append(parts, say("row %s", number(where.Row)))
	}
	if where.Column != "" {
		parts = append(parts, say("column “%s”", where.Column))
	}
	return strings.Join(parts, ", ")
}

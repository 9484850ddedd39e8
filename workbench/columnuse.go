package workbench

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// addsUp reports whether the numbers of a column make sense together, by the
// words of its header: days and hours do, periods and scores do not.
func addsUp(column table.Column) bool {
	if column.Type != table.Integer && column.Type != table.Decimal || column.Role == table.Identifier {
		return false
	}
	if strings.Contains(column.Name, "%") {
		return false
	}
	words := headerWords(column.Name)
	if slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{"rate", "percent", "average", "gpa", "per", "number", "year", "years"}, word)
	}) {
		return false
	}
	return slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{"days", "hours", "minutes", "absences", "absent", "tardies", "tardy", "credits", "incidents", "count", "amount", "referrals"}, word)
	})
}

// IsLevel reports whether the numbers of a column stand for levels, which are
// averaged and never added up, by the words of its header: scores, marks,
// percentages, ages and places.
func IsLevel(column table.Column) bool {
	if column.Type != table.Integer && column.Type != table.Decimal || addsUp(column) {
		return false
	}
	if strings.Contains(column.Name, "%") {
		return true
	}
	words := headerWords(column.Name)
	if slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{"count", "number", "num", "total", "tested", "students", "takers"}, word)
	}) {
		return false
	}
	return slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{
			"score", "scores", "grade", "grades", "gpa", "mark", "marks", "percent", "percentage", "pct", "percentile", "rate", "ratio", "average", "mean", "median",
			"age", "rank", "level", "lexile", "quantile", "rit", "sgp", "growth", "stanine", "index", "temperature", "latitude", "longitude",
		}, word)
	})
}

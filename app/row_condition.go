package app

import (
	"strconv"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// rowTest is what a condition asks of a value.
type rowTest string

// The tests. Those of size are for numbers, dates, grades and school years,
// those of letters for how a value reads.
const (
	anyValue   rowTest = ""
	isEqual    rowTest = "is"
	isNot      rowTest = "is not"
	isMore     rowTest = "is more than"
	isAtLeast  rowTest = "is at least"
	isLess     rowTest = "is less than"
	isAtMost   rowTest = "is at most"
	isBetween  rowTest = "is between"
	contains   rowTest = "contains"
	lacks      rowTest = "does not contain"
	beginsWith rowTest = "begins with"
	endsWith   rowTest = "ends with"
	isMissing  rowTest = "is blank"
	isGiven    rowTest = "is not blank"
	isWithheld rowTest = "is withheld"
	doesNotFit rowTest = "does not fit its column"
	codeFilter         = "filter-unfit"
)

// condition is a test with what a person wrote beside it.
type condition struct {
	Test   rowTest `json:"test,omitempty"`
	Value  string  `json:"value,omitempty"`
	Second string  `json:"second,omitempty"` // the upper end, of isBetween
}

// testsOf lists the tests that make sense for a column.
func testsOf(column table.Column) []rowTest {
	tests := []rowTest{anyValue, isEqual, isNot}
	if isSized(column) {
		tests = append(tests, isMore, isAtLeast, isLess, isAtMost, isBetween)
	} else {
		tests = append(tests, contains, lacks, beginsWith, endsWith)
	}
	return append(tests, isMissing, isGiven, isWithheld, doesNotFit)
}

// isSized reports whether values of a column are smaller or larger.
func isSized(column table.Column) bool {
	return !column.Type.IsText() && column.Type != table.YesNo
}

// fields is how many values a test is asked with.
func (t rowTest) fields() int {
	switch t {
	case anyValue, isMissing, isGiven, isWithheld, doesNotFit:
		return 0
	case isBetween:
		return 2
	}
	return 1
}

// words say what the condition keeps.
func (c condition) words(column table.Column) string {
	switch c.Test.fields() {
	case 0:
		return column.Title() + " " + c.Test.words()
	case 2:
		return say("%s %s %s and %s", column.Title(), c.Test.words(), c.Value, c.Second)
	}
	return column.Title() + " " + c.Test.words() + " " + c.Value
}

// compile returns what tells whether a value meets the condition. A value that
// is not reported meets none but those that ask for it, and “is not”.
func (c condition) compile(column table.Column) (func(table.Value) bool, *table.Issue) {
	state := func(wanted table.State) func(table.Value) bool {
		return func(value table.Value) bool { return value.State == wanted }
	}
	switch c.Test {
	case anyValue:
		return func(table.Value) bool { return true }, nil
	case isMissing:
		return state(table.Missing), nil
	case isGiven:
		return func(value table.Value) bool { return value.State != table.Missing }, nil
	case isWithheld:
		return state(table.Withheld), nil
	case doesNotFit:
		return state(table.Misfit), nil
	}
	if isSized(column) {
		return c.compileSize(column)
	}
	wanted := strings.ToLower(strings.TrimSpace(c.Value))
	if wanted == "" {
		return nil, table.Failed(codeFilter, table.Where{}, say("There is nothing to compare %s with yet.", column.Title()), say("Write a text, or choose “is blank”."), nil)
	}
	var meets func(text string) bool
	switch c.Test {
	case isEqual, isNot:
		meets = func(text string) bool { return text == wanted }
	case contains, lacks:
		meets = func(text string) bool { return strings.Contains(text, wanted) }
	case beginsWith:
		meets = func(text string) bool { return strings.HasPrefix(text, wanted) }
	case endsWith:
		meets = func(text string) bool { return strings.HasSuffix(text, wanted) }
	default:
		return nil, c.unknown(column)
	}
	negated := c.Test == isNot || c.Test == lacks
	return func(value table.Value) bool { return meets(strings.ToLower(column.Display(value))) != negated }, nil
}

// compileSize is compile for columns whose values have a size.
func (c condition) compileSize(column table.Column) (func(table.Value) bool, *table.Issue) {
	low, ok := parseValue(column, c.Value)
	if !ok {
		return nil, unreadable(column, c.Value)
	}
	high := low
	if c.Test == isBetween {
		if high, ok = parseValue(column, c.Second); !ok {
			return nil, unreadable(column, c.Second)
		}
		low, high = min(low, high), max(low, high)
	}
	var meets func(n float64) bool
	switch c.Test {
	case isEqual, isNot:
		meets = func(n float64) bool { return n == low }
	case isMore:
		meets = func(n float64) bool { return n > low }
	case isAtLeast:
		meets = func(n float64) bool { return n >= low }
	case isLess:
		meets = func(n float64) bool { return n < low }
	case isAtMost:
		meets = func(n float64) bool { return n <= low }
	case isBetween:
		meets = func(n float64) bool { return n >= low && n <= high }
	default:
		return nil, c.unknown(column)
	}
	if c.Test == isNot {
		return func(value table.Value) bool { return !value.IsReported() || value.Number != low }, nil
	}
	return func(value table.Value) bool { return value.IsReported() && meets(value.Number) }, nil
}

func (c condition) unknown(column table.Column) *table.Issue {
	return table.Failed(codeFilter, table.Where{}, say("“%s” cannot be asked of %s.", c.Test.words(), column.Title()), say("Choose another condition."), nil)
}

func unreadable(column table.Column, text string) *table.Issue {
	example := map[table.Type]string{table.Date: "2025-09-01", table.SchoolYear: "2024-25", table.Grade: say("K or 7")}[column.Type]
	if example == "" {
		example = "10"
	}
	return table.Failed(codeFilter, table.Where{}, say("“%s” cannot be compared with %s.", text, column.Title()), say("Write %s, such as %s.", strings.ToLower(typeWord(column.Type)), example), nil)
}

// typedDates are the ways in which people write a day.
var typedDates = []string{"2006-01-02", "1/2/2006", "1/2/06", "1-2-2006", "Jan 2, 2006", "January 2, 2006", "2 Jan 2006"}

// parseValue reads what a person wrote as a number of the column's type.
func parseValue(column table.Column, text string) (float64, bool) {
	text = strings.TrimSpace(text)
	switch column.Type {
	case table.Date:
		for _, layout := range typedDates {
			if day, err := time.Parse(layout, text); err == nil {
				return float64(table.TimeDay(day)), true
			}
		}
		return 0, false
	case table.SchoolYear:
		start, ok := table.ReadSchoolYear(text, column.Layout)
		return float64(start), ok
	case table.Grade:
		grade, ok := table.ParseGrade(text)
		return float64(grade), ok
	}
	bare, percent := strings.CutSuffix(strings.TrimPrefix(strings.ReplaceAll(text, ",", ""), "$"), "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(bare), 64)
	if err != nil || n != n || n-n != 0 {
		return 0, false
	}
	if percent && strings.Contains(column.Layout, "%") {
		n /= 100
	}
	return n, true
}

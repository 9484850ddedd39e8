package reports

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/phrases"
	"github.com/schoolbench/schoolbench/table"
)

// Say writes a text of the program in the language. The text is English; with
// more arguments it is a format, as those of fmt. Every text that is said has to
// have a translation in internal/phrases, which a test holds us to.
func (l Language) Say(text string, args ...any) string {
	return phrases.For(string(l)).Say(text, args...)
}

func (l Language) say(text string, args ...any) string { return l.Say(text, args...) }

// Translate writes a finished English text of the program, such as the message
// of a *table.Issue, in the language. One that is not known stays English.
func (l Language) Translate(text string) string {
	return phrases.For(string(l)).Translate(text)
}

// join writes a list as a sentence does: "a, b and c".
func (l Language) join(words []string) string { return phrases.For(string(l)).List(words) }

// counted writes a number and its noun: "1 row", "1,204 rows". The nouns are
// formats that take the number.
func (l Language) counted(n int, one, many string) string {
	text := many
	if n == 1 {
		text = one
	}
	return l.say(text, table.FormatNumber(float64(n), 0))
}

// ordinal writes a number as a place in a row: "90th", "2.5th"; in Spanish the
// number alone, as it is said there.
func (l Language) ordinal(n float64) string {
	if l == Spanish {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ordinal(n)
}

// Member writes the label of a member as people read it: the engine's own words
// for what is blank and for all beyond a limit in the language, and so the yes
// and no of a column that has no words of its own; everything else is data.
func (l Language) Member(label string, dimension crosstab.Dimension, schema table.Schema) string {
	switch {
	case label == "" || label == blankLabel:
		return l.say(blankLabel)
	case l == "" || l == English:
		return label
	case label == othersLabel && dimension.Limit > 0:
		return l.say(othersLabel)
	}
	if strings.Contains(dimension.Field, "(") && isMonth(label) { // a part of a date
		if label == "May" {
			label = "the month of May" // which has the same three letters
		}
		return l.say(label)
	}
	if strings.Contains(dimension.Field, "(") && isWeekday(label) {
		return phrases.Capital(l.say(label)) // within a sentence, days are small in Spanish
	}
	at := schema.Index(dimension.Field)
	if at < 0 || schema[at].Type != table.YesNo || schema[at].Layout != "" {
		return label
	}
	switch label {
	case "Yes", "No":
		return l.say(label)
	}
	return label
}

// What the engine calls rows without a value, and all members beyond a limit.
const (
	blankLabel  = "(blank)"
	othersLabel = "All others"
)

// isMonth reports whether a label is the name of a month, as the engine writes
// it.
func isMonth(label string) bool {
	return slices.ContainsFunc([]time.Month{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, func(month time.Month) bool { return month.String() == label })
}

// isWeekday reports whether a label is the name of a day of the week, as the
// engine writes it.
func isWeekday(label string) bool {
	return slices.ContainsFunc([]time.Weekday{0, 1, 2, 3, 4, 5, 6}, func(day time.Weekday) bool { return day.String() == label })
}

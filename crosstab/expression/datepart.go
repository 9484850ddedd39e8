package expression

import (
	"fmt"
	"time"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/table"
)

// calendarMissingCode is the code of the issue about a function that needs a
// school calendar.
const calendarMissingCode = "calendar-missing"

// calendarPart makes the node of a function of a date that goes by the school
// calendar. A day that is in no term, or is not a day of instruction, is
// missing.
func calendarPart(at token, days *calendar.Index, argument *node) (*node, error) {
	if argument.column.Type != table.Date {
		return nil, invalid(argument.at, fmt.Sprintf("%s needs a date, and this is %s.", at.word, kindName(argument.column.Type)), "Give it a column of dates.")
	}
	if days == nil {
		return nil, table.Failed(calendarMissingCode, table.Where{}, fmt.Sprintf("%s goes by the school calendar, and there is none.", at.word), "Save one in the workspace with sbench calendar, or give one with --calendar.", nil)
	}
	if at.value == "term" {
		n := apply(at, textColumn(), func(v []table.Value) table.Value {
			if name, within := days.Term(calendar.Day(v[0].Number)); within {
				return table.TextValue(name)
			}
			return missing()
		}, argument)
		n.order = days.Terms()
		return n, nil
	}
	return apply(at, integer(), func(v []table.Value) table.Value {
		if _, number, taught := days.Number(calendar.Day(v[0].Number)); taught {
			return table.NumberValue(float64(number))
		}
		return missing()
	}, argument), nil
}

// datePart makes the node of a function of a date.
func datePart(at token, argument *node) (*node, error) {
	if argument.column.Type == table.SchoolYear && at.value == "year" {
		return apply(at, integer(), func(v []table.Value) table.Value { return v[0] }, argument), nil
	}
	if argument.column.Type != table.Date {
		return nil, invalid(argument.at, fmt.Sprintf("%s needs a date, and this is %s.", at.value, kindName(argument.column.Type)), "Give it a column of dates.")
	}
	column := integer()
	var part func(day time.Time) int
	switch at.value {
	case "year":
		part = time.Time.Year
	case "month":
		part = func(day time.Time) int { return int(day.Month()) }
	case "quarter":
		part = func(day time.Time) int { return (int(day.Month()) + 2) / 3 }
	case "weekday":
		part = mondayFirst
	case "schoolyear":
		column = table.Column{Type: table.SchoolYear}
		part = startOfSchoolYear
	case "schoolweek":
		part = weekOfSchoolYear
	case "semester", "schoolmonth", "dayname":
		word := map[string]func(time.Time) string{
			"semester":    semesterOf,
			"schoolmonth": func(day time.Time) string { return day.Month().String() },
			"dayname":     func(day time.Time) string { return day.Weekday().String() },
		}[at.value]
		return apply(at, textColumn(), func(v []table.Value) table.Value {
			return table.TextValue(word(table.DayTime(v[0].Number)))
		}, argument), nil
	case "weekof":
		column = table.Column{Type: table.Date, Layout: argument.column.Layout}
		return apply(at, column, func(v []table.Value) table.Value {
			return table.NumberValue(v[0].Number - float64(mondayFirst(table.DayTime(v[0].Number))-1))
		}, argument), nil
	}
	return apply(at, column, func(v []table.Value) table.Value {
		return table.NumberValue(float64(part(table.DayTime(v[0].Number))))
	}, argument), nil
}

// mondayFirst numbers the days of the week, Monday 1 and Sunday 7.
func mondayFirst(day time.Time) int { return (int(day.Weekday())+6)%7 + 1 }

// startOfSchoolYear is the year in which the school year of a day began, on
// the first of July.
func startOfSchoolYear(day time.Time) int {
	if day.Month() < time.July {
		return day.Year() - 1
	}
	return day.Year()
}

// semesterOf is the half of the school year: fall until December, then spring.
func semesterOf(day time.Time) string {
	if day.Month() >= time.July {
		return "Fall"
	}
	return "Spring"
}

// weekOfSchoolYear numbers the weeks of a school year, from Monday to Sunday,
// the one with the first of July being 1: the same week of two years has the
// same number, give or take one.
func weekOfSchoolYear(day time.Time) int {
	first := time.Date(startOfSchoolYear(day), time.July, 1, 0, 0, 0, 0, time.UTC)
	monday := first.AddDate(0, 0, 1-mondayFirst(first))
	return int(day.Sub(monday).Hours())/(24*7) + 1
}

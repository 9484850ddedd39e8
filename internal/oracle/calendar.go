package oracle

import (
	"time"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/table"
)

// closedDay reports whether school is closed on a weekday of the oracle's
// calendar: on the first Monday of September and through Christmas.
func closedDay(day time.Time) bool {
	return day.Month() == time.September && day.Weekday() == time.Monday && day.Day() <= 7 ||
		day.Month() == time.December && day.Day() >= 20 || day.Month() == time.January && day.Day() <= 3
}

// Calendar is the school calendar of random specs: two terms a year, from the
// tenth of August to the fifth of June.
func Calendar() *calendar.Calendar {
	c := &calendar.Calendar{}
	for year := 2014; year < 2021; year++ {
		y := calendar.Year{First: dayOf(year, time.August, 10), Last: dayOf(year+1, time.June, 5)}
		y.Terms = []calendar.Term{
			{Name: "Second", First: dayOf(year+1, time.January, 4), Last: y.Last},
			{Name: "Opening", First: y.First, Last: dayOf(year, time.December, 19)},
		}
		y.Closed = []calendar.Stretch{{First: dayOf(year, time.December, 20), Last: dayOf(year+1, time.January, 3), Name: "Winter"}}
		for day := 1; day <= 7; day++ {
			if date := time.Date(year, time.September, day, 0, 0, 0, 0, time.UTC); date.Weekday() == time.Monday {
				y.Closed = append(y.Closed, calendar.Stretch{First: calendar.DayOf(date), Last: calendar.DayOf(date)})
			}
		}
		c.Years = append(c.Years, y)
	}
	return c
}

func dayOf(year int, month time.Month, day int) calendar.Day {
	return calendar.DayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// schoolDay is the number of a day among those of instruction, counted one by
// one; 0 without instruction.
func schoolDay(date time.Time) int {
	day := time.Date(schoolYear(date), time.August, 10, 0, 0, 0, 0, time.UTC)
	last := time.Date(schoolYear(date)+1, time.June, 5, 0, 0, 0, 0, time.UTC)
	number := 0
	for ; !day.After(date) && !day.After(last); day = day.AddDate(0, 0, 1) {
		taught := day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !closedDay(day)
		if taught {
			number++
		}
		if day.Equal(date) && taught {
			return number
		}
	}
	return 0
}

func schoolYear(date time.Time) int {
	if date.Month() >= time.July {
		return date.Year()
	}
	return date.Year() - 1
}

// yearBefore is the day with the same number in the school year before.
func yearBefore(date time.Time) (time.Time, bool) {
	number := schoolDay(date)
	if number == 0 {
		return date, false
	}
	for day := time.Date(schoolYear(date)-1, time.August, 10, 0, 0, 0, 0, time.UTC); schoolYear(day) < schoolYear(date); day = day.AddDate(0, 0, 1) {
		if schoolDay(day) == number {
			return day, true
		}
	}
	return date, false
}

// termOf is the term of a day; empty for none.
func termOf(date time.Time) string {
	year := schoolYear(date)
	at := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	switch {
	case date.Before(at(year, time.August, 10)) || date.After(at(year+1, time.June, 5)):
		return ""
	case date.Before(at(year, time.December, 20)):
		return "Opening"
	case date.Before(at(year+1, time.January, 4)):
		return ""
	}
	return "Second"
}

// timeOf is the day that a value of a date column is.
func timeOf(v table.Value) time.Time { return time.Unix(int64(v.Number)*86400, 0).UTC() }

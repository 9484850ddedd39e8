package synth

import (
	"fmt"
	"math"
	"sort"
	"time"
)

// InstructionalDays is the number of days on which a Californian school year
// is taught.
const InstructionalDays = 180

// Calendar is the days of one school year on which school is held. It is
// read-only once made.
type Calendar struct {
	StartYear int                  // the calendar year in which the school year starts
	Days      []time.Time          // the instructional days in order, at midnight UTC
	Holidays  map[time.Time]string // the weekdays between the first and last day without school, and why
}

// NewCalendar returns the calendar of the school year that starts in this
// year: from the Monday on or before the 18th of August until 180 days have been
// taught, around the end of May.
func NewCalendar(startYear int) *Calendar {
	calendar := &Calendar{StartYear: startYear, Holidays: map[time.Time]string{}}
	closed := closures(startYear)
	for day := monday(dateOf(startYear, time.August, 18)); len(calendar.Days) < InstructionalDays; day = day.AddDate(0, 0, 1) {
		if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			continue
		}
		if reason, isClosed := closed[day]; isClosed {
			calendar.Holidays[day] = reason
			continue
		}
		calendar.Days = append(calendar.Days, day)
	}
	return calendar
}

// Number returns the number of an instructional day, counting from 1, or 0 if
// there is no school on that date. The time of day is ignored.
func (c *Calendar) Number(date time.Time) int {
	day := dateOf(date.Year(), date.Month(), date.Day())
	i := sort.Search(len(c.Days), func(i int) bool { return !c.Days[i].Before(day) })
	if i < len(c.Days) && c.Days[i].Equal(day) {
		return i + 1
	}
	return 0
}

// Name returns the school year as the files write it, such as 2023-24.
func (c *Calendar) Name() string { return schoolYear(c.StartYear) }

// schoolYear writes the school year that starts in a calendar year.
func schoolYear(start int) string { return fmt.Sprintf("%d-%02d", start, (start+1)%100) }

// closures are the weekdays without school in the year that starts here.
func closures(year int) map[time.Time]string {
	closed := map[time.Time]string{}
	shut := func(reason string, first time.Time, weekdays int) {
		for day := first; weekdays > 0; day = day.AddDate(0, 0, 1) {
			if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
				closed[day] = reason
				weekdays--
			}
		}
	}
	thanksgiving := weekdayOf(year, time.November, time.Thursday, 4)
	christmas := dateOf(year, time.December, 25)
	presidents := weekdayOf(year+1, time.February, time.Monday, 3)

	shut("Labor Day", weekdayOf(year, time.September, time.Monday, 1), 1)
	shut("Staff development", weekdayOf(year, time.October, time.Monday, 2), 1)
	shut("Veterans Day", observed(dateOf(year, time.November, 11)), 1)
	shut("Thanksgiving recess", thanksgiving.AddDate(0, 0, -3), 5)
	// Winter recess is the two weeks that begin with Christmas week, and the
	// Monday after them for staff.
	shut("Winter recess", monday(christmas), 10)
	shut("Staff development", monday(christmas).AddDate(0, 0, 14), 1)
	shut("Martin Luther King Jr. Day", weekdayOf(year+1, time.January, time.Monday, 3), 1)
	shut("Lincoln's Birthday", presidents.AddDate(0, 0, -3), 1)
	shut("Presidents' Day", presidents, 1)
	shut("Cesar Chavez Day", observed(dateOf(year+1, time.March, 31)), 1)
	shut("Spring recess", weekdayOf(year+1, time.April, time.Monday, 1), 5)
	shut("Memorial Day", lastMonday(year+1, time.May), 1)
	return closed
}

func dateOf(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// weekdayOf returns the nth such weekday of a month.
func weekdayOf(year int, month time.Month, weekday time.Weekday, n int) time.Time {
	first := dateOf(year, month, 1)
	return first.AddDate(0, 0, (int(weekday)-int(first.Weekday())+7)%7+7*(n-1))
}

func lastMonday(year int, month time.Month) time.Time {
	return monday(dateOf(year, month+1, 0))
}

// monday returns the Monday on or before a date. Sunday ends its week.
func monday(date time.Time) time.Time {
	return date.AddDate(0, 0, -(int(date.Weekday())+6)%7)
}

// observed moves a holiday from Saturday to Friday and from Sunday to Monday.
func observed(date time.Time) time.Time {
	switch date.Weekday() {
	case time.Saturday:
		return date.AddDate(0, 0, -1)
	case time.Sunday:
		return date.AddDate(0, 0, 1)
	}
	return date
}

// dayFactor is how much more often students are absent on a day of the year
// than on an ordinary one: on Mondays and Fridays, in the flu season around its
// peak, on the days before and after a recess, and in the last week.
func (c *Calendar) dayFactor(day, peak int) float64 {
	factor := 1.0
	date := c.Days[day]
	switch date.Weekday() {
	case time.Monday:
		factor *= 1.12
	case time.Friday:
		factor *= 1.22
	}
	fromPeak := float64(day-peak) / 18
	factor *= 0.86 + 0.55*math.Exp(-fromPeak*fromPeak/2)
	before := day > 0 && date.Sub(c.Days[day-1]).Hours() > 100
	after := day+1 < len(c.Days) && c.Days[day+1].Sub(date).Hours() > 100
	if before || after {
		factor *= 1.35
	}
	if day >= InstructionalDays-5 {
		factor *= 1.4
	}
	return factor
}

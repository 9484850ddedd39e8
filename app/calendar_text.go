package app

import (
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/table"
)

// The words that begin a line of a school calendar. Any other names a term.
const (
	yearLine   = "School year"
	closedLine = "Closed"
	openLine   = "Open"
	untilWord  = " to "
)

// calendarText writes a calendar in lines, as people edit it: "School year:
// 2025-08-18 to 2026-06-04" and beneath it its terms, the days that are closed
// and those that are open although they are on a weekend.
func calendarText(days *calendar.Calendar) string {
	if days == nil {
		return ""
	}
	var out strings.Builder
	stretch := func(first, last calendar.Day) string {
		if first == last {
			return first.String()
		}
		return first.String() + untilWord + last.String()
	}
	for i, year := range days.Years {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(&out, "%s: %s\n", yearLine, stretch(year.First, year.Last))
		for _, term := range year.Terms {
			fmt.Fprintf(&out, "%s: %s\n", term.Name, stretch(term.First, term.Last))
		}
		for _, closed := range year.Closed {
			fmt.Fprintf(&out, "%s: %s", closedLine, stretch(closed.First, closed.Last))
			if closed.Name != "" {
				fmt.Fprintf(&out, " (%s)", closed.Name)
			}
			out.WriteByte('\n')
		}
		for _, open := range year.Open {
			fmt.Fprintf(&out, "%s: %s\n", openLine, open)
		}
	}
	return out.String()
}

// parseCalendar reads what calendarText writes; nil for an empty text. A line
// that cannot be read is named.
func parseCalendar(text string) (*calendar.Calendar, *table.Issue) {
	days := &calendar.Calendar{}
	for number, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		unread := func(remedy string) *table.Issue {
			return table.Failed("calendar-invalid", table.Where{}, say("Line %d cannot be read: %s", number+1, line), remedy, nil)
		}
		colon := calendarColon(line)
		if colon <= 0 {
			return nil, unread(say("Begin it with a word and a colon, such as School year: 2025-08-18 to 2026-06-04."))
		}
		what, dates := strings.TrimSpace(line[:colon]), strings.TrimSpace(line[colon+1:])
		name := ""
		if at := strings.Index(dates, "("); at >= 0 {
			name, dates = strings.TrimSuffix(strings.TrimSpace(dates[at+1:]), ")"), strings.TrimSpace(dates[:at])
		}
		from, until, several := strings.Cut(dates, untilWord)
		if !several {
			until = from
		}
		var first, last calendar.Day
		if first.UnmarshalText([]byte(strings.TrimSpace(from))) != nil || last.UnmarshalText([]byte(strings.TrimSpace(until))) != nil {
			return nil, unread(say("Write days as year-month-day, such as 2025-08-18, and “to” between the first and the last."))
		}
		if strings.EqualFold(what, yearLine) {
			days.Years = append(days.Years, calendar.Year{First: first, Last: last})
			continue
		}
		if len(days.Years) == 0 {
			return nil, unread(say("Write the line of the school year first."))
		}
		year := &days.Years[len(days.Years)-1]
		switch {
		case strings.EqualFold(what, closedLine):
			year.Closed = append(year.Closed, calendar.Stretch{First: first, Last: last, Name: name})
		case strings.EqualFold(what, openLine):
			for day := first; day <= last; day++ {
				year.Open = append(year.Open, day)
			}
		default:
			year.Terms = append(year.Terms, calendar.Term{Name: what, First: first, Last: last})
		}
	}
	if len(days.Years) == 0 {
		return nil, nil
	}
	if _, err := days.Index(); err != nil {
		if issue := table.IssueIn(err); issue != nil {
			return nil, issue
		}
		return nil, table.Failed("calendar-invalid", table.Where{}, err.Error(), "", err)
	}
	return days, nil
}

// calendarColon is the colon of a line before its days. The name of a term, or
// of why a day is closed, may have one as well.
func calendarColon(line string) int {
	for i := range len(line) {
		if line[i] != ':' {
			continue
		}
		if rest := strings.TrimSpace(line[i+1:]); rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return i
		}
	}
	return strings.IndexByte(line, ':')
}

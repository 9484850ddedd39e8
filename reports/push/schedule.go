package push

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// When is the kind of occasion on which a push goes out.
type When string

// The occasions. The zero value is only when somebody asks for it.
const (
	OnRequest        When = ""
	Weekly           When = "weekly"             // on a day of the week, at a time of day
	OnImport         When = "import"             // after data that it shows were imported
	FirstSchoolDay   When = "first-school-day"   // of each month, at a time of day
	EverySchoolDay   When = "school-day"         // on each school day, at a time of day
	earliestLookBack      = 400 * 24 * time.Hour // how far back a missed occasion is looked for
)

// Schedule says when a push goes out. Days and times are those of the wall
// clock in Zone, so that half past six stays half past six when clocks change.
type Schedule struct {
	When When `json:"when,omitempty"`
	// Day is the day of the week in English: "monday". For Weekly.
	Day string `json:"day,omitempty"`
	// At is the time of day: "06:30". Not for OnImport, which goes out at once.
	At string `json:"at,omitempty"`
	// Zone is a time zone by its name, such as "America/Los_Angeles"; empty is
	// the computer's.
	Zone string `json:"zone,omitempty"`
	// NoSchool lists weekdays without school: days such as "2026-11-11" and
	// spans such as "2026-12-21/2027-01-04". Saturdays and Sundays need not be
	// listed.
	NoSchool []string `json:"noSchool,omitempty"`
	// Since is the time from which the schedule counts, where that is not when
	// the push was last saved: one that is saved anew for another reason still
	// owes what was due before. The workspace fills it in.
	Since time.Time `json:"since,omitzero"`
}

// Same reports whether two schedules call for the same occasions, from
// whichever time they count.
func (s Schedule) Same(other Schedule) bool {
	return s.When == other.When && strings.EqualFold(s.Day, other.Day) && s.At == other.At && s.Zone == other.Zone && slices.Equal(s.NoSchool, other.NoSchool)
}

// Occasion is a time at which a push is, or was, to go out.
type Occasion struct {
	At time.Time
	// Missed is how many earlier occasions passed, the computer being off or
	// the workspace in use, for which this one stands. They are not made up for.
	Missed int
}

// plan is a schedule that has been read.
type plan struct {
	when         When
	day          time.Weekday
	hour, minute int
	zone         *time.Location
	closed       []span
}

// span is a stretch of days without school, both ends included, as ISO dates.
type span struct{ first, last string }

// Validate reports, as a *table.Issue, what in a schedule cannot be understood.
func (s Schedule) Validate() error {
	_, err := s.plan()
	return err
}

// Due returns the occasion for which the push should go out now: the latest
// one after handled that is not after now, however many were missed. It is
// false when there is none. handled is the time up to which occasions have been
// seen to: that of the last one, or when the schedule was made. imported is
// when data that the push shows were last imported; only OnImport looks at it.
func (s Schedule) Due(handled, imported, now time.Time) (Occasion, bool, error) {
	plan, err := s.plan()
	if err != nil {
		return Occasion{}, false, err
	}
	switch plan.when {
	case OnRequest:
		return Occasion{}, false, nil
	case OnImport:
		return Occasion{At: imported}, imported.After(handled) && !imported.After(now), nil
	}
	if earliest := now.Add(-earliestLookBack); handled.Before(earliest) {
		handled = earliest
	}
	var due Occasion
	found := false
	for next, ok := plan.next(handled); ok && !next.After(now); next, ok = plan.next(next) {
		if found {
			due.Missed++
		}
		due.At, found = next, true
	}
	return due, found, nil
}

// Next returns the first occasion after a time, or false if there is none
// within a year and a half, or none that can be foreseen.
func (s Schedule) Next(after time.Time) (time.Time, bool, error) {
	plan, err := s.plan()
	if err != nil || plan.when == OnRequest || plan.when == OnImport {
		return time.Time{}, false, err
	}
	next, ok := plan.next(after)
	return next, ok, nil
}

func (s Schedule) plan() (plan, error) {
	read := plan{when: s.When, zone: time.Local}
	switch s.When {
	case OnRequest, OnImport, Weekly, FirstSchoolDay, EverySchoolDay:
	default:
		return read, badSchedule(fmt.Sprintf("%q is not an occasion.", s.When), "Use weekly, import, first-school-day or school-day, or leave it out to send by hand only.")
	}
	if s.Zone != "" {
		zone, err := time.LoadLocation(s.Zone)
		if err != nil {
			return read, badSchedule(fmt.Sprintf("There is no time zone %q.", s.Zone), "Use a name such as America/Los_Angeles.")
		}
		read.zone = zone
	}
	for _, text := range s.NoSchool {
		first, last, isSpan := strings.Cut(text, "/")
		if !isSpan {
			last = first
		}
		for _, day := range []string{first, last} {
			if _, err := time.Parse(time.DateOnly, day); err != nil {
				return read, badSchedule(fmt.Sprintf("%q is neither a day nor a span of days.", text), "Write a day as 2026-11-11 and a span as 2026-12-21/2027-01-04.")
			}
		}
		if last < first {
			return read, badSchedule(fmt.Sprintf("The span %q ends before it begins.", text), "Write the earlier day first.")
		}
		read.closed = append(read.closed, span{first, last})
	}
	if s.When == OnRequest || s.When == OnImport {
		return read, nil
	}
	at, err := time.Parse("15:04", s.At)
	if err != nil {
		return read, badSchedule(fmt.Sprintf("%q is not a time of day.", s.At), "Write it with 24 hours, such as 06:30.")
	}
	read.hour, read.minute = at.Hour(), at.Minute()
	if s.When == Weekly {
		if read.day, err = weekday(s.Day); err != nil {
			return read, err
		}
	}
	return read, nil
}

func badSchedule(message, remedy string) *table.Issue {
	return table.Failed("push-schedule", table.Where{}, message, remedy, nil)
}

func weekday(name string) (time.Weekday, error) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.EqualFold(strings.TrimSpace(name), day.String()) {
			return day, nil
		}
	}
	return 0, badSchedule(fmt.Sprintf("%q is not a day of the week.", name), "Write it in full, such as monday.")
}

// next returns the first occasion after a time. It looks a year and a half
// ahead, which is longer than any stretch without school.
func (p plan) next(after time.Time) (time.Time, bool) {
	const ahead = 550
	local := after.In(p.zone)
	for i := range ahead {
		// Noon is on the same day whatever the clocks do.
		day := time.Date(local.Year(), local.Month(), local.Day()+i, 12, 0, 0, 0, p.zone)
		if !p.suits(day) {
			continue
		}
		if at := wallTime(day.Year(), day.Month(), day.Day(), p.hour, p.minute, p.zone); at.After(after) {
			return at, true
		}
	}
	return time.Time{}, false
}

func (p plan) suits(day time.Time) bool {
	switch p.when {
	case Weekly:
		return day.Weekday() == p.day
	case EverySchoolDay:
		return p.isSchoolDay(day)
	case FirstSchoolDay:
		if !p.isSchoolDay(day) {
			return false
		}
		for earlier := day.AddDate(0, 0, -1); earlier.Month() == day.Month(); earlier = earlier.AddDate(0, 0, -1) {
			if p.isSchoolDay(earlier) {
				return false
			}
		}
		return true
	}
	return false
}

func (p plan) isSchoolDay(day time.Time) bool {
	if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		return false
	}
	date := day.Format(time.DateOnly)
	return !slices.ContainsFunc(p.closed, func(s span) bool { return s.first <= date && date <= s.last })
}

// wallTime is the moment at which clocks in a zone show this. A time that
// clocks skip in spring is the moment at which they skip it; of a time that
// they show twice in autumn it is the first.
func wallTime(year int, month time.Month, day, hour, minute int, zone *time.Location) time.Time {
	asUTC := time.Date(year, month, day, hour, minute, 0, 0, time.UTC)
	var shown []time.Time
	for _, around := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := asUTC.Add(around).In(zone).Zone()
		moment := asUTC.Add(-time.Duration(offset) * time.Second).In(zone)
		if moment.Hour() == hour && moment.Minute() == minute && moment.Day() == day {
			shown = append(shown, moment)
		}
	}
	if len(shown) > 0 {
		return slices.MinFunc(shown, time.Time.Compare)
	}
	// The offset from before the gap leads to a moment just after it.
	_, before := asUTC.Add(-24 * time.Hour).In(zone).Zone()
	start, _ := asUTC.Add(-time.Duration(before) * time.Second).In(zone).ZoneBounds()
	return start
}

// Sentence says in words when the push goes out.
func (s Schedule) Sentence() string {
	zone := ""
	if s.Zone != "" {
		zone = " (" + s.Zone + ")"
	}
	switch s.When {
	case Weekly:
		day := strings.ToLower(s.Day)
		if day != "" {
			day = strings.ToUpper(day[:1]) + day[1:]
		}
		return fmt.Sprintf("every %s at %s%s", day, s.At, zone)
	case OnImport:
		return "after each import of its data"
	case FirstSchoolDay:
		return fmt.Sprintf("on the first school day of each month at %s%s", s.At, zone)
	case EverySchoolDay:
		return fmt.Sprintf("on every school day at %s%s", s.At, zone)
	}
	return "when it is asked for"
}

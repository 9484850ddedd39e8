package app

import (
	"reflect"
	"strings"
	"testing"
)

const writtenCalendar = `School year: 2024-08-12 to 2025-06-05

School year: 2025-08-18 to 2026-06-04
Fall: 2025-08-18 to 2025-12-19
Term 2: Spring (late): 2026-01-05 to 2026-06-04
Closed: 2025-11-24 to 2025-11-28 (Thanksgiving)
Closed: 2026-01-19 (a name: of one)
Open: 2026-02-07
`

// A calendar is written as it is read, and what cannot be read is named.
func TestCalendarText(t *testing.T) {
	days, issue := parseCalendar(writtenCalendar)
	if issue != nil {
		t.Fatal(issue)
	}
	if got := calendarText(days); got != writtenCalendar {
		t.Errorf("it is written as\n%s", got)
	}
	again, issue := parseCalendar(strings.ToLower(calendarText(days)))
	if issue != nil || !reflect.DeepEqual(again.Years[1].Open, days.Years[1].Open) || len(again.Years) != 2 {
		t.Errorf("in small letters it is %v (%v)", again, issue)
	}
	if none, issue := parseCalendar("\n  \n"); none != nil || issue != nil {
		t.Errorf("nothing is %v (%v)", none, issue)
	}
	for text, says := range map[string]string{
		"2025-08-18 to 2026-06-04":                         "Line 1",
		"School year: 18 August to 2026-06-04":             "Line 1",
		"Fall: 2025-08-18 to 2025-12-19":                   "Line 1",
		"School year: 2025-08-18 to 2026-06-04\nClosed: x": "Line 2",
		"School year: 2026-06-04 to 2025-08-18":            "",
	} {
		if _, issue := parseCalendar(text); issue == nil || !strings.Contains(issue.Message, says) || issue.Code != "calendar-invalid" {
			t.Errorf("%q: %v", text, issue)
		}
	}
}

// The calendar is kept from the window, changed, and forgotten.
func TestCalendarIsKept(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 5)
	for _, text := range []string{writtenCalendar, strings.Replace(writtenCalendar, "2026-01-19", "2026-01-20", 1), ""} {
		d.shell.askCalendar()
		d.until("the calendar is shown", func() bool { return !d.closed() })
		for _, object := range d.dialog() {
			if entry, ok := object.(*askLines); ok {
				entry.SetText("nonsense")
				d.press("Keep it")
				if d.closed() {
					t.Fatal("nonsense is kept")
				}
				entry.SetText(text)
			}
		}
		d.press("Keep it")
		d.until("it is kept", d.closed)
		days, err := d.shell.bench.Calendar(t.Context())
		if err != nil || calendarText(days) != text {
			t.Errorf("kept is %q (%v)", calendarText(days), err)
		}
	}
}

// An exploration that is open goes by the calendar that was kept meanwhile.
func TestOpenPagesGoByTheNewCalendar(t *testing.T) {
	d, p := exploring(t)
	for _, text := range []string{writtenCalendar, ""} {
		days, issue := parseCalendar(text)
		if issue != nil {
			t.Fatal(issue)
		}
		d.shell.showCalendar(nil)
		for _, object := range d.dialog() {
			if entry, ok := object.(*askLines); ok {
				entry.SetText(text)
			}
		}
		d.press("Keep it")
		d.until("it is kept", d.closed)
		d.until("the exploration knows it", func() bool { return p.presenter.calendar == (days != nil) })
	}
}
